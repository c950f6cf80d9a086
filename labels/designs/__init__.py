"""Ready designs: what a label says, as plain fields, and how it looks, as one description.

A design is a struct of fields and a function from those fields to labels. It lays texts out in the
font it is given; which printer they go to is not its business.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from labels.designs import consumer, crate, lot, pallet, papers, places, receipt
from labels.designs.examples import EXAMPLES
from labels.designs.fields import (
    BinLabel,
    ConsumerLabel,
    CrateLabel,
    Fields,
    LotLabel,
    PalletLabel,
    PickLine,
    PickList,
    Receipt,
    ShopLabel,
    Slip,
    SlipLine,
)
from labels.designs.fonts import BASELINE, LINE, Dots, Font, find_font
from labels.designs.typeset import Typesetter
from labels.layout import Label, LabelError, LabelFlaw


class Design(NamedTuple):
    """One design: its fields, its layout, what it is in both languages, and its size."""

    fields: type[Any]
    pages: Callable[[Any, Typesetter], tuple[Label, ...]]
    zh: str
    en: str
    size: str


DESIGNS: dict[str, Design] = {
    "lot": Design(LotLabel, lot.pages, "批次标签", "a lot, on packs and crates", "60 × 40 mm"),
    "crate": Design(CrateLabel, crate.pages, "周转箱标签", "a crate", "100 × 100 mm"),
    "pallet": Design(PalletLabel, pallet.pages, "托盘物流标签", "a pallet, SSCC", "100 × 150 mm"),
    "bin": Design(BinLabel, places.bin_pages, "货位标牌", "a storage place", "100 × 50 mm"),
    "shop": Design(ShopLabel, places.shop_pages, "门店配送标签", "a shop's parcel", "100 × 80 mm"),
    "consumer": Design(
        ConsumerLabel,
        consumer.pages,
        "消费者标签（含承诺达标合格证）",
        "a consumer pack, with the conformity certificate",
        "100 × 60 mm",
    ),
    "picklist": Design(
        PickList, papers.pick_list_pages, "拣货单", "a pick list", "A4, 100 × 150 mm"
    ),
    "slip": Design(Slip, papers.slip_pages, "送货单", "a delivery slip", "A4, 100 × 150 mm"),
    "receipt": Design(Receipt, receipt.pages, "收货凭条", "a receipt", "72 mm roll"),
}

_PAGES = {design.fields: design.pages for design in DESIGNS.values()}


def lay_out(fields: Fields, font: Font) -> tuple[Label, ...]:
    """Return the label of some fields, or all pages of a paper.

    Raises: LabelError that names the field to blame.
    """
    return _PAGES[type(fields)](fields, Typesetter(font))


def design_of(name: str) -> Design:
    """Return a design by its name.

    Raises: LabelError("label.no_design").
    """
    if name not in DESIGNS:
        raise LabelError(LabelFlaw.NO_DESIGN, f"{name!r} is not one of {', '.join(DESIGNS)}")
    return DESIGNS[name]


__all__ = [
    "BASELINE",
    "DESIGNS",
    "EXAMPLES",
    "LINE",
    "Design",
    "Dots",
    "Fields",
    "Font",
    "LotLabel",
    "PickLine",
    "PickList",
    "Slip",
    "SlipLine",
    "design_of",
    "find_font",
    "lay_out",
]
