"""A file somebody chose, as rows of texts: a workbook, or a text in whatever encoding."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from api.sheets.writing import FORMULA
from wms import codes
from wms.errors import Refused

ROWS_MAX = 10_001
"""With the headings."""
COLUMNS_MAX = 100
UNPACKED_MAX = 60_000_000
CELL_MAX = 1_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(data: bytes) -> list[list[str]]:
    """The rows of a file, headings first; blank ones stay, so that numbers are those of the file.

    Raises: Refused("sheet.unreadable" | "sheet.empty" | "sheet.too_many_rows" | "sheet.too_wide").
    """
    rows = list(_workbook(data) if data.startswith(b"PK") else _text(data))
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) < 2:
        raise Refused(codes.Sheet.EMPTY)
    if max(map(len, rows)) > COLUMNS_MAX:
        raise Refused(codes.Sheet.TOO_WIDE, most=COLUMNS_MAX)
    return rows


def _workbook(data: bytes) -> Iterator[list[str]]:
    """The first sheet that is not hidden; of formulas what they came to."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED_MAX:
                raise Refused(codes.Sheet.TOO_MANY_ROWS, most=ROWS_MAX - 1)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        seen = [one for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        if not seen:
            raise Refused(codes.Sheet.EMPTY)
        sheet = book.get_sheet_by_name(seen[0].name)
        if sheet.total_height > ROWS_MAX:
            raise Refused(codes.Sheet.TOO_MANY_ROWS, most=ROWS_MAX - 1)
        if sheet.total_width > COLUMNS_MAX:
            raise Refused(codes.Sheet.TOO_WIDE, most=COLUMNS_MAX)
        for row in sheet.to_python(skip_empty_area=False):
            yield [_cell(one) for one in row]
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise Refused(codes.Sheet.UNREADABLE) from error


def _text(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    heading = text.split("\n", 1)[0]
    separator = max(",;\t", key=heading.count)
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ):
            if number >= ROWS_MAX:
                raise Refused(codes.Sheet.TOO_MANY_ROWS, most=ROWS_MAX - 1)
            yield [_plain(one) for one in row]
    except csv.Error as error:
        raise Refused(codes.Sheet.UNREADABLE) from error


def _decoded(data: bytes) -> str:
    """Marked UTF-8 or UTF-16, UTF-16 without a mark, else UTF-8, else what China's spreadsheets
    write. Raises: Refused("sheet.unreadable")."""
    named = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if named is None and b"\0" in data[:200]:
        is_little = data[1:400:2].count(0) >= data[:400:2].count(0)
        named = "utf-16-le" if is_little else "utf-16-be"
    for encoding in (named,) if named else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(codes.Sheet.UNREADABLE)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return _plain(str(value))


def _plain(text: str) -> str:
    """A cell without the mark that keeps spreadsheets from computing it."""
    cell = text.strip()[: CELL_MAX + 1]
    return cell[1:].strip() if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
