"""What follows a fact is done at least once, whatever happens to the worker."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from time import monotonic, sleep
from uuid import uuid4

import pytest

from api.ground.clock import Clock
from api.ground.database import WatchedDatabase
from api.work.worker import TimedJob, Worker
from tests.builders import NOW, a_fact
from wms.db import Database, Presence
from wms.facts import LABELS, Task, events, jobs, outbox
from wms.tables.facts import Job, Outbox, OutboxState


@dataclass
class Time:
    """A clock that a test winds."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Labels:
    """A consumer that remembers what it was asked, and fails as often as it is told to."""

    failures: int = 0
    seen: list[int] = field(default_factory=list)

    def __call__(self, db: Database, task: Task, clock: Clock) -> None:
        self.seen.append(task.fact_id)
        if self.failures:
            self.failures -= 1
            raise OSError("the printer is on fire")


@pytest.fixture
def time() -> Time:
    return Time()


def _fact(db: Database, now: datetime = NOW) -> int:
    return db.write(lambda tx: events.record(tx, a_fact(), at=now))


def _only_row(db: Database) -> Outbox:
    return db.read(lambda tx: tx.query(Outbox).one())


def _worker(db: Database, labels: Labels, time: Time) -> Worker:
    return Worker(db, {LABELS: labels}, {}, clock=time)


def test_a_fact_is_consumed_once_and_marked_done(db: Database, time: Time) -> None:
    fact = _fact(db)
    labels = Labels()
    worker = _worker(db, labels, time)
    assert worker.run_once() == 1
    assert worker.run_once() == 0
    assert labels.seen == [fact]
    assert _only_row(db).state is OutboxState.DONE


def test_a_worker_leaves_alone_what_it_cannot_do(db: Database, time: Time) -> None:
    _fact(db)
    assert Worker(db, {"routes": Labels()}, {}, clock=time).run_once() == 0


def test_a_failure_is_tried_again_later_and_keeps_its_reason(db: Database, time: Time) -> None:
    fact = _fact(db)
    labels = Labels(failures=1)
    worker = _worker(db, labels, time)
    worker.run_once()
    assert _only_row(db).error == "OSError: the printer is on fire"
    assert worker.run_once() == 0
    time.later(seconds=6)
    assert worker.run_once() == 1
    assert labels.seen == [fact, fact]
    assert _only_row(db).state is OutboxState.DONE


def test_what_keeps_failing_ends_with_a_person(db: Database, time: Time) -> None:
    _fact(db)
    labels = Labels(failures=100)
    worker = _worker(db, labels, time)
    for _ in range(20):
        worker.run_once()
        time.later(hours=1)
    assert len(labels.seen) == 8
    assert _only_row(db).state is OutboxState.DEAD
    [(row, _)] = db.read(outbox.dead)
    db.write(lambda tx: outbox.retry(tx, row.id, now=time()))
    labels.failures = 0
    worker.run_once()
    assert _only_row(db).state is OutboxState.DONE


def test_a_killed_workers_task_is_taken_over_when_its_lease_ends(db: Database, time: Time) -> None:
    fact = _fact(db)

    class Killed(BaseException):
        """The process ends here: nothing after it runs."""

    def dies(db: Database, task: Task, clock: Clock) -> None:
        raise Killed

    with pytest.raises(Killed):
        Worker(db, {LABELS: dies}, {}, clock=time).run_once()
    labels = Labels()
    successor = _worker(db, labels, time)
    assert successor.run_once() == 0
    time.later(minutes=3)
    assert successor.run_once() == 1
    assert labels.seen == [fact]


def test_a_worker_that_overslept_its_lease_spoils_nothing(db: Database, time: Time) -> None:
    _fact(db)
    other = Labels()

    def sleeps(db: Database, task: Task, clock: Clock) -> None:
        time.later(minutes=3)
        assert _worker(db, other, time).run_once() == 1

    Worker(db, {LABELS: sleeps}, {}, clock=time).run_once()
    assert len(other.seen) == 1
    assert _only_row(db).state is OutboxState.DONE


