"""Recorded reads of a serial line → labels or weights, and what was refused."""

from collections.abc import Callable, Iterator
from typing import Any

from api.cli import Arguments
from api.cli.lines import BadLine, Line, number
from api.cli.recorded import Answer
from devices.errors import Garbled, Misconfigured
from devices.frames import framing, scales, scans
from devices.frames.lines import Frame, Framer
from labels import gs1

_GS1_REASONS = {
    gs1.Gs1Rule.CHECK_DIGIT: "bad_check_digit",
    gs1.Gs1Rule.DATE: "invalid_date",
    gs1.Gs1Rule.LENGTH: "truncated_ai",
    gs1.Gs1Rule.UNKNOWN_AI: "unknown_ai",
    gs1.Gs1Rule.EXCLUDES: "conflicting_ai",
    gs1.Gs1Rule.REPEAT: "conflicting_ai",
}
_INVALID = "invalid_character"
_NO_GS1_LINK = frozenset(
    {
        gs1.Gs1Rule.DL_KEY,
        gs1.Gs1Rule.DL_ATTRIBUTE,
        gs1.Gs1Rule.URI,
        gs1.Gs1Rule.PERCENT,
        gs1.Gs1Rule.SYNTAX,
        gs1.Gs1Rule.UNKNOWN_AI,
    }
)
"""Why a web address is none of GS1's: most are not, and are labels all the same."""
_RETAIL = {
    "ean-13": {13: "GTIN-13", 12: "GTIN-12", 8: "GTIN-8"},
    "ean-8": {8: "GTIN-8"},
    "upc-a": {12: "GTIN-12", 13: "GTIN-13"},
}
_ADD_ONS = ("]E1", "]E2")
_BY_FRAMING = {"stx-cr": "toledo-8217", "stx-cr-chk": "toledo-continuous"}
_MG_PER_KG = 1_000_000
_ELEMENT_CHARS = 30  # no element that must have a certain length is longer


class _NoLabel(Exception):
    """A label that was read well and breaks a rule of GS1."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def answers(_arguments: Arguments) -> Answer:
    """What answers a line: `{"scans", "rejects"}` or `{"weights", "rejects"}`."""
    return _answer


def _answer(line: Line) -> dict[str, Any]:
    spec = line.text("framing")
    try:
        framer = framing.framer(spec)
    except Misconfigured as error:
        raise BadLine(str(error)) from error
    kind = line.text("kind", "scanner")
    if kind not in ("scanner", "scale"):
        raise BadLine(f"unknown kind {kind[:80]!r}")
    read = _weigher(line) if kind == "scale" else _scanner(spec)
    found, rejects = [], []
    for frame in _frames(framer, line.list("hex")):
        try:
            one = _read(frame, read)
        except Garbled as error:
            rejects.append(str(error.reason))
        except _NoLabel as error:
            rejects.append(error.reason)
        else:
            found += [] if one is None else [one]
    return {"weights" if kind == "scale" else "scans": found, "rejects": rejects}


def _frames(framer: Framer, reads: list[Any]) -> Iterator[Frame]:
    """What the line gives; where the record ends, the line is closed."""
    for read in reads:
        if isinstance(read, str):
            try:
                yield from framer.feed(bytes.fromhex(read))
            except ValueError as error:
                raise BadLine(f"hex is not hexadecimal: {error}") from error
        elif isinstance(read, dict):
            if number(read.get("idle_ms"), "idle_ms") > framer.idle_ms:
                yield from framer.drop()
        else:
            raise BadLine("hex must hold texts and idle_ms")
    yield from framer.drop()


def _read(frame: Frame, read: Callable[[bytes], Any]) -> Any:
    if isinstance(frame, Garbled):
        raise frame
    return read(frame) if isinstance(frame, bytes) else None


def _weigher(line: Line) -> Callable[[bytes], dict[str, Any] | None]:
    protocol = _protocol(line)
    settings = line.object("settings")
    unit, decimals = settings.get("unit", "kg"), settings.get("decimals", 0)
    if unit not in scales.UNITS or decimals not in range(10):
        raise BadLine("settings: unit or decimals of the scale")

    def read(frame: bytes) -> dict[str, Any] | None:
        own = (unit, decimals) if protocol.takes_unit else ()
        weighed = protocol.decode(frame, *own)
        return None if weighed is None else _weight(weighed)

    return read


def _weight(weighed: scales.Weighed) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "value": weighed.weight_mg / _MG_PER_KG,
        "unit": "kg",
        "stable": weighed.stable,
        "mode": weighed.mode,
        "status": weighed.status,
    }
    if weighed.tare_mg is not None:
        shape["tare"] = weighed.tare_mg / _MG_PER_KG
    return shape


def _protocol(line: Line) -> scales.Protocol:
    """The scale's protocol by its name, which may go on (`cas-22/pounds`), or by its framing."""
    source = line.text("source")
    for name, protocol in scales.PROTOCOLS.items():
        if source.startswith(name):
            return protocol
    framed = line.text("framing").split(",")[0]
    if framed not in _BY_FRAMING:
        raise BadLine(f"unknown scale {source[:80]!r}")
    return scales.PROTOCOLS[_BY_FRAMING[framed]]


def _scanner(spec: str) -> Callable[[bytes], dict[str, Any]]:
    decode = scans.ssi_label if spec.split(",")[0].strip() == "ssi" else scans.label
    assume = framing.assumes_gs1(spec)

    def read(frame: bytes) -> dict[str, Any]:
        label = decode(frame)
        shape = {"symbology": label.symbology, "aim": label.aim, "data": label.data}
        try:
            return {**shape, "gs1": _gs1(label, assume)}
        except gs1.Gs1Error as error:
            raise _NoLabel(_reason(error, label.data)) from error

    return read


def _gs1(label: scans.Label, assume: bool) -> dict[str, str] | None:
    """The elements of a label that announces GS1; a retail code is checked but stays a number."""
    if label.symbology in _RETAIL:
        _judge_retail(label)
        return None
    if label.symbology.startswith("gs1-"):
        return dict(gs1.parse_raw(label.data, companions=False))
    if "://" in label.data:
        try:
            return dict(gs1.parse_digital_link(label.data, companions=False)[0])
        except gs1.Gs1Error as error:
            if error.code in _NO_GS1_LINK:
                return None
            raise
    return dict(gs1.parse_raw(label.data, companions=False)) if assume else None


def _judge_retail(label: scans.Label) -> None:
    """The check digit of an EAN or UPC; an add-on behind it has none of its own."""
    if label.aim in _ADD_ONS:
        return
    digits = label.data[:13] if label.aim == "]E3" else label.data
    if not (digits.isascii() and digits.isdigit()):
        raise gs1.Gs1Error(gs1.Gs1Rule.CHARSET, "a retail code has digits only")
    schemes = _RETAIL[label.symbology]
    gs1.verify_check_digit(schemes.get(len(digits), next(iter(schemes.values()))), digits)


def _reason(error: gs1.Gs1Error, data: str) -> str:
    if error.code is gs1.Gs1Rule.LENGTH and not _ends_too_early(data):
        return "too_long"
    return _GS1_REASONS.get(error.code, _INVALID)


def _ends_too_early(data: str) -> bool:
    """Whether more characters would mend a wrong length: then the last element is cut off."""
    for count in range(1, _ELEMENT_CHARS):
        try:
            gs1.parse_raw(data + "0" * count, companions=False)
        except gs1.Gs1Error as error:
            if error.code is gs1.Gs1Rule.LENGTH:
                continue
        return True
    return False
