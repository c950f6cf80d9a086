"""PyVRP, the accelerator for problems it can express: the only module that imports it.

Its iterated local search is run with penalties that fit the problem's own figures, a short memory
and few neighbours: at these budgets that is worth more than any other stage (docs/routing.md).
What it finds are only routes; times, prices and feasibility are judged by our own days.
Source: Wouda, Lan and Kool, PyVRP: a high-performance VRP solver package, INFORMS Journal on
Computing 36(4), 2024.
"""

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvrp
from pyvrp.exceptions import PenaltyBoundWarning
from pyvrp.IteratedLocalSearch import (
    IteratedLocalSearch,
    IteratedLocalSearchCallbacks,
    IteratedLocalSearchParams,
)
from pyvrp.PenaltyManager import PenaltyManager, PenaltyParams
from pyvrp.search import (
    OPERATORS,
    LocalSearch,
    NeighbourhoodParams,
    PerturbationManager,
    compute_neighbours,
)

from routing.day import Arrays, Numbers, Trips, reload_depots
from routing.model import HORIZON_S, Vehicle

_MILLI = 1_000
_FORBIDDEN = 2 * HORIZON_S
_MIDDLE = 300
_SMALL_TUNING, _MIDDLE_TUNING, _PATIENT_TUNING = (100, 25), (50, 20), (200, 50)
"""Late acceptance compares with the plan so many rounds ago, and so many neighbours of a stop are
looked at: up to `_MIDDLE` stops, from there on, and for who is patient or where stops are barred to
some vehicles."""
_PENALTY, _PENALTY_CAUTIOUS, _LARGE = 5.0, 200.0, 500
"""First price of a broken rule: one excess unit costs so many times its share of a usual way. From
so many stops on, or from a good plan, the rounds are too few to come back from broken rules. Where
stops are barred to some vehicles no price is lower than the one that PyVRP begins with."""
_REACH, _REACH_BARRED = 20.0, 1.5
"""The highest price is so many times the highest first price, and at least PyVRP's own highest."""
_KEPT_EVERY = 4
"""Of the plans looked at every so many-th feasible one leaves its routes in the pool."""

