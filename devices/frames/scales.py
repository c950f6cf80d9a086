"""A scale's frame → a weight in milligrams. The digits of an overload are never a weight."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from devices.errors import Garbled, Oddity

_MG = {
    "mg": Decimal(1),
    "g": Decimal(1_000),
    "kg": Decimal(1_000_000),
    "t": Decimal(1_000_000_000),
    "lb": Decimal("453592.37"),
    "oz": Decimal("28349.523125"),
    "ozt": Decimal("31103.4768"),
    "dwt": Decimal("1555.17384"),
    "ton": Decimal("907184740"),
}
UNITS = tuple(_MG)
_LIMIT_MG = 10**12


@dataclass(frozen=True, slots=True)
class Weighed:
    """One weight, as the indicator shows it."""

    weight_mg: int
    stable: bool
    tare_mg: int | None = None
    """None where the protocol does not tell."""
    mode: str = "gross"
    status: str = "ok"


def mt_sics(frame: bytes) -> Weighed | None:
    """Mettler-Toledo MT-SICS levels 0 and 1: `S S     23.450 kg`; None for an answer that tells no
    weight, such as that a tare was taken (`T S`, `TA A`) or the scale set to zero (`Z A`).

    Raises: Garbled("busy" | "overload" | "underload" | "syntax_error" | "logic_error" |
    "transmission_error" | "noise").
    Source: MT-SICS reference manual, commands S, SI, SIR, T, TA, Z.
    """
    words = _text(frame).split()
    if len(words) == 1 and words[0] in _SICS_ERRORS:
        raise Garbled(_SICS_ERRORS[words[0]], frame)
    if len(words) == 2 and words[0] in _SICS_COMMANDS and words[1] in _SICS_STATES:
        raise Garbled(_SICS_STATES[words[1]], frame)
    if len(words) >= 2 and words[0] in _SICS_ASIDES and words[1] in _SICS_DONE:
        return None
    if len(words) != 4 or words[0] not in _SICS_WEIGHTS or words[1] not in ("S", "D"):
        raise Garbled(Oddity.NOISE, frame)
    return Weighed(_milligrams(words[2], words[3], frame), stable=words[1] == "S")


_SICS_ERRORS = {
    "ES": Oddity.SYNTAX_ERROR,
    "EL": Oddity.LOGIC_ERROR,
    "ET": Oddity.TRANSMISSION_ERROR,
}
_SICS_STATES = {
    "I": Oddity.BUSY,
    "+": Oddity.OVERLOAD,
    "-": Oddity.UNDERLOAD,
    "L": Oddity.LOGIC_ERROR,
}
_SICS_WEIGHTS = {"S", "SU"}
_SICS_ASIDES = {"T", "TI", "TA", "TAC", "Z", "ZI", "I1", "I2", "I3", "I4", "@", "D", "DW", "K"}
_SICS_COMMANDS = _SICS_WEIGHTS | _SICS_ASIDES
_SICS_DONE = {"S", "D", "A", "B", "C"}


def cas_22(frame: bytes) -> Weighed:
    """CAS 22-byte output and its likes (Dini): `ST,GS,<id><lamp>,    20.0 kg`.

    Raises: Garbled("overload" | "underload" | "noise").
    """
    # The id and lamp bytes may be any byte at all, also a comma: only the ends are split off.
    state, _, rest = frame.rstrip(b"\r\n").partition(b",")
    state = state.lstrip(b"0123456789")  # Dini puts the number of the scale before it
    mode, _, rest = rest.partition(b",")
    if state in _CAS_REFUSED:
        raise Garbled(_CAS_REFUSED[state], frame)
    if state not in (b"ST", b"US") or mode not in (b"GS", b"NT"):
        raise Garbled(Oddity.NOISE, frame)
    found = _AMOUNT.search(rest.replace(b",", b" ")[-18:].decode("ascii", "replace"))
    if found is None:
        raise Garbled(Oddity.NOISE, frame)
    number, unit = found.groups()
    weight_mg = _milligrams(number.replace(" ", ""), unit.lower(), frame)
    return Weighed(weight_mg, stable=state == b"ST", mode="net" if mode == b"NT" else "gross")


_CAS_REFUSED = {b"OL": Oddity.OVERLOAD, b"UL": Oddity.UNDERLOAD}
_AMOUNT = re.compile(r"(?<![0-9.+-])([+-]? *[0-9]+\.?[0-9]*) *([A-Za-z]{1,3}) *$")


def toledo_continuous(body: bytes) -> Weighed:
    """Toledo continuous output, between STX and CR: SWA SWB SWC, weight, tare.

    Raises: Garbled("overload" | "underload" | "noise").
    """
    if len(body) != 15 or not _TOLEDO_WEIGHT.fullmatch(body[3:9]):
        raise Garbled(Oddity.NOISE, body)
    if not _TOLEDO_TARE.fullmatch(body[9:]):
        raise Garbled(Oddity.NOISE, body, "tare")
    swa, swb, swc = body[:3]
    if swb & 0x04:  # out of range: above capacity, or below zero
        raise Garbled(Oddity.UNDERLOAD if swb & 0x02 else Oddity.OVERLOAD, body)
    unit = _TOLEDO_UNITS.get(swc & 0x07) or ("kg" if swb & 0x10 else "lb")
    if swc & 0x07 == 7:
        raise Garbled(Oddity.NOISE, body, "a unit of the customer's own")
    step = Decimal(10) ** (2 - (swa & 0x07)) * _MG[unit]
    weight = int(body[3:9]) * (-1 if swb & 0x02 else 1)
    return Weighed(
        _bounded(weight * step, body),
        stable=not swb & 0x08,
        tare_mg=_bounded(int(body[9:].strip() or b"0") * step, body),
        mode="net" if swb & 0x01 else "gross",
    )


_TOLEDO_WEIGHT = re.compile(rb" *[0-9]+")
_TOLEDO_TARE = re.compile(rb" *[0-9]*")
_TOLEDO_UNITS = {1: "g", 2: "t", 3: "oz", 4: "ozt", 5: "dwt", 6: "ton"}
"""By the low bits of SWC; 0 is pounds or kilograms by SWB, 7 the customer's own."""


