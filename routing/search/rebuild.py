"""Better a plan by taking a few neighbouring stops out of it and putting them back elsewhere.

Strings of stops leave several trips near one place, so that the trips can exchange what they
do there; a slightly worse plan is accepted early on, hardly ever at the end.
Source: Christiaens and Vanden Berghe, Slack Induction by String Removals for Vehicle Routing
Problems, Transportation Science 54(2), 2020.
"""

import math
import random
from collections.abc import Callable

import numpy as np

from routing.day import Arrays, Costs, Day
from routing.search.draft import Draft, day_or_empty
from routing.search.insertion import inserted, score

_BLINK = 0.01
"""How often the recreation overlooks a gap, so that it does not always do the same."""
_TRIED_MAX = 15
"""Gaps tried for one stop where the price is only a guess, and how many possible ones compared."""
_COMPARED = 3
_STRING_MAX = 10
_REMOVED_MEAN = 10
_WARM, _COLD = 0.3, 0.003
"""Worsening accepted first and last, as a share of what one stop costs on average."""

Progress = Callable[[int], float]
"""From the number of rounds done to the share of the budget used; the search ends at 1."""


def improve(draft: Draft, seed: int, progress: Progress) -> Draft:
    """Search from a draft and give the best one found; same seed and progress, same answer."""
    if not draft.days or not draft.arrays.problem.stops:
        return draft
    search = _Search(draft.arrays, seed)
    current = best = draft
    per_stop = sum(day.cost for day in draft.days) / len(draft.arrays.problem.stops)
    rounds = 0
    while (share := progress(rounds)) < 1:
        rounds += 1
        warmth = per_stop * _WARM * (_COLD / _WARM) ** share
        candidate = search.neighbour(current)
        if candidate.weight < current.weight + warmth * search.patience():
            current = candidate
        if candidate.weight < best.weight:
            best = candidate
    return best


