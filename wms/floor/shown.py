"""What replies say about things: names in both languages, quantities as people read them."""

from typing import Any

from wms.outbound import Pick
from wms.tables.masterdata import Item, Place
from wms.tables.stock import Lot
from wms.units import Unit


def amount(quantity: int, unit: Unit) -> str:
    """A quantity to read: grams as kilograms, pieces as their number."""
    if unit is Unit.GRAM:
        return f"{quantity / 1000:,.3f}".rstrip("0").rstrip(".") + " kg"
    return f"{quantity:,}"


def of_item(item: Item) -> dict[str, Any]:
    return {
        "item": item.code,
        "item_zh": item.name_zh,
        "item_en": item.name_en,
        "picture": item.picture,
        "unit": str(item.unit),
    }


def of_lot(lot: Lot, item: Item, quantity: int) -> dict[str, Any]:
    return {
        "lot_id": lot.id,
        "lot": lot.code,
        "status": str(lot.status),
        "sell_until": lot.sell_until.isoformat(),
        "quantity": quantity,
        "amount": amount(quantity, item.unit),
        **of_item(item),
    }


def of_place(place: Place) -> dict[str, Any]:
    return {"place": place.code, "place_zh": place.name_zh, "place_en": place.name_en}


def of_pick(pick: Pick, quantity: int) -> dict[str, Any]:
    """The next thing to fetch, and how much of it."""
    return {
        "place": pick.place_code,
        "lot": pick.lot_code,
        "item": pick.item_code,
        "item_zh": pick.name_zh,
        "item_en": pick.name_en,
        "unit": str(pick.unit),
        "quantity": quantity,
        "amount": amount(quantity, pick.unit),
    }
