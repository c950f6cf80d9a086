"""Spreadsheets saved as CSV: a line of column names, then one record a line.

Columns may stand in any order, divided by commas, semicolons or tabs. A column nobody knows is
refused: a misspelt one would otherwise be a rule that is silently not kept.
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from routing.formats.lines import Line, wrong
from routing.formats.nearest import nearest
from routing.model import HORIZON_S, ProblemError

ROWS_MAX = 100_000
_DIVIDERS = ",;\t"
_TIME = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$")


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its line, and its cells by column; an empty cell is not there."""

    number: int
    cells: Mapping[str, str]

    def wrong(self, column: str, what: str) -> ProblemError:
        """Give the error that names this line and the column."""
        return wrong(self.number, column, what)

    def text(self, column: str, otherwise: str | None = None) -> str:
        """Give a cell. Raises: ProblemError("file.malformed") when it is empty and must not be."""
        value = self.cells.get(column, otherwise)
        if value is None:
            raise self.wrong(column, "is empty")
        return value

    def names(self, column: str) -> frozenset[str]:
        """Give the words of a cell, divided by blanks."""
        return frozenset(self.cells.get(column, "").split())

    def decimal(self, column: str, otherwise: float | None = None, *, least: float = 0) -> float:
        """Give a number. Raises: ProblemError("file.malformed")."""
        if column not in self.cells and otherwise is not None:
            return otherwise
        return Line(self.number, "").decimal(self.text(column), column, least=least)

    def scaled(self, column: str, scale: int, otherwise: float | None = None) -> int:
        """Give a number in smaller units, whole: kilograms as grams, yuan as cents."""
        value = self.decimal(column, otherwise) * scale
        if abs(value - round(value)) > 1e-6:
            raise self.wrong(column, f"{self.cells[column]!r} is finer than 1/{scale}")
        return round(value)

    def whole(self, column: str, otherwise: int | None = None, *, least: int = 0) -> int:
        """Give a whole number. Raises: ProblemError("file.malformed")."""
        if column not in self.cells and otherwise is not None:
            return otherwise
        return Line(self.number, "").whole(self.text(column), column, least=least)

    def time_s(self, column: str, otherwise: int | None = None) -> int:
        """Give a time of day, 6:30 or 06:30:00, as seconds from midnight; 25:00 is tomorrow."""
        if column not in self.cells and otherwise is not None:
            return otherwise
        return self.as_time_s(column, self.text(column))

    def as_time_s(self, column: str, value: str) -> int:
        """Read a time of day. Raises: ProblemError("file.malformed")."""
        match = _TIME.match(value.strip().replace("\uff1a", ":"))
        seconds = -1
        if match:
            seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
        if not 0 <= seconds < HORIZON_S:
            raise self.wrong(column, f"{value[:40]!r} is no time of day (6:30, 06:30:00)")
        return seconds


def read_sheet(text: str, known: Collection[str], needed: Collection[str]) -> Iterator[Row]:
    """Read a sheet's records. Raises: ProblemError("file.malformed") naming line and column."""
    lines = text.splitlines()
    divider = max(_DIVIDERS, key=lines[0].count)
    reader = csv.reader(lines, delimiter=divider, strict=True)
    try:
        columns = _columns(next(reader), known, needed)
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            if reader.line_num > ROWS_MAX:
                raise wrong(reader.line_num, "sheet", f"more than {ROWS_MAX} lines")
            yield _row(reader.line_num, columns, values)
    except csv.Error as error:
        raise wrong(reader.line_num, "sheet", str(error)) from error


def _columns(names: list[str], known: Collection[str], needed: Collection[str]) -> list[str]:
    columns = [name.strip().lower() for name in names]
    for name in columns:
        if name not in known:
            meant = nearest(name, known)
            hint = f"did you mean {meant}?" if meant else f"there are {', '.join(sorted(known))}"
            raise wrong(1, name[:40] or "(no name)", f"no such column; {hint}")
        if columns.count(name) > 1:
            raise wrong(1, name, "stands there twice")
    for name in sorted(needed):
        if name not in columns:
            raise wrong(1, name, "this column is missing")
    return columns


def _row(number: int, columns: list[str], values: list[str]) -> Row:
    if len(values) > len(columns) and any(value.strip() for value in values[len(columns) :]):
        raise wrong(number, "sheet", f"{len(values)} values for {len(columns)} columns")
    cells = zip(columns, (value.strip() for value in values), strict=False)
    return Row(number, {column: value for column, value in cells if value})
