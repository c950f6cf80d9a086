"""From a wave to a problem, from a plan to trips, and trips that leave."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from routing.model import Plan, Reason, Window
from routing.solving import construct
from tests.builders import (
    KG,
    NOW,
    World,
    a_shop,
    a_stocked_lot,
    a_vehicle,
    an_approved_order,
    world,
)
from tests.integration.wms.outbound import DAY, a_packed_order, a_trip
from wms import ordering
from wms.db import Database, Tx
from wms.errors import NotFound, Refused
from wms.facts import audit
from wms.outbound import loading, waves
from wms.stock import ledger
from wms.tables.access import User
from wms.tables.facts import Fact
from wms.tables.masterdata import Shop
from wms.tables.ordering import Order, OrderKind, OrderState
from wms.tables.outbound import Parcel
from wms.tables.transport import PlanState, RoutePlan, Stop, Trip, TripState, UnservedOrder, Vehicle
from wms.transport import dispatch
from wms.transport.dispatch import Question

LATER = NOW + timedelta(hours=1)


@dataclass
class Wave:
    """A released wave of orders of as many shops."""

    world: World
    id: int
    orders: list[int]


def a_wave(tx: Tx, w: World, *lines: dict[int, int]) -> Wave:
    a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 5_000 * KG)
    a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 6_000)
    a_stocked_lot(tx, w, w.dumplings, w.frozen_bins[0], 500 * KG)
    orders = []
    for rank, wanted in enumerate(lines, 1):
        order = an_approved_order(tx, w, wanted)
        shop = a_shop(tx, w.warehouse)
        # Neighbours, so that one trip serves them all however many shops were made before.
        shop.latitude, shop.longitude = 28.19 + rank / 1000, 112.98 + rank / 1000
        order.shop_id = shop.id
        orders.append(order.id)
    wave = waves.freeze(tx, w.warehouse, DAY, order_ids=orders, by=w.approver, now=NOW)
    waves.release(tx, wave.id, by=w.approver, now=NOW)
    return Wave(w, wave.id, orders)


def a_wave_in(db: Database, *lines: str) -> Wave:
    w = world(db)
    goods = {"rice": {w.rice: 20 * KG}, "eggs": {w.eggs: 30}, "dumplings": {w.dumplings: 5 * KG}}
    wanted = [
        {item: amount for name in line.split("+") for item, amount in goods[name].items()}
        for line in lines or ("rice", "rice+eggs", "rice+eggs+dumplings")
    ]
    return db.write(lambda tx: a_wave(tx, w, *wanted))


def ask(db: Database, wave: Wave, now: datetime = LATER) -> Question:
    return db.read(lambda tx: dispatch.read_problem(tx, wave.id, now=now))


def store(db: Database, wave: Wave, question: Question, plan: Plan) -> RoutePlan:
    return db.write(lambda tx: dispatch.store_plan(tx, wave.id, question, plan, now=LATER))


def planned(db: Database, wave: Wave) -> RoutePlan:
    question = ask(db, wave)
    return store(db, wave, question, construct(question.problem))


def trips(db: Database, wave: Wave, day: date = DAY) -> list[dispatch.TripView]:
    return db.read(lambda tx: dispatch.trips(tx, wave.world.warehouse, day))


def alter(db: Database, wave: Wave, **changes: object) -> None:
    """Change the wave's vehicle."""

    def change(tx: Tx) -> None:
        vehicle = tx.find(Vehicle, wave.world.vehicle)
        for name, value in changes.items():
            setattr(vehicle, name, value)

    db.write(change)


def test_a_wave_becomes_one_stop_per_order(db: Database) -> None:
    wave = a_wave_in(db)
    question = ask(db, wave)
    stops = {int(stop.id): stop for stop in question.problem.stops}
    assert list(stops) == wave.orders
    assert [[each.temperature_class for each in stop.goods] for stop in stops.values()] == [
        ["ambient"],
        ["ambient", "chilled"],
        ["ambient", "chilled", "frozen"],
    ]
    biggest = {each.temperature_class: each.amount for each in stops[wave.orders[2]].goods}
    assert biggest == {
        "ambient": (20 * KG, 2, 60_000),
        "chilled": (30 * 60, 1, 30_000),
        "frozen": (5 * KG, 1, 30_000),
    }
    (vehicle,) = question.problem.vehicles
    assert vehicle.temperature_classes == {"ambient", "chilled", "frozen"}
    assert vehicle.max_trips == 3
    assert question.day == DAY
    assert len(question.problem.travel_s) == 4


