"""A trip leaves with everything aboard, or with a reason, and its vehicle is on no other one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from wms import codes
from wms.db import Tx
from wms.errors import Refused
from wms.facts import audit, events
from wms.facts.catalogue import TripDeparted
from wms.outbound import loading
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.transport import Stop, Trip, TripState, Vehicle
from wms.transport.dispatch.homecoming import REASON_MAX, leave_behind


def depart(
    tx: Tx, trip_id: int, *, forced_reason: str | None = None, by: int, now: datetime
) -> Trip:
    """Send a loaded trip off. With a reason it goes without what is not wholly aboard, and without
    orders of which something would be dead on arrival: those lose their stop and wait, unserved,
    for another plan.

    Raises: NotFound; Refused("trip.wrong_state" | "trip.empty" | "trip.vehicle_out");
    Refused("trip.expired", orders=[…], lots=[…]); Refused("trip.not_loaded",
    missing=[{order, parcels}, …]) listing every order that is not wholly aboard.
    """
    orders = _orders(tx, trip_id)  # before the trip: loading locks in that order too
    trip = tx.lock(Trip, trip_id)
    if trip.state not in (TripState.PLANNED, TripState.LOADING):
        raise Refused(codes.Trip.WRONG_STATE, state=str(trip.state), wanted="departed")
    vehicle = _must_be_home(tx, trip)
    dead = loading.dead_aboard(tx, orders, vehicle.place_id, now)
    left = [x for x in orders if x.state is not OrderState.LOADED or x.id in dead]
    reason = (forced_reason or "").strip()[:REASON_MAX]
    if len(left) == len(orders):
        raise Refused(codes.Trip.EMPTY, number=trip.number)
    if dead and not reason:
        numbers = [order.number for order in orders if order.id in dead]
        lots = sorted({lot for some in dead.values() for lot in some})
        raise Refused(codes.Trip.EXPIRED, number=trip.number, orders=numbers, lots=lots)
    if left and not reason:
        missing = [_missing(tx, order) for order in left]
        raise Refused(codes.Trip.NOT_LOADED, number=trip.number, missing=missing)
    if left:
        for order in left:
            if order.id in dead:
                loading.unload(tx, order, trip, by=by, now=now)
        leave_behind(tx, trip, left, reason)
        numbers = [order.number for order in left]
        forced = {"reason": reason, "left_behind": numbers}
        audit.record(tx, "trip.forced", f"trip:{trip.id}", forced, by=by, now=now)
    trip.advance(TripState.DEPARTED)
    trip.departed_at = now
    fact = TripDeparted(trip.id, trip.number, len(left))
    events.record(tx, fact, at=now, by=by, warehouse_id=trip.warehouse_id)
    return trip


def _orders(tx: Tx, trip_id: int) -> Sequence[Order]:
    """The trip's orders, locked, by primary key."""
    mine = select(Stop.order_id).where(Stop.trip_id == trip_id)
    return tx.lock_all(select(Order).where(Order.id.in_(mine)).order_by(Order.id))


def _parcels(tx: Tx, order_id: int) -> Sequence[Parcel]:
    mine = select(Parcel).where(Parcel.order_id == order_id).order_by(Parcel.id)
    return tx.lock_all(mine)


def _missing(tx: Tx, order: Order) -> dict[str, Any]:
    """The order and its parcels that are not aboard; none at all: it is not packed yet."""
    left = [each.sscc for each in _parcels(tx, order.id) if each.state is ParcelState.PACKED]
    return {"order_id": order.id, "number": order.number, "parcels": left}


def _must_be_home(tx: Tx, trip: Trip) -> Vehicle:
    """The trip's vehicle, locked. Raises: Refused("trip.vehicle_out") while it is on the road with
    another trip.
    """
    vehicle = tx.lock(Vehicle, trip.vehicle_id)
    out = (Trip.vehicle_id == vehicle.id) & (Trip.state == TripState.DEPARTED)
    other = tx.scalar(select(Trip.number).where(out, Trip.id != trip.id).limit(1))
    if other is not None:
        raise Refused(codes.Trip.VEHICLE_OUT, number=trip.number, vehicle=vehicle.code, other=other)
    return vehicle
