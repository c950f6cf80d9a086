"""The receipt for goods taken in or handed over: 72 mm wide, as long as its lines need."""

from labels.designs.fields import Receipt, ReceiptLine
from labels.designs.parts import QR_MM, square
from labels.designs.typeset import Column, Room, Typesetter
from labels.layout import Box, Label, Part

WIDTH_MM = 72.0

_MARGIN_MM = 2.0
_TEXT_MM = WIDTH_MM - 2 * _MARGIN_MM
_QUANTITY_MM = 20.0


def pages(receipt: Receipt, setter: Typesetter) -> tuple[Label, ...]:
    """Lay out a receipt; its length follows from what it says.

    Raises: LabelError that names the field.
    """
    column = Column(setter, _MARGIN_MM, 2, _TEXT_MM)
    column.text("title", receipt.title, 5, align="center")
    column.named("number", "单号 Number", receipt.number, 3)
    column.named("warehouse", "仓库 Warehouse", receipt.warehouse, 3, lines=2)
    column.named("party", "对方 Party", receipt.party, 3, lines=3)
    column.named("at", "时间 Time", receipt.at, 3)
    column.named("by", "经手 By", receipt.by, 3)
    column.parts.append(Box(_MARGIN_MM, column.y_mm + 1, _TEXT_MM, 0))
    column.y_mm += 2
    for number, line in enumerate(receipt.lines):
        column.parts += _line(f"lines[{number}]", line, column, setter)
    column.parts.append(Box(_MARGIN_MM, column.y_mm + 1, _TEXT_MM, 0))
    column.y_mm += 2
    column.named("total", "合计 Total", receipt.total, 4)
    left_mm = (WIDTH_MM - QR_MM) / 2
    qr = square("qr", receipt.code, "code", (left_mm, column.y_mm + 1))
    height_mm = column.y_mm + QR_MM + 3
    return (Label(f"receipt-{receipt.number}", WIDTH_MM, height_mm, (*column.parts, qr)),)


def _line(field: str, line: ReceiptLine, column: Column, setter: Typesetter) -> list[Part]:
    """Set the goods on the left and how much on the right, and move on below both."""
    goods = Column(setter, _MARGIN_MM, column.y_mm, _TEXT_MM - _QUANTITY_MM - 1)
    goods.text(f"{field}.name_zh", line.name_zh, 3.2, lines=3)
    goods.text(f"{field}.name_en", line.name_en, 2.4, lines=2)
    goods.named(f"{field}.lot", "批号 Lot", line.lot, 2.4)
    right_mm = WIDTH_MM - _MARGIN_MM - _QUANTITY_MM
    room = Room(right_mm, column.y_mm, _QUANTITY_MM, 3.2, align="right")
    quantity = setter.text(f"{field}.quantity", f"{line.quantity} {line.unit}", room)
    column.y_mm = max(goods.y_mm, column.y_mm + room.height_mm) + 0.6
    return [*goods.parts, *quantity]
