"""The stages of a solve for problems the accelerator can express, each with its part of the time.

Small problems: a few starts from nothing, the best choice among all their routes, and the rest of
the time on from there. Large ones: one start, then neighbourhoods of a few hundred stops one after
the other, each from what is there. Several depots that each have their own vehicles are split
first. With several cores every stage does as many of its searches at once: other dice on the whole,
other depots, other neighbourhoods.
What pays and what does not is measured in docs/routing.md; every stage ends on time.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from routing.day import Day, Trips, day_of
from routing.search.accelerator import Accelerator, Pool, Share, possible, usable
from routing.search.cores import side_by_side
from routing.search.draft import Draft
from routing.search.partition import Route, choose

Now = Callable[[], float]
Publish = Callable[[Draft], None]
Routes = dict[int, Trips]
"""Trips by vehicle; vehicles that are not named have none, or keep what they have."""

_LARGE = 500
"""Stops from which neighbourhoods pay."""
_STARTS_STOPS_MAX = 250
"""Stops up to which several starts, and the best choice among all their routes, pay; where vehicles
reload, or some are dearer, a search takes too long to settle."""
_FEW_STOPS, _FEW_STARTS, _STARTS = 100, (0.2, 0.4, 0.6), (0.4, 0.8)
"""When each start from nothing ends, as a share of the time: up to so many stops, and beyond, where
a start needs to be patient."""
_NEIGHBOURHOOD = 200
_PARTITION_SHARE = 0.06
_SPLIT_STOPS, _SPLIT = 200, 0.55
"""Stops from which several depots are planned one by one first, and the share of the time."""
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


class Job(NamedTuple):
    """One search: what it may touch, where it starts (None: from nothing), and its dice."""

    share: Share
    warm: Routes | None
    seed: int


class Engine:
    """One solve: the best draft so far, and the stages that better it."""

    def __init__(
        self,
        first: Draft,
        budget: Budget,
        seed: int,
        publish: Publish | None = None,
        cores: int = 1,
    ) -> None:
        self.best = first
        self._arrays = first.arrays
        self._budget = budget
        self._seed = seed
        self._cores = cores
        self._dice = random.Random(seed)
        self._publish = publish
        self._published_s = -_PUBLISH_EVERY_S
        self._pool: Pool = set()
        self._costs: dict[tuple[int, tuple[tuple[int, ...], ...]], int | None] = {}
        self._vehicles = tuple(usable(self._arrays))
        stops = tuple(possible(self._arrays))
        self._whole = Share(stops, self._vehicles)
        self._starts = self._starts_that_pay()

    def _starts_that_pay(self) -> tuple[float, ...]:
        """Give when each of several starts ends; none where one uninterrupted search is best."""
        arrays, stops = self._arrays, self._whole.stops
        kinds = {arrays.kinds[vehicle] for vehicle in self._vehicles}
        fleet = [arrays.problem.vehicles[kind] for kind in kinds]
        prices = {(each.fixed_cost, each.cost_per_km, each.cost_per_hour) for each in fleet}
        reloads = any(each.max_trips > 1 for each in fleet)
        if len(stops) > _STARTS_STOPS_MAX or len(prices) > 1 or reloads:
            return ()
        return _FEW_STARTS if len(stops) <= _FEW_STOPS else _STARTS

    def run(self) -> Draft:
        """Run the stages that fit the problem's size."""
        stops = len(self._whole.stops)
        if not self._vehicles or not stops:
            return self.best
        if len(self._arrays.problem.depots) > 1 and stops >= _SPLIT_STOPS:
            self._depot_by_depot(0.0)
            self._judge_leaving()
            self._depot_by_depot(_SPLIT)
        elif stops >= _LARGE:
            self._search_all(None, 0.2)
            self._neighbourhoods(0.92)
        elif self._starts:
            self._start_often()
        else:
            # The start alone tells whether there are stops that must be left out.
            self._search_all(None, 0.01)
            self._search_all(None, 0.995)
        if self._starts:
            self._search_all(self._warm(self._vehicles), 0.93)
            self._partition()
        self._search_all(self._warm(self._vehicles), 0.985)
        return self.best

    def _must_leave(self) -> bool:
        return not set(self._whole.stops).isdisjoint(self.best.left_out)

    def _start_often(self) -> None:
        for end in self._starts:
            self._search_all(None, end)
        self._partition()

    def _search_all(self, warm: Routes | None, until: float) -> None:
        """Work on the whole problem, with other dice on every core."""
        if self._budget.until(until)():
            return
        self._search([self._job(self._whole, warm) for _ in range(self._cores)], until)
        self._judge_leaving()

    def _judge_leaving(self) -> None:
        """Allow that stops are left out once neither a search nor insertion has served them all."""
        if self._whole.may_leave_out or not self._must_leave():
            return
        built = Draft.empty(self._arrays)
        built.fill(lambda: self._budget.left_s <= 0)
        if built.weight < self.best.weight:
            self.best = built
            self._tell(built)
        self._whole = replace(self._whole, may_leave_out=self._must_leave())

    def _job(self, share: Share, warm: Routes | None) -> Job:
        return Job(share, warm, self._dice.randrange(2**31))

    def _search(self, jobs: list[Job], until: float) -> None:
        """Let the accelerator do jobs at once and keep what is better."""
        for job, routes in zip(jobs, self._answers(jobs, until), strict=True):
            if routes is not None:
                self._take(job.share, routes)

    def _answers(self, jobs: list[Job], until: float) -> list[Routes | None]:
        tasks = [partial(self._found, job, until, publishes=not n) for n, job in enumerate(jobs)]
        answers = [answer or (None, set()) for answer in side_by_side(tasks)]
        for _, pool in answers:
            self._pool |= pool
        return [routes for routes, _ in answers]

    def _found(self, job: Job, until: float, *, publishes: bool) -> tuple[Routes | None, Pool]:
        pool: Pool | None = set() if self._starts else None
        publishes = publishes and job.share is self._whole and self._publish is not None
        routes = Accelerator(self._arrays, job.share, job.seed).search(
            job.warm,
            self._budget.until(until),
            publish=self._offer if publishes else None,
            pool=pool,
            is_patient=self._starts is _STARTS,
        )
        return routes, pool or set()

    def _take(self, share: Share, found: Routes) -> None:
        draft = self.best.with_routes({v: found.get(v, []) for v in share.vehicles})
        if share is self._whole and draft.left_out:
            draft.fill(lambda: self._budget.left_s <= 0)
        if draft.weight < self.best.weight:
            self.best = draft
            self._tell(draft)

    def _offer(self, routes: Routes) -> None:
        """Publish what the accelerator found, not oftener than somebody can look."""
        if self._budget.spent_s - self._published_s >= _PUBLISH_EVERY_S:
            self._take(self._whole, routes)
            self._published_s = self._budget.spent_s

    def _tell(self, draft: Draft) -> None:
        if self._publish is not None:
            self._publish(draft)
            self._published_s = self._budget.spent_s

    def _warm(self, vehicles: tuple[int, ...]) -> Routes:
        return {v: self.best.days[v].trips for v in vehicles if self.best.days[v].trips}

    def _depot_by_depot(self, until: float) -> None:
        """Solve each depot's own stops with its own vehicles before they may help each other.

        With no time at all it gives the first plan.
        """
        shares = self._by_depot()
        together: Routes = {vehicle: [] for vehicle in self._vehicles}
        for at in range(0, len(shares), self._cores):
            now = shares[at : at + self._cores]
            end = until * (at + len(now)) / len(shares)
            for routes in self._answers([self._job(share, None) for share in now], end):
                together |= routes or {}
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
            self._search(
                [self._job(each, self._warm(each.vehicles)) for each in self._apart()], spent
            )

    def _apart(self) -> list[Share]:
        """Choose as many neighbourhoods as there are cores that have nothing in common."""
        shares: list[Share] = []
        for _ in range(self._cores):
            used = {vehicle for share in shares for vehicle in share.vehicles}
            if any(day.trips and day.vehicle not in used for day in self.best.days):
                shares.append(self._around(used))
        return shares

    def _around(self, busy: set[int]) -> Share:
        """Choose a route and those nearest to it, with spare vehicles of their kinds."""
        free = [day for day in self.best.days if day.vehicle not in busy]
        used = [day for day in free if day.trips]
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
        for day in free:
            kind = self._arrays.kinds[day.vehicle]
            if not day.trips and day.vehicle in self._vehicles and kinds.get(kind, 0) > 0:
                vehicles.append(day.vehicle)
                kinds[kind] = 0
        left = [] if busy else sorted(set(self._whole.stops).intersection(self.best.left_out))
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

    def _assigned(self, chosen: list[Route]) -> Routes:
        free: dict[int, list[int]] = {}
        for vehicle in reversed(self._vehicles):
            free.setdefault(self._arrays.kinds[vehicle], []).append(vehicle)
        return {free[r.kind].pop(): [list(trip) for trip in r.trips] for r in chosen}
