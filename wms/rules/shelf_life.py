"""Remaining life from the temperature a lot has lived through, and what its curve amounts to.

Life is counted in hours at a reference temperature. A warmer hour uses up more than one; a colder
hour never gives any back, and time nobody measured counts as reference time.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import exp, log

from wms.units import Band, TemperatureClass

REFERENCE_C = {
    TemperatureClass.AMBIENT: 20.0,
    TemperatureClass.CHILLED: 4.0,
    TemperatureClass.FROZEN: -18.0,
}
"""Where an item's `life_hours` holds, unless a policy says otherwise.
Source: GB 31605-2020 for chilled and frozen."""

Q10 = 2.5
"""How much faster quality is lost 10 °C warmer.
Source: USDA Agriculture Handbook 66, respiration of produce, Q10 of 2 to 3 between 0 and 20 °C."""

ACTIVATION_KJ_MOL = 83.144
"""Default activation energy of mean kinetic temperature. Source: USP <1079>."""
_GAS_KJ_MOL_K = 8.3144e-3
_KELVIN = 273.15

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Life:
    """How long a good keeps, and at which temperature that is said of it.

    Leaves in air keep 36 hours at ambient: the trade's figure, so their reference is 20 °C.
    """

    hours: float
    reference_c: float

    def rate(self, temperature_c: float) -> float:
        """Reference hours that one hour at this temperature uses up; at least one."""
        return max(1.0, float(Q10 ** ((temperature_c - self.reference_c) / 10)))


@dataclass(frozen=True, slots=True)
class Lived:
    """A stretch of time at one temperature."""

    since: datetime
    until: datetime
    temperature_c: float

    @property
    def hours(self) -> float:
        return (self.until - self.since) / HOUR


@dataclass(frozen=True, slots=True)
class Summary:
    """What a curve amounts to, for a trace page or an inspector."""

    min_c: float
    max_c: float
    mean_c: float
    kinetic_c: float
    out_of_band_minutes: int
    measured_hours: float


def sell_until(born_at: datetime, life: Life, lived: Iterable[Lived]) -> datetime:
    """When the life ends that began at `born_at` and was lived at these temperatures."""
    extra_hours = sum(
        one.hours * (life.rate(one.temperature_c) - 1) for one in lived if one.until > born_at
    )
    return born_at + timedelta(hours=life.hours - extra_hours)


def remaining(born_at: datetime, life: Life, lived: Iterable[Lived], now: datetime) -> timedelta:
    """How long the lot still keeps at its reference temperature; never negative."""
    return max(timedelta(0), sell_until(born_at, life, lived) - now)


def warmest(curves: Iterable[Lived]) -> Iterator[Lived]:
    """Lay curves over each other and keep the warmest of each moment, without overlaps.

    A lot may stand in two rooms, and a room may have two sensors: the worst of them counts.
    """
    starts = sorted(curves, key=lambda one: one.since)
    moments = sorted({edge for one in starts for edge in (one.since, one.until)})
    active: list[tuple[float, datetime]] = []
    at = 0
    for since, until in pairwise(moments):
        while at < len(starts) and starts[at].since <= since:
            heapq.heappush(active, (-starts[at].temperature_c, starts[at].until))
            at += 1
        while active and active[0][1] <= since:
            heapq.heappop(active)
        if active:
            yield Lived(since, until, -active[0][0])


def summary(lived: Sequence[Lived], band: Band) -> Summary | None:
    """Sum up a curve without overlaps; None where nothing was measured."""
    hours = sum(one.hours for one in lived)
    if hours <= 0:
        return None
    temperatures = [one.temperature_c for one in lived]
    out = sum(one.hours for one in lived if one.temperature_c not in band)
    weights = [one.hours for one in lived]
    mean_c = sum(one.hours * one.temperature_c for one in lived) / hours
    return Summary(
        min(temperatures),
        max(temperatures),
        mean_c,
        mean_kinetic_c(temperatures, weights),
        round(out * 60),
        hours,
    )


def mean_kinetic_c(
    temperatures_c: Sequence[float],
    weights: Sequence[float],
    activation_kj_mol: float = ACTIVATION_KJ_MOL,
) -> float:
    """The one temperature that would have done as much harm. Source: USP <1160>."""
    slope = activation_kj_mol / _GAS_KJ_MOL_K
    harm = sum(
        weight * exp(-slope / (celsius + _KELVIN))
        for celsius, weight in zip(temperatures_c, weights, strict=True)
    )
    return slope / -log(harm / sum(weights)) - _KELVIN
