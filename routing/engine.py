"""The stages of a solve for problems the accelerator can express, each with its part of the time.

Small problems: a few starts from nothing, the best choice among all their routes, and the rest of
the time on from there. Large ones: one start, then neighbourhoods of a few hundred stops one after
the other, each from what is there. Several depots that each have their own vehicles are split
first. What pays and what does not is measured in docs/routing.md; every stage ends on time.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from routing.accelerator import Accelerator, Pool, Share, possible, usable
from routing.day import Day, day_of
from routing.draft import Draft
from routing.legs import Trips
from routing.partition import Route, choose

Now = Callable[[], float]
Publish = Callable[[Draft], None]

LARGE = 700
"""Stops from which neighbourhoods pay, and a first plan by insertion takes too long."""
_RESTARTS_STOPS_MAX = 150
_PARTITION_STOPS_MAX = 250
_NEIGHBOURHOOD = 200
_PARTITION_SHARE = 0.06
_SPLIT = 0.55
"""Share of the time for the depots one by one."""
_PUBLISH_EVERY_S = 1.0


@dataclass(slots=True)
class Budget:
    """What is left of the time; `now` counts seconds, of the wall or of the processor."""

    total_s: float
    now: Now = time.monotonic
    rounds: int | None = None
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.now()

    @property
    def spent_s(self) -> float:
        """Give the seconds gone."""
        return self.now() - self._began

    @property
    def left_s(self) -> float:
        """Give the seconds left, none when it is over."""
        return max(0.0, self.total_s - self.spent_s)

    def until(self, share: float) -> Callable[[], bool]:
        """Give a clock that strikes when a share of the whole time is gone."""
        end = self._began + share * self.total_s
        if self.rounds is None:
            return lambda: self.now() >= end
        counted = iter(range(max(1, int(self.rounds * share))))
        return lambda: next(counted, None) is None or self.now() >= end


class Engine:
    """One solve: the best draft so far, and the stages that better it."""

    def __init__(
        self, first: Draft, budget: Budget, seed: int, publish: Publish | None = None
    ) -> None:
        self.best = first
        self._arrays = first.arrays
        self._budget = budget
        self._seed = seed
        self._dice = random.Random(seed)
        self._publish = publish
        self._published_s = -_PUBLISH_EVERY_S
        self._pool: Pool = set()
        self._costs: dict[tuple[int, tuple[tuple[int, ...], ...]], int | None] = {}
        self._vehicles = tuple(usable(self._arrays))
        stops = tuple(possible(self._arrays))
        self._whole = Share(stops, self._vehicles)

    def run(self) -> Draft:
        """Run the stages that fit the problem's size."""
        stops = len(self._whole.stops)
        if not self._vehicles or not stops:
            return self.best
        if len(self._arrays.problem.depots) > 1 and stops >= _NEIGHBOURHOOD:
            self._split_first()
        elif stops >= LARGE:
            self._search(self._whole, None, 0.2)
            self._neighbourhoods(0.92)
        elif stops <= _RESTARTS_STOPS_MAX:
            self._restart(3)
        else:
            self._search(self._whole, None, 0.985 if stops > _PARTITION_STOPS_MAX else 0.93)
        if stops <= _PARTITION_STOPS_MAX:
            self._search(self._whole, self._warm(self._vehicles), 0.93)
            self._partition()
        self._search(self._whole, self._warm(self._vehicles), 0.985)
        return self.best

    def _must_leave(self) -> bool:
        return not set(self._whole.stops).isdisjoint(self.best.left_out)

    def _restart(self, starts: int) -> None:
        for start in range(starts):
            self._search(self._whole, None, 0.6 * (start + 1) / starts, seed=self._seed + start)
        self._partition()

    def _search(
        self, share: Share, warm: dict[int, Trips] | None, until: float, seed: int | None = None
    ) -> None:
        """Let the accelerator work on a share and keep what is better."""
        is_over = self._budget.until(until)
        if is_over():
            return
        seed = self._dice.randrange(2**31) if seed is None else seed
        found = Accelerator(self._arrays, share, seed).search(
            warm,
            is_over,
            publish=self._offer if share is self._whole and self._publish else None,
            pool=self._pool if len(share.stops) <= _PARTITION_STOPS_MAX else None,
        )
        if found is not None:
            self._take(share, found)
        elif share is self._whole and self._must_leave() and not share.may_leave_out:
            # No plan serves everything, or none was found: what must be left out may be from now.
            self._whole = replace(share, may_leave_out=True)

    def _take(self, share: Share, found: dict[int, Trips]) -> None:
        draft = self.best.with_routes({v: found.get(v, []) for v in share.vehicles})
        if share is self._whole and draft.left_out:
            draft.fill()
        if draft.weight < self.best.weight:
            self.best = draft
            self._tell(draft)

    def _offer(self, routes: dict[int, Trips]) -> None:
        """Publish what the accelerator found, not oftener than somebody can look."""
        if self._budget.spent_s - self._published_s >= _PUBLISH_EVERY_S:
            self._take(self._whole, routes)
            self._published_s = self._budget.spent_s

    def _tell(self, draft: Draft) -> None:
        if self._publish is not None:
            self._publish(draft)
            self._published_s = self._budget.spent_s

    def _warm(self, vehicles: tuple[int, ...]) -> dict[int, Trips]:
        return {v: self.best.days[v].trips for v in vehicles if self.best.days[v].trips}

    def _split_first(self) -> None:
        """Solve each depot's own stops with its own vehicles before they may help each other."""
        shares = self._by_depot()
        together: dict[int, Trips] = {vehicle: [] for vehicle in self._vehicles}
        for rank, share in enumerate(shares, 1):
            is_over = self._budget.until(_SPLIT * rank / len(shares))
            together |= Accelerator(self._arrays, share, self._seed).search(None, is_over) or {}
        self._take(self._whole, together)

    def _by_depot(self) -> list[Share]:
        problem, arrays = self._arrays.problem, self._arrays
        fleets: dict[int, list[int]] = {}
        for vehicle in self._vehicles:
            fleets.setdefault(problem.vehicles[vehicle].start_location, []).append(vehicle)
        stops: dict[int, list[int]] = {place: [] for place in fleets}
        places = list(fleets)
        able = np.array([arrays.servable[:, fleets[place]].any(axis=1) for place in places])
        away = np.where(able, arrays.metres_to[:, places].T, np.iinfo(np.int64).max)
        nearest = away.argmin(axis=0)
        for stop in self._whole.stops:
            stops[places[int(nearest[stop])]].append(stop)
        return [
            Share(tuple(stops[place]), tuple(fleets[place]), may_leave_out=True)
            for place in places
            if stops[place]
        ]

    def _neighbourhoods(self, until: float) -> None:
        """Work on the surroundings of one route after another, each from what is there."""
        is_over = self._budget.until(until)
        step = max(0.03, 1.2 / self._budget.total_s)
        spent = self._budget.spent_s / self._budget.total_s
        while any(day.trips for day in self.best.days) and not is_over():
            spent = min(until, spent + step)
            share = self._around()
            self._search(share, self._warm(share.vehicles), spent)

    def _around(self) -> Share:
        """Choose a route and those nearest to it, with spare vehicles of their kinds."""
        used = [day for day in self.best.days if day.trips]
        centre = np.array([self._centre(day) for day in used])
        here = centre[self._dice.randrange(len(used))]
        stops: list[int] = []
        vehicles: list[int] = []
        for rank in np.argsort(((centre - here) ** 2).sum(axis=1)):
            day = used[int(rank)]
            stops += [stop for trip in day.trips for stop in trip]
            vehicles.append(day.vehicle)
            if len(stops) >= _NEIGHBOURHOOD:
                break
        kinds = Counter(self._arrays.kinds[vehicle] for vehicle in vehicles)
        for day in self.best.days:
            kind = self._arrays.kinds[day.vehicle]
            if not day.trips and day.vehicle in self._vehicles and kinds.get(kind, 0) > 0:
                vehicles.append(day.vehicle)
                kinds[kind] = 0
        left = sorted(set(self._whole.stops).intersection(self.best.left_out))
        stops += left if len(left) < _NEIGHBOURHOOD else []
        return Share(tuple(stops), tuple(vehicles), may_leave_out=bool(left))

    def _centre(self, day: Day) -> tuple[float, ...]:
        numbers = [stop for trip in day.trips for stop in trip]
        centre: tuple[float, ...] = tuple(self._arrays.positions[numbers].mean(axis=0))
        return centre

    def _partition(self) -> None:
        """Choose the best among all routes met; every one is priced by our own days."""
        left_ms = int(self._budget.left_s * 1000)
        limit_ms = min(int(self._budget.total_s * 1000 * _PARTITION_SHARE), left_ms)
        if self._must_leave() or not self._pool:
            return
        incumbent = [
            Route(self._arrays.kinds[d.vehicle], tuple(map(tuple, d.trips)), d.cost)
            for d in self.best.days
            if d.trips
        ]
        end = self._budget.spent_s + limit_ms / 2000
        routes = [route for key in self._pool if (route := self._priced(key, end)) is not None]
        kinds = Counter(self._arrays.kinds[vehicle] for vehicle in self._vehicles)
        chosen = choose(routes, incumbent, kinds, limit_ms // 2, self._seed)
        self._pool.clear()
        if chosen is not None:
            self._take(self._whole, self._assigned(chosen))

    def _priced(self, key: tuple[int, tuple[tuple[int, ...], ...]], end_s: float) -> Route | None:
        if key not in self._costs:
            if self._budget.spent_s > end_s:
                return None
            day = day_of(self._arrays, key[0], [list(trip) for trip in key[1]])
            self._costs[key] = None if day is None else day.cost
        cost = self._costs[key]
        return None if cost is None else Route(key[0], key[1], cost)

    def _assigned(self, chosen: list[Route]) -> dict[int, Trips]:
        free: dict[int, list[int]] = {}
        for vehicle in reversed(self._vehicles):
            free.setdefault(self._arrays.kinds[vehicle], []).append(vehicle)
        return {free[r.kind].pop(): [list(trip) for trip in r.trips] for r in chosen}
