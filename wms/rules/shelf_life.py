"""Where an item's life holds, and what a lot's curve amounts to on a trace page.

The arithmetic itself (rates, remaining life, mean kinetic temperature) is `devices.coldchain`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from devices.coldchain.exposure import Lived
from devices.coldchain.kinetics import mean_c, mean_kinetic_c
from wms.units import BANDS, Band, TemperatureClass

REFERENCE_C = {
    TemperatureClass.AMBIENT: 20.0,
    TemperatureClass.CHILLED: 4.0,
    TemperatureClass.FROZEN: -18.0,
}
"""Where an item's `life_hours` holds, unless a policy says otherwise.
Source: GB 31605-2020 for chilled and frozen."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a curve amounts to, for a trace page or an inspector."""

    min_c: float
    max_c: float
    mean_c: float
    kinetic_c: float
    minutes_above: int
    minutes_below: int
    measured_hours: float

    @property
    def out_of_band_minutes(self) -> int:
        return self.minutes_above + self.minutes_below


def harmless(temperature_class: TemperatureClass) -> Band:
    """What does no harm to goods of a class. What may be warm is none the worse in a cool van: only
    frost is too cold for it."""
    band = BANDS[temperature_class]
    if temperature_class is TemperatureClass.AMBIENT:
        return Band(BANDS[TemperatureClass.CHILLED].low_c, band.high_c)
    return band


def summary(lived: Sequence[Lived], band: Band) -> Summary | None:
    """Sum up a curve without overlaps; None where nothing was measured."""
    hours = sum(one.hours for one in lived)
    if hours <= 0:
        return None
    temperatures = [one.temperature_c for one in lived]
    weights = [one.hours for one in lived]
    return Summary(
        min(temperatures),
        max(temperatures),
        mean_c(temperatures, weights),
        mean_kinetic_c(temperatures, weights),
        round(60 * sum(one.hours for one in lived if one.temperature_c > band.high_c)),
        round(60 * sum(one.hours for one in lived if one.temperature_c < band.low_c)),
        hours,
    )