def test_windows_lie_within_the_shops_hours_and_goods_are_ready_first(db: Database) -> None:
    wave = a_wave_in(db, "rice", "rice")

    def narrow(tx: Tx) -> None:
        shop = tx.find(Shop, tx.find(Order, wave.orders[0]).shop_id)
        shop.open_minute, shop.close_minute = 17 * 60, 19 * 60
        night = tx.find(Shop, tx.find(Order, wave.orders[1]).shop_id)
        night.open_minute, night.close_minute = 5 * 60, 9 * 60
        tx.find(Order, wave.orders[1]).kind = OrderKind.EXPRESS

    db.write(narrow)
    first, second = ask(db, wave, NOW).problem.stops
    assert first.windows == (Window(17 * 3600, 19 * 3600),)
    assert first.release_s == 15 * 3600
    # Its hours exclude what was promised, so the promise stands.
    assert second.windows == (Window(16 * 3600, 22 * 3600),)
    assert (second.release_s, second.priority) == (13 * 3600 + 900, 1)


def test_a_plan_becomes_trips_with_stops_in_order(db: Database) -> None:
    wave = a_wave_in(db)
    plan = planned(db, wave)
    (trip,) = trips(db, wave)
    assert trip.number == "TR-20261121-0001"
    assert (trip.driver_id, trip.vehicle_id) == (wave.world.driver, wave.world.vehicle)
    assert sorted(stop.order_id for stop in trip.stops) == wave.orders
    assert [stop.position for stop in trip.stops] == [1, 2, 3]
    arrivals = [stop.arrives_at for stop in trip.stops]
    assert arrivals == sorted(arrivals)
    assert all(stop.deliver_from <= stop.arrives_at <= stop.deliver_until for stop in trip.stops)
    assert not any(stop.is_late for stop in trip.stops)
    assert trip.departs_at >= datetime(2026, 11, 21, 7, tzinfo=UTC)
    assert trip.load_g == 3 * 20 * KG + 2 * 1_800 + 5 * KG
    assert plan.problem.startswith("{")
    kinds = db.read(lambda tx: tx.scalars(select(Fact.kind)).all())
    assert "RoutePlanned" in kinds
    shown = db.read(lambda tx: ordering.view(tx, wave.orders[0]))
    assert (shown.trip_number, shown.order.arrives_at is not None) == (trip.number, True)
    assert db.read(lambda tx: dispatch.trip_of_order(tx, wave.orders[0])) == trip
    assert db.read(lambda tx: dispatch.trip_of_order(tx, 404)) is None


def test_what_cannot_be_served_is_named_with_the_reason(db: Database) -> None:
    wave = a_wave_in(db)
    alter(db, wave, temperature_classes="ambient,chilled", capacity_crates=4)
    planned(db, wave)
    plan = db.read(lambda tx: dispatch.plan_of(tx, wave.id))
    assert plan is not None
    reasons = {row.order_id: row.reason for row in plan.unserved}
    assert reasons[wave.orders[2]] == Reason.TEMPERATURE
    assert plan.unserved[0].shop_zh
    assert not plan.unserved[0].is_settled


def test_a_plan_for_other_orders_or_vehicles_is_stale(db: Database) -> None:
    wave = a_wave_in(db)
    question = ask(db, wave)
    plan = construct(question.problem)
    alter(db, wave, capacity_g=1)
    with pytest.raises(Refused, match=r"plan\.stale"):
        store(db, wave, question, plan)
    alter(db, wave, capacity_g=1_000_000)

    def cancel(tx: Tx) -> None:
        order = tx.find(Order, wave.orders[0])
        by, version = wave.world.approver, order.version
        ordering.cancel(tx, order.id, version=version, reason=None, by=by, now=NOW)

    db.write(cancel)
    with pytest.raises(Refused, match=r"plan\.stale"):
        store(db, wave, question, plan)
    assert trips(db, wave) == []


def test_time_that_passes_does_not_make_a_plan_stale(sqlite_db: Database) -> None:
    wave = a_wave_in(sqlite_db)
    assert ask(sqlite_db, wave, NOW).basis == ask(sqlite_db, wave, LATER).basis


