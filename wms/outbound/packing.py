"""Packing: an order's picked goods become parcels with an SSCC, one per temperature class."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from labels.gs1 import check_digit
from wms import codes
from wms.db import Tx, among
from wms.errors import NotFound, Refused
from wms.facts import events
from wms.facts.catalogue import OrderPacked
from wms.masterdata import numbers, policies
from wms.outbound import waves
from wms.stock import ledger
from wms.stock.ledger import NewReturn
from wms.tables.masterdata import Item, Place, Shop
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Allocation, AllocationState, Lot, LotStatus, Move, MoveReason
from wms.units import TemperatureClass, Unit

SSCC_DIGITS = 18
EXTENSION = "3"
"""First digit of our SSCCs; free to choose."""
ONE_SERIES = date(2020, 1, 1)
"""SSCCs count on from day to day: one may not be used again within a year."""
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
    name_zh: str
    name_en: str
    unit: Unit
    quantity: int
    shelf: str
    """Where it goes back to."""


@dataclass(frozen=True, slots=True)
class Goods:
    """So much of a lot stands on a stage for an order line."""

    order_line_id: int
    lot_id: int
    lot_code: str
    place_id: int
    quantity: int
    weight_g: int
    temperature_class: TemperatureClass
    status: LotStatus


def pack(
    tx: Tx, order_id: int, *, weight_g: int | None = None, by: int | None, now: datetime
) -> list[Parcel]:
    """Pack a picked order where its goods stand. A scale's weight counts if it is plausible.

    With more than one parcel the weights are those of the picks: nobody weighs two at once.

    Raises: NotFound; Refused("order.wrong_state" | "packing.weight_off" | "lot.not_released").
    """
    order = tx.lock(Order, order_id)
    if order.state is not OrderState.PICKED:
        raise Refused(codes.Order.WRONG_STATE, order=order.number, state=str(order.state))
    goods = goods_of(tx, order.id)
    judge_lots(goods)
    weights: Counter[TemperatureClass] = Counter()
    for part in goods:
        weights[part.temperature_class] += part.weight_g
    if weight_g is not None and len(weights) == 1:
        (only,) = weights
        _judge_weight(tx, weight_g, weights[only], now)
        weights[only] = weight_g
    places = {part.temperature_class: part.place_id for part in goods}
    parcels = [
        Parcel(
            sscc=new_sscc(tx, now),
            order_id=order.id,
            state=ParcelState.PACKED,
            place_id=places[kind],
            weight_g=parcel_g,
            packed_at=now,
        )
        for kind, parcel_g in sorted(weights.items())
    ]
    tx.add_all(parcels)
    order.advance(OrderState.PACKED)
    order.version += 1
    tx.flush()
    packed_g = sum(parcel.weight_g for parcel in parcels)
    ssccs = tuple(parcel.sscc for parcel in parcels)
    fact = OrderPacked(order.id, order.number, order.shop_id, ssccs, packed_g)
    events.record(tx, fact, at=now, by=by, warehouse_id=order.warehouse_id)
    if order.wave_id is not None:
        waves.note_progress(tx, order.wave_id)
    return parcels


def stopped(tx: Tx, warehouse_id: int) -> list[Stopped]:
    """What was picked or packed for orders on the stage and may no longer go out."""
    tx.flush()
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
            Lot.status != LotStatus.RELEASED,
        )
        .group_by(Order.id, Shop.id, Lot.id, Item.id, Place.code)
        .order_by(Order.id, Lot.id, Place.code)
    )
    return [
        Stopped(order.id, order.number, shop.name_zh, shop.name_en, lot.id, lot.code, lot.status,
                item.name_zh, item.name_en, item.unit, int(quantity), shelf)
        for order, shop, lot, item, shelf, quantity in tx.execute(rows)
    ]  # fmt: skip


def take_out(
    tx: Tx, order_id: int, lot_id: int, *, cause: UUID, by: int | None, now: datetime
) -> Order:
    """Take a lot that may not go out of an order on the stage, back to its shelf; the order gets
    less.

    Raises: NotFound; Refused("order.wrong_state" | "parcel.loaded" | "lot.not_held").
    """
    order = tx.lock(Order, order_id)
    if order.state not in ON_STAGE:
        raise Refused(codes.Order.WRONG_STATE, order=order.number, state=str(order.state))
    if tx.scalar(_parcels(order.id).where(Parcel.state != ParcelState.PACKED).limit(1)):
        raise Refused(codes.Parcel.LOADED, order=order.number)
    rows = _picked_of_lot(tx, order.id, lot_id)
    if not rows:
        raise NotFound("lot", id=str(lot_id))
    lot = tx.find(Lot, lot_id)
    if lot.status is LotStatus.RELEASED:
        raise Refused(codes.Lot.NOT_HELD, lot=lot.code)
    before = goods_of(tx, order.id)
    stages = {part.lot_id: part.place_id for part in before}
    for row in rows:
        move_id = ledger.move_id("take_out", cause, row.id)
        back = NewReturn(move_id, row.id, row.picked, stages[lot_id], now, by)
        ledger.put_back(tx, back)
    ledger.void(tx, [row.id for row in rows])
    _weigh_again(tx, order, sorted({part.temperature_class for part in before}))
    return order


def goods_of(tx: Tx, order_id: int) -> list[Goods]:
    """What was picked for an order and where it was put, by line and lot."""
    tx.flush()
    taken = _net(MoveReason.PICK, Move.to_place_id)
    back = _net(MoveReason.CORRECTION, Move.from_place_id)
    amounts: Counter[tuple[int, int, int]] = Counter()
    for rows, sign in ((taken, +1), (back, -1)):
        for line_id, lot_id, place_id, quantity in tx.execute(
            rows.join(OrderLine, OrderLine.id == Move.order_line_id).where(
                OrderLine.order_id == order_id
            )
        ):
            amounts[line_id, lot_id, place_id] += sign * int(quantity)
    lots = _lots(tx, {lot_id for _, lot_id, _ in amounts})
    return [
        _goods(line_id, place_id, quantity, *lots[lot_id])
        for (line_id, lot_id, place_id), quantity in sorted(amounts.items())
        if quantity > 0
    ]


def judge_lots(goods: Collection[Goods]) -> None:
    """Nothing held or blocked goes on. Raises: Refused("lot.not_released")."""
    stopped = sorted({part.lot_code for part in goods if part.status is not LotStatus.RELEASED})
    if stopped:
        raise Refused(codes.Lot.NOT_RELEASED, lot=", ".join(stopped), lots=stopped)


def new_sscc(tx: Tx, now: datetime) -> str:
    """The next serial shipping container code, with its check digit.

    Source: GS1 General Specifications, application identifier 00.
    """
    prefix = policies.get(tx, "gs1_company_prefix", now)
    width = SSCC_DIGITS - 2 - len(prefix)
    number = int(numbers.next(tx, "SSCC", ONE_SERIES).rpartition("-")[2])
    digits = f"{EXTENSION}{prefix}{number % 10**width:0{width}d}"
    return digits + check_digit(digits)


def _net(reason: MoveReason, stage: Any) -> Any:
    """What moved for each order line by lot and stage, for one reason."""
    return (
        select(Move.order_line_id, Move.lot_id, stage, func.sum(Move.quantity))
        .where(Move.reason == reason)
        .group_by(Move.order_line_id, Move.lot_id, stage)
    )


def _lots(tx: Tx, lot_ids: Collection[int]) -> dict[int, tuple[Lot, Item]]:
    rows = select(Lot, Item).join(Item, Item.id == Lot.item_id).where(among(Lot.id, lot_ids))
    fresh = rows.execution_options(populate_existing=True)
    return {row.Lot.id: (row.Lot, row.Item) for row in tx.execute(fresh)}


def _goods(line_id: int, place_id: int, quantity: int, lot: Lot, item: Item) -> Goods:
    return Goods(
        line_id,
        lot.id,
        lot.code,
        place_id,
        quantity,
        quantity * item.piece_g,
        item.temperature_class,
        lot.status,
    )


def _judge_weight(tx: Tx, weight_g: int, picked_g: int, now: datetime) -> None:
    """Raises: Refused("packing.weight_off")."""
    allowed_g = picked_g * int(policies.get(tx, "weight_tolerance_pct", now)) // 100
    if abs(weight_g - picked_g) > allowed_g:
        raise Refused(codes.Packing.WEIGHT_OFF, weight_g=weight_g, picked_g=picked_g)


def _parcels(order_id: int) -> Any:
    return select(Parcel).where(Parcel.order_id == order_id).order_by(Parcel.id)


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
    for part in goods_of(tx, order.id):
        left[part.temperature_class] += part.weight_g
    parcels = tx.scalars(_parcels(order.id)).all()
    if not parcels:
        return  # not packed yet
    for parcel, kind in zip(parcels, classes, strict=True):
        if left[kind]:
            parcel.weight_g = left[kind]
        else:
            tx.delete(parcel)
    tx.flush()
