"""A lot's curve summed up for its trace page."""

from datetime import UTC, datetime, timedelta

import pytest

from devices.coldchain.exposure import Lived
from wms.rules.shelf_life import summary
from wms.units import Band

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


def test_nothing_measured_has_no_summary() -> None:
    assert summary([], Band(0.0, 8.0)) is None
