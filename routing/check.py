"""Verify any plan from scratch, whoever made it.

This is the only authority on whether a plan may be driven. It shares no arithmetic with the
modules that make plans: it reads the problem, drives the plan, and lists everything wrong.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from routing.problem import HORIZON_S, Plan, PlannedStop, Problem, Stop, Trip, Vehicle


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: a stable code, the stop or vehicle it is about, and the figures."""

    code: str
    subject: str
    detail: str = ""


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """List every rule the plan breaks; an empty list is the only good answer."""
    stops = {stop.id: stop for stop in problem.stops}
    vehicles = {vehicle.id: vehicle for vehicle in problem.vehicles}
    found = list(_each_stop_once(stops, plan))
    if plan.matrix_version != problem.matrix_version:
        found.append(Violation("plan.matrix_version", plan.matrix_version))
    known = []
    for trip in plan.trips:
        vehicle = vehicles.get(trip.vehicle_id)
        if vehicle is None:
            found.append(Violation("vehicle.unknown", trip.vehicle_id))
        elif all(each.stop_id in stops for each in trip.stops):
            known.append((vehicle, trip))
            found += _judge_trip(problem, vehicle, trip, stops)
    for vehicle in problem.vehicles:
        found += _judge_day(vehicle, [trip for owner, trip in known if owner is vehicle])
    if plan.cost != (cost := _cost(problem, known, stops)):
        found.append(Violation("plan.cost", plan.engine, f"says {plan.cost}, is {cost}"))
    return found


def _each_stop_once(stops: dict[str, Stop], plan: Plan) -> Iterator[Violation]:
    mentions = Counter(each.stop_id for trip in plan.trips for each in trip.stops)
    mentions.update(each.stop_id for each in plan.unserved)
    for stop_id in stops:
        if mentions[stop_id] == 0:
            yield Violation("stop.missing", stop_id)
    for stop_id, times in mentions.items():
        if stop_id not in stops:
            yield Violation("stop.unknown", stop_id)
        elif times > 1:
            yield Violation("stop.repeated", stop_id, f"{times} times")


def _judge_trip(
    problem: Problem, vehicle: Vehicle, trip: Trip, stops: dict[str, Stop]
) -> Iterator[Violation]:
    served = [stops[each.stop_id] for each in trip.stops]
    if not served:
        yield Violation("trip.empty", vehicle.id, f"trip {trip.number}")
        return
    yield from _judge_load(vehicle, trip, served)
    yield from _judge_goods(vehicle, trip, served)
    yield from _judge_times(problem, vehicle, trip, served)
    if trip.distance_m != (metres := _metres(problem, vehicle, served)):
        yield Violation("trip.distance", vehicle.id, f"says {trip.distance_m}, is {metres}")


def _judge_load(vehicle: Vehicle, trip: Trip, served: list[Stop]) -> Iterator[Violation]:
    grams = sum(stop.load_g for stop in served)
    crates = sum(stop.crates for stop in served)
    millilitres = sum(stop.volume_ml for stop in served)
    if (trip.load_g, trip.crates, trip.volume_ml) != (grams, crates, millilitres):
        yield Violation("trip.load", vehicle.id, f"is {grams} g, {crates} crates, {millilitres} ml")
    if grams > vehicle.capacity_g:
        yield Violation("capacity.weight", vehicle.id, f"{grams} > {vehicle.capacity_g} g")
    if crates > vehicle.capacity_crates:
        yield Violation("capacity.crates", vehicle.id, f"{crates} > {vehicle.capacity_crates}")
    if millilitres > vehicle.capacity_ml:
        yield Violation("capacity.volume", vehicle.id, f"{millilitres} > {vehicle.capacity_ml} ml")
    if len(served) > vehicle.max_stops:
        yield Violation("capacity.stops", vehicle.id, f"{len(served)} > {vehicle.max_stops}")
    for each, stop in zip(trip.stops, served, strict=True):
        grams, crates = grams - stop.load_g, crates - stop.crates
        if (each.load_after_g, each.crates_after) != (grams, crates):
            yield Violation("stop.load_after", stop.id, f"is {grams} g, {crates} crates")


