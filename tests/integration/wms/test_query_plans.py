"""What is asked at every beep and every order walks an index: no hot statement scans a table.

The planner of SQLite is asked as it is. PostgreSQL would rather scan the small tables of a test, so
it is asked without sequential scans: where one remains, no index could have served.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event

from tests.builders import KG, NOW, World, a_stocked_lot, an_order, world
from tests.integration.wms.floor_station import Gun
from tests.integration.wms.outbound import a_packed_order, a_trip
from wms import inbox, ordering
from wms.db import Database, Tx
from wms.db.engines import SQLITE
from wms.ordering import approval
from wms.oversight import open_items, reports
from wms.stock import ledger
from wms.tables import Table
from wms.tables.masterdata import Item
from wms.transport import dispatch

GROWING = frozenset(
    {
        "allocation",
        "balance",
        "fact",
        "hold",
        "inbox",
        "lot",
        "lot_link",
        "move",
        "order_line",
        "outbox",
        "parcel",
        "proof",
        "proof_line",
        "reading",
        "residue_test",
        "review",
        "sales_order",
        "stop",
        "trip",
    }
)
"""Tables that have more rows every day. Others are as large as the business."""


PARTIAL = {
    index.name
    for table in Table.metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
"""Indexes of the few rows that wait for somebody: to read one of them whole is no scan."""


@dataclass(frozen=True)
class Asked:
    """A statement as it went to the database."""

    statement: str
    parameters: Any


@contextmanager
def overheard() -> Iterator[list[Asked]]:
    """Everything that is asked of any database meanwhile."""
    heard: list[Asked] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        heard.append(Asked(statement, parameters[0] if many else parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def scans_of(db: Database, asked: list[Asked]) -> set[str]:
    """The growing tables that some of these statements read from end to end, and which do."""
    is_sqlite = db.is_sqlite
    engine = create_engine(db.url, module=SQLITE) if is_sqlite else create_engine(db.url)
    found = set()
    with engine.connect() as connection:
        if not is_sqlite:
            connection.exec_driver_sql("SET enable_seqscan = off")
        for one in {one.statement: one for one in asked}.values():
            if one.statement.lstrip()[:6].upper() not in ("SELECT", "UPDATE", "DELETE", "WITH R"):
                continue
            read = _on_sqlite if is_sqlite else _on_postgresql
            tables = read(connection.exec_driver_sql, one) & GROWING
            found |= {f"{table}: {' '.join(one.statement.split())[:300]}" for table in tables}
    engine.dispose()
    return found


def _on_sqlite(ask: Callable[..., Any], one: Asked) -> set[str]:
    rows = ask(f"EXPLAIN QUERY PLAN {one.statement}", one.parameters)
    aliases = dict(re.findall(r"\b(\w+) AS (\w+)", one.statement))
    named = {alias: table for table, alias in aliases.items()}
    scanned = [
        match[1]
        for row in rows
        if (match := re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", row[3]))
        and match[2] not in PARTIAL
    ]
    return {named.get(name, name) for name in scanned}


def _on_postgresql(ask: Callable[..., Any], one: Asked) -> set[str]:
    plan = ask(f"EXPLAIN (FORMAT JSON) {one.statement}", one.parameters).scalar()
    whole = json.dumps(plan)
    return {
        node["Relation Name"]
        for node in _nodes(json.loads(whole))
        if node.get("Node Type") == "Seq Scan"
    }


def _nodes(plan: Any) -> Iterator[dict[str, Any]]:
    if isinstance(plan, dict):
        yield plan
        for value in plan.values():
            yield from _nodes(value)
    elif isinstance(plan, list):
        for value in plan:
            yield from _nodes(value)


@pytest.fixture
def w(db: Database) -> World:
    w = world(db)

    def stock(tx: Tx) -> None:
        for hours in range(40, 60):
            a_stocked_lot(tx, w, w.cabbage, w.chilled_bins[0], 10 * KG, life_hours=hours)

    db.write(stock)
    return w


def test_goods_in_scans_nothing(db: Database, w: World) -> None:
    gun = Gun(db, w, w.dock)
    with overheard() as asked:
        gun.beep(gun.card())
        assert gun.beep(gun.label(w.rice, "F-77", "(3102)001250")).code == "floor.received"
        assert gun.beep(gun.code_of(w.ambient_bins[0])).code == "floor.put_away"
    assert scans_of(db, asked) == set()


def test_looking_at_a_bin_scans_nothing(db: Database, w: World) -> None:
    gun = Gun(db, w, w.chilled_bins[0])
    with overheard() as asked:
        assert gun.beep(gun.code_of(w.chilled_bins[0])).code == "floor.seen_place"
    assert scans_of(db, asked) == set()


def test_an_order_scans_nothing_from_wish_to_stage(db: Database, w: World) -> None:
    with overheard() as asked:
        _, parcels = db.write(lambda tx: a_packed_order(tx, w, {w.cabbage: 10 * KG}))
    assert parcels
    assert scans_of(db, asked) == set()


def test_a_board_of_trips_scans_nothing(db: Database, w: World) -> None:
    def go(tx: Tx) -> None:
        order, _ = a_packed_order(tx, w, {w.cabbage: 10 * KG})
        a_trip(tx, w, [order])

    db.write(go)
    with overheard() as asked:
        assert db.read(lambda tx: dispatch.trips(tx, w.warehouse, NOW.date()))
    assert scans_of(db, asked) == set()


def test_looking_at_what_waits_scans_nothing(db: Database, w: World) -> None:
    order = db.write(lambda tx: an_order(tx, w, {w.cabbage: 10 * KG}))
    with overheard() as asked:
        assert db.read(lambda tx: approval.queue(tx, None, now=NOW))
        assert db.read(lambda tx: approval.queue(tx, w.warehouse, now=NOW))
        db.read(lambda tx: approval.waiting(tx, None))
        db.read(lambda tx: open_items.open_items(tx, w.warehouse))
        db.read(lambda tx: ordering.catalogue(tx, order.shop_id, NOW))
        db.read(lambda tx: reports.order_calendar(tx, NOW.date(), w.warehouse, now=NOW))
        db.read(lambda tx: ledger.lots_in(tx, w.chilled_bins, NOW - timedelta(hours=1), NOW))
        db.read(lambda tx: inbox.newest_scans(tx, NOW))
    assert scans_of(db, asked) == set()


def test_the_test_sees_a_scan(db: Database, w: World) -> None:
    with overheard() as asked:
        db.read(lambda tx: tx.connection().exec_driver_sql("SELECT sum(on_hand) FROM balance"))
        db.read(lambda tx: tx.find(Item, w.rice))
    assert len(scans_of(db, asked)) == 1
