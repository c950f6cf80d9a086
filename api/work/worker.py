"""Does what must follow a fact, at least once, and the timed jobs.

A worker that dies loses nothing: its leases run out and another takes over. Whatever a consumer
does must therefore be safe to do twice.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from uuid import uuid4

from api.ground import metrics
from api.ground.clock import Clock
from wms.db import Database
from wms.errors import ColdchainError, Conflict
from wms.facts import Task, jobs, outbox

log = logging.getLogger(__name__)

Consumer = Callable[[Database, Task, Clock], None]
TimedJob = Callable[[Database, Clock], None]

POLL_S = 5.0
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
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._jobs_due_at = 0.0
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
        self._thread.join(timeout_s)

    def run_once(self) -> int:
        """Do everything that is due now; returns how many tasks and jobs were tried."""
        return self._run_jobs() + self._run_tasks()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
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
            for task in tasks:
                self._run_task(task)
            tried += len(tasks)
        return tried

    def _is_any_due(self) -> bool:
        # Asked of a reader first: most commits leave nothing to do, and the writer is busy.
        now = self._clock()
        return self._db.read(lambda tx: outbox.is_any_due(tx, now, self._consumers))

    def _run_task(self, task: Task) -> None:
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
            self._settle(task, said)
        else:
            metrics.consumed(task.consumer, "done")
            self._settle(task, None)

    def _settle(self, task: Task, error: str | None) -> None:
        now = self._clock()
        try:
            if error is None:
                self._db.write(lambda tx: outbox.done(tx, task, now=now))
            else:
                self._db.write(lambda tx: outbox.failed(tx, task, error, now=now))
        except Conflict:
            log.warning("%s on fact %d took longer than its lease", task.consumer, task.fact_id)

    def _run_jobs(self) -> int:
        if not self._timed or time.monotonic() < self._jobs_due_at:
            return 0
        self._jobs_due_at = time.monotonic() + POLL_S
        names = self._db.write(lambda tx: jobs.due(tx, self._clock(), self._timed))
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
