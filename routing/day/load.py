"""Whether the goods of a trip fit, at every moment and behind every wall."""

from collections.abc import Sequence

from routing.day.arrays import Arrays, total
from routing.model import Compartment, Goods, Loads, Vehicle


def fits(arrays: Arrays, vehicle: int, trip: Sequence[int]) -> bool:
    """Say whether a vehicle has room for a trip from its departure to its return."""
    problem = arrays.problem
    it = problem.vehicles[vehicle]
    if len(trip) > it.max_stops or not trip:
        return not trip
    if not _fits_whole(arrays, it, trip):
        return False
    return all(_fits_compartment(arrays, each, trip) for each in it.compartments)


def _fits_whole(arrays: Arrays, it: Vehicle, trip: Sequence[int]) -> bool:
    return _fits_space(
        [arrays.delivered[number] for number in trip],
        [arrays.taken[number] for number in trip] if arrays.has_pickups else [],
        it.capacity,
    )


def _fits_compartment(arrays: Arrays, space: Compartment, trip: Sequence[int]) -> bool:
    known = arrays.zone_loads
    both = []
    for number in trip:
        loads = known.get((space, number))
        if loads is None:
            loads = known[(space, number)] = _loads_in(arrays, space, number)
        both.append(loads)
    back = [taken for _, taken in both] if arrays.has_pickups else []
    return _fits_space([out for out, _ in both], back, space.capacity)


def _loads_in(arrays: Arrays, space: Compartment, number: int) -> tuple[list[int], list[int]]:
    def here(goods: Sequence[Goods]) -> list[int]:
        riding = [each for each in goods if each.temperature_class in space.temperature_classes]
        return total(riding, len(space.capacity))

    stop = arrays.problem.stops[number]
    return here(stop.goods), here(stop.pickup)


def _fits_space(out: Sequence[Sequence[int]], back: Sequence[Sequence[int]], room: Loads) -> bool:
    aboard = [sum(column) for column in zip(*out, strict=True)]
    if any(most > most_room for most, most_room in zip(aboard, room, strict=True)):
        return False
    for gone, taken in zip(out, back, strict=False):
        aboard = [a - g + t for a, g, t in zip(aboard, gone, taken, strict=True)]
        if any(most > most_room for most, most_room in zip(aboard, room, strict=True)):
            return False
    return True