Publish = Callable[[dict[int, Trips]], None]
Pool = set[tuple[int, tuple[tuple[int, ...], ...]]]
"""Routes met on the way: the kind of vehicle, and its trips."""


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a problem that is worked on: some stops and some vehicles."""

    stops: tuple[int, ...]
    vehicles: tuple[int, ...]
    may_leave_out: bool = False
    """Stops may be left out for their penalty; else all must be served."""


class Accelerator:
    """One share of a problem as PyVRP sees it."""

    def __init__(self, arrays: Arrays, share: Share, seed: int) -> None:
        self._arrays = arrays
        self._problem = arrays.problem
        self._share = share
        self._seed = seed
        self._kinds: dict[int, list[int]] = {}
        for vehicle in share.vehicles:
            self._kinds.setdefault(arrays.kinds[vehicle], []).append(vehicle)
        self._kind_order = list(self._kinds)
        self._depots: list[tuple[int, int]] = []
        self._scale = self._common_scale()
        self._rooms = self._binding_rooms()
        self._is_barred = len(self._masks()) > 1
        self._data = self._laid_out()

    def search(
        self,
        warm: dict[int, Trips] | None,
        is_over: Callable[[], bool],
        *,
        publish: Publish | None = None,
        pool: Pool | None = None,
        is_patient: bool = False,
    ) -> dict[int, Trips] | None:
        """Give trips by vehicle, the best found until it is over; None when none is feasible."""
        memory, near = self._tuning(is_patient=is_patient)
        rng = pyvrp.RandomNumberGenerator(seed=self._seed)
        neighbours = compute_neighbours(self._data, NeighbourhoodParams(num_neighbours=near))
        search = LocalSearch(self._data, rng, neighbours, PerturbationManager())
        for operator in OPERATORS:
            if operator.supports(self._data):
                search.add_operator(operator(self._data))
        penalties = self._penalties(is_warm=bool(warm))
        most = max(*penalties[0], *penalties[1:])
        most *= _REACH_BARRED if self._is_barred else _REACH
        most = max(PenaltyParams().max_penalty, most)
        manager = PenaltyManager(penalties, PenaltyParams(max_penalty=most))
        start = self._solution(warm) if warm else None
        if start is None:
            random = pyvrp.Solution.make_random(self._data, rng)
            start = search(random, manager.max_cost_evaluator(), exhaustive=True)
        watch = _Watch(self, publish, pool)
        params = IteratedLocalSearchParams(history_length=memory, callbacks=watch)
        ils = IteratedLocalSearch(self._data, manager, search, start, params)
        with warnings.catch_warnings():
            # A stop that nobody can serve drives the prices to their bound; the plan says why.
            warnings.simplefilter("ignore", PenaltyBoundWarning)
            best = ils.run(lambda _cost: is_over(), collect_stats=False).best
        return self.routes(best) if best.is_feasible() else None

    def _tuning(self, *, is_patient: bool) -> tuple[int, int]:
        if self._is_barred or is_patient:
            return _PATIENT_TUNING
        return _SMALL_TUNING if len(self._share.stops) < _MIDDLE else _MIDDLE_TUNING

    def routes(self, solution: Any) -> dict[int, Trips]:
        """Translate a solution: trips by vehicle of the problem."""
        free = {kind: iter(vehicles) for kind, vehicles in self._kinds.items()}
        return {
            next(free[self._kind_order[route.vehicle_type()]]): self.trips(route)
            for route in solution.routes()
        }

    def trips(self, route: Any) -> Trips:
        """Translate one route: stops by their number, trip after trip."""
        trips: Trips = [[] for _ in range(route.num_trips())]
        for activity in route:
            if activity.is_client():
                trips[activity.trip].append(self._share.stops[activity.idx])
        return [trip for trip in trips if trip]

    def kind_of(self, route: Any) -> int:
        """Give the kind of vehicle that drives a route."""
        kind: int = self._kind_order[route.vehicle_type()]
        return kind

    def _common_scale(self) -> int:
        fleet = [self._problem.vehicles[kind] for kind in self._kind_order]
        figures = [each.cost_per_km for each in fleet]
        figures += [each.fixed_cost * _MILLI for each in fleet]
        figures += [_per_second(each) for each in fleet]
        stops = [self._problem.stops[stop] for stop in self._share.stops]
        if self._share.may_leave_out or any(stop.prize is not None for stop in stops):
            figures += [int(self._arrays.penalty[stop]) * _MILLI for stop in self._share.stops]
        return math.gcd(*figures) or 1

    def _laid_out(self) -> Any:
        """Make PyVRP's data: one location per stop, one per depot and reload time."""
        problem = self._problem
        types = [self._vehicle_type(rank) for rank in range(len(self._kind_order))]
        places = [problem.stops[stop].location for stop in self._share.stops]
        places += [place for place, _ in self._depots]
        seconds = self._arrays.seconds[np.ix_(places, places)]
        metres = self._arrays.metres[np.ix_(places, places)]
        masks = self._masks()
        first = len(self._share.stops)
        return pyvrp.ProblemData(
            [pyvrp.Location(0, 0) for _ in places],
            [self._client(rank) for rank in range(len(self._share.stops))],
            [
                pyvrp.Depot(first + rank, service_duration=reload_s)
                for rank, (_, reload_s) in enumerate(self._depots)
            ],
            types,
            [_barred(metres, mask, 10 * int(metres.max()) + 1) for mask in masks],
            [_barred(seconds, mask, _FORBIDDEN) for mask in masks],
        )

    def _masks(self) -> list[Numbers]:
        """Give every set of barred stops once; a kind's profile is its place in this list."""
        distinct: dict[bytes, Numbers] = {}
        for kind in self._kind_order:
            barred = np.flatnonzero(~self._arrays.servable[list(self._share.stops), kind])
            distinct.setdefault(barred.tobytes(), barred)
        return list(distinct.values())

    def _profile(self, kind: int) -> int:
        barred = np.flatnonzero(~self._arrays.servable[list(self._share.stops), kind])
        return [mask.tobytes() for mask in self._masks()].index(barred.tobytes())

    def _client(self, rank: int) -> Any:
        number = self._share.stops[rank]
        stop, window = self._problem.stops[number], self._problem.stops[number].windows[0]
        loads = self._arrays.loads[number]
        taken = np.zeros_like(loads)
        taken[: len(self._problem.dimensions)] = self._arrays.taken[number]
        may_leave = self._share.may_leave_out or stop.prize is not None
        return pyvrp.Client(
            rank,
            delivery=loads[self._rooms].tolist(),
            pickup=taken[self._rooms].tolist(),
            service_duration=stop.service_s,
            tw_early=window.opens_s,
            tw_late=window.closes_s,
            release_time=int(self._arrays.release[number]),
            prize=int(self._arrays.penalty[number]) * _MILLI // self._scale if may_leave else 0,
            required=not may_leave,
        )

    def _binding_rooms(self) -> list[int]:
        """Choose the rooms that could ever be too small; every other one costs only time."""
        stops, size = list(self._share.stops), len(self._problem.dimensions)
        most = self._arrays.loads[stops].sum(axis=0)
        most[:size] += np.array([self._arrays.taken[stop] for stop in stops]).sum(axis=0)
        least = self._arrays.rooms[self._kind_order].min(axis=0)
        count = len(most)
        if self._arrays.has_pickups:  # followed along the way by PyVRP itself
            most[count - 1 - size : count - 1] = 0
        return [int(rank) for rank in np.flatnonzero(most > least)]

    def _vehicle_type(self, rank: int) -> Any:
        kind = self._kind_order[rank]
        it = self._problem.vehicles[kind]
        depots = reload_depots(self._problem, it) if it.max_trips > 1 else []
        return pyvrp.VehicleType(
            num_available=len(self._kinds[kind]),
            capacity=self._arrays.rooms[kind][self._rooms].tolist(),
            start_depot=self._depot(it.start_location, 0),
            end_depot=self._depot(it.end_location, 0),
            fixed_cost=it.fixed_cost * _MILLI // self._scale,
            tw_early=it.shift_start_s,
            tw_late=it.latest_return_s,
            unit_distance_cost=it.cost_per_km // self._scale,
            unit_duration_cost=_per_second(it) // self._scale,
            profile=self._profile(kind),
            reload_depots=[self._depot(each.location, it.reload_s) for each in depots],
            max_reloads=it.max_trips - 1,
            **({} if it.duration_max_s is None else {"shift_duration": it.duration_max_s}),
        )

    def _depot(self, location: int, reload_s: int) -> int:
        if (location, reload_s) not in self._depots:
            self._depots.append((location, reload_s))
        return self._depots.index((location, reload_s))

    def _penalties(self, *, is_warm: bool) -> tuple[list[float], float, float]:
        """Price one unit too much of each load, one second too late, one metre too far."""
        data, types = self._data, self._data.vehicle_types()
        places = [self._problem.stops[stop].location for stop in self._share.stops]
        places += [place for place, _ in self._depots]
        way_m, way_s = (
            self._usual(self._arrays.metres, places),
            self._usual(self._arrays.seconds, places),
        )
        way_cost = way_m * float(np.mean([each.unit_distance_cost for each in types]))
        way_cost += way_s * float(np.mean([each.unit_duration_cost for each in types]))
        loads = np.array([np.maximum(c.delivery, c.pickup) for c in data.clients()], dtype=float)
        usual = loads.mean(axis=0) if len(loads) else np.ones(data.num_load_dimensions)
        is_cautious = is_warm or len(self._share.stops) >= _LARGE
        price = _PENALTY_CAUTIOUS if is_cautious else _PENALTY
        prices = [price * max(1.0, way_cost) / max(1.0, amount) for amount in usual]
        prices += [price * max(1.0, way_cost) / way_s, price]
        if self._is_barred:
            least = PenaltyParams().midpoint_penalties(data)[1]
            prices = [max(least, each) for each in prices]
        return prices[:-2], prices[-2], prices[-1]

    @staticmethod
    def _usual(table: Numbers, places: list[int]) -> float:
        """Give the mean of a table between places; ways that are barred to some do not count."""
        ways = table[np.ix_(places, places)]
        ways = ways[(ways > 0) & (ways < HORIZON_S)]
        return float(ways.mean()) if ways.size else 1.0

    def _solution(self, warm: dict[int, Trips]) -> Any | None:
        rank = {stop: number for number, stop in enumerate(self._share.stops)}
        routes = []
        for vehicle, trips in warm.items():
            if not any(trips):
                continue
            kind = self._arrays.kinds[vehicle]
            activities: list[Any] = []
            for trip in trips:
                if activities:
                    depot = self._reload_depot(kind, activities[-1], rank.get(trip[0], 0))
                    activities.append(pyvrp.Activity(pyvrp.ActivityType.DEPOT, depot))
                activities += [
                    pyvrp.Activity(pyvrp.ActivityType.CLIENT, rank[stop]) for stop in trip
                ]
            number = self._kind_order.index(kind)
            routes.append(pyvrp.Route(self._data, activities, number))
        return pyvrp.Solution(self._data, routes) if routes else None

    def _reload_depot(self, kind: int, last: Any, following: int) -> int:
        """Choose the depot between two trips that is least out of the way."""
        it = self._problem.vehicles[kind]
        fit = [self._depot(d.location, it.reload_s) for d in reload_depots(self._problem, it)]
        metres, first = self._data.distance_matrix(self._profile(kind)), len(self._share.stops)
        return min(fit, key=lambda d: metres[last.idx, first + d] + metres[first + d, following])