def test_a_plan_that_breaks_a_rule_is_never_stored(sqlite_db: Database) -> None:
    wave = a_wave_in(sqlite_db)
    question = ask(sqlite_db, wave)
    plan = construct(question.problem)
    (trip,) = plan.trips
    for wrong in (
        replace(plan, trips=(replace(trip, depart_s=0),)),
        replace(plan, trips=(replace(trip, stops=trip.stops[:1]),)),
        replace(plan, cost=0),
    ):
        with pytest.raises(Refused, match=r"plan\.wrong"):
            store(sqlite_db, wave, question, wrong)
    assert trips(sqlite_db, wave) == []


def test_planning_again_replaces_trips_that_have_not_begun(db: Database) -> None:
    wave = a_wave_in(db)
    alter(db, wave, capacity_crates=4)
    planned(db, wave)
    alter(db, wave, capacity_crates=60)
    planned(db, wave)
    (trip,) = trips(db, wave)
    assert len(trip.stops) == 3
    states = db.read(lambda tx: tx.scalars(select(Trip.state).order_by(Trip.id)).all())
    assert states[-1] is TripState.PLANNED
    assert set(states[:-1]) == {TripState.CANCELLED}
    unserved = db.read(lambda tx: tx.scalars(select(UnservedOrder.settled_at)).all())
    assert None not in unserved


def test_trips_that_have_begun_stay_and_their_vehicle_is_busy(sqlite_db: Database) -> None:
    wave = a_wave_in(sqlite_db)
    planned(sqlite_db, wave)
    (before,) = trips(sqlite_db, wave)

    def begin(tx: Tx) -> None:
        tx.find(Trip, before.id).advance(TripState.LOADING)
        tx.delete(tx.find(Stop, before.stops[2].id))

    sqlite_db.write(begin)
    question = ask(sqlite_db, wave)
    (stop,) = question.problem.stops
    assert int(stop.id) == before.stops[2].order_id
    (vehicle,) = question.problem.vehicles
    midnight = datetime(2026, 11, 20, 16, tzinfo=UTC)
    assert vehicle.shift_start_s == (before.returns_at - midnight).total_seconds() + 900
    store(sqlite_db, wave, question, construct(question.problem))
    assert trips(sqlite_db, wave)[0].id == before.id


def test_vehicles_without_a_working_driver_are_not_offered(sqlite_db: Database) -> None:
    wave = a_wave_in(sqlite_db)

    def more(tx: Tx) -> None:
        a_vehicle(tx, wave.world.warehouse)
        tx.find(User, wave.world.driver).is_active = False

    sqlite_db.write(more)
    question = ask(sqlite_db, wave)
    assert question.problem.vehicles == ()
    plan = construct(question.problem)
    assert len(plan.unserved) == 3
    store(sqlite_db, wave, question, plan)


def test_after_the_shift_nothing_is_offered_for_today(sqlite_db: Database) -> None:
    wave = a_wave_in(sqlite_db)
    assert ask(sqlite_db, wave, NOW + timedelta(hours=7)).problem.vehicles == ()


def test_a_wave_that_is_over_is_planned_for_the_day_it_is(sqlite_db: Database) -> None:
    wave = a_wave_in(sqlite_db)
    question = ask(sqlite_db, wave, NOW + timedelta(days=2))
    assert question.day == DAY + timedelta(days=2)
    assert {stop.windows[0].end_s for stop in question.problem.stops} == {0}
    plan = construct(question.problem)
    assert {each.reason for each in plan.unserved} == {Reason.WINDOW}


def test_a_failed_plan_is_kept_for_a_person(sqlite_db: Database) -> None:
    wave = a_wave_in(sqlite_db)
    sqlite_db.write(lambda tx: dispatch.plan_failed(tx, wave.id, "the solver died", now=LATER))
    plan = sqlite_db.read(lambda tx: dispatch.plan_of(tx, wave.id))
    assert plan is not None
    assert (plan.state, plan.failure) == (PlanState.FAILED, "the solver died")
    with pytest.raises(NotFound):
        sqlite_db.write(lambda tx: dispatch.plan_failed(tx, 404, "x", now=LATER))
    assert sqlite_db.read(lambda tx: dispatch.plan_of(tx, 404)) is None
    with pytest.raises(NotFound):
        sqlite_db.read(lambda tx: dispatch.read_problem(tx, 404, now=NOW))


@dataclass
class Bay:
    """A trip with two packed orders, the second in two parcels."""

    world: World
    trip: int
    orders: list[int]
    parcels: list[list[str]]


