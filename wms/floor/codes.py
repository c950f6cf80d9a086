"""What a bar code is: decided in one place for all flows, before anybody asks what it means."""

import re
from dataclasses import dataclass

from labels.gs1 import (
    GS,
    Elements,
    Gs1Error,
    Gs1Rule,
    checked,
    parse_bracketed,
    parse_raw,
    parse_scan,
    verify_check_digit,
)
from wms import codes
from wms.errors import Refused

CODE_MAX = 4_000
GTIN_DIGITS = 14


@dataclass(frozen=True, slots=True)
class Command:
    """`CMD-PICK` and the like, on the cards at a station."""

    name: str


@dataclass(frozen=True, slots=True)
class SupplierCard:
    """`SUP-B07`: a farmer's card, for goods whose label names no supplier."""

    code: str


@dataclass(frozen=True, slots=True)
class ItemCard:
    """`ITEM-V001`: for goods that come without any label."""

    code: str


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """`LOC-…`, on a bin, a room's door, a dock."""

    code: str


@dataclass(frozen=True, slots=True)
class Label:
    """GS1 data about goods: a supplier's label or one of ours, as bars or as Digital Link; or what
    a pallet contains (02)."""

    gtin: str
    lot: str | None
    elements: Elements


@dataclass(frozen=True, slots=True)
class ParcelLabel:
    """An SSCC."""

    sscc: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Anything else: the number of an order, wave or trip, a vehicle, a place, a lot."""

    text: str


@dataclass(frozen=True, slots=True)
class Half:
    """A bar of a label that stands on two: what it says of goods, without saying which goods."""

    elements: Elements


@dataclass(frozen=True, slots=True)
class Amount:
    """`QTY-37`, `QTY-12.5KG`: how much of the goods that are scanned next."""

    text: str


Code = Command | SupplierCard | ItemCard | PlaceLabel | Label | ParcelLabel | Half | Amount | Plain

_PREFIXES: dict[
    str,
    type[Command] | type[SupplierCard] | type[ItemCard] | type[PlaceLabel] | type[Amount],
] = {
    "CMD-": Command,
    "SUP-": SupplierCard,
    "ITEM-": ItemCard,
    "LOC-": PlaceLabel,
    "QTY-": Amount,
}
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
"""Full-width characters, as Chinese keyboards send them."""
_SAID: dict[Gs1Rule, codes.Scan] = {
    Gs1Rule.CHECK_DIGIT: codes.Scan.CHECK_DIGIT,
    Gs1Rule.REQUIRES: codes.Scan.COMPANION,
    Gs1Rule.DATE: codes.Scan.BAD_DATE,
    Gs1Rule.LENGTH: codes.Scan.INCOMPLETE,
    Gs1Rule.UNKNOWN_AI: codes.Scan.SETTINGS,
    Gs1Rule.SYNTAX: codes.Scan.SETTINGS,
    Gs1Rule.CHARSET: codes.Scan.SETTINGS,
}
"""What people are told of a broken rule; a link that breaks one is somebody else's."""
_OF_GOODS = frozenset(
    ["10", "11", "13", "15", "16", "17", "30", "37", "412", "7003", "7006", "7007"]
)
_MEASURES = re.compile("3[1-6][0-9]{2}")


def read(text: str, aim: str | None = None) -> Code:
    """Say what was scanned or typed. Raises: Refused("scan.…")."""
    text = text.translate(_WIDE).strip(" \t\r\n")
    if not text.strip(GS):
        raise Refused(codes.Scan.EMPTY)
    if len(text) > CODE_MAX:
        raise Refused(codes.Scan.TOO_LONG, length=len(text))
    for prefix, kind in _PREFIXES.items():
        if text.upper().startswith(prefix):
            return kind(text[len(prefix) :].upper())
    elements = _elements(text, aim)
    return Plain(text) if elements is None else _meant(elements)


def _meant(elements: Elements) -> Code:
    """Raises: Refused("scan.companion")."""
    gtin = elements.get("02") or elements.gtin
    if gtin is not None:
        return Label(gtin, elements.lot, elements)
    if elements.sscc is not None:
        return ParcelLabel(elements.sscc)
    if any(ai in _OF_GOODS or _MEASURES.fullmatch(ai) for ai, _ in elements):
        return Half(elements)
    raise Refused(codes.Scan.COMPANION, reason="no_key")


def join(label: Label, half: Half) -> Label | None:
    """The label that two bars of one carton make; None where they contradict each other."""
    try:
        elements = checked([*label.elements, *half.elements], companions=False)
    except Gs1Error:
        return None
    return Label(label.gtin, elements.lot, elements)


def _elements(text: str, aim: str | None) -> Elements | None:
    """The GS1 data in a scan; None where it is none. A reader may send FNC1 in front as GS."""
    if text.startswith("]") and len(text) >= len("]C1"):
        aim, text = text[:3], text[3:]
    is_announced = text.startswith(GS)
    text = text.lstrip(GS)
    try:
        if text.startswith("("):
            return parse_bracketed("".join(text.split()), companions=False)
        if aim and aim.startswith("]I") and text.isdecimal() and len(text) == GTIN_DIGITS:
            return parse_raw(f"01{text}")
        scanned = parse_scan(("]C1" if is_announced else aim or "") + text, companions=False)
    except Gs1Error as error:
        is_link = "://" in text[:12]
        said = codes.Scan.FOREIGN if is_link else _SAID.get(error.code, codes.Scan.BAD_CODE)
        raise Refused(said, reason=str(error.code)) from error
    return scanned.elements or _unannounced(scanned.data)


def _unannounced(data: str) -> Elements | None:
    """GS1 data from a reader that sends no symbology identifier, told by its check digits."""
    try:
        if data.isdecimal() and len(data) == 18:
            verify_check_digit("SSCC", data)
            return parse_raw(f"00{data}")
        if data[:2] == "00" and len(data) == 20:
            return parse_raw(data)
        if data[:2] in ("00", "01", "02") and len(data) > 16 and data[:16].isdecimal():
            return parse_raw(data, companions=False)
    except Gs1Error:
        return None
    return None
