"""Packing: an order's picked goods become parcels with an SSCC, one per temperature class."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from labels.gs1 import check_digit
from wms import codes
from wms.db import Tx, among
from wms.errors import Refused
from wms.facts import events
from wms.facts.catalogue import OrderPacked
from wms.masterdata import numbers, policies
from wms.outbound import waves
from wms.rules import life
from wms.tables.masterdata import Item
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Lot, LotStatus, Move, MoveReason
from wms.units import TemperatureClass

SSCC_DIGITS = 18
EXTENSION = "3"
"""First digit of our SSCCs; free to choose."""
ONE_SERIES = date(2020, 1, 1)
"""SSCCs count on from day to day: one may not be used again within a year."""


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
    sell_until: datetime


def pack(
    tx: Tx, order_id: int, *, weight_g: int | None = None, by: int | None, now: datetime
) -> list[Parcel]:
    """Pack a picked order where its goods stand. A scale's weight counts if it is plausible.

    With more than one parcel the weights are those of the picks: nobody weighs two at once.

    Raises: NotFound; Refused("order.wrong_state" | "packing.weight_off" | "lot.not_released" |
    "lot.expired").
    """
    order = tx.lock(Order, order_id)
    if order.state is not OrderState.PICKED:
        raise Refused(codes.Order.WRONG_STATE, order=order.number, state=str(order.state))
    goods = goods_of(tx, order.id)
    judge_goods(goods, order, now)
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


def judge_goods(goods: Collection[Goods], order: Order, now: datetime) -> None:
    """Nothing held or blocked goes on, and nothing that would be dead on arrival.

    Raises: Refused("lot.not_released" | "lot.expired").
    """
    stopped = sorted({part.lot_code for part in goods if part.status is not LotStatus.RELEASED})
    if stopped:
        raise Refused(codes.Lot.NOT_RELEASED, lot=", ".join(stopped), lots=stopped)
    dead = [part for part in goods if life.is_over(part.sell_until, order.deliver_until, now)]
    if dead:
        first = min(part.sell_until for part in dead).isoformat()
        lots = ", ".join(sorted({part.lot_code for part in dead}))
        raise Refused(codes.Lot.EXPIRED, lot=lots, sell_until=first)


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
        lot.sell_until,
    )


def _judge_weight(tx: Tx, weight_g: int, picked_g: int, now: datetime) -> None:
    """Raises: Refused("packing.weight_off")."""
    allowed_g = picked_g * int(policies.get(tx, "weight_tolerance_pct", now)) // 100
    if abs(weight_g - picked_g) > allowed_g:
        raise Refused(codes.Packing.WEIGHT_OFF, weight_g=weight_g, picked_g=picked_g)
