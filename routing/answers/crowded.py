"""What the rest of the day leaves over for a stop: the gap that needs the least change."""

from dataclasses import dataclass, replace

import numpy as np

from routing.answers.relax import earlier, later, lighter, loosened, loosened_vehicle, priced
from routing.day import (
    DRIVEN,
    INDEX,
    IS_NEW,
    LATEST,
    LATEST_DEPART,
    LEAVE,
    NEXT,
    PREVIOUS,
    ROOM,
    TRIP,
    VEHICLE,
    Arrays,
    Numbers,
    timed_day,
)
from routing.model import Reason, Stop
from routing.search import Draft

Details = dict[str, int | str]

_ASKED_MINUTES_MAX = 30
"""A shop may be asked to wait this long before a fuller vehicle is the better proposal."""
_GAPS_PRICED_MAX = 6
_MORE_MIN = (0, 5, 15, 40)
"""Minutes tried beyond those that the gap alone asks for, where more rules are at work."""


@dataclass(frozen=True, slots=True)
class _Short:
    """What a stop lacks in every gap of some vehicles."""

    gaps: Numbers
    times: Numbers
    """Minutes lacking: window later, window earlier, others later."""
    over: Numbers
    """Amounts lacking, in the order of `Arrays.rooms`."""
    order: list[int]
    """The gaps, nearest to possible first."""


def crowded_out(
    draft: Draft, number: int, kinds: list[int], is_priced: bool
) -> dict[int, tuple[Reason, Details]]:
    """For each kind of vehicle say what its days lack, and what the least change would cost."""
    answers = {}
    for kind in kinds:
        days = [
            day for day in draft.days if draft.arrays.kinds[day.vehicle] == kind and day.gaps.size
        ]
        if not days:
            vehicle_id = draft.arrays.problem.vehicles[kind].id
            answers[kind] = (Reason.FLEET_TIME, Details(vehicle_id=vehicle_id))
            continue
        short = _measured(draft.arrays, np.concatenate([day.gaps for day in days], axis=1), number)
        answers[kind] = _answer(draft, number, short, is_priced)
    return answers


def _measured(arrays: Arrays, gaps: Numbers, number: int) -> _Short:
    loads = arrays.loads[number][:, None]
    over = np.maximum(0, loads - gaps[ROOM:])
    times = _time_short(arrays, gaps, number)
    too_full = (over / np.maximum(1, loads)).max(axis=0)
    minutes = times.sum(axis=0)
    has_room, in_time = too_full == 0, minutes == 0
    kinds = [has_room & (minutes <= _ASKED_MINUTES_MAX), in_time, has_room]
    rank = np.select(kinds, [0, 1, 2], default=3)
    order = np.lexsort((too_full, times[-1], minutes, rank))
    return _Short(gaps, times, over, order.tolist())


def _answer(draft: Draft, number: int, short: _Short, is_priced: bool) -> tuple[Reason, Details]:
    """Propose the nearest gap, and of the nearest few the first that a price can be given for."""
    nearest = short.order[0]
    stop = draft.arrays.problem.stops[number]
    for gap in short.order[:_GAPS_PRICED_MAX] if is_priced else ():
        found = _price(draft, number, short, gap)
        if found is not None:
            more, cost, start_s = found
            reason, details = _described(draft.arrays, short, gap, more)
            if stop.prize is not None and cost >= stop.prize and not _changes(details):
                reason = Reason.PRIZE
            return reason, {**details, "added_cost": cost, "start_s": start_s}
    reason, details = _described(draft.arrays, short, nearest, 0)
    if is_priced and not _changes(details):
        details = _longer(draft, number, short, nearest) | details
    return reason, details


