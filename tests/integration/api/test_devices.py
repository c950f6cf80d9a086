"""Events of far gateways, scans of browsers, and the stream of replies at a station."""

import asyncio
import threading
from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api.ground.stations import Board
from api.routes import devices as routes
from api.work.gateway import DatabaseSink, authenticator
from devices.config import Config
from devices.errors import Unreachable
from devices.events import LISTENER, SPOOL, Event, Fault, Presence, Reading, Scan, to_wire
from devices.sink import HttpSink
from tests import builders, loops
from tests.builders import NOW, World
from tests.web import logged_in, with_key
from wms import codes
from wms.access import PasswordHash, keys, people
from wms.db import Database, Tx
from wms.errors import Unavailable
from wms.tables.access import Role
from wms.tables.coldroom import Reading as StoredReading
from wms.tables.equipment import DeviceFault
from wms.tables.inbox import Inbox
from wms.tables.masterdata import Item, Supplier


@pytest.fixture
def gun(sqlite_db: Database, little_world: World) -> str:
    """A gun at the dock."""
    made = sqlite_db.write(
        lambda tx: builders.a_device(tx, little_world.warehouse, place_id=little_world.dock)
    )
    return made.id


@pytest.fixture
def gateway(app: FastAPI) -> TestClient:
    """A far gateway whose devices are scanners and controllers."""
    return with_key(app, Role.DEVICE, prefix="scanner-")


def _scan(device: str, code: str = "nonsense") -> Scan:
    return Scan(uuid4(), device, None, NOW, code)


def _count(db: Database, table: type[Inbox] | type[DeviceFault]) -> int:
    return db.read(lambda tx: tx.scalar(select(func.count()).select_from(table)) or 0)


def test_events_are_answered_once_they_are_kept(
    gateway: TestClient, sqlite_db: Database, gun: str
) -> None:
    scan = _scan(gun)
    odd = Fault(uuid4(), gun, None, NOW, "odd_bytes", b"\x00\xff")
    answer = gateway.post("/v1/device-events", content=to_wire([scan, odd]))
    assert answer.status_code == 200
    [one] = answer.json()["answers"]
    assert UUID(one["event_id"]) == scan.id
    assert one["tone"] in ("ok", "warn", "stop")
    assert one["text"]
    assert (_count(sqlite_db, Inbox), _count(sqlite_db, DeviceFault)) == (1, 1)


