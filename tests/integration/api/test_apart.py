"""The parts in processes of their own on PostgreSQL: one writes, another works, a third shows."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from api.ground.stations import Board
from api.work.follower import Follower
from devices.events import Scan
from tests import builders
from tests.builders import NOW
from tests.product import Product
from wms import inbox
from wms.db import Database
from wms.facts import events
from wms.printing import documents


@pytest.fixture
def parts(postgres_db: Database, tmp_path: Path) -> Iterator[dict[str, Product]]:
    """`serve` and `work`, each in its own process."""
    with ExitStack() as stack:
        started: dict[str, Product] = {}
        for command, arguments in (("serve", ("--port", "0")), ("work", ())):
            url = postgres_db.url.render_as_string(hide_password=False)
            part = Product(tmp_path, *arguments, command=command, COLDCHAIN_DATABASE_URL=url)
            stack.callback(part.stop)
            started[command] = part
        yield started


@pytest.mark.slow
def test_what_one_process_writes_another_works_off_and_both_stop(
    parts: dict[str, Product], postgres_db: Database
) -> None:
    world = builders.world(postgres_db)
    lot = postgres_db.write(lambda tx: builders.a_lot(tx, world.cabbage, world.supplier))
    now = datetime.now(UTC)
    postgres_db.write(
        lambda tx: events.record(tx, builders.a_fact(lot.id), at=now, warehouse_id=world.warehouse)
    )
    patience_until = time.monotonic() + 30
    while len(postgres_db.read(lambda tx: documents.about(tx, f"lot:{lot.id}"))) < 2:
        assert time.monotonic() < patience_until, parts["work"].lines
        time.sleep(0.2)
    with parts["serve"].client() as client:
        assert client.get("/health").json()["checks"]["outbox"]["state"] == "ok"
    for part in parts.values():
        assert part.stop() == 0


def test_replies_taken_in_elsewhere_reach_the_board_once(db: Database) -> None:
    board, seen = Board(), []
    board.post = lambda station, reply: seen.append((station, reply["id"]))  # type: ignore[method-assign]
    world = builders.world(db)
    gun = db.write(lambda tx: builders.a_device(tx, world.warehouse, place_id=world.dock))
    scan = Scan(uuid4(), gun.id, None, NOW, "nonsense")
    db.write(lambda tx: inbox.take(tx, [scan], NOW))
    follower = Follower(db, board, lambda: NOW)
    follower.look()
    follower.look()
    assert seen == [(gun.id, str(scan.id))]
