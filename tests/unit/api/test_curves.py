"""The public temperature curve as numbers: inside its box, with its band and round degrees."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.pictures.curves import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, curve
from tests.builders import NOW


def test_one_point_is_no_curve() -> None:
    assert curve([], 0, 8) is None
    assert curve([(NOW, 4.0)], 0, 8) is None


def test_the_band_lies_between_its_limits_and_degrees_are_round() -> None:
    drawn = curve([(NOW, 3.0), (NOW + timedelta(hours=2), 10.4)], 0, 8)
    assert drawn is not None
    assert [value for _, value in drawn.degrees] == [-2, 0, 2, 4, 6, 8, 10, 12]
    heights = dict((value, y) for y, value in drawn.degrees)
    assert (drawn.band_top, drawn.band_height) == (heights[8], heights[0] - heights[8])


def test_the_warmest_point_is_marked() -> None:
    drawn = curve(
        [(NOW, 3.0), (NOW + timedelta(hours=1), 9.0), (NOW + timedelta(hours=2), 4.0)], 0, 8
    )
    assert drawn is not None
    x, _, warmest = drawn.peak
    assert warmest == 9.0
    assert x == LEFT + (WIDTH - LEFT - RIGHT) / 2


def test_the_time_axis_runs_from_the_first_point_to_the_last() -> None:
    drawn = curve([(NOW, 3.0), (NOW + timedelta(hours=2), 4.0)], 0, 8)
    assert drawn is not None
    assert [at for _, at in drawn.moments] == [NOW + timedelta(hours=n) for n in range(3)]


@given(st.lists(st.floats(-60, 80), min_size=2, max_size=48))
def test_everything_is_drawn_inside_the_box(values: list[float]) -> None:
    points = [(NOW + timedelta(minutes=number), value) for number, value in enumerate(values)]
    drawn = curve(points, 0, 8)
    assert drawn is not None
    for pair in " ".join(drawn.lines).split():
        x, y = (float(part) for part in pair.split(","))
        assert LEFT <= x <= WIDTH - RIGHT
        assert TOP <= y <= HEIGHT - BOTTOM
    assert 2 <= len(drawn.degrees) <= 10


def test_no_line_is_drawn_over_a_gap() -> None:
    values = (3.0, 4.0, None, None, 5.0, None, 6.0, 7.0)
    drawn = curve([(NOW + timedelta(hours=n), value) for n, value in enumerate(values)], 0, 8)
    assert drawn is not None
    assert [len(line.split()) for line in drawn.lines] == [2, 2, 2]
    lone = drawn.lines[1].split()
    assert lone[0] == lone[1]
    assert curve([(NOW, None), (NOW + timedelta(hours=1), None)], 0, 8) is None
