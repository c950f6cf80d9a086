"""Travel along streets: matrices for planning and lines for the map.

A place joins the street nearest to it and walks the rest of the way straight, slowly. The fastest
way is Dijkstra's (scipy); its metres are those of the fastest way. A place too far from any street
is an error with its name; a pair without a way is as long as the horizon, never zero.
Source: Dijkstra, A Note on Two Problems in Connexion with Graphs, Numerische Mathematik 1, 1959.
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from routing.model import (
    DISTANCE_M_MAX,
    HORIZON_S,
    Flaw,
    Matrices,
    Point,
    ProblemError,
    frozen,
    judge_point,
)
from routing.roads.network import Network
from routing.roads.snap import Feet
from routing.roads.street import ANY_SIZE, Street, VehicleSize
from routing.roads.streets import Decimals, Streets

ACCESS_KMH = 12.0
"""Assumed between a street and a door: yards, kerbs, barriers."""
SNAP_M_MAX = 1_000.0
"""Farther from any street a place is not on these roads, rather than at the end of a long yard."""
_SETS_REMEMBERED = 8
_SIZES_REMEMBERED = 4


class RoadGraph:
    """Crossings and the streets between them."""

    def __init__(
        self,
        crossings: Sequence[Point],
        streets: Sequence[Street],
        *,
        snap_m_max: float = SNAP_M_MAX,
        source: str = "roads",
    ) -> None:
        """Raises: ProblemError("roads.size" | "roads.street" | "travel.point")."""
        self._streets = Streets(crossings, streets)
        self._snap_m_max = snap_m_max
        self._source = source
        self._networks: OrderedDict[VehicleSize, Network] = OrderedDict()
        self._known: OrderedDict[tuple[VehicleSize, tuple[Point, ...]], Matrices] = OrderedDict()

    @cached_property
    def version(self) -> str:
        """Name these roads by a digest of everything in them."""
        return f"{self._source}:{self._streets.digest()}"

    def version_for(self, size: VehicleSize) -> str:
        """Name these roads as a vehicle of a size sees them."""
        return self.version if size == ANY_SIZE else f"{self.version}:{size}"

    @property
    def lines(self) -> list[tuple[Point, ...]]:
        """Give every street as a line to draw."""
        return self._streets.as_lines()

    def matrix(
        self, points: Sequence[Point], names: Sequence[str] = (), *, size: VehicleSize = ANY_SIZE
    ) -> Matrices:
        """Give the fastest travel between all points; no way is as long as the horizon.

        The last few sets of points are remembered. `names` say in errors which place is meant.
        Raises: ProblemError("travel.point" | "roads.off_graph" | "roads.no_street").
        """
        key = (size, tuple(points))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._measured(points, names, size)
            if len(self._known) > _SETS_REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return known

    def path(
        self, here: Point, there: Point, *onward: Point, size: VehicleSize = ANY_SIZE
    ) -> list[Point]:
        """Give the fastest way through all points as a line to draw; empty without a way.

        Raises: ProblemError("travel.point" | "roads.off_graph" | "roads.no_street").
        """
        points = (here, there, *onward)
        network = self._network(size)
        feet = self._feet(network, points, ())
        ways = network.ways(feet)
        if any(way is None for way in ways):
            return []
        line = [here]
        for number, way in enumerate(ways):
            leave, join = _point(feet.place[number]), _point(feet.place[number + 1])
            line += [leave, *(way or ()), *([] if _is_same(join, points[number + 1]) else [join])]
            line = [*_without_repeats(line), points[number + 1]]
        return _without_repeats(line)

    def _measured(
        self, points: Sequence[Point], names: Sequence[str], size: VehicleSize
    ) -> Matrices:
        distinct = list(dict.fromkeys(points))
        rank = {point: number for number, point in enumerate(distinct)}
        network = self._network(size)
        named = dict(zip(points, names, strict=False)) if names else {}
        feet = self._feet(network, distinct, [named.get(point, "") for point in distinct])
        seconds, metres = network.travel(feet)
        away = feet.away_m[:, None] + feet.away_m[None, :]
        np.fill_diagonal(away, 0.0)
        is_way = np.isfinite(seconds)
        seconds = np.where(is_way, seconds + away * 3.6 / ACCESS_KMH, HORIZON_S)
        metres = np.where(is_way, metres + away, DISTANCE_M_MAX)
        order = [rank[point] for point in points]
        return Matrices(
            distance_m=frozen(np.minimum(metres, DISTANCE_M_MAX)[np.ix_(order, order)]),
            travel_s=frozen(np.minimum(seconds, HORIZON_S)[np.ix_(order, order)]),
            version=self.version_for(size),
            is_estimate=False,
        )

    def _network(self, size: VehicleSize) -> Network:
        network = self._networks.get(size)
        if network is None:
            network = self._networks[size] = Network(self._streets, size)
            if len(self._networks) > _SIZES_REMEMBERED:
                self._networks.popitem(last=False)
        self._networks.move_to_end(size)
        return network

    def _feet(self, network: Network, points: Sequence[Point], names: Sequence[str]) -> Feet:
        for point in points:
            judge_point(point)
        feet = network.feet(np.array(points, dtype=np.float64).reshape(len(points), 2))
        far = np.flatnonzero(feet.away_m > self._snap_m_max).tolist()
        if far:
            listed = "; ".join(
                _off_graph(number, points[number], names, float(feet.away_m[number]))
                for number in far[:5]
            )
            more = f"; and {len(far) - 5} more" if len(far) > 5 else ""
            raise ProblemError(Flaw.ROADS_OFF_GRAPH, listed + more)
        return feet


def _off_graph(number: int, point: Point, names: Sequence[str], away_m: float) -> str:
    name = names[number] if number < len(names) and names[number] else f"place {number}"
    return f"{name} ({point[0]:.5f}, {point[1]:.5f}): the nearest street is {away_m:,.0f} m away"


def _without_repeats(line: list[Point]) -> list[Point]:
    return [p for i, p in enumerate(line) if i == 0 or not _is_same(p, line[i - 1])]


def _is_same(here: Point, there: Point) -> bool:
    """Say whether two points are less than about a centimetre apart."""
    return abs(here[0] - there[0]) < 1e-7 and abs(here[1] - there[1]) < 1e-7


def _point(place: Decimals) -> Point:
    return float(place[0]), float(place[1])
