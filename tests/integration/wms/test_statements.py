"""A statement is the sum of what was signed for, at the prices of the day of the order."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.builders import KG, NOW, World, a_stocked_lot, world
from tests.integration.wms.outbound import a_packed_order, a_trip
from wms.db import Database, Tx
from wms.money import statements
from wms.outbound import loading
from wms.tables.masterdata import Item
from wms.tables.transport import Stop
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, NewProof
from wms.transport.load import aboard


@pytest.fixture
def w(db: Database) -> World:
    return world(db)


def test_a_statement_counts_what_was_signed_for(db: Database, w: World) -> None:
    db.write(lambda tx: _delivered(tx, w, refused=2 * KG))
    bill = db.read(lambda tx: statements.of_shop(tx, w.shop, "2026-11", now=NOW))
    (row,) = bill.deliveries
    assert (row.ordered_cents, row.delivered_cents, row.weight_g) == (6000, 4800, 8 * KG)
    assert (bill.ordered_cents, bill.due_cents, bill.missing_cents) == (6000, 4800, 1200)
    assert row.delivered_at == NOW + timedelta(hours=4)


def test_a_price_that_rises_later_changes_no_statement(db: Database, w: World) -> None:
    db.write(lambda tx: _delivered(tx, w))
    db.write(lambda tx: setattr(tx.find(Item, w.rice), "price_cents", 9_999))
    bill = db.read(lambda tx: statements.of_shop(tx, w.shop, "2026-11", now=NOW))
    assert bill.due_cents == 6000


def test_a_month_ends_at_midnight_where_the_business_is(db: Database, w: World) -> None:
    stop = db.write(lambda tx: _delivered(tx, w))
    last_second = NOW.replace(day=30, hour=15, minute=59, second=59)

    def done_at(moment: object) -> None:
        db.write(lambda tx: setattr(tx.find(Stop, stop), "done_at", moment))

    done_at(last_second)
    assert _rows(db, w, "2026-11") == 1
    done_at(last_second + timedelta(seconds=1))
    assert (_rows(db, w, "2026-11"), _rows(db, w, "2026-12")) == (0, 1)


def test_other_shops_and_open_orders_are_not_on_it(db: Database, w: World) -> None:
    db.write(lambda tx: _delivered(tx, w))
    assert not db.read(lambda tx: statements.of_shop(tx, w.shop + 1, "2026-11", now=NOW)).deliveries


def _rows(db: Database, w: World, month: str) -> int:
    bill = db.read(lambda tx: statements.of_shop(tx, w.shop, month, now=NOW))
    return len(bill.deliveries)


def _delivered(tx: Tx, w: World, *, refused: int = 0) -> int:
    """10 kg of rice at 6 yuan, brought to the door; returns the stop."""
    a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 40 * KG)
    order, parcels = a_packed_order(tx, w, {w.rice: 10 * KG})
    order.total_cents = 6000
    trip = a_trip(tx, w, [order])
    for parcel in parcels:
        loading.load(tx, trip.id, parcel.sscc, by=w.staff, now=NOW)
    dispatch.depart(tx, trip.id, by=w.driver, now=NOW)
    stop_id = tx.scalars(select(Stop.id).where(Stop.trip_id == trip.id)).one()
    lines = tuple(
        DoorLine(
            one.order_line_id,
            one.lot_id,
            one.quantity - refused,
            refused=refused,
            reason="damaged" if refused else None,
        )
        for one in aboard(tx, [order.id])
    )
    later = NOW + timedelta(hours=4)
    delivery.prove(tx, NewProof(uuid4(), stop_id, "李店长", later, lines), by=w.driver, now=later)
    return stop_id
