"""Whether a worker still lives, as the others can see it: a lock that ends with its connection.

On SQLite there is one process, so its own list is enough. On PostgreSQL a killed process loses its
connection, and with it the lock, within moments; no clock is asked.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from wms.db.database import Database
from wms.db.engines import postgres_engine
from wms.db.faults import translated
from wms.db.tx import Tx


class Presence:
    """One worker's sign of life under the id that its leases carry."""

    def __init__(self, db: Database, id: UUID) -> None:
        self._db = db
        self._id = id
        self._engine: Engine | None = None
        self._connection: Connection | None = None

    def keep(self) -> None:
        """Be seen, also after the database was away. Raises: Unavailable."""
        if self._db.is_sqlite:
            self._db.present.add(self._id)
            return
        with translated():
            if self._connection is not None and not self._is_held():
                self.end()
            if self._connection is None:
                self._engine = postgres_engine(self._db.url, size=1)
                self._connection = self._engine.connect().execution_options(
                    isolation_level="AUTOCOMMIT"
                )
                self._connection.execute(
                    text("SELECT pg_advisory_lock(:key)"), {"key": _key(self._id)}
                )

    def living(self, tx: Tx, leases: Collection[UUID]) -> set[UUID]:
        """Which of these leases are held by somebody who lives."""
        if tx.is_sqlite:
            return set(leases) & self._db.present
        held = set(
            tx.scalars(
                text(
                    "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks"
                    " WHERE locktype = 'advisory' AND objsubid = 1 AND granted"
                    " AND database = (SELECT oid FROM pg_database"
                    " WHERE datname = current_database())"
                )
            )
        )
        return {lease for lease in leases if _key(lease) in held}

    def end(self) -> None:
        """Be seen no more."""
        self._db.present.discard(self._id)
        if self._engine is not None:
            if self._connection is not None:
                self._connection.invalidate()
                self._connection.close()
            self._engine.dispose()
        self._engine = self._connection = None

    def _is_held(self) -> bool:
        try:
            assert self._connection is not None
            with translated():
                self._connection.execute(text("SELECT 1"))
        except Exception:
            return False
        return True


def _key(id: UUID) -> int:
    """64 bits of a random id: two living workers never share one."""
    return int.from_bytes(id.bytes[:8], "big", signed=True)
