"""Verify any plan from scratch, whoever made it.

This is the only authority on whether a plan may be driven and what it costs. It shares no
arithmetic with the modules that make plans: it reads the problem, drives the plan, and lists
everything wrong.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from routing.check.load import judge_load
from routing.check.time import judge_breaks, judge_times
from routing.model import ANY_CLASS, Breach, Plan, Problem, Stop, Trip, Vehicle, Violation


@dataclass(frozen=True, slots=True)
class _Driven:
    """A vehicle's trips in order; only those that name known stops."""

    vehicle: Vehicle
    trips: tuple[Trip, ...]

    @property
    def span_s(self) -> int:
        return self.trips[-1].return_s - self.trips[0].depart_s if self.trips else 0


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """List every rule the plan breaks; an empty list is the only good answer."""
    stops = {stop.id: stop for stop in problem.stops}
    found = list(_each_stop_once(stops, plan))
    if plan.matrix_version != problem.matrix_version:
        found.append(Violation(Breach.PLAN_MATRIX_VERSION, plan.matrix_version))
    fleet = {vehicle.id for vehicle in problem.vehicles}
    strange = [trip.vehicle_id for trip in plan.trips if trip.vehicle_id not in fleet]
    strange += [each.vehicle_id for each in plan.breaks if each.vehicle_id not in fleet]
    found += [Violation(Breach.VEHICLE_UNKNOWN, vehicle_id) for vehicle_id in strange]
    days = _days(problem, plan, stops)
    for day in days:
        found += _judge_day(problem, plan, day, stops)
    found += _judge_promises(problem, plan, stops)
    if plan.cost != (driven := _cost(problem, plan, days, stops)):
        found.append(Violation(Breach.PLAN_COST, plan.engine, f"says {plan.cost}, is {driven}"))
    return found


def cost(problem: Problem, plan: Plan) -> int:
    """Give what a plan costs when it is driven, in cents, whatever it says itself."""
    stops = {stop.id: stop for stop in problem.stops}
    return _cost(problem, plan, _days(problem, plan, stops), stops)


def _each_stop_once(stops: dict[str, Stop], plan: Plan) -> Iterator[Violation]:
    mentions = Counter(each.stop_id for trip in plan.trips for each in trip.stops)
    mentions.update(each.stop_id for each in plan.unserved)
    for stop_id in stops:
        if mentions[stop_id] == 0:
            yield Violation(Breach.STOP_MISSING, stop_id)
    for stop_id, times in mentions.items():
        if stop_id not in stops:
            yield Violation(Breach.STOP_UNKNOWN, stop_id)
        elif times > 1:
            yield Violation(Breach.STOP_REPEATED, stop_id, f"{times} times")


def _days(problem: Problem, plan: Plan, stops: dict[str, Stop]) -> list[_Driven]:
    days = []
    for vehicle in problem.vehicles:
        trips = [
            trip
            for trip in plan.trips
            if trip.vehicle_id == vehicle.id and all(each.stop_id in stops for each in trip.stops)
        ]
        days.append(_Driven(vehicle, tuple(sorted(trips, key=lambda trip: trip.number))))
    return days


def _judge_day(
    problem: Problem, plan: Plan, day: _Driven, stops: dict[str, Stop]
) -> Iterator[Violation]:
    vehicle = day.vehicle
    yield from _judge_locks(plan, vehicle, day.trips)
    breaks = [each for each in plan.breaks if each.vehicle_id == vehicle.id]
    yield from judge_breaks(vehicle, day.trips, breaks)
    if not day.trips:
        return
    if len(day.trips) > vehicle.max_trips:
        yield Violation(Breach.VEHICLE_TRIPS, vehicle.id, f"{len(day.trips)} > {vehicle.max_trips}")
    if [trip.number for trip in day.trips] != list(range(1, len(day.trips) + 1)):
        yield Violation(Breach.TRIP_NUMBERS, vehicle.id)
    yield from _judge_places(problem, vehicle, day.trips)
    for rank, trip in enumerate(day.trips):
        served = [stops[each.stop_id] for each in trip.stops]
        yield from judge_load(vehicle, trip, served)
        yield from _judge_goods(problem, vehicle, trip, served, is_first=rank == 0)
        yield from judge_times(problem, vehicle, trip, served, is_first=rank == 0)
        if trip.distance_m != (metres := _metres(problem, trip, served)):
            yield Violation(
                Breach.TRIP_DISTANCE, vehicle.id, f"says {trip.distance_m}, is {metres}"
            )
    if vehicle.duration_max_s is not None and day.span_s > vehicle.duration_max_s:
        detail = f"{day.span_s} > {vehicle.duration_max_s} s"
        yield Violation(Breach.VEHICLE_DURATION, vehicle.id, detail)


def _judge_locks(plan: Plan, vehicle: Vehicle, trips: tuple[Trip, ...]) -> Iterator[Violation]:
    """Locked stops that are served at all come first on their vehicle, in their order."""
    left = {each.stop_id for each in plan.unserved}
    kept = tuple(stop_id for stop_id in vehicle.locked if stop_id not in left)
    first = tuple(each.stop_id for each in trips[0].stops) if trips else ()
    if first[: len(kept)] != kept:
        yield Violation(Breach.LOCKED_BROKEN, vehicle.id, ", ".join(kept))


