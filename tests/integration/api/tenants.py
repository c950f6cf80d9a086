"""Tenants that must never see each other: two houses, and two shops of the same house.

Everything goes through the use cases, so each is one that could be. What one has is listed by
name, for tests that ask whether another can reach it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, func, select

from tests import builders
from tests.builders import NOW, World
from tests.integration.wms.outbound import a_packed_order, a_released_order, a_trip
from wms import inbox, ordering
from wms.access import keys
from wms.db import Database, Tx
from wms.facts import notices, outbox
from wms.inbound import quality
from wms.ordering import NewOrder
from wms.outbound import loading, packing
from wms.printing import NewDocument, documents
from wms.stock import LossReason, NewLoss, holds, ledger, losses, recalls
from wms.tables.access import Role, User
from wms.tables.coldroom import Excursion, ExcursionKind, ExcursionState
from wms.tables.equipment import Device, DeviceFault
from wms.tables.facts import Fact, Outbox, OutboxState
from wms.tables.masterdata import Item, Place, Shop, Warehouse
from wms.tables.ordering import Order
from wms.tables.outbound import Parcel, Wave
from wms.tables.stock import LotStatus, MoveReason
from wms.tables.transport import Trip, UnservedOrder, Vehicle
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, DriverStop, NewProof

PACK = 10 * builders.KG
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(32)
SIGNATURE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1,1 L2,2"/></svg>'

Things = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tenant:
    """A shop with its house: who works there, what it has, and the words only they may read."""

    world: World
    things: Things
    marks: tuple[str, ...]

    def __getitem__(self, name: str) -> Any:
        return self.things[name]


@dataclass(frozen=True, slots=True)
class Town:
    """Ours, another house, and in our own house another shop with another driver."""

    ours: Tenant
    theirs: Tenant
    neighbours: Tenant


def a_town(db: Database) -> Town:
    """Three tenants, alike in all but the names."""
    us, them = db.write(builders.a_world), db.write(builders.a_world)
    worlds = (us, them, db.write(lambda tx: _beside(tx, us)))
    things = [db.write(lambda tx, w=w: _happened(tx, w)) for w in worlds]
    db.write(_tell_everybody)
    ours, theirs, neighbours = (
        db.read(lambda tx, w=w, all=all: Tenant(w, all, tuple(sorted(set(_marks(tx, w, all))))))
        for w, all in zip(worlds, things, strict=True)
    )
    return Town(ours, theirs, neighbours)


def _beside(tx: Tx, us: World) -> World:
    """The same house with another shop, and another van with its driver."""
    shop = builders.a_shop(tx, us.warehouse)
    keeper = builders.a_user(tx, Role.SHOP, us.warehouse, shop.id)
    driver = builders.a_user(tx, Role.DRIVER, us.warehouse)
    van = builders.a_vehicle(tx, us.warehouse, driver_id=driver.id)
    people = us.users | {Role.SHOP: keeper.id, Role.DRIVER: driver.id}
    moved = {"shop": shop.id, "shop_place": shop.place_id, "users": people}
    return replace(us, vehicle=van.id, vehicle_place=van.place_id, **moved)


def _happened(tx: Tx, w: World) -> Things:
    """The middle of a day."""
    key = keys.NewKey(f"key of {w.shop}", Role.INTEGRATOR, w.warehouse)
    things: Things = {
        "warehouse": w.warehouse,
        "shop": w.shop,
        "user": builders.a_user(tx, Role.STAFF, w.warehouse).id,
        "api_key": keys.create(tx, key, by=w.staff, now=NOW)[0].id,
        "policy": "cut_off",
        "audit": 1,
    }
    things |= _stock(tx, w)
    things |= _orders(tx, w)
    things |= _road(tx, w)
    things |= _devices(tx, w)
    things |= _troubles(tx, w, things)
    return things


def _stock(tx: Tx, w: World) -> Things:
    """A lot to sell, one on hold, one waiting for its test, one that is sold out."""
    shelf = w.chilled_bins[0]
    builders.a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 20 * PACK)
    lot = builders.a_stocked_lot(tx, w, w.eggs, shelf, 3_000)
    held = builders.a_stocked_lot(tx, w, w.eggs, shelf, 60)
    cause = quality.NewHold(quality.HoldReason.QUALITY, f"user:{w.quality}:{held.id}", "look")
    quality.hold(tx, [held.id], cause, by=w.quality, now=NOW)
    let_go = builders.a_stocked_lot(tx, w, w.eggs, shelf, 30)
    cause = quality.NewHold(quality.HoldReason.QUALITY, f"user:{w.quality}:{let_go.id}", "look")
    quality.hold(tx, [let_go.id], cause, by=w.quality, now=NOW)
    quality.release(tx, let_go.id, note=f"released at {w.warehouse}", by=w.quality, now=NOW)
    untested = builders.a_stocked_lot(tx, w, w.cabbage, shelf, PACK, status=LotStatus.TESTING)
    sold = builders.a_stocked_lot(tx, w, w.eggs, shelf, 30)
    ledger.post(tx, [builders.a_move(sold.id, shelf, w.shop_place, 30, MoveReason.DELIVER)])
    back = builders.a_stocked_lot(tx, w, w.eggs, shelf, 60)
    ledger.post(tx, [builders.a_move(back.id, shelf, w.shop_place, 30, MoveReason.DELIVER)])
    new = recalls.NewRecall(uuid4(), back.id, f"recall of {w.shop}")
    called_back = recalls.recall(tx, new, by=w.quality, now=NOW)
    loss = NewLoss(uuid4(), lot.id, shelf, 1, LossReason.DAMAGED)
    losses.write_off(tx, loss, by=w.quality, now=NOW)
    return {
        "place": shelf,
        "place_code": tx.find(Place, shelf).code,
        "room": w.chilled_room,
        "item": lot.item_id,
        "gtin": tx.find(Item, lot.item_id).gtin,
        "label": f"(01){tx.find(Item, lot.item_id).gtin}(10){lot.code}",
        "lot": lot.id,
        "lot_code": lot.code,
        "held_lot": held.code,
        "hold": holds.open_holds(tx, [held.id])[0].id,
        "untested_lot": untested.id,
        "sold_lot": sold.code,
        "loss": loss.id,
        "recall": called_back.id,
        "recall_key": new.key,
        "recalled_lot": back.code,
    }


def _orders(tx: Tx, w: World) -> Things:
    """One that was submitted, one approved, one whose lots are chosen."""
    new = NewOrder(uuid4(), w.shop, ((w.rice, PACK),), note=f"note of shop {w.shop}")
    submitted = ordering.place(tx, new, by=w.keeper, now=NOW)
    approved = builders.an_approved_order(tx, w, {w.rice: PACK})
    released = a_released_order(tx, w, {w.rice: PACK})
    return {
        "order": submitted.id,
        "order_and_version": f"{submitted.id}:{submitted.version}",
        "order_number": submitted.number,
        "client_id": new.client_id,
        "approved_order": approved.id,
        "released_order": released.number,
        "wave": released.wave_id,
        "wave_number": tx.find(Wave, released.wave_id).number,
    }


def _road(tx: Tx, w: World) -> Things:
    """A trip under way with one stop done and one to do, a loaded trip, a parcel on the stage."""
    done, coming, waiting = (a_packed_order(tx, w, {w.rice: PACK})[0] for _ in range(3))
    going = _loaded(tx, w, [done, coming])
    dispatch.depart(tx, going.id, by=w.driver, now=NOW)
    van = builders.a_vehicle(tx, w.warehouse, driver_id=w.driver)
    loaded = _loaded(tx, w, [waiting], van.id)
    packed, [parcel] = a_packed_order(tx, w, {w.rice: PACK})
    day = delivery.driver_day(tx, w.driver, going.day)
    [first, second] = next(one.stops for one in day.trips if one.trip.id == going.id)
    return {
        "proof": _prove(tx, w, first),
        "delivered_order": done.id,
        "trip": going.id,
        "trip_number": going.number,
        "plan": going.plan_id,
        "planned_wave": done.wave_id,
        "stop": second.stop.id,
        "stop_line": second.lines[0].order_line_id,
        "stop_lot": second.lines[0].lot_id,
        "stop_quantity": second.lines[0].quantity,
        "coming_order": coming.id,
        "loaded_trip": loaded.id,
        "loading_number": loaded.number,
        "vehicle_code": tx.find(Vehicle, w.vehicle).code,
        "plate": tx.find(Vehicle, w.vehicle).plate,
        "sscc": parcel.sscc,
        "packed_order": packed.id,
        "packed_lot": packing.goods_of(tx, packed.id)[0].lot_id,
    }


def _loaded(tx: Tx, w: World, orders: Sequence[Order], vehicle_id: int | None = None) -> Trip:
    trip = a_trip(tx, w, orders, vehicle_id=vehicle_id)
    of_them = Parcel.order_id.in_([order.id for order in orders])
    for sscc in tx.scalars(select(Parcel.sscc).where(of_them)).all():
        loading.load(tx, trip.id, sscc, by=w.staff, now=NOW)
    return trip


def _prove(tx: Tx, w: World, stop: DriverStop) -> Any:
    """The phone's report, as it comes in."""
    lines = tuple(DoorLine(one.order_line_id, one.lot_id, one.quantity) for one in stop.lines)
    name = f"receiver {w.shop}"
    new = NewProof(uuid4(), stop.stop.id, name, NOW, lines, SIGNATURE, PHOTO, 4.0)
    said = inbox.Envelope(new.id, f"user:{w.driver}", "proof", {"stop": stop.stop.id}, NOW, NOW)

    def prove(tx: Tx, _: inbox.Envelope) -> dict[str, Any]:
        delivery.prove(tx, new, by=w.driver, now=NOW)
        return {"received_at": NOW.isoformat()}

    inbox.accept(tx, said, prove)
    return new.id