class _Watch(IteratedLocalSearchCallbacks):  # type: ignore[misc]
    """Publishes what gets better and keeps the routes met on the way."""

    def __init__(self, owner: Accelerator, publish: Publish | None, pool: Pool | None) -> None:
        self._owner, self._publish, self._pool = owner, publish, pool
        self._count = 0

    def on_start(self, ils: Any) -> None:
        if self._publish is not None:
            self._publish(self._owner.routes(ils.initial_solution))

    def on_best(self, best: Any) -> None:
        if self._pool is not None and best.is_feasible():
            self._keep(best)
        if self._publish is not None and best.is_feasible():
            self._publish(self._owner.routes(best))

    def on_iteration(self, current: Any, candidate: Any, best: Any, cost_evaluator: Any) -> None:
        self._count += 1
        if self._pool is not None and not self._count % _KEPT_EVERY and candidate.is_feasible():
            self._keep(candidate)

    def _keep(self, solution: Any) -> None:
        assert self._pool is not None
        for route in solution.routes():
            trips = tuple(tuple(trip) for trip in self._owner.trips(route))
            self._pool.add((self._owner.kind_of(route), trips))


def _per_second(it: Vehicle) -> int:
    return round(it.cost_per_hour * _MILLI / 3600)


def _barred(table: Numbers, barred: Numbers, price: int) -> Numbers:
    """Make the ways to and from some places impossible.

    Either alone would forbid a visit, but then stops that no vehicle can serve both would count as
    neighbours and take the places of those that can follow each other.
    """
    if not len(barred):
        return table
    result = table.copy()
    result[:, barred] = result[barred, :] = price
    np.fill_diagonal(result, 0)
    return result


