"""A problem laid out for arithmetic on whole arrays, once per problem."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.problem import Problem, Vehicle

Numbers = NDArray[np.int64]
Costs = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Arrays:
    """A problem laid out for arithmetic. Stops and vehicles are known by their position."""

    problem: Problem
    seconds_to: Numbers
    """One row per stop: seconds from every location to it."""
    seconds_from: Numbers
    metres_to: Numbers
    metres_from: Numbers
    opens: Numbers
    closes: Numbers
    service: Numbers
    release: Numbers
    loads: Numbers
    """One row per stop: grams, crates, millilitres, and one for the stop itself."""
    allowed: NDArray[np.bool_]
    """One row per stop: which vehicles may carry its temperature class."""
    cents_per_m: Costs
    cents_per_s: Costs
    kinds: tuple[int, ...]
    """For each vehicle the first that is like it in everything but its id."""
    penalty: Costs
    """What leaving a stop out weighs: always more than any one vehicle's dearest day."""

    @classmethod
    def of(cls, problem: Problem) -> "Arrays":
        """Lay out a problem."""
        stops, fleet = problem.stops, problem.vehicles
        places = [stop.location for stop in stops]
        seconds, metres = _column(problem.travel_s), _column(problem.distance_m)
        return cls(
            problem=problem,
            seconds_to=np.ascontiguousarray(seconds[:, places].T),
            seconds_from=seconds[places],
            metres_to=np.ascontiguousarray(metres[:, places].T),
            metres_from=metres[places],
            opens=_column([stop.window_start_s for stop in stops]),
            closes=_column([stop.window_end_s for stop in stops]),
            service=_column([stop.service_s for stop in stops]),
            release=_column([stop.release_s for stop in stops]),
            loads=_column(
                [(stop.load_g, stop.crates, stop.volume_ml, 1) for stop in stops]
            ).reshape(len(stops), 4),
            allowed=np.array(
                [
                    [stop.temperature_class in each.temperature_classes for each in fleet]
                    for stop in stops
                ],
                dtype=np.bool_,
            ).reshape(len(stops), len(fleet)),
            cents_per_m=np.array([each.cost_per_km / 1000 for each in fleet]),
            cents_per_s=np.array([each.cost_per_hour / 3600 for each in fleet]),
            kinds=_kinds(problem),
            penalty=dearest_day(problem) * np.array([1.0 + stop.priority for stop in stops]),
        )


def dearest_day(problem: Problem) -> int:
    """Give more cents than serving one more stop can ever cost: the weight of a stop left out."""
    farthest_m = max(max(row) for row in problem.distance_m)
    longest_s = max((each.shift_end_s - each.shift_start_s for each in problem.vehicles), default=0)
    dearest = max(
        (
            each.fixed_cost
            + 3 * farthest_m * each.cost_per_km // 1000
            + longest_s * each.cost_per_hour // 3600
            for each in problem.vehicles
        ),
        default=0,
    )
    return 2 * dearest + 1_000


def _kinds(problem: Problem) -> tuple[int, ...]:
    first: dict[Vehicle, int] = {}
    alike = (replace(vehicle, id="any") for vehicle in problem.vehicles)
    return tuple(first.setdefault(kind, number) for number, kind in enumerate(alike))


def _column(values: Sequence[Any]) -> Numbers:
    return np.array(values, dtype=np.int64)
