"""The label of a lot: 60 × 40 mm, for packs and crates; everything on it in Chinese and English."""

from labels.designs.fields import LotLabel
from labels.designs.parts import (
    QR_MM,
    elements,
    fits,
    gtin14,
    link,
    square,
    typed,
    weight_text,
    with_text,
)
from labels.designs.typeset import Column, Typesetter
from labels.gs1 import Elements
from labels.layout import Label, Linear, Part

WIDTH_MM, HEIGHT_MM = 60.0, 40.0

_MARGIN_MM = 1.5
_TEXT_MM = WIDTH_MM - QR_MM - _MARGIN_MM
_SMALL_MM, _SMALLEST_MM = 2.0, 1.8
_BARS_TOP_MM, _BARS_MM = 29.8, 6.9


def pages(lot: LotLabel, setter: Typesetter) -> tuple[Label, ...]:
    """Lay out the label of a lot.

    The bars hold GTIN and lot where that fits, else the GTIN alone: the QR always holds both.

    Raises: LabelError that names the field.
    """
    said = elements([("gtin", "01", gtin14(lot.gtin)), ("lot", "10", lot.lot)])
    in_bars = said if fits(said, WIDTH_MM) else Elements(said.pairs[:1])
    bars = Linear("gs1-128", 0, _BARS_TOP_MM, WIDTH_MM, _BARS_MM, in_bars, "lot")
    parts = [*_left(lot, setter), *_right(lot, said, setter), *with_text(setter, bars)]
    return (Label(f"lot-{lot.lot}", WIDTH_MM, HEIGHT_MM, tuple(parts)),)


def _left(lot: LotLabel, setter: Typesetter) -> list[Part]:
    column = Column(setter, _MARGIN_MM, 0.6, _TEXT_MM)
    column.text("name_zh", lot.name_zh, 4.0)
    column.text("name_en", lot.name_en, 2.4)
    column.named("supplier", "产地 From", lot.supplier, _SMALL_MM, lines=2)
    column.text("village", lot.village, _SMALL_MM, lines=2)
    column.named("harvested_on", "采收 Harvested", str(lot.harvested_on), _SMALLEST_MM)
    column.named("packed_on", "包装 Packed", str(lot.packed_on), _SMALLEST_MM)
    column.named("use_by", "保质期至 Use by", str(lot.use_by), 2.4)
    column.named("storage", "贮存 Store", lot.storage, _SMALLEST_MM)
    column.named("lot", "批号 Lot", lot.lot, _SMALL_MM)
    return column.parts


def _right(lot: LotLabel, said: Elements, setter: Typesetter) -> list[Part]:
    left_mm = WIDTH_MM - QR_MM
    under = Column(setter, left_mm, QR_MM, QR_MM - _MARGIN_MM)
    under.text("hand_code", typed("hand_code", lot.hand_code), 2.3)
    if lot.weight_g is not None:
        under.named("weight_g", "净含量 Net", weight_text(lot.weight_g), _SMALL_MM)
    qr = square("qr", link("stem", said, lot.stem), "stem", (left_mm, 0))
    return [qr, *under.parts]