def _longer(draft: Draft, number: int, short: _Short, gap: int) -> Details:
    """Say by how much the day, or goods on the road, would be too long in a gap that looks free."""
    vehicle, trips = _with_stop(draft, number, short, gap)
    it = draft.arrays.problem.vehicles[vehicle]
    eased = loosened_vehicle(draft.arrays, vehicle, duration_max_s=None)
    timed = timed_day(eased, vehicle, trips)[0]
    if timed is not None and it.duration_max_s is not None:
        span_s = timed[-1].return_s - timed[0].depart_s
        return {"day_longer_min": -(-(span_s - it.duration_max_s) // 60)}
    stop = draft.arrays.problem.stops[number]
    if stop.aboard_max_s is not None:
        timed = timed_day(
            loosened(eased, number, replace(stop, aboard_max_s=None)), vehicle, trips
        )[0]
        visits = [(trip, visit) for trip in timed or () for visit in trip.visits]
        for trip, visit in visits:
            if visit.number == number:
                out = visit.start_s - trip.depart_s if stop.goods else 0
                back = trip.return_s - visit.leave_s if stop.pickup else 0
                over = max(out, back) - stop.aboard_max_s
                return {"aboard_longer_min": -(-over // 60)} if over > 0 else {}
    return {}


def _with_stop(draft: Draft, number: int, short: _Short, gap: int) -> tuple[int, list[list[int]]]:
    """Put a stop into a gap: the vehicle, and its trips then."""
    row = short.gaps[:, gap]
    day = draft.days[int(row[VEHICLE])]
    trips = [list(trip) for trip in day.trips]
    trip, index = int(row[TRIP]), int(row[INDEX])
    if row[IS_NEW]:
        trips += [[]] * (trip - len(trips))
        trips.insert(trip, [number])
    else:
        trips[trip].insert(index, number)
    return day.vehicle, trips


def _changes(details: Details) -> bool:
    return any(name.endswith("_min") or name.startswith("over_") for name in details)


def _described(arrays: Arrays, short: _Short, gap: int, more: int) -> tuple[Reason, Details]:
    over = short.over[:, gap].tolist()
    late, early, others = short.times[:, gap].tolist()
    minutes = {
        "window_later_min": late + more,
        "window_earlier_min": early,
        "others_later_min": others,
    }
    amounts = dict(zip((f"over_{name}" for name in arrays.problem.dimensions), over, strict=False))
    shown: Details = {
        name: amount
        for name, amount in {**minutes, **amounts, "over_stops": over[-1]}.items()
        if amount
    }
    shown["vehicle_id"] = arrays.problem.vehicles[int(short.gaps[VEHICLE, gap])].id
    shown["trip"] = int(short.gaps[TRIP, gap]) + 1
    return Reason.FLEET_FULL if any(over) else Reason.FLEET_TIME, shown


def _price(draft: Draft, number: int, short: _Short, gap: int) -> tuple[int, int, int] | None:
    """Give the minutes needed beyond the gap's own, the cents added and the start of service."""
    arrays = draft.arrays
    size = len(arrays.problem.dimensions)
    late, early, others = short.times[:, gap].tolist()
    vehicle, trips = _with_stop(draft, number, short, gap)
    day = draft.days[vehicle]
    stop = lighter(arrays.problem.stops[number], short.over[:size, gap].tolist())
    for more in _MORE_MIN:
        eased = _others_later(arrays, trips, number, 60 * (others + more)) if others else arrays
        relaxed = _eased(stop, 60 * (late + more), 60 * early)
        found = priced(loosened(eased, number, relaxed), day.vehicle, trips, day.cost, number)
        if found is not None:
            return more, *found
    return None


def _eased(stop: Stop, late_s: int, early_s: int) -> Stop:
    eased = later(stop, late_s) if late_s else stop
    return earlier(eased, early_s) if early_s else eased


def _others_later(arrays: Arrays, trips: list[list[int]], number: int, seconds: int) -> Arrays:
    """Let everything behind the stop on its trip be later, the shift included."""
    eased = arrays
    for trip in trips:
        if number in trip:
            for other in trip[trip.index(number) + 1 :]:
                eased = loosened(eased, other, later(eased.problem.stops[other], seconds))
    return eased


def _time_short(arrays: Arrays, gaps: Numbers, number: int) -> Numbers:
    """Give the minutes lacking in each gap, as three rows.

    How much later the stop's window would have to end; how much earlier it would have to begin;
    and how much later everything after it on the trip would have to be.
    """
    release = arrays.release[number]
    arrive = np.maximum(gaps[LEAVE], release + gaps[DRIVEN])
    arrive += arrays.seconds_to[number, gaps[PREVIOUS]]
    start = np.maximum(arrive, arrays.opens[number])
    service = arrays.service[number].take(arrays.types[gaps[VEHICLE]])
    done = start + service + arrays.seconds_from[number, gaps[NEXT]]
    behind = np.maximum(0, done - gaps[LATEST])
    early = np.where(start - arrive >= behind, behind, 0)
    others = np.maximum(behind - early, release - gaps[LATEST_DEPART])
    rows = np.stack((arrive - arrays.closes[number], early, others))
    minutes: Numbers = -(-np.maximum(0, rows) // 60)
    return minutes
