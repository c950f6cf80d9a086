"""GS1 data as people and devices give it: element strings, scans, Digital Links. Start here.

Everything is strict: what breaks a rule of the standard is refused with `Gs1Error`, and nothing
else is ever raised, whatever the input. Returned `Elements` have passed every rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from labels.gs1.checks import Gs1Error, Gs1Rule, check_digit, date_of, verify_check_digit
from labels.gs1.digital_link import build_digital_link, is_link, parse_digital_link
from labels.gs1.elements import (
    Elements,
    bounded,
    check_length,
    check_value,
    checked,
    checked_together,
    identifier_of,
)
from labels.gs1.identifiers import AI_LENGTH, IDENTIFIERS

__all__ = [
    "GS",
    "Elements",
    "Gs1Error",
    "ScannedCode",
    "build_digital_link",
    "build_element_string",
    "check_digit",
    "checked",
    "date_of",
    "parse_bracketed",
    "parse_digital_link",
    "parse_raw",
    "parse_scan",
    "to_bracketed",
    "verify_check_digit",
]

# FNC1 as separator: what scanners send, and what a symbol's payload holds.
GS = "\x1d"

# How GS1's tools write where the two parts of a composite symbol meet. No value can hold it.
_COMPOSITE = "|"

_BRACKETED = re.compile(r"\(([^)]*)\)((?:\\\(|[^(])*+)")

# Code characters of symbology identifiers. Source: ISO/IEC 15424.
_SYMBOLOGIES = {
    "A": "Code 39",
    "C": "Code 128",
    "E": "EAN/UPC",
    "I": "ITF",
    "J": "DotCode",
    "L": "PDF417",
    "Q": "QR Code",
    "d": "Data Matrix",
    "e": "GS1 DataBar",
    "z": "Aztec",
}
# Those that announce GS1 element strings.
_GS1_SYMBOLOGIES = {
    "C1": "GS1-128",
    "J1": "GS1 DotCode",
    "Q3": "GS1 QR Code",
    "d2": "GS1 DataMatrix",
    "e0": "GS1 DataBar",
}
_EAN_LENGTHS = {"E0": "GTIN-13", "E4": "GTIN-8"}


@dataclass(frozen=True)
class ScannedCode:
    """One beep: the symbology identifier without `]` (None when the scanner sends none) and data.

    `elements` is None when the data is not GS1's, such as the label of a storage place.
    """

    aim: str | None
    symbology: str
    data: str
    elements: Elements | None


def parse_bracketed(text: str, companions: bool = True) -> Elements:
    r"""Read `(01)…(10)…`, as printed under a bar code; `\(` stands for a bracket inside a value.

    Raises: Gs1Error.
    """
    pairs: list[tuple[str, str]] = []
    for part in bounded(text).split(_COMPOSITE, 1):
        pairs += _bracketed_pairs(part)
    for ai, value in pairs:
        check_value(IDENTIFIERS[ai], value)
    return checked_together(tuple(pairs), companions)


def parse_raw(text: str, companions: bool = True) -> Elements:
    """Read element strings as in a symbol: no brackets, GS as separator, no FNC1 in front.

    Raises: Gs1Error.
    """
    linear, bar, composite = bounded(text).partition(_COMPOSITE)
    pairs = _payload_pairs(linear)
    if bar:
        if not composite.startswith(GS):
            raise Gs1Error(Gs1Rule.SYNTAX, "a composite part begins with FNC1")
        pairs += _payload_pairs(composite[1:])
    return checked_together(tuple(pairs), companions)


def parse_scan(text: str, companions: bool = True) -> ScannedCode:
    """Read what a scanner sends: a symbology identifier such as `]C1`, if it is set to, and data.

    Web links must be Digital Links, and data with a GS in it element strings. Other data without an
    identifier is plain: whether digits are a GTIN or a place cannot be told from them.

    Raises: Gs1Error.
    """
    aim, data = _split_aim(bounded(text))
    symbology = _symbology(aim)
    if aim in _GS1_SYMBOLOGIES or (aim is None and GS in data):
        elements = checked_together(tuple(_payload_pairs(data)), companions)
        return ScannedCode(aim, symbology, data, elements)
    if aim in _EAN_LENGTHS:
        return ScannedCode(aim, symbology, data, _retail(_EAN_LENGTHS[aim], data, companions))
    if is_link(data):
        elements, _ = parse_digital_link(data, companions)
        return ScannedCode(aim, symbology, data, elements)
    return ScannedCode(aim, symbology, data, None)


def build_element_string(elements: Elements) -> str:
    """Return the payload of a symbol, to be put behind its leading FNC1; GS stands for FNC1.

    The order stays; put values of predefined length first to need the fewest separators.
    """
    parts = []
    for place, (ai, value) in enumerate(elements, start=1):
        last = place == len(elements.pairs)
        parts.append(ai + value + (GS if IDENTIFIERS[ai].needs_separator and not last else ""))
    return "".join(parts)


def to_bracketed(elements: Elements) -> str:
    """Return the elements as `parse_bracketed` reads them."""
    return "".join("({}){}".format(ai, value.replace("(", r"\(")) for ai, value in elements)


def _retail(scheme: str, data: str, companions: bool) -> Elements:
    """Read the number of a retail symbol, and the composite part if a scanner sends one with it."""
    digits, is_composite, composite = data.partition(_COMPOSITE + "]e0")
    verify_check_digit(scheme, digits)
    pairs = [("01", digits.rjust(14, "0"))]
    if is_composite:
        pairs += _payload_pairs(composite)
    return checked(pairs, companions)


def _bracketed_pairs(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while match := _BRACKETED.match(text, place):
        ai, value = match.groups()
        identifier = identifier_of(ai)
        place = match.end()
        if not value and place == len(text):
            raise Gs1Error(Gs1Rule.SYNTAX, f"the value of ({ai}) is missing")
        value = value.replace(r"\(", "(")
        check_length(identifier, value)
        yield ai, value
    if place == 0 or place < len(text):
        raise Gs1Error(Gs1Rule.SYNTAX, f"no identifier in brackets at {text[place : place + 20]!r}")


def _payload_pairs(text: str) -> list[tuple[str, str]]:
    if not text:
        raise Gs1Error(Gs1Rule.LENGTH, "there is no element")
    pairs = []
    rest = text
    while rest:
        ai = rest[: AI_LENGTH.get(rest[:2], 2)]
        identifier = identifier_of(ai)
        value, separator, beyond = rest[len(ai) :].partition(GS)
        if not identifier.needs_separator and len(value) > identifier.length_max:
            # Predefined length: what follows is the next identifier.
            beyond = value[identifier.length_max :] + separator + beyond
            value = value[: identifier.length_max]
        check_value(identifier, value)
        pairs.append((ai, value))
        rest = beyond
    return pairs


def _split_aim(text: str) -> tuple[str | None, str]:
    if not text.startswith("]"):
        return None, text
    if len(text) < 3:
        raise Gs1Error(Gs1Rule.SYNTAX, "the symbology identifier is cut off")
    return text[1:3], text[3:]


def _symbology(aim: str | None) -> str:
    if aim is None:
        return "unknown"
    return _GS1_SYMBOLOGIES.get(aim) or _SYMBOLOGIES.get(aim[0], "unknown")
