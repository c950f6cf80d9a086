"""A driver proves a delivery: everything aboard for the order is delivered, short or refused.

The phone may have been offline for a whole shift and its clock is not trusted: what it claims is
kept, flagged when it cannot be, and never used where the server knows better.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from wms import codes
from wms.db import Tx
from wms.errors import Conflict, NotFound, Refused
from wms.facts import events
from wms.facts.catalogue import Delivered
from wms.masterdata import place_of
from wms.rules import life
from wms.stock import LossReason, ledger, recalls
from wms.stock.ledger import NewMove
from wms.tables.access import Role, User
from wms.tables.masterdata import Item, PlaceKind, Shop
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Lot, LotStatus, MoveReason
from wms.tables.transport import (
    Proof,
    ProofFlag,
    ProofLine,
    Stop,
    StopState,
    Trip,
    TripState,
    Vehicle,
)
from wms.transport.delivery.claims import (
    Cargo,
    NewProof,
    is_same,
    lines_of_claim,
    must_add_up,
    proof_of_claim,
)
from wms.transport.load import aboard
from wms.units import BANDS

AHEAD_MAX = timedelta(minutes=10)
"""A phone's clock further ahead than this is flagged."""


def arrive(tx: Tx, stop_id: int, *, by: int) -> Stop:
    """The driver is there. Raises: NotFound; Refused("trip.wrong_state")."""
    stop, trip = _own_stop(tx, stop_id, by)
    _must_be_under_way(trip)
    if stop.state is StopState.PLANNED:
        stop.state = StopState.ARRIVED
    return stop


def prove(tx: Tx, new: NewProof, *, by: int, now: datetime) -> Proof:
    """Record a delivery: goods leave the vehicle, the order is delivered. The same proof sent
    twice is one proof.

    Raises: NotFound, also for another driver's stop; Conflict("proof.other_body");
    Refused("stop.done" | "trip.wrong_state" | "order.wrong_state" | "proof.…");
    Refused("proof.lines", lines=[…]) naming every line that does not add up.
    """
    stop, trip = _own_stop(tx, new.stop_id, by)
    proof, lines = proof_of_claim(new, stop, by=by, now=now), lines_of_claim(new)
    if known := tx.get(Proof, new.id):
        if not is_same((known, _kept_lines(tx, known)), (proof, lines)):
            raise Conflict(codes.Proof.OTHER_BODY)
        return known
    if stop.state is StopState.DONE:
        raise Refused(codes.Stop.DONE, stop_id=stop.id)
    _must_be_under_way(trip)
    order = tx.lock(Order, stop.order_id)
    must_add_up(new.lines, _cargo(tx, order))
    order.advance(OrderState.DELIVERED)
    order.version += 1
    tx.add_all([proof, *lines])
    _hand_over(tx, proof, lines, trip, stop)
    _count(tx, order, lines)
    given = [line.lot_id for line in lines if line.delivered]
    recalls.handed_over(tx, stop.shop_id, given, by=by, now=now)
    stop.state = StopState.DONE
    stop.done_at = _believable(new.occurred_at, trip, now)
    flags = _flags(tx, proof, lines, stop.done_at)
    tx.add_all(ProofFlag(proof_id=proof.id, code=code) for code in flags)
    fact = Delivered(
        order.id,
        order.number,
        order.shop_id,
        trip=trip.number,
        received_by=proof.received_by,
        is_complete=not any(line.short or line.refused for line in lines),
        flags=tuple(flags),
    )
    events.record(tx, fact, at=now, by=by, warehouse_id=order.warehouse_id)
    return proof


def _own_stop(tx: Tx, stop_id: int, by: int) -> tuple[Stop, Trip]:
    """The stop, locked. Raises: NotFound, for drivers also when the trip is another's."""
    stop = tx.lock(Stop, stop_id)
    trip = tx.find(Trip, stop.trip_id)
    if tx.find(User, by).role is Role.DRIVER and trip.driver_id != by:
        raise NotFound("stop", id=str(stop_id))
    return stop, trip


