"""Streets out of an OpenStreetMap extract: real `.osm.pbf` bytes of small made-up towns."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.model import HORIZON_S, ProblemError, great_circle_m
from routing.roads import VehicleSize
from routing.roads.network import Network
from routing.roads.osm import read_osm
from routing.roads.osm_tags import HGV_KG, SPEED_KMH, rules_of, size_limits
from tests.unit.routing.osm_city import Tags, grid, osm_pbf

# A block of 400 m: 1 south-west, 2 south-east, 3 north-east, 4 north-west, 5 on its east side.
BLOCK = {
    1: (28.200, 113.000),
    2: (28.200, 113.004),
    3: (28.204, 113.004),
    4: (28.204, 113.000),
    5: (28.202, 113.005),
}
ROAD = {"highway": "residential"}
TRUCK = VehicleSize(height_cm=350, weight_kg=7_500)


def block(east: Tags = ROAD, node_tags: dict[int, Tags] | None = None) -> bytes:
    """The block; its east side, which bends at node 5, is tagged as told."""
    ways = [([2, 5, 3], east), ([3, 4], ROAD), ([4, 1, 2], ROAD)]
    return osm_pbf(BLOCK, ways, node_tags)


def seconds(data: bytes, here: int, there: int, size: VehicleSize | None = None) -> int:
    graph = read_osm(data).graph
    points = [BLOCK[here], BLOCK[there]]
    travel = graph.matrix(points, size=size) if size else graph.matrix(points)
    return travel.travel_s[0][1]


def east_side_s(kmh: float) -> float:
    metres = great_circle_m(BLOCK[2], BLOCK[5]) + great_circle_m(BLOCK[5], BLOCK[3])
    return metres * 3.6 / kmh


AROUND_S = seconds(block({"highway": "footway"}), 2, 3)
"""From 2 to 3 without the east side."""


def test_a_street_is_driven_at_the_speed_assumed_for_its_kind() -> None:
    assert seconds(block(), 2, 3) == pytest.approx(east_side_s(SPEED_KMH["residential"]), abs=1)
    assert 2 * seconds(block(), 2, 3) < AROUND_S


def test_a_lower_speed_limit_counts_and_a_higher_one_does_not() -> None:
    slow = block({**ROAD, "maxspeed": "10"})
    assert seconds(slow, 2, 3) == pytest.approx(east_side_s(10), abs=1)
    assert seconds(block({**ROAD, "maxspeed": "120"}), 2, 3) == seconds(block(), 2, 3)
    assert rules_of({**ROAD, "maxspeed": "10 mph"}).speed_kmh == pytest.approx(16.09344)  # type: ignore[union-attr]


@pytest.mark.parametrize("value", ["yes", "true", "1"])
def test_a_one_way_street_is_driven_in_the_order_of_its_nodes(value: str) -> None:
    data = block({**ROAD, "oneway": value})
    assert seconds(data, 2, 3) < AROUND_S
    assert seconds(data, 3, 2) == AROUND_S


@pytest.mark.parametrize("value", ["-1", "reverse"])
def test_a_street_may_be_one_way_against_the_order_of_its_nodes(value: str) -> None:
    data = block({**ROAD, "oneway": value})
    assert seconds(data, 2, 3) == AROUND_S
    assert seconds(data, 3, 2) < AROUND_S


def test_a_roundabout_is_one_way_without_saying_so() -> None:
    data = block({**ROAD, "junction": "roundabout"})
    assert seconds(data, 3, 2) == AROUND_S
    told = block({**ROAD, "junction": "roundabout", "oneway": "no"})
    assert seconds(told, 3, 2) < AROUND_S


@pytest.mark.parametrize(
    "tags",
    [
        {"access": "no"},
        {"access": "private"},
        {"motor_vehicle": "no"},
        {"access": "yes", "vehicle": "no"},
        {"oneway": "reversible"},
        {"area": "yes"},
    ],
)
def test_a_closed_street_is_not_driven(tags: Tags) -> None:
    assert seconds(block({**ROAD, **tags}), 2, 3) == AROUND_S


def test_the_tag_that_says_more_decides() -> None:
    assert seconds(block({**ROAD, "access": "no", "motor_vehicle": "delivery"}), 2, 3) < AROUND_S


@pytest.mark.parametrize(
    "tags",
    [
        {"maxheight": "3.2"},
        {"maxheight": "10'6\""},
        {"maxheight:physical": "3.4 m"},
        {"maxweight": "5"},
        {"maxweight": "7000 kg"},
        {"hgv": "no"},
        {"maxheight": "below_default"},
    ],
)
def test_a_truck_goes_round_a_street_it_does_not_fit(tags: Tags) -> None:
    data = block({**ROAD, **tags})
    assert seconds(data, 2, 3, TRUCK) == AROUND_S
    assert seconds(data, 2, 3) < AROUND_S


@pytest.mark.parametrize("tags", [{"maxheight": "4"}, {"maxheight": "none"}, {"maxweight": "7.5"}])
def test_a_truck_drives_where_it_just_fits(tags: Tags) -> None:
    assert seconds(block({**ROAD, **tags}), 2, 3, TRUCK) < AROUND_S


def test_a_height_barrier_at_a_node_stops_a_truck() -> None:
    data = block(ROAD, {5: {"barrier": "height_restrictor", "maxheight": "2.1"}})
    assert seconds(data, 2, 3, TRUCK) == AROUND_S
    assert seconds(data, 2, 3) < AROUND_S


def test_a_limit_nobody_can_read_is_named_and_closes_the_street_to_sized_vehicles() -> None:
    extract = read_osm(block({**ROAD, "maxheight": "low bridge"}))
    assert extract.notes == ("way 1: maxheight=low bridge cannot be read",)
    assert size_limits({"maxheight": "low bridge"}) == (0, None, ("maxheight=low bridge",))


def test_trucks_and_vans_have_matrices_of_their_own_with_versions_of_their_own() -> None:
    graph = read_osm(block({**ROAD, "maxheight": "3"})).graph
    points = [BLOCK[2], BLOCK[3]]
    van, truck = graph.matrix(points), graph.matrix(points, size=TRUCK)
    assert van.version.startswith("osm:")
    assert truck.version == f"{van.version}:350cm:7500kg"
    assert truck.travel_s[0][1] > van.travel_s[0][1]


def test_the_line_on_the_map_follows_the_bend_of_the_street() -> None:
    line = read_osm(block()).graph.path(BLOCK[2], BLOCK[3])
    assert line == [pytest.approx(BLOCK[number]) for number in (2, 5, 3)]
    back = read_osm(block()).graph.path(BLOCK[3], BLOCK[2])
    assert back == line[::-1]


def test_a_line_through_several_places_visits_each() -> None:
    graph = read_osm(block()).graph
    line = graph.path(BLOCK[1], BLOCK[3], BLOCK[4])
    for number in (1, 3, 4):
        assert any(point == pytest.approx(BLOCK[number]) for point in line)


def test_a_place_far_from_any_street_is_named_with_its_distance() -> None:
    graph = read_osm(block()).graph
    lost = (28.30, 113.0)
    with pytest.raises(ProblemError, match=r"roads\.off_graph: shop-7 .* 10,6\d\d m away"):
        graph.matrix([BLOCK[1], lost], ["main", "shop-7"])
    with pytest.raises(ProblemError, match=r"place 1 "):
        graph.path(BLOCK[1], lost)


def test_a_place_beside_a_yard_that_nothing_leads_to_joins_the_next_street() -> None:
    nodes, ways = grid(12)
    nodes |= {900: (28.2051, 112.9052), 901: (28.2051, 112.9054)}
    ways.append(([900, 901], {"highway": "service"}))
    graph = read_osm(osm_pbf(nodes, ways)).graph
    travel = graph.matrix([nodes[900], nodes[1]])
    assert 0 < travel.travel_s[0][1] < HORIZON_S
    assert 0 < travel.travel_s[1][0] < HORIZON_S


def test_a_street_one_can_enter_but_never_leave_is_not_stopped_at() -> None:
    nodes, ways = grid(12)
    nodes[900] = (28.1985, 112.9)
    ways.append(([1, 900], {"highway": "service", "oneway": "yes"}))
    graph = read_osm(osm_pbf(nodes, ways)).graph
    assert graph.matrix([nodes[900], nodes[40]]).travel_s[0][1] < HORIZON_S


def test_two_towns_without_a_road_between_them_have_no_way_never_a_zero() -> None:
    nodes, ways = grid(6)
    other, streets = grid(6, at=(28.5, 113.5))
    nodes |= {number + 1000: place for number, place in other.items()}
    ways += [([ref + 1000 for ref in refs], tags) for refs, tags in streets]
    graph = read_osm(osm_pbf(nodes, ways)).graph
    travel = graph.matrix([nodes[1], nodes[1001]])
    assert travel.travel_s[0][1] == travel.travel_s[1][0] == HORIZON_S
    assert graph.path(nodes[1], nodes[1001]) == []


def test_a_way_cut_off_by_the_edge_of_the_extract_is_driven_as_far_as_it_is_known() -> None:
    nodes = {number: BLOCK[number] for number in (1, 2, 3, 4)}
    data = osm_pbf(nodes, [([2, 5, 3], ROAD), ([3, 4], ROAD), ([4, 1, 2], ROAD)])
    assert seconds(data, 2, 3) == AROUND_S


def test_an_extract_without_streets_and_bytes_that_are_no_extract_are_refused() -> None:
    with pytest.raises(ProblemError, match=r"osm\.no_streets"):
        read_osm(osm_pbf(BLOCK, [([1, 2], {"highway": "footway"})]))
    with pytest.raises(ProblemError, match=r"osm\.malformed"):
        read_osm(b"not an extract at all")


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_extract_is_refused_or_read_but_never_crashes(place: int, value: int) -> None:
    data = bytearray(WHOLE)
    data[place % len(data)] = value
    with suppress(ProblemError):
        assert read_osm(bytes(data[: len(data) - place % 7])).graph.lines


WHOLE = block()


def test_no_street_open_to_a_giant_is_said_so() -> None:
    graph = read_osm(osm_pbf(BLOCK, [([1, 2, 3, 4], {**ROAD, "maxheight": "2"})])).graph
    with pytest.raises(ProblemError, match=r"roads\.no_street"):
        graph.matrix([BLOCK[1]], size=TRUCK)
    with pytest.raises(ProblemError, match=r"roads\.vehicle_size"):
        VehicleSize(height_cm=-1)


@given(st.text(max_size=12))
def test_any_limit_is_read_or_named_unread(value: str) -> None:
    height_cm, _, unread = size_limits({"maxheight": value})
    assert height_cm is None or height_cm >= 0
    assert unread == () or height_cm == 0


def test_a_heavy_goods_ban_is_a_weight_limit() -> None:
    rules = rules_of({**ROAD, "hgv": "no", "maxweight": "10"})
    assert rules is not None
    assert rules.weight_kg == HGV_KG


def test_the_same_set_of_places_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes, ways = grid(8)
    graph = read_osm(osm_pbf(nodes, ways)).graph
    points = [nodes[1], nodes[20], nodes[60]]
    first = graph.matrix(points)
    monkeypatch.setattr(Network, "travel", None)
    assert graph.matrix(list(points)) is first
