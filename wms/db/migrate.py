"""Schema upgrades: one transaction from the old state to the new one, or no change at all."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from wms import codes
from wms.db.engines import migration_engine, sqlite_engine
from wms.db.faults import translated
from wms.db.writer import claim
from wms.errors import Unavailable

SCRIPTS = "wms.db:migrations"
_LOCK_KEY = 0x636F6C64
"""Whoever migrates a PostgreSQL database holds this advisory lock."""
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database to a revision; a failure leaves it as it was.

    Raises: Unavailable("storage.in_use" | "storage.failed" | "storage.broken_references").
    """
    with _sole_connection(url) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        _assert_references(connection)


def current(url: str) -> str | None:
    """The revision a database is at; None for an empty one."""
    parsed = make_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    # A reader's connection: asking changes nothing, not even how the file keeps its journal.
    engine = sqlite_engine(parsed, writer=False, size=1) if is_sqlite else migration_engine(parsed)
    try:
        with translated(), engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def head() -> str:
    """The newest revision this program knows."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None
    return revision


def knows(revision: str) -> bool:
    """Whether this program can bring a database of that revision to the newest one."""
    return revision in {script.revision for script in _scripts()}


def _scripts() -> Iterator[Script]:
    return ScriptDirectory.from_config(_config()).walk_revisions()


def add(name: str) -> Path:
    """Write an empty migration after the newest one, for whoever changes the tables; `name` says
    what it does in words joined by underscores.

    Raises: ValueError for another kind of name.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"a migration is called like add_colour_to_item, not {name!r}")
    config = _config()
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    message = name.replace("_", " ").capitalize()
    made = command.revision(config, message, rev_id=f"{int(head()) + 1:04}")
    assert isinstance(made, Script)
    return Path(made.path)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _sole_connection(url: str) -> Iterator[Connection]:
    """A connection in a transaction, while nobody else migrates or, on SQLite, writes."""
    parsed = make_url(url)
    engine = migration_engine(parsed)
    lock_file: Any = None
    try:
        with translated():
            if engine.dialect.name == "sqlite":
                lock_file = claim(str(parsed.database))
            with engine.begin() as connection:
                if engine.dialect.name == "postgresql":
                    connection.execute(
                        text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY}
                    )
                yield connection
    finally:
        engine.dispose()
        if lock_file:
            lock_file.close()


def _assert_references(connection: Connection) -> None:
    """SQLite does not watch foreign keys while tables are rebuilt. Raises: Unavailable."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
    if broken:
        raise Unavailable(codes.Storage.BROKEN_REFERENCES, rows=[list(row) for row in broken])
