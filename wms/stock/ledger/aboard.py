"""Where an order's goods are, by its moves, and where its parcels are said to be."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, func, select, union_all

from wms.db import Tx
from wms.tables.masterdata import Place, PlaceKind
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.outbound import Parcel
from wms.tables.stock import Balance, Move
from wms.tables.transport import Stop, Trip, TripState

Amounts = dict[tuple[int, ...], int]
Equation = tuple[str, Amounts, Amounts]
"""A rule, what is stored and what the moves prove."""


def goods_ride_with_their_parcels(tx: Tx) -> Iterator[Equation]:
    """What is on a vehicle belongs to orders; an order that is loaded is aboard where its parcels
    are; and nothing of an order is aboard before it is loaded or after its trip came home."""
    ridden = _ridden()
    stored = select(Balance.place_id, Balance.lot_id, Balance.on_hand)
    yield (
        "vehicle.orders",
        _totals(tx, stored.join(Place).where(Place.kind == PlaceKind.VEHICLE)),
        _totals(tx, _sum(ridden, ridden.c.place_id, ridden.c.lot_id)),
    )
    picked = (
        select(OrderLine.order_id, func.sum(OrderLine.picked).label("picked"))
        .group_by(OrderLine.order_id)
        .subquery()
    )
    parcels = (
        select(Parcel.place_id, Order.id, picked.c.picked)
        .join(Order, Order.id == Parcel.order_id)
        .join(picked, picked.c.order_id == Order.id)
        .where(Order.state == OrderState.LOADED)
        .distinct()
    )
    home = (
        select(Stop.order_id)
        .join(Trip, Trip.id == Stop.trip_id)
        .where(Trip.state == TripState.RETURNED)
    )
    by_order = (
        _sum(ridden, ridden.c.place_id, OrderLine.order_id)
        .join(OrderLine, OrderLine.id == ridden.c.line_id)
        .join(Order, Order.id == OrderLine.order_id)
    )
    still_out = (Order.state == OrderState.DELIVERED) & Order.id.not_in(home)
    packed = Order.id.in_(select(Parcel.order_id)) | (Order.state == OrderState.LOADED)
    yield "parcel.goods", _totals(tx, parcels), _totals(tx, by_order.where(~still_out, packed))


def _ridden() -> Any:
    """What went onto vehicles and off them for order lines."""
    into = select(
        Move.to_place_id.label("place_id"),
        Move.lot_id.label("lot_id"),
        Move.order_line_id.label("line_id"),
        Move.quantity.label("quantity"),
    )
    out_of = select(Move.from_place_id, Move.lot_id, Move.order_line_id, -Move.quantity)
    is_vehicle = Place.kind == PlaceKind.VEHICLE
    return union_all(
        into.join(Place, Place.id == Move.to_place_id).where(is_vehicle),
        out_of.join(Place, Place.id == Move.from_place_id).where(is_vehicle),
    ).subquery()


def _sum(ridden: Any, *key: Any) -> Select[*tuple[Any, ...]]:
    of_line = ridden.c.line_id.is_not(None)
    return select(*key, func.sum(ridden.c.quantity)).where(of_line).group_by(*key)


def _totals(tx: Tx, rows: Select[*tuple[Any, ...]]) -> Amounts:
    return {tuple(key): int(total) for *key, total in tx.execute(rows) if total}