def a_bay(tx: Tx, w: World) -> Bay:
    a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG)
    a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 300)
    first, some = a_packed_order(tx, w, {w.rice: 10 * KG})
    second, more = a_packed_order(tx, w, {w.rice: 20 * KG, w.eggs: 30})
    sscc = [[parcel.sscc for parcel in each] for each in (some, more)]
    return Bay(w, a_trip(tx, w, [first, second]).id, [first.id, second.id], sscc)


def a_bay_in(db: Database) -> Bay:
    w = world(db)
    return db.write(lambda tx: a_bay(tx, w))


def load(db: Database, bay: Bay, *parcels: str) -> None:
    def put(tx: Tx) -> None:
        for sscc in parcels:
            loading.load(tx, bay.trip, sscc, by=bay.world.staff, now=NOW)

    db.write(put)


def depart(db: Database, bay: Bay, reason: str | None = None) -> Trip:
    by = bay.world.approver
    return db.write(
        lambda tx: dispatch.depart(tx, bay.trip, forced_reason=reason, by=by, now=LATER)
    )


def test_a_trip_leaves_when_everything_is_aboard(db: Database) -> None:
    bay = a_bay_in(db)
    load(db, bay, *bay.parcels[0], *bay.parcels[1])
    trip = depart(db, bay)
    assert (trip.state, trip.departed_at) == (TripState.DEPARTED, LATER)
    with pytest.raises(Refused, match=r"trip\.wrong_state"):
        depart(db, bay)
    shown = db.read(lambda tx: dispatch.trip(tx, bay.trip))
    assert [(stop.parcels, stop.parcels_loaded) for stop in shown.stops] == [(1, 1), (2, 2)]


def test_a_trip_does_not_leave_without_what_is_missing(db: Database) -> None:
    bay = a_bay_in(db)
    load(db, bay, *bay.parcels[0], bay.parcels[1][0])
    with pytest.raises(Refused) as refused:
        depart(db, bay)
    assert refused.value.code == "trip.not_loaded"
    (missing,) = refused.value.details["missing"]
    assert (missing["order_id"], missing["parcels"]) == (bay.orders[1], [bay.parcels[1][1]])


def test_a_forced_departure_leaves_behind_what_is_not_wholly_aboard(db: Database) -> None:
    bay = a_bay_in(db)
    load(db, bay, *bay.parcels[0], bay.parcels[1][0])
    with pytest.raises(Refused, match=r"trip\.not_loaded"):
        depart(db, bay, "  ")
    depart(db, bay, "the shop closes at six")
    shown = db.read(lambda tx: dispatch.trip(tx, bay.trip))
    assert [stop.order_id for stop in shown.stops] == [bay.orders[0]]
    left = db.read(lambda tx: tx.scalars(select(UnservedOrder)).one())
    assert (left.order_id, left.reason) == (bay.orders[1], "left_behind")
    assert left.details["reason"] == "the shop closes at six"
    parcels = select(Parcel.state).where(Parcel.order_id == bay.orders[1])
    assert set(db.read(lambda tx: tx.scalars(parcels).all())) == {"packed"}
    entry = next(db.read(lambda tx: iter(list(audit.entries(tx, action="trip.")))))
    assert entry.data["reason"] == "the shop closes at six"
    assert db.read(ledger.check) == []

    order = db.read(lambda tx: tx.find(Order, bay.orders[1]))
    assert order.state is OrderState.PACKED
    assert order.wave_id is not None
    wave_id = order.wave_id
    question = db.read(lambda tx: dispatch.read_problem(tx, wave_id, now=LATER))
    assert [int(stop.id) for stop in question.problem.stops] == [bay.orders[1]]


def test_an_empty_vehicle_does_not_leave(sqlite_db: Database) -> None:
    bay = a_bay_in(sqlite_db)
    with pytest.raises(Refused, match=r"trip\.empty"):
        depart(sqlite_db, bay, "whatever")
    with pytest.raises(NotFound):
        sqlite_db.write(lambda tx: dispatch.depart(tx, 404, by=bay.world.approver, now=NOW))
    with pytest.raises(NotFound):
        sqlite_db.read(lambda tx: dispatch.trip(tx, 404))


def test_a_trip_that_has_not_left_does_not_come_back(sqlite_db: Database) -> None:
    bay = a_bay_in(sqlite_db)
    with pytest.raises(Refused, match=r"trip\.wrong_state"):
        sqlite_db.write(lambda tx: dispatch.return_(tx, bay.trip, by=bay.world.staff, now=NOW))