def _judge_places(
    problem: Problem, vehicle: Vehicle, trips: tuple[Trip, ...]
) -> Iterator[Violation]:
    """A vehicle starts where it is, reloads at depots and comes home."""
    depots = _reload_places(problem, vehicle)
    here = vehicle.start_location
    for rank, trip in enumerate(trips):
        if trip.start_location != here or (rank and here not in depots):
            yield Violation(Breach.TRIP_START, vehicle.id, f"trip {trip.number}")
        here = trip.end_location
        is_empty_way = rank == 0 and len(trips) > 1 and vehicle.start_location not in depots
        if not trip.stops and not is_empty_way:
            yield Violation(Breach.TRIP_EMPTY, vehicle.id, f"trip {trip.number}")
    if here != vehicle.end_location:
        yield Violation(Breach.TRIP_END, vehicle.id, f"ends at {here}")


def _reload_places(problem: Problem, vehicle: Vehicle) -> set[int]:
    allowed = vehicle.reload_depots or {depot.id for depot in problem.depots}
    return {depot.location for depot in problem.depots if depot.id in allowed}


def _judge_goods(
    problem: Problem, vehicle: Vehicle, trip: Trip, served: list[Stop], *, is_first: bool
) -> Iterator[Violation]:
    here = {depot.id for depot in problem.depots if depot.location == trip.start_location}
    elsewhere = {each for v in problem.vehicles if v is not vehicle for each in v.aboard}
    for stop in served:
        if stop.only_vehicles and vehicle.id not in stop.only_vehicles:
            yield Violation(Breach.VEHICLE_NOT_ALLOWED, stop.id, vehicle.id)
        if missing := stop.requires - vehicle.offers:
            yield Violation(Breach.VEHICLE_NOT_ALLOWED, stop.id, ", ".join(sorted(missing)))
        if stop.id in elsewhere or (stop.id in vehicle.aboard and not is_first):
            yield Violation(Breach.GOODS_ELSEWHERE, stop.id, vehicle.id)
        if not stop.goods or stop.id in vehicle.aboard:
            continue
        if not (here & stop.depots if stop.depots else here):
            yield Violation(Breach.GOODS_NOT_THERE, stop.id, f"location {trip.start_location}")
        if stop.release_s > trip.depart_s:
            yield Violation(
                Breach.RELEASE_TOO_EARLY, stop.id, f"{trip.depart_s} < {stop.release_s}"
            )


def _judge_promises(problem: Problem, plan: Plan, stops: dict[str, Stop]) -> Iterator[Violation]:
    most, moved = problem.promises.moved_max, _moved(problem, plan, stops)
    if most is not None and moved > most:
        yield Violation(Breach.PROMISES_MOVED, plan.engine, f"{moved} > {most}")


def _moved(problem: Problem, plan: Plan, stops: dict[str, Stop]) -> int:
    """Count promises that are not kept; an order left out has its promise moved, too."""
    served = [(stops[s.stop_id], s) for t in plan.trips for s in t.stops if s.stop_id in stops]
    moved = sum(problem.promises.moved(stop, each.start_s) for stop, each in served)
    left = [stops[each.stop_id] for each in plan.unserved if each.stop_id in stops]
    return moved + sum(stop.promised_s is not None for stop in left)


def _metres(problem: Problem, trip: Trip, served: list[Stop]) -> int:
    way = [trip.start_location, *(stop.location for stop in served), trip.end_location]
    places = range(len(problem.distance_m))
    if trip.start_location not in places or trip.end_location not in places:
        return -1
    return sum(problem.distance_m[way[i]][way[i + 1]] for i in range(len(way) - 1))


def _cost(problem: Problem, plan: Plan, days: list[_Driven], stops: dict[str, Stop]) -> int:
    used = [day for day in days if day.trips]
    total = sum(_vehicle_cost(problem, day, stops) for day in used)
    for trip in plan.trips:
        for each in trip.stops:
            stop = stops.get(each.stop_id)
            window = stop.window_at(each.start_s) if stop else None
            total += window.cost(each.start_s) if window else 0
    total += problem.promises.cost * _moved(problem, plan, stops)
    left = [stops[each.stop_id] for each in plan.unserved if each.stop_id in stops]
    total += sum(stop.prize for stop in left if stop.prize is not None)
    spans = {day.vehicle.id: day.span_s for day in used}
    hours = [spans.get(each.id, 0) for each in problem.vehicles if _could_go(problem, each)]
    if hours:
        total += (max(hours) - min(hours)) * problem.balance_cost_per_hour // 3600
    return total


def _could_go(problem: Problem, vehicle: Vehicle) -> bool:
    """Say whether any stop may be served by a vehicle: work is balanced between such."""
    taken = {stop_id: each.id for each in problem.vehicles for stop_id in each.aboard}
    return any(
        (not stop.only_vehicles or vehicle.id in stop.only_vehicles)
        and stop.requires <= vehicle.offers
        and taken.get(stop.id, vehicle.id) == vehicle.id
        and {each.temperature_class for each in (*stop.goods, *stop.pickup)} - {ANY_CLASS}
        <= vehicle.temperature_classes
        for stop in problem.stops
    )


def _vehicle_cost(problem: Problem, day: _Driven, stops: dict[str, Stop]) -> int:
    vehicle = day.vehicle
    served = [[stops[each.stop_id] for each in trip.stops] for trip in day.trips]
    metres = sum(_metres(problem, t, s) for t, s in zip(day.trips, served, strict=True))
    seconds = sum(trip.return_s - trip.depart_s for trip in day.trips)
    overtime = max(0, day.trips[-1].return_s - vehicle.shift_end_s)
    cost = vehicle.fixed_cost
    cost += metres * vehicle.cost_per_km // 1000
    cost += seconds * vehicle.cost_per_hour // 3600
    cost += overtime * vehicle.overtime_cost_per_hour // 3600
    return cost


__all__ = ["Violation", "check", "cost"]
