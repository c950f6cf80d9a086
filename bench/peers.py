"""The same problem for the planners people would otherwise take: PyVRP alone, OR-Tools as it comes.

`python -m bench.peers pyvrp|or-tools FILE --seconds 10 --seed 1` prints a plan file. Each gets the
problem in its own terms and nothing of ours: PyVRP its default search, OR-Tools the first solution
and the metaheuristic that its guide recommends, one trip for each vehicle.
Only rules of the benchmark families are said: loads, first windows, shifts, release, reloads,
compatibility, prizes.
"""

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from api.travel.planning import read_question
from routing.model import HORIZON_S, Problem, Stop, Vehicle

_MISSED = 1_000
"""Leaving a required stop out costs OR-Tools this often the dearest way."""
_MILLI = 1_000
_EDGE_COST_MAX = 10_000_000


def _loads(problem: Problem, goods: Any) -> list[int]:
    size = len(problem.dimensions)
    return [sum(each.amount[rank] for each in goods) for rank in range(size)]


def _may(vehicle: Vehicle, stop: Stop) -> bool:
    named = not stop.only_vehicles or vehicle.id in stop.only_vehicles
    return named and stop.requires <= vehicle.offers


def with_pyvrp(problem: Problem, seconds: float, seed: int) -> list[dict[str, Any]]:
    """Plan with PyVRP's own solver; one route for each trip."""
    from pyvrp import solve
    from pyvrp.stop import MaxRuntime

    data, kinds = _pyvrp_data(problem)
    best = solve(data, MaxRuntime(seconds), seed=seed, display=False).best
    waiting = {kind: list(vehicles) for kind, vehicles in enumerate(kinds)}
    names = {depot.location: depot.id for depot in problem.depots}
    places = [depot.location for depot in data.depots()]
    routes = []
    for route in best.routes():
        vehicle = waiting[route.vehicle_type()].pop()
        trip: list[str] = []
        start = ""
        for step in route.schedule():
            if step.is_client():
                trip.append(problem.stops[step.idx].id)
                continue
            here = names[places[step.idx]]
            if trip:
                routes.append({"vehicle": vehicle, "stops": trip, "start": start, "end": here})
            start, trip = here, []
    return routes