def test_events_sent_again_get_the_same_answer_and_change_nothing(
    gateway: TestClient, sqlite_db: Database, gun: str
) -> None:
    wire = to_wire([_scan(gun)])
    answers = [gateway.post("/v1/device-events", content=wire).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert _count(sqlite_db, Inbox) == 1


def test_readings_arrive_in_bulk(app: FastAPI, sqlite_db: Database, little_world: World) -> None:
    gateway = with_key(app, Role.DEVICE, prefix="controller-")
    sensor = sqlite_db.write(lambda tx: builders.a_sensor(tx, little_world.chilled_room))
    readings: list[Event] = [
        Reading(
            id=uuid4(),
            device=sensor.device_id,
            occurred_at=NOW - timedelta(minutes=minute),
            received_at=NOW,
            sensor=sensor.device_id,
            metric="temperature",
            value=4.0,
            unit="C",
            quality="good",
        )
        for minute in range(100)
    ]
    assert gateway.post("/v1/device-events", content=to_wire(readings)).status_code == 200
    stored = sqlite_db.read(lambda tx: tx.scalar(select(func.count()).select_from(StoredReading)))
    assert stored == 100


def test_what_a_gateway_may_not_say_is_kept_as_a_fault_and_holds_up_nothing(
    gateway: TestClient, sqlite_db: Database, gun: str
) -> None:
    own, foreign = _scan(gun), _scan("other-gun")
    wire = to_wire([foreign, own])
    for _ in range(2):
        answer = gateway.post("/v1/device-events", content=wire)
        assert answer.status_code == 200
        answers = {UUID(one["event_id"]): one for one in answer.json()["answers"]}
        assert answers[foreign.id]["tone"] == "stop"
        assert "other-gun" in answers[foreign.id]["text"]
    assert own.id in answers
    assert sqlite_db.read(lambda tx: [row.id for row in tx.scalars(select(Inbox))]) == [own.id]
    [fault] = sqlite_db.read(lambda tx: tx.scalars(select(DeviceFault)).all())
    assert (fault.reason, fault.detail) == ("other_device", "other-gun")
    assert b"nonsense" in fault.payload


def test_what_a_gateway_says_of_its_own_is_said_under_its_prefix(
    gateway: TestClient, sqlite_db: Database, gun: str
) -> None:
    there = Presence(uuid4(), LISTENER, None, NOW, "online")
    odd = Fault(uuid4(), SPOOL, None, NOW, "spool_unreadable", b"?")
    answer = gateway.post("/v1/device-events", content=to_wire([there, odd, _scan(gun)]))
    assert answer.status_code == 200
    assert _count(sqlite_db, Inbox) == 1
    [fault] = sqlite_db.read(lambda tx: tx.scalars(select(DeviceFault)).all())
    assert (fault.device, fault.reason) == ("scanner-spool", "spool_unreadable")


def test_garbage_is_refused_whole_and_says_why(
    gateway: TestClient, sqlite_db: Database, gun: str
) -> None:
    for body in (b"", b"[]", b'{"events": [{"type": "magic"}]}', b"\xff", b'{"events": [' * 9_999):
        answer = gateway.post("/v1/device-events", content=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "events.garbled")
    assert _count(sqlite_db, Inbox) == 0


def test_a_batch_beyond_the_limit_is_refused(gateway: TestClient) -> None:
    answer = gateway.post("/v1/device-events", content=b" " * 4_000_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")


def test_the_answer_is_what_a_gateway_understands(gateway: TestClient, gun: str) -> None:
    from devices import sink

    answer = gateway.post("/v1/device-events", content=to_wire([_scan(gun)]))
    assert len(msgspec.json.decode(answer.content, type=sink._Reply).answers) == 1
    assert HttpSink("http://127.0.0.1:1/", "key")


class BrokenDatabase(Database):
    """A database whose commits fail, as on a full disk."""

    def write(self, use_case):  # type: ignore[no-untyped-def]
        raise Unavailable(codes.Storage.FAILED, error="disk full")


def test_a_failed_commit_is_never_answered_with_success(
    sqlite_db: Database, gun: str, little_world: World, app: FastAPI
) -> None:
    browser, gateway = logged_in(app, little_world.staff), with_key(app, Role.DEVICE, prefix="s")
    app.state.db = BrokenDatabase(str(sqlite_db.url))
    scan = {"id": str(uuid4()), "code": "123"}
    for answer in (
        gateway.post("/v1/device-events", content=to_wire([_scan(gun)])),
        browser.post("/v1/scans", json=scan),
    ):
        assert (answer.status_code, answer.json()["code"]) == (503, "storage.failed")
        assert answer.headers["Retry-After"]
    app.state.db.close()


def test_a_commit_that_fails_at_the_last_moment_is_no_success_either(
    app: FastAPI, little_world: World, sqlite_db: Database
) -> None:
    class FailsAfterwards(Database):
        def write(self, use_case):  # type: ignore[no-untyped-def]
            def and_break(tx: Tx) -> None:
                use_case(tx)
                tx.connection().exec_driver_sql("INSERT INTO no_such_table VALUES (1)")

            return sqlite_db.write(and_break)

    browser = logged_in(app, little_world.staff)
    app.state.db = FailsAfterwards(str(sqlite_db.url))
    answer = browser.post("/v1/scans", json={"id": str(uuid4()), "code": "123"})
    assert answer.status_code == 503
    assert _count(sqlite_db, Inbox) == 0
    app.state.db.close()


def test_a_scan_may_bring_its_amount(
    app: FastAPI, little_world: World, sqlite_db: Database
) -> None:
    browser = logged_in(app, little_world.staff)
    supplier, item = sqlite_db.read(
        lambda tx: (
            tx.find(Supplier, little_world.supplier).code,
            tx.find(Item, little_world.rice).code,
        )
    )
    browser.post("/v1/scans", json={"id": str(uuid4()), "code": f"SUP-{supplier}"})
    scan = {"id": str(uuid4()), "code": f"ITEM-{item}", "amount": "37"}
    said = browser.post("/v1/scans", json=scan).json()
    assert (said["code"], said["data"]["quantity"]) == ("floor.received", 370_000)
    other = browser.post("/v1/scans", json={**scan, "amount": "38"})
    assert (other.status_code, other.json()["code"]) == (409, "inbox.other_body")


def test_a_browsers_scan_is_answered_in_its_language_and_once(
    app: FastAPI, little_world: World, sqlite_db: Database
) -> None:
    browser = logged_in(app, little_world.staff)
    scan = {"id": str(uuid4()), "code": "nonsense", "aim": "]C0"}
    first = browser.post("/v1/scans", json=scan)
    assert first.status_code == 200
    assert first.json()["id"] == scan["id"]
    assert first.json()["text"]
    again = browser.post("/v1/scans?lang=en", json=scan).json()
    assert again["replayed"]
    assert again["code"] == first.json()["code"]
    other = browser.post("/v1/scans", json={**scan, "code": "something else"})
    assert (other.status_code, other.json()["code"]) == (409, "inbox.other_body")
    assert _count(sqlite_db, Inbox) == 1


def test_a_scan_with_anything_unknown_in_it_is_refused(app: FastAPI, little_world: World) -> None:
    browser = logged_in(app, little_world.staff)
    scan = {"id": str(uuid4()), "code": "123"}
    for wrong in (
        {**scan, "by": 1},
        {**scan, "id": "1"},
        {**scan, "code": ""},
        {**scan, "code": "x" * 4_001},
        {**scan, "occurred_at": "2026-11-21T10:00:00"},
        {"code": "123"},
        [scan],
    ):
        assert browser.post("/v1/scans", json=wrong).status_code == 422


def test_nobody_works_at_a_station_of_another_warehouse(
    app: FastAPI, gun: str, sqlite_db: Database
) -> None:
    stranger = logged_in(app, builders.world(sqlite_db).staff)
    scan = {"id": str(uuid4()), "code": "123", "station": gun}
    assert stranger.post("/v1/scans", json=scan).status_code == 404
    assert stranger.get(f"/v1/stations/{gun}/events").status_code == 404
    assert stranger.get("/v1/stations/user-999/events").status_code == 404


def test_a_guns_reply_reaches_the_page_of_its_station(
    app: FastAPI,
    gateway: TestClient,
    gun: str,
    little_world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scan = _scan(gun)
    gateway.post("/v1/device-events", content=to_wire([scan]))
    monkeypatch.setattr(routes, "PATIENCE_S", 0.01)
    monkeypatch.setattr(routes, "BREATHS_MAX", 2)
    monkeypatch.setattr(routes, "SILENT_MAX", 1)
    browser = logged_in(app, little_world.staff)
    with browser.stream("GET", f"/v1/stations/{gun}/events?lang=en") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = list(stream.iter_lines())
    data = [msgspec.json.decode(line[6:]) for line in lines if line.startswith("data: ")]
    assert [one["id"] for one in data] == [str(scan.id)]
    assert data[0]["text"]
    assert ": still here" in lines


@pytest.mark.parametrize("shut_out", ["disabled", "password"])
def test_a_stream_ends_with_the_session_it_was_opened_with(
    app: FastAPI,
    sqlite_db: Database,
    gun: str,
    little_world: World,
    shut_out: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(routes, "PATIENCE_S", 0.05)
    browser = logged_in(app, little_world.staff)
    staff, admin = little_world.staff, little_world.users[Role.ADMIN]

    def out(tx: Tx) -> None:
        if shut_out == "disabled":
            people.disable_user(tx, staff, by=admin, now=NOW)
        else:
            people.set_password(tx, staff, PasswordHash("another"), by=admin, now=NOW)

    timer = threading.Timer(0.1, lambda: sqlite_db.write(out))
    timer.start()
    with browser.stream("GET", f"/v1/stations/{gun}/events") as stream:
        lines = list(stream.iter_lines())  # or the test would wait a quarter of an hour
    timer.join()
    assert lines[0] == "retry: 2000"
    assert browser.get("/floor").status_code == 401


def test_streams_ask_often_enough_to_end_within_five_seconds() -> None:
    assert routes.PATIENCE_S <= 4
    assert routes.PATIENCE_S * routes.SILENT_MAX <= 25


def test_a_board_wakes_its_watchers_from_any_thread_and_ends_when_closed() -> None:
    board = Board()

    async def watch() -> list[object]:
        seen: list[object] = []
        async for reply in board.watch("gun", patience_s=5):
            seen.append(reply)
            if len(seen) == 1:
                threading.Thread(target=board.post, args=("gun", {"id": "2"})).start()
            else:
                threading.Thread(target=board.close).start()
        return seen

    board.post("gun", {"id": "1"})
    assert loops.run(watch()) == [{"id": "1"}, {"id": "2"}]
    assert board.last("gun") == {"id": "2"}
    assert not board.is_watched


def test_a_slow_watcher_misses_old_replies_but_never_the_newest() -> None:
    board = Board()

    async def watch() -> object:
        stream = board.watch("gun", patience_s=5)
        board.post("gun", {"id": "first"})
        assert await anext(stream) == {"id": "first"}
        for number in range(200):
            board.post("gun", {"id": number})
        await asyncio.sleep(0)
        seen: list[object] = []
        while not seen or seen[-1] != {"id": 199}:
            seen.append(await anext(stream))
        await stream.aclose()  # type: ignore[attr-defined]
        return seen

    seen = loops.run(watch())
    assert len(seen) <= 51  # type: ignore[arg-type]


def test_the_sink_says_unreachable_while_nothing_can_be_promised(sqlite_url: str) -> None:
    db = BrokenDatabase(sqlite_url)
    with pytest.raises(Unreachable):
        DatabaseSink(db, Board(), lambda: NOW).deliver([_scan("gun-1")])
    db.close()


def test_a_device_logs_in_to_mqtt_with_its_id_and_a_key_that_speaks_for_it(
    sqlite_db: Database,
) -> None:
    new = keys.NewKey("north", Role.DEVICE, None, "north-")
    _, secret = sqlite_db.write(lambda tx: keys.create(tx, new, by=None, now=NOW))
    _, program = sqlite_db.write(
        lambda tx: keys.create(tx, keys.NewKey("erp", Role.INTEGRATOR), by=None, now=NOW)
    )
    admit = authenticator(sqlite_db, Config())
    for _ in range(2):
        scope = admit("client", "north-7", secret)
        assert scope is not None
        assert scope.covers("devices/north-7/air")
        assert not scope.covers("devices/north-70/air")
    assert admit("client", "south-1", secret) is None
    assert admit("client", "north-7", "guess") is None
    assert admit("client", "north-7", program) is None
