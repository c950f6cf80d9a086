"""Say why a stop is not served, and the smallest change that would let it be.

The rules are asked in the order in which a dispatcher can do something about them: is there a
vehicle for these goods at all, is one big enough, can one be there in time if it does nothing
else, and only then what the rest of the day leaves over. Every class of vehicles answers for
itself; the stop's own answer is that of the class that comes nearest. Minutes are rounded up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from routing.answers.crowded import Details, crowded_out
from routing.answers.relax import later, loosened, loosened_vehicle
from routing.day import (
    Arrays,
    TimedTrip,
    Trips,
    legs_of,
    may_drive,
    may_serve,
    starts_at_depot,
    timed_day,
    total,
)
from routing.model import (
    ANY_CLASS,
    HORIZON_S,
    ClassReason,
    Problem,
    Reason,
    Stop,
    Unserved,
    Vehicle,
)
from routing.search import Draft

_CAPACITIES = {"g": Reason.WEIGHT, "crates": Reason.CRATES, "ml": Reason.VOLUME}
_PRICED_MAX = 40
"""Stops left out whose relaxation is priced; with more than that the day itself is the trouble."""
_ORDER = list(Reason)
_DAY_S = 2 * 24 * 3600
"""The most by which a rule is loosened."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one vehicle says."""

    vehicle: int
    reason: Reason
    details: Details

    @property
    def nearness(self) -> tuple[int, int]:
        """Order answers: the rule asked last is nearest to being met, then the least change."""
        amounts = (each for name, each in self.details.items() if name != "added_cost")
        return -_ORDER.index(self.reason), sum(each for each in amounts if isinstance(each, int))


def explain(draft: Draft) -> list[Unserved]:
    """Give the reason for every stop that a filled draft leaves out."""
    return [
        explain_stop(draft, stop, is_priced=rank < _PRICED_MAX)
        for rank, stop in enumerate(sorted(draft.left_out))
    ]


def unexplained(draft: Draft) -> list[Unserved]:
    """List what a plan on the way leaves out; nobody has asked yet why."""
    stops = draft.arrays.problem.stops
    return [Unserved(stops[number].id, Reason.FLEET_TIME) for number in sorted(draft.left_out)]


def explain_stop(draft: Draft, number: int, *, is_priced: bool = True) -> Unserved:
    """Give the first rule that keeps one stop out, with its smallest relaxation."""
    arrays = draft.arrays
    stop = arrays.problem.stops[number]
    answers: dict[int, _Answer] = {}
    for vehicle in sorted(set(arrays.kinds)):
        reason = _never(arrays, vehicle, number)
        if reason is not None:
            answers[vehicle] = reason
    free = [vehicle for vehicle in sorted(set(arrays.kinds)) if vehicle not in answers]
    if free:
        for vehicle, (reason_, details) in crowded_out(draft, number, free, is_priced).items():
            answers[vehicle] = _Answer(vehicle, reason_, details)
    if not answers:
        classes = _classes(stop)
        return Unserved(stop.id, Reason.TEMPERATURE, {"temperature_class": classes})
    nearest = min(answers.values(), key=lambda each: each.nearness)
    by_class = _by_class(arrays.problem, answers.values())
    return Unserved(stop.id, nearest.reason, nearest.details, by_class)


def _by_class(problem: Problem, answers: Iterable[_Answer]) -> tuple[ClassReason, ...]:
    """Keep the nearest answer of every type of vehicle."""
    nearest: dict[str, _Answer] = {}
    for each in answers:
        name = problem.vehicles[each.vehicle].type
        if name not in nearest or each.nearness < nearest[name].nearness:
            nearest[name] = each
    return tuple(ClassReason(name, a.reason, a.details) for name, a in sorted(nearest.items()))


def _never(arrays: Arrays, vehicle: int, number: int) -> _Answer | None:
    """Say why a vehicle with nothing else to do cannot serve a stop; None if it can."""
    problem = arrays.problem
    it, stop = problem.vehicles[vehicle], problem.stops[number]
    if not arrays.allowed[number, vehicle]:
        return _unfit(vehicle, it, stop)
    alone: Trips = [[number]]
    if legs_of(arrays, vehicle, alone) is None and not starts_at_depot(problem, it):
        alone = [[], [number]]
    if len(alone) > it.max_trips or legs_of(arrays, vehicle, alone) is None:
        return _Answer(vehicle, Reason.GOODS, {"vehicle_id": it.id})
    if over := _overload(problem, it, stop):
        reason = _CAPACITIES.get(next(iter(over)).removeprefix("over_"), Reason.LOAD)
        return _Answer(vehicle, reason, {**over, "vehicle_id": it.id})
    free = loosened_vehicle(arrays, vehicle, locked=())
    if not may_drive(free, vehicle, alone):
        return _Answer(vehicle, Reason.LOAD, {"vehicle_id": it.id})
    if timed_day(free, vehicle, alone)[0] is not None:
        return None
    return _too_late(free, vehicle, alone, stop)


