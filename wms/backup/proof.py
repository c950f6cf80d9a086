"""What a copy must prove before anybody relies on it."""

from collections.abc import Mapping
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from wms import codes
from wms.db import Database, Tx, migrate
from wms.errors import ColdchainError, Conflict, Refused, Unavailable
from wms.facts import audit
from wms.stock import ledger
from wms.tables import Table

FAULTS_TOLD = 5


def rows_of(tx: Tx) -> dict[str, int]:
    """How many rows each table has, also tables this release does not know."""
    quoted = tx.connection().dialect.identifier_preparer.quote
    names = inspect(tx.connection()).get_table_names()
    return {
        name: tx.execute(text(f"SELECT count(*) FROM {quoted(name)}")).scalar_one()
        for name in sorted(names)
    }


def assert_sound(database_url: str, path: Path) -> None:
    """A database of this release must add up. Raises: Refused("backup.unsound")."""
    if migrate.current(database_url) == migrate.head():
        _assert_sound(database_url, path)


def assert_ours(schema: str | None, path: Path) -> None:
    """This release must know the tables. Raises: Refused("backup.foreign" | "backup.newer")."""
    if schema is None:
        raise Refused(codes.Backup.FOREIGN, path=str(path), reason="alembic_version")
    if not migrate.knows(schema):
        raise Refused(codes.Backup.NEWER, path=str(path), schema=schema, newest=migrate.head())


def prove(database_url: str, path: Path, rows: Mapping[str, int] | None) -> None:
    """Bring what a backup holds to this release, and judge it; it is not in its place yet.

    Raises: Refused("backup.foreign" | "backup.newer" | "backup.altered" | "backup.unsound").
    """
    assert_ours(migrate.current(database_url), path)
    db = Database(database_url)
    try:
        if rows is not None and db.read(rows_of) != dict(rows):
            raise Refused(codes.Backup.ALTERED, path=str(path))
    finally:
        db.close()
    try:
        migrate.upgrade(database_url)
        _assert_sound(database_url, path)
    except (SQLAlchemyError, CommandError, Conflict, Unavailable) as error:
        raise Refused(codes.Backup.FOREIGN, path=str(path), reason=_said(error)) from error


def _assert_sound(database_url: str, path: Path) -> None:
    db = Database(database_url)
    try:
        faults = db.read(_faults)
    finally:
        db.close()
    if faults:
        raise Refused(codes.Backup.UNSOUND, path=str(path), faults=faults[:FAULTS_TOLD])


def _faults(tx: Tx) -> list[str]:
    for table in Table.metadata.sorted_tables:
        tx.execute(select(table).limit(0))  # each column must be there
    return [str(fault) for fault in (*ledger.check(tx), *audit.verify(tx))]


def _said(error: Exception) -> str:
    details = error.details if isinstance(error, ColdchainError) else {}
    return str(details.get("error") or error).splitlines()[0][:200]
