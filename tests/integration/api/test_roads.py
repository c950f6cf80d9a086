"""A site's own streets: read from the data directory, used by plans and by maps."""

import itertools
from pathlib import Path

import pytest

from api import roads
from api.demo import city
from devices.errors import Misconfigured

HERE, THERE = (28.222, 112.905), (28.196, 113.042)
"""West and east of the river."""


def test_without_a_file_travel_is_an_estimate(tmp_path: Path) -> None:
    assert roads.graph(tmp_path) is None
    assert roads.travel(tmp_path)([HERE, THERE]).is_estimate


def test_streets_in_the_data_directory_are_what_plans_travel_along(tmp_path: Path) -> None:
    roads.write(tmp_path, city.roads())
    between = roads.travel(tmp_path)([HERE, THERE])
    assert not between.is_estimate
    assert between.distance_m[0][1] > city.distance_m(HERE, THERE)


def test_a_way_across_the_river_uses_a_bridge(tmp_path: Path) -> None:
    roads.write(tmp_path, city.roads())
    streets = roads.graph(tmp_path)
    assert streets is not None
    way = streets.path(HERE, THERE)
    crossing = [
        (a, b)
        for a, b in itertools.pairwise(way)
        if (a[1] < city.RIVER_LONGITUDE) != (b[1] < city.RIVER_LONGITUDE)
    ]
    assert len(crossing) == 1
    assert {round(point[0], 3) for point in crossing[0]} <= set(city.BRIDGE_LATITUDES)


@pytest.mark.parametrize("body", ["{", "[]", '{"crossings": [[99, 0]], "streets": []}'])
def test_a_file_that_cannot_be_meant_is_named(tmp_path: Path, body: str) -> None:
    (tmp_path / roads.FILE).write_text(body)
    with pytest.raises(Misconfigured, match=r"roads\.json"):
        roads.graph(tmp_path)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    roads.write(tmp_path, city.roads())
    first = roads.graph(tmp_path)
    assert roads.graph(tmp_path) is first
    net = city.roads()
    roads.write(tmp_path, roads.Roads(net.crossings, net.streets[:-1]))
    changed = roads.graph(tmp_path)
    assert first is not None
    assert changed is not None
    assert changed.version != first.version