def _must_be_under_way(trip: Trip) -> None:
    if trip.state is not TripState.DEPARTED:
        raise Refused(codes.Trip.WRONG_STATE, state=str(trip.state), wanted="departed")


def _kept_lines(tx: Tx, proof: Proof) -> Sequence[ProofLine]:
    kept = select(ProofLine).where(ProofLine.proof_id == proof.id)
    return tx.scalars(kept.order_by(ProofLine.order_line_id, ProofLine.lot_id)).all()


def _cargo(tx: Tx, order: Order) -> Cargo:
    cargo: Cargo = Counter()
    for each in aboard(tx, [order.id]):
        cargo[each.order_line_id, each.lot_id] += each.quantity
    return cargo


def _hand_over(tx: Tx, proof: Proof, lines: Sequence[ProofLine], trip: Trip, stop: Stop) -> None:
    """Goods go from the vehicle to the customer; what is missing at the door is a loss."""
    vehicle = tx.find(Vehicle, trip.vehicle_id).place_id
    customer = tx.find(Shop, stop.shop_id).place_id
    loss = place_of(tx, trip.warehouse_id, PlaceKind.LOSS).id

    def moved(line: ProofLine, reason: MoveReason, to: int, quantity: int) -> NewMove:
        return NewMove(
            ledger.move_id(reason, proof.id, line.order_line_id, line.lot_id),
            line.lot_id,
            vehicle,
            to,
            quantity,
            reason,
            proof.received_at,
            proof.by,
            str(LossReason.SHORT) if reason is MoveReason.LOSS else None,
            line.order_line_id,
        )

    delivered = [moved(x, MoveReason.DELIVER, customer, x.delivered) for x in lines if x.delivered]
    short = [moved(x, MoveReason.LOSS, loss, x.short) for x in lines if x.short]
    ledger.post(tx, [*delivered, *short])


def _count(tx: Tx, order: Order, lines: Sequence[ProofLine]) -> None:
    """Keep on the order's lines and parcels what arrived."""
    arrived: Counter[int] = Counter()
    for line in lines:
        arrived[line.order_line_id] += line.delivered
    mine = select(OrderLine).where(OrderLine.order_id == order.id).order_by(OrderLine.id)
    for row in tx.lock_all(mine):
        row.delivered += arrived[row.id]
    state = ParcelState.DELIVERED if arrived.total() else ParcelState.RETURNED
    is_aboard = (Parcel.order_id == order.id) & (Parcel.state == ParcelState.LOADED)
    for parcel in tx.lock_all(select(Parcel).where(is_aboard).order_by(Parcel.id)):
        parcel.state = state


def _believable(occurred_at: datetime, trip: Trip, now: datetime) -> datetime:
    """The phone's time if it lies between departure and now, else the server's."""
    began = trip.departed_at or now
    return occurred_at if began <= occurred_at <= now else now


def _flags(tx: Tx, proof: Proof, lines: Sequence[ProofLine], at: datetime) -> list[codes.Proof]:
    """What somebody should look at, although it happened."""
    delivered = [line.lot_id for line in lines if line.delivered]
    rows = (
        select(Lot.status, Lot.sell_until, Item.temperature_class)
        .join(Item, Lot.item_id == Item.id)
        .where(Lot.id.in_(delivered))
    )
    goods = tx.execute(rows).all()
    flags = []
    if proof.occurred_at > proof.received_at + AHEAD_MAX:
        flags.append(codes.Proof.CLOCK_AHEAD)
    measured_c = proof.temperature_c
    if measured_c is not None and any(measured_c > BANDS[needs].high_c for _, _, needs in goods):
        flags.append(codes.Proof.TOO_WARM)
    if any(status in (LotStatus.HELD, LotStatus.BLOCKED) for status, *_ in goods):
        flags.append(codes.Proof.BLOCKED_LOT)
    if any(life.is_over(sell_until, at, at) for _, sell_until, _ in goods):
        flags.append(codes.Proof.EXPIRED_LOT)
    return flags
