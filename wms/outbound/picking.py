"""Picking an order: what to fetch next, in the order of the walk, and what was taken in hand.

Only lots that may be sold and will live on arrival are ever shown: what was held since the wave, or
will be dead by then, is exchanged for other lots first, and what cannot be exchanged is cut.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from wms import codes
from wms.db import Tx
from wms.errors import Refused
from wms.facts import events
from wms.facts.catalogue import OrderPicked
from wms.rules import life
from wms.stock import Shortage, allocation, ledger
from wms.stock.ledger import NewPick, NewReturn
from wms.tables.masterdata import Item, Place
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.stock import Allocation, AllocationState, Lot, LotStatus
from wms.units import Unit


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to fetch: so much of a lot from a place."""

    allocation_id: int
    order_line_id: int
    lot_id: int
    lot_code: str
    gtin: str
    place_id: int
    place_code: str
    item_id: int
    item_code: str
    name_zh: str
    name_en: str
    unit: Unit
    quantity: int
    """What is left to take."""


@dataclass(frozen=True, slots=True)
class ToPick:
    """What is left of an order, in the order of the walk, and what had to be cut just now."""

    picks: tuple[Pick, ...]
    cut: tuple[Shortage, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """So much of an allocation is taken."""

    allocation_id: int
    quantity: int


def open_picks(tx: Tx, order_id: int) -> tuple[Pick, ...]:
    """What is left to fetch for an order, in the order of the walk."""
    return tuple(_pick_of(row) for row in _open_rows(tx, order_id))


def prepare(tx: Tx, order_id: int, *, now: datetime) -> ToPick:
    """Exchange what may no longer be sold for other lots, then say what to fetch.

    Raises: NotFound; Refused("order.wrong_state").
    """
    order = tx.lock(Order, order_id)
    _judge_state(order)
    stale = [
        row.Allocation.id
        for row in _open_rows(tx, order_id)
        if row.Lot.status is not LotStatus.RELEASED
        or life.is_over(row.Lot.sell_until, order.deliver_until, now)
    ]
    cut = allocation.exchange(tx, order, stale, now=now) if stale else []
    return ToPick(open_picks(tx, order_id), tuple(cut))


def pick(
    tx: Tx, allocation_id: int, *, cause: UUID, to_place_id: int, by: int | None, now: datetime
) -> Order:
    """Take what is left of an allocation to a stage. Raises: what `pick_part` does."""
    row = tx.find(Allocation, allocation_id)
    part = Part(row.id, row.quantity - row.picked)
    return pick_part(tx, part, cause=cause, to_place_id=to_place_id, by=by, now=now)


def pick_part(
    tx: Tx, part: Part, *, cause: UUID, to_place_id: int, by: int | None, now: datetime
) -> Order:
    """Take so much of an allocation to a stage; the last pick makes the order picked.

    Raises: NotFound; Refused("order.wrong_state" | "allocation.wrong_state" | "pick.too_much" |
    "lot.not_released" | "lot.expired").
    """
    row = tx.find(Allocation, part.allocation_id)
    line = tx.find(OrderLine, row.order_line_id)
    order = tx.lock(Order, line.order_id)
    row = tx.lock(Allocation, part.allocation_id)
    _judge_state(order)
    lot = tx.find(Lot, row.lot_id)
    if life.is_over(lot.sell_until, order.deliver_until, now):
        raise Refused(codes.Lot.EXPIRED, lot=lot.code, sell_until=lot.sell_until.isoformat())
    move_id = ledger.move_id("pick", cause, row.id)
    ledger.pick(tx, [NewPick(move_id, row.id, part.quantity, to_place_id, now, by)])
    finish_if_picked(tx, order, by=by, now=now)
    return order


def put_back(tx: Tx, new: NewReturn) -> Order:
    """Undo a pick of an order that is not finished.

    Raises: NotFound; Refused("order.wrong_state" | "allocation.wrong_state" | "stock.short").
    """
    line = tx.find(OrderLine, tx.find(Allocation, new.allocation_id).order_line_id)
    order = tx.lock(Order, line.order_id)
    _judge_state(order)
    ledger.put_back(tx, new)
    return order


def finish_if_picked(tx: Tx, order: Order, *, by: int | None, now: datetime) -> bool:
    """Call an order picked once nothing is left to fetch and something was fetched."""
    if _open_rows(tx, order.id) or not _has_goods(tx, order.id):
        return False
    order.advance(OrderState.PICKED)
    order.version += 1
    fact = OrderPicked(order.id, order.number, order.shop_id)
    events.record(tx, fact, at=now, by=by, warehouse_id=order.warehouse_id)
    return True


def _judge_state(order: Order) -> None:
    if order.state is not OrderState.RELEASED:
        raise Refused(codes.Order.WRONG_STATE, order=order.number, state=str(order.state))


def _open_rows(tx: Tx, order_id: int) -> list[Any]:
    """The open allocations of an order with all about them, in the order of the walk."""
    tx.flush()
    rows = (
        select(Allocation, Lot, Place, Item)
        .join(OrderLine, OrderLine.id == Allocation.order_line_id)
        .join(Lot, Lot.id == Allocation.lot_id)
        .join(Place, Place.id == Allocation.place_id)
        .join(Item, Item.id == OrderLine.item_id)
        .where(OrderLine.order_id == order_id, Allocation.state == AllocationState.OPEN)
        .order_by(Place.plan_y_cm, Place.plan_x_cm, Place.code, Item.code, Lot.id)
        .execution_options(populate_existing=True)
    )
    return list(tx.execute(rows))


def _pick_of(row: Any) -> Pick:
    return Pick(
        row.Allocation.id,
        row.Allocation.order_line_id,
        row.Lot.id,
        row.Lot.code,
        row.Item.gtin,
        row.Place.id,
        row.Place.code,
        row.Item.id,
        row.Item.code,
        row.Item.name_zh,
        row.Item.name_en,
        row.Item.unit,
        row.Allocation.quantity - row.Allocation.picked,
    )


def _has_goods(tx: Tx, order_id: int) -> bool:
    picked = select(OrderLine.id).where(OrderLine.order_id == order_id, OrderLine.picked > 0)
    return tx.scalar(picked.limit(1)) is not None
