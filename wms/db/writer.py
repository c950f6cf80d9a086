"""SQLite's one writer: a queue, savepoints, and one flush for many use cases."""

import fcntl
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO, Any, TypeVar

from sqlalchemy import URL

from wms import codes
from wms.db.engines import sqlite_engine
from wms.db.faults import translated
from wms.db.tx import Tx, run
from wms.errors import Unavailable

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

BATCH_MAX = 256
"""Use cases that share one commit at most."""
BATCH_S = 0.05
"""A batch takes in no more calls after this long, so that nobody waits for a stranger's report."""
LINGER_S = 0.003
"""How long a batch waits for the callers of the batch before it, who are about to come again."""


class _Call:
    """A use case in the queue. Its caller waits at a lock, which costs a tenth of a Future."""

    __slots__ = ("_waiting", "answer", "error", "use_case")

    def __init__(self, use_case: Callable[[Tx], Any]) -> None:
        self.use_case = use_case
        self.answer: Any = None
        self.error: BaseException | None = None
        self._waiting = threading.Lock()
        self._waiting.acquire()

    def settle(self) -> None:
        """Let the caller have the answer or the error."""
        self._waiting.release()

    def result(self) -> Any:
        """Wait for the answer. Raises the error."""
        self._waiting.acquire()
        if self.error is not None:
            raise self.error
        return self.answer


class Writer:
    """Runs use cases one after another in its own thread and answers after the commit.

    Raises: Unavailable("storage.in_use") when another process is this file's writer;
    Unavailable("storage.closed") after `close`.
    """

    def __init__(self, url: URL) -> None:
        self._lock_file = claim(str(url.database))
        self._engine = sqlite_engine(url, writer=True, size=1)
        with translated():
            self._connection = self._engine.connect()
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._gate = threading.Lock()
        self._is_closed = False
        self.commits = 0
        self._thread = threading.Thread(target=self._loop, name="sqlite-writer", daemon=True)
        self._thread.start()

    def run(self, use_case: Callable[[Tx], Answer]) -> Answer:
        """Queue a use case and wait until it is durable. Raises what it raised."""
        assert threading.current_thread() is not self._thread, "a use case may not call write"
        call = _Call(use_case)
        with self._gate:
            if self._is_closed:
                raise Unavailable(codes.Storage.CLOSED)
            self._calls.put(call)
        return call.result()  # type: ignore[no-any-return]

    @property
    def waiting(self) -> int:
        """How many calls are in the queue, for metrics."""
        return self._calls.qsize()

    def close(self) -> None:
        """Finish what is queued, then close."""
        with self._gate:  # nothing comes into the queue after its end
            self._is_closed = True
            self._calls.put(None)
        self._thread.join()
        self._connection.close()
        self._engine.dispose()
        self._lock_file.close()

    def _loop(self) -> None:
        size = 0
        while (first := self._calls.get()) is not None:
            batch: list[_Call] = []
            try:
                with translated():
                    for call in self._in_one_commit(first, size):
                        batch.append(call)
            except BaseException as error:
                # Whoever came while we waited for a foreign lock has waited long enough as well.
                batch = batch or [first, *self._waiting()]
                log.exception("a batch of %d was not committed", len(batch))
                for call in batch:
                    call.error = _lost(error)
            size = len(batch)
            for call in batch:
                call.settle()

    def _waiting(self) -> Iterator[_Call]:
        while True:
            try:
                call = self._calls.get_nowait()
            except queue.Empty:
                return
            if call is None:
                self._calls.put(None)
                return
            yield call

    def _in_one_commit(self, first: _Call, expected: int) -> Iterator[_Call]:
        driver: Any = self._connection.connection.dbapi_connection
        driver.execute("BEGIN IMMEDIATE")
        try:
            for call in self._arriving(first, expected):
                yield call
                self._run(call)
                if not driver.in_transaction:
                    raise call.error or AssertionError("a use case ended the shared transaction")
            driver.execute("COMMIT")
        finally:
            if driver.in_transaction:
                driver.execute("ROLLBACK")
        self.commits += 1

    def _arriving(self, first: _Call, expected: int) -> Iterator[_Call]:
        """The first call and those that come while the batch may grow."""
        yield first
        started = time.monotonic()
        for count in range(1, BATCH_MAX):
            waited = time.monotonic() - started
            if waited > BATCH_S:
                return
            try:
                patience = LINGER_S - waited if count < expected else 0.0
                call = self._calls.get(block=patience > 0, timeout=max(patience, 0.0))
            except queue.Empty:
                return
            if call is None:
                self._calls.put(None)
                return
            yield call

    def _run(self, call: _Call) -> None:
        try:
            with translated():
                call.answer = run(self._connection, call.use_case)
        except BaseException as error:
            call.error = error


def _lost(error: BaseException) -> Unavailable:
    if isinstance(error, Unavailable):
        return Unavailable(error.code, **error.details)
    return Unavailable(codes.Storage.FAILED, error=type(error).__name__)


def claim(path: str) -> IO[bytes]:
    """Become the file's only writer, as long as this process lives."""
    lock_file = open(f"{path}.writer", "wb")  # noqa: SIM115 - held until close
    try:
        fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock_file.close()
        raise Unavailable(codes.Storage.IN_USE, path=path) from error
    return lock_file