def test_a_task_whose_lease_ran_out_while_it_waited_is_not_begun(db: Database, time: Time) -> None:
    for _ in range(2):
        _fact(db)
    begun: list[Task] = []

    def slow(db: Database, task: Task, clock: Clock) -> None:
        assert clock() < task.leased_until, "somebody else may be doing it by now"
        begun.append(task)
        time.now = task.leased_until

    assert Worker(db, {LABELS: slow}, {}, clock=time).run_once() == 3
    # The second was claimed again under a fresh lease, never begun under the one that had ended.
    assert len({task.fact_id for task in begun}) == len(begun) == 2
    assert [task.attempt for task in begun] == [1, 1]
    assert {row.state for row in db.read(lambda tx: tx.query(Outbox).all())} == {OutboxState.DONE}


def test_a_commit_wakes_the_worker_at_once(sqlite_url: str, time: Time) -> None:
    db = WatchedDatabase(sqlite_url)
    done = Event()

    def notes(db: Database, task: Task, clock: Clock) -> None:
        done.set()

    worker = Worker(db, {LABELS: notes}, {}, clock=time)
    db.on_write(worker.wake)
    worker.start()
    try:
        _fact(db)
        assert done.wait(timeout=4)  # the slow poll would come after five seconds
    finally:
        worker.stop()
        db.close()


def test_a_worker_stops_though_its_consumer_is_busy(sqlite_url: str, time: Time) -> None:
    db = WatchedDatabase(sqlite_url)
    began, end = Event(), Event()

    def long(db: Database, task: Task, clock: Clock) -> None:
        began.set()
        end.wait(30)

    worker = Worker(db, {LABELS: long}, {}, clock=time)
    _fact(db)
    worker.start()
    assert began.wait(10)
    worker.stop(timeout_s=0.1)
    end.set()
    worker.stop(timeout_s=10)
    db.close()


class Killed(BaseException):
    """The process ends here: nothing after it runs, not even what says goodbye."""


def killed_while_at_work(db: Database, time: Time) -> None:
    """As another process leaves the database that was killed: all claimed, one begun."""
    lease = uuid4()
    presence = Presence(db, lease)
    presence.keep()
    db.write(lambda tx: outbox.claim(tx, lease, time(), limit=20, consumers={LABELS}))
    db.write(lambda tx: jobs.due(tx, time(), {jobs.SILENCE}, lease=lease))
    assert db.read(lambda tx: outbox.leases(tx) & jobs.leases(tx)) == {lease}
    presence.end()


def until(done: Callable[[], bool], patience_s: float = 15) -> None:
    patience_until = monotonic() + patience_s
    while not done():
        assert monotonic() < patience_until
        sleep(0.02)


def test_work_in_hand_of_a_killed_process_goes_on_before_any_lease_has_run_out(
    db: Database, time: Time
) -> None:
    db.write(lambda tx: jobs.due(tx, time(), {jobs.SILENCE}))
    time.later(seconds=61)
    facts = [_fact(db, time()) for _ in range(3)]
    killed_while_at_work(db, time)
    labels, ran = Labels(), Event()
    successor = Worker(
        db, {LABELS: labels}, {jobs.SILENCE: lambda _db, _clock: ran.set()}, clock=time
    )
    successor.start()
    until(lambda: len(labels.seen) == 3 and ran.is_set())
    successor.stop()
    assert sorted(labels.seen) == facts
    attempts = sorted(row.attempts for row in db.read(lambda tx: tx.query(Outbox).all()))
    assert attempts == [1, 1, 2], "the death counts for the one that was begun"


def test_what_a_living_worker_has_in_hand_is_left_to_it(db: Database, time: Time) -> None:
    _fact(db)
    began, end, labels = Event(), Event(), Labels()

    def long(db: Database, task: Task, clock: Clock) -> None:
        began.set()
        end.wait(30)

    busy, idle = Worker(db, {LABELS: long}, {}, clock=time), _worker(db, labels, time)
    busy.start()
    assert began.wait(10)
    idle._take_back()
    assert idle.run_once() == 0
    end.set()
    until(lambda: _only_row(db).state is OutboxState.DONE)
    busy.stop()
    idle.stop()
    assert labels.seen == []


