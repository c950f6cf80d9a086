"""Several guns at once: whatever interleaves, nothing is picked twice and the books agree."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from sqlalchemy import func, select

from tests.builders import KG, NOW, a_stocked_lot, an_approved_order, world
from tests.integration.wms.floor_station import Gun
from tests.integration.wms.outbound import DAY, a_released_order
from wms.db import Database
from wms.errors import Refused
from wms.floor import ScanReply
from wms.inbound import NewPutAway, quality, receiving
from wms.inbound.quality import HoldReason, NewHold
from wms.outbound import waves
from wms.stock import ledger
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel
from wms.tables.stock import Move, MoveReason


def at_once(*actions: Callable[[], object]) -> list[object]:
    with ThreadPoolExecutor(len(actions)) as pool:
        return [done.result() for done in [pool.submit(action) for action in actions]]


def test_a_lot_that_six_people_pick_for_one_order_is_picked_once(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 90 * KG))
    order = db.write(lambda tx: a_released_order(tx, w, {w.rice: 10 * KG}))
    guns = [Gun(db, w, w.stage) for _ in range(6)]
    for gun in guns:
        gun.beep(order.number)
    label = guns[0].label(w.rice, lot.code)

    replies = at_once(*(lambda gun=gun: gun.beep(label) for gun in guns))
    codes = [reply.code for reply in replies if isinstance(reply, ScanReply)]
    assert codes.count("floor.packed") == 1
    assert set(codes) == {"floor.packed", "order.wrong_state"}
    picked = select(func.sum(Move.quantity)).where(Move.reason == MoveReason.PICK)
    assert db.read(lambda tx: tx.scalars(picked).one()) == 10 * KG
    assert db.read(lambda tx: tx.scalars(select(func.count()).select_from(Parcel)).one()) == 1
    assert db.read(ledger.check) == []


def test_eight_clerks_at_one_wave_get_eight_orders(db: Database) -> None:
    w = world(db)
    db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 90 * KG))
    db.write(lambda tx: [an_approved_order(tx, w, {w.rice: 10 * KG}) for _ in range(8)])
    wave = waves.run(db, w.warehouse, DAY, by=None, now=lambda: NOW)
    assert wave is not None
    number = wave.number
    guns = [Gun(db, w, w.stage) for _ in range(8)]
    for gun in guns:
        gun.beep("CMD-PICK")

    replies = at_once(*(lambda gun=gun: gun.beep(number) for gun in guns))
    led_to = [reply.data["order"] for reply in replies if isinstance(reply, ScanReply)]
    assert len(set(led_to)) == 8


def test_two_presses_release_a_wave_once(db: Database) -> None:
    w = world(db)
    db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 90 * KG))
    db.write(lambda tx: [an_approved_order(tx, w, {w.rice: 10 * KG}) for _ in range(4)])

    def press() -> object:
        try:
            return waves.run(db, w.warehouse, DAY, by=None, now=lambda: NOW)
        except Refused as error:
            return error.code

    made = [one for one in at_once(press, press, press) if one not in (None, "wave.empty")]
    assert len(made) == 1
    states = db.read(lambda tx: tx.scalars(select(Order.state)).all())
    assert states == [OrderState.RELEASED] * 4
    assert db.read(ledger.check) == []


def test_picks_holds_and_put_aways_at_once_leave_sound_books(db: Database) -> None:
    w = world(db)
    lots = db.write(
        lambda tx: [
            a_stocked_lot(tx, w, w.rice, place_id, 60 * KG)
            for place_id in [*w.ambient_bins, w.dock]
        ]
    )
    orders = db.write(lambda tx: [a_released_order(tx, w, {w.rice: 30 * KG}) for _ in range(3)])

    def pick(order: Order) -> object:
        gun = Gun(db, w, w.stage)
        said = gun.beep(order.number)
        while said.step == "goods" and said.data.get("lot"):
            said = gun.beep(gun.label(w.rice, said.data["lot"]))
        return said.code

    def hold_and_release() -> object:
        for number in range(4):
            lot = random.Random(number).choice(lots)
            new = NewHold(HoldReason.QUALITY, f"check:{number}")
            db.write(lambda tx, new=new, lot=lot: quality.hold(tx, [lot.id], new, by=None, now=NOW))
            db.write(
                lambda tx, lot=lot: quality.release(tx, lot.id, note="fine", by=w.quality, now=NOW)
            )
        return None

    def put_away() -> object:
        for _ in range(4):
            new = NewPutAway(uuid4(), lots[3].id, w.dock, w.ambient_bins[0], 5 * KG)
            db.write(lambda tx, new=new: receiving.put_away(tx, new, by=w.staff, now=NOW))
        return None

    said = at_once(*(lambda one=one: pick(one) for one in orders), hold_and_release, put_away)
    assert set(said[:3]) == {"floor.packed"}
    assert db.read(ledger.check) == []
