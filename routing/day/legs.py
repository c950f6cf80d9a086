"""Where the trips of a day begin and end: from which depot each takes its goods."""

from collections.abc import Sequence

from routing.day.arrays import Arrays
from routing.model import HORIZON_S, Depot, Problem, Vehicle

Trips = list[list[int]]
"""Stops by their position in the problem, trip after trip.

A vehicle under way that carries nothing, or nothing more, has an empty first trip to a depot."""
Leg = tuple[int, int]
"""The locations where a trip starts and ends."""


def starts_at_depot(problem: Problem, vehicle: Vehicle) -> bool:
    """Say whether a vehicle's first trip can load where the vehicle stands."""
    return any(
        depot.location == vehicle.start_location for depot in reload_depots(problem, vehicle)
    )


def reload_depots(problem: Problem, vehicle: Vehicle) -> list[Depot]:
    """Give the depots where a vehicle may load."""
    allowed = vehicle.reload_depots
    return [depot for depot in problem.depots if not allowed or depot.id in allowed]


def legs_of(arrays: Arrays, vehicle: int, trips: Sequence[Sequence[int]]) -> list[Leg] | None:
    """Choose where the vehicle loads between its trips; None when nowhere has the goods.

    Among the depots that have everything a trip needs, the one that is least out of the way.
    """
    problem = arrays.problem
    it = problem.vehicles[vehicle]
    starts = [it.start_location]
    for rank in range(1, len(trips)):
        here = _last_place(problem, trips[rank - 1], starts[-1])
        place = _reload_place(arrays, it, here, trips[rank])
        if place is None:
            return None
        starts.append(place)
    if trips and not _has_goods(arrays, vehicle, trips[0]):
        return None
    return list(zip(starts, [*starts[1:], it.end_location], strict=True)) if trips else []


def _last_place(problem: Problem, trip: Sequence[int], start: int) -> int:
    return problem.stops[trip[-1]].location if trip else start


def _reload_place(arrays: Arrays, it: Vehicle, here: int, trip: Sequence[int]) -> int | None:
    problem = arrays.problem
    if any(number in arrays.aboard for number in trip) or not trip:
        return None
    fit = [
        depot.location
        for depot in reload_depots(problem, it)
        if all(_is_source(problem, number, depot.id) for number in trip)
    ]
    if len(fit) < 2:
        return fit[0] if fit else None
    there = problem.stops[trip[0]].location

    def detour(place: int) -> float:
        metres = problem.distance_m[here][place] + problem.distance_m[place][there]
        seconds = problem.travel_s[here][place] + problem.travel_s[place][there]
        if seconds >= HORIZON_S:
            return float("inf")
        return metres * it.cost_per_km / 1000 + seconds * it.cost_per_hour / 3600 + seconds / 1e6

    return min(fit, key=detour)


def _is_source(problem: Problem, number: int, depot_id: str) -> bool:
    stop = problem.stops[number]
    return not stop.goods or not stop.depots or depot_id in stop.depots


def _has_goods(arrays: Arrays, vehicle: int, trip: Sequence[int]) -> bool:
    """Say whether a first trip's goods are aboard or where the vehicle starts."""
    problem = arrays.problem
    here = [d.id for d in problem.depots if d.location == problem.vehicles[vehicle].start_location]
    return all(
        arrays.aboard.get(number) == vehicle
        or not problem.stops[number].goods
        or any(_is_source(problem, number, depot_id) for depot_id in here)
        for number in trip
    )
