"""A Saturday at one in the demo city, played through the use cases: what pages are shown with.

One warm room, one silent sensor, lots on hold and waiting for their test, orders of every kind, a
released wave with trips, and bytes nobody could read.
"""

import math
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID, uuid5

from sqlalchemy import Select, select

from api.demo import world
from api.demo.goods import GOODS
from devices.events import Presence, Reading
from routing.solving import heuristic
from tests.builders import NOW
from wms import coldroom, equipment, ordering
from wms.access import passwords
from wms.db import Database, Tx
from wms.inbound import quality, receiving
from wms.ordering import approval
from wms.outbound import packing, picking, waves
from wms.tables.coldroom import Sensor
from wms.tables.equipment import Device, DeviceFault
from wms.tables.masterdata import Item, Place, PlaceKind, Shop
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Wave
from wms.tables.stock import Lot, LotStatus
from wms.transport import dispatch
from wms.units import TemperatureClass

PASSWORD = passwords.hashed(world.PASSWORD)
SPACE = UUID("5f0c9a64-6f2c-4d0e-9d51-2a1f6a3a7c11")
WARM = timedelta(minutes=50)
"""For how long the chilled room of a sub-warehouse has been too warm."""
SILENT = timedelta(hours=3)
EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Scene:
    """The ids a page test asks for."""

    main: int
    users: dict[str, int]
    warm_room: int
    wave: int


def play(db: Database) -> Scene:
    """Everything that has happened until one o'clock."""
    chance = random.Random(11)
    made = db.write(
        lambda tx: world.build(tx, seed=7, today=NOW.date(), now=NOW, password=PASSWORD)
    )
    main, users = made.warehouses[0], made.users
    db.write(lambda tx: _receive_all(tx, made, main, chance))
    furong = made.warehouses[3]
    db.write(lambda tx: _receive_all(tx, made, furong, chance, every=5))
    db.write(lambda tx: _test_some(tx, users["quality"]))
    db.write(lambda tx: _order(tx, main, chance, 0, 40))
    db.write(lambda tx: _approve(tx, users["dispatcher"]))
    wave = waves.run(db, main, NOW.date(), by=users["dispatcher"], now=lambda: _ago(minutes=45))
    assert wave is not None
    _plan(db, wave)
    db.write(lambda tx: _pick_and_pack(tx, wave.id, users["staff"]))
    db.write(lambda tx: _order(tx, main, chance, 40, 62))
    warm_room = db.write(_measure)
    db.write(_connect)
    return Scene(main, users, warm_room, wave.id)


def _ago(**how_long: float) -> datetime:
    return NOW - timedelta(**how_long)


def _id(*cause: object) -> UUID:
    return uuid5(SPACE, repr(cause))


def _receive_all(
    tx: Tx, made: world.World, site: int, chance: random.Random, *, every: int = 1
) -> None:
    dock = tx.scalars(_places(site, PlaceKind.DOCK)).one()
    bins = tx.scalars(_places(site, PlaceKind.BIN).order_by(Place.id)).all()
    next_shelf = {
        kind: cycle([one.id for one in bins if one.temperature_class is kind])
        for kind in TemperatureClass
    }
    staff = made.users["staff"]
    for good in GOODS[::every]:
        item = tx.scalars(select(Item).where(Item.code == good.code)).one()
        for turn in range(chance.randint(1, 3)):
            at = _ago(hours=chance.uniform(2, 20))
            packs = chance.randint(250_000, 650_000) // (item.pack_quantity * item.piece_g)
            receipt = receiving.NewReceipt(
                id=_id("receipt", site, good.code, turn),
                dock_place_id=dock.id,
                item_id=item.id,
                supplier_id=made.suppliers[chance.choice(made.grows[good.code])[0]],
                quantity=packs * item.pack_quantity,
                harvested_at=at - timedelta(hours=chance.uniform(2, 10)),
            )
            lot = receiving.receive(tx, receipt, by=staff, now=at)
            shelf = next(next_shelf[item.temperature_class])
            away = receiving.NewPutAway(_id("away", lot.id), lot.id, dock.id, shelf)
            receiving.put_away(tx, away, by=staff, now=at + timedelta(minutes=9))


def _places(warehouse_id: int, kind: PlaceKind) -> Select[Place]:
    return select(Place).where(Place.warehouse_id == warehouse_id, Place.kind == kind)


def _test_some(tx: Tx, by: int) -> None:
    """Most lots have passed, some wait, one has failed."""
    waiting = tx.scalars(select(Lot).where(Lot.status == LotStatus.TESTING).order_by(Lot.id)).all()
    for number, lot in enumerate(waiting):
        if number % 7 != 6:
            test = quality.NewTest(
                lot.id, number != 3, "GB/T 5009.199", 12.5 if number != 3 else 71
            )
            quality.record_test(tx, test, by=by, now=_ago(hours=1.5))


