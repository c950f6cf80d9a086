"""Rows as a workbook or as a text with separators that a spreadsheet opens without harm."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be computed by the spreadsheet that opens it."""
WIDTH_MAX_PX = 300
CHOICES_ROWS = 10_000

Cell = str | Decimal | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its words, what to know about it, and what can be chosen."""

    words: str
    note: str = ""
    choices: Sequence[str] = ()
    is_required: bool = False


def csv_of(headings: Sequence[Heading], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with the mark that makes spreadsheets read it as such."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([heading.words for heading in headings])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(title: str, headings: Sequence[Heading], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet; texts stay texts, notes and choices help whoever fills it in."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        for at, heading in enumerate(headings):
            _head(sheet, at, heading, bold)
        for number, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    sheet.write_number(number, at, float(cell))
                elif cell:
                    sheet.write_string(number, at, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofit(WIDTH_MAX_PX)
    return out.getvalue()


def _head(sheet: Any, at: int, heading: Heading, bold: Any) -> None:
    sheet.write_string(0, at, heading.words + ("*" if heading.is_required else ""), bold)
    if heading.note:
        sheet.write_comment(0, at, heading.note)
    if heading.choices:
        allowed = {"validate": "list", "source": list(heading.choices)}
        sheet.data_validation(1, at, CHOICES_ROWS, at, allowed)


def _safe(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return f"'{cell}" if cell and cell.startswith(FORMULA) else cell or ""
