"""Travel along streets, against ways worked out by hand and against brute force."""

import math
import random
from itertools import pairwise, permutations

import pytest

from routing.model import HORIZON_S, Point, ProblemError, great_circle_m
from routing.roads import Street
from routing.roads.graph import ACCESS_KMH, RoadGraph

# A square of about one kilometre a side; the northern street is fast, and there is a lone road.
SOUTH_WEST, SOUTH_EAST = (28.20, 113.00), (28.20, 113.01)
NORTH_WEST, NORTH_EAST = (28.21, 113.00), (28.21, 113.01)
ISLAND = [(28.30, 113.50), (28.31, 113.50)]
SQUARE = [SOUTH_WEST, SOUTH_EAST, NORTH_WEST, NORTH_EAST, *ISLAND]


def square(*, one_way: bool = False) -> RoadGraph:
    return RoadGraph(
        SQUARE,
        [
            Street(0, 1, 1_000, 10),
            Street(0, 2, 1_000, 60, one_way=one_way),
            Street(2, 3, 1_000, 60),
            Street(3, 1, 1_000, 60),
            Street(4, 5, 1_000, 60),
        ],
    )


def test_the_fastest_way_is_not_the_shortest() -> None:
    travel = square().matrix([SOUTH_WEST, SOUTH_EAST])
    assert travel.travel_s[0][1] == 180
    assert travel.distance_m[0][1] == 3_000
    assert not travel.is_estimate


def test_a_one_way_street_is_driven_one_way() -> None:
    travel = square(one_way=True).matrix([SOUTH_WEST, NORTH_WEST])
    assert travel.travel_s[0][1] == 60
    assert travel.travel_s[1][0] == 60 + 60 + 360


def test_a_door_off_the_street_is_reached_slowly() -> None:
    door = (28.2105, 113.005)
    off_m = great_circle_m(door, (28.21, 113.005))
    travel = square().matrix([NORTH_WEST, door])
    assert travel.distance_m[0][1] == pytest.approx(500 + off_m, abs=2)
    assert travel.travel_s[0][1] == pytest.approx(30 + off_m * 3.6 / ACCESS_KMH, abs=1)


def test_two_doors_of_one_street_need_no_crossing() -> None:
    west, east = (28.21, 113.002), (28.21, 113.008)
    assert square().matrix([west, east]).distance_m[0][1] == pytest.approx(600, abs=2)
    assert square().path(west, east) == [west, east]


def test_the_line_on_the_map_follows_the_streets() -> None:
    line = square().path(SOUTH_WEST, SOUTH_EAST)
    assert line == [SOUTH_WEST, NORTH_WEST, NORTH_EAST, SOUTH_EAST]


def test_where_no_road_leads_there_is_no_way_and_no_line() -> None:
    travel = square().matrix([SOUTH_WEST, ISLAND[0]])
    assert travel.travel_s[0][1] == HORIZON_S
    assert square().path(SOUTH_WEST, ISLAND[0]) == []


def test_other_roads_have_another_version() -> None:
    assert square().version == square().version
    assert square().version != square(one_way=True).version


def test_ways_between_crossings_are_the_best_of_all_ways() -> None:
    dice = random.Random(5)
    places = [(28 + dice.random() / 50, 113 + dice.random() / 50) for _ in range(6)]
    streets = [
        Street(a, b, dice.randint(100, 5_000), dice.choice([10, 30, 60]), one_way=True)
        for a, b in permutations(range(6), 2)
        if dice.random() < 0.5
    ]
    driven = RoadGraph(places, streets).matrix(places).travel_s
    seconds = {(s.start, s.end): s.length_m * 3.6 / s.speed_kmh for s in streets}
    for start, goal in permutations(range(6), 2):
        assert driven[start][goal] == pytest.approx(best_of_all(seconds, start, goal), abs=1)


def best_of_all(seconds: dict[tuple[int, int], float], start: int, goal: int) -> float:
    """Try every order of every set of crossings between start and goal."""
    others = [number for number in range(6) if number not in (start, goal)]
    routes = [(start, *way, goal) for count in range(5) for way in permutations(others, count)]
    best = min(sum(seconds.get(step, math.inf) for step in pairwise(route)) for route in routes)
    return min(best, HORIZON_S)


@pytest.mark.parametrize(
    ("crossings", "street", "code"),
    [
        ([], Street(0, 0, 1, 30), "roads.size"),
        ([SOUTH_WEST], Street(0, 1, 1, 30), "roads.street"),
        ([SOUTH_WEST], Street(0, 0, -1, 30), "roads.street"),
        ([SOUTH_WEST], Street(0, 0, 1, 0), "roads.street"),
        ([(95.0, 0.0)], Street(0, 0, 1, 30), "travel.point"),
    ],
)
def test_crooked_roads_are_refused(crossings: list[Point], street: Street, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        RoadGraph(crossings, [street])
    assert refused.value.code == code
