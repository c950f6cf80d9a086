"""Life and temperature: rates, overlaying curves, roll-ups, degree-minutes, mean kinetic."""

import itertools
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.coldchain.exposure import DegreeMinutes, Lived, degree_minutes, lived_through, warmest
from devices.coldchain.kinetics import (
    arrhenius_rate,
    mean_c,
    mean_kinetic_c,
    produce_rate,
    q10_rate,
)
from devices.coldchain.rollup import HOUR, MINUTE, QUARTER, merge, roll_up
from devices.coldchain.shelf_life import Life, remaining, sell_until

BORN = datetime(2026, 1, 5, tzinfo=UTC)
LEAVES = Life(hours=36, reference_c=20.0)
FRUIT = Life(hours=144, reference_c=4.0)


def hour(number: float) -> datetime:
    return BORN + timedelta(hours=number)


def lived(since: float, until: float, temperature_c: float) -> Lived:
    return Lived(hour(since), hour(until), temperature_c)


def test_leaves_at_ambient_are_written_off_after_36_hours() -> None:
    assert remaining(BORN, LEAVES, [lived(0, 36, 20.0)], hour(36)) == timedelta(0)
    assert remaining(BORN, LEAVES, [lived(0, 35, 20.0)], hour(35)) == timedelta(hours=1)
    assert remaining(BORN, LEAVES, [lived(0, 10, 30.0)], hour(11)) == timedelta(hours=10)


def test_life_at_the_reference_temperature_is_the_items_own() -> None:
    assert sell_until(BORN, FRUIT, [lived(0, 100, 4.0)]) == hour(144)


def test_a_colder_hour_gives_nothing_back() -> None:
    assert sell_until(BORN, FRUIT, [lived(0, 100, -5.0)]) == hour(144)


def test_a_warmer_hour_uses_up_more_than_one() -> None:
    assert sell_until(BORN, FRUIT, [lived(0, 10, 14.0)]) == hour(144 - 10 * 1.5)


def test_remaining_life_is_never_negative() -> None:
    assert remaining(BORN, FRUIT, [], hour(1000)) == timedelta(0)


def test_what_was_lived_before_birth_does_not_count() -> None:
    assert sell_until(hour(10), FRUIT, [lived(0, 10, 30.0)]) == hour(154)


def test_of_curves_over_each_other_the_warmest_counts() -> None:
    curves = [lived(0, 4, 3.0), lived(1, 2, 9.0), lived(3, 6, 2.0)]
    assert list(warmest(curves)) == [
        lived(0, 1, 3.0),
        lived(1, 2, 9.0),
        lived(2, 3, 3.0),
        lived(3, 4, 3.0),
        lived(4, 6, 2.0),
    ]


def test_a_gap_between_curves_stays_a_gap() -> None:
    assert list(warmest([lived(0, 1, 3.0), lived(5, 6, 4.0)])) == [
        lived(0, 1, 3.0),
        lived(5, 6, 4.0),
    ]


def test_a_reading_holds_until_the_next_but_not_longer_than_it_is_trusted() -> None:
    readings = [(hour(5), 6.0), (hour(0), 4.0), (hour(1), 5.0)]
    assert list(lived_through(readings, hour(0.5), hour(6), timedelta(hours=2))) == [
        lived(0.5, 1, 4.0),
        lived(1, 3, 5.0),
        lived(5, 6, 6.0),
    ]


def test_of_two_readings_at_one_moment_the_warmer_counts() -> None:
    readings = [(hour(0), 4.0), (hour(0), 9.0), (hour(0), 5.0)]
    assert list(lived_through(readings, hour(0), hour(1), HOUR)) == [lived(0, 1, 9.0)]


def test_degree_minutes_count_each_minute_by_its_distance_from_the_band() -> None:
    curve = [lived(0, 1, 10.0), lived(1, 2, 8.0), lived(2, 2.5, 1.0), lived(2.5, 3, 9.0)]
    assert degree_minutes(curve, 2.0, 8.0) == DegreeMinutes(150.0, 30.0, 90.0, 30.0)
    assert degree_minutes(curve, None, None) == DegreeMinutes(0, 0, 0, 0)


