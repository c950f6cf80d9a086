"""Lines of a text file with their numbers, and values that say where they stand when wrong."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from routing.model import Flaw, ProblemError

TEXT_BYTES_MAX = 64 * 1024 * 1024
_SHOWN_MAX = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its number from 1, and its words."""

    number: int
    text: str

    @property
    def words(self) -> list[str]:
        """Give what is between blanks and tabs."""
        return self.text.split()

    def wrong(self, field: str, what: str) -> ProblemError:
        """Give the error that names this line and the field."""
        return wrong(self.number, field, what)

    def decimal(self, word: str, field: str, *, least: float = -math.inf) -> float:
        """Read a number. Raises: ProblemError("file.malformed")."""
        try:
            value = float(word)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise self.wrong(field, f"{_shown(word)} is not a number")
        if value < least:
            raise self.wrong(field, f"{_shown(word)} is less than {least:g}")
        return value

    def whole(self, word: str, field: str, *, least: int = 0) -> int:
        """Read a whole number. Raises: ProblemError("file.malformed")."""
        value = self.decimal(word, field, least=least)
        if value != int(value):
            raise self.wrong(field, f"{_shown(word)} is not a whole number")
        return int(value)


def wrong(number: int, field: str, what: str) -> ProblemError:
    """Give the error of a malformed file: the line's number and the field's name come first."""
    return ProblemError(Flaw.FILE_MALFORMED, f"line {number}, {field}: {what}")


def text_of(data: bytes) -> str:
    """Decode a text file, with or without a byte order mark.

    Raises: ProblemError("file.too_long" | "file.not_text" | "file.empty").
    """
    if len(data) > TEXT_BYTES_MAX:
        raise ProblemError(Flaw.FILE_TOO_LONG, f"{len(data)} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ProblemError(Flaw.FILE_NOT_TEXT, f"line {line}: not UTF-8") from error
    if not text.strip():
        raise ProblemError(Flaw.FILE_EMPTY, "nothing in it")
    return text


def lines_of(text: str) -> Iterator[Line]:
    """Give every line that is not blank."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield Line(number, line.strip())


def _shown(word: str) -> str:
    return repr(word[:_SHOWN_MAX])
