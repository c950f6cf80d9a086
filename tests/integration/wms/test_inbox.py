"""What comes from outside enters once, and nothing of it is lost or stops the rest."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from devices.events import Event, Fault, Presence, Reading, Scan, State, Weight
from tests.builders import (
    NOW,
    World,
    a_device,
    a_fact,
    a_sensor,
    a_stocked_lot,
    a_user,
    on_hand,
    world,
)
from wms import codes, coldroom, equipment, floor, inbox
from wms.db import Database, Tx
from wms.errors import Conflict, NotFound, Refused
from wms.facts import events
from wms.stock import ledger
from wms.tables.access import Role
from wms.tables.coldroom import Reading as StoredReading
from wms.tables.coldroom import Sensor
from wms.tables.equipment import Device, DeviceFault
from wms.tables.facts import Fact, Outbox
from wms.tables.inbox import Inbox
from wms.tables.stock import MoveReason


def an_envelope(source: str = "phone-1", **body: Any) -> inbox.Envelope:
    return inbox.Envelope(uuid4(), source, "note", body, None, NOW)


def echo(_tx: Tx, envelope: inbox.Envelope) -> dict[str, Any]:
    return {"said": envelope.body}


def count(db: Database, table: type) -> int:
    return db.read(lambda tx: tx.scalar(select(func.count()).select_from(table)) or 0)


# Accepting once


def test_a_replay_gets_the_first_answer_again_and_does_nothing(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.dock, 100).id)
    calls: list[UUID] = []

    def handler(tx: Tx, envelope: inbox.Envelope) -> dict[str, Any]:
        calls.append(envelope.id)
        move_id = ledger.move_id("note", len(calls))
        move = ledger.NewMove(move_id, lot, w.dock, w.stage, 10, MoveReason.RELOCATE, NOW)
        ledger.post(tx, [move])
        return {"call": len(calls)}

    envelope = an_envelope(a=1)
    first = db.write(lambda tx: inbox.accept(tx, envelope, handler))
    again = db.write(lambda tx: inbox.accept(tx, envelope, handler))

    assert first == inbox.InboxAnswer({"call": 1}, replayed=False, refused=False)
    assert again == inbox.InboxAnswer({"call": 1}, replayed=True, refused=False)
    assert db.read(lambda tx: on_hand(tx, w.stage, lot)) == 10


def test_fifty_at_once_with_one_id_have_one_effect_and_one_answer(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.dock, 100).id)
    envelope = an_envelope()
    answers = []

    def handler(tx: Tx, _envelope: inbox.Envelope) -> dict[str, Any]:
        move = ledger.NewMove(uuid4(), lot, w.dock, w.stage, 1, MoveReason.RELOCATE, NOW)
        return {"posted": ledger.post(tx, [move])}

    def send() -> None:
        answers.append(db.write(lambda tx: inbox.accept(tx, envelope, handler)))

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.reply for answer in answers] == [{"posted": 1}] * 50
    assert sum(not answer.replayed for answer in answers) == 1
    assert db.read(lambda tx: on_hand(tx, w.stage, lot)) == 1


def test_a_refusal_changes_nothing_and_is_the_answer_now_and_later(db: Database) -> None:
    w = world(db)

    def handler(tx: Tx, _envelope: inbox.Envelope) -> dict[str, Any]:
        a_user(tx, Role.STAFF, w.warehouse)
        events.record(tx, a_fact(), at=NOW)
        raise Refused(codes.Stock.SHORT, missing=[{"lot_id": 7}])

    envelope = an_envelope()
    first = db.write(lambda tx: inbox.accept(tx, envelope, handler))
    again = db.write(lambda tx: inbox.accept(tx, envelope, echo))

    assert first.refused
    assert first.reply == {"code": "stock.short", "details": {"missing": [{"lot_id": 7}]}}
    assert again == replace(first, replayed=True)
    assert count(db, Fact) == 0
    assert count(db, Outbox) == 0


def test_what_does_not_exist_is_refused_and_stays_so(db: Database) -> None:
    def handler(_tx: Tx, _envelope: inbox.Envelope) -> dict[str, Any]:
        raise NotFound("stop", id=9)

    answer = db.write(lambda tx: inbox.accept(tx, an_envelope(), handler))

    assert answer.refused
    assert answer.reply["code"] == "not_found"


def test_the_same_id_with_another_body_is_refused(db: Database) -> None:
    envelope = an_envelope(quantity=1)
    db.write(lambda tx: inbox.accept(tx, envelope, echo))

    with pytest.raises(Conflict, match=r"inbox\.other_body"):
        db.write(lambda tx: inbox.accept(tx, replace(envelope, body={"quantity": 2}), echo))
    with pytest.raises(Conflict, match=r"inbox\.other_body"):
        db.write(lambda tx: inbox.accept(tx, replace(envelope, kind="other"), echo))


def test_the_same_id_from_another_source_is_refused(db: Database) -> None:
    envelope = an_envelope(quantity=1)
    db.write(lambda tx: inbox.accept(tx, envelope, echo))

    with pytest.raises(Conflict, match=r"inbox\.other_source"):
        db.write(lambda tx: inbox.accept(tx, replace(envelope, source="phone-2"), echo))


def test_the_order_of_keys_does_not_make_another_body(db: Database) -> None:
    envelope = an_envelope(a=1, b="黄瓜")
    db.write(lambda tx: inbox.accept(tx, envelope, echo))
    turned = replace(envelope, body={"b": "黄瓜", "a": 1})
    assert db.write(lambda tx: inbox.accept(tx, turned, echo)).replayed


def test_a_handler_that_breaks_leaves_the_id_free_for_another_try(db: Database) -> None:
    def broken(_tx: Tx, _envelope: inbox.Envelope) -> dict[str, Any]:
        raise ZeroDivisionError

    envelope = an_envelope()
    with pytest.raises(ZeroDivisionError):
        db.write(lambda tx: inbox.accept(tx, envelope, broken))

    assert not db.write(lambda tx: inbox.accept(tx, envelope, echo)).replayed


def test_a_refusal_nobody_heard_waits_until_a_person_settles_it(db: Database) -> None:
    def refusing(_tx: Tx, _envelope: inbox.Envelope) -> dict[str, Any]:
        raise Refused(codes.Stock.SHORT)

    heard, unheard = an_envelope(), an_envelope()
    db.write(lambda tx: inbox.accept(tx, heard, refusing, heard=True))
    db.write(lambda tx: inbox.accept(tx, unheard, refusing))

    assert [row.id for row, _ in db.read(inbox.unsettled)] == [unheard.id]
    db.write(lambda tx: inbox.settle(tx, unheard.id, now=NOW))
    assert db.read(inbox.unsettled) == []


# What devices say


def a_scan(device: str, data: str = "no such code") -> Scan:
    return Scan(uuid4(), device, None, NOW, data)


def a_reading(sensor: Sensor, value: float = 4.0) -> Reading:
    name, _, metric = sensor.code.rpartition(":")
    assert metric == "temperature"
    return Reading(uuid4(), sensor.device_id, NOW, NOW, name, "temperature", value, "C", "good")


def a_gun(db: Database, w: World) -> str:
    return db.write(lambda tx: a_device(tx, w.warehouse, "scanner", w.dock).id)


def test_everything_in_a_batch_is_kept_and_every_scan_is_answered(db: Database) -> None:
    w = world(db)
    gun = a_gun(db, w)
    sensor = db.write(lambda tx: a_sensor(tx, w.chilled_room))
    scan = a_scan(gun)
    batch: list[Event] = [
        a_reading(sensor),
        Fault(uuid4(), "gun-x", None, NOW, "garbage", b"\x00\xff", "odd bytes"),
        Presence(uuid4(), gun, None, NOW, "online"),
        Weight(uuid4(), "scale-1", None, NOW, 12_500_000, stable=True),
        scan,
    ]

    answers = db.write(lambda tx: inbox.take(tx, batch, NOW))
    again = db.write(lambda tx: inbox.take(tx, batch, NOW))

    assert set(answers) == {scan.id}
    assert again == {scan.id: replace(answers[scan.id], replayed=True)}
    assert count(db, StoredReading) == 1
    assert count(db, DeviceFault) == 1
    assert count(db, Inbox) == 1
    stored = db.read(lambda tx: tx.find(Inbox, scan.id))
    assert stored.reply == answers[scan.id].reply


def test_a_scan_id_that_comes_with_another_code_is_answered_with_stop(db: Database) -> None:
    w = world(db)
    scan = a_scan(a_gun(db, w))
    db.write(lambda tx: inbox.take(tx, [scan], NOW))

    other = replace(scan, data="something else")
    answer = db.write(lambda tx: inbox.take(tx, [other], NOW))[scan.id]

    assert (answer.tone, answer.code) == ("stop", "inbox.other_body")


def test_a_scan_that_crashes_us_is_kept_as_a_fault_and_stops_nobody(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    w = world(db)
    gun = a_gun(db, w)
    honest = floor.scan

    def sometimes(tx: Tx, beep: floor.Beep, **more: Any) -> floor.ScanReply:
        if beep.code == "poison":
            raise ZeroDivisionError("poison")
        return honest(tx, beep, **more)

    monkeypatch.setattr(floor, "scan", sometimes)
    before, poison, after = a_scan(gun), a_scan(gun, "poison"), a_scan(gun)

    answers = db.write(lambda tx: inbox.take(tx, [before, poison, after], NOW))

    assert answers[poison.id].code == "scan.crashed"
    assert answers[poison.id].tone == "stop"
    assert count(db, Inbox) == 2
    (fault,) = db.read(lambda tx: tx.scalars(select(DeviceFault)).all())
    assert (fault.id, fault.reason, fault.device) == (poison.id, "crashed", gun)
    assert b"poison" in fault.payload


def test_one_poisoned_reading_does_not_take_the_others_with_it(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    w = world(db)
    sensor = db.write(lambda tx: a_sensor(tx, w.chilled_room))
    honest = coldroom.store

    def sometimes(tx: Tx, readings: Any, **more: Any) -> Any:
        if any(reading.value == 666 for reading in readings):
            raise ValueError("poison")
        return honest(tx, readings, **more)

    monkeypatch.setattr(coldroom, "store", sometimes)
    good = replace(a_reading(sensor), occurred_at=NOW - timedelta(minutes=1))

    db.write(lambda tx: inbox.take(tx, [good, a_reading(sensor, 666)], NOW))

    assert count(db, StoredReading) == 1
    assert count(db, DeviceFault) == 1


def test_text_no_database_can_keep_is_a_fault_not_a_standstill(db: Database) -> None:
    w = world(db)
    scan = a_scan(a_gun(db, w), "NUL \x00 inside")

    answers = db.write(lambda tx: inbox.take(tx, [scan], NOW))

    assert set(answers) == {scan.id}
    assert count(db, Inbox) + count(db, DeviceFault) == 1


def test_a_scan_refused_long_after_it_was_made_waits_for_a_person(db: Database) -> None:
    w = world(db)
    gun = a_gun(db, w)
    now = NOW + timedelta(hours=2)
    db.write(lambda tx: inbox.take(tx, [a_scan(gun, "CMD-NONSENSE")], now))
    db.write(
        lambda tx: inbox.take(tx, [replace(a_scan(gun, "CMD-NONSENSE"), received_at=now)], now)
    )
    assert len(db.read(inbox.unsettled)) == 1


# Devices


def test_a_device_that_goes_away_is_told_once_and_once_when_it_is_back(db: Database) -> None:
    w = world(db)
    gun = a_gun(db, w)
    states: list[State] = ["online", "online", "offline", "death", "sleeping", "birth"]
    for state in states:
        presence = Presence(uuid4(), gun, None, NOW, state)
        db.write(partial(inbox.take, events=[presence], now=NOW))

    kinds = db.read(lambda tx: tx.scalars(select(Fact.kind).order_by(Fact.id)).all())

    assert kinds == ["DeviceBack", "DeviceWentAway", "DeviceBack"]
    assert db.read(lambda tx: tx.find(Device, gun)).is_online


def test_presence_of_a_device_nobody_registered_is_no_error(db: Database) -> None:
    presence = Presence(uuid4(), "stranger", None, NOW, "online")
    db.write(lambda tx: inbox.take(tx, [presence], NOW))
    assert count(db, Fact) == 0


def test_the_scale_beside_a_gun_says_what_lies_on_it_for_a_while(db: Database) -> None:
    w = world(db)
    gun = a_gun(db, w)
    scale = db.write(lambda tx: a_device(tx, w.warehouse, "scale", w.dock).id)
    elsewhere = db.write(lambda tx: a_device(tx, w.warehouse, "scale", w.stage).id)
    for device, weight_mg, stable in (
        (scale, 1_000, True),
        (scale, 12_500_000, True),
        (scale, 13_000_000, False),
        (elsewhere, 99, True),
    ):
        weight = Weight(uuid4(), device, None, NOW, weight_mg, stable=stable)
        db.write(partial(inbox.take, events=[weight], now=NOW))

    def near(seconds: int) -> int | None:
        now = NOW + timedelta(seconds=seconds)
        return db.read(lambda tx: equipment.weight_near(tx, gun, now))

    assert near(5) == 12_500_000
    assert near(90) is None
