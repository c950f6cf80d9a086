"""`coldchain decode` and `coldchain devices`: recorded lines in, what they mean out.

One JSON object a line comes in, one `{"id", "got"}` a line goes out, in the same order. A line that
cannot be read gets `{"id", "got": null, "error"}` and a word on the error output, and the next one
is read as if nothing had been.
"""

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from io import BytesIO
from typing import Any, BinaryIO

import msgspec

from api.cli import Arguments, Stop
from api.cli.recorded.input import BadLine, Line, lines

Answer = Callable[[Line], Any]
_encode = msgspec.json.Encoder().encode


def decode(arguments: Arguments) -> int:
    """Decode recorded payloads of devices."""
    return _answer_all(arguments.what, arguments)


def devices(arguments: Arguments) -> int:
    """Cold-chain arithmetic over recorded curves."""
    return _answer_all("coldchain", arguments)


def _answer_all(module: str, arguments: Arguments) -> int:
    answers = import_module(f"{__name__}.{module}").answers(arguments)
    with _source(arguments.file) as source:
        write, flush = _sink(source)
        for number, line in enumerate(lines(source), start=1):
            write(_answer(answers, number, line))
            flush()
    sys.stdout.flush()
    return 0


def _answer(answer: Answer, number: int, line: Line | BadLine) -> bytes:
    try:
        if isinstance(line, BadLine):
            raise line
        return _json({"id": line.id, "got": answer(line)})
    except BadLine as error:
        said = f"line {number}: {error}"
        sys.stderr.write(f"{said}\n".encode("ascii", "backslashreplace").decode())
        name = line.id if isinstance(line, Line) else error.id
        return _json({"id": name, "got": None, "error": said})


def _json(answer: dict[str, Any]) -> bytes:
    try:
        return _encode(answer) + b"\n"
    except (UnicodeError, OverflowError):  # lone surrogates, or an id of a hundred digits
        return json.dumps(answer).encode() + b"\n"


@contextmanager
def _source(name: str) -> Iterator[BinaryIO]:
    """The file to read; `-` is the standard input."""
    if name == "-":
        # A test's standard input may be text without bytes below it.
        yield getattr(sys.stdin, "buffer", None) or BytesIO(sys.stdin.read().encode())
        return
    try:
        with open(name, "rb") as file:
            yield file
    except OSError as error:
        raise Stop(f"{name}: {error.strerror}") from error


def _sink(source: BinaryIO) -> tuple[Callable[[bytes], object], Callable[[], None]]:
    """Where answers go; whoever writes to us line by line gets each answer at once."""
    out = sys.stdout.buffer
    try:
        is_file = stat.S_ISREG(os.fstat(source.fileno()).st_mode)
    except OSError:
        is_file = True
    return out.write, (lambda: None) if is_file else out.flush


def utc(at: datetime) -> str:
    """A time in UTC as the recorded lines write it: with milliseconds where there are any."""
    precision = "milliseconds" if at.microsecond >= 1000 else "seconds"
    return at.isoformat(timespec=precision).removesuffix("+00:00") + "Z"
