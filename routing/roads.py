"""Travel along streets: a small road graph in memory, for matrices and for lines on the map.

A point joins the street nearest to it at the foot of the perpendicular and walks the rest of the
way straight, slowly. The fastest way is Dijkstra's; its metres are those of the fastest way.
Source: Dijkstra, A Note on Two Problems in Connexion with Graphs, Numerische Mathematik 1, 1959.
"""

import hashlib
import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from routing.travel import Matrices, Point, great_circle_m, judge_point
from routing.values import HORIZON_S, ProblemError

ACCESS_KMH = 12.0
"""Assumed between a street and a door: yards, kerbs, barriers."""
CROSSINGS_MAX = 20_000
_REMEMBERED_MAX = 2_000_000
"""Entries of search trees kept between calls."""
_FAR_M = 10_000_000


@dataclass(frozen=True, slots=True)
class Street:
    """A street between two crossings, both ways unless told."""

    start: int
    end: int
    length_m: int
    speed_kmh: int
    one_way: bool = False


_End = tuple[int, float, float]
"""A crossing at an end of a street, with the metres and seconds between it and a point."""


@dataclass(frozen=True, slots=True)
class _Foot:
    """Where a point meets its street: metres from there, and the share of the street behind it."""

    street: Street
    place: Point
    away_m: float
    share: float
    exits: tuple[_End, ...]
    """The ends it may drive to."""
    entries: tuple[_End, ...]
    """The ends it may be reached from."""


_Way = tuple[float, float, int, int]
"""Seconds, metres, and the crossings by which a way leaves its first street and joins its last."""
_Tree = dict[int, tuple[float, float, int]]
_NONE = -1
_NO_WAY: _Way = (math.inf, math.inf, _NONE, _NONE)


