"""How a connection to either database is opened."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

from wms.db import pulse

try:
    # Its own, newer SQLite: the one in the interpreter may carry the WAL-reset fault.
    from pysqlite3 import dbapi2 as _bundled

    SQLITE: ModuleType = _bundled
except ImportError:
    SQLITE = sqlite3

SQLITE_SAFE_VERSION = (3, 51, 3)
"""First release without the WAL-reset fault. Source: sqlite.org release notes, March 2026."""

POOL_WAIT_S = 3.0
"""How long a caller waits for a free connection before it is told to come later."""

_READER = ("PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0")
# FULL: NORMAL loses what was answered when the power goes.
_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA wal_autocheckpoint=2000",
    "PRAGMA journal_size_limit=67108864",
)
_BOTH = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=3000",
    "PRAGMA cache_size=-16000",
    "PRAGMA temp_store=MEMORY",
)


def sqlite_engine(url: URL, *, writer: bool, size: int, wait_s: float = POOL_WAIT_S) -> Engine:
    """An engine for readers, or for the one connection that writes and checkpoints.

    On the writer's engine a SQLAlchemy transaction is a savepoint: the transaction around it,
    shared by many use cases, is the writer's own.
    """
    if not writer:
        return _sqlite(url, _BOTH + _READER, begin="BEGIN", pool=_pool(size, wait_s))
    engine = _sqlite(url, _BOTH + _WRITER, begin=None, pool=_pool(size, wait_s))
    dialect: Any = engine.dialect
    dialect.do_begin = _savepoint
    dialect.do_commit = _release
    dialect.do_rollback = _undo
    return engine


def migration_engine(url: URL) -> Engine:
    """An engine for schema changes: everything in one transaction, also on SQLite."""
    if url.get_backend_name() == "sqlite":
        # Rebuilding a table needs foreign keys off; they are checked before the commit.
        pragmas = (*_BOTH, *_WRITER, "PRAGMA foreign_keys=OFF")
        return _sqlite(url, pragmas, begin="BEGIN IMMEDIATE", pool=_pool(1, POOL_WAIT_S))
    return postgres_engine(url, size=1, lock_wait_s=15)


def _pool(size: int, wait_s: float) -> dict[str, Any]:
    return {"pool_size": size, "max_overflow": 0, "pool_timeout": wait_s}


def _sqlite(url: URL, pragmas: Sequence[str], *, begin: str | None, pool: dict[str, Any]) -> Engine:
    path = url.database
    if not path or path == ":memory:":
        raise ValueError("SQLite needs a file: readers and the writer are separate connections")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        module=SQLITE,
        pool_reset_on_return="rollback" if begin else None,
        connect_args={"check_same_thread": False, "cached_statements": 256},
        **pool,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, the driver must not add its own
        for pragma in pragmas:
            connection.execute(pragma)

    if begin:

        @event.listens_for(engine, "begin")
        def start(connection: Any) -> None:
            connection.exec_driver_sql(begin)

    return engine


def _savepoint(connection: Any) -> None:
    connection.execute("SAVEPOINT use_case")


def _release(connection: Any) -> None:
    connection.execute("RELEASE use_case")


def _undo(connection: Any) -> None:
    # A full or failing disk makes SQLite roll everything back by itself.
    if connection.in_transaction:
        connection.execute("ROLLBACK TO use_case")
        connection.execute("RELEASE use_case")


def postgres_engine(
    url: URL, *, size: int, wait_s: float = POOL_WAIT_S, lock_wait_s: int = 3
) -> Engine:
    """An engine whose statements cannot hang: not at a lock, nor at a server that is silent."""
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    options = "-c statement_timeout=60s -c timezone=UTC"
    options += f" -c lock_timeout={lock_wait_s}s"
    stated = url.query.get("options", "")
    engine = create_engine(
        url,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 3,
            "options": f"{options} {stated}".strip(),
        },
        **_pool(size, wait_s),
    )
    pulse.heed(engine)
    return engine
