"""Schema upgrades: what they lead to, and what is left when they fail."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from tests import schema
from tests.builders import (
    NOW,
    World,
    a_fact,
    a_move,
    a_sensor,
    a_stocked_lot,
    a_weighed_item,
    world,
)
from wms.db import Database, Tx, migrate
from wms.db.engines import SQLITE
from wms.db.partitions import ensure_partitions
from wms.errors import Conflict, Unavailable
from wms.facts import events
from wms.stock import ledger
from wms.tables import Table
from wms.tables.coldroom import Reading
from wms.tables.facts import Audit


def test_migrations_lead_to_what_the_tables_say_on_sqlite(sqlite_url: str, tmp_path: Path) -> None:
    migrated = schema.without_what_migrations_add(schema.of_database(sqlite_url))
    assert migrated == schema.of_tables(f"sqlite:///{tmp_path}/made.db")


def test_migrations_lead_to_what_the_tables_say_on_postgresql(
    postgres_url: str, postgres_server: str, worker_name: str
) -> None:
    wanted = schema.of_tables_on(postgres_server, f"made_{worker_name}")
    assert schema.without_what_migrations_add(schema.of_database(postgres_url)) == wanted


def test_an_upgraded_database_is_at_the_head_and_upgrading_again_changes_nothing(
    db_url: str,
) -> None:
    assert migrate.current(db_url) == migrate.head()
    migrate.upgrade(db_url)
    assert migrate.current(db_url) == migrate.head()


def test_an_empty_database_is_at_no_revision(tmp_path: Path) -> None:
    assert migrate.current(f"sqlite:///{tmp_path}/empty.db") is None


def with_scripts_of_its_own(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Make the program take its migrations from a copy."""
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)
    monkeypatch.setattr(migrate, "SCRIPTS", str(folder))


def with_a_step(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str) -> None:
    """Make the program know one more migration, with this body."""
    with_scripts_of_its_own(monkeypatch, folder)
    made = migrate.add("next_step")
    made.write_text(f"{made.read_text()}    {body}\n")


def test_a_new_migration_follows_the_newest_one_and_does_nothing_yet(
    db_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    released = migrate.head()
    with_scripts_of_its_own(monkeypatch, tmp_path / "scripts")

    first, second = migrate.add("add_colour_to_item"), migrate.add("more")

    number = int(released)
    assert first.name == f"v{number + 1:04}_add_colour_to_item.py"
    assert first.read_text().startswith('"""Add colour to item.\n')
    assert f'down_revision = "{number + 1:04}"\n' in second.read_text()
    migrate.upgrade(db_url)
    assert migrate.current(db_url) == migrate.head() == f"{number + 2:04}"


@pytest.mark.parametrize("name", ["", "Add colour", "../elsewhere", "add__colour", "1st"])
def test_a_migration_is_named_like_a_function(name: str) -> None:
    with pytest.raises(ValueError, match="add_colour_to_item"):
        migrate.add(name)


def test_an_upgrade_that_fails_leaves_the_old_state(
    db_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    step = "op.add_column('item', sa.Column('colour', sa.String(8))); op.execute('no such thing')"
    released = migrate.head()
    with_a_step(monkeypatch, tmp_path / "scripts", step)

    with pytest.raises(Unavailable, match=r"storage\.failed"):
        migrate.upgrade(db_url)

    assert migrate.current(db_url) == released
    engine = create_engine(db_url)
    assert "colour" not in {column["name"] for column in inspect(engine).get_columns("item")}
    engine.dispose()


def test_an_upgrade_that_breaks_references_is_refused(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    orphan = (
        "INSERT INTO residue_test (id, lot_id, passed, method, tested_at) VALUES (1, 77, 1, '', 0)"
    )
    step = f'op.execute("{orphan}")'
    released = migrate.head()
    with_a_step(monkeypatch, tmp_path / "scripts", step)

    with pytest.raises(Unavailable, match="broken_references"):
        migrate.upgrade(sqlite_url)

    assert migrate.current(sqlite_url) == released


def test_an_upgrade_rebuilds_a_table_and_keeps_its_rows(
    db_url: str,
    open_db: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    db = open_db(db_url)
    w = world(db)
    db.close()
    step = (
        "with_item = op.batch_alter_table('item')\n"
        "    with with_item as item:\n"
        "        item.add_column(sa.Column('colour', sa.String(8)))\n"
        "        item.alter_column('category', type_=sa.String(40))"
    )
    with_a_step(monkeypatch, tmp_path / "scripts", step)

    migrate.upgrade(db_url)

    assert migrate.current(db_url) == migrate.head()
    count = open_db(db_url).read(lambda tx: tx.scalar(text("SELECT count(*) FROM item")))
    assert count == 4
    assert w.cabbage


def test_nobody_migrates_a_file_that_has_a_writer(
    sqlite_url: str, open_db: Callable[[str], Database]
) -> None:
    world(open_db(sqlite_url))

    with pytest.raises(Unavailable, match=r"storage\.in_use"):
        migrate.upgrade(sqlite_url)


@pytest.mark.parametrize("table", ["move", "fact", "audit", "move_weight", "weight_change"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_history_refuses_to_be_changed(db: Database, table: str, change: str) -> None:
    w = world(db)
    db.write(lambda tx: _history(tx, w))

    with pytest.raises(Conflict, match="append-only"):
        db.write(
            lambda tx: tx.execute(
                text(change.format(table, "weight_g" if "weight" in table else "at"))
            )
        )


def test_only_evidence_refuses_to_be_changed(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url, module=SQLITE)
    with engine.connect() as connection:
        triggers = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        guarded = set(connection.execute(text(triggers)).scalars())
    engine.dispose()
    kept = {mapper.class_.__tablename__: mapper.class_.kept for mapper in Table.registry.mappers}
    assert guarded == {"move", "move_weight", "weight_change", "fact", "audit"}
    assert [name for name in guarded if not kept[name].evidence] == []


def _history(tx: Tx, w: World) -> None:
    """One row in each of the tables that only grow."""
    melons = a_stocked_lot(tx, w, a_weighed_item(tx).id, w.dock, 2).id
    weighed = replace(a_move(melons, w.dock, w.stage, 1), weight_g=1000)
    ledger.post(tx, [weighed])
    events.record(tx, a_fact(), at=NOW)
    tx.add(Audit(at=NOW, action="a", subject="b", data={}, previous="0", hash="1"))


def test_readings_fall_into_the_partition_of_their_month(postgres_db: Database) -> None:
    db = postgres_db
    w = world(db)
    sensor = db.write(lambda tx: a_sensor(tx, w.chilled_room).id)
    early = datetime(2026, 12, 24, tzinfo=UTC)

    def measure(tx: Tx, at: datetime) -> None:
        tx.add(Reading(sensor_id=sensor, at=at, value=4.0, received_at=at))

    db.write(lambda tx: measure(tx, early))
    made = db.write(lambda tx: ensure_partitions(tx, NOW))
    again = db.write(lambda tx: ensure_partitions(tx, NOW))
    db.write(lambda tx: measure(tx, early + timedelta(days=1)))

    assert made == ["reading_2026_11", "reading_2026_12", "reading_2027_01"]
    assert again == []
    in_december = "SELECT count(*) FROM reading_2026_12"
    assert db.read(lambda tx: tx.scalar(text(in_december))) == 2
    assert db.read(lambda tx: tx.scalar(text("SELECT count(*) FROM reading_default"))) == 0


def test_sqlite_needs_no_partitions(sqlite_db: Database) -> None:
    assert sqlite_db.write(lambda tx: ensure_partitions(tx, NOW)) == []
