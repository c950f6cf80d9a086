"""The part of the check that weighs: what is aboard, where it rides, and whether there is room."""

from collections.abc import Iterable, Iterator

from routing.model import ANY_CLASS, Breach, Goods, Loads, Stop, Trip, Vehicle, Violation


def judge_load(vehicle: Vehicle, trip: Trip, served: list[Stop]) -> Iterator[Violation]:
    """Follow the load of a trip from departure to return, in all and in every compartment."""
    yield from _judge_classes(vehicle, served)
    if len(served) > vehicle.max_stops:
        yield Violation(Breach.CAPACITY_STOPS, vehicle.id, f"{len(served)} > {vehicle.max_stops}")
    zones: tuple[int | None, ...] = (None, *range(len(vehicle.compartments)))
    for zone in zones:
        yield from _judge_zone(vehicle, trip, served, zone)
    aboard = _sum((), (goods for stop in served for goods in stop.goods), vehicle)
    if trip.load != aboard:
        yield Violation(Breach.TRIP_LOAD, vehicle.id, f"says {trip.load}, is {aboard}")
    for each, stop in zip(trip.stops, served, strict=True):
        aboard = tuple(
            here - out + taken
            for here, out, taken in zip(
                aboard, _sum((), stop.goods, vehicle), _sum((), stop.pickup, vehicle), strict=True
            )
        )
        if each.load_after != aboard:
            yield Violation(Breach.STOP_LOAD_AFTER, stop.id, f"says {each.load_after}, is {aboard}")


def _judge_classes(vehicle: Vehicle, served: list[Stop]) -> Iterator[Violation]:
    for stop in served:
        for goods in (*stop.goods, *stop.pickup):
            name = goods.temperature_class
            if name != ANY_CLASS and name not in vehicle.temperature_classes:
                yield Violation(Breach.TEMPERATURE_WRONG_VEHICLE, stop.id, name)


def _judge_zone(
    vehicle: Vehicle, trip: Trip, served: list[Stop], zone: int | None
) -> Iterator[Violation]:
    """Find the fullest moment of one compartment, or of the whole vehicle (None)."""
    capacity = vehicle.capacity if zone is None else vehicle.compartments[zone].capacity
    code = Breach.CAPACITY_LOAD if zone is None else Breach.COMPARTMENT_LOAD
    only = () if zone is None else (zone,)
    aboard = list(_sum(only, (goods for stop in served for goods in stop.goods), vehicle))
    fullest = list(aboard)
    for stop in served:
        gone, taken = _sum(only, stop.goods, vehicle), _sum(only, stop.pickup, vehicle)
        for rank in range(len(aboard)):
            aboard[rank] += taken[rank] - gone[rank]
            fullest[rank] = max(fullest[rank], aboard[rank])
    for rank, (most, room) in enumerate(zip(fullest, capacity, strict=True)):
        if most > room:
            where = f"trip {trip.number}, dimension {rank}, compartment {zone}"
            yield Violation(code, vehicle.id, f"{where}: {most} > {room}")


def _sum(zones: tuple[int, ...], goods: Iterable[Goods], vehicle: Vehicle) -> Loads:
    """Add up goods, all of them or those that ride in given compartments."""
    total = [0] * len(vehicle.capacity)
    for each in goods:
        if not zones or vehicle.compartment_of(each.temperature_class) in zones:
            for rank, amount in enumerate(each.amount):
                total[rank] += amount
    return tuple(total)
