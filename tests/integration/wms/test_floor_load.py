"""Loading by beeps, and scans through the inbox."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select

from devices.events import Scan, Weight
from tests.builders import KG, NOW, World, a_device, a_stocked_lot, a_vehicle, world
from tests.integration.wms.floor_station import Gun
from tests.integration.wms.outbound import a_packed_order, a_released_order, a_trip
from wms import floor, inbox
from wms.db import Database, Tx
from wms.tables.inbox import Inbox
from wms.tables.stock import Lot
from wms.tables.transport import Stop, Trip, Vehicle
from wms.transport import dispatch


@dataclass
class Bay:
    world: World
    gun: Gun
    trip: Trip
    van: Vehicle
    parcels: list[str]
    stranger: str
    """A parcel of another van's trip."""


def a_bay(db: Database) -> Bay:
    w = world(db)

    def build(tx: Tx) -> tuple[Trip, Vehicle, list[str], str]:
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG)
        packed = [a_packed_order(tx, w, {w.rice: kg * KG}) for kg in (10, 20, 30)]
        orders = [order for order, _ in packed]
        sscc = [parcels[0].sscc for _, parcels in packed]
        trip = a_trip(tx, w, orders[:2])
        a_trip(tx, w, orders[2:], vehicle_id=a_vehicle(tx, w.warehouse).id)
        return trip, tx.find(Vehicle, w.vehicle), sscc[:2], sscc[2]

    trip, van, parcels, stranger = db.write(build)
    return Bay(w, Gun(db, w, w.stage), trip, van, parcels, stranger)


def test_a_trip_is_loaded_parcel_by_parcel_and_strangers_stay_behind(db: Database) -> None:
    bay = a_bay(db)
    said = bay.gun.beep(bay.trip.number)
    assert (said.flow, said.code, said.data["left"]) == ("load", "floor.trip", 2)
    assert said.data["next_sscc"] == bay.parcels[1]

    said = bay.gun.beep(f"(00){bay.stranger}")
    assert (said.tone, said.code, said.step) == ("stop", "load.wrong_vehicle", "parcel")
    said = bay.gun.beep(f"00{bay.parcels[1]}")
    assert (said.tone, said.code, said.data["left"]) == ("ok", "floor.loaded", 1)
    said = bay.gun.beep(f"00{bay.parcels[1]}")
    assert (said.tone, said.code) == ("stop", "parcel.loaded")
    said = bay.gun.beep(bay.parcels[0])
    assert (said.tone, said.code, said.step) == ("ok", "floor.trip_loaded", "trip")


def test_a_wrong_scan_leaves_in_sight_what_comes_next(sqlite_db: Database) -> None:
    bay = a_bay(sqlite_db)
    bay.gun.beep(bay.trip.number)
    for wrong in (f"(00){bay.stranger}", "(00)1", "gibberish"):
        said = bay.gun.beep(wrong)
        assert said.tone != "ok"
        assert (said.data["next"]["next_sscc"], said.data["next"]["left"]) == (bay.parcels[1], 2)
    opened_anew = sqlite_db.read(lambda tx: floor.current(tx, bay.gun.device))
    assert opened_anew.data["next"]["next_sscc"] == bay.parcels[1]


def test_a_trip_whose_orders_are_not_all_packed_waits_for_them(sqlite_db: Database) -> None:
    bay = a_bay(sqlite_db)
    w = bay.world

    def also(tx: Tx) -> None:
        order = a_released_order(tx, w, {w.rice: 10 * KG})
        stop = tx.scalars(select(Stop).where(Stop.trip_id == bay.trip.id)).first()
        assert stop is not None
        rest = {"shop_id": order.shop_id, "state": stop.state, "position": 3}
        times = {"arrives_at": stop.arrives_at, "leaves_at": stop.leaves_at}
        tx.add(Stop(trip_id=bay.trip.id, order_id=order.id, **rest, **times))

    sqlite_db.write(also)
    bay.gun.beep(bay.trip.number)
    bay.gun.beep(bay.parcels[1])
    said = bay.gun.beep(bay.parcels[0])
    assert (said.code, said.step) == ("floor.trip_waits", "parcel")
    assert (said.data["left"], said.data["waiting_orders"]) == (0, 1)


