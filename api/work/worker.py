"""Does what must follow a fact, at least once, and the timed jobs.

A worker that dies loses nothing: its leases belong to it while it lives, and the next one to look
takes over. Whatever a consumer does must therefore be safe to do twice.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from itertools import zip_longest
from uuid import UUID, uuid4

from api.ground import metrics
from api.ground.clock import Clock
from wms.db import Database, Presence, Tx
from wms.errors import ColdchainError
from wms.facts import Task, jobs, outbox

log = logging.getLogger(__name__)

Consumer = Callable[[Database, Task, Clock], None]
TimedJob = Callable[[Database, Clock], None]

POLL_S = 2.0
"""How soon retries, jobs and the commits of other processes are noticed."""
SETTLE_S = 0.05
"""Commits that come together are looked at together."""
CLAIM_MAX = 20
ERROR_MAX = 300


class Worker:
    """One thread that works off some consumers, and the jobs if it was given any."""

    def __init__(
        self,
        db: Database,
        consumers: Mapping[str, Consumer],
        timed: Mapping[str, TimedJob],
        *,
        clock: Clock,
    ) -> None:
        self._db = db
        self._consumers = consumers
        self._timed = timed
        self._clock = clock
        self._lease = uuid4()
        self._presence = Presence(db, self._lease)
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._jobs_due_at = 0.0
        self._looked_until = 0.0
        name = f"worker-{'-'.join(sorted(consumers))}"
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)

    def start(self) -> None:
        """Begin to work in a thread."""
        self._thread.start()

    def wake(self) -> None:
        """Something was written; perhaps there is work."""
        self._woken.set()

    def stop(self, timeout_s: float = 1.5) -> None:
        """Finish the task in hand if it is short; a longer one is done again by the next worker."""
        self._stopping.set()
        self._woken.set()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        try:
            self._db.write(lambda tx: _give_back(tx, {self._lease}, self._clock()))
        except ColdchainError as error:
            log.info("what was in hand is taken back by the next worker: %s", error)
        self._presence.end()

    def run_once(self) -> int:
        """Do everything that is due now; returns how many tasks and jobs were tried."""
        return self._run_jobs() + self._run_tasks()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                self._take_back()
                self.run_once()
            except ColdchainError as error:
                if not self._stopping.is_set():
                    log.error("the worker cannot reach the database: %s", error)
                    self._stopping.wait(POLL_S)
            except Exception:
                log.exception("the worker failed")
                self._stopping.wait(POLL_S)
            if self._woken.wait(POLL_S):
                self._stopping.wait(SETTLE_S)

    def _take_back(self) -> None:
        """Be seen to live; what others had in hand who live no more is due again."""
        if time.monotonic() < self._looked_until:
            return
        self._presence.keep()
        now = self._clock()
        gone, is_put_off = self._db.read(lambda tx: (self._gone(tx), outbox.is_put_off(tx, now)))
        if gone:
            log.warning("%d workers did not come back: their work goes on here", len(gone))
            self._db.write(lambda tx: _give_back(tx, gone, now))
        if is_put_off:
            log.warning("the clock was ahead: what it put off is due now")
            self._db.write(lambda tx: outbox.pull_in(tx, now=now))
        self._looked_until = time.monotonic() + POLL_S

    def _gone(self, tx: Tx) -> set[UUID]:
        leases = outbox.leases(tx) | jobs.leases(tx)
        return leases - self._presence.living(tx, leases) if leases else leases

    def _run_tasks(self) -> int:
        tried = 0
        while not self._stopping.is_set() and self._is_any_due():
            tasks = self._db.write(
                lambda tx: outbox.claim(
                    tx, self._lease, self._clock(), limit=CLAIM_MAX, consumers=self._consumers
                )
            )
            if not tasks:
                break
            for task, following in zip_longest(tasks, tasks[1:]):
                self._run_task(task, following)
            tried += len(tasks)
        return tried

    def _is_any_due(self) -> bool:
        # Asked of a reader first: most commits leave nothing to do, and the writer is busy.
        now = self._clock()
        return self._db.read(lambda tx: outbox.is_any_due(tx, now, self._consumers))

    def _run_task(self, task: Task, following: Task | None) -> None:
        if self._stopping.is_set() or self._clock() >= task.leased_until:
            return
        try:
            self._consumers[task.consumer](self._db, task, self._clock)
        except Exception as error:
            if self._stopping.is_set():
                return
            log.warning("%s failed on fact %d", task.consumer, task.fact_id, exc_info=True)
            metrics.consumed(task.consumer, "failed")
            said = f"{type(error).__name__}: {error}"[:ERROR_MAX]
            self._settle(task, said, following)
        else:
            metrics.consumed(task.consumer, "done")
            self._settle(task, None, following)

    def _settle(self, task: Task, error: str | None, following: Task | None) -> None:
        """Say how it went, and begin the next in the same transaction."""
        now = self._clock()

        def settle(tx: Tx) -> bool:
            is_ours = outbox.is_held(tx, task)
            if is_ours and error is None:
                outbox.done(tx, task, now=now)
            elif is_ours and error is not None:
                outbox.failed(tx, task, error, now=now)
            if following and now < following.leased_until and outbox.is_held(tx, following):
                outbox.begin(tx, following)
            return is_ours

        if not self._db.write(settle):
            log.warning("%s on fact %d took longer than its lease", task.consumer, task.fact_id)

    def _run_jobs(self) -> int:
        if not self._timed or time.monotonic() < self._jobs_due_at:
            return 0
        self._jobs_due_at = time.monotonic() + POLL_S
        names = self._db.write(
            lambda tx: jobs.due(tx, self._clock(), self._timed, lease=self._lease)
        )
        for name in names:
            self._run_job(name)
        return len(names)

    def _run_job(self, name: str) -> None:
        error: str | None = None
        try:
            self._timed[name](self._db, self._clock)
        except Exception as failure:
            if self._stopping.is_set():
                return
            log.exception("job %s failed", name)
            error = f"{type(failure).__name__}: {failure}"[:ERROR_MAX]
        now = self._clock()
        self._db.write(lambda tx: jobs.finished(tx, name, now, error=error))


def _give_back(tx: Tx, gone: Collection[UUID], now: datetime) -> None:
    outbox.give_back(tx, gone, now=now)
    jobs.give_back(tx, gone, now=now)
