"""A durable queue on disk: what a far gateway promises while the server is away.

One SQLite file with `synchronous=FULL`: when `put` has returned, neither a crash nor a power cut
loses the events. They leave in the order they came, and only after the server kept them.
"""

import logging
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from devices.driver import fault
from devices.errors import Garbled, Misconfigured, Oddity, Unreachable
from devices.events import SPOOL, Answer, Event, Scan, from_wire, to_wire
from devices.sink import Sink, deliver_isolating

log = logging.getLogger(__name__)

EVENTS_MAX = 5_000_000
BATCH_EVENTS = 1_000
PATIENCE_S = 1.5
RETRY_S_FIRST, RETRY_S_MAX = 0.5, 10.0


class Spool:
    """The file. Safe to use from several threads of one process."""

    def __init__(self, path: Path, events_max: int = EVENTS_MAX) -> None:
        """Raises: Misconfigured when the file cannot be a spool."""
        self._events_max = events_max
        self._turn = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS spool ("
                "id INTEGER PRIMARY KEY AUTOINCREMENT, events INTEGER NOT NULL, body BLOB NOT NULL)"
            )
            query = "SELECT coalesce(sum(events), 0) FROM spool"
            self._count = int(self._db.execute(query).fetchone()[0])
        except (OSError, sqlite3.Error) as error:
            raise Misconfigured(f"{path} cannot be a spool: {error}") from error

    def __len__(self) -> int:
        return self._count

    def put(self, events: Sequence[Event]) -> int:
        """Make the events durable and return the number of their place in the queue.

        Raises: Unreachable when the spool or the disk is full.
        """
        with self._turn:
            if self._count + len(events) > self._events_max:
                raise Unreachable(f"the spool is full: {self._count} events wait for the server")
            try:
                row = self._db.execute(
                    "INSERT INTO spool (events, body) VALUES (?, ?) RETURNING id",
                    (len(events), to_wire(events)),
                ).fetchone()
            except sqlite3.Error as error:
                raise Unreachable(f"the spool cannot be written: {error}") from error
            self._count += len(events)
            return int(row[0])

    def head(self) -> tuple[int, list[Event]]:
        """The oldest events, up to one batch, and the place of the last of them; (0, []) if none.

        Raises: Unreachable when the disk cannot be read.
        """
        last, events = 0, list[Event]()
        with self._turn:
            try:
                for id, count, body in self._db.execute("SELECT * FROM spool ORDER BY id"):
                    if events and len(events) + count > BATCH_EVENTS:
                        break
                    last = id
                    events += _restored(body)
            except sqlite3.Error as error:
                raise Unreachable(f"the spool cannot be read: {error}") from error
        return last, events

    def forget(self, last: int) -> None:
        """Everything up to this place was kept by the server. Raises: Unreachable."""
        with self._turn:
            try:
                gone = self._db.execute(
                    "DELETE FROM spool WHERE id <= ? RETURNING events", (last,)
                ).fetchall()
            except sqlite3.Error as error:
                raise Unreachable(f"the spool cannot be written: {error}") from error
            self._count -= sum(count for (count,) in gone)

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._db.close()


def _restored(body: bytes) -> list[Event]:
    """The events of a row; one that an older release wrote differently is kept as its bytes."""
    try:
        return from_wire(body)
    except Garbled as error:
        log.error("a spooled batch cannot be read and is kept as a fault: %s", error)
        return [fault(SPOOL, Garbled(Oddity.SPOOL_UNREADABLE, body, str(error)), datetime.now(UTC))]


class SpooledSink:
    """Promises as soon as the spool has the events, and carries them to the far sink behind.

    A scan waits a moment for the server's own answer; when that does not come the gun plays the
    "stored" tone: offline costs delay, not data.
    """

    def __init__(self, spool: Spool, sink: Sink, patience_s: float = PATIENCE_S) -> None:
        self._spool = spool
        self._sink = sink
        self._patience_s = patience_s
        self._changed = threading.Condition()
        self._awaited: dict[UUID, Answer | None] = {}
        self._away = False
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._drain, name="spool-drain", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> int:
        """How many events the server does not have yet."""
        return len(self._spool)

    def deliver(self, events: Sequence[Event]) -> Mapping[UUID, Answer]:
        """Return when the events are on disk; scans with the server's answer if it comes in time.

        Raises: Unreachable when the spool is full or the disk fails.
        """
        scans = [event.id for event in events if isinstance(event, Scan)]
        with self._changed:
            self._awaited.update(dict.fromkeys(scans))
        try:
            self._spool.put(events)
            return self._answers(scans)
        finally:
            with self._changed:
                for id in scans:
                    del self._awaited[id]

    def close(self) -> None:
        """Stop carrying; what is in the spool stays there."""
        self._closing.set()
        with self._changed:
            self._changed.notify_all()
        self._thread.join()

    def _answers(self, scans: Sequence[UUID]) -> Mapping[UUID, Answer]:
        with self._changed:
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._is_answered(scans), timeout=self._patience_s)
            return {id: self._awaited[id] or Answer(id, "stored") for id in scans}

    def _is_answered(self, scans: Sequence[UUID]) -> bool:
        return self._away or all(self._awaited[id] is not None for id in scans)

    def _drain(self) -> None:
        retry_s = RETRY_S_FIRST
        while not self._closing.is_set():
            try:
                last, events = self._spool.head()
                if events:
                    self._told(deliver_isolating(self._sink, events))
                    self._spool.forget(last)
                else:
                    self._rest()
                retry_s = RETRY_S_FIRST
            except Unreachable as error:
                self._note_away(error)
                self._closing.wait(retry_s)
                retry_s = min(RETRY_S_MAX, retry_s * 2)
            except Exception as error:
                log.exception("events in the spool cannot be carried on")
                self._note_away(error)
                self._closing.wait(RETRY_S_MAX)

    def _rest(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: len(self._spool) > 0 or self._closing.is_set())

    def _told(self, answers: Mapping[UUID, Answer]) -> None:
        with self._changed:
            if self._away:
                log.warning("the server is back, %d events are spooled", len(self._spool))
            self._away = False
            self._awaited.update({id: answers.get(id) for id in self._awaited if id in answers})
            self._changed.notify_all()

    def _note_away(self, error: Exception) -> None:
        with self._changed:
            if not self._away:
                log.warning("the server is away, events are spooled: %s", error)
            self._away = True
            self._changed.notify_all()
