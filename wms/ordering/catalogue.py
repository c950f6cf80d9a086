"""What a shop can order: every active item, with what its warehouse can still promise."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wms.db import Tx
from wms.errors import Refused
from wms.ordering.terms import promise
from wms.stock import allocation, ledger
from wms.tables.masterdata import Item, Shop, Supplier
from wms.tables.ordering import OrderKind
from wms.tables.stock import Balance, Lot, LotStatus
from wms.units import TemperatureClass, Unit


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """An item as a shop sees it; quantities in base units, price per 1,000 g or per piece."""

    item_id: int
    code: str
    gtin: str
    name_zh: str
    name_en: str
    category: str
    picture: str
    unit: Unit
    temperature_class: TemperatureClass
    pack_quantity: int
    piece_g: int
    price_cents: int
    sellable: int
    origin_zh: str | None
    origin_en: str | None
    """Where the freshest lot in stock comes from."""


def catalogue(tx: Tx, shop_id: int, now: datetime) -> list[CatalogueItem]:
    """All active items by category and code, with what keeps beyond the next delivery.

    Raises: NotFound.
    """
    shop = tx.find(Shop, shop_id)
    fresh_until = allocation.fresh_until(tx, _next_delivery(tx, shop, now), now)
    stock = ledger.available(tx, shop.warehouse_id, None, fresh_until)
    origins = _origins(tx, shop.warehouse_id)
    every = select(Item).where(Item.is_active).order_by(Item.category, Item.code)
    return [
        CatalogueItem(
            item_id=item.id,
            code=item.code,
            gtin=item.gtin,
            name_zh=item.name_zh,
            name_en=item.name_en,
            category=item.category,
            picture=item.picture,
            unit=item.unit,
            temperature_class=item.temperature_class,
            pack_quantity=item.pack_quantity,
            piece_g=item.piece_g,
            price_cents=item.price_cents,
            sellable=stock[item.id].sellable if item.id in stock else 0,
            origin_zh=origins.get(item.id, (None, None))[0],
            origin_en=origins.get(item.id, (None, None))[1],
        )
        for item in tx.scalars(every)
    ]


def _next_delivery(tx: Tx, shop: Shop, now: datetime) -> datetime:
    try:
        return promise(tx, shop, OrderKind.STANDARD, now=now).deliver_until
    except Refused:  # closed for days; the order itself will say so
        return now


def _origins(tx: Tx, warehouse_id: int) -> dict[int, tuple[str, str]]:
    """Per item the village of its freshest lot, the one that keeps longest: one step each."""
    freshest = (
        select(Balance.lot_id)
        .where(
            Balance.warehouse_id == warehouse_id,
            Balance.item_id == Item.id,
            Balance.status == LotStatus.RELEASED,
            Balance.is_pickable,
        )
        .order_by(Balance.sell_until.desc(), Balance.received_at.desc(), Balance.lot_id.desc())
        .limit(1)
        .correlate(Item)
        .scalar_subquery()
    )
    villages = (
        select(Item.id, Supplier.village_zh, Supplier.village_en)
        .select_from(Item)
        .join(Lot, Lot.id == freshest)
        .join(Supplier, Lot.supplier_id == Supplier.id)
        .where(Item.is_active)
    )
    return {item_id: (zh, en) for item_id, zh, en in tx.execute(villages)}
