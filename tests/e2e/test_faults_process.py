"""What happens to the whole process: a full disk, a kill in the middle, a newer database."""

import itertools
import os
import resource
import shutil
import signal
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import func, select

from api.ground.clock import system_clock
from devices.events import Scan, to_wire
from devices.simulator.press import Control, Unanswered
from tests import builders
from tests.builders import World
from tests.e2e import wiring
from tests.e2e.house import eventually
from tests.integration.devices.simulators import simulator
from tests.product import Product, coldchain, running
from wms.access import keys
from wms.db import Database, Tx
from wms.masterdata import policies
from wms.tables.access import Role
from wms.tables.facts import Outbox, OutboxState
from wms.tables.masterdata import Item, Supplier
from wms.tables.printing import Document
from wms.tables.stock import Lot

Seen = TypeVar("Seen")

SOON_S = 2
"""A worker that was killed loses its lease after this, here."""


@dataclass(frozen=True)
class Site:
    """A data directory in which a warehouse and its gun are known, and a machine's key."""

    data_dir: Path
    world: World
    card: str
    gtin: str
    key: str

    def label(self, lot: str) -> str:
        return f"]C101{self.gtin}10{lot}"

    def read(self, query: Callable[[Tx], Seen]) -> Seen:
        """Look into the books from outside."""
        db = Database(f"sqlite:///{self.data_dir}/coldchain.db")
        try:
            return db.read(query)
        finally:
            db.close()

    def lots(self) -> list[str | None]:
        """The suppliers' lots that were taken in."""
        return self.read(lambda tx: list(tx.scalars(select(Lot.supplier_lot))))


@pytest.fixture
def site(sqlite_template: Path, tmp_path: Path) -> Site:
    shutil.copyfile(sqlite_template, tmp_path / "coldchain.db")
    db = Database(f"sqlite:///{tmp_path}/coldchain.db")
    world = builders.world(db)
    gun = wiring.gun("gun-dock")

    def furnish(tx: Tx) -> tuple[str, str, str]:
        gun.furnish(tx, world)
        now = system_clock()
        policies.set(tx, "outbox_lease_s", SOON_S, valid_from=now, by=None)
        new = keys.NewKey("far gateway", Role.DEVICE, None, "gun-")
        _, secret = keys.create(tx, new, by=None, now=now)
        return tx.find(Supplier, world.supplier).code, tx.find(Item, world.eggs).gtin, secret

    supplier, gtin, secret = db.write(furnish)
    db.close()
    return Site(tmp_path, world, f"SUP-{supplier}", gtin, secret)


@contextmanager
def gun_at(site: Site) -> Iterator[Control]:
    """A gun whose process lives longer than the product's."""
    with tempfile.TemporaryDirectory(prefix="cc-gun-") as run:
        wired = wiring.gun("gun-dock")
        (site.data_dir / "devices.toml").write_text(wired.toml.replace("{run}", run))
        with simulator(*(word.replace("{run}", run) for word in wired.simulator)):
            yield Control(Path(run) / "gun-dock.sock")


def beep(gun: Control, label: str) -> bool:
    """Read a label; whether it was answered, and with ok."""
    try:
        return gun.scan(label)
    except Unanswered:
        return False


def send(client: httpx2.Client, code: str) -> httpx2.Response:
    scan = Scan(uuid4(), "gun-far", None, system_clock(), code)
    return client.post("/v1/device-events", content=to_wire([scan]))


def test_a_full_disk_is_said_loses_nothing_and_is_forgotten_when_there_is_room(site: Site) -> None:
    with running(site.data_dir) as product, product.client(site.key) as client:
        assert send(client, "LOC-1").status_code == 200
        batch = to_wire([Scan(uuid4(), "gun-far", None, system_clock(), "LOC-2")])
        with no_room(product.pid):
            refused = client.post("/v1/device-events", content=batch)
            assert refused.status_code == 503
            assert refused.json()["code"] == "storage.failed"
            assert int(refused.headers["Retry-After"]) >= 1
            assert client.get("/").status_code == 200
        again = client.post("/v1/device-events", content=batch)
        assert again.status_code == 200, again.text
        assert product.stop() == 0
    sound = coldchain(site.data_dir, "check")
    assert sound.returncode == 0, sound.stdout


@contextmanager
def no_room(pid: int) -> Iterator[None]:
    """No file of this process may grow, as on a full disk."""
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.slow
def test_a_kill_between_beeps_loses_no_lot_and_no_label(site: Site) -> None:
    with gun_at(site) as gun:
        heard = beep_until_killed(site, gun)
        with running(site.data_dir) as again:
            eventually(lambda: beep(gun, site.card), "the gun")
            eventually(lambda: site.read(labels_are_done), "the labels")
            assert again.stop() == 0
    lots = site.lots()
    assert set(heard) <= set(lots)
    assert len(lots) == len(set(lots))
    assert coldchain(site.data_dir, "check").returncode == 0


def beep_until_killed(site: Site, gun: Control) -> list[str]:
    """Take goods in until the product dies under the gun; returns what was answered with ok."""
    heard: list[str] = []
    killed = threading.Event()
    product = Product(site.data_dir, "--port", "0")
    eventually(lambda: beep(gun, site.card), "the gun")

    def kill() -> None:
        eventually(lambda: len(heard) >= 5, "a few beeps")
        os.kill(product.pid, signal.SIGKILL)
        killed.set()

    killer = threading.Thread(target=kill)
    killer.start()
    for number in itertools.count():
        if beep(gun, site.label(f"KILL-{number}")):
            heard.append(f"KILL-{number}")
        if killed.is_set():
            break
    killer.join()
    assert product.stop() == -signal.SIGKILL
    return heard


def labels_are_done(tx: Tx) -> bool:
    """Every lot has one label of each kind, and nothing is left to do."""
    left = select(func.count()).where(Outbox.state != OutboxState.DONE)
    labels = tx.scalar(select(func.count()).where(Document.kind == "lot_label"))
    return tx.scalar(left) == 0 and labels == 2 * (tx.scalar(select(func.count(Lot.id))) or 0)


def test_a_database_of_a_newer_release_is_left_alone_and_named(site: Site) -> None:
    path = site.data_dir / "coldchain.db"
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    before = path.read_bytes()
    refused = coldchain(site.data_dir, "up", "--port", "0")
    assert refused.returncode == 1
    assert "newer" in refused.stderr.lower() or "9999" in refused.stderr
    assert "Coldchain is ready" not in refused.stdout
    assert path.read_bytes() == before
