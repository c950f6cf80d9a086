"""What drivers' phones report: once and only once, only for their own trips, refusals kept."""

import base64
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.testclient import TestClient

from tests.builders import KG, NOW, World, a_stocked_lot, a_user
from tests.integration.wms.outbound import a_packed_order, a_trip
from tests.web import logged_in
from wms.db import Database, Tx
from wms.money import statements
from wms.outbound import loading
from wms.tables.access import Role
from wms.tables.inbox import Inbox
from wms.tables.transport import Proof, Stop, StopState, Trip, TripState
from wms.transport import delivery, dispatch
from wms.transport.load import aboard

SIGNATURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M 1 1 L 2 2"/></svg>'
)
PHOTO = b"\xff\xd8\xff\xe0 a photo"


@dataclass(frozen=True, slots=True)
class Way:
    """A loaded trip with one order of rice."""

    trip: int
    stop: int
    order: int
    line: int
    lot: int


@pytest.fixture
def way(sqlite_db: Database, little_world: World) -> Way:
    return sqlite_db.write(lambda tx: _loaded(tx, little_world))


@pytest.fixture
def driver(app: FastAPI, little_world: World) -> TestClient:
    return logged_in(app, little_world.driver)


def test_a_whole_trip_is_reported_and_each_report_counts_once(
    driver: TestClient, sqlite_db: Database, way: Way
) -> None:
    for address, body in (
        (f"/v1/trips/{way.trip}/departure", _done()),
        (f"/v1/stops/{way.stop}/arrival", _done()),
        ("/v1/proofs", _proof(way)),
        (f"/v1/trips/{way.trip}/return", _done()),
    ):
        first, again = driver.post(address, json=body), driver.post(address, json=body)
        assert first.status_code == again.status_code == 200, first.text
        assert (first.json()["replayed"], again.json()["replayed"]) == (False, True)
        assert first.json()["received_at"] == again.json()["received_at"]
    assert sqlite_db.read(lambda tx: tx.find(Trip, way.trip).state) is TripState.RETURNED
    assert _count(sqlite_db) == 1


def test_the_proof_holds_signature_photo_and_both_times(
    driver: TestClient, sqlite_db: Database, way: Way
) -> None:
    driver.post(f"/v1/trips/{way.trip}/departure", json=_done())
    more = {"signature_svg": SIGNATURE, "photo": base64.b64encode(PHOTO).decode()}
    answer = driver.post("/v1/proofs", json=_proof(way, **more, temperature_c=4.5))
    assert answer.status_code == 200
    seen = sqlite_db.read(lambda tx: delivery.proof_of(tx, way.order))
    assert seen.temperature_c == 4.5
    assert seen.signature_svg is not None
    assert seen.occurred_at != seen.received_at == NOW
    assert sqlite_db.read(lambda tx: delivery.photo_of(tx, way.order)) == (PHOTO, "image/jpeg")


def test_the_photo_is_kept_once_and_not_in_the_inbox_too(
    driver: TestClient, sqlite_db: Database, way: Way
) -> None:
    driver.post(f"/v1/trips/{way.trip}/departure", json=_done())
    proof = _proof(way, photo=base64.b64encode(PHOTO).decode())
    driver.post("/v1/proofs", json=proof)
    kept = select(Inbox.body).where(Inbox.kind == "proof")
    body = sqlite_db.read(lambda tx: tx.scalars(kept).one())
    assert "photo" not in body
    assert len(body["photo_sha256"]) == 64
    other = {**proof, "photo": base64.b64encode(PHOTO + b"!").decode()}
    answer = driver.post("/v1/proofs", json=other)
    assert (answer.status_code, answer.json()["code"]) == (409, "inbox.other_body")


def test_a_refusal_is_the_answer_now_and_at_every_replay(
    driver: TestClient, sqlite_db: Database, way: Way
) -> None:
    proof = _proof(way)
    first = driver.post("/v1/proofs", json=proof)
    assert (first.status_code, first.json()["code"]) == (409, "trip.wrong_state")
    driver.post(f"/v1/trips/{way.trip}/departure", json=_done())
    again = driver.post("/v1/proofs", json=proof)
    assert (again.status_code, again.json()["code"]) == (409, "trip.wrong_state")
    assert driver.post("/v1/proofs", json=_proof(way)).status_code == 200
    waiting = select(func.count()).where(Inbox.was_refused, Inbox.settled_at.is_(None))
    assert sqlite_db.read(lambda tx: tx.scalar(waiting)) == 1


def test_quantities_that_do_not_add_up_are_named(driver: TestClient, way: Way) -> None:
    driver.post(f"/v1/trips/{way.trip}/departure", json=_done())
    answer = driver.post("/v1/proofs", json=_proof(way, delivered=7 * KG))
    assert (answer.status_code, answer.json()["code"]) == (409, "proof.lines")
    assert answer.json()["details"]["lines"][0]["why"] == "sum"


