"""Choices that several nouns share, with their words."""

from collections.abc import Mapping

from wms.masterdata.kinds import Words
from wms.tables.access import Role
from wms.units import TemperatureClass

TEMPERATURES: Mapping[TemperatureClass, Words] = {
    TemperatureClass.AMBIENT: ("常温", "ambient"),
    TemperatureClass.CHILLED: ("冷藏", "chilled"),
    TemperatureClass.FROZEN: ("冷冻", "frozen"),
}

OFFICE = frozenset({Role.ADMIN, Role.DISPATCHER, Role.INTEGRATOR})
"""People of the office, and programs that keep the books of another system alike."""
KEEPERS = frozenset({Role.ADMIN, Role.INTEGRATOR})
