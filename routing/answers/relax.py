"""What a stop would take if one of its rules were loosened: the least change, and its price."""

import copy
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from routing.day import Arrays, Trips, may_drive, timed_day
from routing.model import HORIZON_S, Problem, Stop, Vehicle


def loosened(arrays: Arrays, number: int, stop: Stop) -> Arrays:
    """Give the same problem with one stop changed. What was judged once is not judged again."""
    problem = copy.copy(arrays.problem)
    stops = list(problem.stops)
    stops[number] = stop
    object.__setattr__(problem, "stops", tuple(stops))
    return Arrays(problem)


def loosened_vehicle(arrays: Arrays, number: int, **changes: Any) -> Arrays:
    """Give the same problem with one vehicle changed."""
    problem: Problem = copy.copy(arrays.problem)
    vehicles: list[Vehicle] = list(problem.vehicles)
    vehicles[number] = replace(vehicles[number], **changes)
    object.__setattr__(problem, "vehicles", tuple(vehicles))
    return Arrays(problem)


def later(stop: Stop, seconds: int) -> Stop:
    """Give a stop whose last window ends so much later."""
    *others, last = stop.windows
    end = min(HORIZON_S - 1 - last.late_s, last.end_s + seconds)
    return replace(stop, windows=(*others, replace(last, end_s=max(last.end_s, end))))


def earlier(stop: Stop, seconds: int) -> Stop:
    """Give a stop whose first window begins so much earlier."""
    first, *others = stop.windows
    start = max(0, first.start_s - seconds)
    return replace(stop, windows=(replace(first, start_s=start), *others))


def lighter(stop: Stop, over: Sequence[int]) -> Stop:
    """Give a stop with so much less in every dimension, taken from its goods in their order."""
    left, goods = list(over), []
    for each in stop.goods:
        cut = [min(amount, most) for amount, most in zip(each.amount, left, strict=True)]
        left = [most - taken for most, taken in zip(left, cut, strict=True)]
        rest = tuple(amount - taken for amount, taken in zip(each.amount, cut, strict=True))
        goods.append(replace(each, amount=rest))
    return replace(stop, goods=tuple(goods))


def priced(
    arrays: Arrays, vehicle: int, trips: Trips, cost_before: int, number: int
) -> tuple[int, int] | None:
    """Give what a day costs more with a stop, and when service there starts; None: impossible."""
    if not may_drive(arrays, vehicle, trips):
        return None
    timed, cost = timed_day(arrays, vehicle, trips)
    if timed is None:
        return None
    starts = [v.start_s for trip in timed for v in trip.visits if v.number == number]
    return cost - cost_before, starts[0]