def _devices(tx: Tx, w: World) -> Things:
    gun = builders.a_device(tx, w.warehouse, place_id=w.dock)
    sensor = builders.a_sensor(tx, w.chilled_room)
    sensor.last_at, sensor.last_value = NOW, 4.0
    excursion = Excursion(
        warehouse_id=w.warehouse,
        place_id=w.chilled_room,
        sensor_id=sensor.id,
        kind=ExcursionKind.HIGH,
        state=ExcursionState.OPEN,
        started_at=NOW - timedelta(hours=1),
        opened_at=NOW - timedelta(minutes=50),
        ended_at=NOW - timedelta(minutes=10),
        peak=12.5,
    )
    tx.add(excursion)
    tx.flush()
    warm = builders.a_stocked_lot(tx, w, w.eggs, w.chilled_bins[1], 30)
    cause = f"excursion:{excursion.id}"
    new = quality.NewHold(quality.HoldReason.EXCURSION, cause, excursion_id=excursion.id)
    quality.hold(tx, [warm.id], new, by=None, now=NOW)
    scanned = inbox.Envelope(uuid4(), gun.id, "scan", {"data": "nonsense"}, NOW, NOW)
    inbox.accept(tx, scanned, lambda tx, _: {"tone": "stop", "code": "scan.empty", "data": {}})
    return {
        "gun": gun.id,
        "controller": sensor.device_id,
        "sensor": sensor.id,
        "excursion": excursion.id,
        "warm_lot": warm.id,
        "inbox": scanned.id,
        "refused_scan": str(scanned.id),
    }


