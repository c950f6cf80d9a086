"""Sparkplug B payloads for tests, written field by field as the specification numbers them."""

import struct
from typing import Any

INT8, INT16, INT32, INT64, UINT8, UINT64, FLOAT, DOUBLE, BOOLEAN, STRING = (
    *(1, 2, 3, 4, 5, 8, 9, 10, 11, 12),
)


def varint(value: int) -> bytes:
    """A number, seven bits a byte, the lowest first."""
    out = bytearray()
    value &= 0xFFFF_FFFF_FFFF_FFFF
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def field(number: int, value: Any) -> bytes:
    """One field: bytes as they are, `(layout, float)` packed, everything else a varint."""
    if isinstance(value, bytes):
        return varint(number << 3 | 2) + varint(len(value)) + value
    if isinstance(value, tuple):
        layout, amount = value
        return varint(number << 3 | (5 if layout == "<f" else 1)) + struct.pack(layout, amount)
    return varint(number << 3) + varint(int(value))


def metric(
    name: str = "",
    *,
    alias: int | None = None,
    type: int = 0,
    at: int | None = None,
    value: tuple[int, Any] | None = None,
    null: bool = False,
) -> bytes:
    """One metric; `value` is its field's number and content."""
    parts = [
        field(1, name.encode()) if name else b"",
        b"" if alias is None else field(2, alias),
        b"" if at is None else field(3, at),
        field(4, type) if type else b"",
        field(7, 1) if null else b"",
        field(*value) if value else b"",
    ]
    return b"".join(parts)


def payload(*metrics: bytes, seq: int | None, at: int = 1767600000000) -> bytes:
    """One message with its time (epoch ms) and sequence number."""
    body = field(1, at) + b"".join(field(2, one) for one in metrics)
    return body if seq is None else body + field(3, seq)