def toledo_8217(body: bytes, unit: str = "kg", decimals: int = 0) -> Weighed:
    """Toledo 8217, the answer to `W`: digits, or `?` and a status byte while there is no weight.

    Raises: Garbled("unstable" | "overload" | "underload" | "noise").
    """
    if len(body) == 2 and body[:1] == b"?":
        status = body[1]
        refused = [reason for bit, reason in _STATUS_8217 if status & bit]
        raise Garbled(refused[0] if refused else Oddity.NOISE, body)
    text = _text(body).strip(" \n")
    net = text.endswith("N")
    number = text.removesuffix("N")
    if not re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,4})?", number):
        raise Garbled(Oddity.NOISE, body)
    scale = Decimal(1) if "." in number else Decimal(10) ** -decimals
    weight_mg = _bounded(Decimal(number) * scale * _MG[unit], body)
    return Weighed(weight_mg, stable=True, mode="net" if net else "gross")


_STATUS_8217 = ((0x02, Oddity.OVERLOAD), (0x04, Oddity.UNDERLOAD), (0x01, Oddity.UNSTABLE))


def _milligrams(number: str, unit: str, frame: bytes) -> int:
    if unit not in _MG or not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]{0,9})?", number):
        raise Garbled(Oddity.NOISE, frame)
    return _bounded(Decimal(number) * _MG[unit], frame)


def _bounded(weight_mg: Decimal, frame: bytes) -> int:
    if abs(weight_mg) > _LIMIT_MG:
        raise Garbled(Oddity.NOISE, frame, "beyond any scale")
    return round(weight_mg)


def _text(frame: bytes) -> str:
    try:
        return frame.decode("ascii")
    except UnicodeDecodeError as error:
        raise Garbled(Oddity.NOISE, frame) from error


@dataclass(frozen=True, slots=True)
class Protocol:
    """How one make of scale frames, answers and is asked."""

    framing: str
    decode: Callable[..., Weighed | None]
    ask: bytes
    takes_unit: bool = False


PROTOCOLS = {
    "mt-sics": Protocol("suffix=CRLF", mt_sics, b"SI\r\n"),
    "cas-22": Protocol("suffix=CRLF", cas_22, b""),
    "dini": Protocol("suffix=CRLF", cas_22, b"READ\r\n"),
    "toledo-continuous": Protocol("stx-cr-chk", toledo_continuous, b""),
    "toledo-8217": Protocol("stx-cr", toledo_8217, b"W", takes_unit=True),
}
