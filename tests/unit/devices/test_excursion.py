"""Readings to excursions: any order, and the edges of each delay."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from devices.coldchain.excursion import Found, Kind, Rule, find, follow

START = datetime(2026, 1, 5, tzinfo=UTC)
RULE = Rule(
    low=2.0,
    high=8.0,
    hysteresis=0.5,
    open_delay=timedelta(minutes=10),
    close_delay=timedelta(minutes=5),
    silence=timedelta(minutes=15),
)


def minutes(*values: float | None) -> list[tuple[datetime, float]]:
    """One reading a minute; None is a minute without one."""
    return [
        (START + timedelta(minutes=at), value)
        for at, value in enumerate(values)
        if value is not None
    ]


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def test_a_value_at_the_limit_is_within() -> None:
    assert find(minutes(*[8.0] * 30, *[2.0] * 30), RULE) == []


def test_one_reading_within_starts_the_delay_again() -> None:
    assert find(minutes(*[9.0] * 10, 8.0, *[9.0] * 10), RULE) == []


def test_it_opens_at_the_first_reading_after_the_delay_and_starts_at_the_first_outside() -> None:
    (found,) = find(minutes(5.0, *[9.0] * 11), RULE)
    assert found == Found(Kind.HIGH, at(1), at(11), None, 9.0)


def test_a_value_inside_the_hysteresis_does_not_end_it() -> None:
    warm_then_nearly_back = [9.0] * 11 + [7.4, 7.6, 7.4, 7.4, 7.4, 7.4, 7.4]
    (found,) = find(minutes(*warm_then_nearly_back), RULE)
    assert found.ended_at is None
    (ended,) = find(minutes(*warm_then_nearly_back, 7.4), RULE)
    assert ended.ended_at == at(18)


def test_one_reading_out_starts_the_delay_of_the_end_again() -> None:
    warm, cold = [9.0] * 11, [5.0]
    (lasting,) = find(minutes(*warm, *cold * 4, 9.0, *cold * 5), RULE)
    assert lasting.ended_at is None
    (ended,) = find(minutes(*warm, *cold * 4, 9.0, *cold * 6), RULE)
    assert ended.ended_at == at(21)


def test_falling_through_the_whole_band_is_one_high_and_one_low() -> None:
    found = find(minutes(*[9.0] * 12, *[1.0] * 12), RULE)
    assert [(one.kind, one.started_at, one.ended_at, one.peak) for one in found] == [
        (Kind.HIGH, at(0), at(17), 9.0),
        (Kind.LOW, at(12), None, 1.0),
    ]


def test_silence_ends_with_the_next_reading() -> None:
    found = find(minutes(5.0, *[None] * 15, 5.0), RULE)
    assert found == [Found(Kind.SILENCE, at(0), at(15), at(16), None)]
    assert find(minutes(5.0, *[None] * 14, 5.0), RULE) == []


def test_silence_after_the_last_reading_needs_to_know_how_long_we_listened() -> None:
    assert find(minutes(5.0), RULE, until=at(15)) == []
    assert find(minutes(5.0), RULE, until=at(16)) == [
        Found(Kind.SILENCE, at(0), at(15), None, None)
    ]


def test_limits_that_are_not_set_are_not_watched() -> None:
    nothing = Rule(None, None, 0.5, timedelta(0), timedelta(0), None)
    assert find(minutes(-40.0, 90.0, *[None] * 500, 3.0), nothing, until=at(900)) == []


@given(st.lists(st.sampled_from([1.0, 3.0, 7.8, 9.0, None]), max_size=60), st.randoms())
def test_the_order_of_arrival_never_matters(
    values: list[float | None], shuffler: random.Random
) -> None:
    series = minutes(*values)
    shuffled = series + series[:3]
    shuffler.shuffle(shuffled)
    assert find(shuffled, RULE) == find(series, RULE)


@given(st.lists(st.sampled_from([1.0, 3.0, 7.8, 9.0]), max_size=80))
def test_excursions_of_one_kind_never_overlap(values: list[float]) -> None:
    for kind in Kind:
        found = [one for one in find(minutes(*values), RULE) if one.kind is kind]
        for earlier, later in pairwise(found):
            assert earlier.ended_at is not None
            assert earlier.ended_at < later.started_at


@given(
    st.lists(st.floats(0, 10).map(lambda value: round(value, 1)), max_size=60),
    st.lists(st.integers(0, 60), max_size=5),
)
def test_readings_judged_as_they_come_find_what_all_of_them_find(
    values: list[float], cuts: list[int]
) -> None:
    points = minutes(*values)
    ended, runs = [], []
    for begin, end in pairwise(sorted({0, *cuts, len(points)})):
        more, runs = follow(points[begin:end], RULE, runs)
        ended += more
    lasting = [found for run in runs if (found := run.found())]
    found = sorted([*ended, *lasting], key=lambda one: (one.started_at, one.kind))
    assert found == [one for one in find(points, RULE) if one.kind is not Kind.SILENCE]