def test_another_drivers_trip_does_not_exist(
    app: FastAPI, sqlite_db: Database, little_world: World, way: Way
) -> None:
    other = sqlite_db.write(lambda tx: a_user(tx, Role.DRIVER, little_world.warehouse).id)
    stranger = logged_in(app, other)
    for address, body in (
        (f"/v1/trips/{way.trip}/departure", _done()),
        (f"/v1/trips/{way.trip}/return", _done()),
        (f"/v1/stops/{way.stop}/arrival", _done()),
        ("/v1/proofs", _proof(way)),
    ):
        assert stranger.post(address, json=body).status_code == 404, address
    assert stranger.get(f"/driver/trips/{way.trip}").status_code == 404
    assert stranger.get(f"/driver/trips/{way.trip}/map").status_code == 404
    assert sqlite_db.read(lambda tx: tx.find(Stop, way.stop).state) is StopState.PLANNED


def test_another_drivers_id_cannot_be_used_again(
    app: FastAPI, driver: TestClient, sqlite_db: Database, little_world: World, way: Way
) -> None:
    other = sqlite_db.write(lambda tx: a_user(tx, Role.DRIVER, little_world.warehouse).id)
    body = _done()
    driver.post(f"/v1/trips/{way.trip}/departure", json=body)
    answer = logged_in(app, other).post(f"/v1/trips/{way.trip}/departure", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "inbox.other_source")


@pytest.mark.parametrize(
    "change",
    [
        {"occurred_at": "2026-11-21T13:00:00"},
        {"occurred_at": "0001-01-01T00:00:00Z"},
        {"occurred_at": "9999-12-31T23:59:59Z"},
        {"photo": "not base 64 ä"},
        {"position": {"latitude": 91, "longitude": 0}},
        {"signature_svg": "x" * 70_000},
        {"lines": [{"order_line_id": 1, "lot_id": 1, "delivered": -1}]},
        {"id": "1"},
    ],
)
def test_a_misshapen_proof_never_enters(
    driver: TestClient, sqlite_db: Database, way: Way, change: dict[str, Any]
) -> None:
    answer = driver.post("/v1/proofs", json={**_proof(way), **change})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
    assert sqlite_db.read(lambda tx: tx.scalar(select(func.count()).select_from(Inbox))) == 0


def test_a_photo_that_is_none_is_refused_with_its_reason(driver: TestClient, way: Way) -> None:
    driver.post(f"/v1/trips/{way.trip}/departure", json=_done())
    photo = base64.b64encode(b"<svg onload=alert(1)>").decode()
    answer = driver.post("/v1/proofs", json=_proof(way, photo=photo))
    assert (answer.status_code, answer.json()["code"]) == (409, "proof.photo")


def test_the_shop_is_billed_for_what_it_signed_for(
    app: FastAPI, driver: TestClient, sqlite_db: Database, little_world: World, way: Way
) -> None:
    driver.post(f"/v1/trips/{way.trip}/departure", json=_done())
    proof = _proof(way, delivered=8 * KG, refused=2 * KG, reason="damaged")
    assert driver.post("/v1/proofs", json=proof).status_code == 200
    bill = sqlite_db.read(lambda tx: statements.of_shop(tx, little_world.shop, "2026-11", now=NOW))
    (row,) = bill.deliveries
    assert (row.weight_g, row.delivered_cents) == (8 * KG, 8 * 600)
    assert bill.due_cents == 8 * 600
    keeper = logged_in(app, little_world.keeper)
    page = keeper.get("/shop/statement?month=2026-11").text
    assert "¥48.00" in page
    assert "李店长" in keeper.get(f"/shop/orders/{way.order}").text
    assert not sqlite_db.read(
        lambda tx: statements.of_shop(tx, little_world.shop, "2026-10", now=NOW)
    ).deliveries


def test_the_drivers_worker_lists_files_that_exist(app: FastAPI, driver: TestClient) -> None:
    script = driver.get("/driver/sw.js")
    assert script.headers["content-type"].startswith("text/javascript")
    listed = script.text.split("SHELL = [", 1)[1].split("]", 1)[0]
    addresses = [one.strip().strip('"') for one in listed.split(",")]
    assert len(addresses) > 20
    assert [one for one in addresses if driver.get(one).status_code != 200] == []


def _loaded(tx: Tx, w: World) -> Way:
    lot = a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 40 * KG)
    order, parcels = a_packed_order(tx, w, {w.rice: 10 * KG})
    trip = a_trip(tx, w, [order])
    for parcel in parcels:
        loading.load(tx, trip.id, parcel.sscc, by=w.staff, now=NOW)
    (stop,) = dispatch.trip(tx, trip.id).stops
    (cargo,) = aboard(tx, [order.id])
    return Way(trip.id, stop.id, order.id, cargo.order_line_id, lot.id)


def _done() -> dict[str, Any]:
    return {"id": str(uuid4()), "occurred_at": "2026-11-21T12:59:00+08:00"}


def _proof(
    way: Way, *, delivered: int = 10 * KG, refused: int = 0, reason: str | None = None, **more: Any
) -> dict[str, Any]:
    line = {
        "order_line_id": way.line,
        "lot_id": way.lot,
        "delivered": delivered,
        "short": 0,
        "refused": refused,
        "reason": reason,
    }
    return {**_done(), "stop_id": way.stop, "received_by": "李店长", "lines": [line], **more}


def _count(db: Database) -> int:
    return db.read(lambda tx: tx.scalar(select(func.count()).select_from(Proof))) or 0
