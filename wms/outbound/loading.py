"""Loading: every parcel onto the vehicle that its order rides with, and onto no other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from wms import codes
from wms.db import Tx, among
from wms.errors import NotFound, Refused
from wms.facts import events
from wms.facts.catalogue import TripLoaded
from wms.outbound import packing
from wms.outbound.packing import Goods
from wms.rules import life
from wms.stock import ledger
from wms.stock.ledger import NewMove
from wms.tables.masterdata import Shop
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Lot, Move, MoveReason
from wms.tables.transport import Stop, StopState, Trip, TripState, Vehicle

AHEAD = frozenset({OrderState.APPROVED, OrderState.RELEASED, OrderState.PICKED})
"""States of an order that is still to be packed."""


@dataclass(frozen=True, slots=True)
class ToLoad:
    """One parcel of a trip."""

    parcel_id: int
    sscc: str
    order_id: int
    order_number: str
    shop_code: str
    shop_zh: str
    shop_en: str
    position: int
    """Of its stop; the last stop is loaded first."""
    weight_g: int
    is_loaded: bool


@dataclass(frozen=True, slots=True)
class LoadView:
    """A trip at the loading bay."""

    trip_id: int
    trip_number: str
    vehicle_code: str
    plate: str
    state: TripState
    parcels: tuple[ToLoad, ...]
    """In the order of loading."""
    waiting_orders: int
    """Orders of the trip that are not packed yet."""

    @property
    def left(self) -> int:
        """Parcels still to be loaded."""
        return sum(not parcel.is_loaded for parcel in self.parcels)

    @property
    def is_complete(self) -> bool:
        return not self.left and not self.waiting_orders and bool(self.parcels)


def next_trip(tx: Tx, vehicle: Vehicle) -> Trip:
    """The next trip of a vehicle from its warehouse. Raises: Refused("load.no_trip")."""
    here = Trip.warehouse_id == vehicle.warehouse_id
    open_states = (TripState.PLANNED, TripState.LOADING)
    trip = tx.scalar(
        select(Trip)
        .where(here, Trip.vehicle_id == vehicle.id, Trip.state.in_(open_states))
        .order_by(Trip.departs_at, Trip.id)
        .limit(1)
    )
    if trip is None:
        raise Refused(codes.Load.NO_TRIP, vehicle=vehicle.code)
    return trip


def view(tx: Tx, trip_id: int) -> LoadView:
    """What a trip carries, in the order of loading. Raises: NotFound."""
    tx.flush()
    trip = tx.find(Trip, trip_id)
    vehicle = tx.find(Vehicle, trip.vehicle_id)
    rows: Any = tx.execute(
        select(Parcel, Order, Shop, Stop.position)
        .join(Order, Order.id == Parcel.order_id)
        .join(Stop, Stop.order_id == Order.id)
        .join(Shop, Shop.id == Order.shop_id)
        .where(Stop.trip_id == trip_id)
        .order_by(Stop.position.desc(), Parcel.id)
    )
    parcels = tuple(
        ToLoad(
            parcel.id,
            parcel.sscc,
            order.id,
            order.number,
            shop.code,
            shop.name_zh,
            shop.name_en,
            position,
            parcel.weight_g,
            parcel.state is not ParcelState.PACKED,
        )
        for parcel, order, shop, position in rows
    )
    return LoadView(
        trip.id,
        trip.number,
        vehicle.code,
        vehicle.plate,
        trip.state,
        parcels,
        _waiting(tx, trip_id),
    )


def load(tx: Tx, trip_id: int, sscc: str, *, by: int | None, now: datetime) -> LoadView:
    """Put a parcel on a trip's vehicle; its order's goods go aboard with its last parcel.

    Raises: NotFound; Refused("load.wrong_vehicle" | "load.not_planned" | "parcel.loaded" |
    "load.vehicle_out" | "trip.wrong_state" | "order.wrong_state" | "lot.not_released" |
    "lot.expired").
    """
    found = tx.scalar(select(Parcel).where(Parcel.sscc == sscc))
    if found is None:
        raise NotFound("parcel", sscc=sscc)
    order = tx.lock(Order, found.order_id)
    trip = tx.lock(Trip, trip_id)
    parcel = tx.lock(Parcel, found.id)
    _judge(tx, trip, order, parcel)
    vehicle = tx.find(Vehicle, trip.vehicle_id)
    _must_be_here(tx, trip, vehicle)
    goods = packing.goods_of(tx, order.id)
    packing.judge_goods(goods, order, now)
    if trip.state is TripState.PLANNED:
        trip.advance(TripState.LOADING)
    parcel.state, parcel.place_id, parcel.loaded_at = ParcelState.LOADED, vehicle.place_id, now
    tx.flush()
    if not _left_of(tx, order.id):
        _carry(tx, order, _moves(order, trip, vehicle, goods, by, now))
    seen = view(tx, trip_id)
    if seen.is_complete:
        loaded_g = sum(one.weight_g for one in seen.parcels)
        vehicle_code, parcels = seen.vehicle_code, len(seen.parcels)
        fact = TripLoaded(trip.id, trip.number, vehicle_code, parcels, loaded_g)
        events.record(tx, fact, at=now, by=by, warehouse_id=trip.warehouse_id)
    return seen


def unload(tx: Tx, order: Order, trip: Trip, *, by: int | None, now: datetime) -> None:
    """Take an order that is wholly aboard off its vehicle, back to the stage it came from.

    Raises: Refused("order.wrong_state").
    """
    vehicle = tx.find(Vehicle, trip.vehicle_id)
    goods = packing.goods_of(tx, order.id)
    order.advance(OrderState.PACKED)
    order.version += 1
    moves = [
        NewMove(
            ledger.move_id("unload", trip.id, part.order_line_id, part.lot_id, order.version),
            part.lot_id,
            vehicle.place_id,
            part.place_id,
            part.quantity,
            MoveReason.UNLOAD,
            now,
            by,
            order_line_id=part.order_line_id,
        )
        for part in goods
    ]
    ledger.post(tx, moves)
    stage = goods[0].place_id
    mine = select(Parcel).where(Parcel.order_id == order.id).order_by(Parcel.id)
    for parcel in tx.lock_all(mine):
        parcel.state, parcel.place_id, parcel.loaded_at = ParcelState.PACKED, stage, None
    tx.flush()


def dead_aboard(
    tx: Tx, orders: Sequence[Order], vehicle_place_id: int, now: datetime
) -> dict[int, list[str]]:
    """By order the lots aboard a vehicle that would be dead on arrival."""
    by_id = {order.id: order for order in orders if order.state is OrderState.LOADED}
    rows: Any = tx.execute(
        select(OrderLine.order_id, Lot.code, Lot.sell_until)
        .join(Move, Move.order_line_id == OrderLine.id)
        .join(Lot, Lot.id == Move.lot_id)
        .where(among(OrderLine.order_id, by_id), Move.to_place_id == vehicle_place_id)
        .distinct()
        .order_by(OrderLine.order_id, Lot.code)
    )
    dead: dict[int, list[str]] = {}
    for order_id, code, sell_until in rows:
        if life.is_over(sell_until, by_id[order_id].deliver_until, now):
            dead.setdefault(order_id, []).append(code)
    return dead


def stages_of(tx: Tx, order_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """Where what was picked for orders stands, by line and lot."""
    return {
        (part.order_line_id, part.lot_id): part.place_id
        for order_id in sorted(order_ids)
        for part in packing.goods_of(tx, order_id)
    }


def _judge(tx: Tx, trip: Trip, order: Order, parcel: Parcel) -> None:
    if order.warehouse_id != trip.warehouse_id:
        raise NotFound("parcel", sscc=parcel.sscc)
    if trip.state not in (TripState.PLANNED, TripState.LOADING):
        raise Refused(codes.Trip.WRONG_STATE, trip=trip.number, state=str(trip.state))
    right: Any = tx.scalar(select(Stop.trip_id).where(Stop.order_id == order.id))
    if right is None:
        raise Refused(codes.Load.NOT_PLANNED, order=order.number)
    if right != trip.id:
        owner = tx.find(Trip, right)
        vehicle = tx.find(Vehicle, owner.vehicle_id)
        raise Refused(codes.Load.WRONG_VEHICLE, right_trip=owner.number, right_vehicle=vehicle.code)
    if parcel.state is not ParcelState.PACKED:
        raise Refused(codes.Parcel.LOADED, sscc=parcel.sscc)
    if order.state is not OrderState.PACKED:
        raise Refused(codes.Order.WRONG_STATE, order=order.number, state=str(order.state))


def _must_be_here(tx: Tx, trip: Trip, vehicle: Vehicle) -> None:
    """A vehicle whose driver has delivered everything may be loaded before its return is reported;
    one that still has stops to serve is not here. Raises: Refused("load.vehicle_out")."""
    out = (Trip.vehicle_id == vehicle.id) & (Trip.state == TripState.DEPARTED)
    is_open = (Trip.id != trip.id) & (Stop.state != StopState.DONE)
    row: Any = tx.execute(
        select(Trip.number, func.count())
        .join(Stop, Stop.trip_id == Trip.id)
        .where(out, is_open)
        .group_by(Trip.number)
        .limit(1)
    ).first()
    if row is not None:
        number, stops = row
        raise Refused(codes.Load.VEHICLE_OUT, vehicle=vehicle.code, other=number, stops=stops)


def _left_of(tx: Tx, order_id: int) -> bool:
    left = (Parcel.order_id == order_id) & (Parcel.state == ParcelState.PACKED)
    return tx.scalar(select(Parcel.id).where(left).limit(1)) is not None


def _moves(
    order: Order, trip: Trip, vehicle: Vehicle, goods: list[Goods], by: int | None, now: datetime
) -> list[NewMove]:
    """An order's goods from the stage onto the vehicle."""
    return [
        NewMove(
            ledger.move_id(
                "load", trip.id, part.order_line_id, part.lot_id, part.place_id, order.version
            ),
            part.lot_id,
            part.place_id,
            vehicle.place_id,
            part.quantity,
            MoveReason.LOAD,
            now,
            by,
            order_line_id=part.order_line_id,
        )
        for part in goods
    ]


def _carry(tx: Tx, order: Order, moves: list[NewMove]) -> None:
    ledger.post(tx, moves)
    order.advance(OrderState.LOADED)
    order.version += 1
    tx.flush()


def _waiting(tx: Tx, trip_id: int) -> int:
    orders = select(Order.id).join(Stop, Stop.order_id == Order.id)
    return len(tx.scalars(orders.where(Stop.trip_id == trip_id, Order.state.in_(AHEAD))).all())
