"""What every release left in its databases, brought to the newest version: nothing is lost, every
page shows it, and work goes on where it was left.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import create_engine, func, literal, select, union_all
from starlette.testclient import TestClient

from api.ground.settings import Settings
from api.work import consumers
from api.work.printing import Press
from api.work.worker import Worker
from tests import schema, servers
from tests.integration.api import inputs, written
from tests.integration.api.house import STREAM
from tests.upgrade import changes, day, kept
from tests.upgrade.changes import Change, Row, Rows
from tests.upgrade.evening import EVENING
from tests.web import a_serial, an_app, logged_in, stranger, with_key
from wms import ordering
from wms.db import Database, Tx, migrate
from wms.db.engines import SQLITE
from wms.facts import INTERESTED, PAPERS, audit
from wms.printing import documents
from wms.registers import NOUNS
from wms.stock import ledger
from wms.tables import Table
from wms.tables.access import Role, User
from wms.tables.coldroom import Excursion, Sensor
from wms.tables.equipment import Device
from wms.tables.facts import Fact, Outbox, OutboxState
from wms.tables.masterdata import Item, Place, PlaceKind, Shop, Warehouse
from wms.tables.ordering import Order
from wms.tables.outbound import Wave
from wms.tables.printing import Document
from wms.tables.stock import Lot, Recall
from wms.tables.transport import Trip, TripState
from wms.trace import genealogy
from wms.transport import dispatch

MINUTE = timedelta(minutes=1)
BACKLOG = timedelta(hours=1)
"""So long after the last of what a release left undone, everything is due."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A database of a release, brought to the newest version."""

    revision: str
    url: str
    before: Rows
    """What was in it, but for what a later migration takes away on purpose."""
    changes: list[Change]
    db: Database

    @property
    def now(self) -> datetime:
        """Just after the last thing that happened in it."""
        return self.db.read(lambda tx: tx.scalars(select(func.max(Fact.at))).one()) + MINUTE


RELEASED = [(revision, kind) for revision in kept.released() for kind in kept.KINDS]


@pytest.fixture(scope="module", params=RELEASED, ids="-".join)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Upgraded]:
    """For tests that change nothing of the business."""
    with _upgraded(request, tmp_path_factory.mktemp("upgraded")) as made:
        yield made


@pytest.fixture(params=RELEASED, ids="-".join)
def upgraded_anew(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Upgraded]:
    """For a test that goes on working in it."""
    with _upgraded(request, tmp_path) as made:
        yield made


@contextmanager
def _upgraded(request: pytest.FixtureRequest, folder: Path) -> Iterator[Upgraded]:
    revision, kind = request.param
    with _loaded(request, revision, kind, folder) as url:
        expected = changes.since(revision)
        before = _rows(url, expected)
        migrate.upgrade(url)
        with closing(Database(url)) as db:
            yield Upgraded(revision, url, before, expected, db)


@contextmanager
def _loaded(
    request: pytest.FixtureRequest, revision: str, kind: str, folder: Path
) -> Iterator[str]:
    text = kept.text_of(revision, kind)
    if kind == "sqlite":
        kept.load_file(text, folder / "old.db")
        yield f"sqlite:///{folder}/old.db"
        return
    admin_url, worker = map(request.getfixturevalue, ("postgres_server", "worker_name"))
    with servers.database_like("template0", admin_url, f"old_{worker}") as url:
        kept.load_database(text, url)
        yield url


def _rows(url: str, expected: list[Change]) -> Rows:
    engine = create_engine(url, module=SQLITE) if url.startswith("sqlite") else create_engine(url)
    with engine.connect() as connection:
        rows = changes.rows_of(connection, expected)
    engine.dispose()
    return rows


def test_an_upgrade_loses_nothing_and_changes_only_what_it_says(upgraded: Upgraded) -> None:
    assert migrate.current(upgraded.url) == migrate.head()
    after = _rows(upgraded.url, [])
    lost = list(changes.lost(upgraded.before, after, upgraded.changes))
    assert not lost, "\n".join(lost)


def test_what_a_migration_loses_is_named() -> None:
    lot, table = {"id": 1, "code": "L1", "status": "held"}, "lot"
    before: Rows = {table: [lot, {**lot, "id": 2}], "hold": [], "review": [{"id": 1}]}
    after: Rows = {table: [{"id": 1, "code": "L1", "status": "released", "colour": "red"}]}

    assert list(changes.lost(before, after, [])) == [
        "lot: 2 of 2 rows are gone or other in id, code, status",
        "hold is not there any more",
        "review is not there any more",
    ]
    said = [Change("9999", table, frozenset({"status"}))]
    assert list(changes.lost({table: [lot]}, after, said)) == []


