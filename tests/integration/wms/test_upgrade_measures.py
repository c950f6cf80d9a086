"""From one measure to two: a warehouse of the version before goes on as it was."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from tests import servers
from tests.builders import NOW, a_move
from wms.db import Database, migrate
from wms.db.engines import SQLITE
from wms.stock import ledger

BEFORE = {
    "warehouse": {"code": "WH", "name_zh": "仓", "name_en": "W", "kind": "main"}
    | {"latitude": 28.2, "longitude": 113.0},
    "place": [
        {"id": 1, "code": "SUP", "kind": "supplier"},
        {"id": 2, "code": "DOCK", "kind": "dock"},
        {"id": 3, "code": "STAGE", "kind": "stage"},
    ],
    "supplier": {"code": "S1", "kind": "farmer", "name_zh": "农", "name_en": "F", "place_id": 1}
    | {"village_zh": "村", "village_en": "V", "name_is_public": True},
    "item": {"code": "EGG", "gtin": "06900000000014", "name_zh": "蛋", "name_en": "Eggs"}
    | {"category": "other", "picture": "", "unit": "pc", "temperature_class": "chilled"}
    | {"pack_quantity": 30, "piece_g": 60, "price_cents": 90, "life_hours": 480}
    | {"needs_residue_test": False, "is_active": True},
    "lot": {"code": "L1", "item_id": 1, "supplier_id": 1, "packing": "air", "status": "released"}
    | {"harvested_at": NOW, "received_at": NOW, "sell_until": NOW},
    "move": {"id": "0" * 32, "lot_id": 1, "from_place_id": 1, "to_place_id": 2, "quantity": 60}
    | {"reason": "receive", "at": NOW},
    "balance": {"warehouse_id": 1, "place_id": 2, "lot_id": 1, "item_id": 1, "on_hand": 60}
    | {"allocated": 0, "is_pickable": True, "status": "released"}
    | {"received_at": NOW, "sell_until": NOW},
}
"""Rows of the first version, in the order of their references."""


@pytest.fixture(params=["sqlite", "postgresql"])
def first_version(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the first version with goods in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/first.db"
        _fill(url)
        yield url
        return
    server = request.getfixturevalue("postgres_server")
    name = f"first_{request.getfixturevalue('worker_name')}"
    servers.admin(server, f"CREATE DATABASE {name}")
    _fill(servers.url_of(server, name))
    yield servers.url_of(server, name)
    servers.admin(server, f"DROP DATABASE {name} WITH (FORCE)")


def _fill(url: str) -> None:
    migrate.upgrade(url, "0001")
    engine = create_engine(url, module=SQLITE) if url.startswith("sqlite") else create_engine(url)
    with engine.begin() as connection:
        for table, rows in BEFORE.items():
            for row in rows if isinstance(rows, list) else [{"id": 1} | rows]:
                values = _shared(table) | row
                if table == "balance":
                    del values["id"]
                names = ", ".join(values)
                marks = ", ".join(f":{name}" for name in values)
                bound = {name: _bound(url, value) for name, value in values.items()}
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), bound)
    engine.dispose()


def _shared(table: str) -> dict[str, Any]:
    if table != "place":
        return {}
    plan = {f"plan_{name}_cm": 0 for name in ("x", "y", "width", "depth")}
    return {"warehouse_id": 1, "name_zh": "处", "name_en": "Place"} | plan


def _bound(url: str, value: Any) -> Any:
    """As the first version kept it: on SQLite moments are microseconds."""
    if isinstance(value, datetime) and url.startswith("sqlite"):
        return (value - datetime(1970, 1, 1, tzinfo=UTC)) // NOW.resolution
    return value


def test_goods_of_the_version_before_keep_their_one_measure(first_version: str) -> None:
    migrate.upgrade(first_version)

    db = Database(first_version)
    db.write(lambda tx: ledger.post(tx, [a_move(1, 2, 3, 20)]))
    places = db.read(lambda tx: ledger.where(tx, 1))
    faults = db.read(ledger.check)
    declared = db.read(
        lambda tx: tx.execute(text("SELECT is_weighed, weight_tolerance_pct FROM item")).one()
    )
    db.close()

    assert [(one.place_id, one.on_hand, one.weight_g) for one in places] == [
        (2, 40, None),
        (3, 20, None),
    ]
    assert faults == []
    assert tuple(declared) == (False, 0)
