"""What a bar code is: decided in one place for all flows, before anybody asks what it means."""

from dataclasses import dataclass

from labels.gs1 import (
    Elements,
    Gs1Error,
    parse_bracketed,
    parse_raw,
    parse_scan,
    verify_check_digit,
)
from wms import codes
from wms.errors import Refused

CODE_MAX = 4_000


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
    """GS1 data about goods: a supplier's label or one of ours, as bars or as Digital Link."""

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


Code = Command | SupplierCard | ItemCard | PlaceLabel | Label | ParcelLabel | Plain

_PREFIXES: dict[str, type[Command] | type[SupplierCard] | type[ItemCard] | type[PlaceLabel]] = {
    "CMD-": Command,
    "SUP-": SupplierCard,
    "ITEM-": ItemCard,
    "LOC-": PlaceLabel,
}


def read(text: str, aim: str | None = None) -> Code:
    """Say what was scanned. Raises: Refused("scan.empty" | "scan.too_long" | "scan.bad_code")."""
    text = text.strip(" \t\r\n")
    if not text:
        raise Refused(codes.Scan.EMPTY)
    if len(text) > CODE_MAX:
        raise Refused(codes.Scan.TOO_LONG, length=len(text))
    for prefix, kind in _PREFIXES.items():
        if text.upper().startswith(prefix):
            return kind(text[len(prefix) :].upper())
    elements = _elements(text, aim)
    if elements is None:
        return Plain(text)
    if elements.sscc is not None:
        return ParcelLabel(elements.sscc)
    if elements.gtin is not None:
        return Label(elements.gtin, elements.lot, elements)
    raise Refused(codes.Scan.BAD_CODE, reason="no_key")


def _elements(text: str, aim: str | None) -> Elements | None:
    """The GS1 data in a scan; None where it is none."""
    try:
        if text.startswith("("):
            return parse_bracketed(text)
        if not text.startswith("]") and aim:
            text = aim + text
        scanned = parse_scan(text)
    except Gs1Error as error:
        raise Refused(codes.Scan.BAD_CODE, reason=error.code) from error
    return scanned.elements or _unannounced(scanned.data)


def _unannounced(data: str) -> Elements | None:
    """GS1 data from a reader that sends no symbology identifier, told by its check digits."""
    try:
        if data.isdecimal() and len(data) == 18:
            verify_check_digit("SSCC", data)
            return parse_raw(f"00{data}")
        if data[:2] == "00" and len(data) == 20:
            return parse_raw(data)
        if data[:2] == "01" and len(data) > 16 and data[:16].isdecimal():
            return parse_raw(data)
    except Gs1Error:
        return None
    return None
