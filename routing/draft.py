"""A plan being made: every vehicle's day, and the stops nobody serves yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from routing.arrays import Arrays, Costs, Numbers
from routing.day import Day, Trips, day_of
from routing.insertion import inserted, score

Routes = list[Trips]
"""For every vehicle of the problem, its trips; stops by their position in the problem."""


@dataclass(slots=True)
class Draft:
    """Feasible days and the rest of the stops; every change keeps the days feasible."""

    arrays: Arrays
    days: list[Day]
    left_out: list[int]

    @classmethod
    def of(cls, arrays: Arrays, routes: Routes) -> "Draft":
        """Time given routes; a vehicle whose trips break any rule is emptied."""
        days = [
            day_or_empty(arrays, vehicle, trips if _may_carry(arrays, vehicle, trips) else [])
            for vehicle, trips in enumerate(routes)
        ]
        served = {stop for day in days for trip in day.trips for stop in trip}
        stops = range(len(arrays.problem.stops))
        return cls(arrays, days, [stop for stop in stops if stop not in served])

    @classmethod
    def empty(cls, arrays: Arrays) -> "Draft":
        """Start with nothing planned."""
        return cls.of(arrays, [[] for _ in arrays.problem.vehicles])

    @property
    def routes(self) -> Routes:
        """Give the trips of every vehicle."""
        return [day.trips for day in self.days]

    @property
    def weight(self) -> float:
        """Give the cost with a penalty for every stop left out: what is minimised."""
        missing = sum(float(self.arrays.penalty[stop]) for stop in self.left_out)
        return missing + sum(day.cost for day in self.days)

    def copy(self) -> "Draft":
        """Give a draft that can be changed without changing this one."""
        return replace(self, days=list(self.days), left_out=list(self.left_out))

    def open_days(self) -> list[Day]:
        """Give the days worth trying: of several unused vehicles of one kind only the first."""
        seen: set[int] = set()
        result = []
        for day in self.days:
            kind = self.arrays.kinds[day.vehicle]
            if day.trips or kind not in seen:
                result.append(day)
            if not day.trips:
                seen.add(kind)
        return result

    def place(self, stop: int, vehicle: int, gap: int) -> None:
        """Put a stop that is left out into a gap of a vehicle's day."""
        self.days[vehicle] = inserted(self.arrays, self.days[vehicle], stop, gap)
        self.left_out.remove(stop)

    def fill(self) -> None:
        """Place every stop that fits anywhere, the one that would regret waiting most first.

        Regret is the cents lost when the best vehicle were gone and the second best had to do.
        """
        if not self.left_out or not self.days:
            return
        board = _Board(self)
        while (choice := board.most_regretted()) is not None:
            stop, vehicle, gap = choice
            self.place(stop, vehicle, gap)
            board.update(vehicle)


class _Board:
    """For every stop left out, its cheapest gap in every vehicle's day."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        stops, vehicles = len(draft.arrays.problem.stops), len(draft.days)
        self._cost: Costs = np.full((stops, vehicles), np.inf)
        self._gap: Numbers = np.zeros((stops, vehicles), dtype=np.int64)
        self._known: set[int] = set()
        self._measure_new()

    def update(self, vehicle: int) -> None:
        """Measure a vehicle again after its day has changed."""
        self._known.discard(vehicle)
        self._measure_new()

    def most_regretted(self) -> tuple[int, int, int] | None:
        """Choose the next stop with its vehicle and gap; None when nothing fits any more."""
        waiting = np.array(self._draft.left_out, dtype=np.int64)
        cost = self._cost[waiting]
        if not len(waiting) or not np.isfinite(cost).any():
            return None
        best = cost.min(axis=1)
        stop = int(waiting[_regret(cost, best, self._draft.arrays.penalty[waiting]).argmax()])
        vehicle = int(self._cost[stop].argmin())
        return stop, vehicle, int(self._gap[stop, vehicle])

    def _measure_new(self) -> None:
        waiting = np.array(self._draft.left_out, dtype=np.int64)
        for day in self._draft.open_days():
            if day.vehicle in self._known or not len(waiting) or not day.gaps.size:
                continue
            self._known.add(day.vehicle)
            cost = score(self._draft.arrays, day.gaps, waiting)
            gap = cost.argmin(axis=1)
            self._gap[waiting, day.vehicle] = gap
            self._cost[waiting, day.vehicle] = cost[np.arange(len(waiting)), gap]


def _regret(cost: Costs, best: Costs, penalty: Costs) -> Costs:
    """Give each stop's regret; a stop that fits nowhere comes last, its priority counts first."""
    second = np.partition(cost, 1, axis=1)[:, 1] if cost.shape[1] > 1 else penalty
    second = np.minimum(second, penalty)
    regret: Costs = np.where(np.isfinite(best), second - best, -np.inf)
    return regret


def _may_carry(arrays: Arrays, vehicle: int, trips: Trips) -> bool:
    """Say whether trips respect everything but time."""
    it = arrays.problem.vehicles[vehicle]
    room = (it.capacity_g, it.capacity_crates, it.capacity_ml, it.max_stops)
    return len(trips) <= it.max_trips and all(
        bool((arrays.loads[trip].sum(axis=0) <= room).all()) and arrays.allowed[trip, vehicle].all()
        for trip in trips
        if trip
    )


def day_or_empty(arrays: Arrays, vehicle: int, trips: Sequence[list[int]]) -> Day:
    """Time trips, or give an unused day when they cannot be driven in time."""
    day = day_of(arrays.problem, vehicle, [list(trip) for trip in trips if trip])
    if day is None:
        day = day_of(arrays.problem, vehicle, [])
    assert day is not None, "an unused day is always in time"
    return day
