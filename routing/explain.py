"""Say why a stop is not served, and the smallest change that would let it be.

The rules are asked in the order in which a dispatcher can do something about them: is there a
vehicle for these goods at all, is one big enough, can one be there in time if it does nothing
else, and only then what the rest of the day leaves over. Minutes are rounded up.
"""

from collections.abc import Iterable

import numpy as np

from routing.arrays import Arrays, Numbers
from routing.day import (
    DRIVEN,
    LATEST,
    LATEST_DEPART,
    LEAVE,
    NEXT,
    PREVIOUS,
    ROOM_G,
    ROOM_STOPS,
    TRIP,
    VEHICLE,
)
from routing.draft import Draft
from routing.problem import HORIZON_S, Problem, Reason, Stop, Unserved, Vehicle

Details = dict[str, int | str]

_RELAXATIONS = (
    "window_later_min",
    "window_earlier_min",
    "others_later_min",
    "over_g",
    "over_crates",
    "over_ml",
    "over_stops",
)
_ASKED_MINUTES_MAX = 30
"""A shop may be asked to wait this long before a fuller vehicle is the better proposal."""


def explain(draft: Draft) -> list[Unserved]:
    """Give the reason for every stop that a filled draft leaves out."""
    return [explain_stop(draft, stop) for stop in sorted(draft.left_out)]


def explain_stop(draft: Draft, number: int) -> Unserved:
    """Give the first rule that keeps one stop out, with its smallest relaxation."""
    problem = draft.arrays.problem
    stop = problem.stops[number]
    able = [each for each in problem.vehicles if stop.temperature_class in each.temperature_classes]
    if not able:
        return Unserved(stop.id, Reason.TEMPERATURE, {"temperature_class": stop.temperature_class})
    big_enough = [vehicle for vehicle in able if not _overload(vehicle, stop)]
    if not big_enough:
        return _too_big(stop, able)
    alone = [_alone(problem, vehicle, stop) for vehicle in big_enough]
    if all(isinstance(answer, Unserved) for answer in alone):
        return min((each for each in alone if each is not None), key=_minutes)
    return _crowded_out(draft, number)


def _overload(vehicle: Vehicle, stop: Stop) -> Details:
    """Give by how much the stop alone exceeds each capacity."""
    over = {
        "over_g": stop.load_g - vehicle.capacity_g,
        "over_crates": stop.crates - vehicle.capacity_crates,
        "over_ml": stop.volume_ml - vehicle.capacity_ml,
    }
    return {name: amount for name, amount in over.items() if amount > 0}


def _too_big(stop: Stop, vehicles: Iterable[Vehicle]) -> Unserved:
    """Name the vehicle that comes nearest to taking the stop, and what it lacks."""

    def share_over(vehicle: Vehicle) -> float:
        return max(
            stop.load_g / max(1, vehicle.capacity_g),
            stop.crates / max(1, vehicle.capacity_crates),
            stop.volume_ml / max(1, vehicle.capacity_ml),
        )

    nearest = min(vehicles, key=share_over)
    over = _overload(nearest, stop)
    reasons = {
        "over_g": Reason.WEIGHT,
        "over_crates": Reason.CRATES,
        "over_ml": Reason.VOLUME,
    }
    return Unserved(stop.id, reasons[next(iter(over))], {**over, "vehicle_id": nearest.id})


def _alone(problem: Problem, vehicle: Vehicle, stop: Stop) -> Unserved | None:
    """Say why not even a vehicle with nothing else to do can serve the stop; None if it can."""
    out = problem.travel_s[vehicle.start_location][stop.location]
    home = problem.travel_s[stop.location][vehicle.end_location]
    if max(out, home) >= HORIZON_S:
        return Unserved(stop.id, Reason.UNREACHABLE)
    arrive = max(vehicle.shift_start_s, stop.release_s) + out
    start = max(arrive, stop.window_start_s)
    late = max(0, arrive - stop.window_end_s)
    overtime = max(0, start + stop.service_s + home - vehicle.shift_end_s)
    if not late and not overtime:
        return None
    details = {"window_later_min": _in_minutes(late), "shift_longer_min": _in_minutes(overtime)}
    shown: Details = {name: minutes for name, minutes in details.items() if minutes}
    shown["vehicle_id"] = vehicle.id
    return Unserved(stop.id, Reason.WINDOW if late else Reason.SHIFT, shown)


def _minutes(answer: Unserved) -> int:
    """Give the size of a relaxation, so that the smallest can be chosen."""
    if answer.reason is Reason.UNREACHABLE:
        return HORIZON_S
    return sum(value for value in answer.details.values() if isinstance(value, int))


def _crowded_out(draft: Draft, number: int) -> Unserved:
    """Find the gap of the day that needs the least change to take the stop."""
    arrays = draft.arrays
    gaps = np.concatenate([day.gaps for day in draft.days], axis=1)
    gaps = gaps[:, arrays.allowed[number, gaps[VEHICLE]]]
    loads = arrays.loads[number][:, None]
    over = np.maximum(0, loads - gaps[ROOM_G : ROOM_STOPS + 1])
    time_short = _time_short(arrays, gaps, number)
    too_full = (over / np.maximum(1, loads)).max(axis=0)
    minutes = time_short.sum(axis=0)
    has_room, in_time = too_full == 0, minutes == 0
    kinds = [has_room & (minutes <= _ASKED_MINUTES_MAX), in_time, has_room]
    rank = np.select(kinds, [0, 1, 2], default=3)
    best = int(np.lexsort((too_full, time_short[-1], minutes, rank))[0])
    amounts = np.concatenate((time_short[:, best], over[:, best])).tolist()
    shown: Details = {
        name: amount for name, amount in zip(_RELAXATIONS, amounts, strict=True) if amount
    }
    shown["vehicle_id"] = arrays.problem.vehicles[int(gaps[VEHICLE, best])].id
    shown["trip"] = int(gaps[TRIP, best]) + 1
    reason = Reason.FLEET_TIME if has_room[best] else Reason.FLEET_FULL
    return Unserved(arrays.problem.stops[number].id, reason, shown)


def _time_short(arrays: Arrays, gaps: Numbers, number: int) -> Numbers:
    """Give the minutes lacking in each gap, as three rows.

    How much later the stop's window would have to end; how much earlier it would have to begin;
    and how much later everything after it on the trip would have to be.
    """
    release = arrays.release[number]
    arrive = np.maximum(gaps[LEAVE], release + gaps[DRIVEN])
    arrive += arrays.seconds_to[number, gaps[PREVIOUS]]
    start = np.maximum(arrive, arrays.opens[number])
    done = start + arrays.service[number] + arrays.seconds_from[number, gaps[NEXT]]
    behind = np.maximum(0, done - gaps[LATEST])
    earlier = np.where(start - arrive >= behind, behind, 0)
    others = np.maximum(behind - earlier, release - gaps[LATEST_DEPART])
    rows = np.stack((arrive - arrays.closes[number], earlier, others))
    minutes: Numbers = -(-np.maximum(0, rows) // 60)
    return minutes


def _in_minutes(seconds: int) -> int:
    return -(-seconds // 60)
