"""A plan being made: every vehicle's day, and the stops nobody serves yet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from routing.day import Arrays, Costs, Day, Numbers, Trips, day_of, dearest_day, moved_of
from routing.search.insertion import inserted, score

_REFUSED_MAX = 4
"""Gaps of a vehicle that may turn out impossible before it is passed over for a stop."""
_ROUNDS = 100
"""With more stops than this several are placed at a time, each in a vehicle of its own."""

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
        """Time given routes; a vehicle whose trips break any rule keeps only what is locked."""
        days = [day_or_empty(arrays, vehicle, trips) for vehicle, trips in enumerate(routes)]
        served = {stop for day in days for trip in day.trips for stop in trip}
        stops = range(len(arrays.problem.stops))
        return cls(arrays, days, [stop for stop in stops if stop not in served])

    @classmethod
    def empty(cls, arrays: Arrays) -> "Draft":
        """Start with nothing planned but what is locked."""
        return cls.of(arrays, [[] for _ in arrays.problem.vehicles])

    def with_routes(self, routes: Mapping[int, Trips]) -> "Draft":
        """Give a draft in which some vehicles drive other trips and the others what they did.

        A stop in two routes stays with the new one; a route that cannot be driven is emptied.
        """
        days = list(self.days)
        taken = {stop for trips in routes.values() for trip in trips for stop in trip}
        for vehicle, day in enumerate(days):
            trips = routes.get(vehicle)
            if trips is not None:
                if trips != day.trips:
                    days[vehicle] = day_or_empty(self.arrays, vehicle, trips)
            elif taken and any(stop in taken for trip in day.trips for stop in trip):
                rest = [[stop for stop in trip if stop not in taken] for trip in day.trips]
                days[vehicle] = day_or_empty(self.arrays, vehicle, rest)
        served = {stop for day in days for trip in day.trips for stop in trip}
        stops = range(len(self.arrays.problem.stops))
        return replace(self, days=days, left_out=[stop for stop in stops if stop not in served])

    @property
    def routes(self) -> Routes:
        """Give the trips of every vehicle."""
        return [day.trips for day in self.days]

    @property
    def weight(self) -> float:
        """Give the cost with a penalty for every stop left out: what is minimised."""
        missing = sum(float(self.arrays.penalty[stop]) for stop in self.left_out)
        total = missing + sum(day.cost for day in self.days)
        problem = self.arrays.problem
        if problem.balance_cost_per_hour:
            spans = [self.days[vehicle].span_s for vehicle in self.arrays.could_go]
            between = max(spans, default=0) - min(spans, default=0)
            total += between * problem.balance_cost_per_hour / 3600
        return total + self._moved_weight()

    def _moved_weight(self) -> float:
        """Weigh promises: those of stops left out, and more moved than may be."""
        promises = self.arrays.problem.promises
        if not promises.cost and promises.moved_max is None:
            return 0.0
        stops = self.arrays.problem.stops
        left = sum(stops[number].promised_s is not None for number in self.left_out)
        moved = left + sum(moved_of(self.arrays.problem, day) for day in self.days)
        most = promises.moved_max
        over = max(0, moved - most) if most is not None else 0
        return float(left * promises.cost + over * 100 * dearest_day(self.arrays.problem))

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

    def place(self, stop: int, vehicle: int, gap: int) -> bool:
        """Put a stop that is left out into a gap of a vehicle's day; False when it cannot be."""
        day = inserted(self.arrays, self.days[vehicle], stop, gap)
        if day is not None:
            self.days[vehicle] = day
            self.left_out.remove(stop)
        return day is not None

    def fill(self, is_over: Callable[[], bool] = lambda: False) -> None:
        """Place every stop that fits anywhere, the one that would regret waiting most first.

        Regret is the cents lost when the best vehicle were gone and the second best had to do. An
        optional stop is placed only where it costs less than its prize. When it is over, the rest
        stays out.
        """
        if not self.left_out or not self.days:
            return
        board = _Board(self)
        while not is_over() and (
            choices := board.most_regretted(1 + len(self.left_out) // _ROUNDS)
        ):
            for stop, vehicle, gap in choices:
                if self.place(stop, vehicle, gap):
                    board.changed.add(vehicle)
                else:
                    board.refuse(stop, vehicle, gap)
            board.update()


class _Board:
    """For every stop left out, its cheapest gap in every vehicle's day."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        stops, vehicles = len(draft.arrays.problem.stops), len(draft.days)
        self._cost: Costs = np.full((stops, vehicles), np.inf)
        self._gap: Numbers = np.zeros((stops, vehicles), dtype=np.int64)
        self._known: set[int] = set()
        self._refused: dict[tuple[int, int], set[int]] = {}
        self.changed: set[int] = set()
        self._measure_new()

    def update(self) -> None:
        """Measure vehicles again after their days have changed."""
        for key in [key for key in self._refused if key[1] in self.changed]:
            del self._refused[key]
        self._known -= self.changed
        self.changed.clear()
        self._measure_new()

    def refuse(self, stop: int, vehicle: int, gap: int) -> None:
        """Forget a gap that was not possible after all, and find the stop's next one there."""
        refused = self._refused.setdefault((stop, vehicle), set())
        refused.add(gap)
        cost = score(self._draft.arrays, self._draft.days[vehicle].gaps, stop)
        cost[list(refused)] = np.inf
        if len(refused) >= _REFUSED_MAX:
            cost[:] = np.inf
        best = int(cost.argmin())
        self._gap[stop, vehicle], self._cost[stop, vehicle] = best, cost[best]

    def most_regretted(self, count: int) -> list[tuple[int, int, int]]:
        """Choose the next stops, each with a vehicle of its own and a gap there."""
        waiting = np.array(self._draft.left_out, dtype=np.int64)
        open_ = np.array(sorted(self._known), dtype=np.int64)
        if not len(waiting) or not len(open_):
            return []
        penalty = self._draft.arrays.penalty[waiting]
        cost = self._cost[np.ix_(waiting, open_)]
        cost[cost >= penalty[:, None]] = np.inf
        best = cost.min(axis=1)
        regret = _regret(cost, best, penalty)
        choices: dict[int, tuple[int, int, int]] = {}
        for row in np.argsort(-regret, kind="stable")[: 4 * count].tolist():
            if regret[row] == -np.inf or len(choices) == count:
                break
            stop, vehicle = int(waiting[row]), int(open_[cost[row].argmin()])
            choices.setdefault(vehicle, (stop, vehicle, int(self._gap[stop, vehicle])))
        return list(choices.values())

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


def day_or_empty(arrays: Arrays, vehicle: int, trips: Sequence[list[int]]) -> Day:
    """Time trips, or give a day with only what is locked when they cannot be driven."""
    day = None
    if all(arrays.allowed[number, vehicle] for trip in trips for number in trip):
        day = day_of(arrays, vehicle, [list(trip) for trip in trips])
    locked = list(arrays.locked.get(vehicle, ()))
    while day is None:
        day = day_of(arrays, vehicle, [list(locked)] if locked else [])
        assert day is not None or locked, "an unused day is always in time"
        locked = locked[:-1]
    return day