def test_a_worker_that_stops_gives_back_what_it_had_in_hand(db: Database, time: Time) -> None:
    for _ in range(3):
        _fact(db)
    began, end = Event(), Event()

    def long(db: Database, task: Task, clock: Clock) -> None:
        began.set()
        end.wait(30)

    worker = Worker(db, {LABELS: long}, {}, clock=time)
    worker.start()
    assert began.wait(10)
    worker.stop(timeout_s=0.05)
    rows = db.read(lambda tx: tx.query(Outbox).all())
    assert {row.state for row in rows} == {OutboxState.READY}
    assert sorted(row.attempts for row in rows) == [0, 0, 1]
    assert db.read(lambda tx: outbox.is_any_due(tx, time(), {LABELS}))
    end.set()
    worker._thread.join(10)


def test_one_fact_that_kills_its_workers_takes_no_other_with_it(db: Database, time: Time) -> None:
    bad, *good = [_fact(db) for _ in range(5)]
    done: list[int] = []

    def consumer(db: Database, task: Task, clock: Clock) -> None:
        if task.fact_id == bad:
            raise Killed
        done.append(task.fact_id)

    for _ in range(20):
        try:
            Worker(db, {LABELS: consumer}, {}, clock=time).run_once()
        except Killed:
            time.later(minutes=3)
    assert sorted(done) == good
    states = db.read(lambda tx: {row.fact_id: row.state for row in tx.query(Outbox)})
    assert states.pop(bad) is OutboxState.DEAD
    assert set(states.values()) == {OutboxState.DONE}


def test_a_clock_that_went_ahead_and_came_back_puts_nothing_off(db: Database, time: Time) -> None:
    db.write(lambda tx: jobs.due(tx, time(), {jobs.SILENCE, jobs.CUT_OFF}))
    right, ran = time.now, list[datetime]()
    timed: dict[str, TimedJob] = {
        jobs.SILENCE: lambda _db, clock: ran.append(clock()),
        jobs.CUT_OFF: lambda _db, _clock: None,
    }
    for ahead in (timedelta(hours=1), timedelta(days=1)):
        time.now = right + ahead
        _fact(db, time())
        labels = Labels(failures=1)
        worker = Worker(db, {LABELS: labels}, timed, clock=time)
        worker.run_once()
        _fact(db, time())
        time.now = right
        worker._take_back()
        worker._jobs_due_at = 0
        worker.run_once()
        assert len(labels.seen) == 3
        before = len(ran)
        time.later(seconds=61)
        worker._jobs_due_at = 0
        worker.run_once()
        assert len(ran) == before + 1
        right = time.now
        assert _job(db, jobs.CUT_OFF).next_at <= right + timedelta(days=1)
        worker.stop()


Jobs = Callable[[str], None]


def _job(db: Database, name: str) -> Job:
    return db.read(lambda tx: tx.get_one(Job, name))


def test_a_job_runs_when_its_time_has_come_and_not_before(db: Database, time: Time) -> None:
    ran: list[datetime] = []

    def silence(db: Database, clock: Clock) -> None:
        ran.append(clock())

    def once() -> None:
        Worker(db, {}, {jobs.SILENCE: silence}, clock=time).run_once()

    once()
    assert ran == []
    time.later(seconds=61)
    once()
    once()
    assert len(ran) == 1
    assert _job(db, jobs.SILENCE).last_at == time()


def test_a_job_that_fails_says_why_and_is_tried_again(db: Database, time: Time) -> None:
    def fails(db: Database, clock: Clock) -> None:
        raise ValueError("no such room")

    def once() -> None:
        Worker(db, {}, {jobs.SILENCE: fails}, clock=time).run_once()

    once()
    time.later(seconds=61)
    once()
    job = _job(db, jobs.SILENCE)
    assert job.error == "ValueError: no such room"
    assert job.next_at == time() + timedelta(minutes=1)
