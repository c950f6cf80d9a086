"""A trip comes home and is emptied of what it carried itself; the office can end any trip.

A vehicle may be loaded again before its last return is reported, so that what stands on it says
nothing about whose it is: every move onto a vehicle names its order line, and only those count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select

from wms import codes
from wms.db import Tx
from wms.errors import Refused
from wms.facts import audit, events
from wms.facts.catalogue import OrderCancelled, OrderUndelivered, TripClosed, TripReturned
from wms.masterdata import place_of
from wms.stock import LossReason, ledger
from wms.stock.ledger import NewMove
from wms.tables.masterdata import PlaceKind
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Allocation, AllocationState, Balance, MoveReason
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
from wms.transport.load import Aboard, aboard

REASON_MAX = 200
LEFT_BEHIND = codes.Unserved.LEFT_BEHIND.partition(".")[2]
"""Why an order that a vehicle did not take, or brought back undelivered, is unserved."""
NOT_FOUND = "not_aboard"
"""Note of the moves by which the books give up goods that were not where they said."""
SPOILT = frozenset({LossReason.DAMAGED, LossReason.EXCURSION, LossReason.EXPIRED})
"""Refused for one of these, goods are written off on the dock instead of being sold again."""
IS_OPEN = Stop.state != StopState.DONE


def return_(tx: Tx, trip_id: int, *, by: int, now: datetime) -> Trip:
    """Take a trip back: what its customers refused goes to the dock, spoilt goods are written off.
    What the vehicle carries for another trip stays where it is.

    Raises: NotFound; Refused("trip.wrong_state"); Refused("trip.open_stops", orders=[…]) while
    a stop has no proof.
    """
    trip = tx.lock(Trip, trip_id)
    trip.advance(TripState.RETURNED)
    waiting = select(Order.number).join(Stop, Stop.order_id == Order.id)
    waiting = waiting.where(Stop.trip_id == trip.id, IS_OPEN)
    if numbers := tx.scalars(waiting.order_by(Stop.position)).all():
        raise Refused(codes.Trip.OPEN_STOPS, number=trip.number, orders=list(numbers))
    _bring_home(tx, trip, by, now)
    return trip


def close(tx: Tx, trip_id: int, reason: str, *, by: int, now: datetime) -> Trip:
    """End a trip whatever happened, with a reason. Orders that were not delivered come back to the
    stage with their parcels and wait, unserved, for another plan or to be cancelled; what the books
    do not find on the vehicle they stop looking for.

    Raises: NotFound; Refused("trip.reason" | "trip.wrong_state").
    """
    why = reason.strip()[:REASON_MAX]
    if not why:
        raise Refused(codes.Trip.REASON)
    orders = _open_orders(tx, trip_id)  # before the trip: loading locks in that order too
    trip = tx.lock(Trip, trip_id)
    was_out = trip.state is TripState.DEPARTED
    trip.advance(TripState.RETURNED if was_out else TripState.CANCELLED)
    books = _Books(tx, trip, by, now)
    for order in orders:
        _unload(tx, books, order)
    leave_behind(tx, trip, orders, why)
    if was_out:
        _bring_home(tx, trip, by, now)
    numbers = [order.number for order in orders]
    said = {"reason": why, "undelivered": numbers}
    audit.record(tx, "trip.closed", f"trip:{trip.id}", said, by=by, now=now)
    fact = TripClosed(trip.id, trip.number, why, tuple(numbers))
    events.record(tx, fact, at=now, by=by, warehouse_id=trip.warehouse_id)
    for order in orders if was_out else ():
        if order.state is OrderState.PACKED:
            back = OrderUndelivered(order.id, order.number, order.shop_id, trip.number, why)
            events.record(tx, back, at=now, by=by, warehouse_id=order.warehouse_id)
    return trip


def leave_behind(tx: Tx, trip: Trip, orders: Sequence[Order], reason: str) -> None:
    """Take orders off a trip; their parcels stand on the stage, and they wait for another plan."""
    stage = place_of(tx, trip.warehouse_id, PlaceKind.STAGE).id
    for order in orders:
        mine = select(Parcel).where(Parcel.order_id == order.id).order_by(Parcel.id)
        for parcel in tx.lock_all(mine):
            if parcel.state is ParcelState.LOADED:
                parcel.state, parcel.place_id, parcel.loaded_at = ParcelState.PACKED, stage, None
        tx.execute(delete(Stop).where(Stop.trip_id == trip.id, Stop.order_id == order.id))
        if order.state is OrderState.CANCELLED:
            continue
        key = (trip.plan_id, order.id)
        unserved = tx.get(UnservedOrder, key) or UnservedOrder(plan_id=key[0], order_id=key[1])
        unserved.reason, unserved.settled_at = LEFT_BEHIND, None
        unserved.details = {"trip": trip.number, "reason": reason}
        tx.add(unserved)
    tx.flush()


@dataclass
class _Books:
    """What the books have on a trip's vehicle of each lot, and where things go from there."""

    tx: Tx
    trip: Trip
    by: int
    now: datetime
    vehicle: int = field(init=False)
    stage: int = field(init=False)
    count: int = field(init=False)
    on_hand: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        tx, warehouse = self.tx, self.trip.warehouse_id
        self.vehicle = tx.find(Vehicle, self.trip.vehicle_id).place_id
        self.stage = place_of(tx, warehouse, PlaceKind.STAGE).id
        self.count = place_of(tx, warehouse, PlaceKind.COUNT).id
        there = select(Balance.lot_id, Balance.on_hand).where(Balance.place_id == self.vehicle)
        self.on_hand = {lot_id: on_hand for lot_id, on_hand in tx.execute(there)}

    def unload(self, part: Aboard, quantity: int) -> NewMove:
        self.on_hand[part.lot_id] -= quantity
        return self._move("unload", part, (self.vehicle, self.stage), quantity, MoveReason.UNLOAD)

    def give_up(self, part: Aboard, quantity: int) -> Iterator[NewMove]:
        """So much was picked and loaded for this line and is not there: neither line nor vehicle
        has it any more. Stock stays as it is, for these goods lie elsewhere already."""
        ways = ((self.vehicle, MoveReason.COUNT), (self.stage, MoveReason.CORRECTION))
        for place, reason in ways:
            yield self._move(f"found {place}", part, (self.count, place), quantity, None)
            yield self._move(f"given up {place}", part, (place, self.count), quantity, reason)

    def _move(
        self,
        what: str,
        part: Aboard,
        way: tuple[int, int],
        quantity: int,
        reason: MoveReason | None,
    ) -> NewMove:
        cause = ("close", what, self.trip.id, part.order_line_id, part.lot_id)
        return NewMove(
            ledger.move_id(*cause),
            part.lot_id,
            *way,
            quantity,
            reason or MoveReason.COUNT,
            self.now,
            self.by,
            note=None if reason is MoveReason.UNLOAD else NOT_FOUND,
            order_line_id=part.order_line_id if reason else None,
        )


