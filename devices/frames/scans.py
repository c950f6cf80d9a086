"""A scanner's frame → data, AIM identifier and symbology. What the data means is not decided here.

Source: ISO/IEC 15424 (AIM identifiers); Zebra SSI guide (code types).
"""

import re
from dataclasses import dataclass

from devices.errors import Garbled, Oddity

NO_READ = "NR"
LABEL_CHARS_MAX = 4_000  # what a Scan may hold
UNKNOWN = "unknown"
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x1c\x1e\x1f\x7f-\x9f]")  # GS, 0x1D, separates GS1 elements

_SYMBOLOGIES = {
    "]C1": "gs1-128",
    "]d2": "gs1-datamatrix",
    "]Q3": "gs1-qr",
    "]J1": "gs1-dotcode",
    "]E4": "ean-8",
}
_FAMILIES = {
    "A": "code-39",
    "C": "code-128",
    "E": "ean-13",
    "F": "codabar",
    "G": "code-93",
    "H": "code-11",
    "I": "itf",
    "J": "dotcode",
    "L": "pdf417",
    "M": "msi",
    "Q": "qr",
    "R": "iata-2-of-5",
    "S": "2-of-5",
    "U": "maxicode",
    "d": "datamatrix",
    "e": "gs1-databar",
    "z": "aztec",
}
_SSI_TYPES = {
    0x01: "code-39",
    0x02: "codabar",
    0x03: "code-128",
    0x04: "2-of-5",
    0x05: "iata-2-of-5",
    0x06: "itf",
    0x07: "code-93",
    0x08: "upc-a",
    0x09: "upc-e",
    0x0A: "ean-8",
    0x0B: "ean-13",
    0x0C: "code-11",
    0x0E: "msi",
    0x0F: "gs1-128",
    0x10: "upc-e",
    0x11: "pdf417",
    0x13: "code-39",
    0x1B: "datamatrix",
    0x1C: "qr",
    0x25: "maxicode",
    0x2D: "aztec",
    0x30: "gs1-databar",
    0x31: "gs1-databar",
    0x32: "gs1-databar",
    0xC1: "gs1-datamatrix",
    0xC2: "gs1-qr",
}


@dataclass(frozen=True, slots=True)
class Label:
    """What a gun read: `data` without the AIM identifier, GS kept."""

    data: str
    aim: str | None
    symbology: str


def label(frame: bytes) -> Label:
    """Decode a frame of a line or STX/ETX scanner.

    Raises: Garbled("noise" | "no_read" | "too_long").
    """
    return _read(frame.removesuffix(b"\r"), UNKNOWN, frame)


def ssi_label(frame: bytes) -> Label:
    """Decode the type byte and data of an SSI packet.

    Raises: Garbled("noise" | "no_read" | "too_long").
    """
    return _read(frame[1:], _SSI_TYPES.get(frame[0], UNKNOWN), frame)


def _read(data: bytes, symbology: str, frame: bytes) -> Label:
    """A label whose AIM identifier, where there is one, says the symbology."""
    text = _text(data, frame)
    if text == NO_READ:
        raise Garbled(Oddity.NO_READ, frame)
    found = _AIM.match(text)
    if found is None:
        return Label(text, None, symbology)
    if len(text) == found.end():
        raise Garbled(Oddity.NOISE, frame)
    aim = found.group()
    return Label(text[found.end() :], aim, symbology_of(aim))


def symbology_of(aim: str) -> str:
    """The symbology an AIM identifier announces."""
    return _SYMBOLOGIES.get(aim) or _FAMILIES.get(aim[1], UNKNOWN)


def _text(data: bytes, frame: bytes) -> str:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Garbled(Oddity.NOISE, frame, str(error)) from error
    if not text or _CONTROL.search(text):
        raise Garbled(Oddity.NOISE, frame)
    if len(text) > LABEL_CHARS_MAX:
        raise Garbled(Oddity.TOO_LONG, frame)
    return text
