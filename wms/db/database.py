"""A store of either kind behind the two calls everybody uses."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from wms import codes
from wms.db.engines import POOL_WAIT_S, postgres_engine, sqlite_engine
from wms.db.faults import Retry, translated
from wms.db.tx import Tx, run
from wms.db.writer import Writer
from wms.errors import Unavailable

Answer = TypeVar("Answer")

RETRIES = 3


class Database:
    """SQLite has one writer, whose thread commits many use cases with one flush; on PostgreSQL
    each use case is its own transaction. Same promises: what returned is durable, what raised
    changed nothing.

    Both calls raise what the use case raises, and
    Conflict("storage.conflict"), Unavailable("storage.busy" | "storage.failed" | "storage.in_use").
    """

    def __init__(self, url: str, *, pool_size: int = 16, pool_wait_s: float = POOL_WAIT_S) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._pool: Engine = (
            sqlite_engine(self.url, writer=False, size=pool_size, wait_s=pool_wait_s)
            if self.is_sqlite
            else postgres_engine(self.url, size=pool_size, wait_s=pool_wait_s)
        )
        self._writer: Writer | None = None
        self.present: set[UUID] = set()
        """Workers of this process; on SQLite there are no others."""
        self._opening = threading.Lock()

    def write(self, use_case: Callable[[Tx], Answer]) -> Answer:
        """Run a use case in a transaction; return its answer once that is durable."""
        if self.is_sqlite:
            return self.writer.run(use_case)
        for attempt in range(RETRIES):
            try:
                return self._write_once(use_case)
            except Retry:
                time.sleep(0.01 * 2**attempt)
        try:
            return self._write_once(use_case)
        except Retry as error:
            raise Unavailable(codes.Storage.BUSY) from error

    def read(self, query: Callable[[Tx], Answer]) -> Answer:
        """Run a query on one consistent snapshot. It cannot write."""
        with translated(), self._pool.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin(), Tx(connection) as tx:
                return query(tx)

    @property
    def writer(self) -> Writer:
        """SQLite's writer, opened at the first write: commands that only read need no claim."""
        with self._opening:
            if self._writer is None:
                self._writer = Writer(self.url)
            return self._writer

    @property
    def flushes(self) -> int:
        """Group commits so far on SQLite, for metrics and benchmarks."""
        return self._writer.commits if self._writer else 0

    def close(self) -> None:
        """Finish what is queued and close. Readers first: the last to close checkpoints."""
        self._pool.dispose()
        if self._writer:
            self._writer.close()
            self._writer = None

    def _write_once(self, use_case: Callable[[Tx], Answer]) -> Answer:
        with translated(), self._pool.connect() as connection:
            return run(connection, use_case)
