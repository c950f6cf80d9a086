"""Where an item's life holds, and what a lot's curve amounts to on a trace page.

The arithmetic itself (rates, remaining life, mean kinetic temperature) is `devices.coldchain`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from devices.coldchain.exposure import Lived
from devices.coldchain.kinetics import mean_c, mean_kinetic_c
from wms.units import Band, TemperatureClass

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
    out_of_band_minutes: int
    measured_hours: float


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
        round(60 * sum(one.hours for one in lived if one.temperature_c not in band)),
        hours,
    )
