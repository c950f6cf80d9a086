"""From promised items to lots: for a whole wave at once, and again when a lot falls out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from wms.db import Tx, among
from wms.masterdata import policies
from wms.rules import life
from wms.rules.fefo import Demand
from wms.stock import ledger
from wms.tables.masterdata import Item
from wms.tables.ordering import Order, OrderKind, OrderLine


@dataclass(frozen=True, slots=True)
class Shortage:
    """What an order line asked for and no lot could give."""

    order_id: int
    order_number: str
    order_line_id: int
    item_id: int
    item_code: str
    name_zh: str
    name_en: str
    approved: int
    short: int


def fresh_until(tx: Tx, deliver_until: datetime, now: datetime) -> datetime:
    """How long goods delivered by then must keep to be promised and allocated."""
    margin = timedelta(hours=policies.get(tx, "life_hours_min", now))
    return life.needed_until(deliver_until, now, margin)


def allocate(
    tx: Tx, warehouse_id: int, orders: Sequence[Order], *, now: datetime
) -> list[Shortage]:
    """Choose lots for everything promised to these orders; return what could not be had.

    Express orders choose first, then those that were numbered first. A shortage stays promised.
    """
    ranked = sorted(orders, key=lambda order: (order.kind is not OrderKind.EXPRESS, order.id))
    lines = _lines(tx, [order.id for order in ranked])
    demands = [
        Demand(line.id, line.item_id, line.promised, fresh_until(tx, order.deliver_until, now))
        for order in ranked
        for line in lines.get(order.id, ())
        if line.promised
    ]
    outcome = ledger.allocate(tx, warehouse_id, demands)
    return shortages(tx, outcome.short)


def exchange(
    tx: Tx, order: Order, allocation_ids: Collection[int], *, now: datetime
) -> list[Shortage]:
    """Take other lots in the place of these allocations; return what could not be had."""
    until = fresh_until(tx, order.deliver_until, now)
    outcome = ledger.exchange(tx, allocation_ids, fresh_until=until)
    return shortages(tx, outcome.short)


def cut(tx: Tx, warehouse_id: int, missing: Collection[Shortage]) -> None:
    """Stop promising what could not be had, so that it does not wait for stock for ever."""
    ids = sorted({one.order_line_id for one in missing})
    lines = tx.lock_all(select(OrderLine).where(among(OrderLine.id, ids)).order_by(OrderLine.id))
    ledger.unpromise(tx, warehouse_id, lines)


def shortages(tx: Tx, short: dict[int, int]) -> list[Shortage]:
    """Say what is missing with the names people know."""
    rows: Any = tx.execute(
        select(OrderLine, Order.number, Item)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Item, Item.id == OrderLine.item_id)
        .where(among(OrderLine.id, short))
        .order_by(Order.number, Item.code)
    )
    return [
        Shortage(
            line.order_id,
            number,
            line.id,
            item.id,
            item.code,
            item.name_zh,
            item.name_en,
            line.approved,
            short[line.id],
        )
        for line, number, item in rows
    ]


def _lines(tx: Tx, order_ids: Collection[int]) -> dict[int, list[OrderLine]]:
    """The lines of these orders, locked in the order of their ids."""
    rows = select(OrderLine).where(among(OrderLine.order_id, order_ids)).order_by(OrderLine.id)
    by_order: dict[int, list[OrderLine]] = {}
    for line in tx.lock_all(rows):
        by_order.setdefault(line.order_id, []).append(line)
    return by_order