def _open_orders(tx: Tx, trip_id: int) -> Sequence[Order]:
    """The orders of a trip that have no proof, locked, by primary key."""
    mine = select(Stop.order_id).where(Stop.trip_id == trip_id, IS_OPEN)
    return tx.lock_all(select(Order).where(Order.id.in_(mine)).order_by(Order.id))


def _unload(tx: Tx, books: _Books, order: Order) -> None:
    """An order that was aboard is on the stage again, with what the books find of it."""
    if order.state is not OrderState.LOADED:
        return
    moves: list[NewMove] = []
    lost: list[tuple[Aboard, int]] = []
    for part in aboard(tx, [order.id]):
        found = min(part.quantity, books.on_hand.get(part.lot_id, 0))
        if found:
            moves.append(books.unload(part, found))
        if found < part.quantity:
            lost.append((part, part.quantity - found))
            moves += books.give_up(part, part.quantity - found)
    ledger.post(tx, moves)
    for part, quantity in lost:
        _pick_less(tx, part, quantity)
    is_there = any(move.reason is MoveReason.UNLOAD for move in moves)
    order.advance(OrderState.PACKED if is_there else OrderState.CANCELLED)
    order.version += 1
    if not is_there:
        _end(tx, books, order)
    tx.flush()


def _pick_less(tx: Tx, part: Aboard, quantity: int) -> None:
    tx.lock(OrderLine, part.order_line_id).picked -= quantity
    picked = (
        (Allocation.order_line_id == part.order_line_id)
        & (Allocation.lot_id == part.lot_id)
        & (Allocation.state == AllocationState.PICKED)
    )
    for row in tx.lock_all(select(Allocation).where(picked).order_by(Allocation.id)):
        less = min(quantity, row.picked)
        row.picked -= less
        quantity -= less
        if not row.picked:
            row.state = AllocationState.VOID


def _end(tx: Tx, books: _Books, order: Order) -> None:
    """Nothing of an order is left to be delivered: it ends, and its parcels are no more."""
    mine = select(Parcel).where(Parcel.order_id == order.id).order_by(Parcel.id)
    for parcel in tx.lock_all(mine):
        parcel.state, parcel.place_id, parcel.loaded_at = ParcelState.RETURNED, books.stage, None
    fact = OrderCancelled(order.id, order.number, order.shop_id, order.total_cents, NOT_FOUND)
    events.record(tx, fact, at=books.now, by=books.by, warehouse_id=order.warehouse_id)


def _bring_home(tx: Tx, trip: Trip, by: int, now: datetime) -> None:
    """The vehicle is back: what its own customers refused leaves it."""
    trip.returned_at = now
    refused = _refused(tx, trip.id)
    ledger.post(tx, list(_moves_home(tx, trip, refused, by, now)))
    fact = TripReturned(trip.id, trip.number, sum(line.refused for line in refused))
    events.record(tx, fact, at=now, by=by, warehouse_id=trip.warehouse_id)


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
) -> Iterator[NewMove]:
    """Vehicle to dock for what was refused, and dock to loss for what was refused as spoilt."""
    books = _Books(tx, trip, by, now)
    dock = place_of(tx, trip.warehouse_id, PlaceKind.DOCK).id
    loss = place_of(tx, trip.warehouse_id, PlaceKind.LOSS).id
    for line in refused:
        found = min(line.refused, books.on_hand.get(line.lot_id, 0))
        if not found:
            continue
        books.on_hand[line.lot_id] -= found
        home = (books.vehicle, dock)
        yield _move(line, MoveReason.RETURN, home, found, by, now)
        if line.reason in SPOILT:
            yield _move(line, MoveReason.LOSS, (dock, loss), found, by, now)


def _move(
    line: ProofLine, reason: MoveReason, way: tuple[int, int], quantity: int, by: int, now: datetime
) -> NewMove:
    return NewMove(
        ledger.move_id(reason, line.proof_id, line.order_line_id, line.lot_id),
        line.lot_id,
        *way,
        quantity,
        reason,
        now,
        by,
        note=line.reason,
        order_line_id=line.order_line_id,
    )
