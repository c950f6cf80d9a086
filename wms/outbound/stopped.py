"""What was picked or packed and may not go out any more: held, blocked, or past its life."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from wms import codes
from wms.db import Tx
from wms.errors import NotFound, Refused
from wms.facts import events
from wms.facts.catalogue import Missing, OrderShort
from wms.outbound import ending, packing
from wms.rules import life
from wms.stock import Shortage, allocation, ledger
from wms.stock.ledger import NewReturn
from wms.tables.masterdata import Item, Place, Shop
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Allocation, AllocationState, Lot, LotStatus
from wms.units import TemperatureClass, Unit

ON_STAGE = frozenset({OrderState.PICKED, OrderState.PACKED})


@dataclass(frozen=True, slots=True)
class Stopped:
    """So much of a lot that may not go out stands on the stage for an order."""

    order_id: int
    order_number: str
    shop_zh: str
    shop_en: str
    lot_id: int
    lot_code: str
    status: LotStatus
    is_over: bool
    """It would be dead on arrival, or is so already."""
    name_zh: str
    name_en: str
    unit: Unit
    quantity: int
    shelf: str
    """Where it goes back to."""


def stopped(tx: Tx, warehouse_id: int, *, now: datetime) -> list[Stopped]:
    """What was picked or packed for orders on the stage and may no longer go out."""
    tx.flush()
    ends_too_soon = or_(Lot.sell_until <= now, Lot.sell_until <= Order.deliver_until)
    rows = (
        select(Order, Shop, Lot, Item, Place.code, func.sum(Allocation.picked))
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Allocation, Allocation.order_line_id == OrderLine.id)
        .join(Shop, Shop.id == Order.shop_id)
        .join(Lot, Lot.id == Allocation.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .join(Place, Place.id == Allocation.place_id)
        .where(
            Order.warehouse_id == warehouse_id,
            Order.state.in_(ON_STAGE),
            Allocation.state == AllocationState.PICKED,
            or_(Lot.status != LotStatus.RELEASED, ends_too_soon),
        )
        .group_by(Order.id, Shop.id, Lot.id, Item.id, Place.code)
        .order_by(Order.id, Lot.id, Place.code)
    )
    return [
        Stopped(order.id, order.number, shop.name_zh, shop.name_en, lot.id, lot.code, lot.status,
                life.is_over(lot.sell_until, order.deliver_until, now),
                item.name_zh, item.name_en, item.unit, int(quantity), shelf)
        for order, shop, lot, item, shelf, quantity in tx.execute(rows)
    ]  # fmt: skip


def take_out(
    tx: Tx, order_id: int, lot_id: int, *, cause: UUID, by: int | None, now: datetime
) -> Order:
    """Take a lot that may not go out of an order on the stage, back to its shelf. While the order
    is not packed other lots come in its place and are picked next; what cannot be replaced is cut
    and said, and an order with nothing left ends.

    Raises: NotFound; Refused("order.wrong_state" | "parcel.loaded" | "lot.not_held").
    """
    order = tx.lock(Order, order_id)
    if order.state not in ON_STAGE:
        raise Refused(codes.Order.WRONG_STATE, order=order.number, state=str(order.state))
    loaded = (Parcel.order_id == order.id) & (Parcel.state != ParcelState.PACKED)
    if tx.scalar(select(Parcel.id).where(loaded).limit(1)):
        raise Refused(codes.Parcel.LOADED, order=order.number)
    rows = _picked_of_lot(tx, order.id, lot_id)
    if not rows:
        raise NotFound("lot", id=str(lot_id))
    lot = tx.find(Lot, lot_id)
    is_over = life.is_over(lot.sell_until, order.deliver_until, now)
    if lot.status is LotStatus.RELEASED and not is_over:
        raise Refused(codes.Lot.NOT_HELD, lot=lot.code)
    before = packing.goods_of(tx, order.id)
    stages = {part.lot_id: part.place_id for part in before}
    for row in rows:
        move_id = ledger.move_id("take_out", cause, row.id)
        back = NewReturn(move_id, row.id, row.picked, stages[lot_id], now, by)
        ledger.put_back(tx, back)
    cut = _replace(tx, order, rows, now)
    _weigh_again(tx, order, sorted({part.temperature_class for part in before}))
    say_short(tx, order, cut, lots=(lot.code,), by=by, now=now)
    if not ending.has_goods(tx, order.id):
        ending.end(tx, order, reason=None, by=by, now=now)
    return order


def say_short(
    tx: Tx,
    order: Order,
    cut: Sequence[Shortage],
    *,
    lots: tuple[str, ...] = (),
    by: int | None,
    now: datetime,
) -> None:
    """Tell the shop and the office what an order that is being served will not get."""
    if not cut:
        return
    missing: Counter[str] = Counter()
    for one in cut:
        missing[one.item_code] += one.short
    told = tuple(Missing(item, quantity) for item, quantity in sorted(missing.items()))
    fact = OrderShort(order.id, order.number, order.shop_id, told, lots)
    events.record(tx, fact, at=now, by=by, warehouse_id=order.warehouse_id)


def _replace(tx: Tx, order: Order, rows: Sequence[Allocation], now: datetime) -> list[Shortage]:
    """Other lots in the place of these, to be picked; what a packed order loses is cut at once."""
    ids = [row.id for row in rows]
    if order.state is OrderState.PACKED:
        lost: Counter[int] = Counter()
        for row in rows:
            lost[row.order_line_id] += row.quantity
        ledger.void(tx, ids)
        return allocation.shortages(tx, dict(lost))
    cut = allocation.exchange(tx, order, ids, now=now)
    tx.flush()
    is_open = (OrderLine.order_id == order.id) & (OrderLine.allocated > 0)
    if tx.scalar(select(OrderLine.id).where(is_open).limit(1)) is not None:
        order.advance(OrderState.RELEASED)
        order.version += 1
    return cut


def _picked_of_lot(tx: Tx, order_id: int, lot_id: int) -> list[Allocation]:
    rows = (
        select(Allocation)
        .join(OrderLine, OrderLine.id == Allocation.order_line_id)
        .where(
            OrderLine.order_id == order_id,
            Allocation.lot_id == lot_id,
            Allocation.state == AllocationState.PICKED,
        )
        .order_by(Allocation.id)
    )
    return list(tx.scalars(rows))


def _weigh_again(tx: Tx, order: Order, classes: list[TemperatureClass]) -> None:
    """After something was taken out parcels weigh what is left; an empty one is no parcel."""
    left: Counter[TemperatureClass] = Counter()
    for part in packing.goods_of(tx, order.id):
        left[part.temperature_class] += part.weight_g
    parcels = tx.scalars(
        select(Parcel).where(Parcel.order_id == order.id).order_by(Parcel.id)
    ).all()
    if not parcels:
        return  # not packed yet
    for parcel, kind in zip(parcels, classes, strict=True):
        if left[kind]:
            parcel.weight_g = left[kind]
        else:
            tx.delete(parcel)
    tx.flush()
