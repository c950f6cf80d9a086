"""The streets one size of vehicle may use, as a graph for shortest paths.

An arc's weight is its time in centiseconds and its length in decimetres in one number: whole
numbers below 2**53 add up exactly in floating point, so that one search gives the fastest way, the
shorter of two equally fast ones, and both its figures.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from routing.model import LONGEST_S, Flaw, Point, ProblemError
from routing.roads.snap import Feet, Snapper
from routing.roads.street import VehicleSize
from routing.roads.streets import Decimals, Flags, Streets, Whole

_SHIFT = float(2**27)
"""Decimetres of a way stay below: 13,000 km."""
_LONGEST = LONGEST_S * 100 * _SHIFT
_ISLAND_SHARE = 0.05
"""Parts smaller than this share of the largest are yards, car parks and the edge of the map."""
_SOURCES_AT_ONCE = 64
_NOBODY = -9_999


class Network:
    """One vehicle size's streets: only those one can both get to and get away from."""

    def __init__(self, streets: Streets, size: VehicleSize) -> None:
        """Raises: ProblemError("roads.no_street")."""
        passable = streets.passable(size)
        kept = np.flatnonzero(passable & _is_connected(streets, passable))
        if not len(kept):
            raise ProblemError(Flaw.ROADS_NO_STREET, f"no street is open to {size}")
        self._streets = streets
        self._snapper = Snapper(streets, kept)
        self._weight = _weights(streets.length_m, streets.speed_kmh)
        both = kept[~streets.one_way[kept]]
        self._forward = len(kept)
        self._owner = np.concatenate([kept, both])
        self._tail = np.concatenate([streets.start[kept], streets.end[both]])
        self._head = np.concatenate([streets.end[kept], streets.start[both]])

    def feet(self, places: Decimals) -> Feet:
        """Find where places meet these streets."""
        return self._snapper.feet(places)

    def travel(self, feet: Feet) -> tuple[Decimals, Decimals]:
        """Give seconds and metres between all feet; both infinite without a way."""
        from scipy.sparse.csgraph import dijkstra

        arcs = _Arcs(self, feet)
        count, first = len(feet.street), len(self._streets.crossings)
        weight = np.empty((count, count))
        for begin in range(0, count, _SOURCES_AT_ONCE):
            sources = np.arange(begin, min(begin + _SOURCES_AT_ONCE, count))
            reached = dijkstra(arcs.matrix, indices=first + sources, limit=_LONGEST)
            weight[sources] = reached[:, first:]
        is_way = np.isfinite(weight)
        centiseconds, decimetres = np.divmod(np.where(is_way, weight, 0.0), _SHIFT)
        seconds = np.where(is_way, centiseconds / 100, np.inf)
        return seconds, np.where(is_way, decimetres / 10, np.inf)

    def ways(self, feet: Feet) -> list[list[Point] | None]:
        """Give the line from each foot to the next, without the two feet; None without a way."""
        from scipy.sparse.csgraph import dijkstra

        arcs = _Arcs(self, feet)
        first = len(self._streets.crossings)
        lines: list[list[Point] | None] = []
        for number in range(len(feet.street) - 1):
            _, before = dijkstra(
                arcs.matrix,
                indices=first + number,
                limit=_LONGEST,
                return_predecessors=True,
            )
            lines.append(arcs.line(before, first + number, first + number + 1))
        return lines

    def parts(self, feet: Feet) -> tuple[Whole, Whole, Decimals, Whole, Decimals, Decimals]:
        """Give all arcs, the feet being nodes of their own behind the crossings.

        For each: tail, head, weight, its street, and the shares of the street it runs between.
        """
        is_forward = np.arange(len(self._owner)) < self._forward
        base = (
            self._tail,
            self._head,
            self._weight[self._owner],
            self._owner,
            np.where(is_forward, 0.0, 1.0),
            np.where(is_forward, 1.0, 0.0),
        )
        added = [*self._to_ends(feet), *self._between_feet(feet)]
        tail, head, owner, begin, end = (np.array(column) for column in zip(*added, strict=True))
        weight = _shares_of(self._weight[owner], np.abs(end - begin))
        extra = (tail, head, weight, owner, begin, end)
        joined = [np.concatenate([one, other]) for one, other in zip(base, extra, strict=True)]
        return tuple(joined)  # type: ignore[return-value]

    def _to_ends(self, feet: Feet) -> list[tuple[int, int, int, float, float]]:
        """Give the arcs from every foot to the ends of its street, and from there to it."""
        streets, first = self._streets, len(self._streets.crossings)
        arcs = []
        for number, street in enumerate(feet.street.tolist()):
            share, node = float(feet.share[number]), first + number
            start, end = int(streets.start[street]), int(streets.end[street])
            arcs += [(node, end, street, share, 1.0), (start, node, street, 0.0, share)]
            is_one_way = bool(streets.one_way[street])
            if not is_one_way or share == 0.0:
                arcs.append((node, start, street, share, 0.0))
            if not is_one_way or share == 1.0:
                arcs.append((end, node, street, 1.0, share))
        return arcs

    def _between_feet(self, feet: Feet) -> list[tuple[int, int, int, float, float]]:
        """Give the arcs between feet on one street, along it."""
        first = len(self._streets.crossings)
        arcs = []
        order = np.lexsort((feet.share, feet.street)).tolist()
        for here, there in pairwise(order):
            street = int(feet.street[here])
            if street != int(feet.street[there]):
                continue
            shares = float(feet.share[here]), float(feet.share[there])
            arcs.append((first + here, first + there, street, *shares))
            if not self._streets.one_way[street] or shares[0] == shares[1]:
                arcs.append((first + there, first + here, street, *shares[::-1]))
        return arcs

    def bends(self, street: int, begin: float, end: float) -> list[Point]:
        """Give the points of a street's line strictly between two shares of it, in that order."""
        line = self._streets.line(street)
        steps = np.hypot(*np.diff(line, axis=0).T)
        behind = np.concatenate([[0.0], np.cumsum(steps)]) / max(float(steps.sum()), 1e-12)
        low, high = min(begin, end), max(begin, end)
        inner = line[1:-1][((behind > low) & (behind < high))[1:-1]]
        return _points(inner if begin <= end else inner[::-1])

    def crossing(self, number: int) -> list[Point]:
        """Give where a node is, when it is a crossing."""
        return _points(self._streets.crossings[number : number + 1])