def _pyvrp_data(problem: Problem) -> tuple[Any, list[list[str]]]:
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType

    metres = np.array(problem.distance_m, dtype=np.int64)
    seconds = np.array(problem.travel_s, dtype=np.int64)
    coarser = _coarser(problem, metres)
    prices = [price for v in problem.vehicles for price in _prices(v)]
    prices += [(stop.prize or 0) * _MILLI for stop in problem.stops]
    unit = math.gcd(*prices) or 1
    # A depot where a day begins and ends, and one where reloading takes its time.
    reloads = sorted({v.reload_s for v in problem.vehicles if v.max_trips > 1})[:1] or [0]
    depots = [Depot(depot.location) for depot in problem.depots]
    depots += [Depot(depot.location, service_duration=reloads[0]) for depot in problem.depots]
    rank = {depot.location: number for number, depot in enumerate(problem.depots)}
    named = {depot.id: number for number, depot in enumerate(problem.depots)}
    kinds: defaultdict[Vehicle, list[str]] = defaultdict(list)
    for vehicle in problem.vehicles:
        kinds[replace(vehicle, id="any")].append(vehicle.id)
    profiles = list(dict.fromkeys(_profile(problem, vehicle) for vehicle in kinds))
    types = []
    for vehicle, members in kinds.items():
        fixed, per_m, per_s = (price // unit for price in _prices(vehicle))
        fixed, per_s = fixed // coarser, per_s // coarser
        reload_at = vehicle.reload_depots or frozenset(named)
        types.append(
            VehicleType(
                num_available=len(members),
                capacity=list(vehicle.capacity),
                start_depot=rank[vehicle.start_location],
                end_depot=rank[vehicle.end_location],
                fixed_cost=fixed,
                tw_early=vehicle.shift_start_s,
                tw_late=vehicle.shift_end_s,
                shift_duration=vehicle.duration_max_s or HORIZON_S,
                unit_distance_cost=per_m,
                unit_duration_cost=per_s,
                profile=profiles.index(_profile(problem, vehicle)),
                reload_depots=[len(problem.depots) + named[name] for name in sorted(reload_at)]
                if vehicle.max_trips > 1
                else [],
                max_reloads=vehicle.max_trips - 1,
            )
        )
    clients = [
        Client(
            location=stop.location,
            delivery=_loads(problem, stop.goods),
            pickup=_loads(problem, stop.pickup),
            service_duration=stop.service_s,
            tw_early=stop.windows[0].start_s,
            tw_late=stop.windows[0].end_s,
            release_time=stop.release_s,
            prize=(stop.prize or 0) * _MILLI // unit // coarser,
            required=stop.prize is None,
        )
        for stop in problem.stops
    ]
    tables = [_barred((metres + coarser // 2) // coarser, profile) for profile in profiles]
    times = [_barred(seconds, profile) for profile in profiles]
    locations = [Location(0, 0) for _ in range(len(metres))]
    return ProblemData(locations, clients, depots, types, tables, times), list(kinds.values())


def _coarser(problem: Problem, metres: Any) -> int:
    """Give by how much to divide distances so that PyVRP's penalties still outweigh them.

    Its penalty for a unit of load is at most 100,000; dearer edges than this make it overload.
    """
    dearest = int(metres[metres < HORIZON_S].max(initial=1))
    per_m = [vehicle.cost_per_km for vehicle in problem.vehicles]
    dearest *= max(per_m, default=1) // (math.gcd(*per_m) or 1)
    return 10 ** max(0, math.ceil(math.log10(max(1, dearest) / _EDGE_COST_MAX)))


def _prices(vehicle: Vehicle) -> tuple[int, int, int]:
    """Give thousandths of a cent: once, for a metre, for a second."""
    per_s = round(vehicle.cost_per_hour * _MILLI / 3600)
    return vehicle.fixed_cost * _MILLI, vehicle.cost_per_km, per_s


def _profile(problem: Problem, vehicle: Vehicle) -> tuple[int, ...]:
    """Give the locations a vehicle may not go to."""
    barred = (stop.location for stop in problem.stops if not _may(vehicle, stop))
    return tuple(sorted(set(barred)))


def _barred(table: Any, barred: tuple[int, ...]) -> Any:
    if not barred:
        return table
    table = table.copy()
    table[:, barred] = table[barred, :] = 2**40
    np.fill_diagonal(table, 0)
    return table


def with_or_tools(problem: Problem, seconds: float, seed: int) -> list[dict[str, Any]]:
    """Plan with OR-Tools' routing model as its guide shows it; one trip for each vehicle."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    count = len(problem.stops)
    ends = sorted({v.start_location for v in problem.vehicles})
    places = [stop.location for stop in problem.stops] + ends
    node = {place: count + number for number, place in enumerate(ends)}
    homes = [node[vehicle.start_location] for vehicle in problem.vehicles]
    manager = pywrapcp.RoutingIndexManager(len(places), len(homes), homes, homes)
    routing = pywrapcp.RoutingModel(manager)
    rows = np.ix_(places, places)
    metres = np.array(problem.distance_m, dtype=np.int64)[rows]
    _price(routing, problem, metres)
    _limit(routing, problem, count, len(places))
    dearest = int(metres.max()) * max(v.cost_per_km for v in problem.vehicles)
    _keep_time(routing, manager, problem, np.array(problem.travel_s, dtype=np.int64)[rows])
    for number, stop in enumerate(problem.stops):
        index = manager.NodeToIndex(number)
        missed = dearest * _MISSED if stop.prize is None else stop.prize * _MILLI
        routing.AddDisjunction([index], missed)
        able = [rank for rank, v in enumerate(problem.vehicles) if _may(v, stop)]
        if len(able) < len(problem.vehicles):
            routing.VehicleVar(index).SetValues([-1, *able])
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PATH_CHEAPEST_ARC
    parameters.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    parameters.time_limit.FromMilliseconds(int(seconds * 1_000))
    found = routing.SolveWithParameters(parameters)
    return [] if found is None else _driven(routing, manager, problem, found)


def _price(routing: Any, problem: Problem, metres: Any) -> None:
    priced: dict[int, int] = {}
    for number, vehicle in enumerate(problem.vehicles):
        rate = vehicle.cost_per_km
        if rate not in priced:
            priced[rate] = routing.RegisterTransitMatrix((metres * rate).tolist())
        routing.SetArcCostEvaluatorOfVehicle(priced[rate], number)
        routing.SetFixedCostOfVehicle(vehicle.fixed_cost * _MILLI, number)


def _limit(routing: Any, problem: Problem, count: int, nodes: int) -> None:
    for rank, name in enumerate(problem.dimensions):
        amounts = [_loads(problem, stop.goods)[rank] for stop in problem.stops]
        callback = routing.RegisterUnaryTransitVector(amounts + [0] * (nodes - count))
        capacities = [vehicle.capacity[rank] for vehicle in problem.vehicles]
        routing.AddDimensionWithVehicleCapacity(callback, 0, capacities, True, name)


def _keep_time(routing: Any, manager: Any, problem: Problem, seconds: Any) -> None:
    service = [stop.service_s for stop in problem.stops]
    service += [0] * (len(seconds) - len(service))
    transit = routing.RegisterTransitMatrix((seconds + np.array(service)[:, None]).tolist())
    routing.AddDimension(transit, HORIZON_S, HORIZON_S, False, "time")
    clock = routing.GetDimensionOrDie("time")
    for number, stop in enumerate(problem.stops):
        window = stop.windows[0]
        index = manager.NodeToIndex(number)
        clock.CumulVar(index).SetRange(window.start_s, window.end_s)
    solver = routing.solver()
    for number, vehicle in enumerate(problem.vehicles):
        for end in (routing.Start(number), routing.End(number)):
            clock.CumulVar(end).SetRange(vehicle.shift_start_s, vehicle.shift_end_s)
        if vehicle.duration_max_s is not None:
            clock.SetSpanUpperBoundForVehicle(vehicle.duration_max_s, number)
        routing.AddVariableMinimizedByFinalizer(clock.CumulVar(routing.End(number)))
    for index, stop in enumerate(problem.stops):
        if stop.release_s:
            aboard = routing.VehicleVar(manager.NodeToIndex(index))
            for number in range(len(problem.vehicles)):
                leave = clock.CumulVar(routing.Start(number))
                solver.Add(leave >= (aboard == number) * stop.release_s)


def _driven(routing: Any, manager: Any, problem: Problem, found: Any) -> list[dict[str, Any]]:
    routes = []
    for number, vehicle in enumerate(problem.vehicles):
        stops = []
        index = found.Value(routing.NextVar(routing.Start(number)))
        while not routing.IsEnd(index):
            stops.append(problem.stops[manager.IndexToNode(index)].id)
            index = found.Value(routing.NextVar(index))
        if stops:
            routes.append({"vehicle": vehicle.id, "stops": stops})
    return routes


PEERS: dict[str, Callable[[Problem, float, int], list[dict[str, Any]]]] = {
    "pyvrp": with_pyvrp,
    "or-tools": with_or_tools,
}


def main() -> None:
    """Plan one file with one peer and print the plan file."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.set_defaults(convention=None)
    asked = parser.parse_args()
    problem = read_question(asked.file, asked).problem
    routes = PEERS[asked.peer](problem, asked.seconds, asked.seed)
    served = {stop for route in routes for stop in route["stops"]}
    unserved = [stop.id for stop in problem.stops if stop.id not in served]
    json.dump({"routes": routes, "unserved": unserved}, sys.stdout)


if __name__ == "__main__":
    main()
