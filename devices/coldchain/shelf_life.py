"""Remaining life from the temperature a lot has lived through.

Life is counted in hours at a reference temperature. A warmer hour uses up more than one; a colder
hour never gives any back, and time nobody measured counts as reference time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from devices.coldchain.exposure import Lived
from devices.coldchain.kinetics import Rate, q10_rate

_Q10_RATE = q10_rate()


@dataclass(frozen=True, slots=True)
class Life:
    """How long a good keeps, and at which temperature that is said of it.

    Leaves in air keep 36 hours at ambient: the trade's figure, so their reference is 20 °C.
    `model` is one of `devices.coldchain.kinetics`: constant Q10, Arrhenius, or fresh produce.
    """

    hours: float
    reference_c: float
    model: Rate = _Q10_RATE

    def rate(self, temperature_c: float) -> float:
        """Reference hours that one hour at this temperature uses up; at least one."""
        return max(1.0, self.model(temperature_c, self.reference_c))


def sell_until(born_at: datetime, life: Life, lived: Iterable[Lived]) -> datetime:
    """When the life ends that began at `born_at` and was lived at these temperatures."""
    extra_hours = sum(
        one.hours * (life.rate(one.temperature_c) - 1) for one in lived if one.until > born_at
    )
    return born_at + timedelta(hours=life.hours - extra_hours)


def remaining(born_at: datetime, life: Life, lived: Iterable[Lived], now: datetime) -> timedelta:
    """How long the lot still keeps at its reference temperature; never negative."""
    return max(timedelta(0), sell_until(born_at, life, lived) - now)
