"""Rubbish from every device: what is good goes on, what is not lies before a person."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.e2e import wiring
from tests.e2e.house import Premises, heard_bytes, premises
from tests.integration.devices.simulators import simulator
from wms import equipment
from wms.db import Tx
from wms.facts.catalogue import DeviceWentAway, Subject, SubjectKind
from wms.oversight import Kind, open_items
from wms.tables.access import Role
from wms.tables.coldroom import Reading, Sensor
from wms.tables.equipment import Device, DeviceFault
from wms.tables.facts import Fact, Notice
from wms.tables.stock import Lot

SENDERS = {"gun-dock", "scale-dock", "by-radio"}
"""Those whose rubbish is bytes; odd registers are bad readings."""


@pytest.fixture(scope="module")
def house(lasting_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    devices = [
        wiring.gun("gun-dock"),
        wiring.scale("scale-dock"),
        wiring.controller("by-wire"),
        wiring.sensor_over_our_listener("by-radio"),
    ]
    noisy = [wiring.noisy(one) for one in devices]
    loose = replace(wiring.gun("gun-loose"), simulator=())  # a test plugs it in by itself
    with premises(lasting_url, tmp_path_factory.mktemp("noise"), [*noisy, loose]) as opened:
        yield opened


def scan(house: Premises, label: str) -> None:
    """Read a label behind rubbish: the gun complains in words, then it is content."""
    gun = house.controls["gun-dock"]
    assert gun.send(label) == "sent"
    heard = b""
    while not heard.endswith(b"\r\n\x07"):
        heard += heard_bytes(gun.heard())
    assert heard.count(b"\x07") >= 3


def test_rubbish_from_every_device_stops_none_of_them(house: Premises) -> None:
    assert house.controls["scale-dock"].send("7.500") == "ok"
    scan(house, house.card())
    scan(house, house.label(house.world.eggs, "E1"))
    [lot] = house.read(lambda tx: tx.scalars(select(Lot)).all())
    assert lot.supplier_lot == "E1"

    def weighed(tx: Tx) -> bool:
        return equipment.weight_near(tx, "gun-dock", house.clock()) == 7_500_000

    house.eventually(weighed, "the weight")
    house.eventually(lambda tx: good_readings(tx) >= {"by-wire", "by-radio"}, "good readings")


def test_rubbish_is_kept_and_waits_for_a_person_who_settles_it(house: Premises) -> None:
    scan(house, house.card())

    def faults(tx: Tx) -> Counter[str]:
        return Counter(tx.scalars(select(DeviceFault.device)))

    house.eventually(lambda tx: set(faults(tx)) >= SENDERS, "their faults")
    quality = house.person(Role.QUALITY)
    page = quality.get("/office/exceptions").text
    assert all(device in page for device in SENDERS)
    [first] = house.read(lambda tx: [one.key for one in of_gun(tx)][:1])
    form = {"kind": "device_fault", "key": first}
    settled = quality.post("/office/exceptions/settle", data=form)
    assert settled.status_code == 303, settled.text
    assert first not in house.read(lambda tx: {one.key for one in of_gun(tx)})


def test_an_unplugged_gun_waits_for_a_person_until_it_is_plugged_in_again(
    house: Premises,
) -> None:
    quality = house.person(Role.QUALITY)
    with plugged_in(house, "gun-loose"):
        house.eventually(lambda tx: tx.find(Device, "gun-loose").is_online, "the gun")
    house.eventually(lambda tx: not tx.find(Device, "gun-loose").is_online, "its going")
    assert "gun-loose" in quality.get("/office/exceptions").text
    house.eventually(lambda tx: told_of_going(tx, "gun-loose"), "a notice")
    with plugged_in(house, "gun-loose"):
        house.eventually(lambda tx: tx.find(Device, "gun-loose").is_online, "its return")
        assert "gun-loose" not in quality.get("/office/exceptions").text


@contextmanager
def plugged_in(house: Premises, name: str) -> Iterator[None]:
    link, held = house.folder / name, house.folder / f"{name}.sock"
    with simulator("scanner", "--link", link, "--control", held):
        yield


def told_of_going(tx: Tx, device: str) -> bool:
    about = (Fact.kind == DeviceWentAway.kind) & (Fact.subject_id == device)
    told = select(Notice.id).join(Fact, Notice.fact_id == Fact.id).where(about)
    return tx.scalars(told).first() is not None


def of_gun(tx: Tx) -> list[open_items.OpenItem]:
    found = open_items.open_items(tx, None)
    gun = Subject(SubjectKind.DEVICE, "gun-dock")
    return [one for one in found if (one.kind, one.subject) == (Kind.DEVICE_FAULT, gun)]


def good_readings(tx: Tx) -> set[str]:
    """The devices of which a good reading was stored."""
    rows = select(Sensor.device_id).join(Reading, Reading.sensor_id == Sensor.id)
    good = (Sensor.metric == "temperature") & Reading.quality.in_(("good", "clock_future"))
    return set(tx.scalars(rows.where(good)))
