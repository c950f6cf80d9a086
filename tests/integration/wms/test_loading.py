"""Loading parcels onto the vehicle they ride with."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.builders import KG, NOW, World, a_stocked_lot, a_vehicle, a_warehouse, on_hand, world
from tests.integration.wms.outbound import a_packed_order, a_trip, state_of
from wms.db import Database, Tx
from wms.errors import NotFound, Refused
from wms.floor.codes import Plain
from wms.floor.find import Scanned
from wms.inbound import quality
from wms.inbound.quality import HoldReason, NewHold
from wms.outbound import loading, stopped
from wms.stock import block, ledger
from wms.tables.facts import Fact
from wms.tables.ordering import OrderState
from wms.tables.transport import Trip, TripState, Vehicle


@dataclass
class Bay:
    """Two packed orders on one trip, the second in two parcels, and a trip of another van."""

    world: World
    rice_lot: int
    orders: list[int]
    parcels: list[list[str]]
    trip: int
    other_trip: int


def a_bay(tx: Tx, w: World) -> Bay:
    rice_lot = a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG).id
    a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 300)
    first, first_parcels = a_packed_order(tx, w, {w.rice: 10 * KG})
    second, second_parcels = a_packed_order(tx, w, {w.rice: 20 * KG, w.eggs: 30})
    third, _ = a_packed_order(tx, w, {w.rice: 10 * KG})
    van = a_vehicle(tx, w.warehouse)
    return Bay(
        w,
        rice_lot,
        [first.id, second.id],
        [[parcel.sscc for parcel in some] for some in (first_parcels, second_parcels)],
        a_trip(tx, w, [first, second]).id,
        a_trip(tx, w, [third], vehicle_id=van.id).id,
    )


def bay(db: Database) -> Bay:
    w = world(db)
    return db.write(lambda tx: a_bay(tx, w))


def load(db: Database, at: Bay, sscc: str, trip_id: int | None = None) -> loading.LoadView:
    trip = trip_id or at.trip
    return db.write(lambda tx: loading.load(tx, trip, sscc, by=at.world.staff, now=NOW))


def test_goods_go_aboard_with_the_last_parcel_of_their_order(db: Database) -> None:
    at = bay(db)
    van = at.world.vehicle_place
    shown = db.read(lambda tx: loading.view(tx, at.trip))
    assert [one.order_id for one in shown.parcels] == [at.orders[1], at.orders[1], at.orders[0]]

    rice, eggs = at.parcels[1]
    assert load(db, at, rice).left == 2
    assert state_of(db, at.orders[1]) is OrderState.PACKED
    assert load(db, at, eggs).left == 1
    assert state_of(db, at.orders[1]) is OrderState.LOADED
    assert db.read(lambda tx: on_hand(tx, van, at.rice_lot)) == 20 * KG
    assert db.read(lambda tx: tx.find(Trip, at.trip).state) is TripState.LOADING

    seen = load(db, at, at.parcels[0][0])
    assert seen.is_complete
    assert db.read(lambda tx: on_hand(tx, van, at.rice_lot)) == 30 * KG
    said = select(func.count()).select_from(Fact).where(Fact.kind == "TripLoaded")
    assert db.read(lambda tx: tx.scalars(said).one()) == 1
    assert db.read(ledger.check) == []


def test_a_parcel_goes_on_no_other_vehicle_and_not_twice(db: Database) -> None:
    at = bay(db)
    (sscc,) = at.parcels[0]
    with pytest.raises(Refused, match=r"load\.wrong_vehicle"):
        load(db, at, sscc, at.other_trip)
    load(db, at, sscc)
    with pytest.raises(Refused, match=r"parcel\.loaded"):
        load(db, at, sscc)
    with pytest.raises(NotFound):
        load(db, at, "369012340000000000")


def test_nothing_is_taken_out_of_an_order_that_is_half_aboard(sqlite_db: Database) -> None:
    at = bay(sqlite_db)
    rice, eggs = at.parcels[1]
    load(sqlite_db, at, eggs)
    hold = NewHold(HoldReason.QUALITY, "weevils")
    sqlite_db.write(lambda tx: quality.hold(tx, [at.rice_lot], hold, by=None, now=NOW))
    with pytest.raises(Refused, match=r"parcel\.loaded"):
        sqlite_db.write(
            lambda tx: stopped.take_out(
                tx, at.orders[1], at.rice_lot, cause=uuid4(), by=at.world.staff, now=NOW
            )
        )
    with pytest.raises(Refused, match=r"lot\.not_released"):
        load(sqlite_db, at, rice)
    assert sqlite_db.read(ledger.check) == []


def test_a_lot_that_was_stopped_stays_on_the_stage(sqlite_db: Database) -> None:
    at = bay(sqlite_db)
    recall = NewHold(HoldReason.RECALL, "recall:1")
    sqlite_db.write(lambda tx: block(tx, [at.rice_lot], recall, by=None, now=NOW))
    with pytest.raises(Refused, match=r"lot\.not_released"):
        load(sqlite_db, at, at.parcels[0][0])


def trip_of(db: Database, text: str, warehouse_id: int) -> int | None:
    """The trip that a typed code leads to, as the floor finds it."""

    def found(tx: Tx) -> int | None:
        seen = Scanned(tx, Plain(text), warehouse_id)
        trip = seen.trip or (seen.vehicle and loading.next_trip(tx, seen.vehicle))
        return trip.id if trip else None

    return db.read(found)


def test_a_trip_is_found_by_its_number_and_by_its_vehicle(sqlite_db: Database) -> None:
    at = bay(sqlite_db)
    here = at.world.warehouse
    number = sqlite_db.read(lambda tx: tx.find(Trip, at.trip).number)
    van = sqlite_db.read(lambda tx: tx.find(Vehicle, at.world.vehicle))
    for code in (number, van.code, van.plate):
        assert trip_of(sqlite_db, code, here) == at.trip
    idle = sqlite_db.write(lambda tx: a_vehicle(tx, at.world.warehouse).code)
    with pytest.raises(Refused, match=r"load\.no_trip"):
        trip_of(sqlite_db, idle, here)
    assert trip_of(sqlite_db, "nothing", here) is None
    elsewhere = sqlite_db.write(lambda tx: a_warehouse(tx).id)
    assert trip_of(sqlite_db, number, elsewhere) is None
    assert trip_of(sqlite_db, van.plate, elsewhere) is None
