"""Turn routes into a plan: clock times, loads, cost.

A trip comes home as early as it can and leaves as late as that still allows, so that waiting
happens at the depot, where the cold store is, and not at a shop's door.
"""

from collections.abc import Sequence

from routing.draft import Routes
from routing.problem import Plan, PlannedStop, Problem, Stop, Trip, Unserved, Vehicle


def plan_of(problem: Problem, routes: Routes, unserved: Sequence[Unserved], engine: str) -> Plan:
    """Time feasible routes and price them; `seconds` is left at zero for who holds the clock."""
    trips: list[Trip] = []
    cost = 0
    for vehicle, numbers in zip(problem.vehicles, routes, strict=True):
        day = _timed_day(problem, vehicle, [[problem.stops[n] for n in trip] for trip in numbers])
        trips += day
        cost += _cost(vehicle, day)
    return Plan(tuple(trips), tuple(unserved), cost, engine, 0.0, problem.matrix_version)


def _timed_day(problem: Problem, vehicle: Vehicle, trips: list[list[Stop]]) -> list[Trip]:
    ready = vehicle.shift_start_s
    day: list[Trip] = []
    for number, stops in enumerate(trips, start=1):
        day.append(_timed_trip(problem, vehicle, number, stops, ready))
        ready = day[-1].return_s + vehicle.reload_s
    return day


def _timed_trip(
    problem: Problem, vehicle: Vehicle, number: int, stops: list[Stop], ready: int
) -> Trip:
    floor = max(ready, *(stop.release_s for stop in stops))
    earliest = _drive(problem, vehicle, stops, floor)
    home = problem.travel_s[stops[-1].location][vehicle.end_location]
    return_s = earliest[-1].leave_s + home
    depart = _latest_departure(problem, vehicle, stops, return_s)
    return Trip(
        vehicle_id=vehicle.id,
        number=number,
        depart_s=depart,
        return_s=return_s,
        stops=tuple(_drive(problem, vehicle, stops, depart)),
        distance_m=_length(problem, vehicle, stops),
        load_g=sum(stop.load_g for stop in stops),
        crates=sum(stop.crates for stop in stops),
        volume_ml=sum(stop.volume_ml for stop in stops),
    )


def _drive(problem: Problem, vehicle: Vehicle, stops: list[Stop], depart: int) -> list[PlannedStop]:
    here, clock = vehicle.start_location, depart
    load_g, crates = sum(stop.load_g for stop in stops), sum(stop.crates for stop in stops)
    driven = []
    for stop in stops:
        arrive = clock + problem.travel_s[here][stop.location]
        start = max(arrive, stop.window_start_s)
        clock = start + stop.service_s
        load_g, crates = load_g - stop.load_g, crates - stop.crates
        driven.append(PlannedStop(stop.id, arrive, start, clock, load_g, crates))
        here = stop.location
    return driven


def _latest_departure(problem: Problem, vehicle: Vehicle, stops: list[Stop], return_s: int) -> int:
    """Walk back from the return: how late may the trip leave and still be home by then?"""
    latest, there = return_s, vehicle.end_location
    for stop in reversed(stops):
        latest -= problem.travel_s[stop.location][there] + stop.service_s
        latest = min(latest, stop.window_end_s)
        there = stop.location
    return latest - problem.travel_s[vehicle.start_location][there]


def _length(problem: Problem, vehicle: Vehicle, stops: list[Stop]) -> int:
    total, here = 0, vehicle.start_location
    for there in (*(stop.location for stop in stops), vehicle.end_location):
        total += problem.distance_m[here][there]
        here = there
    return total


def _cost(vehicle: Vehicle, day: list[Trip]) -> int:
    if not day:
        return 0
    metres = sum(trip.distance_m for trip in day)
    seconds = sum(trip.return_s - trip.depart_s for trip in day)
    by_way = metres * vehicle.cost_per_km // 1000
    return vehicle.fixed_cost + by_way + seconds * vehicle.cost_per_hour // 3600
