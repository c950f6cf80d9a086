"""Sheets that spreadsheets of the world write, and those that nobody should open unguarded."""

import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from api.sheets import Heading, csv_of, read, xlsx_of
from wms.errors import Refused

HEADINGS = [Heading("编码"), Heading("名称"), Heading("价格", "每千克", is_required=True)]
ROWS = [["KALE", "羽衣甘蓝", Decimal("7.50")], ["A;B", '"quoted", twice', None]]
PLAIN = [["编码", "名称", "价格"], ["KALE", "羽衣甘蓝", "7.5"], ["A;B", '"quoted", twice', ""]]


def test_a_workbook_of_ours_is_read_again() -> None:
    assert read(xlsx_of("货", HEADINGS, ROWS)) == [["编码", "名称", "价格*"], *PLAIN[1:]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_is_read_in_whatever_encoding_and_separator(
    encoding: str, separator: str, end: str
) -> None:
    lines = [separator.join(row) for row in (["编码", "名称"], ["KALE", "羽衣甘蓝"])]
    assert read((end.join(lines) + end * 2).encode(encoding)) == [
        ["编码", "名称"],
        ["KALE", "羽衣甘蓝"],
    ]


@pytest.mark.parametrize("evil", ["=1+1", "@SUM(A1)", "+1-2", "-2+3", "\t=1", "\r=1"])
def test_no_cell_of_ours_is_computed_by_whoever_opens_it(evil: str) -> None:
    written = csv_of(HEADINGS, [["K", evil, Decimal("-1.5")]]).decode("utf-8-sig")
    cells = written.splitlines()[1].split(",") if evil.isprintable() else []
    assert not cells or cells[1] == f"'{evil}"
    assert written.strip().endswith("-1.5")
    assert read(csv_of(HEADINGS, [["K", evil, None]]))[1][1] == evil.strip()
    with zipfile.ZipFile(io.BytesIO(xlsx_of("x", HEADINGS, [["K", evil, None]]))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_blank_rows_keep_their_numbers_and_those_at_the_end_are_none() -> None:
    assert read(b"code\n\nA\n\n\n") == [["code"], [], ["A"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet.empty"),
        (b"code\n", "sheet.empty"),
        (b"PK\x03\x04 nothing", "sheet.unreadable"),
        (b"\xff\xfe\x00\xd8\n", "sheet.unreadable"),
        (b"code\n" + b"A\n" * 10_001, "sheet.too_many_rows"),
        (b"," * 200 + b"\n" + b"a," * 200, "sheet.too_wide"),
        (bytes(range(1, 256)) * 3 + b"\xff", "sheet.unreadable"),
    ],
)
def test_what_is_no_sheet_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.code == code


def _book(rows: int, *, hidden: bool = False, pad: int = 0) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        first = book.add_worksheet("first")
        if hidden:
            shown = book.add_worksheet("shown")
            shown.write_column(0, 0, ["code", "SHOWN"])
            shown.activate()
            first.hide()
        first.write_string(0, 0, "code")
        first.write_string(rows, 0, "last")
    if pad:
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/media/bomb.bin", bytes(pad))
    return out.getvalue()


def test_a_workbook_that_unfolds_or_goes_on_for_ever_is_refused() -> None:
    for data in (_book(200_000), _book(1, pad=70_000_000)):
        assert len(data) < 200_000
        with pytest.raises(Refused) as refused:
            read(data)
        assert refused.value.code == "sheet.too_many_rows"


def test_a_hidden_sheet_is_not_the_one_that_is_meant() -> None:
    assert read(_book(1, hidden=True)) == [["code"], ["SHOWN"]]
