"""JSON as RFC 8259 has it and nothing more: no NaN, no overflow, no key twice, no byte-order mark.

msgspec reads first. It takes the last of two equal keys without a word, so the colons of the text
are counted against those of the result written out again: a key given twice leaves more in the text
than in the result. Whatever is in doubt is read again by the slow parser, which knows the reason.
"""

import json
import math
from typing import Any, NoReturn

import msgspec

from devices.errors import Garbled, Oddity


def parse(payload: bytes) -> Any:
    """The JSON value of a payload.

    Raises: Garbled("empty_payload" | "malformed_json" | "not_a_number" | "duplicate_key").
    """
    try:
        value = _fast(payload)
        # An escape may hide a colon; without one, what is the same reads the same.
        if b"\\" not in payload and payload.count(b":") == _written(value).count(b":"):
            return value
    except (msgspec.DecodeError, ValueError, OverflowError, RecursionError):
        pass
    return _slowly(payload)


def parse_object(payload: bytes) -> dict[str, Any]:
    """The JSON object of a payload. Raises: as `parse`; Garbled("wrong_type")."""
    return as_object(parse(payload), payload)


def as_object(value: Any, payload: bytes) -> dict[str, Any]:
    """The value, if it is a JSON object. Raises: Garbled("wrong_type")."""
    if not isinstance(value, dict):
        raise Garbled(Oddity.WRONG_TYPE, payload, "expected an object")
    return value


def _slowly(payload: bytes) -> Any:
    if not payload.strip():
        raise Garbled(Oddity.EMPTY_PAYLOAD, payload)
    try:
        return _strict.decode(payload.decode())
    except Garbled as error:
        raise Garbled(error.reason, payload, error.detail) from error
    except json.JSONDecodeError as error:
        raise Garbled(Oddity.MALFORMED_JSON, payload, str(error)) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise Garbled(Oddity.MALFORMED_JSON, payload, type(error).__name__) from error
    except ValueError as error:  # an integer of more digits than Python will convert
        raise Garbled(Oddity.NOT_A_NUMBER, payload, str(error)) from error


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Garbled(Oddity.DUPLICATE_KEY)
    return found


def _not_a_number(text: str) -> NoReturn:
    raise Garbled(Oddity.NOT_A_NUMBER, detail=text)


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _not_a_number(text[:40])


_fast = msgspec.json.Decoder().decode
_written = msgspec.json.Encoder().encode
_strict = json.JSONDecoder(
    object_pairs_hook=_unique_keys, parse_constant=_not_a_number, parse_float=_finite
)
