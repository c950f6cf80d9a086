"""A site's own streets: read from the data directory, used by plans and by maps."""

import itertools
from pathlib import Path

import pytest

from api.demo import city
from api.travel import roads
from api.travel.road_engines import Osrm, Valhalla
from devices.errors import Misconfigured
from routing.model import ProblemError, StraightLine
from routing.roads.graph import RoadGraph
from tests.unit.routing.osm_city import grid, osm_pbf

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


def test_an_extract_in_the_data_directory_wins_over_the_drawn_streets(tmp_path: Path) -> None:
    roads.write(tmp_path, city.roads())
    nodes, ways = grid(6)
    (tmp_path / roads.EXTRACT).write_bytes(osm_pbf(nodes, ways))
    between = roads.travel(tmp_path)([nodes[1], nodes[36]])
    assert between.version.startswith("osm:")


def test_matrices_outlive_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roads.write(tmp_path, city.roads())
    streets = roads.graph(tmp_path)
    assert streets is not None
    first = roads.Kept(streets, tmp_path / "kept").matrix([HERE, THERE])
    monkeypatch.setattr(RoadGraph, "matrix", None)
    assert roads.Kept(streets, tmp_path / "kept").matrix([HERE, THERE]) == first


@pytest.mark.parametrize("rubbish", [b"", b"not numbers", b"PK\x03\x04 torn"])
def test_a_kept_matrix_that_is_damaged_is_measured_again(tmp_path: Path, rubbish: bytes) -> None:
    roads.write(tmp_path, city.roads())
    travel = roads.travel(tmp_path)
    first = travel([HERE, THERE])
    [kept] = (tmp_path / roads.KEPT).iterdir()
    kept.write_bytes(rubbish)
    assert travel([HERE, THERE]) == first


def test_matrices_not_used_for_long_make_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roads, "_KEPT_MAX", 2)
    roads.write(tmp_path, city.roads())
    travel = roads.travel(tmp_path)
    for step in range(5):
        travel([HERE, (THERE[0], THERE[1] + step / 1000)])
    assert len(list((tmp_path / roads.KEPT).iterdir())) == 2


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("", StraightLine),
        ("straight", StraightLine),
        ("valhalla+http://127.0.0.1:8002/", Valhalla),
        ("osrm+https://osrm.example", Osrm),
    ],
)
def test_roads_are_chosen_by_name(spec: str, kind: type) -> None:
    assert isinstance(roads.chosen(spec), kind)


@pytest.mark.parametrize("spec", ["valhalla+file:///etc/passwd", "nowhere.osm.pbf", "http://x"])
def test_roads_nobody_knows_are_refused(spec: str) -> None:
    with pytest.raises(ProblemError, match=r"roads\.unknown"):
        roads.chosen(spec)


def test_the_setting_chooses_roads_before_the_data_directory_does(tmp_path: Path) -> None:
    roads.write(tmp_path, city.roads())
    assert roads.travel(tmp_path, "straight")([HERE, THERE]).is_estimate
    with pytest.raises(Misconfigured, match=r"COLDCHAIN_ROADS: roads\.unknown: nowhere"):
        roads.travel(tmp_path, "nowhere")
