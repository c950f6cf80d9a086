"""Life and temperature: rates, overlaying curves, and mean kinetic temperature by the corpus."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wms.rules.shelf_life import (
    Life,
    Lived,
    mean_kinetic_c,
    remaining,
    sell_until,
    summary,
    warmest,
)
from wms.units import Band

CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "devices" / "mkt.jsonl"
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


def test_a_summary_weighs_each_temperature_by_its_time() -> None:
    made = summary([lived(0, 3, 4.0), lived(3, 4, 12.0)], Band(0.0, 8.0))
    assert made is not None
    assert (made.min_c, made.max_c, made.mean_c) == (4.0, 12.0, 6.0)
    assert made.kinetic_c == pytest.approx(6.818, abs=0.005)
    assert made.out_of_band_minutes == 60
    assert made.measured_hours == 4


def test_nothing_measured_has_no_summary() -> None:
    assert summary([], Band(0.0, 8.0)) is None


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of device payloads is not here")
def test_mean_kinetic_temperature_is_that_of_the_corpus() -> None:
    for line in map(json.loads, CORPUS.read_text().splitlines()):
        found = mean_kinetic_c(line["temps_c"], line["minutes"], line["dh_kj_mol"])
        assert found == pytest.approx(line["expect"]["mkt_c"], abs=0.005), line["id"]