@given(st.lists(st.floats(-60, 60), min_size=1, max_size=30))
def test_mean_kinetic_temperature_lies_between_the_mean_and_the_warmest(temps: list[float]) -> None:
    ones = [1.0] * len(temps)
    assert mean_c(temps, ones) - 1e-6 <= mean_kinetic_c(temps, ones) <= max(temps) + 1e-6


def test_mean_kinetic_temperature_survives_what_underflows() -> None:
    assert mean_kinetic_c([-200.0, -200.0], [1, 3], 5_000.0) == pytest.approx(-200)
    assert mean_kinetic_c([-80.0, 20.0], [1, 0]) == pytest.approx(-80)


@pytest.mark.parametrize(
    ("temps", "weights", "activation"),
    [
        ([], [], 83.144),
        ([5.0], [1.0, 2.0], 83.144),
        ([5.0], [0.0], 83.144),
        ([5.0, 6.0], [2.0, -1.0], 83.144),
        ([float("nan")], [1.0], 83.144),
        ([-273.15], [1.0], 83.144),
        ([5.0], [float("inf")], 83.144),
        ([5.0], [1.0], 0.0),
    ],
)
def test_what_has_no_mean_is_an_error_and_not_a_number(
    temps: list[float], weights: list[float], activation: float
) -> None:
    with pytest.raises(ValueError, match=r"must|needed"):
        mean_kinetic_c(temps, weights, activation)


@pytest.mark.parametrize("rate", [q10_rate(), arrhenius_rate(), produce_rate])
def test_every_model_is_one_at_the_reference_and_grows_with_warmth(rate) -> None:
    assert rate(4.0, 4.0) == pytest.approx(1)
    rates = [rate(tenth / 10, 4.0) for tenth in range(-200, 500)]
    assert all(early < late for early, late in itertools.pairwise(rates))
    assert all(late / early < 1.1 for early, late in itertools.pairwise(rates)), "no model jumps"


def test_produce_keeps_as_long_as_the_table_of_its_source_says() -> None:
    relative_life = [100 / produce_rate(celsius, 0.0) for celsius in (0, 10, 20, 30, 40)]
    assert [round(one) for one in relative_life] == [100, 33, 13, 7, 4]
    spinach = Life(hours=240, reference_c=0.0, model=produce_rate)
    assert sell_until(BORN, spinach, [lived(0, 24, 10.0)]) == hour(240 - 2 * 24)


def test_a_roll_up_counts_what_is_bad_and_does_not_average_it() -> None:
    samples = [(hour(0), 4.0), (hour(0.001), None), (hour(0.01), 6.0), (hour(0.01), 6.0)]
    (minute,) = roll_up(samples, MINUTE)
    assert (minute.since, minute.count, minute.bad) == (BORN, 2, 1)
    assert (minute.minimum, minute.maximum, minute.mean) == (4.0, 6.0, 5.0)
    (empty,) = roll_up([(hour(0), None)], MINUTE)
    assert (empty.count, empty.mean, empty.maximum) == (0, None, None)


@given(
    st.lists(st.tuples(st.integers(0, 7_000), st.none() | st.floats(-50, 50)), max_size=60),
    st.randoms(),
)
def test_roll_ups_depend_neither_on_order_nor_on_the_way_they_were_merged(
    given_samples: list[tuple[int, float | None]], shuffler: random.Random
) -> None:
    samples = [(BORN + timedelta(seconds=at), value) for at, value in given_samples]
    hours = roll_up(samples, HOUR)
    shuffler.shuffle(samples)
    assert roll_up(samples, HOUR) == hours
    merged = merge(merge(roll_up(samples, MINUTE), QUARTER), HOUR)
    assert [(one.since, one.count, one.bad, one.minimum, one.maximum) for one in merged] == [
        (one.since, one.count, one.bad, one.minimum, one.maximum) for one in hours
    ]
    assert [one.total for one in merged] == pytest.approx([one.total for one in hours])


def test_a_roll_up_that_does_not_go_into_the_wider_one_is_refused() -> None:
    with pytest.raises(ValueError, match="does not go into"):
        merge(roll_up([(hour(0), 1.0)], timedelta(minutes=7)), HOUR)
