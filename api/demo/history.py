"""A fortnight of the demo's past: receipts, orders, deliveries, excursions and losses.

Played day by day through the use cases, one transaction a day, so that loading takes seconds.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from api.demo import day
from api.demo.day import Town
from api.demo.goods import GOODS
from devices.events import Reading as Measured
from wms import coldroom
from wms.db import Database, Tx
from wms.errors import Refused
from wms.inbound import quality
from wms.tables.coldroom import Excursion, ExcursionState, Sensor
from wms.tables.facts import Fact, Outbox, OutboxState
from wms.tables.masterdata import Place
from wms.tables.ordering import OrderKind, OrderState
from wms.tables.stock import Hold, Lot, LotStatus
from wms.tables.transport import Trip

DAYS = 14
FULL_DAYS = 1
LOADING = timedelta(minutes=20)
"""How long before it leaves a vehicle is loaded."""
"""On the last day all warehouses are stocked and sell; before it only the main one."""
READING_EVERY = timedelta(minutes=30)
MAIN_ORDERS, SUB_ORDERS = 6, 2
MAIN_PACKS, SUB_PACKS = 8, 3
FRESH, FRESH_PACKS = 12, 3
"""How many kinds of goods the main warehouse tops up on an ordinary day, and how far."""
FAILURES = {9: ("MAIN-R1", 11.4, 100), 4: ("YL-R2", -9.5, 80), 1: ("KF-R1", 10.2, 70)}
"""Days ago: the room whose cooling failed, how warm it got in °C, for how many minutes."""
FAILED_AT = time(1, 10)
FINE = "品温合格 core temperature fine"


def write(db: Database, town: Town, *, today: date, now: datetime, zone: ZoneInfo) -> None:
    """Play the fortnight before today, then this morning as far as it has come."""
    for ago in range(DAYS, 0, -1):
        at = today - timedelta(days=ago)
        db.write(partial(_past_day, town=town, at=at, ago=ago, zone=zone))
    db.write(lambda tx: _this_morning(tx, town, today, now, zone))
    db.write(lambda tx: _forget_what_followed(tx, today, zone, now))


def _past_day(tx: Tx, town: Town, at: date, ago: int, zone: ZoneInfo) -> None:
    town.hold(tx)
    clock = _clock(at, zone)
    _measure(tx, town, clock(0, 0), clock(23, 59), ago)
    _look_into_excursions(tx, town, clock(4, 30))
    open_here = town.warehouses if ago <= FULL_DAYS else town.warehouses[:1]
    for index, warehouse_id in enumerate(open_here):
        is_full = ago == FULL_DAYS
        goods = GOODS if is_full else town.chance.sample(GOODS, FRESH)
        packs = (SUB_PACKS if index else MAIN_PACKS) if is_full else FRESH_PACKS
        day.stock_up(tx, town, warehouse_id, goods, packs, clock(5, 0))
    day.answer_residues(tx, town, clock(8, 30), failing=0.01)
    for index, warehouse_id in enumerate(open_here):
        _sell(tx, town, warehouse_id, clock(9, 30), SUB_ORDERS if index else MAIN_ORDERS)
        _serve(tx, town, warehouse_id, clock(14, 0))
        day.write_off_expired(tx, town, warehouse_id, clock(21, 30))


def _sell(tx: Tx, town: Town, warehouse_id: int, opens: datetime, orders: int) -> None:
    regular, *others = town.shops[warehouse_id]  # the demo's shop logins are regulars
    for shop_id in (regular, *town.chance.sample(others, k=orders - 1)):
        at = opens + timedelta(minutes=town.chance.randint(0, 240))
        if placed := day.order(tx, town, shop_id, at):
            day.approve(tx, town, placed, at + timedelta(minutes=20))


def _serve(tx: Tx, town: Town, warehouse_id: int, cut_off: datetime) -> None:
    """From the cut-off to the last door."""
    wave = day.release_wave(tx, town, warehouse_id, cut_off)
    if wave is None:
        return
    day.plan(tx, wave, cut_off + timedelta(minutes=5))
    for order_id in day.orders_of(tx, wave.id, OrderState.RELEASED):
        day.pick_and_pack(tx, town, order_id, cut_off + timedelta(minutes=20))
    for trip in sorted(day.trips_of(tx, wave.id), key=lambda one: one.departs_at):
        day.load(tx, town, trip, max(cut_off + timedelta(minutes=100), trip.departs_at - LOADING))
        day.drive(tx, town, trip)


def _this_morning(tx: Tx, town: Town, today: date, now: datetime, zone: ZoneInfo) -> None:
    """Stock for today, a tour that is under way, and orders that wait for the approver."""
    town.hold(tx)
    clock = _clock(today, zone)
    _measure(tx, town, clock(0, 0), now, 0)
    _look_into_excursions(tx, town, now)
    for index, warehouse_id in enumerate(town.warehouses):
        packs = SUB_PACKS if index else MAIN_PACKS
        opens = min(clock(5, 0), now - timedelta(hours=4))
        day.stock_up(tx, town, warehouse_id, GOODS, packs, opens)
    day.answer_residues(tx, town, min(clock(8, 30), now - timedelta(hours=1)), failing=0.0)
    _start_a_tour(tx, town, now)
    for warehouse_id in town.warehouses:
        for shop_id in town.chance.sample(list(town.shops[warehouse_id]), k=3):
            at = now - timedelta(minutes=town.chance.randint(3, 50))
            placed = day.order(tx, town, shop_id, at)
            if placed and town.chance.random() < 0.4:
                day.approve(tx, town, placed, now - timedelta(minutes=2))


def _start_a_tour(tx: Tx, town: Town, now: datetime) -> None:
    """Express orders of the main warehouse are on the road, two of them delivered."""
    main = town.warehouses[0]
    began = now - timedelta(minutes=55)
    for shop_id in town.chance.sample(list(town.shops[main]), k=6):
        if placed := day.order(tx, town, shop_id, began, kind=OrderKind.EXPRESS):
            day.approve(tx, town, placed, began + timedelta(minutes=2))
    wave = day.release_wave(tx, town, main, began + timedelta(minutes=4))
    if wave is None:
        return
    day.plan(tx, wave, began + timedelta(minutes=6))
    for order_id in day.orders_of(tx, wave.id, OrderState.RELEASED):
        day.pick_and_pack(tx, town, order_id, began + timedelta(minutes=8))
    _send_off(tx, town, day.trips_of(tx, wave.id), began + timedelta(minutes=15), now)


def _send_off(tx: Tx, town: Town, trips: Sequence[Trip], at: datetime, now: datetime) -> None:
    """The first trip is under way if it is time; what other vehicles take is loaded."""
    for number, trip in enumerate(trips):
        if number and trip.vehicle_id == trips[0].vehicle_id:
            continue  # it is taken by the first
        day.load(tx, town, trip, at)
        if number == 0:
            trip.driver_id = town.users["driver"]
        if number == 0 and trip.departs_at <= now:
            day.drive(tx, town, trip, until=now, stops=min(2, max(0, trip.load_crates // 20)))


def _measure(tx: Tx, town: Town, since: datetime, until: datetime, ago: int) -> None:
    """What the sensors said from one moment to another."""
    sensors = tx.execute(
        select(Sensor, Place.code)
        .join(Place, Place.id == Sensor.place_id)
        .where(Sensor.metric == "temperature")
        .order_by(Sensor.id)
    ).all()
    readings: list[Measured] = []
    for sensor, code in sensors:
        failure = FAILURES.get(ago)
        peak = (failure[1], failure[2]) if failure and failure[0] == code else None
        readings.extend(_readings(town, sensor, since, until, peak))
    readings.sort(key=lambda one: one.received_at)
    coldroom.store(tx, readings, received_at=until)


def _readings(
    town: Town,
    sensor: Sensor,
    since: datetime,
    until: datetime,
    peak: tuple[float, int] | None,
) -> Iterator[Measured]:
    low, high = sensor.low or 0.0, sensor.high or 30.0
    middle, swing = (low + high) / 2, (high - low) / 10
    failed = since + timedelta(hours=FAILED_AT.hour, minutes=FAILED_AT.minute)
    name, _, _ = sensor.code.rpartition(":")
    for at in _moments(since, until, failed if peak else None):
        value = middle + swing * math.sin(at.timestamp() / 2400 + sensor.id)
        value += town.chance.gauss(0, swing / 6)
        if peak and failed <= at:
            passed = (at - failed).total_seconds() / 60 / peak[1]
            value += max(0.0, 1 - abs(2 * passed - 1)) * (peak[0] - middle)
        yield Measured(
            id=town.new_id(),
            device=sensor.device_id,
            occurred_at=at,
            received_at=at,
            sensor=name,
            metric="temperature",
            value=round(value, 2),
            unit="C",
            quality="good",
        )


def _moments(since: datetime, until: datetime, failed: datetime | None) -> Iterator[datetime]:
    """Every half hour; closer together while something goes wrong, as sensors do; at the end."""
    at = since
    while at < until:
        yield at
        is_wrong = failed is not None and failed <= at < failed + timedelta(hours=2)
        at += READING_EVERY / 6 if is_wrong else READING_EVERY
    yield until  # what runs from now on goes on from here


def _look_into_excursions(tx: Tx, town: Town, at: datetime) -> None:
    """The quality manager closes what is over and decides about the lots it held."""
    by = town.users["quality"]
    over = Excursion.ended_at.is_not(None) & (Excursion.state != ExcursionState.CLOSED)
    for excursion in tx.scalars(select(Excursion).where(over).order_by(Excursion.id)).all():
        coldroom.acknowledge(tx, excursion.id, by=by, now=at)
        coldroom.close(
            tx,
            excursion.id,
            cause="压缩机跳闸 compressor tripped",
            action="已复位并检查货品 reset, goods checked",
            by=by,
            now=at,
        )
        for lot_id, hold_id in _held_by(tx, excursion.id):
            try:
                with tx.begin_nested():
                    what = quality.Chosen((hold_id,))
                    why = "品温合格 core temperature fine"
                    quality.release(tx, lot_id, note=why, by=by, now=at, what=what)
            except Refused:
                continue  # it waits for another decision, or its life is over


def _held_by(tx: Tx, excursion_id: int) -> Sequence[tuple[int, int]]:
    held = select(Hold.lot_id, Hold.id).join(Lot, Lot.id == Hold.lot_id)
    still = (Hold.excursion_id == excursion_id) & Hold.released_at.is_(None)
    rows = held.where(still, Lot.status == LotStatus.HELD).order_by(Lot.id)
    return [(lot_id, hold_id) for lot_id, hold_id in tx.execute(rows)]


def _forget_what_followed(tx: Tx, today: date, zone: ZoneInfo, now: datetime) -> None:
    """Nobody prints the labels of last week or hears of it: what followed the past is done."""
    midnight = datetime.combine(today, time(), tzinfo=zone)
    past = select(Fact.id).where(Fact.at < midnight)
    planned = Outbox.consumer == "routes"  # today's tour was planned above
    tx.execute(
        update(Outbox)
        .where(Outbox.fact_id.in_(past) | planned)
        .values(state=OutboxState.DONE, done_at=now)
    )


def _clock(at: date, zone: ZoneInfo) -> Callable[[int, int], datetime]:
    """Hours and minutes of one local day as moments."""
    return lambda hour, minute: datetime.combine(at, time(hour, minute), tzinfo=zone)
