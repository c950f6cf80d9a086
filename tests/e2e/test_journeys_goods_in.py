"""Journeys (a) and (d): from a beep at the dock to the lot, its label, and a consumer's phone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import func, select

from devices.events import Scan, to_wire
from tests.builders import NOW, World, a_field_record, number, on_hand
from tests.e2e import wiring
from tests.e2e.house import Premises, Station, premises
from tests.unit.labels.decoding import pages, symbols
from wms import equipment
from wms.db import Tx
from wms.printing import documents
from wms.printing.documents import Paper
from wms.stock import ledger, lots
from wms.tables.access import Role
from wms.tables.coldroom import Reading
from wms.tables.facts import Fact
from wms.tables.inbox import Inbox
from wms.tables.masterdata import FieldApplication, Item, Supplier
from wms.tables.stock import Lot, LotStatus, Move, MoveReason

HARVESTED = "11261120"
"""(11) yesterday, in front of the lot number."""


@pytest.fixture(scope="module")
def house(lasting_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    """A dock with a gun and a scale, and a cold room behind it."""
    room = wiring.controller("cr-01", "chilled_room")
    devices = [wiring.gun("gun-dock"), wiring.scale("scale-dock"), room]
    with premises(lasting_url, tmp_path_factory.mktemp("dock"), devices) as opened:
        yield opened


@pytest.fixture
def dock(house: Premises) -> Iterator[Station]:
    """The gun at the dock and its page."""
    with house.station("gun-dock") as taken:
        yield taken


def lot_of(house: Premises, received: dict[str, Any]) -> Lot:
    """The lot that the page says was received."""
    assert received["code"] == "floor.received"
    return house.read(lambda tx: lots.by_code(tx, received["data"]["lot"]))


def link_on_the_label(house: Premises, lot: Lot) -> str:
    """What a phone reads off the printed label, fetched as the printer would fetch it."""

    def drawn(tx: Tx) -> Paper | None:
        papers = documents.about(tx, f"lot:{lot.id}")
        return next((one for one in papers if one.media_type == "application/pdf"), None)

    paper = house.eventually(drawn, "the label")
    answer = house.person(Role.STAFF).get(f"/v1/documents/{paper.id}")
    assert answer.headers["content-type"] == "application/pdf"
    [page] = pages(answer.content, dpi=203)
    read = {one.identifier: one.data.decode() for one in symbols(page)}
    assert read["]C1"].endswith(f"10{lot.code}")
    return read["]Q1"]


def test_a_beep_becomes_a_lot_whose_label_can_be_read_back(house: Premises, dock: Station) -> None:
    w = house.world
    dock.ok(house.card())
    received = dock.ok(house.label(w.eggs, "FARM-7", f"{HARVESTED}30120\x1d"))
    assert received["data"]["quantity"] == 120
    assert received["text"]
    stored = dock.ok(house.place(w.chilled_bins[0]))
    assert (stored["code"], stored["data"]["lot"]) == ("floor.put_away", received["data"]["lot"])

    lot = lot_of(house, received)
    assert (lot.supplier_lot, lot.status) == ("FARM-7", LotStatus.RELEASED)
    assert house.read(lambda tx: on_hand(tx, w.chilled_bins[0], lot.id)) == 120
    assert house.read(ledger.check) == []
    gtin = house.read(lambda tx: tx.find(Item, w.eggs).gtin)
    assert urlsplit(link_on_the_label(house, lot)).path == f"/01/{gtin}/10/{lot.code}"


def test_goods_without_a_weight_on_their_label_weigh_what_the_scale_shows(
    house: Premises, dock: Station
) -> None:
    assert house.controls["scale-dock"].send("12.340") == "ok"

    def on_the_scale(tx: Tx) -> bool:
        return equipment.weight_near(tx, "gun-dock", house.clock()) == 12_340_000

    house.eventually(on_the_scale, "the weight")
    dock.ok(house.card())
    lot = lot_of(house, dock.ok(house.label(house.world.rice, "R1")))
    assert house.read(lambda tx: on_hand(tx, house.world.dock, lot.id)) == 12_340


def test_a_refused_label_sounds_wrong_says_why_and_changes_nothing(
    house: Premises, dock: Station
) -> None:
    def counts(tx: Tx) -> tuple[int, int]:
        refused = select(func.count()).where(Fact.kind == "ScanRefused")
        return tx.scalar(select(func.count(Lot.id))) or 0, tx.scalar(refused) or 0

    dock.ok(house.card())
    lots_before, refused_before = house.read(counts)
    refused = dock.beep("]C1010690000999999910X1")
    assert (refused["tone"], refused["code"]) == ("stop", "floor.no_such_item")
    assert refused["text"]
    assert house.read(counts) == (lots_before, refused_before + 1)
    dock.ok(house.label(house.world.eggs, "E1"))


def test_a_far_gateway_that_sends_its_scans_again_is_answered_as_before(house: Premises) -> None:
    name = f"FAR-{number()}"
    codes = (house.card(), house.label(house.world.eggs, name))
    scans = [Scan(uuid4(), "gun-dock", None, house.clock(), code) for code in codes]
    gateway = house.machine(Role.DEVICE, "gun-")
    first = gateway.post("/v1/device-events", content=to_wire(scans))
    again = gateway.post("/v1/device-events", content=to_wire(scans))
    assert first.status_code == 200
    assert [one["tone"] for one in first.json()["answers"]] == ["ok", "ok"]
    assert again.json() == first.json()

    def kept(tx: Tx) -> tuple[int, int]:
        inbox = select(func.count()).where(Inbox.id.in_([one.id for one in scans]))
        lot = select(Lot.id).where(Lot.supplier_lot == name)
        moves = select(func.count()).where(Move.lot_id.in_(lot), Move.reason == MoveReason.RECEIVE)
        return tx.scalar(inbox) or 0, tx.scalar(moves) or 0

    assert house.read(kept) == (2, 1)


def test_a_consumer_reads_the_whole_way_of_the_goods_off_the_label(
    house: Premises, dock: Station
) -> None:
    w = house.world
    house.db.write(lambda tx: grow_cabbages(tx, w))
    dock.ok(house.card())
    lot = lot_of(house, dock.ok(house.label(w.cabbage, "C1", f"{HARVESTED}3102006000")))
    dock.ok(house.place(w.chilled_bins[0]))
    found = {"lot_id": lot.id, "passed": True, "method": "GB/T 5009.199", "inhibition_pct": 12.5}
    assert house.person(Role.QUALITY).post("/quality/tests", data=found).status_code == 303
    stored = house.clock()
    house.eventually(lambda tx: tx.query(Reading).filter(Reading.at > stored).count() >= 2)

    with httpx2.Client(base_url=house.url, headers={"Accept": "text/html"}) as phone:
        page = phone.get(urlsplit(link_on_the_label(house, lot)).path, params={"lang": "en"})
    assert page.status_code == 200
    supplier = house.read(lambda tx: tx.find(Supplier, w.supplier))
    for fact in (lot.code, supplier.name_en, supplier.village_en, "GB/T 5009.199", "°C"):
        assert fact in page.text, fact
    assert "Matrine" in page.text


def grow_cabbages(tx: Tx, w: World) -> None:
    field = a_field_record(tx, w.supplier, w.cabbage)
    treatment = FieldApplication(
        field_record_id=field.id,
        kind="pesticide",
        product_zh="苦参碱",
        product_en="Matrine",
        dose="2 ml/l",
        applied_on=(NOW - timedelta(days=20)).date(),
        waiting_days=7,
    )
    tx.add(treatment)
