"""Stock and remaining life per warehouse and item."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from wms.db import Tx
from wms.rules.review import line_cents
from wms.tables.masterdata import Item, Warehouse
from wms.tables.stock import Balance, LotStatus, Promised
from wms.units import TemperatureClass, Unit


@dataclass(frozen=True, slots=True)
class StockLine:
    """One item in one warehouse, in base units; the lives add up to `released`."""

    warehouse_id: int
    warehouse_code: str
    item_id: int
    code: str
    name_zh: str
    name_en: str
    category: str
    unit: Unit
    temperature_class: TemperatureClass
    on_hand: int
    released: int
    """On the shelf and sellable but for reservations and life."""
    stopped: int
    """Testing, held or blocked."""
    leaving: int
    """On stages and vehicles: it belongs to orders."""
    allocated: int
    promised: int
    expired: int
    within_12_h: int
    within_24_h: int
    within_48_h: int
    longer: int
    lots: int
    soonest: datetime | None
    """When the first released lot on the shelf reaches the end of its life."""
    cents: int
    """All of it at the price of today."""


def stock(tx: Tx, warehouse_id: int | None, *, now: datetime) -> list[StockLine]:
    """What is where and how long it lives, by warehouse, category and item."""
    rows = (
        select(Balance.warehouse_id, Balance.item_id, *_sums(now))
        .group_by(Balance.warehouse_id, Balance.item_id)
        .subquery()
    )
    lines = (
        select(Warehouse, Item, func.coalesce(Promised.quantity, 0), *rows.c)
        .select_from(rows)
        .join(Warehouse, Warehouse.id == rows.c.warehouse_id)
        .join(Item, Item.id == rows.c.item_id)
        .outerjoin(
            Promised,
            and_(Promised.warehouse_id == rows.c.warehouse_id, Promised.item_id == rows.c.item_id),
        )
        .order_by(Warehouse.code, Item.category, Item.code)
    )
    if warehouse_id is not None:
        lines = lines.where(rows.c.warehouse_id == warehouse_id)
    return [_line(row) for row in tx.execute(lines)]


def _sums(now: datetime) -> list[ColumnElement[Any]]:
    shelf = Balance.is_pickable.is_(True)
    released = and_(shelf, Balance.status == LotStatus.RELEASED)

    def total(name: str, *conditions: ColumnElement[bool]) -> ColumnElement[Any]:
        counted = case((and_(*conditions), Balance.on_hand), else_=0)
        return func.sum(counted).label(name)

    def lives(hours: int) -> ColumnElement[bool]:
        return Balance.sell_until > now + timedelta(hours=hours)

    return [
        func.sum(Balance.on_hand).label("on_hand"),
        func.sum(Balance.allocated).label("allocated"),
        func.count(Balance.lot_id.distinct()).label("lots"),
        total("released", released),
        total("stopped", shelf, Balance.status != LotStatus.RELEASED),
        total("leaving", ~shelf),
        total("expired", released, ~lives(0)),
        total("within_12_h", released, lives(0), ~lives(12)),
        total("within_24_h", released, lives(12), ~lives(24)),
        total("within_48_h", released, lives(24), ~lives(48)),
        total("longer", released, lives(48)),
        func.min(case((released, Balance.sell_until))).label("soonest"),
    ]


def _line(row: Any) -> StockLine:
    warehouse, item = row.Warehouse, row.Item
    on_hand = int(row.on_hand)
    return StockLine(
        warehouse_id=warehouse.id,
        warehouse_code=warehouse.code,
        item_id=item.id,
        code=item.code,
        name_zh=item.name_zh,
        name_en=item.name_en,
        category=item.category,
        unit=item.unit,
        temperature_class=item.temperature_class,
        on_hand=on_hand,
        released=int(row.released),
        stopped=int(row.stopped),
        leaving=int(row.leaving),
        allocated=int(row.allocated),
        promised=int(row[2]),
        expired=int(row.expired),
        within_12_h=int(row.within_12_h),
        within_24_h=int(row.within_24_h),
        within_48_h=int(row.within_48_h),
        longer=int(row.longer),
        lots=row.lots,
        soonest=row.soonest,
        cents=line_cents(on_hand, item.price_cents, item.unit),
    )
