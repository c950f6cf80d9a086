"""Reading recorded lines: JSON objects, one a line, with fields asked for by name and type."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

import msgspec

LINE_BYTES_MAX = 16 * 1024 * 1024
_fast = msgspec.json.Decoder().decode


class BadLine(Exception):
    """A line that cannot be read; `id` is its own where it had one."""

    def __init__(self, message: str, id: Any = None) -> None:
        super().__init__(message)
        self.id = id


class Line:
    """One recorded line; what it lacks, or has of another type, is named in a BadLine."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields
        self.id = fields.get("id")

    def text(self, name: str, default: str | None = None) -> str:
        """A text. Raises: BadLine."""
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            raise BadLine(f"field {name!r} must be a text")
        return value

    def list(self, name: str) -> list[Any]:
        """A list. Raises: BadLine."""
        value = self.fields.get(name)
        if not isinstance(value, list):
            raise BadLine(f"field {name!r} must be a list")
        return value

    def object(self, name: str) -> dict[str, Any]:
        """An object, empty where there is none. Raises: BadLine."""
        value = self.fields.get(name) or {}
        if not isinstance(value, dict):
            raise BadLine(f"field {name!r} must be an object")
        return value


def lines(source: BinaryIO) -> Iterator[Line | BadLine]:
    """Every line that is not empty; one that cannot be read comes as a BadLine in its place."""
    while raw := source.readline(LINE_BYTES_MAX + 1):
        if len(raw) > LINE_BYTES_MAX:
            _skip_rest(source, raw)
            yield BadLine(f"longer than {LINE_BYTES_MAX} bytes")
        elif raw.strip():
            try:
                yield Line(_object(raw))
            except BadLine as error:
                yield error


def _skip_rest(source: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = source.readline(LINE_BYTES_MAX)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = _fast(raw)
    except (msgspec.DecodeError, ValueError, RecursionError):
        try:
            # Lone surrogates and NaN are read here, so that the decoders can say what they are.
            value = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise BadLine(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadLine("not a JSON object")
    return value


def number(value: Any, name: str) -> float:
    """A number that is one. Raises: BadLine."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadLine(f"{name} must be a number")
    try:
        return float(value)
    except OverflowError as error:
        raise BadLine(f"{name} is too large") from error


def moment(value: Any, name: str) -> datetime:
    """An aware time from ISO 8601; without an offset it is UTC. Raises: BadLine."""
    try:
        at = datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadLine(f"{name} must be a time in ISO 8601") from error
