"""An order ends before its delivery: what is reserved is free, what was picked waits on the stage
to be put back by a scan."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from wms import codes, coldroom
from wms.db import Tx, among
from wms.errors import Refused
from wms.facts import events
from wms.facts.catalogue import OrderCancelled
from wms.inbound import receiving
from wms.masterdata import place_of
from wms.outbound import loading, waves
from wms.stock import ledger
from wms.stock.ledger import NewReturn
from wms.tables.masterdata import Item, Place, PlaceKind
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Allocation, AllocationState, Balance, Lot
from wms.tables.transport import Stop, Trip, TripState
from wms.units import Unit


@dataclass(frozen=True, slots=True)
class Stray:
    """So much of a lot on the stage that no order wants any more."""

    allocation_id: int
    order_id: int
    order_number: str
    lot_id: int
    lot_code: str
    item_id: int
    name_zh: str
    name_en: str
    unit: Unit
    quantity: int
    stage_id: int
    shelf_id: int
    shelf: str
    """Where it came from."""


@dataclass(frozen=True, slots=True)
class NewPutBack:
    """So much of a stray lot goes onto a shelf; None is all of it."""

    id: UUID
    lot_id: int
    place_id: int
    quantity: int | None = None


def end(tx: Tx, order: Order, *, reason: str | None, by: int | None, now: datetime) -> Order:
    """End a locked order at any state before its vehicle leaves. What was picked lies on the stage
    until somebody puts it back.

    Raises: Refused("order.wrong_state" | "order.on_the_road").
    """
    trip = tx.scalar(select(Trip).join(Stop, Stop.trip_id == Trip.id).where(_stop_of(order.id)))
    if order.state is OrderState.LOADED and trip is not None:
        if trip.state is TripState.DEPARTED:
            raise Refused(codes.Order.ON_THE_ROAD, number=order.number, trip=trip.number)
        loading.unload(tx, order, trip, by=by, now=now)
    order.advance(OrderState.CANCELLED)
    order.version += 1
    lines = tx.lock_all(
        select(OrderLine).where(OrderLine.order_id == order.id).order_by(OrderLine.id)
    )
    is_open = Allocation.state == AllocationState.OPEN
    mine = Allocation.order_line_id.in_([line.id for line in lines])
    ledger.void(tx, tx.scalars(select(Allocation.id).where(mine, is_open)).all())
    ledger.unpromise(tx, order.warehouse_id, lines)
    _void_parcels(tx, order)
    tx.execute(delete(Stop).where(_stop_of(order.id)))
    if order.wave_id is not None:
        waves.note_progress(tx, order.wave_id)
    fact = OrderCancelled(order.id, order.number, order.shop_id, order.total_cents, reason)
    events.record(tx, fact, at=now, by=by, warehouse_id=order.warehouse_id)
    return order


def has_goods(tx: Tx, order_id: int) -> bool:
    """Whether anything is reserved or picked for an order."""
    tx.flush()
    line = (OrderLine.order_id == order_id) & (OrderLine.allocated + OrderLine.picked > 0)
    return tx.scalar(select(OrderLine.id).where(line).limit(1)) is not None


def strays(tx: Tx, warehouse_id: int, *, lot_id: int | None = None) -> list[Stray]:
    """What lies on the stage for orders that ended, in the order of the walk to its shelves."""
    tx.flush()
    stage = (
        select(Balance.lot_id)
        .join(Place, Place.id == Balance.place_id)
        .where(Balance.warehouse_id == warehouse_id, Place.kind == PlaceKind.STAGE)
    )
    if lot_id is not None:
        stage = stage.where(Balance.lot_id == lot_id)
    on_stage = set(tx.scalars(stage))
    rows: Any = tx.execute(
        select(Allocation, Order, Lot, Item, Place.code)
        .join(OrderLine, OrderLine.id == Allocation.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Lot, Lot.id == Allocation.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .join(Place, Place.id == Allocation.place_id)
        .where(
            among(Allocation.lot_id, on_stage),
            Allocation.warehouse_id == warehouse_id,
            Allocation.picked > 0,
            Order.state == OrderState.CANCELLED,
        )
        .order_by(Place.plan_y_cm, Place.plan_x_cm, Place.code, Lot.id, Allocation.id)
    )
    found = [row for row in rows if row.Allocation.picked > 0]
    stands = loading.stages_of(tx, {row.Order.id for row in found})
    return [
        Stray(row.Allocation.id, row.Order.id, row.Order.number, row.Lot.id, row.Lot.code,
              row.Item.id, row.Item.name_zh, row.Item.name_en, row.Item.unit,
              row.Allocation.picked, stands[row.Allocation.order_line_id, row.Lot.id],
              row.Allocation.place_id, row.code)
        for row in found
    ]  # fmt: skip


def put_back(tx: Tx, new: NewPutBack, *, by: int | None, now: datetime) -> int:
    """Put what lies on the stage of a lot for ended orders onto a shelf, free again; return how
    much.

    Raises: NotFound; Refused("stock.nothing_to_put_back" | "pick.too_much" | "place.…").
    """
    lot, target = tx.find(Lot, new.lot_id), tx.lock(Place, new.place_id)
    found = strays(tx, target.warehouse_id, lot_id=lot.id)
    there = sum(one.quantity for one in found)
    if not there:
        raise Refused(codes.Stock.NOTHING_TO_PUT_BACK, lot=lot.code)
    left = there if new.quantity is None else new.quantity
    if not 0 < left <= there:
        raise Refused(codes.Pick.TOO_MUCH, wanted=left, left=there)
    item = tx.find(Item, lot.item_id)
    receiving.judge_shelf(tx, item, tx.find(Place, found[0].stage_id), target, left)
    moved = 0
    for one in found:
        part = min(left - moved, one.quantity)
        if part <= 0:
            break
        move_id = ledger.move_id("put_back", new.id, one.allocation_id)
        back = NewReturn(move_id, one.allocation_id, part, one.stage_id, now, by)
        moved += ledger.take_back(tx, back, target.id)
    coldroom.hold_arrivals(tx, target.id, [lot.id], now=now)
    return moved


def _stop_of(order_id: int) -> Any:
    return Stop.order_id == order_id


def _void_parcels(tx: Tx, order: Order) -> None:
    """Nobody delivers its parcels any more: they stand on the stage to be opened."""
    mine = select(Parcel).where(Parcel.order_id == order.id).order_by(Parcel.id)
    stage: int | None = None
    for parcel in tx.lock_all(mine):
        if parcel.state is ParcelState.LOADED:
            stage = stage or place_of(tx, order.warehouse_id, PlaceKind.STAGE).id
            parcel.place_id, parcel.loaded_at = stage, None
        parcel.state = ParcelState.RETURNED
    tx.flush()


def by_lot(found: Sequence[Stray]) -> Counter[int]:
    """How much of each lot is to be put back."""
    amounts: Counter[int] = Counter()
    for one in found:
        amounts[one.lot_id] += one.quantity
    return amounts
