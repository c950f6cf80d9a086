"""A trip leaves with everything aboard, or with a reason; it comes back and is emptied."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from wms import codes
from wms.db import Tx
from wms.errors import Refused
from wms.facts import audit, events
from wms.facts.catalogue import TripDeparted, TripReturned
from wms.masterdata import place_of
from wms.outbound import loading
from wms.stock import LossReason, ledger
from wms.stock.ledger import NewMove
from wms.tables.masterdata import PlaceKind
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Balance, MoveReason
from wms.tables.transport import (
    Proof,
    ProofLine,
    Stop,
    StopState,
    Trip,
    TripState,
    UnservedOrder,
    Vehicle,
)

REASON_MAX = 200
LEFT_BEHIND = codes.Unserved.LEFT_BEHIND.partition(".")[2]
"""Why an order that a forced departure did not take is unserved."""
LEFT_ABOARD = "left_aboard"
"""Note of goods that came back although nobody refused them."""
SPOILT = frozenset({LossReason.DAMAGED, LossReason.EXCURSION, LossReason.EXPIRED})
"""Refused for one of these, goods are written off on the dock instead of being sold again."""


def depart(
    tx: Tx, trip_id: int, *, forced_reason: str | None = None, by: int, now: datetime
) -> Trip:
    """Send a loaded trip off. With a reason it goes without what is not wholly aboard, and without
    orders of which something would be dead on arrival: those lose their stop and wait, unserved,
    for another plan.

    Raises: NotFound; Refused("trip.wrong_state" | "trip.empty"); Refused("trip.expired",
    orders=[…], lots=[…]); Refused("trip.not_loaded", missing=[{order, parcels}, …]) listing every
    order that is not wholly aboard.
    """
    orders = _orders(tx, trip_id)  # before the trip: loading locks in that order too
    trip = tx.lock(Trip, trip_id)
    if trip.state not in (TripState.PLANNED, TripState.LOADING):
        raise Refused(codes.Trip.WRONG_STATE, state=str(trip.state), wanted="departed")
    vehicle = tx.find(Vehicle, trip.vehicle_id)
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
        _leave_behind(tx, trip, left, reason)
        numbers = [order.number for order in left]
        forced = {"reason": reason, "left_behind": numbers}
        audit.record(tx, "trip.forced", f"trip:{trip.id}", forced, by=by, now=now)
    trip.advance(TripState.DEPARTED)
    trip.departed_at = now
    fact = TripDeparted(trip.id, trip.number, len(left))
    events.record(tx, fact, at=now, by=by, warehouse_id=trip.warehouse_id)
    return trip


def return_(tx: Tx, trip_id: int, *, by: int, now: datetime) -> Trip:
    """Take a trip back: what customers refused goes to the dock, spoilt goods are written off.

    Raises: NotFound; Refused("trip.wrong_state"); Refused("trip.open_stops", orders=[…]) while
    a stop has no proof.
    """
    trip = tx.lock(Trip, trip_id)
    trip.advance(TripState.RETURNED)
    is_open = (Stop.trip_id == trip.id) & (Stop.state != StopState.DONE)
    open_orders = select(Order.number).join(Stop, Stop.order_id == Order.id).where(is_open)
    if numbers := tx.scalars(open_orders.order_by(Stop.position)).all():
        raise Refused(codes.Trip.OPEN_STOPS, number=trip.number, orders=list(numbers))
    trip.returned_at = now
    refused = _refused(tx, trip.id)
    ledger.post(tx, _moves_home(tx, trip, refused, by, now))
    fact = TripReturned(trip.id, trip.number, sum(line.refused for line in refused))
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


def _leave_behind(tx: Tx, trip: Trip, left: Sequence[Order], reason: str) -> None:
    """Take orders off a trip, with any of their parcels that are aboard already."""
    stage = place_of(tx, trip.warehouse_id, PlaceKind.STAGE).id
    for order in left:
        for parcel in _parcels(tx, order.id):
            if parcel.state is ParcelState.LOADED:
                parcel.state, parcel.place_id, parcel.loaded_at = ParcelState.PACKED, stage, None
        tx.execute(delete(Stop).where(Stop.trip_id == trip.id, Stop.order_id == order.id))
        key = (trip.plan_id, order.id)
        unserved = tx.get(UnservedOrder, key) or UnservedOrder(plan_id=key[0], order_id=key[1])
        unserved.reason, unserved.settled_at = LEFT_BEHIND, None
        unserved.details = {"trip": trip.number, "reason": reason}
        tx.add(unserved)
    tx.flush()


def _refused(tx: Tx, trip_id: int) -> Sequence[ProofLine]:
    rows = (
        select(ProofLine)
        .join(Proof, ProofLine.proof_id == Proof.id)
        .join(Stop, Proof.stop_id == Stop.id)
        .where(Stop.trip_id == trip_id, ProofLine.refused > 0)
        .order_by(Stop.position, ProofLine.order_line_id, ProofLine.lot_id)
    )
    return tx.scalars(rows).all()


def _moves_home(
    tx: Tx, trip: Trip, refused: Sequence[ProofLine], by: int, now: datetime
) -> list[NewMove]:
    """Vehicle to dock for everything aboard, and dock to loss for what was refused as spoilt."""
    vehicle = tx.find(Vehicle, trip.vehicle_id).place_id
    dock = place_of(tx, trip.warehouse_id, PlaceKind.DOCK).id
    loss = place_of(tx, trip.warehouse_id, PlaceKind.LOSS).id
    moves = []
    for line in refused:
        moves.append(_move(line, MoveReason.RETURN, (vehicle, dock), by, now))
        if line.reason in SPOILT:
            moves.append(_move(line, MoveReason.LOSS, (dock, loss), by, now))
    aboard = select(Balance.lot_id, Balance.on_hand).where(Balance.place_id == vehicle)
    for lot_id, on_hand in tx.execute(aboard.order_by(Balance.lot_id)).all():
        rest = on_hand - sum(line.refused for line in refused if line.lot_id == lot_id)
        if rest > 0:
            id_ = ledger.move_id("left aboard", trip.id, lot_id)
            back = MoveReason.RETURN
            moves.append(NewMove(id_, lot_id, vehicle, dock, rest, back, now, by, LEFT_ABOARD))
    return moves


def _move(
    line: ProofLine, reason: MoveReason, way: tuple[int, int], by: int, now: datetime
) -> NewMove:
    return NewMove(
        ledger.move_id(reason, line.proof_id, line.order_line_id, line.lot_id),
        line.lot_id,
        *way,
        line.refused,
        reason,
        now,
        by,
        note=line.reason,
        order_line_id=line.order_line_id,
    )
