"""Devices as the warehouse sees them: what they say is a sign of life."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import func, select

from devices.events import Presence, Reading
from tests import builders
from tests.builders import NOW
from wms import codes, inbox
from wms.db import Database
from wms.facts.catalogue import DeviceBack, DeviceRefuses
from wms.oversight import open_items
from wms.tables.equipment import Device
from wms.tables.facts import Fact


def _a_gateway(db: Database) -> str:
    at = builders.world(db)

    def add(tx):
        tx.add(
            Device(
                id="lora", warehouse_id=at.warehouse, kind="mqtt", name_zh="网关", name_en="Gateway"
            )
        )

    db.write(add)
    return "lora"


def _reading(device: str, at) -> Reading:
    return Reading(
        id=uuid4(),
        device=device,
        occurred_at=at,
        received_at=at,
        sensor="nowhere",
        metric="temperature",
        value=4.0,
        unit="C",
        quality="good",
    )


def test_a_device_behind_a_gateway_is_there_once_it_says_something(db: Database) -> None:
    device = _a_gateway(db)
    db.write(lambda tx: inbox.take(tx, [_reading(device, NOW)], NOW))
    seen = db.read(lambda tx: tx.find(Device, device))
    assert seen.is_online
    assert seen.last_seen_at == NOW


def test_its_coming_back_is_told_once(db: Database) -> None:
    device = _a_gateway(db)
    for seconds in (0, 40, 80):
        at = NOW + timedelta(seconds=seconds)
        db.write(lambda tx, at=at: inbox.take(tx, [_reading(device, at)], at))
    back = select(func.count()).where(Fact.kind == DeviceBack.kind)
    assert db.read(lambda tx: tx.scalar(back)) == 1


def test_a_device_that_refuses_is_there_and_told_of_once_in_its_words(db: Database) -> None:
    device = _a_gateway(db)
    said = "unit 3 answers exception 2"
    for seconds in (0, 9):
        at = NOW + timedelta(seconds=seconds)
        refused = Presence(uuid4(), device, None, at, "refused", detail=said)
        db.write(lambda tx, one=refused, at=at: inbox.take(tx, [one], at))
    seen = db.read(lambda tx: tx.find(Device, device))
    assert (seen.is_online, seen.refused_since, seen.detail) == (True, NOW, said)
    told = select(func.count()).where(Fact.kind == DeviceRefuses.kind)
    assert db.read(lambda tx: tx.scalar(told)) == 1
    items = db.read(lambda tx: open_items.open_items(tx, None))
    [item] = [one for one in items if one.code is codes.OpenItem.DEVICE_REFUSES]
    assert (item.since, item.details["detail"]) == (NOW, said)


def test_a_device_that_refused_is_well_once_it_says_something(db: Database) -> None:
    device = _a_gateway(db)
    refused = Presence(uuid4(), device, None, NOW, "refused", detail="no")
    db.write(lambda tx: inbox.take(tx, [refused], NOW))
    soon = NOW + timedelta(seconds=1)
    db.write(lambda tx: inbox.take(tx, [_reading(device, soon)], soon))
    seen = db.read(lambda tx: tx.find(Device, device))
    assert (seen.is_online, seen.refused_since, seen.detail) == (True, None, None)
    back = select(func.count()).where(Fact.kind == DeviceBack.kind)
    assert db.read(lambda tx: tx.scalar(back)) == 1


def test_a_device_that_said_goodbye_is_away_until_it_speaks_again(db: Database) -> None:
    device = _a_gateway(db)
    db.write(lambda tx: inbox.take(tx, [_reading(device, NOW)], NOW))
    gone = Presence(uuid4(), device, None, NOW, "offline")
    db.write(lambda tx: inbox.take(tx, [gone], NOW))
    assert not db.read(lambda tx: tx.find(Device, device)).is_online
    soon = NOW + timedelta(seconds=5)
    db.write(lambda tx: inbox.take(tx, [_reading(device, soon)], soon))
    assert db.read(lambda tx: tx.find(Device, device)).is_online
