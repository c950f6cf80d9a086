"""Whether the goods of a trip fit, at every moment and behind every wall."""

from collections.abc import Sequence

from routing.arrays import Arrays, total
from routing.problem import Goods, Loads, Stop, Vehicle


def fits(arrays: Arrays, vehicle: int, trip: Sequence[int]) -> bool:
    """Say whether a vehicle has room for a trip from its departure to its return."""
    problem = arrays.problem
    it = problem.vehicles[vehicle]
    if len(trip) > it.max_stops or not trip:
        return not trip
    if not _fits_whole(arrays, it, trip):
        return False
    served = [problem.stops[number] for number in trip]
    return all(
        _fits_zone(it, served, zone, each.capacity) for zone, each in enumerate(it.compartments)
    )


def _fits_whole(arrays: Arrays, it: Vehicle, trip: Sequence[int]) -> bool:
    return _fits_space(
        [arrays.delivered[number] for number in trip],
        [arrays.taken[number] for number in trip] if arrays.has_pickups else [],
        it.capacity,
    )


def _fits_zone(it: Vehicle, served: Sequence[Stop], zone: int, room: Loads) -> bool:
    def of_zone(goods: Sequence[Goods]) -> list[int]:
        here = [each for each in goods if it.compartment_of(each.temperature_class) == zone]
        return total(here, len(room))

    return _fits_space(
        [of_zone(stop.goods) for stop in served], [of_zone(stop.pickup) for stop in served], room
    )


def _fits_space(out: Sequence[Sequence[int]], back: Sequence[Sequence[int]], room: Loads) -> bool:
    aboard = [sum(column) for column in zip(*out, strict=True)]
    if any(most > most_room for most, most_room in zip(aboard, room, strict=True)):
        return False
    for gone, taken in zip(out, back, strict=False):
        aboard = [a - g + t for a, g, t in zip(aboard, gone, taken, strict=True)]
        if any(most > most_room for most, most_room in zip(aboard, room, strict=True)):
            return False
    return True
