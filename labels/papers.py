"""Papers that go with the goods: the delivery slip and the pick list, on A4 or on a label roll.

Each is a head, a table and a foot; a long table runs over several pages, each with the same head.
Quantities come as text: how a weight or a count is written is decided where it is known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from labels.gs1 import checked
from labels.layout import LINEAR_MODULE_MM, Box, Label, Linear, Part, Qr, Text


@dataclass(frozen=True)
class Paper:
    """What a page measures, and what its parts do."""

    width_mm: float
    height_mm: float
    margin_mm: float
    row_mm: float
    text_mm: float

    @property
    def inner_mm(self) -> float:
        """The width between the margins."""
        return self.width_mm - 2 * self.margin_mm


A4 = Paper(width_mm=210, height_mm=297, margin_mm=15, row_mm=9, text_mm=3.5)
# The common label for parcels, 4 × 6 inches.
ROLL = Paper(width_mm=100, height_mm=150, margin_mm=4, row_mm=7, text_mm=2.6)


@dataclass(frozen=True)
class SlipLine:
    """One item of one lot handed over."""

    name_zh: str
    name_en: str
    lot: str
    quantity: str
    unit: str


@dataclass(frozen=True)
class Slip:
    """What a delivery slip says. `code` is the text of its QR, `sscc` the parcel if any."""

    order_number: str
    shop: str
    address: str
    warehouse: str
    deliver_on: date
    code: str
    sscc: str | None
    lines: tuple[SlipLine, ...]
    totals: str


@dataclass(frozen=True)
class PickLine:
    """One lot to take from one place, and for whom."""

    place: str
    name_zh: str
    name_en: str
    lot: str
    quantity: str
    unit: str
    customer: str


@dataclass(frozen=True)
class PickList:
    """What a pick list says; its lines are in the order of the walk."""

    number: str
    warehouse: str
    wave: str
    ready_by: str
    code: str
    lines: tuple[PickLine, ...]


@dataclass(frozen=True)
class _Column:
    title: str
    share: float
    right: bool = False


@dataclass(frozen=True)
class _Sheet:
    """What both papers have in common; a cell is one line of text or two."""

    name: str
    title: str
    facts: tuple[str, ...]
    code: str
    sscc: str | None
    columns: tuple[_Column, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    total: str
    fields: tuple[str, ...]


_QR_MM = 20.6
_QR_ROOM_MM = _QR_MM + 4.0  # with its quiet zone
_BARS_MM = 12.0
_LINE = 1.35  # from one line of text to the next, in sizes


def slip_pages(slip: Slip, paper: Paper = A4) -> tuple[Label, ...]:
    """Lay out a delivery slip, with fields for the signature, the time and the temperature.

    Raises: Gs1Error when the SSCC is wrong.
    """
    sheet = _Sheet(
        name=f"slip-{slip.order_number}",
        title="送货单 Delivery slip",
        facts=(
            f"订单 Order {slip.order_number}",
            f"收货 Deliver to {slip.shop}",
            slip.address,
            f"发货 From {slip.warehouse}",
            f"送达日期 Delivery {slip.deliver_on}",
        ),
        code=slip.code,
        sscc=slip.sscc,
        columns=(
            _Column("#", 0.06),
            _Column("品名 Item", 0.46),
            _Column("批号 Lot", 0.24),
            _Column("数量 Qty", 0.14, right=True),
            _Column("单位 Unit", 0.10),
        ),
        rows=tuple(
            ((str(n),), (line.name_zh, line.name_en), (line.lot,), (line.quantity,), (line.unit,))
            for n, line in enumerate(slip.lines, start=1)
        ),
        total=f"合计 Total {slip.totals}",
        fields=("签收 Received by", "时间 Time", "温度 Temperature °C"),
    )
    return tuple(_pages(sheet, paper))


def pick_list_pages(pick_list: PickList, paper: Paper = A4) -> tuple[Label, ...]:
    """Lay out a pick list, with a box to tick in front of each line."""
    sheet = _Sheet(
        name=f"pick-{pick_list.number}",
        title="拣货单 Pick list",
        facts=(
            f"单号 Number {pick_list.number}",
            f"仓库 Warehouse {pick_list.warehouse}",
            f"波次 Wave {pick_list.wave}",
            f"完成时限 Ready by {pick_list.ready_by}",
        ),
        code=pick_list.code,
        sscc=None,
        columns=(
            _Column("✓", 0.05),
            _Column("货位 Place", 0.14),
            _Column("品名 Item", 0.29),
            _Column("批号 Lot", 0.18),
            _Column("数量 Qty", 0.12, right=True),
            _Column("客户 For", 0.22),
        ),
        rows=tuple(
            (
                ("□",),
                (line.place,),
                (line.name_zh, line.name_en),
                (line.lot,),
                (f"{line.quantity} {line.unit}",),
                (line.customer,),
            )
            for line in pick_list.lines
        ),
        total=f"共 {len(pick_list.lines)} 行 {len(pick_list.lines)} lines",
        fields=("拣货 Picked by", "时间 Time"),
    )
    return tuple(_pages(sheet, paper))


def _pages(sheet: _Sheet, paper: Paper) -> Iterator[Label]:
    top_mm = _head_mm(sheet, paper)
    room_mm = paper.height_mm - top_mm - _foot_mm(paper) - paper.row_mm
    per_page = max(1, int(room_mm / paper.row_mm))
    starts = range(0, max(1, len(sheet.rows)), per_page)
    for number, start in enumerate(starts, start=1):
        rows = sheet.rows[start : start + per_page]
        parts = [
            *_head(sheet, paper),
            *_table(sheet.columns, rows, paper, top_mm),
            *_foot(sheet if number == len(starts) else None, paper, f"{number} / {len(starts)}"),
        ]
        yield Label(sheet.name, paper.width_mm, paper.height_mm, tuple(parts))


def _head_mm(sheet: _Sheet, paper: Paper) -> float:
    lines_mm = paper.text_mm * (2 + _LINE * len(sheet.facts))
    bars_mm = _BARS_MM + 2 * paper.text_mm if sheet.sscc else 0
    return paper.margin_mm + max(lines_mm, _QR_ROOM_MM) + bars_mm + 2


def _head(sheet: _Sheet, paper: Paper) -> Iterator[Part]:
    left_mm, y_mm = paper.margin_mm, paper.margin_mm
    width_mm = paper.inner_mm - _QR_ROOM_MM
    yield Qr(paper.width_mm - paper.margin_mm - _QR_MM, y_mm, _QR_MM, sheet.code)
    yield Text(left_mm, y_mm, width_mm, paper.text_mm * 1.5, sheet.title)
    y_mm += paper.text_mm * 2
    for fact in sheet.facts:
        yield Text(left_mm, y_mm, width_mm, paper.text_mm, fact)
        y_mm += paper.text_mm * _LINE
    if sheet.sscc:
        quiet_mm = 10 * LINEAR_MODULE_MM
        y_mm = max(y_mm, paper.margin_mm + _QR_ROOM_MM) + 1
        elements = checked([("00", sheet.sscc)])
        yield Linear(left_mm + quiet_mm, y_mm, paper.inner_mm - 2 * quiet_mm, _BARS_MM, elements)
        y_mm += _BARS_MM + 0.5
        yield Text(left_mm + quiet_mm, y_mm, paper.inner_mm, paper.text_mm, f"(00){sheet.sscc}")


def _table(
    columns: Sequence[_Column],
    rows: Sequence[tuple[tuple[str, ...], ...]],
    paper: Paper,
    top_mm: float,
) -> Iterator[Part]:
    titles = tuple((column.title,) for column in columns)
    for place, cells in enumerate((titles, *rows)):
        y_mm = top_mm + place * paper.row_mm
        x_mm = paper.margin_mm
        for column, lines in zip(columns, cells, strict=True):
            width_mm = column.share * paper.inner_mm
            yield from _cell(lines, x_mm, y_mm, width_mm, column.right, paper)
            x_mm += width_mm
        yield Box(paper.margin_mm, y_mm + paper.row_mm, paper.inner_mm, 0)


def _cell(
    lines: tuple[str, ...], x_mm: float, y_mm: float, width_mm: float, right: bool, paper: Paper
) -> Iterator[Part]:
    size_mm = paper.text_mm if len(lines) == 1 else paper.row_mm / 2.7
    step_mm = size_mm * 1.2
    y_mm += (paper.row_mm - step_mm * len(lines)) / 2
    for line in lines:
        yield Text(x_mm, y_mm, width_mm - 1.5, size_mm, line, "right" if right else "left")
        y_mm += step_mm


def _foot_mm(paper: Paper) -> float:
    return paper.margin_mm + 8 * paper.text_mm


def _foot(sheet: _Sheet | None, paper: Paper, page: str) -> Iterator[Part]:
    """Draw the page number and, on the last page, the total and the fields to write in."""
    y_mm = paper.height_mm - _foot_mm(paper) + paper.text_mm
    if sheet:
        yield Text(paper.margin_mm, y_mm, paper.inner_mm, paper.text_mm * 1.2, sheet.total)
        width_mm = paper.inner_mm / len(sheet.fields)
        for place, field in enumerate(sheet.fields):
            x_mm = paper.margin_mm + place * width_mm
            line_mm = y_mm + 5 * paper.text_mm
            yield Text(x_mm, y_mm + 2 * paper.text_mm, width_mm - 2, paper.text_mm, field)
            yield Box(x_mm, line_mm, width_mm - 4, 0)
    y_mm = paper.height_mm - paper.margin_mm - paper.text_mm
    yield Text(paper.margin_mm, y_mm, paper.inner_mm, paper.text_mm, page, "right")
