"""The protobuf wire encoding, as far as Sparkplug needs it: one message → its fields by number.

Source: protobuf.dev, encoding.
"""

import struct
from typing import Any

from devices.errors import Garbled, Oddity

Fields = dict[int, list[Any]]
"""Every value of each field, in order: varints as int, everything else as bytes."""

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_WIDTHS = {_FIXED64: 8, _FIXED32: 4}


def fields(data: Any) -> Fields:
    """Split one message. Raises: Garbled("malformed_json")."""
    if not isinstance(data, bytes):
        raise _garbled(b"", "a message expected")
    found: Fields = {}
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        if key >> 3 == 0:
            raise _garbled(data, "field 0")
        if key & 7 == _VARINT:
            value, at = _varint(data, at)
            found.setdefault(key >> 3, []).append(value)
            continue
        width = _WIDTHS.get(key & 7)
        if key & 7 == _BYTES:
            width, at = _varint(data, at)
        if width is None or at + width > len(data):
            raise _garbled(data, "cut off, or of an unknown wire type")
        found.setdefault(key >> 3, []).append(data[at : at + width])
        at += width
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    result = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            break
        result |= (data[at] & 0x7F) << shift
        at += 1
        if not data[at - 1] & 0x80:
            return result & 0xFFFF_FFFF_FFFF_FFFF, at
    raise _garbled(data, "a number without its end")


def integer(found: Fields, number: int) -> int:
    """The last value of a varint field, 0 where there is none. Raises: Garbled."""
    value = found.get(number, [0])[-1]
    if not isinstance(value, int):
        raise _garbled(b"", f"field {number} is not an integer")
    return value


def text(raw: Any) -> str:
    """The text in a field's bytes. Raises: Garbled."""
    try:
        return str(raw, "utf-8")
    except (TypeError, UnicodeDecodeError) as error:
        raise _garbled(b"", "a text that is not UTF-8") from error


def floating(layout: str, raw: Any) -> float | None:
    """A float (`<f`) or double (`<d`); None for NaN and infinity. Raises: Garbled."""
    if not isinstance(raw, bytes) or len(raw) != struct.calcsize(layout):
        raise _garbled(b"", "a float of another width")
    value: float = struct.unpack(layout, raw)[0]
    return value if abs(value) < float("inf") else None


def _garbled(data: bytes, detail: str) -> Garbled:
    return Garbled(Oddity.MALFORMED_JSON, data, f"not protobuf: {detail}")
