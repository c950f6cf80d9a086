"""The label of a crate: 100 × 100 mm, with a matrix symbol, GS1-128 and ITF-14.

A torn finder pattern makes any matrix symbol useless, so the same data is there as bars, too.
"""

from labels.designs.fields import CrateLabel
from labels.designs.parts import (
    QR_MM,
    elements,
    fits,
    gtin14,
    square,
    typed,
    weight_element,
    weight_text,
    with_text,
    yymmdd,
)
from labels.designs.typeset import Column, Typesetter
from labels.gs1 import Elements
from labels.layout import Label, Linear

WIDTH_MM, HEIGHT_MM = 100.0, 100.0

_MARGIN_MM = 2.0


def pages(crate: CrateLabel, setter: Typesetter) -> tuple[Label, ...]:
    """Lay out the label of a crate.

    The GS1-128 holds GTIN, weight and lot where that fits, else GTIN and weight: the DataMatrix
    always holds all, and the use-by date.

    Raises: LabelError that names the field.
    """
    gtin = gtin14(crate.gtin)
    said = elements(
        [
            ("gtin", "01", gtin),
            ("weight_g", "3103", weight_element(crate.weight_g)),
            ("use_by", "17", yymmdd(crate.use_by)),
            ("lot", "10", crate.lot),
        ]
    )
    for_bars = Elements(tuple(pair for pair in said if pair[0] != "17"))
    if not fits(for_bars, WIDTH_MM):
        for_bars = Elements(for_bars.pairs[:-1])
    column = Column(setter, _MARGIN_MM, 1.5, WIDTH_MM - QR_MM - 2 * _MARGIN_MM)
    _say(crate, column)
    parts = [
        *column.parts,
        square("gs1-datamatrix", said, "lot", (WIDTH_MM - QR_MM - _MARGIN_MM, 1)),
        *with_text(setter, Linear("gs1-128", 0, 46, WIDTH_MM, 20, for_bars, "lot"), 2.8),
        *with_text(setter, Linear("itf14", 0, 72, WIDTH_MM, 20, gtin, "gtin"), 2.8),
    ]
    return (Label(f"crate-{crate.lot}", WIDTH_MM, HEIGHT_MM, tuple(parts)),)


def _say(crate: CrateLabel, column: Column) -> None:
    column.text("name_zh", crate.name_zh, 7.0)
    column.text("name_en", crate.name_en, 4.0)
    column.named("supplier", "产地 From", crate.supplier, 3.2, lines=2)
    column.named("lot", "批号 Lot", crate.lot, 3.6)
    column.named("harvested_on", "采收 Harvested", str(crate.harvested_on), 3.2)
    column.named("use_by", "保质期至 Use by", str(crate.use_by), 3.2)
    column.named("storage", "贮存 Store", crate.storage, 3.2)
    if crate.weight_g is not None:
        column.named("weight_g", "净含量 Net", weight_text(crate.weight_g), 3.6)
    column.named("hand_code", "代码 Code", typed("hand_code", crate.hand_code), 2.8)
