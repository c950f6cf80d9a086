"""The living demo: from nothing to a city at work, and back to silence."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import func, select

from api.demo import world
from api.web.menu import START
from tests.e2e.house import eventually
from tests.product import Product, coldchain, running
from wms.db import Database, Tx
from wms.tables.access import Role
from wms.tables.facts import Fact
from wms.tables.inbox import Inbox

Seen = TypeVar("Seen")
BUSY = {"COLDCHAIN_DEMO_SPEED": "20"}


def read(data_dir: Path, query: Callable[[Tx], Seen]) -> Seen:
    db = Database(f"sqlite:///{data_dir}/coldchain.db")
    try:
        return db.read(query)
    finally:
        db.close()


def newest_fact(tx: Tx) -> int:
    return tx.scalar(select(func.max(Fact.id))) or 0


@pytest.mark.slow
def test_the_demo_city_loads_lives_is_sound_and_keeps_its_data(tmp_path: Path) -> None:
    with running(tmp_path, "--demo", **BUSY) as product:
        assert all_roles_log_in(product)
        people_act(tmp_path)
        guns_beep(tmp_path)
        devices_report(product)
        ends_with_all_its_children(product)
    sound = coldchain(tmp_path, "check")
    assert sound.returncode == 0, sound.stdout
    kept = read(tmp_path, newest_fact)
    with running(tmp_path, "--demo", COLDCHAIN_DEMO_SPEED="0") as again:
        assert not any("Loading" in line for line in again.lines)
        assert read(tmp_path, newest_fact) >= kept
        assert all_roles_log_in(again)


def all_roles_log_in(product: Product) -> bool:
    """As the terminal says: each role's login opens its own first page."""
    eventually(lambda: "Stop with Ctrl-C." in product.lines, "the last line")
    printed = {}
    for line in product.lines:
        if found := re.match(r"  (\w+) +(\S+) / (\S+)$", line):
            printed[Role(found[1])] = (found[2], found[3])
    assert set(printed) == {Role(name) for name in world.LOGINS}
    for role, (login, password) in printed.items():
        with product.client() as client:
            entered = client.post("/login", data={"login": login, "password": password})
            assert entered.status_code == 303, role
            page = client.get(START[role], headers={"Accept": "text/html"})
            assert page.status_code == 200, (role, page.status_code)
    return True


def people_act(data_dir: Path) -> None:
    """Several kinds of things happen by themselves."""
    began = read(data_dir, newest_fact)

    def kinds(tx: Tx) -> int:
        return len(set(tx.scalars(select(Fact.kind).where(Fact.id > began))))

    eventually(lambda: read(data_dir, kinds) >= 3, "a few deeds")


def guns_beep(data_dir: Path) -> None:
    """Some of them by real bytes of simulated guns."""

    def beeps(tx: Tx) -> int:
        return tx.scalar(select(func.count()).where(Inbox.kind == "scan")) or 0

    eventually(lambda: read(data_dir, beeps), "a beep")


def devices_report(product: Product) -> None:
    """The wired and the wireless devices are there."""
    with product.client() as client:
        eventually(
            lambda: client.get("/health").json()["checks"]["devices"]["figures"]["online"] >= 7,
            "the devices",
        )


def ends_with_all_its_children(product: Product) -> None:
    children = product.children()
    assert len(children) >= 5
    assert product.stop() == 0
    for pid in children:
        assert not Path(f"/proc/{pid}").exists(), Path(f"/proc/{pid}/cmdline").read_bytes()
