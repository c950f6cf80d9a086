"""Modbus registers → named values, and one RTU response frame → registers or bits. Pure.

Source: Modbus application protocol v1.1b3 and serial line v1.02 (CRC-16, polynomial 0xA001).
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from devices.errors import Garbled, ModbusException, Oddity
from devices.frames.telemetry import PLAUSIBLE

RegisterType = Literal["int16", "uint16", "int32", "uint32", "float32", "bit"]
Order = Literal["ABCD", "CDAB", "BADC", "DCBA"]
READ_BITS = (1, 2)
"""Functions that answer with coils or discrete inputs."""
READ_REGISTERS = (3, 4)
_FORMATS = {"int16": ">h", "uint16": ">H", "int32": ">i", "uint32": ">I", "float32": ">f"}
_BYTE_ORDER = {
    "ABCD": (0, 1, 2, 3),
    "CDAB": (2, 3, 0, 1),
    "BADC": (1, 0, 3, 2),
    "DCBA": (3, 2, 1, 0),
}
PLAUSIBLE_OF_UNIT = {"C": PLAUSIBLE["temperature"], "%": PLAUSIBLE["humidity"]}
_REPLIES = frozenset({1, 2, 3, 4, 5, 6, 15, 16, 22, 23})
_EXCEPTION = 0x80
_SHORTEST_FRAME = 5
_FRAME_MAX = _SHORTEST_FRAME + 255 + 1  # one byte more than any frame has
_NOISE_MAX = 1_024  # bytes of line noise that are looked through for a frame


@dataclass(frozen=True, slots=True)
class Channel:
    """One value in a block; `offset` counts registers (or bits) from the block's start."""

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
    edges_count: bool = False
    """Whether the first and last value of the type are values like any other."""

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
    if channel.type == "bit":
        return Value(channel.name, float(words[0] >> channel.bit & 1), unit, "good")
    data = _in_order(channel, words)
    raw: float = struct.unpack(_FORMATS[channel.type], data)[0]
    if not math.isfinite(raw) or _is_error(channel, raw, data) or _is_edge(channel, data):
        return Value(channel.name, None, unit, "bad")
    value = raw * channel.scale
    if channel.unit == "F":
        value = (value - 32) / 1.8
    value += channel.offset_c
    low, high = PLAUSIBLE_OF_UNIT.get(unit, (-math.inf, math.inf))
    if not math.isfinite(value) or not low <= value <= high:
        return Value(channel.name, None, unit, "bad")
    return Value(channel.name, round(value, 6), unit, "good")


def read_bit(channel: Channel, bits: Sequence[int]) -> Value:
    """The channel's value in a block of coils or discrete inputs, one after the other."""
    at = channel.offset + channel.bit
    if at >= len(bits):
        return Value(channel.name, None, channel.unit, "missing")
    return Value(channel.name, float(bits[at] & 1), channel.unit, "good")


def _in_order(channel: Channel, words: Sequence[int]) -> bytes:
    """The value's bytes, the most significant first."""
    data = b"".join(word.to_bytes(2, "big") for word in words)
    if channel.width == 2:
        return bytes(data[at] for at in _BYTE_ORDER[channel.order])
    return data[::-1] if channel.order in ("BADC", "DCBA") else data


def _is_error(channel: Channel, raw: float, data: bytes) -> bool:
    if channel.error_below is not None and raw < channel.error_below:
        return True
    return any(raw == one or data == _packed(channel, one) for one in channel.sentinels)


_EDGES = {
    "int16": frozenset({b"\x7f\xff", b"\x80\x00"}),
    "uint16": frozenset({b"\xff\xff"}),
    "int32": frozenset({b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00"}),
    "uint32": frozenset({b"\xff\xff\xff\xff"}),
}


def _is_edge(channel: Channel, data: bytes) -> bool:
    """Whether the register shows the end of its range: what controllers write when a probe is
    gone, and nothing that a probe measured, unless the map says that it counts.
    """
    return not channel.edges_count and data in _EDGES.get(channel.type, ())


def _packed(channel: Channel, sentinel: float) -> bytes:
    """A sentinel's bytes: lists of them write 0xFFFF where the type is signed, and -1.5 where a
    float of 32 bits only comes near.
    """
    try:
        if channel.type == "float32":
            return struct.pack(">f", sentinel)
        bits = 16 * channel.width
        return (int(sentinel) % (1 << bits)).to_bytes(bits // 8, "big")
    except (OverflowError, ValueError):  # infinity, or beyond what the type holds
        return b""


def crc16(data: bytes) -> int:
    """The Modbus CRC of the bytes."""
    crc = 0xFFFF
    for byte in data:
        crc = crc >> 8 ^ _CRC[(crc ^ byte) & 0xFF]
    return crc


def _crc_of(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0xA001 if byte & 1 else 0)
    return byte


_CRC = tuple(_crc_of(byte) for byte in range(256))


@dataclass(frozen=True, slots=True)
class Block:
    """What one response carried: 16-bit registers, or single bits."""

    function: int
    values: list[int]

    def value(self, channel: Channel) -> Value:
        """The channel's value in this block."""
        if self.function in READ_BITS:
            return read_bit(channel, self.values)
        return read(channel, self.values)


def rtu_block(data: bytes, unit: int | None = None) -> Block:
    """The content of one RTU response; line noise before it is skipped.

    Raises: Garbled("bad_crc" | "truncated" | "bad_length" | "exception_N").
    """
    verdict: Garbled | None = None
    for start in range(min(_NOISE_MAX, max(1, len(data) - _SHORTEST_FRAME + 1))):
        frame = data[start : start + _FRAME_MAX]
        if start and not _looks_like_reply(frame, unit):
            continue
        try:
            return _block(frame, unit)
        except Garbled as error:
            if isinstance(error.reason, ModbusException):
                raise
            if verdict is None and _looks_like_reply(frame, unit):
                verdict = error
    raise verdict or Garbled(
        Oddity.TRUNCATED if len(data) < _SHORTEST_FRAME else Oddity.BAD_CRC, data
    )


def _looks_like_reply(frame: bytes, unit: int | None) -> bool:
    """Whether a frame may begin here: a unit that can be, a function that we ask for."""
    if len(frame) < 2 or frame[0] > 247 or (unit is not None and frame[0] != unit):
        return False
    return frame[1] & ~_EXCEPTION in _REPLIES


def _is_whole(frame: bytes) -> bool:
    return crc16(frame[:-2]) == int.from_bytes(frame[-2:], "little")


def _block(frame: bytes, unit: int | None) -> Block:
    if len(frame) < _SHORTEST_FRAME or (unit is not None and frame[0] != unit):
        raise Garbled(Oddity.TRUNCATED, frame)
    function, count = frame[1], frame[2]
    size = _SHORTEST_FRAME if function & _EXCEPTION else _SHORTEST_FRAME + count
    if len(frame) < size or not _is_whole(frame[:size]):
        if _is_whole(frame):
            raise Garbled(Oddity.BAD_LENGTH, frame)
        raise Garbled(Oddity.TRUNCATED if len(frame) < size else Oddity.BAD_CRC, frame)
    if function & _EXCEPTION:
        raise Garbled(ModbusException(count), frame)
    content = frame[3 : size - 2]
    if function in READ_BITS:
        return Block(function, [byte >> bit & 1 for byte in content for bit in range(8)])
    if function not in READ_REGISTERS or count % 2:
        raise Garbled(Oddity.BAD_LENGTH, frame)
    return Block(function, [one for (one,) in struct.iter_unpack(">H", content)])