def _troubles(tx: Tx, w: World, things: Things) -> Things:
    """What the exceptions page lists, and a label."""
    fault = DeviceFault(
        id=uuid4(),
        device=things["gun"],
        reason="bad_checksum",
        detail=f"line of {things['gun']}",
        payload=b"\x02garbage",
        received_at=NOW,
    )
    unserved = UnservedOrder(
        plan_id=things["plan"], order_id=things["approved_order"], reason="capacity", details={}
    )
    tx.add_all([fault, unserved])
    here = select(func.max(Fact.id)).where(Fact.warehouse_id == w.warehouse)
    dead = Outbox(
        fact_id=tx.scalars(here).one(),
        consumer="test",
        state=OutboxState.DEAD,
        attempts=8,
        next_at=NOW,
        error=f"printer of {things['gun']} is off",
    )
    tx.add(dead)
    tx.flush()
    label = NewDocument(
        "lot_label",
        f"lot:{things['lot']}",
        w.warehouse,
        "application/pdf",
        f"label-{things['lot_code']}.pdf",
        b"%PDF " + things["lot_code"].encode(),
        things["wave"],
    )
    documents.keep(tx, [label], now=NOW)
    [paper] = documents.about(tx, label.subject)
    return {
        "fault": str(fault.id),
        "unserved": f"{unserved.plan_id}:{unserved.order_id}",
        "dead_letter": str(dead.id),
        "document": paper.id,
    }


def _tell_everybody(tx: Tx) -> None:
    """Make the notices of all that happened."""
    for task in outbox.claim(tx, uuid4(), NOW, limit=10_000, consumers={"notices"}):
        notices.tell(tx, task)
        outbox.done(tx, task, now=NOW)


def _marks(tx: Tx, w: World, things: Things) -> Iterator[str]:
    """Words about a shop, its orders and who drives them; about a house, all that is in it."""
    names = ("code", "name_zh", "name_en")
    yield from _words(tx, select(Shop).where(Shop.id == w.shop), *names, "address_zh", "address_en")
    yield from _words(tx, select(Order).where(Order.shop_id == w.shop), "number", "note")
    yield from _words(tx, select(Vehicle).where(Vehicle.id == w.vehicle), "code", "plate")
    yield from _words(tx, select(Trip).where(Trip.vehicle_id == w.vehicle), "number")
    yield from _words(tx, select(User).where(User.id.in_((w.keeper, w.driver))), "login", "name")
    yield from (f"receiver {w.shop}", str(things["client_id"]), str(things["proof"]))


def marks_of_house(tx: Tx, tenant: Tenant) -> list[str]:
    """Words about a whole house: what only its staff may read."""
    at, names = tenant["warehouse"], ("code", "name_zh", "name_en")
    found = list(_words(tx, select(Warehouse).where(Warehouse.id == at), *names))
    found += _words(tx, select(Place).where(Place.warehouse_id == at), "code")
    found += _words(tx, select(Device).where(Device.warehouse_id == at), "id", *names[1:])
    found += _words(tx, select(Wave).where(Wave.warehouse_id == at), "number")
    found += _words(tx, select(User).where(User.warehouse_id == at), "login", "name")
    found += [tenant[name] for name in ("lot_code", "held_lot", "sold_lot", "sscc", "fault")]
    return [*found, f"released at {at}"]


def _words(tx: Tx, rows: Select[Any], *columns: str) -> Iterator[str]:
    for row in tx.scalars(rows):
        yield from filter(None, (getattr(row, column) for column in columns))