def test_a_trip_that_is_loaded_or_gone_says_so(sqlite_db: Database) -> None:
    bay = a_bay(sqlite_db)
    for code in (bay.trip.number, *bay.parcels):
        bay.gun.beep(code)
    assert bay.gun.beep(bay.trip.number).code == "floor.trip_loaded"
    sqlite_db.write(lambda tx: dispatch.depart(tx, bay.trip.id, by=bay.world.driver, now=NOW))
    said = bay.gun.beep(bay.trip.number)
    assert (said.tone, said.code, said.step) == ("warn", "floor.trip_gone", "trip")


def test_a_vehicles_code_begins_its_next_trip(sqlite_db: Database) -> None:
    bay = a_bay(sqlite_db)
    assert bay.gun.beep(f"VEH-{bay.van.code}").data["trip"] == bay.trip.number
    assert bay.gun.beep("gibberish").code == "floor.parcel_expected"
    bay.gun.beep("CMD-LOAD")
    assert bay.gun.beep(f"(00){bay.parcels[0]}").code == "floor.trip_expected"


def scan(device: str, data: str, at: datetime = NOW) -> Scan:
    return Scan(uuid4(), device, at, at, data)


def test_a_scan_from_the_wire_enters_once_and_a_replay_hears_the_same(db: Database) -> None:
    w = world(db)
    gun = Gun(db, w, w.dock)
    events = [scan(gun.device, gun.card()), scan(gun.device, gun.label(w.rice, "A1"))]

    first = db.write(lambda tx: inbox.take(tx, events, NOW))
    again = db.write(lambda tx: inbox.take(tx, events, NOW))
    assert [first[one.id].code for one in events] == ["floor.supplier", "floor.received"]
    assert again == {id: replace(answer, replayed=True) for id, answer in first.items()}
    assert db.read(lambda tx: tx.scalars(select(func.count()).select_from(Lot)).one()) == 1


def test_the_scale_beside_the_gun_weighs_what_is_scanned(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    scale = sqlite_db.write(lambda tx: a_device(tx, w.warehouse, "scale", w.dock).id)
    weight = Weight(uuid4(), scale, NOW, NOW, 12_340_000, True)
    beeps = [scan(gun.device, gun.card()), scan(gun.device, gun.label(w.rice, "A1"))]
    answers = sqlite_db.write(lambda tx: inbox.take(tx, [weight, *beeps], NOW))
    assert answers[beeps[1].id].details["amount"] == "12.34 kg"


def test_a_refused_scan_nobody_heard_waits_for_a_person(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    late = scan(gun.device, "(01)1", NOW.replace(hour=1))
    answers = sqlite_db.write(lambda tx: inbox.take(tx, [late], NOW))
    assert (answers[late.id].tone, answers[late.id].code) == ("stop", "scan.incomplete")
    waiting = sqlite_db.read(lambda tx: [row.id for row, _ in inbox.unsettled(tx)])
    assert waiting == [late.id]


def test_a_page_scans_through_the_same_door(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    envelope = inbox.Envelope(uuid4(), "web-1", "scan", {"data": "CMD-RECEIVE"}, None, NOW)

    def send(tx: Tx) -> inbox.InboxAnswer:
        return inbox.scan(tx, envelope, by=w.staff, now=NOW)

    first, again = sqlite_db.write(send), sqlite_db.write(send)
    assert first.reply == again.reply
    assert (first.reply["code"], first.replayed, again.replayed) == ("floor.receive", False, True)
    rows = sqlite_db.read(lambda tx: tx.scalars(select(Inbox.kind)).all())
    assert rows == ["scan"]