def test_an_upgraded_database_looks_like_a_new_one(
    upgraded: Upgraded, request: pytest.FixtureRequest
) -> None:
    """Also in its triggers: a table that was rebuilt loses them."""
    kind = "sqlite_url" if upgraded.url.startswith("sqlite") else "postgres_url"
    new = schema.of_database(request.getfixturevalue(kind))
    assert [name for name in new if name.startswith("trigger")]
    assert schema.of_database(upgraded.url) == new


def test_an_upgraded_database_is_sound(upgraded: Upgraded) -> None:
    assert upgraded.db.read(ledger.check) == []
    assert upgraded.db.read(audit.verify) == []


def test_every_page_shows_what_an_older_release_left(upgraded: Upgraded, tmp_path: Path) -> None:
    """Every address that only reads, for every role, and for everything there is to look at."""
    app = an_app(upgraded.db, tmp_path, upgraded.now)
    with ExitStack() as open_clients:
        clients = _everybody(app, upgraded.db)
        for client in clients.values():
            open_clients.enter_context(client)
        shown, wrong = Counter[str](), []
        for name, role, address in _addresses(app, upgraded.db):
            answer = clients[role].get(address)
            shown[name] += answer.status_code in (200, 303)
            if answer.status_code not in (200, 303, 404):
                wrong.append((role, address, answer.status_code, answer.text[:200]))
    assert not wrong, "\n".join(map(str, wrong))
    assert [name for name, times in shown.items() if not times] == []


def _everybody(app: FastAPI, db: Database) -> dict[Role | None, TestClient]:
    """A browser of each role, and machines with keys for the first warehouse."""
    people = db.read(lambda tx: tx.execute(select(User.role, User.id).order_by(-User.id)).all())
    clients: dict[Role | None, TestClient] = {role: logged_in(app, id) for role, id in people}
    at = db.read(lambda tx: tx.scalars(select(func.min(Warehouse.id))).one())
    for role in (Role.INTEGRATOR, Role.DEVICE):
        clients[role] = with_key(app, role, prefix="scanner-", warehouse_id=at)
    return clients | {None: stranger(app)}


ASKED = {
    "/floor/weight": "?station={station}",
    "/v1/catalogue": "?shop_id={shop_id}",
    "/v1/promise": "?shop_id={shop_id}",
}
"""What some addresses cannot do without."""
SHARED = [noun for noun in NOUNS.values() if len(noun.sees) > 1]
"""Nouns of master data that all who see any of them see."""
THINGS: Mapping[str, Any] = {
    "code": select(Lot.code),
    "device_id": select(Device.id),
    "document_id": select(Document.id),
    "excursion_id": select(Excursion.id),
    "flow": union_all(*(select(literal(flow)) for flow in ("receive", "pick", "load", "look"))),
    "gtin": select(Item.gtin),
    "gtin serial": select(Item.gtin, literal("")),
    "gtin lot": select(Item.gtin, Lot.code).join(Lot, Lot.item_id == Item.id),
    "gtin lot serial": select(Item.gtin, Lot.code, literal("")).join(Lot, Lot.item_id == Item.id),
    "noun": union_all(*(select(literal(noun.name)) for noun in SHARED)),
    "noun row_id": union_all(*(select(literal(n.name), n.table.id).where(n.only) for n in SHARED)),
    "order_id": select(Order.id),
    "place_id": select(Place.id).where(Place.kind == PlaceKind.ROOM),
    "recall_id": select(Recall.id),
    "sensor_id": select(Sensor.id),
    "shop_id": select(Shop.id),
    "station": select(Device.id),
    "trip_id": select(Trip.id),
    "wave_id": select(Wave.id),
}
"""What the names in an address stand for; a page about a new thing says here what there is."""


def _addresses(app: FastAPI, db: Database) -> Iterator[tuple[str, Role | None, str]]:
    """Every route that only reads, with every thing there is, and with every role that may."""
    table = written.access()
    for route in inputs.of_app(app):
        if route.method != "GET" or route.name == STREAM:
            continue
        address = route.path + ASKED.get(route.path, "")
        names = re.findall(r"\{(\w+)\}", address)
        things = _things(db, THINGS[" ".join(names)]) if names else [()]
        roles = list(table[route.name])
        turns = range(max(len(things), len(roles)))
        for role, values, _ in zip(cycle(roles), cycle(things), turns, strict=False):
            named = dict(zip(names, values, strict=True))
            if "serial" in named:
                named["serial"] = a_serial(named["gtin"])
            yield route.name, role, address.format(**named)


def _things(db: Database, rows: Any) -> Sequence[Any]:
    return db.read(lambda tx: [tuple(row) for row in tx.execute(rows)])