class _Arcs:
    """A network with feet in it: the matrix to search, and which street an arc runs along."""

    def __init__(self, network: Network, feet: Feet) -> None:
        from scipy.sparse import csr_array

        tail, head, weight, owner, begin, end = network.parts(feet)
        nodes = len(network._streets.crossings) + len(feet.street)
        # Of parallel streets only the fastest counts; a sparse matrix would add them up.
        order = np.lexsort((weight, head, tail))
        key = tail[order] * nodes + head[order]
        best = order[np.concatenate([[True], key[1:] != key[:-1]])]
        self._key = tail[best] * nodes + head[best]
        self._run = (owner[best], begin[best], end[best])
        self._nodes = nodes
        self._network = network
        self.matrix: Any = csr_array((weight[best], (tail[best], head[best])), shape=(nodes, nodes))

    def line(self, before: Whole, source: int, target: int) -> list[Point] | None:
        """Walk a search tree back from the target and draw the way; None without one."""
        steps = [target]
        while steps[-1] != source:
            previous = int(before[steps[-1]])
            if previous == _NOBODY:
                return None
            steps.append(previous)
        line: list[Point] = []
        for here, there in pairwise(reversed(steps)):
            arc = int(np.searchsorted(self._key, here * self._nodes + there))
            street, begin, end = (column[arc] for column in self._run)
            line += self._network.bends(int(street), float(begin), float(end))
            line += self._network.crossing(there)
        return line


def _points(rows: Decimals) -> list[Point]:
    return [(latitude, longitude) for latitude, longitude in rows.tolist()]


def _weights(length_m: Decimals, speed_kmh: Decimals) -> Decimals:
    centiseconds = np.rint(length_m * 360 / speed_kmh)
    return centiseconds * _SHIFT + np.maximum(1.0, np.rint(length_m * 10))


def _shares_of(weight: Decimals, share: Decimals) -> Decimals:
    """Take a part of an arc's time and of its length, each a whole number again."""
    centiseconds, decimetres = np.divmod(weight, _SHIFT)
    return np.rint(centiseconds * share) * _SHIFT + np.maximum(1.0, np.rint(decimetres * share))


def _is_connected(streets: Streets, passable: Flags) -> Flags:
    """Say which streets lie in a part of the network that one can drive all over."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    chosen = np.flatnonzero(passable)
    both = chosen[~streets.one_way[chosen]]
    tail = np.concatenate([streets.start[chosen], streets.end[both]])
    head = np.concatenate([streets.end[chosen], streets.start[both]])
    nodes = len(streets.crossings)
    graph = csr_array((np.ones(len(tail)), (tail, head)), shape=(nodes, nodes))
    _, part = connected_components(graph, directed=True, connection="strong")
    # A crossing without a street is a part by itself; it must not count as the largest.
    sizes = np.bincount(part[np.concatenate([tail, head])], minlength=int(part.max()) + 1)
    is_large = sizes >= _ISLAND_SHARE * sizes.max(initial=0)
    within = part[streets.start] == part[streets.end]
    result: Flags = within & is_large[part[streets.start]]
    return result
