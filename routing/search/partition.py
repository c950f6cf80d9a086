"""The best choice among routes met on the way: set partitioning with GLOP and CP-SAT.

The linear program's reduced costs tell which routes can still be part of something better than the
best plan known; CP-SAT chooses among those. Both have hard limits, and too many routes are cut
down to the most promising ones before anything is built.
Source: Foster and Ryan, An integer programming approach to the vehicle scheduling problem,
Operational Research Quarterly 27(2), 1976.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.linear_solver import pywraplp

COLUMNS_MAX = 3_000
_MIN_MS = 50
_HALF = 0.5


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
    variables = [solver.NumVar(0, solver.infinity(), "") for _ in columns]
    _lay_out(solver, dict(zip(columns, variables, strict=True)), incumbent, kinds)
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
    # CP-SAT by way of the linear solver's interface: its own one loads half a second long.
    solver = pywraplp.Solver.CreateSolver("SAT")
    solver.SetTimeLimit(limit_ms)
    solver.SetSolverSpecificParametersAsString(f"num_workers:1 random_seed:{seed}")
    variables = [solver.BoolVar("") for _ in columns]
    _lay_out(solver, dict(zip(columns, variables, strict=True)), incumbent, kinds)
    own = set(incumbent)
    solver.SetHint(variables, [float(route in own) for route in columns])
    if solver.Solve() not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return None
    picked = [r for r, v in zip(columns, variables, strict=True) if v.solution_value() > _HALF]
    before = sum(route.cost for route in incumbent)
    return picked if sum(route.cost for route in picked) < before else None


def _lay_out(
    solver: Any, variables: Mapping[Route, Any], incumbent: Sequence[Route], kinds: Counter[int]
) -> None:
    """Minimise the cost; each stop of the incumbent on one route, no more routes than vehicles."""
    stops = {stop: solver.Constraint(1, 1) for route in incumbent for stop in route.stops}
    fleet = {kind: solver.Constraint(0, count) for kind, count in kinds.items()}
    for route, variable in variables.items():
        solver.Objective().SetCoefficient(variable, route.cost)
        fleet[route.kind].SetCoefficient(variable, 1)
        for stop in route.stops:
            stops[stop].SetCoefficient(variable, 1)