def test_reads_say_what_was_there(upgraded: Upgraded) -> None:
    """Stock, orders, trips, the way of a lot and papers, held against the rows of the old table."""
    db, was = upgraded.db, upgraded.before
    for lot in was["lot"]:
        places = [row for row in was["balance"] if row["lot_id"] == lot["id"]]
        here = db.read(lambda tx, id=lot["id"]: ledger.where(tx, id))
        assert sum(one.on_hand for one in here) == sum(row["on_hand"] for row in places)
        origin = db.read(lambda tx, id=lot["id"]: genealogy.back(tx, id))
        parents = {row["parent_id"] for row in was["lot_link"] if row["child_id"] == lot["id"]}
        assert {one.lot_id for one in origin.sources} == {lot["id"], *parents}
        gone = db.read(lambda tx, id=lot["id"]: genealogy.forward(tx, id)).delivered
        assert bool(gone) == any(_delivered(was, id) for id in (lot["id"], *_children(was, lot)))
    for order in was["sales_order"]:
        shown = db.read(lambda tx, id=order["id"]: ordering.view(tx, id))
        assert (shown.order.number, str(shown.order.state)) == (order["number"], order["state"])
        lines = [row for row in was["order_line"] if row["order_id"] == order["id"]]
        assert sorted(one.ordered for one in shown.lines) == sorted(row["ordered"] for row in lines)
    for trip in was["trip"]:
        seen = db.read(lambda tx, id=trip["id"]: dispatch.trip(tx, id))
        stops = [row["order_id"] for row in was["stop"] if row["trip_id"] == trip["id"]]
        assert sorted(one.order_id for one in seen.stops) == sorted(stops)
    for paper in was["document"]:
        _, content = db.read(lambda tx, id=paper["id"]: documents.get(tx, id))
        assert content == bytes(paper["content"])


def _children(was: Rows, lot: Row) -> list[int]:
    return [row["child_id"] for row in was["lot_link"] if row["parent_id"] == lot["id"]]


def _delivered(was: Rows, lot_id: int) -> bool:
    reasons = {row["reason"] for row in was["move"] if row["lot_id"] == lot_id}
    return "deliver" in reasons


def test_work_goes_on_where_an_older_release_left_it(upgraded_anew: Upgraded) -> None:
    db = upgraded_anew.db
    evening = day.resumed(db, upgraded_anew.now)
    with closing(Press()) as press:
        done = consumers.quick(Settings(public_url="https://trace.example.com"), press)
        done |= {PAPERS: partial(consumers.print_wave, press)}
        for story in EVENING:
            story(evening)
            Worker(db, done, {}, clock=lambda: evening.now + BACKLOG).run_once()

    assert db.read(ledger.check) == []
    assert db.read(audit.verify) == []
    undone = Outbox.state.in_((OutboxState.READY, OutboxState.LEASED)) & Outbox.consumer.in_(done)
    left = select(Outbox.consumer, Outbox.error).where(undone)
    assert db.read(lambda tx: tx.execute(left).all()) == []
    states = db.read(lambda tx: set(tx.scalars(select(Trip.state))))
    assert states == {TripState.RETURNED, TripState.CANCELLED}


@pytest.fixture(scope="module")
def played(sqlite_template: Path, tmp_path_factory: Any) -> list[Path]:
    """Two databases in which the day of `tests.upgrade` was played."""
    paths = [tmp_path_factory.mktemp("played") / "day.db" for _ in range(2)]
    for path in paths:
        shutil.copyfile(sqlite_template, path)
        with closing(Database(f"sqlite:///{path}")) as db:
            kept.played(db)
    return paths


def test_the_day_that_is_kept_is_sound_and_leaves_nothing_out(played: list[Path]) -> None:
    """A table without a row, or a fact that never happens, would be in no upgrade's way."""
    with closing(Database(f"sqlite:///{played[0]}")) as db:
        assert db.read(ledger.check) == []
        assert db.read(audit.verify) == []
        kinds = {kind.kind for kind in INTERESTED} - db.read(
            lambda tx: set(tx.scalars(select(Fact.kind)))
        )
        assert not kinds, f"tests/upgrade: no story in which these happen: {sorted(kinds)}"
        empty = db.read(_empty_tables)
        assert not empty, f"tests/upgrade: no story that leaves a row in {empty}"


EMPTY_YET: frozenset[str] = frozenset()
"""Tables that nothing in the product writes yet."""


def _empty_tables(tx: Tx) -> list[str]:
    tables = (one for one in Table.metadata.sorted_tables if one.name not in EMPTY_YET)
    return [one.name for one in tables if tx.execute(select(one).limit(1)).first() is None]


def test_the_day_that_is_kept_is_the_same_to_the_byte_each_time(played: list[Path]) -> None:
    assert len({kept.dump_of_file(path) for path in played}) == 1