def can_express(arrays: Arrays) -> bool:
    """Say whether PyVRP knows every rule of a problem; what it finds is checked in any case."""
    problem = arrays.problem
    if problem.traffic or problem.balance_cost_per_hour or problem.promises.cost:
        return False
    if problem.promises.moved_max is not None:
        return False
    return all(_is_plain_stop(stop) for stop in problem.stops) and all(
        _is_plain_vehicle(arrays, it) for it in problem.vehicles
    )


def _is_plain_stop(stop: Any) -> bool:
    window = stop.windows[0]
    return (
        len(stop.windows) == 1
        and not (window.early_s or window.late_s or stop.service_by_type)
        and stop.aboard_max_s is None
    )


def _is_plain_vehicle(arrays: Arrays, it: Vehicle) -> bool:
    problem = arrays.problem
    places = {depot.location for depot in problem.depots}
    loads_at = {it.start_location}
    if it.max_trips > 1:
        loads_at |= {depot.location for depot in reload_depots(problem, it)}
    sources = len(loads_at) == 1 or not any(stop.depots for stop in problem.stops)
    special = it.breaks or it.overtime_s or it.aboard or it.locked
    return sources and not special and it.start_location in places


def usable(arrays: Arrays) -> Sequence[int]:
    """Give the vehicles that can serve any stop at all."""
    return [v for v in range(len(arrays.problem.vehicles)) if arrays.servable[:, v].any()]


def possible(arrays: Arrays) -> Sequence[int]:
    """Give the stops that some vehicle can serve with goods that are ready in time."""
    stops = range(len(arrays.problem.stops))
    if not arrays.problem.vehicles:
        return []
    in_time = arrays.release <= arrays.closes
    return [stop for stop in stops if in_time[stop] and arrays.servable[stop].any()]
