"""Travel times and distances: estimates that say so, and matrices somebody supplies."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.model import (
    HORIZON_S,
    LONGEST_S,
    ProblemError,
    Reason,
    StraightLine,
    great_circle_m,
    straight_line,
)
from routing.model.travel import supplied
from routing.solving import construct
from tests.unit.routing.problems import problem, stop, vehicle

CHANGSHA, BEIJING = (28.2282, 112.9388), (39.9042, 116.4074)
points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_the_great_circle_from_changsha_to_beijing() -> None:
    # Vincenty on the WGS 84 ellipsoid gives 1 333 834 m; a sphere is at most 0.56 % off.
    assert great_circle_m(CHANGSHA, BEIJING) == pytest.approx(1_333_834, rel=0.0056)


@given(points, points)
def test_distance_is_the_same_both_ways_and_never_more_than_half_way_round(
    here: tuple[float, float], there: tuple[float, float]
) -> None:
    metres = great_circle_m(here, there)
    assert metres == pytest.approx(great_circle_m(there, here), abs=1e-3)
    assert 0 <= metres <= 20_015_200


def test_an_estimate_says_that_it_is_one_and_how_it_was_made() -> None:
    travel = straight_line([CHANGSHA, (28.2, 113.0)], speed_kmh=36, circuity=1.5)
    metres = travel.distance_m[0][1]
    assert travel.is_estimate
    assert travel.version == "straight-line:1.5x:36kmh"
    assert metres == round(1.5 * great_circle_m(CHANGSHA, (28.2, 113.0)))
    assert travel.travel_s[0][1] == pytest.approx(metres / 10, abs=1)


def test_a_place_is_nowhere_from_itself() -> None:
    travel = straight_line([CHANGSHA, CHANGSHA])
    assert travel.distance_m == travel.travel_s == ((0, 0), (0, 0))


def test_the_far_side_of_the_world_is_far_and_an_estimate_never_says_that_no_road_leads_there() -> (
    None
):
    travel = straight_line([(28.2, 112.9), (-28.2, -67.1)], speed_kmh=1)
    assert LONGEST_S < travel.travel_s[0][1] < HORIZON_S
    far = straight_line([(28.2, 112.9), (45.8, 126.5)])
    asked = replace(problem([stop("s1")], [vehicle("v1")]), travel_s=far.travel_s)
    (left_out,) = construct(asked).unserved
    assert left_out.reason in (Reason.WINDOW, Reason.SHIFT)


def test_a_point_that_is_turned_round_is_refused_with_the_question() -> None:
    with pytest.raises(ProblemError, match="are latitude and longitude exchanged"):
        straight_line([(112.97, 28.25)])


@pytest.mark.parametrize(
    "point", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (0.0, float("inf"))]
)
def test_what_is_no_place_on_earth_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(ProblemError, match=r"travel\.point"):
        straight_line([CHANGSHA, point])


@pytest.mark.parametrize("speed_kmh", [0, -5, 500, float("nan")])
def test_an_absurd_speed_is_refused(speed_kmh: float) -> None:
    with pytest.raises(ProblemError, match=r"travel\.speed"):
        straight_line([CHANGSHA], speed_kmh=speed_kmh)


def test_an_absurd_detour_is_refused() -> None:
    with pytest.raises(ProblemError, match=r"travel\.circuity"):
        straight_line([CHANGSHA], circuity=0.5)


def test_supplied_figures_carry_their_source_and_a_digest() -> None:
    travel = supplied([[0, 5], [6, 0]], [[0, 1], [1, 0]], "survey-2026")
    other = supplied([[0, 5], [7, 0]], [[0, 1], [1, 0]], "survey-2026")
    assert not travel.is_estimate
    assert travel.version.startswith("survey-2026:")
    assert travel.version != other.version


@pytest.mark.parametrize(
    ("hole", "code"),
    [
        (None, "matrix.hole"),
        (float("nan"), "matrix.hole"),
        ("", "matrix.hole"),
        ("far", "matrix.not_whole"),
        (1.5, "matrix.not_whole"),
        (float("inf"), "matrix.not_whole"),
        (-1, "matrix.negative"),
    ],
)
def test_a_hole_in_a_supplied_matrix_is_refused_and_named(hole: object, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        supplied([[0, 5], [6, 0]], [[0, hole], [1, 0]], "survey")
    assert refused.value.code == code
    if code != "matrix.not_whole":
        assert "travel_s row 0, column 1" in refused.value.detail


def test_supplied_matrices_are_square_and_of_one_size() -> None:
    with pytest.raises(ProblemError, match=r"matrix\.not_square: distance_m row 1"):
        supplied([[0, 5], [6]], [[0, 1], [1, 0]], "survey")
    with pytest.raises(ProblemError, match=r"matrix\.sizes_differ"):
        supplied([[0]], [[0, 1], [1, 0]], "survey")


def test_the_straight_line_is_one_of_the_roads_and_draws_itself() -> None:
    roads = StraightLine(speed_kmh=36)
    assert roads.matrix([CHANGSHA, BEIJING]) == straight_line([CHANGSHA, BEIJING], speed_kmh=36)
    assert roads.path(CHANGSHA, BEIJING, CHANGSHA) == [CHANGSHA, BEIJING, CHANGSHA]