class RoadGraph:
    """Crossings and the streets between them."""

    def __init__(self, crossings: Sequence[Point], streets: Sequence[Street]) -> None:
        """Raises: ProblemError("roads.size" | "roads.street" | "travel.point")."""
        if not (1 <= len(crossings) <= CROSSINGS_MAX and streets):
            raise ProblemError("roads.size", f"{len(crossings)} crossings, {len(streets)} streets")
        for crossing in crossings:
            judge_point(crossing)
        self._crossings = tuple(crossings)
        self._streets = tuple(streets)
        self._onward: list[list[tuple[int, Street]]] = [[] for _ in crossings]
        for street in streets:
            self._add(street)
        self._trees: dict[int, _Tree] = {}

    def _add(self, street: Street) -> None:
        known = range(len(self._crossings))
        if street.start not in known or street.end not in known:
            raise ProblemError("roads.street", f"{street.start} to {street.end}")
        if not (0 <= street.length_m <= _FAR_M and 1 <= street.speed_kmh <= 200):
            raise ProblemError("roads.street", f"{street.length_m} m, {street.speed_kmh} km/h")
        self._onward[street.start].append((street.end, street))
        if not street.one_way:
            self._onward[street.end].append((street.start, street))

    @cached_property
    def version(self) -> str:
        """Name these roads by a digest of everything in them."""
        digest = hashlib.sha256(repr((self._crossings, self._streets)).encode())
        return f"roads:{digest.hexdigest()[:16]}"

    @property
    def lines(self) -> list[tuple[Point, Point]]:
        """Give every street as a line to draw."""
        return [(self._crossings[one.start], self._crossings[one.end]) for one in self._streets]

    def matrix(self, points: Sequence[Point]) -> Matrices:
        """Give the fastest travel between all points; no way is as long as the horizon."""
        feet = [self._foot(point) for point in points]
        metres, seconds = [], []
        for here in feet:
            reached = self._reached(here)
            ways = [
                (0, 0, _NONE, _NONE) if here is there else self._way(here, there, reached)
                for there in feet
            ]
            metres.append(tuple(round(min(way[1], _FAR_M)) for way in ways))
            seconds.append(tuple(round(min(way[0], HORIZON_S)) for way in ways))
        return Matrices(tuple(metres), tuple(seconds), self.version, is_estimate=False)

    def path(self, here: Point, there: Point) -> list[Point]:
        """Give the fastest way as a line to draw, both points included; empty without a way."""
        begin, end = self._foot(here), self._foot(there)
        seconds, _, leave, arrive = self._way(begin, end, self._reached(begin))
        if math.isinf(seconds):
            return []
        between = [self._crossings[number] for number in self._crossed(leave, arrive)]
        line = [here, begin.place, *between, end.place, there]
        return [point for i, point in enumerate(line) if i == 0 or point != line[i - 1]]

    def _foot(self, point: Point) -> _Foot:
        """Find the nearest street, on a plane that is flat enough for one city."""
        judge_point(point)
        widening = math.cos(math.radians(point[0])) or 1e-9

        def flat(place: Point) -> tuple[float, float]:
            return place[0] - point[0], (place[1] - point[1]) * widening

        best: tuple[float, float, Street] | None = None
        for street in self._streets:
            start, end = flat(self._crossings[street.start]), flat(self._crossings[street.end])
            run = (end[0] - start[0], end[1] - start[1])
            squared = run[0] ** 2 + run[1] ** 2
            along = -(start[0] * run[0] + start[1] * run[1]) / squared if squared else 0.0
            share = min(1.0, max(0.0, along))
            away = math.hypot(start[0] + share * run[0], start[1] + share * run[1])
            if best is None or away < best[0]:
                best = (away, share, street)
        assert best is not None, "a graph has streets"
        _, share, street = best
        begin, finish = self._crossings[street.start], self._crossings[street.end]
        place = (
            begin[0] + share * (finish[0] - begin[0]),
            begin[1] + share * (finish[1] - begin[1]),
        )
        exits, entries = _ends(street, share)
        return _Foot(street, place, great_circle_m(point, place), share, exits, entries)

    def _reached(self, here: _Foot) -> dict[int, _Way]:
        """Give the fastest way to every crossing, leaving the street by either end."""
        reached: dict[int, _Way] = {}
        for leave, leave_m, leave_s in here.exits:
            for arrive, (seconds, metres, _) in self._tree(leave).items():
                total_s = seconds + leave_s
                if total_s < reached.get(arrive, _NO_WAY)[0]:
                    reached[arrive] = (total_s, metres + leave_m, leave, arrive)
        return reached

    def _way(self, here: _Foot, there: _Foot, reached: dict[int, _Way]) -> _Way:
        """Choose the fastest of joining the last street by either end, or of never leaving it."""
        best = _along(here, there) if here.street is there.street else _NO_WAY
        for arrive, arrive_m, arrive_s in there.entries:
            seconds, metres, leave, _ = reached.get(arrive, _NO_WAY)
            if seconds + arrive_s < best[0]:
                best = (seconds + arrive_s, metres + arrive_m, leave, arrive)
        access_m = here.away_m + there.away_m
        return (best[0] + access_m * 3.6 / ACCESS_KMH, best[1] + access_m, best[2], best[3])

    def _tree(self, root: int) -> _Tree:
        """Give for every crossing that can be reached its seconds, metres and the one before."""
        tree = self._trees.get(root)
        if tree is None:
            if len(self._trees) * len(self._crossings) > _REMEMBERED_MAX:
                self._trees = {}
            tree = self._trees[root] = self._grown(root)
        return tree

    def _grown(self, root: int) -> _Tree:
        tree: _Tree = {}
        waiting = [(0.0, 0.0, root, root)]
        while waiting:
            seconds, metres, here, before = heapq.heappop(waiting)
            if here in tree:
                continue
            tree[here] = (seconds, metres, before)
            for there, street in self._onward[here]:
                if there not in tree:
                    later = seconds + street.length_m * 3.6 / street.speed_kmh
                    heapq.heappush(waiting, (later, metres + street.length_m, there, here))
        return tree

    def _crossed(self, leave: int, arrive: int) -> list[int]:
        """Walk a tree back from where a way arrives to where it left its first street."""
        if leave == _NONE:
            return []
        tree, steps = self._tree(leave), [arrive]
        while steps[-1] != leave:
            steps.append(tree[steps[-1]][2])
        return steps[::-1]


def _along(here: _Foot, there: _Foot) -> _Way:
    """Drive from one door of a street to another without leaving it."""
    street = here.street
    if street.one_way and here.share > there.share:
        return _NO_WAY
    metres = abs(here.share - there.share) * street.length_m
    return (metres * 3.6 / street.speed_kmh, metres, _NONE, _NONE)


def _ends(street: Street, share: float) -> tuple[tuple[_End, ...], tuple[_End, ...]]:
    """Give the ends a point of a street can drive to, and those it can be reached from."""
    second_per_m = 3.6 / street.speed_kmh
    behind_m, ahead_m = share * street.length_m, (1 - share) * street.length_m
    back = (street.start, behind_m, behind_m * second_per_m)
    onward = (street.end, ahead_m, ahead_m * second_per_m)
    if not street.one_way:
        return (onward, back), (onward, back)
    exits = (onward, back) if share == 0 else (onward,)
    entries = (back, onward) if share == 1 else (back,)
    return exits, entries
