"""How much: what people type, and whether what a label or a scale says can be believed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from wms import codes
from wms.errors import Refused
from wms.floor import shown
from wms.floor.codes import Amount
from wms.floor.station import ScanReply, Station
from wms.tables.masterdata import Item
from wms.units import QUANTITY_MAX, Unit

TINY_PCT = 2
"""Less than this part of a pack is asked about."""
HUGE_PACKS = 500
"""More packs than this at once are asked about."""

_TYPED = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,3})?)\s*([^\s0-9.,]*)")
PACK = "PACK"
GRAMS: Mapping[str, int] = {
    **dict.fromkeys(("KG", "公斤", "千克"), 1_000),
    **dict.fromkeys(("G", "克"), 1),
    "斤": 500,
    "T": 1_000_000,
    "吨": 1_000_000,
}
_PIECES = frozenset({"PC", "PCS", "个", "枚", "只", "盒"})
_PACKS = frozenset({PACK, "PACKS", "CRATE", "CRATES", "件", "箱", "包"})


def typed(text: str, item: Item, *, bare: str = PACK) -> int:
    """An amount as people type it, in the item's base unit; a bare number is meant as `bare`.

    Raises: Refused("floor.amount_unreadable" | "quantity.out_of_range").
    """
    match = _TYPED.fullmatch(text.strip())
    number, unit = match.groups() if match else ("", "")
    factor = _factor(unit.upper() or bare, item)
    if not match or factor is None:
        raise Refused(codes.Floor.AMOUNT_UNREADABLE, typed=text[:24])
    quantity = Decimal(number.replace(",", ".")) * factor
    if quantity != int(quantity):
        raise Refused(codes.Floor.AMOUNT_UNREADABLE, typed=text[:24])
    if not 0 < quantity <= QUANTITY_MAX:
        raise Refused(codes.Quantity.OUT_OF_RANGE, quantity=int(quantity))
    return int(quantity)


def looks_typed(text: str) -> bool:
    """Whether a text may be an amount at all."""
    match = _TYPED.fullmatch(text.strip())
    known = {*GRAMS, *_PIECES, *_PACKS, ""}
    return match is not None and match[2].upper() in known


def note(station: Station, amount: Amount) -> ScanReply:
    """`QTY-37`: so much is meant by what comes next. Raises: Refused("floor.amount_unreadable")."""
    if not looks_typed(amount.text):
        raise Refused(codes.Floor.AMOUNT_UNREADABLE, typed=amount.text[:24])
    station.remember(step=replace(station.step, amount=amount.text))  # type: ignore[call-arg]
    return station.say("ok", codes.Floor.AMOUNT_NOTED, typed=amount.text)


def judge(quantity: int, item: Item) -> None:
    """Raises: Refused("receipt.amount_tiny" | "receipt.amount_huge") for what must be asked."""
    said = {
        "amount": shown.amount(quantity, item.unit),
        "item_zh": item.name_zh,
        "item_en": item.name_en,
    }
    if quantity * 100 < item.pack_quantity * TINY_PCT:
        raise Refused(codes.Receipt.AMOUNT_TINY, **said)
    if quantity > item.pack_quantity * HUGE_PACKS:
        raise Refused(codes.Receipt.AMOUNT_HUGE, **said)


def _factor(unit: str, item: Item) -> int | None:
    if unit in _PACKS:
        return item.pack_quantity
    if unit in GRAMS:
        return GRAMS[unit] if item.unit is Unit.GRAM else None
    return 1 if unit in _PIECES and item.unit is Unit.PIECE else None
