"""A synthetic city as a real `.osm.pbf`: written with osmium, read back by the code under test."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import osmium

from routing.model import Point

Tags = Mapping[str, str]


def osm_pbf(
    nodes: Mapping[int, Point],
    ways: Sequence[tuple[Sequence[int], Tags]],
    node_tags: Mapping[int, Tags] | None = None,
) -> bytes:
    """Write nodes (by id: latitude, longitude) and ways (node ids, tags) as an extract."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.osm.pbf"
        writer = osmium.SimpleWriter(str(path))
        for number, (latitude, longitude) in nodes.items():
            tags = dict((node_tags or {}).get(number, {}))
            location = (longitude, latitude)
            writer.add_node(osmium.osm.mutable.Node(id=number, location=location, tags=tags))
        for number, (refs, tags) in enumerate(ways, start=1):
            way = osmium.osm.mutable.Way(id=number, nodes=list(refs), tags=dict(tags))
            writer.add_way(way)
        writer.close()
        return path.read_bytes()


def grid(
    side: int, *, spacing: float = 0.001, at: Point = (28.2, 112.9)
) -> tuple[dict[int, Point], list[tuple[list[int], dict[str, str]]]]:
    """Streets east-west and north-south, `side` of each; every fifth is wider and faster."""
    nodes = {
        row * side + column + 1: (at[0] + row * spacing, at[1] + column * spacing)
        for row in range(side)
        for column in range(side)
    }
    ways: list[tuple[list[int], dict[str, str]]] = []
    for line in range(side):
        kind = "secondary" if line % 5 == 0 else "residential"
        eastward = [line * side + column + 1 for column in range(side)]
        northward = [row * side + line + 1 for row in range(side)]
        ways += [(eastward, {"highway": kind}), (northward, {"highway": kind})]
    return nodes, ways
