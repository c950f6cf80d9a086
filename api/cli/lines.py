"""Commands that answer JSON lines with JSON lines, in order: a bad line gets an error line.

Whoever writes to us line by line gets each answer at once; whoever gives a file gets them together.
"""

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import Any, BinaryIO, NoReturn

import msgspec

from api.cli import Stop

Row = dict[str, Any]

# Longer than any document of a day; what comes in one piece must fit into memory several times.
LINE_BYTES_MAX = 16 * 1024 * 1024

_encode = msgspec.json.Encoder().encode
_fast = msgspec.json.Decoder().decode


class BadLine(Exception):
    """A line that cannot be read; `id` is its own where it had one."""

    def __init__(self, message: str, id: Any = None) -> None:
        super().__init__(message)
        self.id = id


class Line:
    """One JSON object; what it lacks, or has of another type, is named in a BadLine."""

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


def answer_lines(
    file: str,
    answer: Callable[[Line], Row],
    failed: Callable[[str], Row],
    *,
    allows_nan: bool = False,
) -> int:
    """Write `{"id", **answer(line)}` for each line of a file (`-`: standard input).

    A line that is no JSON object, or that `answer` refuses with BadLine, is told by `failed`, and a
    word about it goes to the error output; the stream goes on. Blank lines are passed.

    Raises: Stop when the file cannot be read.
    """
    with _source(file) as source:
        write, flush = _sink(source)
        for number, line in lines(source, allows_nan=allows_nan):
            write(_answered(answer, failed, number, line))
            flush()
    sys.stdout.flush()
    return 0


def _answered(
    answer: Callable[[Line], Row], failed: Callable[[str], Row], number: int, line: Line | BadLine
) -> bytes:
    try:
        if isinstance(line, BadLine):
            raise line
        return _json({"id": line.id, **answer(line)})
    except (BadLine, RecursionError) as error:
        said = f"line {number}: {error}"
        sys.stderr.write(f"{said}\n".encode("ascii", "backslashreplace").decode())
        return _json({"id": line.id, **failed(said)})


def _json(answer: Row) -> bytes:
    try:
        return _encode(answer) + b"\n"
    except (UnicodeError, OverflowError):  # lone surrogates, or an id of a hundred digits
        return json.dumps(answer).encode() + b"\n"


@contextmanager
def _source(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        # A test's standard input may be text without bytes below it.
        yield getattr(sys.stdin, "buffer", None) or BytesIO(sys.stdin.read().encode())
        return
    try:
        file = open(name, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise Stop(f"{name} cannot be read: {error.strerror}") from error
    with file:
        yield file


def _sink(source: BinaryIO) -> tuple[Callable[[bytes], object], Callable[[], None]]:
    out = sys.stdout.buffer
    try:
        is_file = stat.S_ISREG(os.fstat(source.fileno()).st_mode)
    except OSError:
        is_file = True
    return out.write, (lambda: None) if is_file else out.flush


def lines(source: BinaryIO, *, allows_nan: bool) -> Iterator[tuple[int, Line | BadLine]]:
    """Every line that is not blank, with its number; a BadLine where one cannot be read."""
    for number in count(1):
        raw = source.readline(LINE_BYTES_MAX + 1)
        if not raw:
            return
        if len(raw) > LINE_BYTES_MAX:
            _skip_rest(source, raw)
            yield number, BadLine(f"longer than {LINE_BYTES_MAX} bytes")
        elif raw.strip():
            yield number, _line(raw, allows_nan)


def _line(raw: bytes, allows_nan: bool) -> Line | BadLine:
    try:
        return Line(_object(raw, allows_nan))
    except BadLine as error:
        return error


def _skip_rest(source: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = source.readline(LINE_BYTES_MAX)


def _object(raw: bytes, allows_nan: bool) -> Row:
    try:
        value = _fast(raw)
    except (msgspec.DecodeError, ValueError, RecursionError):
        try:
            # Byte order marks and lone surrogates are read here, NaN by who can say what it is.
            value = json.loads(raw, parse_constant=None if allows_nan else _refused)
        except (ValueError, RecursionError) as error:
            raise BadLine(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadLine("not a JSON object")
    return value


def _refused(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


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