def _order(tx: Tx, main: int, chance: random.Random, first: int, last: int) -> None:
    shops = tx.scalars(select(Shop).where(Shop.warehouse_id == main).order_by(Shop.id)).all()
    items = tx.scalars(select(Item).order_by(Item.id)).all()
    for number in range(first, last):
        shop = shops[number % len(shops)]
        wanted = {}
        for item in chance.sample(items, k=chance.randint(2, 7)):
            packs = 40 if number % 11 == 10 else chance.randint(1, 5)
            wanted[item.id] = packs * item.pack_quantity
        note = "请走后门,九点前送到" if number % 9 == 4 else None
        new = ordering.NewOrder(_id("order", number), shop.id, tuple(wanted.items()), note=note)
        ordering.place(tx, new, by=None, now=_ago(hours=4.5 - number / 16))


def _approve(tx: Tx, by: int) -> None:
    for item in approval.queue(tx, None, now=_ago(hours=1)):
        if not item.is_blocked:
            approval.approve(tx, item.order_id, version=item.version, by=by, now=_ago(hours=1))


def _plan(db: Database, wave: Wave) -> None:
    at = _ago(minutes=44)
    question = db.read(lambda tx: dispatch.read_problem(tx, wave.id, now=at))
    plan = heuristic.construct(question.problem)
    db.write(lambda tx: dispatch.store_plan(tx, wave.id, question, plan, now=at))


def _pick_and_pack(tx: Tx, wave_id: int, by: int) -> None:
    """Two thirds of the wave are picked, half of those packed."""
    main = tx.find(Wave, wave_id).warehouse_id
    stage = tx.scalars(_places(main, PlaceKind.STAGE)).one()
    released = select(Order).where(Order.wave_id == wave_id, Order.state == OrderState.RELEASED)
    for number, order in enumerate(tx.scalars(released.order_by(Order.id)).all()):
        if number % 3 == 2:
            continue
        for one in picking.open_picks(tx, order.id):
            cause = _id("pick", one.allocation_id)
            picking.pick(
                tx,
                one.allocation_id,
                cause=cause,
                to_place_id=stage.id,
                by=by,
                now=_ago(minutes=20),
            )
        if number % 3 == 0:
            packing.pack(tx, order.id, by=by, now=_ago(minutes=12))


def _measure(tx: Tx) -> int:
    """Eight hours of readings, a day in the warm room; returns that room."""
    sensors = tx.execute(select(Sensor, Place).join(Place, Place.id == Sensor.place_id)).all()
    by_code = {place.code: place.id for _, place in sensors}
    warm, silent = by_code["FR-R1"], by_code["MAIN-R2"]
    calm = []
    for sensor, place in sensors:
        until = NOW - SILENT if place.id == silent else NOW
        if place.id != warm:
            calm += _curve(sensor, place, timedelta(hours=8), until)
            continue
        readings = _curve(sensor, place, timedelta(hours=24), until, is_warm=True)
        for first in range(0, len(readings), 6):
            part = readings[first : first + 6]
            coldroom.store(tx, part, received_at=part[-1].received_at)
    coldroom.store(tx, calm, received_at=NOW)
    coldroom.watch_silence(tx, now=NOW)
    return warm


def _curve(
    sensor: Sensor, place: Place, length: timedelta, until: datetime, *, is_warm: bool = False
) -> list[Reading]:
    count = length // EVERY
    moments = (NOW - EVERY * (count - 1 - step) for step in range(count))
    return [_reading(sensor, place, at, is_warm=is_warm) for at in moments if at <= until]


def _reading(sensor: Sensor, place: Place, at: datetime, *, is_warm: bool) -> Reading:
    phase = at.timestamp() / 1800 + sensor.id
    ripple = 0.6 * math.sin(phase) + 0.25 * math.sin(phase * 3.3)
    level = {
        "humidity": 88.0,
        "battery_pct": 76.0,
        "door_open": 0.0,
        "temperature": {
            TemperatureClass.FROZEN: -19.5,
            TemperatureClass.AMBIENT: 19.0,
        }.get(place.temperature_class or TemperatureClass.CHILLED, 3.4),
    }[sensor.metric]
    value = level if sensor.metric == "door_open" else level + ripple
    late = (at - (NOW - WARM)).total_seconds() / 60
    if is_warm and sensor.metric == "temperature" and late > 0:
        value += min(7.5, late * 0.3)
    name = sensor.code.rpartition(":")[0]
    return Reading(
        id=_id("reading", sensor.id, at),
        device=sensor.device_id,
        occurred_at=at,
        received_at=at,
        sensor=name,
        metric=sensor.metric,  # type: ignore[arg-type]
        value=round(value, 2),
        unit=sensor.unit,
        quality="good",
    )


def _connect(tx: Tx) -> None:
    """All devices but one are there; one gun has sent nonsense."""
    for device in tx.scalars(select(Device).order_by(Device.id)).all():
        if device.id != "main-gun-load":
            here = Presence(_id("here", device.id), device.id, None, NOW, "online")
            equipment.notice(tx, here, NOW)
    for number, (reason, payload) in enumerate(
        (("bad_checksum", b"\x02]C1010690\xff\xfe7\r\n"), ("too_long", b"\x00" * 40 + b"garbage"))
    ):
        tx.add(
            DeviceFault(
                id=_id("fault", number),
                device="main-gun-dock",
                reason=reason,
                detail="line 7",
                payload=payload,
                received_at=_ago(minutes=17 + number),
            )
        )
