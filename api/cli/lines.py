"""Commands that answer JSON lines with JSON lines, in order: a bad line gets an error line."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, BinaryIO, NoReturn

from api.cli import Arguments, Stop, say

Row = dict[str, Any]

# Longer than any document of a day; what comes in one piece must fit into memory several times.
LINE_BYTES_MAX = 64 * 1024 * 1024


class BadLine(ValueError):
    """A line that no answer can be given to; the text says what is wrong with it."""


def answer_lines(arguments: Arguments, answer: Callable[[Row], Row]) -> int:
    """Write `answer(row)` for each line of the FILE argument or of standard input.

    The answer to a line that is not a JSON object, or that `answer` refuses with BadLine, is
    `{"id", "ok": false, "error": "line", "detail"}`; the stream goes on. Blank lines are passed.

    Raises: Stop when the file cannot be read.
    """
    with _opened(arguments.file) as stream:
        for number, line in _numbered(stream):
            row: Row = {}
            try:
                row = _row(line)
                told = answer(row)
            except (BadLine, RecursionError) as fault:
                told = {"ok": False, "error": "line", "detail": f"line {number}: {fault}"}
            say(json.dumps({"id": row.get("id"), **told}))
    return 0


def text_of(row: Row, field: str) -> str:
    """Return a field that must hold a text. Raises: BadLine."""
    value = row.get(field)
    if not isinstance(value, str):
        raise BadLine(f'the field "{field}" must hold a text')
    return value


@contextmanager
def _opened(name: str | None) -> Iterator[BinaryIO]:
    if name is None or name == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = open(name, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise Stop(f"{name} cannot be read: {error.strerror}") from error
    with stream:
        yield stream


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank; of one that is too long, only the beginning."""
    for number in count(1):
        line = stream.readline(LINE_BYTES_MAX)
        if not line:
            return
        rest = line
        while len(rest) == LINE_BYTES_MAX and not rest.endswith(b"\n"):
            rest = stream.readline(LINE_BYTES_MAX)
        if line.strip():
            yield number, line


def _row(line: bytes) -> Row:
    if len(line) == LINE_BYTES_MAX:
        raise BadLine(f"it has {LINE_BYTES_MAX} bytes or more")
    try:
        row = _JSON.decode(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine(f"byte {error.start + 1} is not UTF-8") from error
    except ValueError as error:
        raise BadLine(f"it is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadLine("it is no JSON object")
    return row


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


_JSON = json.JSONDecoder(parse_constant=_refuse_constant)
