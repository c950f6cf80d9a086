"""A vehicle that is used twice: each trip takes home what it carried itself, and can be ended."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update

from tests.builders import KG, NOW, World, a_stocked_lot, facts_of, on_hand, world
from tests.integration.wms.outbound import a_packed_order, a_trip, state_of
from wms.db import Database, Tx
from wms.errors import Refused
from wms.facts.catalogue import OrderCancelled, OrderUndelivered, TripClosed
from wms.outbound import loading
from wms.stock import ledger
from wms.stock.ledger import NewMove
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import MoveReason
from wms.tables.transport import Stop, Trip, TripState, UnservedOrder
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, NewProof
from wms.transport.load import aboard

LATER = NOW + timedelta(hours=4)


@dataclass
class Twice:
    """One vehicle with two trips of an order each, of one lot; the first is on the road."""

    world: World
    lot: int
    trips: list[int]
    orders: list[int]
    parcels: list[str]


def twice_in(db: Database) -> Twice:
    w = world(db)

    def prepare(tx: Tx) -> Twice:
        lot = a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG).id
        made = [a_packed_order(tx, w, {w.rice: 10 * KG}) for _ in range(2)]
        trips = [a_trip(tx, w, [order]).id for order, _ in made]
        orders = [order.id for order, _ in made]
        return Twice(w, lot, trips, orders, [parcels[0].sscc for _, parcels in made])

    return db.write(prepare)


def load(db: Database, at: Twice, which: int) -> None:
    by = at.world.staff
    db.write(lambda tx: loading.load(tx, at.trips[which], at.parcels[which], by=by, now=NOW))


def depart(db: Database, at: Twice, which: int) -> None:
    db.write(lambda tx: dispatch.depart(tx, at.trips[which], by=at.world.driver, now=NOW))


def prove(db: Database, at: Twice, which: int, *, refused: int = 0, reason: str = "closed") -> None:
    def act(tx: Tx) -> None:
        stop = tx.scalars(select(Stop.id).where(Stop.order_id == at.orders[which])).one()
        lines = [
            DoorLine(x.order_line_id, x.lot_id, x.quantity) for x in aboard(tx, [at.orders[which]])
        ]
        if refused:
            left = lines[0].delivered - refused
            lines = [replace(lines[0], delivered=left, refused=refused, reason=reason)]
        new = NewProof(uuid4(), stop, "Wang", LATER, tuple(lines))
        delivery.prove(tx, new, by=at.world.driver, now=LATER)

    db.write(act)


def come_back(db: Database, at: Twice, which: int) -> None:
    db.write(lambda tx: dispatch.return_(tx, at.trips[which], by=at.world.driver, now=LATER))


def close(db: Database, at: Twice, which: int, reason: str = "the van broke down") -> Trip:
    by = at.world.approver
    return db.write(lambda tx: dispatch.close(tx, at.trips[which], reason, by=by, now=LATER))


def on_vehicle(db: Database, at: Twice) -> int:
    return db.read(lambda tx: on_hand(tx, at.world.vehicle_place, at.lot))


def test_a_late_return_leaves_the_next_load_on_the_vehicle(db: Database) -> None:
    at = twice_in(db)
    load(db, at, 0)
    depart(db, at, 0)
    prove(db, at, 0, refused=2 * KG)
    load(db, at, 1)
    assert on_vehicle(db, at) == 12 * KG
    come_back(db, at, 0)
    assert on_vehicle(db, at) == 10 * KG
    assert db.read(lambda tx: on_hand(tx, at.world.dock, at.lot)) == 2 * KG
    depart(db, at, 1)
    prove(db, at, 1)
    come_back(db, at, 1)
    assert state_of(db, at.orders[1]) is OrderState.DELIVERED
    assert on_vehicle(db, at) == 0
    assert db.read(ledger.check) == []


def test_a_vehicle_is_on_one_trip_at_a_time(db: Database) -> None:
    at = twice_in(db)
    load(db, at, 0)
    depart(db, at, 0)
    with pytest.raises(Refused) as refused:
        load(db, at, 1)
    assert refused.value.code == "load.vehicle_out"
    assert refused.value.details["stops"] == 1
    prove(db, at, 0)
    load(db, at, 1)
    with pytest.raises(Refused, match=r"trip\.vehicle_out"):
        depart(db, at, 1)
    come_back(db, at, 0)
    depart(db, at, 1)


def test_a_departed_trip_takes_nothing_more(db: Database) -> None:
    at = twice_in(db)
    load(db, at, 0)
    depart(db, at, 0)
    with pytest.raises(Refused, match=r"trip\.wrong_state"):
        load(db, at, 0)


def test_the_office_closes_a_trip_that_was_never_delivered(db: Database) -> None:
    at = twice_in(db)
    load(db, at, 0)
    depart(db, at, 0)
    for blank in ("", "  "):
        with pytest.raises(Refused, match=r"trip\.reason"):
            close(db, at, 0, blank)
    assert close(db, at, 0).state is TripState.RETURNED
    assert state_of(db, at.orders[0]) is OrderState.PACKED
    assert on_vehicle(db, at) == 0
    assert db.read(lambda tx: on_hand(tx, at.world.stage, at.lot)) == 20 * KG
    parcel = db.read(
        lambda tx: tx.scalars(select(Parcel).where(Parcel.sscc == at.parcels[0])).one()
    )
    assert (parcel.state, parcel.place_id) == (ParcelState.PACKED, at.world.stage)
    unserved = db.read(lambda tx: tx.scalars(select(UnservedOrder)).one())
    assert (unserved.order_id, unserved.reason) == (at.orders[0], "left_behind")
    (back,) = db.read(lambda tx: facts_of(tx, OrderUndelivered))
    assert (back.order_id, back.reason) == (at.orders[0], "the van broke down")
    (closed,) = db.read(lambda tx: facts_of(tx, TripClosed))
    assert closed.undelivered == (back.number,)
    assert db.read(ledger.check) == []
    with pytest.raises(Refused, match=r"trip\.wrong_state"):
        close(db, at, 0)


def test_what_came_back_rides_again_and_is_delivered(db: Database) -> None:
    at = twice_in(db)
    load(db, at, 0)
    depart(db, at, 0)
    close(db, at, 0)

    def again(tx: Tx) -> None:
        at.trips[0] = a_trip(tx, at.world, [tx.find(Order, at.orders[0])]).id

    db.write(again)
    load(db, at, 0)
    depart(db, at, 0)
    prove(db, at, 0)
    come_back(db, at, 0)
    assert state_of(db, at.orders[0]) is OrderState.DELIVERED
    assert db.read(ledger.check) == []


def test_a_trip_that_has_not_left_is_closed_and_unloaded(db: Database) -> None:
    at = twice_in(db)
    load(db, at, 0)
    assert close(db, at, 0).state is TripState.CANCELLED
    assert state_of(db, at.orders[0]) is OrderState.PACKED
    assert on_vehicle(db, at) == 0
    assert close(db, at, 1).state is TripState.CANCELLED
    assert db.read(ledger.check) == []


def test_closing_takes_in_what_was_refused_and_writes_off_what_is_spoilt(db: Database) -> None:
    at = twice_in(db)
    load(db, at, 0)
    depart(db, at, 0)
    prove(db, at, 0, refused=3 * KG, reason="damaged")
    close(db, at, 0)
    assert on_vehicle(db, at) == 0
    assert db.read(lambda tx: on_hand(tx, at.world.dock, at.lot)) == 0
    assert db.read(ledger.check) == []


def strip(db: Database, at: Twice) -> None:
    """What a late return did to the next load before each trip took home its own."""
    move = NewMove(
        uuid4(), at.lot, at.world.vehicle_place, at.world.dock, 10 * KG, MoveReason.RETURN, LATER
    )
    db.write(lambda tx: ledger.post(tx, [move]))


def test_books_that_do_not_find_the_goods_are_shown_and_the_trip_can_be_closed(
    db: Database,
) -> None:
    at = twice_in(db)
    load(db, at, 0)
    depart(db, at, 0)
    strip(db, at)
    assert {fault.rule for fault in db.read(ledger.check)} == {"vehicle.orders"}
    close(db, at, 0)
    assert state_of(db, at.orders[0]) is OrderState.CANCELLED
    assert db.read(lambda tx: aboard(tx, at.orders)) == []
    assert db.read(lambda tx: on_hand(tx, at.world.dock, at.lot)) == 10 * KG
    (ended,) = db.read(lambda tx: facts_of(tx, OrderCancelled))
    assert ended.order_id == at.orders[0]
    assert db.read(ledger.check) == []


def test_the_proof_of_goods_the_books_do_not_find_can_be_closed(db: Database) -> None:
    at = twice_in(db)
    load(db, at, 0)
    depart(db, at, 0)
    strip(db, at)
    prove(db, at, 0, refused=10 * KG)
    close(db, at, 0)
    assert db.read(lambda tx: tx.find(Trip, at.trips[0]).state) is TripState.RETURNED


def test_goods_that_part_from_their_parcels_are_found(db: Database) -> None:
    at = twice_in(db)
    load(db, at, 0)
    stage = at.world.stage
    db.write(
        lambda tx: tx.execute(
            update(Parcel).where(Parcel.sscc == at.parcels[0]).values(place_id=stage)
        )
    )
    faults = db.read(ledger.check)
    assert {fault.rule for fault in faults} == {"parcel.goods"}
    db.write(lambda tx: tx.execute(delete(Parcel).where(Parcel.sscc == at.parcels[0])))
    assert [fault.rule for fault in db.read(ledger.check)] == ["parcel.goods"]
