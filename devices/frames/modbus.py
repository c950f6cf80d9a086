"""Modbus registers → named values, and one RTU response frame → registers. Pure.

Source: Modbus application protocol v1.1b3 and serial line v1.02 (CRC-16, polynomial 0xA001).
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from devices.errors import Garbled

RegisterType = Literal["int16", "uint16", "int32", "uint32", "float32", "bit"]
Order = Literal["ABCD", "CDAB", "BADC", "DCBA"]
_FORMATS = {"int16": ">h", "uint16": ">H", "int32": ">i", "uint32": ">I", "float32": ">f"}
_BYTE_ORDER = {
    "ABCD": (0, 1, 2, 3),
    "CDAB": (2, 3, 0, 1),
    "BADC": (1, 0, 3, 2),
    "DCBA": (3, 2, 1, 0),
}
_FUNCTIONS = (3, 4)
_SHORTEST_FRAME = 5
_VALUE_LIMIT = 1e9


@dataclass(frozen=True, slots=True)
class Channel:
    """One value in a block of registers; `offset` counts registers from the block's start."""

    name: str
    offset: int = 0
    type: RegisterType = "int16"
    order: Order = "ABCD"
    scale: float = 1.0
    unit: str = "C"
    sentinels: Sequence[float] = field(default=())
    error_below: float | None = None
    offset_c: float = 0.0
    bit: int = 0

    @property
    def width(self) -> int:
        """How many registers the value takes."""
        return 2 if self.type in ("int32", "uint32", "float32") else 1


@dataclass(frozen=True, slots=True)
class Value:
    """A channel's value in its normalised unit; None where the quality says there is none."""

    name: str
    value: float | None
    unit: str
    quality: Literal["good", "bad", "missing"]


def read(channel: Channel, registers: Sequence[int]) -> Value:
    """The channel's value in a block of 16-bit registers."""
    unit = "C" if channel.unit == "F" else channel.unit
    words = registers[channel.offset : channel.offset + channel.width]
    if len(words) < channel.width:
        return Value(channel.name, None, unit, "missing")
    raw = _raw(channel, words)
    if not math.isfinite(raw) or _is_error(channel, raw):
        return Value(channel.name, None, unit, "bad")
    if channel.type == "bit":
        return Value(channel.name, raw, unit, "good")
    value = raw * channel.scale
    if channel.unit == "F":
        value = (value - 32) / 1.8
    if not abs(value) <= _VALUE_LIMIT:
        return Value(channel.name, None, unit, "bad")
    return Value(channel.name, round(value + channel.offset_c, 6), unit, "good")


def _raw(channel: Channel, words: Sequence[int]) -> float:
    if channel.type == "bit":
        return float(words[0] >> channel.bit & 1)
    data = b"".join(word.to_bytes(2, "big") for word in words)
    if channel.width == 2:
        data = bytes(data[at] for at in _BYTE_ORDER[channel.order])
    elif channel.order in ("BADC", "DCBA"):
        data = data[::-1]
    raw: float = struct.unpack(_FORMATS[channel.type], data)[0]
    return raw


def _is_error(channel: Channel, raw: float) -> bool:
    below = channel.error_below is not None and raw < channel.error_below
    return below or raw in channel.sentinels


def crc16(data: bytes) -> int:
    """The Modbus CRC of the bytes."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def rtu_registers(data: bytes, unit: int | None = None) -> list[int]:
    """The registers in one RTU response; line noise before it is skipped.

    Raises: Garbled("bad_crc" | "truncated" | "bad_length" | "exception_N").
    """
    verdict = Garbled("truncated", data)
    for start in range(max(1, len(data) - _SHORTEST_FRAME + 1)):
        try:
            return _registers(data[start:], unit)
        except Garbled as error:
            if error.reason.startswith("exception_"):
                raise
            if start == 0:
                verdict = error
    raise verdict


def _whole(frame: bytes) -> bool:
    return crc16(frame[:-2]) == int.from_bytes(frame[-2:], "little")


def _registers(frame: bytes, unit: int | None) -> list[int]:
    if len(frame) < _SHORTEST_FRAME or (unit is not None and frame[0] != unit):
        raise Garbled("truncated", frame)
    function, count = frame[1], frame[2]
    size = _SHORTEST_FRAME if function & 0x80 else _SHORTEST_FRAME + count
    if len(frame) != size and _whole(frame):
        raise Garbled("bad_length", frame)
    if len(frame) < size:
        raise Garbled("truncated", frame)
    if not _whole(frame[:size]):
        raise Garbled("bad_crc", frame)
    if function & 0x80:
        raise Garbled(f"exception_{count}", frame)
    if function not in _FUNCTIONS or count % 2:
        raise Garbled("bad_length", frame)
    return [int.from_bytes(frame[at : at + 2], "big") for at in range(3, size - 2, 2)]
