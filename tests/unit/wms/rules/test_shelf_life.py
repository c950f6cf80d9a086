"""A lot's curve summed up for its trace page."""

from datetime import UTC, datetime, timedelta

import pytest

from devices.coldchain.exposure import Lived
from wms.rules.shelf_life import harmless, summary
from wms.units import Band, TemperatureClass

BORN = datetime(2026, 1, 5, tzinfo=UTC)


def lived(since: float, until: float, temperature_c: float) -> Lived:
    return Lived(BORN + timedelta(hours=since), BORN + timedelta(hours=until), temperature_c)


def test_a_summary_weighs_each_temperature_by_its_time() -> None:
    made = summary([lived(0, 3, 4.0), lived(3, 4, 12.0)], Band(0.0, 8.0))
    assert made is not None
    assert (made.min_c, made.max_c, made.mean_c) == (4.0, 12.0, 6.0)
    assert made.kinetic_c == pytest.approx(6.818, abs=0.005)
    assert made.out_of_band_minutes == 60
    assert made.measured_hours == 4


def test_each_side_of_the_band_is_counted_by_itself() -> None:
    made = summary([lived(0, 2, -1.0), lived(2, 3, 9.0), lived(3, 9, 4.0)], Band(0.0, 8.0))
    assert made is not None
    assert (made.minutes_above, made.minutes_below, made.out_of_band_minutes) == (60, 120, 180)


def test_goods_that_may_be_warm_take_no_harm_in_a_cool_van() -> None:
    cool = [lived(0, 5, 4.0)]
    ambient = summary(cool, harmless(TemperatureClass.AMBIENT))
    frozen = summary(cool, harmless(TemperatureClass.FROZEN))
    frost = summary([lived(0, 1, -2.0)], harmless(TemperatureClass.AMBIENT))
    assert ambient is not None
    assert frozen is not None
    assert frost is not None
    assert ambient.out_of_band_minutes == 0
    assert frozen.minutes_above == 300
    assert frost.minutes_below == 60


def test_nothing_measured_has_no_summary() -> None:
    assert summary([], Band(0.0, 8.0)) is None