class _Search:
    """The moves and their dice."""

    def __init__(self, arrays: Arrays, seed: int) -> None:
        self._arrays = arrays
        self._fixed = {stop for locked in arrays.locked.values() for stop in locked}
        self._dice = random.Random(seed)
        self._blinks = np.random.default_rng(seed)
        places = [stop.location for stop in arrays.problem.stops]
        away = arrays.metres_from[:, places]
        self._neighbours = np.argsort(away + away.T, axis=1, kind="stable").tolist()

    def patience(self) -> float:
        """Give a random, exponentially distributed factor of the accepted worsening."""
        return -math.log(1.0 - self._dice.random())

    def neighbour(self, draft: Draft) -> Draft:
        """Give a draft in which some stops have been taken out and put back."""
        result = draft.copy()
        self._ruin(result)
        self._recreate(result)
        return result

    def _ruin(self, draft: Draft) -> None:
        trips = {
            stop: (day.vehicle, number)
            for day in draft.days
            for number, trip in enumerate(day.trips)
            for stop in trip
            if stop not in self._fixed
        }
        if not trips:
            return
        longest = min(_STRING_MAX, len(trips) / len(set(trips.values())))
        strings = self._dice.uniform(1, max(1.0, 4 * _REMOVED_MEAN / (1 + longest) - 1) + 1)
        ruined: dict[tuple[int, int], list[int]] = {}
        for stop in self._neighbours[self._dice.randrange(len(self._neighbours))]:
            if len(ruined) >= int(strings):
                break
            where = trips.get(stop)
            if where is not None and where not in ruined:
                vehicle, number = where
                trip = draft.days[vehicle].trips[number]
                ruined[where] = self._string(trip, stop, longest)
        self._take_out(draft, ruined)

    def _string(self, trip: list[int], stop: int, longest: float) -> list[int]:
        """Choose a run of stops around one, sometimes with a part of it left in place."""
        length = int(self._dice.uniform(1, min(len(trip), longest) + 1))
        length = min(length, len(trip))
        kept = 0
        if length > 1 and self._dice.random() < 0.5:
            while length + kept < len(trip) and self._dice.random() > 0.01:
                kept += 1
        at = trip.index(stop)
        run = length + kept
        first = self._dice.randint(max(0, at - run + 1), min(at, len(trip) - run))
        string = [each for each in trip[first : first + run] if each not in self._fixed]
        if kept:
            gap = self._dice.randint(0, length)
            string = string[:gap] + string[gap + kept :]
        return string

    def _take_out(self, draft: Draft, ruined: dict[tuple[int, int], list[int]]) -> None:
        for vehicle in sorted({vehicle for vehicle, _ in ruined}):
            trips = draft.days[vehicle].trips
            before = {stop for trip in trips for stop in trip}
            rest = [
                [stop for stop in trip if stop not in ruined.get((vehicle, number), ())]
                for number, trip in enumerate(trips)
            ]
            draft.days[vehicle] = day_or_empty(self._arrays, vehicle, rest)
            after = {stop for trip in draft.days[vehicle].trips for stop in trip}
            draft.left_out += sorted(before - after)

    def _recreate(self, draft: Draft) -> None:
        days = draft.open_days()
        for stop in self._order(draft.left_out):
            found = self._cheapest(days, stop)
            if found is None:
                continue
            rank, day = found
            was_unused = not days[rank].trips
            draft.days[day.vehicle] = day
            draft.left_out.remove(stop)
            days[rank] = day
            if was_unused:
                days = draft.open_days()

    def _cheapest(self, days: list[Day], stop: int) -> tuple[int, Day] | None:
        """Choose a day for a stop and give it with the stop; now and then not the very best.

        Where a gap's price is only a guess, the best of a few that are possible is taken.
        """
        if not days:
            return None
        lean = self._leaning(days)
        cost = self._priced(days, stop, lean)
        cost[self._blinks.random(len(cost)) < _BLINK] = np.inf
        cost[cost >= self._arrays.penalty[stop]] = np.inf
        if self._arrays.is_plain:
            ranked = [int(cost.argmin())]
        else:
            ranked = np.argsort(cost, kind="stable")[:_TRIED_MAX].tolist()
        best: tuple[float, int, Day] | None = None
        possible = 0
        for gap in ranked:
            if cost[gap] == np.inf or possible == _COMPARED:
                break
            rank, column = _where(days, gap)
            day = inserted(self._arrays, days[rank], stop, column)
            if day is None:
                continue
            possible += 1
            added = day.cost - days[rank].cost + float(lean[rank])
            if best is None or added < best[0]:
                best = (added, rank, day)
        if best is None or best[0] >= self._arrays.penalty[stop]:
            return None
        return best[1:]

    def _priced(self, days: list[Day], stop: int, lean: Costs) -> Costs:
        gaps = [day.gaps for day in days if day.gaps.size]
        cost = score(self._arrays, np.concatenate(gaps, axis=1), stop)
        if self._arrays.problem.balance_cost_per_hour:
            cost += np.repeat(lean, [day.gaps.shape[1] if day.gaps.size else 0 for day in days])
        return cost

    def _leaning(self, days: list[Day]) -> Costs:
        """What each day seems dearer by being long already, where work is to be balanced.

        More for one stop and less for the next: how far the longest and the shortest day are
        apart is known only when all are placed.
        """
        price = self._arrays.problem.balance_cost_per_hour / 3600
        spans: Costs = np.array([day.span_s for day in days], dtype=np.float64)
        return spans * price * self._dice.random() if price else np.zeros(len(days))

    def _order(self, stops: list[int]) -> list[int]:
        """Shuffle, or put the big, the far, the near, the narrow, the early or the late first."""
        arrays = self._arrays
        shuffled = self._dice.sample(stops, len(stops))
        far = arrays.metres_to[:, [depot.location for depot in arrays.problem.depots]].min(axis=1)
        rules = (
            (4, None),
            (4, -arrays.loads[:, 0]),
            (2, -far),
            (1, far),
            (2, arrays.closes - arrays.opens),
            (2, arrays.opens),
            (2, -arrays.closes),
        )
        (_, key) = self._dice.choices(rules, weights=[weight for weight, _ in rules])[0]
        return shuffled if key is None else sorted(shuffled, key=key.__getitem__)


def _where(days: list[Day], gap: int) -> tuple[int, int]:
    """Find the day, and the column in it, of a gap counted over all days."""
    for rank, day in enumerate(days):
        width = day.gaps.shape[1] if day.gaps.size else 0
        if gap < width:
            return rank, gap
        gap -= width
    raise AssertionError("every column belongs to a day")
