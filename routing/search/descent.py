"""OR-Tools' routing model, which brings given routes to their local best.

Every trip a vehicle may make is a vehicle of its own to OR-Tools; a later trip may not leave
before the one before it is home and reloaded. OR-Tools finds the routes, `schedule` times them:
what the solver believes about clock times and cents never reaches a plan.
Source: developers.google.com/optimization/routing; parameters measured, see docs/routing.md.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routing.day import Arrays
from routing.model import HORIZON_S, Stop, Vehicle
from routing.search.draft import Draft, Routes

_SIZE_MAX = 5_000
"""Stops x departures up to which the model is built within a second or so."""
_MILLI = 1_000
"""OR-Tools counts thousandths of a cent, so that a metre has a price."""


@dataclass(frozen=True, slots=True)
class _Departure:
    """One possible trip of one vehicle: a vehicle in the solver's eyes."""

    vehicle: int
    number: int


def is_worth_it(arrays: Arrays) -> bool:
    """Say whether the model is built in a moment: its conditions grow with stops x departures."""
    departures = sum(vehicle.max_trips for vehicle in arrays.problem.vehicles)
    return 0 < len(arrays.problem.stops) * departures <= _SIZE_MAX


class Descent:
    """One problem as an OR-Tools routing model. Nodes are the stops, then the vehicles' ends."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._problem = problem = arrays.problem
        self._ready_s = int(arrays.release.min())
        self._departures = [
            _Departure(number, trip)
            for number, vehicle in enumerate(problem.vehicles)
            for trip in range(vehicle.max_trips)
        ]
        ends = sorted({place for each in problem.vehicles for place in _ends(each)})
        self._places = [stop.location for stop in problem.stops] + ends
        node = {place: len(problem.stops) + rank for rank, place in enumerate(ends)}
        fleet = [problem.vehicles[each.vehicle] for each in self._departures]
        self._manager = pywrapcp.RoutingIndexManager(
            len(self._places),
            len(fleet),
            [node[vehicle.start_location] for vehicle in fleet],
            [node[vehicle.end_location] for vehicle in fleet],
        )
        self._routing = pywrapcp.RoutingModel(self._manager)
        self._fleet = fleet
        self._price_metres()
        self._limit_loads()
        self._time = self._keep_time()
        self._order_trips()
        self._offer_stops()
        self._routing.CloseModel()

    def descend(self, draft: Draft, time_ms: int) -> Draft:
        """Move stops between and within trips until no single move pays any more."""
        if time_ms < 1:
            return draft
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.local_search_metaheuristic = (
            routing_enums_pb2.LocalSearchMetaheuristic.GREEDY_DESCENT
        )
        parameters.time_limit.FromMilliseconds(time_ms)
        start = self._routing.ReadAssignmentFromRoutes(self._as_indices(draft.routes), True)
        if start is None:
            return draft
        found = self._routing.SolveFromAssignmentWithParameters(start, parameters)
        if found is None:
            return draft
        better = Draft.of(draft.arrays, self._as_routes(found))
        better.fill()
        return min(draft, better, key=lambda each: each.weight)

    def _as_indices(self, routes: Routes) -> list[list[int]]:
        trips = [
            routes[each.vehicle][each.number] if each.number < len(routes[each.vehicle]) else []
            for each in self._departures
        ]
        return [[self._manager.NodeToIndex(stop) for stop in trip] for trip in trips]

    def _as_routes(self, found: Any) -> Routes:
        routes: Routes = [[] for _ in self._problem.vehicles]
        for number, departure in enumerate(self._departures):
            trip = []
            index = found.Value(self._routing.NextVar(self._routing.Start(number)))
            while not self._routing.IsEnd(index):
                trip.append(self._manager.IndexToNode(index))
                index = found.Value(self._routing.NextVar(index))
            routes[departure.vehicle].append(trip)
        return routes

    def _price_metres(self) -> None:
        metres = [[self._problem.distance_m[a][b] for b in self._places] for a in self._places]
        priced: dict[int, int] = {}
        for number, vehicle in enumerate(self._fleet):
            rate = vehicle.cost_per_km
            if rate not in priced:
                table = [[value * rate for value in row] for row in metres]
                priced[rate] = self._routing.RegisterTransitMatrix(table)
            self._routing.SetArcCostEvaluatorOfVehicle(priced[rate], number)
            if self._departures[number].number == 0:
                self._routing.SetFixedCostOfVehicle(vehicle.fixed_cost * _MILLI, number)

    def _limit_loads(self) -> None:
        stops, ends = self._problem.stops, [0] * (len(self._places) - len(self._problem.stops))
        loads = {
            name: (
                [amounts[rank] for amounts in self._arrays.delivered],
                [vehicle.capacity[rank] for vehicle in self._fleet],
            )
            for rank, name in enumerate(self._problem.dimensions)
        }
        loads["stops"] = ([1] * len(stops), [vehicle.max_stops for vehicle in self._fleet])
        for name, (amounts, capacities) in loads.items():
            if sum(amounts) > min(capacities):
                amount = self._routing.RegisterUnaryTransitVector(amounts + ends)
                self._routing.AddDimensionWithVehicleCapacity(amount, 0, capacities, True, name)

    def _keep_time(self) -> Any:
        service = [stop.service_s for stop in self._problem.stops]
        service += [0] * (len(self._places) - len(service))
        travel = self._problem.travel_s
        table = [
            [travel[a][b] + spent for b in self._places]
            for a, spent in zip(self._places, service, strict=True)
        ]
        transit = self._routing.RegisterTransitMatrix(table)
        self._routing.AddDimension(transit, HORIZON_S, HORIZON_S, False, "time")
        time = self._routing.GetDimensionOrDie("time")
        for number, vehicle in enumerate(self._fleet):
            begin, end = self._earliest(vehicle), vehicle.latest_return_s
            time.CumulVar(self._routing.Start(number)).SetRange(begin, end)
            time.CumulVar(self._routing.End(number)).SetRange(begin, end)
            time.SetSpanCostCoefficientForVehicle(vehicle.cost_per_hour * _MILLI // 3600, number)
        return time

    def _earliest(self, vehicle: Vehicle) -> int:
        """Give when a vehicle can leave at all: no sooner than the first goods are ready."""
        return min(max(vehicle.shift_start_s, self._ready_s), vehicle.latest_return_s)

    def _order_trips(self) -> None:
        solver = self._routing.solver()
        for number, departure in enumerate(self._departures):
            if departure.number == 0:
                continue
            used = self._routing.ActiveVehicleVar(number)
            ready = self._time.CumulVar(self._routing.End(number - 1))
            leave = self._time.CumulVar(self._routing.Start(number))
            solver.Add(leave >= ready + self._fleet[number].reload_s * used)
            solver.Add(used <= self._routing.ActiveVehicleVar(number - 1))

    def _offer_stops(self) -> None:
        for node, stop in enumerate(self._problem.stops):
            index = self._manager.NodeToIndex(node)
            self._allow_windows(index, stop)
            self._routing.AddDisjunction([index], int(self._arrays.penalty[node]) * _MILLI)
            allowed = self._arrays.allowed[node]
            able = [n for n, each in enumerate(self._departures) if allowed[each.vehicle]]
            if len(able) < len(self._fleet):
                self._routing.VehicleVar(index).SetValues([-1, *able])
            self._hold_back(index, int(self._arrays.release[node]))

    def _allow_windows(self, index: int, stop: Stop) -> None:
        start = self._time.CumulVar(index)
        start.SetRange(stop.windows[0].opens_s, stop.windows[-1].closes_s)
        for earlier, later in pairwise(stop.windows):
            start.RemoveInterval(earlier.closes_s + 1, later.opens_s - 1)
        last = stop.windows[-1]
        if last.late_cost_per_hour and len(stop.windows) == 1:
            cost = last.late_cost_per_hour * _MILLI // 3600
            self._time.SetCumulVarSoftUpperBound(index, last.end_s, cost)

    def _hold_back(self, index: int, release_s: int) -> None:
        """Keep every trip that carries the stop from leaving before its goods are ready."""
        solver = self._routing.solver()
        for number, vehicle in enumerate(self._fleet):
            if release_s > self._earliest(vehicle):
                aboard = self._routing.VehicleVar(index) == number
                leave = self._time.CumulVar(self._routing.Start(number))
                solver.Add(leave >= aboard * release_s)


def _ends(vehicle: Vehicle) -> tuple[int, int]:
    return vehicle.start_location, vehicle.end_location