def _judge_goods(vehicle: Vehicle, trip: Trip, served: list[Stop]) -> Iterator[Violation]:
    for stop in served:
        if stop.temperature_class not in vehicle.temperature_classes:
            yield Violation("temperature.wrong_vehicle", stop.id, stop.temperature_class)
        if stop.release_s > trip.depart_s:
            yield Violation("release.too_early", stop.id, f"{trip.depart_s} < {stop.release_s}")


def _judge_times(
    problem: Problem, vehicle: Vehicle, trip: Trip, served: list[Stop]
) -> Iterator[Violation]:
    if trip.depart_s < vehicle.shift_start_s or trip.return_s > vehicle.shift_end_s:
        yield Violation("shift.exceeded", vehicle.id, f"{trip.depart_s}..{trip.return_s}")
    here, left_s = vehicle.start_location, trip.depart_s
    for each, stop in zip(trip.stops, served, strict=True):
        yield from _judge_stop(each, stop, left_s + problem.travel_s[here][stop.location])
        if problem.travel_s[here][stop.location] >= HORIZON_S:
            yield Violation("place.unreachable", stop.id)
        here, left_s = stop.location, each.leave_s
    if trip.return_s != (home_s := left_s + problem.travel_s[here][vehicle.end_location]):
        yield Violation("trip.times", vehicle.id, f"returns {home_s}, says {trip.return_s}")


def _judge_stop(each: PlannedStop, stop: Stop, arrive_s: int) -> Iterator[Violation]:
    if each.arrive_s != arrive_s:
        yield Violation("stop.times", stop.id, f"arrives {arrive_s}, says {each.arrive_s}")
    if each.start_s < each.arrive_s or each.leave_s != each.start_s + stop.service_s:
        yield Violation("stop.times", stop.id, "arrival, start and leaving do not follow")
    if not stop.window_start_s <= each.start_s <= stop.window_end_s:
        yield Violation("window.missed", stop.id, f"starts {each.start_s}")


def _judge_day(vehicle: Vehicle, trips: list[Trip]) -> Iterator[Violation]:
    if len(trips) > vehicle.max_trips:
        yield Violation("vehicle.trips", vehicle.id, f"{len(trips)} > {vehicle.max_trips}")
    if sorted(trip.number for trip in trips) != list(range(1, len(trips) + 1)):
        yield Violation("trip.numbers", vehicle.id)
    in_order = sorted(trips, key=lambda trip: trip.number)
    for i in range(1, len(in_order)):
        earlier, later = in_order[i - 1], in_order[i]
        if later.depart_s < earlier.return_s + vehicle.reload_s:
            yield Violation("trip.overlap", vehicle.id, f"trips {earlier.number}, {later.number}")


def _metres(problem: Problem, vehicle: Vehicle, served: list[Stop]) -> int:
    way = [vehicle.start_location, *(stop.location for stop in served), vehicle.end_location]
    return sum(problem.distance_m[way[i]][way[i + 1]] for i in range(len(way) - 1))


def _cost(problem: Problem, trips: list[tuple[Vehicle, Trip]], stops: dict[str, Stop]) -> int:
    total = 0
    for vehicle in problem.vehicles:
        mine = [trip for owner, trip in trips if owner is vehicle and trip.stops]
        if mine:
            served = [[stops[each.stop_id] for each in trip.stops] for trip in mine]
            metres = sum(_metres(problem, vehicle, each) for each in served)
            seconds = sum(trip.return_s - trip.depart_s for trip in mine)
            total += vehicle.fixed_cost
            total += metres * vehicle.cost_per_km // 1000
            total += seconds * vehicle.cost_per_hour // 3600
    return total
