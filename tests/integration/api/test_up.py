"""`coldchain up` as people use it: started, stopped, killed, started again."""

import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import select

from devices.events import Event, Fault, Scan, to_wire
from tests.product import Product, coldchain, running
from wms.access import keys, passwords, people
from wms.db import Database, Tx
from wms.tables.access import Role
from wms.tables.equipment import DeviceFault
from wms.tables.inbox import Inbox

Answer = TypeVar("Answer")

PASSWORD = "five green cabbages"


@pytest.fixture
def data_dir(tmp_path: Path, sqlite_template: Path) -> Path:
    """A data directory whose database has been migrated and knows one person."""
    shutil.copyfile(sqlite_template, tmp_path / "coldchain.db")
    li = people.NewUser("li", "Li", Role.STAFF, passwords.hashed(PASSWORD))
    _with_db(
        tmp_path, lambda db: db.write(partial(people.create_user, new=li, by=None, now=_now()))
    )
    return tmp_path


@pytest.fixture
def key(data_dir: Path) -> str:
    """The secret of a device key."""
    new = keys.NewKey("gateway", Role.DEVICE, None, "gun-")
    make = partial(keys.create, new=new, by=None, now=_now())
    return _with_db(data_dir, lambda db: db.write(make))[1]


def test_it_starts_serves_stops_and_keeps_its_data(tmp_path: Path) -> None:
    with running(tmp_path) as product, product.client() as client:
        health = client.get("/health").json()
        assert health["checks"]["database"]["state"] == "ok"
        assert client.get("/openapi.json").json()["openapi"].startswith("3.")
        assert client.get("/").status_code == 200
        assert product.stop(signal.SIGTERM) == 0
        assert product.lines[-1] == "Stopped."
    li = people.NewUser("li", "Li", Role.STAFF, passwords.hashed(PASSWORD))
    _with_db(
        tmp_path, lambda db: db.write(partial(people.create_user, new=li, by=None, now=_now()))
    )
    with running(tmp_path) as again, again.client() as client:
        answer = client.post("/login", data={"login": "li", "password": PASSWORD})
        assert answer.status_code == 303
        assert again.stop(signal.SIGINT) == 0


def test_a_taken_port_is_named_and_the_next_free_one_offered(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = coldchain(tmp_path, "up", "--port", str(port))
        demo = coldchain(tmp_path, "up", "--demo", "--port", str(port))
    assert refused.returncode == 3
    assert f"Port {port} is taken" in refused.stderr
    assert "coldchain up --port" in refused.stderr
    assert "coldchain up --demo --port" in demo.stderr
    assert not (tmp_path / "coldchain.db").exists()


def test_a_second_product_on_the_same_data_is_refused(data_dir: Path) -> None:
    with running(data_dir):
        second = coldchain(data_dir, "up", "--port", "0")
    assert second.returncode == 4
    assert "Another coldchain is running" in second.stderr


def test_an_open_stream_does_not_keep_it_from_stopping(data_dir: Path) -> None:
    with running(data_dir) as product, product.client() as client:
        client.post("/login", data={"login": "li", "password": PASSWORD})
        began = threading.Event()

        def listen() -> None:
            with client.stream("GET", "/v1/stations/user-1/events") as stream:
                for line in stream.iter_lines():
                    if line.startswith("retry"):
                        began.set()

        listener = threading.Thread(target=listen)
        listener.start()
        assert began.wait(10)
        assert product.stop(signal.SIGTERM, patience_s=5) == 0
        listener.join(5)


@pytest.mark.slow
def test_what_was_answered_survives_kill_9_and_sending_again_doubles_nothing(
    data_dir: Path, key: str
) -> None:
    sender = Sender()
    product = Product(data_dir, "--port", "0")
    with sender.sending(product, key):
        os.kill(product.pid, signal.SIGKILL)
        assert product.stop() == -signal.SIGKILL
    assert set(sender.answered) <= _kept(data_dir)
    with running(data_dir) as again, again.client(key) as client:
        second: dict[UUID, str] = {}
        for batch in sender.sent:
            answer = client.post("/v1/device-events", content=to_wire(batch))
            assert answer.status_code == 200, answer.text
            second.update(_tones(answer))
    assert {id: second[id] for id in sender.answered} == sender.answered
    scans = {one.id for batch in sender.sent for one in batch if isinstance(one, Scan)}
    assert _kept(data_dir) == scans
    assert _faults(data_dir) == len(sender.sent)


class Sender:
    """Three gateways at work, and what they were answered."""

    def __init__(self) -> None:
        self.sent: list[list[Event]] = []
        self.answered: dict[UUID, str] = {}

    @contextmanager
    def sending(self, product: Product, key: str, enough: int = 150) -> Iterator[None]:
        """Send until the product is gone; the body runs once enough was answered."""
        threads = [threading.Thread(target=self._send, args=(product, key)) for _ in range(3)]
        for thread in threads:
            thread.start()
        while len(self.answered) < enough:
            time.sleep(0.02)
        yield
        for thread in threads:
            thread.join(20)

    def _send(self, product: Product, key: str) -> None:
        with product.client(key) as client:
            while True:
                batch = _batch()
                self.sent.append(batch)
                try:
                    answer = client.post("/v1/device-events", content=to_wire(batch))
                except httpx2.HTTPError:
                    return
                self.answered.update(_tones(answer))


def _batch() -> list[Event]:
    now = datetime.now(UTC)
    scans = [Scan(uuid4(), "gun-1", None, now, f"NOTHING-{number}") for number in range(3)]
    return [*scans, Fault(uuid4(), "gun-1", None, now, "odd_bytes", b"\x00\xff")]


def _tones(answer: httpx2.Response) -> dict[UUID, str]:
    return {UUID(one["event_id"]): one["tone"] for one in answer.json()["answers"]}


def _add_li(data_dir: Path) -> None:
    li = people.NewUser("li", "Li", Role.STAFF, passwords.hashed(PASSWORD))
    add = partial(people.create_user, new=li, by=None, now=_now())
    _with_db(data_dir, lambda db: db.write(add))


def _kept(data_dir: Path) -> set[UUID]:
    return _read(data_dir, lambda tx: set(tx.scalars(select(Inbox.id))))


def _faults(data_dir: Path) -> int:
    return _read(data_dir, lambda tx: len(tx.scalars(select(DeviceFault.id)).all()))


def _read(data_dir: Path, query: Callable[[Tx], Answer]) -> Answer:
    return _with_db(data_dir, lambda db: db.read(query))


def _with_db(data_dir: Path, use: Callable[[Database], Answer]) -> Answer:
    db = Database(f"sqlite:///{data_dir}/coldchain.db")
    try:
        return use(db)
    finally:
        db.close()


def _now() -> datetime:
    return datetime.now(UTC)
