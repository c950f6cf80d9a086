"""Coordinates of the small pictures in pages."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.pictures.drawn import SPARK_HEIGHT, SPARK_WIDTH, Hours, spark

SINCE = datetime(2026, 11, 21, 0, 20, tzinfo=UTC)
DAY = Hours(SINCE, SINCE + timedelta(hours=10))


def test_a_moment_lies_where_its_share_of_the_time_says() -> None:
    assert DAY.at(SINCE) == 0
    assert DAY.at(SINCE + timedelta(hours=5)) == 50
    assert DAY.at(SINCE + timedelta(hours=99)) == 100


def test_a_short_stay_is_still_wide_enough_to_be_seen() -> None:
    assert DAY.bar(SINCE, SINCE).width > 0


def test_ticks_are_full_hours_within() -> None:
    moments = [moment for _, moment in DAY.ticks()]
    assert moments[0] == SINCE.replace(hour=1, minute=0)
    assert moments[-1] == SINCE.replace(hour=10, minute=0)


def test_long_spans_have_fewer_ticks() -> None:
    week = Hours(SINCE, SINCE + timedelta(days=7))
    assert len(week.ticks()) <= 13


def test_one_point_is_no_curve() -> None:
    assert spark([(SINCE, 3.0)], DAY, 0, 8) is None


@given(st.lists(st.floats(-40, 60), min_size=2, max_size=30), st.booleans())
def test_a_curve_and_its_band_stay_in_the_box(values: list[float], has_limits: bool) -> None:
    low, high = (0.0, 8.0) if has_limits else (None, None)
    timed = [(SINCE + timedelta(minutes=10 * step), value) for step, value in enumerate(values)]
    drawn = spark(timed, DAY, low, high)
    assert drawn is not None
    for point in drawn.points.split():
        x, y = (float(part) for part in point.split(","))
        assert 0 <= x <= SPARK_WIDTH
        assert 0 <= y <= SPARK_HEIGHT
    assert drawn.band_top >= 0
    assert drawn.band_top + drawn.band_height <= SPARK_HEIGHT + 0.1
