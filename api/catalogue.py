"""Every code there is, whoever says it: its kind, its details, and where its words are.

docs/errors.md is written from it, and the tests ask it whether every code has its words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api.ground import codes as edge
from api.travel.flaws import TravelFlaw
from api.web.errors import STATUS
from devices.errors import Oddity
from labels.codes import HandCodeFlaw, PackCodeFlaw
from labels.epcis import EpcisRule
from labels.gs1 import Gs1Rule
from labels.layout import LabelFlaw
from routing.model import Breach, Flaw
from wms import codes
from wms.codes import Code

MODBUS = "exception_N"
"""How the answer of a Modbus device is listed; N is the number of its exception."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code as the catalogue lists it."""

    code: str
    kind: str
    words: str
    """The code of its text."""
    details: tuple[str, ...]
    """Names of what comes with it; with a question mark what comes only sometimes."""
    status: int | None = None
    """The HTTP status it is refused with, if it is."""

    @property
    def todo(self) -> str:
        """The code of the text that says what to do, which not every code has."""
        return f"do.{self.code}"


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Codes of a package that knows nothing of the others."""

    kind: str
    beginning: str
    """Under which its words are kept."""
    details: tuple[str, ...]
    lists: tuple[Iterable[str], ...]


LEAVES: Mapping[str, _Leaf] = {
    "problems": _Leaf("problem", "routing.", ("detail",), (Flaw, TravelFlaw)),
    "breaches": _Leaf("breach", "breach.", ("subject", "detail"), (Breach,)),
    "labels": _Leaf("label", "", ("detail", "field?"), (LabelFlaw, HandCodeFlaw, PackCodeFlaw)),
    "gs1": _Leaf("GS1", "gs1.", ("detail",), (Gs1Rule,)),
    "epcis": _Leaf("EPCIS", "epcis.", ("where", "detail"), (EpcisRule,)),
    "devices": _Leaf("device", "oddity.", ("detail",), (Oddity, (MODBUS,))),
}


def own() -> list[Entry]:
    """What the warehouse and the edge say, by code."""
    ours = [noun for noun in codes.nouns() if noun.__module__.startswith(("wms.", edge.__name__))]
    return sorted((_entry(code) for noun in ours for code in noun), key=lambda one: one.code)


def of_leaf(name: str) -> list[Entry]:
    """What planning, labels or devices say, by code."""
    leaf = LEAVES[name]
    return [
        Entry(str(code), leaf.kind, f"{leaf.beginning}{code}", leaf.details)
        for code in sorted(code for listed in leaf.lists for code in listed)
    ]


def entries() -> list[Entry]:
    """The whole catalogue."""
    return [*own(), *(entry for name in LEAVES for entry in of_leaf(name))]


def _entry(code: Code) -> Entry:
    details = (*code.details, *(f"{name}?" for name in code.optional))
    return Entry(str(code), code.kind, str(code), details, STATUS.get(code.kind))
