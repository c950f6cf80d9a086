"""An OpenStreetMap extract as a road graph: the bytes of an `.osm.pbf` in, streets out.

Read of each way: `highway` (which streets a delivery vehicle uses, and how fast), access, `oneway`
and roundabouts, `maxspeed`, `maxheight`, `maxweight` and `hgv`; of nodes, barriers of height and
weight. Turn restrictions, axle loads and opening hours are not read.
Source: wiki.openstreetmap.org, Key:highway, Key:access, Key:oneway, Key:maxheight, Key:maxweight.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from routing.model import Flaw, Point, ProblemError, great_circle_m
from routing.roads.graph import SNAP_M_MAX, RoadGraph
from routing.roads.osm_tags import Rules, rules_of, size_limits
from routing.roads.street import Street

BYTES_MAX = 1_000_000_000
_NOTES_MAX = 100
_Spot = tuple[int, Point]
"""An OSM node's id and where it is."""
_Limit = tuple[int | None, int | None]
"""Height in cm and weight in kg that may pass; None: anything."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The roads of an extract, and what in it could not be understood."""

    graph: RoadGraph
    notes: tuple[str, ...]


def read_osm(data: bytes, *, snap_m_max: float = SNAP_M_MAX) -> Extract:
    """Read an extract. A street whose limit cannot be read is closed to vehicles that have a size.

    Raises: ProblemError("osm.too_long" | "osm.malformed" | "osm.no_streets").
    """
    if len(data) > BYTES_MAX:
        raise ProblemError(Flaw.OSM_TOO_LONG, f"{len(data)} bytes")
    try:
        found = _Found.of(data)
    except RuntimeError as error:
        # osmium's errors of form are RuntimeErrors: a torn blob, a wrong header, no such block.
        raise ProblemError(Flaw.OSM_MALFORMED, str(error)[:200]) from error
    if not found.ways:
        raise ProblemError(Flaw.OSM_NO_STREETS, "no way that a vehicle may drive")
    crossings, streets = found.network()
    graph = RoadGraph(crossings, streets, snap_m_max=snap_m_max, source="osm")
    return Extract(graph, tuple(found.notes[:_NOTES_MAX]))


@dataclass(slots=True)
class _Found:
    """Drivable ways as runs of nodes whose places are known, and barriers at nodes."""

    ways: list[tuple[list[_Spot], Rules]]
    barriers: dict[int, _Limit]
    notes: list[str]

    @classmethod
    def of(cls, data: bytes) -> "_Found":
        import osmium

        found = cls([], {}, [])
        file = osmium.io.FileBuffer(data, "osm.pbf")
        wanted = osmium.filter.KeyFilter("highway", "maxheight", "maxweight")
        for each in osmium.FileProcessor(file).with_locations().with_filter(wanted):
            if each.is_node():
                found._keep_barrier(each)
            elif each.is_way():
                found._keep_way(each)
        return found

    def _keep_barrier(self, node: Any) -> None:
        height_cm, weight_kg, unread = size_limits(dict(node.tags))
        self.notes += [f"node {node.id}: {each} cannot be read" for each in unread]
        if height_cm is not None or weight_kg is not None:
            self.barriers[node.id] = (height_cm, weight_kg)

    def _keep_way(self, way: Any) -> None:
        tags = dict(way.tags)
        rules = rules_of(tags)
        if rules is None:
            return
        self.notes += [f"way {way.id}: {each} cannot be read" for each in rules.unread]
        run: list[_Spot] = []
        for node in way.nodes:
            if node.location.valid():
                run.append((node.ref, (node.lat, node.lon)))
            else:
                # Beyond the edge of the extract: the way goes on, but we cannot know where.
                self._keep_run(run, rules)
                run = []
        self._keep_run(run, rules)

    def _keep_run(self, run: list[_Spot], rules: Rules) -> None:
        run = [spot for i, spot in enumerate(run) if i == 0 or spot[0] != run[i - 1][0]]
        if len(run) > 1:
            self.ways.append((run[::-1] if rules.backward_only else run, rules))

    def network(self) -> tuple[list[Point], list[Street]]:
        """Cut the ways at their crossings."""
        uses = Counter(spot[0] for run, _ in self.ways for spot in run)
        uses.update(end[0] for run, _ in self.ways for end in (run[0], run[-1]))
        number: dict[int, int] = {}
        crossings: list[Point] = []
        streets: list[Street] = []
        for run, rules in self.ways:
            for piece in _pieces(run, uses):
                for node, place in (piece[0], piece[-1]):
                    if node not in number:
                        number[node] = len(crossings)
                        crossings.append(place)
                streets.append(self._street(piece, rules, number))
        return crossings, streets

    def _street(self, piece: list[_Spot], rules: Rules, number: dict[int, int]) -> Street:
        barriers = [self.barriers[node] for node, _ in piece if node in self.barriers]
        limits = [(rules.height_cm, rules.weight_kg), *barriers]
        return Street(
            start=number[piece[0][0]],
            end=number[piece[-1][0]],
            length_m=sum(great_circle_m(a, b) for (_, a), (_, b) in pairwise(piece)),
            speed_kmh=rules.speed_kmh,
            one_way=rules.one_way,
            height_cm=min((height for height, _ in limits if height is not None), default=None),
            weight_kg=min((weight for _, weight in limits if weight is not None), default=None),
            line=tuple(place for _, place in piece[1:-1]),
        )


def _pieces(run: list[_Spot], uses: Counter[int]) -> Iterator[list[_Spot]]:
    """Cut a run of nodes wherever another way, or the same one, meets it."""
    begin = 0
    for place in range(1, len(run)):
        if uses[run[place][0]] > 1:
            yield run[begin : place + 1]
            begin = place
