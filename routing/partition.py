"""The best choice among routes met on the way: set partitioning with GLOP and CP-SAT.

The linear program's reduced costs tell which routes can still be part of something better than the
best plan known; CP-SAT chooses among those. Both have hard limits, and too many routes are cut
down to the most promising ones before anything is built.
Source: Foster and Ryan, An integer programming approach to the vehicle scheduling problem,
Operational Research Quarterly 27(2), 1976.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.linear_solver import pywraplp

COLUMNS_MAX = 3_000
_MIN_MS = 50


@dataclass(frozen=True, slots=True)
class Route:
    """What one vehicle of a kind does, what it costs in cents, and whom it serves."""

    kind: int
    trips: tuple[tuple[int, ...], ...]
    cost: int

    @property
    def stops(self) -> tuple[int, ...]:
        """Give all stops of the route."""
        return tuple(stop for trip in self.trips for stop in trip)


def choose(
    routes: Sequence[Route],
    incumbent: Sequence[Route],
    kinds: Counter[int],
    limit_ms: int,
    seed: int,
) -> list[Route] | None:
    """Choose routes that serve each stop of the incumbent once and cost less; None when none do.

    `kinds` counts the vehicles there are of each kind.
    """
    best = sum(route.cost for route in incumbent)
    columns = _cut(routes, incumbent)
    if limit_ms < _MIN_MS:
        return None
    prices = _prices(columns, incumbent, kinds, limit_ms // 2)
    if prices is None:
        return None
    bound, reduced = prices
    own = set(incumbent)
    kept = [
        route
        for route, price in zip(columns, reduced, strict=True)
        if price <= best - bound + 1e-6 or route in own
    ]
    return _chosen(kept, incumbent, kinds, limit_ms // 2, seed)


def _cut(routes: Sequence[Route], incumbent: Sequence[Route]) -> list[Route]:
    """Keep the cheapest way to serve each set of stops, and not more than can be handled."""
    cheapest: dict[tuple[int, frozenset[int]], Route] = {}
    for route in (*incumbent, *routes):
        key = (route.kind, frozenset(route.stops))
        if key not in cheapest or route.cost < cheapest[key].cost:
            cheapest[key] = route
    own = set(incumbent)
    rest = [route for route in cheapest.values() if route not in own]
    return list(incumbent) + rest[-max(1, COLUMNS_MAX - len(own)) :]


def _prices(
    columns: Sequence[Route], incumbent: Sequence[Route], kinds: Counter[int], limit_ms: int
) -> tuple[float, list[float]] | None:
    """Solve the relaxation: its value, and the reduced cost of every column."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    solver.SetTimeLimit(limit_ms)
    stops = {stop: solver.Constraint(1, 1) for route in incumbent for stop in route.stops}
    fleet = {kind: solver.Constraint(0, count) for kind, count in kinds.items()}
    variables = []
    for route in columns:
        variable = solver.NumVar(0, solver.infinity(), "")
        solver.Objective().SetCoefficient(variable, route.cost)
        fleet[route.kind].SetCoefficient(variable, 1)
        for stop in route.stops:
            stops[stop].SetCoefficient(variable, 1)
        variables.append(variable)
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return None
    return solver.Objective().Value(), [variable.reduced_cost() for variable in variables]


def _chosen(
    columns: Sequence[Route],
    incumbent: Sequence[Route],
    kinds: Counter[int],
    limit_ms: int,
    seed: int,
) -> list[Route] | None:
    # It loads half a second long, which the first plan need not wait for.
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in columns]
    own = set(incumbent)
    serving: dict[int, list[cp_model.IntVar]] = {}
    for variable, route in zip(chosen, columns, strict=True):
        for stop in route.stops:
            serving.setdefault(stop, []).append(variable)
        model.add_hint(variable, route in own)
    for variables in serving.values():
        model.add_exactly_one(variables)
    for kind, count in kinds.items():
        model.add(
            sum(v for v, route in zip(chosen, columns, strict=True) if route.kind == kind) <= count
        )
    model.minimize(
        sum(variable * route.cost for variable, route in zip(chosen, columns, strict=True))
    )
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit_ms / 1000
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    picked = [r for v, r in zip(chosen, columns, strict=True) if solver.boolean_value(v)]
    before = sum(route.cost for route in incumbent)
    return picked if sum(route.cost for route in picked) < before else None
