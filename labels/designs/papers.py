"""Papers that go with the goods: the delivery slip and the pick list, on A4 or on a label roll.

Each is a head, a table and a foot; a long table runs over several pages, each with the same head,
and a row is as high as its texts need. Quantities come as text: how a weight or a count is written
is decided where it is known.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from labels.designs.fields import Media, PickList, Slip
from labels.designs.fonts import LINE
from labels.designs.parts import QR_MM, SSCC_MODULE_MM, elements, square, with_text
from labels.designs.typeset import Column, Room, Typesetter
from labels.layout import Box, Label, LabelError, LabelFlaw, Linear, Part, Text


class Paper(Struct, frozen=True):
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


PAPERS: dict[Media, Paper] = {
    "a4": Paper(width_mm=210, height_mm=297, margin_mm=15, row_mm=9, text_mm=3.5),
    # the common label for parcels, about 4 × 6 inches
    "roll": Paper(width_mm=100, height_mm=150, margin_mm=4, row_mm=7, text_mm=2.6),
}


class _Table(Struct, frozen=True):
    """Titles, shares of the width and rows; a cell has a field and one text or two."""

    columns: tuple[tuple[str, float, bool], ...]
    rows: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]


class _Sheet(Struct, frozen=True):
    """What both papers have in common; a fact has a field, a caption and a text."""

    name: str
    title: str
    facts: tuple[tuple[str, str, str], ...]
    code: str
    sscc: str | None
    table: _Table
    total: str
    to_fill_in: tuple[str, ...]


_BARS_MM = 12.0
_MOST_LINES = 6  # of one text in a cell or in the head


def slip_pages(slip: Slip, setter: Typesetter) -> tuple[Label, ...]:
    """Lay out a delivery slip, with fields for the signature, the time and the temperature.

    Raises: LabelError that names the field.
    """
    columns = (
        ("#", 0.06, False),
        ("品名 Item", 0.46, False),
        ("批号 Lot", 0.24, False),
        ("数量 Qty", 0.14, True),
        ("单位 Unit", 0.10, False),
    )
    rows = tuple(
        (
            ("", (str(number + 1),)),
            (f"lines[{number}].name_zh", (line.name_zh, line.name_en)),
            (f"lines[{number}].lot", (line.lot,)),
            (f"lines[{number}].quantity", (line.quantity,)),
            (f"lines[{number}].unit", (line.unit,)),
        )
        for number, line in enumerate(slip.lines)
    )
    sheet = _Sheet(
        name=f"slip-{slip.order_number}",
        title="送货单 Delivery slip",
        facts=(
            ("order_number", "订单 Order", slip.order_number),
            ("shop", "收货 Deliver to", slip.shop),
            ("address", "地址 Address", slip.address),
            ("warehouse", "发货 From", slip.warehouse),
            ("deliver_on", "送达日期 Delivery", str(slip.deliver_on)),
        ),
        code=slip.code,
        sscc=slip.sscc,
        table=_Table(columns, rows),
        total=f"合计 Total {slip.totals}",
        to_fill_in=("签收 Received by", "时间 Time", "温度 Temperature °C"),
    )
    return _Pages(sheet, PAPERS[slip.media], setter).all()


def pick_list_pages(picks: PickList, setter: Typesetter) -> tuple[Label, ...]:
    """Lay out a pick list, with a box to tick in front of each line.

    Raises: LabelError that names the field.
    """
    columns = (
        ("✓", 0.05, False),
        ("货位 Place", 0.14, False),
        ("品名 Item", 0.29, False),
        ("批号 Lot", 0.18, False),
        ("数量 Qty", 0.12, True),
        ("客户 For", 0.22, False),
    )
    rows = tuple(
        (
            ("", ("□",)),
            (f"lines[{number}].place", (line.place,)),
            (f"lines[{number}].name_zh", (line.name_zh, line.name_en)),
            (f"lines[{number}].lot", (line.lot,)),
            (f"lines[{number}].quantity", (f"{line.quantity} {line.unit}",)),
            (f"lines[{number}].customer", (line.customer,)),
        )
        for number, line in enumerate(picks.lines)
    )
    sheet = _Sheet(
        name=f"pick-{picks.number}",
        title="拣货单 Pick list",
        facts=(
            ("number", "单号 Number", picks.number),
            ("warehouse", "仓库 Warehouse", picks.warehouse),
            ("wave", "波次 Wave", picks.wave),
            ("ready_by", "完成时限 Ready by", picks.ready_by),
        ),
        code=picks.code,
        sscc=None,
        table=_Table(columns, rows),
        total=f"共 {len(picks.lines)} 行 {len(picks.lines)} lines",
        to_fill_in=("拣货 Picked by", "时间 Time"),
    )
    return _Pages(sheet, PAPERS[picks.media], setter).all()


class _Pages:
    """The pages of one paper: head and foot are the same on each, rows go where there is room."""

    def __init__(self, sheet: _Sheet, paper: Paper, setter: Typesetter) -> None:
        self._sheet = sheet
        self._paper = paper
        self._setter = setter
        self._head, self._top_mm = self._set_head()

    def all(self) -> tuple[Label, ...]:
        """Return the pages. Raises: LabelError."""
        pages = self._filled()
        paper, sheet = self._paper, self._sheet
        labels = []
        for number, rows in enumerate(pages, start=1):
            parts = [*self._head, *rows, *self._page_number(f"{number} / {len(pages)}")]
            if number == len(pages):
                parts += self._end()
            labels.append(Label(sheet.name, paper.width_mm, paper.height_mm, tuple(parts)))
        return tuple(labels)

    def _set_head(self) -> tuple[list[Part], float]:
        """Return the parts of the head, and where it ends."""
        paper, sheet = self._paper, self._sheet
        left_mm, width_mm = paper.margin_mm, paper.inner_mm - QR_MM
        column = Column(self._setter, left_mm, paper.margin_mm, width_mm)
        column.text("title", sheet.title, paper.text_mm * 1.5)
        for field, caption, text in sheet.facts:
            column.named(field, caption, text, paper.text_mm, _MOST_LINES)
        corner = (paper.width_mm - paper.margin_mm - QR_MM, paper.margin_mm)
        parts = [*column.parts, square("qr", sheet.code, "code", corner)]
        end_mm = max(column.y_mm, paper.margin_mm + QR_MM) + 1
        if sheet.sscc:
            sscc = elements([("sscc", "00", sheet.sscc)])
            room = (left_mm, end_mm, paper.inner_mm, _BARS_MM)
            bars = Linear("gs1-128", *room, sscc, "sscc", SSCC_MODULE_MM)
            parts += with_text(self._setter, bars, paper.text_mm)
            end_mm += _BARS_MM + 2 * paper.text_mm
        return parts, end_mm + 1

    def _filled(self) -> list[list[Part]]:
        """Return the tables of all pages.

        Raises: LabelError("label.text_too_long") for a row that no page has room for.
        """
        titles = tuple(("", (title,)) for title, _, _ in self._sheet.table.columns)
        head, head_mm = self._row(titles)
        bottom_mm = self._paper.height_mm - self._foot_mm
        pages = [list(_moved(head, self._top_mm))]
        y_mm = self._top_mm + head_mm
        for cells in self._sheet.table.rows:
            row, row_mm = self._row(cells)
            if y_mm + row_mm > bottom_mm:
                pages.append(list(_moved(head, self._top_mm)))
                y_mm = self._top_mm + head_mm
            if y_mm + row_mm > bottom_mm:
                raise LabelError(
                    LabelFlaw.TEXT_TOO_LONG, "a row is higher than a page", cells[1][0]
                )
            pages[-1] += _moved(row, y_mm)
            y_mm += row_mm
        return pages

    def _row(self, cells: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[list[Part], float]:
        """Return a row that starts at the top of everything, and its height."""
        paper = self._paper
        x_mm, high_mm = paper.margin_mm, paper.row_mm
        columns: list[Column] = []
        for (field, texts), (_, share, right) in zip(cells, self._sheet.table.columns, strict=True):
            column = Column(self._setter, x_mm, 0, share * paper.inner_mm - 1.5)
            size_mm = paper.text_mm if len(texts) == 1 else paper.row_mm / 2.7
            for text in texts:
                align: Literal["left", "right"] = "right" if right else "left"
                column.text(field, text, size_mm, _MOST_LINES, align)
            columns.append(column)
            high_mm = max(high_mm, column.y_mm + 0.2 * paper.text_mm)
            x_mm += share * paper.inner_mm
        row: list[Part] = [Box(paper.margin_mm, high_mm, paper.inner_mm, 0)]
        for column in columns:
            row += _moved(column.parts, (high_mm - column.y_mm) / 2)
        return row, high_mm

    @property
    def _foot_mm(self) -> float:
        return self._paper.margin_mm + 8 * self._paper.text_mm

    def _page_number(self, page: str) -> tuple[Text, ...]:
        paper = self._paper
        y_mm = paper.height_mm - paper.margin_mm - paper.text_mm
        room = Room(paper.margin_mm, y_mm, paper.inner_mm, paper.text_mm, align="right")
        return self._setter.text("page", page, room)

    def _end(self) -> Iterator[Part]:
        """Yield what only the last page has: the total, and the fields to write in."""
        paper, sheet = self._paper, self._sheet
        y_mm = paper.height_mm - self._foot_mm + paper.text_mm
        total = Room(paper.margin_mm, y_mm, paper.inner_mm, paper.text_mm * 1.2)
        yield from self._setter.text("totals", sheet.total, total)
        width_mm = paper.inner_mm / len(sheet.to_fill_in)
        for place, caption in enumerate(sheet.to_fill_in):
            x_mm = paper.margin_mm + place * width_mm
            room = Room(x_mm, y_mm + 2 * paper.text_mm * LINE, width_mm - 2, paper.text_mm)
            yield from self._setter.text("caption", caption, room)
            yield Box(x_mm, y_mm + 5 * paper.text_mm, width_mm - 4, 0)


def _moved(parts: list[Part], down_mm: float) -> Iterator[Part]:
    for part in parts:
        yield replace(part, y_mm=part.y_mm + down_mm)
