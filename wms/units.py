"""Quantities, money and temperature classes: integers in a base unit, names with units."""

from dataclasses import dataclass
from enum import StrEnum

QUANTITY_MAX = 10**12
"""Largest quantity of one movement, in base units: a million tonnes in grams."""


class Unit(StrEnum):
    """The base unit an item is counted in."""

    GRAM = "g"
    PIECE = "pc"


class TemperatureClass(StrEnum):
    """What a good needs and what a room or compartment offers."""

    AMBIENT = "ambient"
    CHILLED = "chilled"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Band:
    """A temperature band in °C, both ends still within."""

    low_c: float
    high_c: float

    def __contains__(self, temperature_c: float) -> bool:
        return self.low_c <= temperature_c <= self.high_c


BANDS: dict[TemperatureClass, Band] = {
    TemperatureClass.AMBIENT: Band(5.0, 30.0),
    TemperatureClass.CHILLED: Band(0.0, 8.0),
    TemperatureClass.FROZEN: Band(-30.0, -15.0),
}
"""Default bands; a sensor may carry its own. Source: GB 31605-2020 (frozen ≤ -18 °C at the core,
chilled 0 to 4 °C, up to 8 °C for most leaf vegetables); ambient is the building's own limit."""


def is_multiple(quantity: int, step: int) -> bool:
    """Whether a quantity is a positive whole number of packs."""
    return quantity > 0 and step > 0 and quantity % step == 0
