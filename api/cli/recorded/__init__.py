"""`coldchain decode` and `coldchain devices`: recorded lines in, what they mean out.

One JSON object a line comes in, one `{"id", "got"}` a line goes out, in the same order. A line that
cannot be read gets `{"id", "got": null, "error"}` and a word on the error output, and the next one
is read as if nothing had been.
"""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

from api.cli import Arguments
from api.cli.lines import Line, Row, answer_lines

Answer = Callable[[Line], Any]


def decode(arguments: Arguments) -> int:
    """Decode recorded payloads of devices."""
    return _answer_all(arguments.what, arguments)


def devices(arguments: Arguments) -> int:
    """Cold-chain arithmetic over recorded curves."""
    return _answer_all("coldchain", arguments)


def _answer_all(module: str, arguments: Arguments) -> int:
    answer: Answer = import_module(f"{__name__}.{module}").answers(arguments)

    def got(line: Line) -> Row:
        return {"got": answer(line)}

    return answer_lines(
        arguments.file, got, lambda said: {"got": None, "error": said}, allows_nan=True
    )


def utc(at: datetime) -> str:
    """A time in UTC as the recorded lines write it: with milliseconds where there are any."""
    precision = "milliseconds" if at.microsecond >= 1000 else "seconds"
    return at.isoformat(timespec=precision).removesuffix("+00:00") + "Z"