def _unfit(vehicle: int, it: Vehicle, stop: Stop) -> _Answer:
    classes = {each.temperature_class for each in (*stop.goods, *stop.pickup)} - {ANY_CLASS}
    if not classes <= it.temperature_classes:
        return _Answer(vehicle, Reason.TEMPERATURE, {"temperature_class": _classes(stop)})
    if missing := sorted(stop.requires - it.offers):
        return _Answer(vehicle, Reason.COMPATIBILITY, {"requires": ", ".join(missing)})
    if may_serve(it, stop):
        return _Answer(vehicle, Reason.GOODS, {"aboard": "elsewhere"})
    return _Answer(vehicle, Reason.COMPATIBILITY, {"vehicle_id": it.id})


def _classes(stop: Stop) -> str:
    classes = {each.temperature_class for each in (*stop.goods, *stop.pickup)} - {ANY_CLASS}
    return "+".join(sorted(classes))


def _overload(problem: Problem, vehicle: Vehicle, stop: Stop) -> Details:
    """Give by how much the stop alone exceeds each capacity."""
    size = len(problem.dimensions)
    pairs = zip(total(stop.goods, size), total(stop.pickup, size), strict=True)
    most = [max(pair) for pair in pairs]
    over = zip(problem.dimensions, most, vehicle.capacity, strict=True)
    return {f"over_{name}": amount - room for name, amount, room in over if amount > room}


def _too_late(arrays: Arrays, vehicle: int, alone: Trips, stop: Stop) -> _Answer:
    """Find which rule of time a vehicle with nothing else to do breaks, and by how much."""
    it, number = arrays.problem.vehicles[vehicle], alone[-1][0]
    details: Details = {"vehicle_id": it.id}
    start, end = (legs_of(arrays, vehicle, alone) or [(0, 0)])[-1]
    roads = arrays.problem.travel_s
    if max(roads[start][stop.location], roads[stop.location][end]) >= HORIZON_S:
        return _Answer(vehicle, Reason.UNREACHABLE, {})

    eased = loosened(arrays, number, replace(later(stop, _DAY_S), aboard_max_s=None))
    until = min(HORIZON_S - 1, it.shift_end_s + _DAY_S)
    eased = loosened_vehicle(eased, vehicle, shift_end_s=until, duration_max_s=None)
    timed, _ = timed_day(eased, vehicle, alone)
    if timed is None:
        return _Answer(vehicle, Reason.SHIFT, details)
    start_s = timed[-1].visits[-1].start_s
    late_s = 0 if stop.window_at(start_s) else max(0, start_s - stop.windows[-1].closes_s)
    span_s = timed[-1].return_s - timed[0].depart_s
    at_once = loosened(arrays, number, replace(stop, release_s=0))
    waits_for_goods = late_s and stop.release_s and timed_day(at_once, vehicle, alone)[0]
    lacking = {
        "window_later_min": late_s,
        "release_earlier_min": late_s if waits_for_goods else 0,
        "shift_longer_min": max(0, timed[-1].return_s - it.latest_return_s),
        "day_longer_min": max(0, span_s - (it.duration_max_s or span_s)),
        "aboard_longer_min": _aboard_longer_s(timed[-1], stop),
    }
    least: Details = {name: -(-seconds // 60) for name, seconds in lacking.items() if seconds > 0}
    reason = Reason.WINDOW if late_s else Reason.SHIFT
    if set(least) == {"aboard_longer_min"}:
        reason = Reason.ABOARD
    return _Answer(vehicle, reason, {**least, **details})


def _aboard_longer_s(trip: TimedTrip, stop: Stop) -> int:
    """Give by how much the stop's goods are on the road too long on a trip of their own."""
    if stop.aboard_max_s is None:
        return 0
    visit = trip.visits[-1]
    out = visit.start_s - trip.depart_s if stop.goods else 0
    back = trip.return_s - visit.leave_s if stop.pickup else 0
    return max(out, back) - stop.aboard_max_s
