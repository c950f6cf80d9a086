"""What managers look at, on a business small enough to count on one's fingers."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.builders import (
    KG,
    NOW,
    World,
    a_sensor,
    a_shop,
    a_stocked_lot,
    an_approved_order,
    an_order,
    world,
)
from tests.integration.wms.outbound import DAY, a_packed_order, a_trip
from wms import ordering
from wms.db import Database, Tx
from wms.masterdata import policies
from wms.outbound import loading
from wms.oversight import reports
from wms.oversight.reports import Period
from wms.stock import LossReason, NewLoss, losses
from wms.tables.coldroom import Excursion, ExcursionKind, ExcursionState
from wms.tables.masterdata import Shop
from wms.tables.ordering import Order, OrderState
from wms.tables.stock import LotStatus
from wms.tables.transport import Stop, Trip
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, NewProof
from wms.transport.load import aboard

DAYS = Period(NOW - timedelta(days=1), NOW + timedelta(days=1))
LATE = NOW + timedelta(hours=10)


@pytest.fixture
def w(db: Database) -> World:
    return world(db)


def deliver(tx: Tx, w: World, lines: dict[int, int], *, short: int = 0, at_hour: int = 4) -> Order:
    """Take an order all the way to the door, with so much short on its first line."""
    order, parcels = a_packed_order(tx, w, lines)
    trip = a_trip(tx, w, [order])
    for parcel in parcels:
        loading.load(tx, trip.id, parcel.sscc, by=w.staff, now=NOW)
    dispatch.depart(tx, trip.id, by=w.staff, now=NOW)
    at = NOW + timedelta(hours=at_hour)
    cargo = [DoorLine(x.order_line_id, x.lot_id, x.quantity) for x in aboard(tx, [order.id])]
    first = cargo[0]
    if short:
        left = first.delivered - short
        cargo[0] = DoorLine(first.order_line_id, first.lot_id, left, short=short, reason="short")
    stop = tx.scalars(select(Stop.id).where(Stop.order_id == order.id)).one()
    proof = NewProof(uuid4(), stop, "Wang", at, tuple(cargo))
    delivery.prove(tx, proof, by=w.driver, now=at)
    dispatch.return_(tx, trip.id, by=w.staff, now=at + timedelta(minutes=30))
    return order


def test_stock_shows_how_long_it_lives_and_what_is_stopped(db: Database, w: World) -> None:
    def build(tx: Tx) -> None:
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 40 * KG, life_hours=10)
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[1], 50 * KG, life_hours=30)
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[2], 60 * KG, life_hours=300)
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 5 * KG, status=LotStatus.HELD)
        a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 90, life_hours=24)
        an_approved_order(tx, w, {w.rice: 20 * KG})

    db.write(build)
    lines = {
        line.item_id: line for line in db.read(lambda tx: reports.stock(tx, w.warehouse, now=NOW))
    }
    rice = lines[w.rice]
    assert (rice.on_hand, rice.released, rice.stopped) == (155 * KG, 150 * KG, 5 * KG)
    assert (rice.within_12_h, rice.within_48_h, rice.longer) == (40 * KG, 50 * KG, 60 * KG)
    assert (rice.promised, rice.allocated, rice.lots) == (20 * KG, 0, 4)
    assert rice.soonest == NOW + timedelta(hours=10)
    assert rice.cents == 155 * 600
    eggs = lines[w.eggs]
    assert (eggs.within_24_h, eggs.expired, eggs.cents) == (90, 0, 90 * 90)
    tomorrow = db.read(lambda tx: reports.stock(tx, None, now=NOW + timedelta(hours=24)))
    assert {line.item_id: line.expired for line in tomorrow} == {w.rice: 40 * KG, w.eggs: 90}
    assert db.read(lambda tx: reports.stock(tx, 404, now=NOW)) == []


def test_losses_are_listed_by_reason_and_measured_against_what_went_out(
    db: Database, w: World
) -> None:
    def build(tx: Tx) -> None:
        lot = a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG)
        deliver(tx, w, {w.rice: 40 * KG}, short=2 * KG)
        bin_id = w.ambient_bins[0]
        loss = NewLoss(uuid4(), lot.id, bin_id, 10 * KG, LossReason.DAMAGED)
        losses.write_off(tx, loss, by=w.staff, now=NOW)

    db.write(build)
    report = db.read(lambda tx: reports.losses(tx, DAYS, w.warehouse))
    assert [(line.reason, line.weight_g, line.cents) for line in report.lines] == [
        ("damaged", 10 * KG, 6_000),
        ("short", 2 * KG, 1_200),
    ]
    assert report.rate == pytest.approx(12 / 50)
    nothing = Period(NOW - timedelta(days=9), NOW - timedelta(days=8))
    empty = db.read(lambda tx: reports.losses(tx, nothing))
    assert (empty.lines, empty.rate) == ((), None)


def test_service_counts_what_was_filled_and_on_time(db: Database, w: World) -> None:
    def build(tx: Tx) -> None:
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG)
        deliver(tx, w, {w.rice: 40 * KG}, short=10 * KG)
        deliver(tx, w, {w.rice: 10 * KG})
        deliver(tx, w, {w.rice: 10 * KG}, at_hour=10)

    db.write(build)
    report = db.read(lambda tx: reports.service(tx, DAYS, w.warehouse))
    assert (report.orders, report.complete, report.on_time) == (3, 2, 2)
    assert (report.ordered_g, report.delivered_g) == (60 * KG, 50 * KG)
    assert report.fill_rate == pytest.approx(5 / 6)
    assert report.on_time_rate == pytest.approx(2 / 3)
    elsewhere = db.read(lambda tx: reports.service(tx, DAYS, 404))
    assert (elsewhere.orders, elsewhere.fill_rate, elsewhere.complete_rate) == (0, None, None)


def test_transport_is_measured_per_delivered_kilogram(db: Database, w: World) -> None:
    def build(tx: Tx) -> None:
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG)
        deliver(tx, w, {w.rice: 40 * KG})
        deliver(tx, w, {w.rice: 20 * KG})
        for trip in tx.scalars(select(Trip)):
            trip.load_g = 250 * KG
        order = an_approved_order(tx, w, {w.rice: 10 * KG})
        order.wave_id = tx.scalars(select(Order.wave_id).where(Order.wave_id.is_not(None))).first()
        a_trip(tx, w, [order])

    db.write(build)
    report = db.read(lambda tx: reports.transport(tx, DAY, DAY, w.warehouse))
    (van,) = report.vehicles
    assert (van.trips, van.stops, van.distance_m, van.delivered_g) == (2, 2, 24_000, 60 * KG)
    assert van.cost_cents == 5_000 + 24 * 150 + 6 * 3_000
    assert report.fill == pytest.approx(0.25)
    assert report.metres_per_kg == pytest.approx(400)
    assert report.cents_per_kg == pytest.approx(van.cost_cents / 60)
    empty = db.read(lambda tx: reports.transport(tx, date(2020, 1, 1), date(2020, 1, 2)))
    assert (empty.vehicles, empty.fill, empty.metres_per_kg) == ((), None, None)


def test_excursions_are_measured_from_opening_to_a_persons_word(db: Database, w: World) -> None:
    def build(tx: Tx) -> None:
        chilled, frozen = a_sensor(tx, w.chilled_room), a_sensor(tx, w.frozen_room)
        hour = timedelta(hours=1)
        for sensor, kind, hours, closed_after in (
            (chilled, ExcursionKind.HIGH, 3, 4),
            (chilled, ExcursionKind.SILENCE, 1, 2),
            (frozen, ExcursionKind.HIGH, None, None),
        ):
            began = NOW - 6 * hour
            tx.add(
                Excursion(
                    warehouse_id=w.warehouse,
                    place_id=sensor.place_id,
                    sensor_id=sensor.id,
                    kind=kind,
                    state=ExcursionState.CLOSED if closed_after else ExcursionState.OPEN,
                    started_at=began,
                    opened_at=began,
                    ended_at=began + hours * hour if hours else None,
                    acknowledged_at=began + hour if closed_after else None,
                    closed_at=began + closed_after * hour if closed_after else None,
                )
            )

    db.write(build)
    report = db.read(lambda tx: reports.excursions(tx, DAYS, w.warehouse, now=NOW))
    assert (report.count, report.open) == (3, 1)
    assert report.mean_closed_after == timedelta(hours=3)
    assert report.longest_closed_after == timedelta(hours=4)
    assert report.mean_acknowledged_after == timedelta(hours=1)
    worst, other = report.places
    assert (worst.place_id, worst.outside) == (w.frozen_room, timedelta(hours=6))
    assert (other.high, other.silence, other.outside) == (1, 1, timedelta(hours=4))
    empty = db.read(lambda tx: reports.excursions(tx, DAYS, 404, now=NOW))
    assert (empty.count, empty.mean_closed_after) == (0, None)


def test_shops_that_have_not_ordered_are_named(db: Database, w: World) -> None:
    def build(tx: Tx) -> tuple[int, int]:
        an_order(tx, w, {w.rice: 10 * KG})
        forgot, resting, gave_up = (a_shop(tx, w.warehouse).id for _ in range(3))
        tx.find(Shop, resting).order_days = 0b0011111  # not on Saturdays
        an_order(tx, w, {w.rice: 10 * KG}, shop_id=gave_up, state=OrderState.CANCELLED)
        return forgot, gave_up

    expected = db.write(build)
    calendar = db.read(lambda tx: reports.order_calendar(tx, DAY, w.warehouse, now=NOW))
    assert calendar.expected == 3
    assert {shop.id for shop in calendar.missing} == set(expected)
    assert calendar.rate == pytest.approx(1 / 3)


def test_a_shop_that_closes_early_has_ordered_on_the_day_it_ordered(db: Database, w: World) -> None:
    def build(tx: Tx) -> int:
        early = a_shop(tx, w.warehouse)
        early.open_minute, early.close_minute = 6 * 60, 15 * 60
        new = ordering.NewOrder(uuid4(), early.id, ((w.rice, 10 * KG),))
        placed = ordering.place(tx, new, by=None, now=NOW)
        assert placed.deliver_until.date() == DAY + timedelta(days=1)
        return early.id

    early = db.write(build)
    for day, has_ordered in ((DAY, True), (DAY + timedelta(days=1), False)):
        seen = db.read(lambda tx, day=day: reports.order_calendar(tx, day, w.warehouse, now=NOW))
        assert (early not in {shop.id for shop in seen.missing}) is has_ordered


def test_what_comes_before_its_window_is_not_on_time(db: Database, w: World) -> None:
    def build(tx: Tx) -> None:
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG)
        for opens in (NOW + timedelta(hours=5), NOW + timedelta(hours=3)):
            order = deliver(tx, w, {w.rice: 10 * KG})
            order.deliver_from, order.deliver_until = opens, opens + timedelta(hours=4)

    db.write(build)
    report = db.read(lambda tx: reports.service(tx, DAYS, w.warehouse))
    assert (report.orders, report.on_time) == (2, 1)


def test_a_period_of_days_includes_its_last_day(sqlite_db: Database) -> None:
    zone = sqlite_db.read(lambda tx: policies.time_zone(tx, NOW))
    week = Period.days(date(2026, 11, 16), date(2026, 11, 22), zone)
    assert week.until - week.since == timedelta(days=7)
