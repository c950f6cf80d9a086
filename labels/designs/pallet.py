"""The label of a pallet or any other logistic unit: 100 × 150 mm, with its SSCC.

Source: GS1 Logistic Label Guideline: free text above, then content, the SSCC at the bottom.
"""

from labels.designs.fields import PalletLabel
from labels.designs.parts import (
    QR_MM,
    SSCC_MODULE_MM,
    elements,
    fits,
    gtin14,
    square,
    weight_text,
    with_text,
    yymmdd,
)
from labels.designs.typeset import Column, Typesetter
from labels.gs1 import Elements
from labels.layout import Box, Label, Linear, Part

WIDTH_MM, HEIGHT_MM = 100.0, 150.0

_MARGIN_MM = 3.0
# Source: GS1 General Specifications, section 5.12: the least height of an SSCC.
_SSCC_BARS_MM = 31.75


def pages(pallet: PalletLabel, setter: Typesetter) -> tuple[Label, ...]:
    """Lay out the label of a pallet; its QR holds everything that both rows of bars hold.

    Raises: LabelError that names the field.
    """
    said = elements(
        [
            ("sscc", "00", pallet.sscc),
            ("content_gtin", "02", gtin14(pallet.content_gtin)),
            ("use_by", "17", yymmdd(pallet.use_by)),
            ("count", "37", str(pallet.count)),
            ("lot", "10", pallet.lot),
        ]
    )
    column = Column(setter, _MARGIN_MM, 2, WIDTH_MM - 2 * _MARGIN_MM)
    _say(pallet, column)
    corner = (WIDTH_MM - QR_MM - _MARGIN_MM, 48.0)
    parts = [*column.parts, *_content(pallet, setter), square("gs1-qr", said, "sscc", corner)]
    parts += [Box(_MARGIN_MM, 47, WIDTH_MM - 2 * _MARGIN_MM, 0), *_bars(said, setter)]
    return (Label(f"pallet-{pallet.sscc}", WIDTH_MM, HEIGHT_MM, tuple(parts)),)


def _say(pallet: PalletLabel, column: Column) -> None:
    column.named("sender", "发货 From", pallet.sender, 3.6, lines=2)
    column.named("receiver", "收货 To", pallet.receiver, 6.0, lines=2)
    column.named("address", "地址 Address", pallet.address, 3.6, lines=3)


def _content(pallet: PalletLabel, setter: Typesetter) -> list[Part]:
    column = Column(setter, _MARGIN_MM, 48, WIDTH_MM - QR_MM - 2 * _MARGIN_MM)
    column.text("name_zh", pallet.name_zh, 5.0)
    column.text("name_en", pallet.name_en, 3.2)
    column.named("count", "数量 Count", str(pallet.count), 3.2)
    column.named("lot", "批号 Lot", pallet.lot, 3.2)
    column.named("use_by", "保质期至 Use by", str(pallet.use_by), 3.2)
    if pallet.weight_g is not None:
        column.named("weight_g", "重量 Weight", weight_text(pallet.weight_g), 3.2)
    column.named("storage", "贮存 Store", pallet.storage, 3.2)
    return column.parts


def _bars(said: Elements, setter: Typesetter) -> list[Part]:
    by_ai = dict(said.pairs)
    content = Elements(tuple((ai, by_ai[ai]) for ai in ("02", "37", "10")))
    if not fits(content, WIDTH_MM):
        content = Elements(content.pairs[:2])
    sscc = Linear(
        "gs1-128",
        0,
        110,
        WIDTH_MM,
        _SSCC_BARS_MM,
        Elements(said.pairs[:1]),
        "sscc",
        SSCC_MODULE_MM,
    )
    first = Linear("gs1-128", 0, 80, WIDTH_MM, 22, content, "lot")
    return [*with_text(setter, first, 3.0), *with_text(setter, sscc, 4.0)]
