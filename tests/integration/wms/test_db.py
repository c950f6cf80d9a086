"""The two calls to the database: what returned is durable, what raised changed nothing."""

import resource
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from sqlalchemy import func, insert, select, text, update

from tests.builders import NOW
from wms import codes
from wms.db import Database, Tx, insert_new
from wms.db.engines import SQLITE
from wms.db.writer import BATCH_MAX
from wms.errors import ColdchainError, Conflict, NotFound, Refused, Unavailable
from wms.tables.facts import Job
from wms.tables.inbox import Inbox


def add(name: str, tx: Tx) -> str:
    """Insert a row by this name."""
    tx.add(Job(name=name, next_at=NOW))
    tx.flush()
    return name


def names(db: Database) -> set[str]:
    return set(db.read(lambda tx: tx.scalars(select(Job.name)).all()))


def together(db: Database, *use_cases: Callable[[Tx], object]) -> list[object]:
    """Run use cases from a thread each, on SQLite surely in one batch; answers or errors in order.

    The first holds the writer until all the others are in the queue.
    """
    answers: list[object] = [None] * len(use_cases)
    is_running, may_go_on = threading.Event(), threading.Event()

    def first(tx: Tx) -> object:
        is_running.set()
        may_go_on.wait(5)
        return use_cases[0](tx)

    def run(number: int, use_case: Callable[[Tx], object]) -> None:
        try:
            answers[number] = db.write(use_case)
        except (ColdchainError, ZeroDivisionError) as error:
            answers[number] = error

    threads = [threading.Thread(target=run, args=(0, first))]
    threads += [
        threading.Thread(target=run, args=pair) for pair in enumerate(use_cases[1:], start=1)
    ]
    threads[0].start()
    is_running.wait(5)
    for thread in threads[1:]:
        thread.start()
    if db.is_sqlite:
        while db.writer.waiting < len(use_cases) - 1:
            time.sleep(0.001)
    may_go_on.set()
    for thread in threads:
        thread.join()
    return answers


# Writing


def test_what_write_returns_can_be_read_at_once(db: Database) -> None:
    assert db.write(partial(add, "a")) == "a"
    assert names(db) == {"a"}


@pytest.mark.parametrize("error", [Refused(codes.Stock.SHORT), ZeroDivisionError()])
def test_what_raises_changes_nothing(db: Database, error: Exception) -> None:
    def use_case(tx: Tx) -> None:
        add("a", tx)
        raise error

    with pytest.raises(type(error)):
        db.write(use_case)

    assert names(db) == set()


def test_one_refusal_in_a_batch_undoes_only_its_own(db: Database) -> None:
    def refused(tx: Tx) -> None:
        add("refused", tx)
        raise Refused(codes.Stock.SHORT)

    def broken(tx: Tx) -> None:
        add("broken", tx)
        tx.execute(text("no such statement"))

    db.write(partial(add, "old"))
    flushes = db.flushes
    answers = together(
        db,
        partial(add, "a"),
        refused,
        partial(add, "b"),
        broken,
        partial(add, "old"),
        partial(add, "c"),
    )

    assert [getattr(answer, "code", answer) for answer in answers] == [
        "a",
        "stock.short",
        "b",
        "storage.failed",
        "storage.conflict",
        "c",
    ]
    assert names(db) == {"old", "a", "b", "c"}
    if db.is_sqlite:
        assert db.flushes == flushes + 1


def test_an_error_swallowed_inside_a_savepoint_keeps_the_rest(db: Database) -> None:
    def undone(tx: Tx) -> None:
        with tx.begin_nested():
            add("undone", tx)
            raise ZeroDivisionError

    def use_case(tx: Tx) -> None:
        add("kept", tx)
        with pytest.raises(ZeroDivisionError):
            undone(tx)

    db.write(use_case)
    assert names(db) == {"kept"}


def test_only_the_database_commits(db: Database) -> None:
    with pytest.raises(AssertionError, match="only Database commits"):
        db.write(lambda tx: tx.commit())


def test_a_use_case_may_not_wait_for_the_writer_it_runs_on(sqlite_db: Database) -> None:
    with pytest.raises(AssertionError, match="may not call write"):
        sqlite_db.write(lambda tx: sqlite_db.write(partial(add, "a")))


def test_after_closing_nothing_is_accepted_and_what_was_queued_is_done(sqlite_db: Database) -> None:
    writer = sqlite_db.writer
    threads = [
        threading.Thread(target=sqlite_db.write, args=(partial(add, f"job-{n}"),)) for n in range(9)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sqlite_db.close()

    with pytest.raises(Unavailable, match=r"storage\.closed"):
        writer.run(partial(add, "late"))
    assert names(sqlite_db) == {f"job-{n}" for n in range(9)}


def test_thirty_two_clients_get_their_turn_alike(db: Database) -> None:
    counts = [0] * 32
    stop = threading.Event()

    def client(number: int) -> None:
        while not stop.is_set():
            db.write(partial(add, f"{number}-{counts[number]}"))
            counts[number] += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    while sum(counts) < 800:
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()

    assert len(names(db)) == sum(counts)
    assert min(counts) > 0
    if db.is_sqlite:
        assert min(counts) >= median(counts) / 2
        assert sum(counts) / db.flushes >= 8
        assert sum(counts) / db.flushes <= BATCH_MAX


# Reading


def test_a_read_cannot_write(db: Database) -> None:
    with pytest.raises(Unavailable):
        db.read(partial(add, "a"))
    assert names(db) == set()


def test_a_read_sees_one_moment_whatever_happens_meanwhile(db: Database) -> None:
    db.write(partial(add, "a"))

    def read(tx: Tx) -> tuple[int | None, int | None]:
        before = tx.scalar(select(func.count()).select_from(Job))
        thread = threading.Thread(target=db.write, args=(partial(add, "b"),))
        thread.start()
        thread.join()
        return before, tx.scalar(select(func.count()).select_from(Job))

    assert db.read(read) == (1, 1)
    assert names(db) == {"a", "b"}


def test_rows_keep_their_values_after_the_transaction(db: Database) -> None:
    def use_case(tx: Tx) -> Job:
        add("a", tx)
        return tx.find(Job, "a")

    job = db.write(use_case)
    assert (job.name, job.next_at) == ("a", NOW)


# Locking


def test_a_locked_row_is_read_afresh(db: Database) -> None:
    db.write(partial(add, "a"))

    def use_case(tx: Tx) -> tuple[str | None, str | None, str | None]:
        job = tx.find(Job, "a")
        tx.connection().execute(text("UPDATE job SET error = 'new' WHERE name = 'a'"))
        stale = job.error
        by_key = tx.lock(Job, "a").error
        tx.connection().execute(text("UPDATE job SET error = 'newer' WHERE name = 'a'"))
        (by_query,) = tx.lock_all(select(Job).order_by(Job.name))
        return stale, by_key, by_query.error

    assert db.write(use_case) == (None, "new", "newer")


def test_many_rows_changed_by_one_statement_are_reloaded(db: Database) -> None:
    for name in "abc":
        db.write(partial(add, name))

    def use_case(tx: Tx) -> list[str | None]:
        jobs = tx.scalars(select(Job).order_by(Job.name)).all()
        tx.connection().execute(update(Job.__table__).values(error="new"))  # type: ignore[arg-type]
        tx.reload(Job)
        return [job.error for job in jobs]

    assert db.write(use_case) == ["new", "new", "new"]


def test_what_is_not_there_is_not_found(db: Database) -> None:
    with pytest.raises(NotFound):
        db.write(lambda tx: tx.lock(Job, "a"))
    with pytest.raises(NotFound):
        db.read(lambda tx: tx.find(Job, "a"))


@pytest.mark.parametrize(
    "lock",
    [lambda tx: tx.lock(Job, "0"), lambda tx: tx.lock_all(select(Job))[0]],
    ids=["one", "all"],
)
def test_counting_up_under_a_lock_loses_no_count(db: Database, lock: Callable[[Tx], Job]) -> None:
    db.write(partial(add, "0"))

    def count_up(tx: Tx) -> None:
        job = lock(tx)
        job.error = str(int(job.error or 0) + 1)

    threads = [threading.Thread(target=db.write, args=(count_up,)) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert db.read(lambda tx: tx.find(Job, "0").error) == "32"


# Inserting what may be there


def test_insert_new_says_how_many_were_new(db: Database) -> None:
    rows = [{"name": name, "next_at": NOW} for name in ("a", "b", "c")]
    assert db.write(lambda tx: insert_new(tx, Job, [])) == 0
    assert db.write(lambda tx: insert_new(tx, Job, rows[:1])) == 1
    assert db.write(lambda tx: insert_new(tx, Job, rows[:1])) == 0
    assert db.write(lambda tx: insert_new(tx, Job, rows)) == 2


def test_a_moment_without_its_offset_is_not_stored(db: Database) -> None:
    naive = datetime(2026, 11, 21)  # noqa: DTZ001
    with pytest.raises(Exception, match="naive"):
        db.write(lambda tx: tx.execute(insert(Job).values(name="a", next_at=naive)))


def test_moments_keep_their_microseconds_and_come_back_in_utc(db: Database) -> None:
    at = NOW.replace(microsecond=123_456)
    db.write(lambda tx: tx.add(Job(name="a", next_at=at)))
    found = db.read(lambda tx: tx.find(Job, "a").next_at)
    assert found == at
    assert found.utcoffset() == at.utcoffset()


# When storage fails


@contextmanager
def files_may_not_grow_beyond(size: int) -> Iterator[None]:
    """Let every write of this process beyond a file size fail, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_when_the_commit_fails_every_caller_of_the_batch_is_told_and_nothing_is_kept(
    sqlite_db: Database,
) -> None:
    db = sqlite_db
    db.write(partial(add, "before"))
    wal = Path(f"{db.url.database}-wal")

    with files_may_not_grow_beyond(wal.stat().st_size + 1024):
        answers = together(db, *(partial(add, f"lost-{n}") for n in range(20)))

    assert {getattr(answer, "code", answer) for answer in answers} == {"storage.failed"}
    assert len({id(answer) for answer in answers}) == 20
    assert names(db) == {"before"}
    assert db.write(partial(add, "after")) == "after"
    assert names(db) == {"before", "after"}


def test_a_full_database_refuses_and_goes_on_when_there_is_room_again(sqlite_db: Database) -> None:
    db = sqlite_db

    def pages(tx: Tx, limit: int) -> int:
        return int(tx.scalar(text(f"PRAGMA max_page_count = {limit}")) or 0)

    def grow(number: int, tx: Tx) -> None:
        tx.add(Job(name=f"big-{number}", next_at=NOW, error="x" * 400))

    in_use = db.write(lambda tx: int(tx.scalar(text("PRAGMA page_count")) or 0))
    assert db.write(lambda tx: pages(tx, in_use + 2)) == in_use + 2
    kept, refused = set(), set()
    for number in range(60):
        try:
            db.write(partial(grow, number))
            kept.add(f"big-{number}")
        except Unavailable as error:
            refused.add(error.code)

    assert refused == {"storage.failed"}
    assert names(db) == kept
    db.write(lambda tx: pages(tx, in_use + 1000))
    db.write(partial(grow, 99))
    assert names(db) == kept | {"big-99"}


def test_a_constraint_nobody_explained_is_a_conflict(db: Database) -> None:
    db.write(partial(add, "a"))
    with pytest.raises(Conflict, match=r"storage\.conflict.*job"):
        db.write(partial(add, "a"))


def test_another_program_cannot_be_the_writer_too(
    sqlite_db: Database, open_db: Callable[[str], Database]
) -> None:
    sqlite_db.write(partial(add, "a"))
    other = open_db(str(sqlite_db.url))

    with pytest.raises(Unavailable, match=r"storage\.in_use"):
        other.write(partial(add, "b"))

    assert names(other) == {"a"}
    sqlite_db.close()
    assert other.write(partial(add, "b")) == "b"


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        Database("sqlite:///:memory:")


def test_sqlite_flushes_every_commit_and_watches_foreign_keys(sqlite_db: Database) -> None:
    def settings(tx: Tx) -> tuple[object, ...]:
        return tuple(
            tx.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        )

    assert sqlite_db.write(settings) == ("wal", 2, 1)
    assert SQLITE.sqlite_version_info >= (3, 35)


# PostgreSQL's own


def test_a_deadlock_is_tried_again_and_nobody_sees_it(postgres_db: Database) -> None:
    db = postgres_db
    for name in ("a", "b"):
        db.write(partial(add, name))
    barrier = threading.Barrier(2)
    attempts: list[str] = []

    def crosswise(tx: Tx, first: str, second: str) -> None:
        attempts.append(first)
        tx.lock(Job, first)
        if len(attempts) <= 2:
            barrier.wait(5)
        tx.lock(Job, second).error = first

    threads = [
        threading.Thread(target=db.write, args=(partial(crosswise, first=f, second=s),))
        for f, s in (("a", "b"), ("b", "a"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(attempts) == 3
    errors = db.read(lambda tx: tx.scalars(select(Job.error).order_by(Job.name)).all())
    assert errors == ["b", "a"]


def test_what_deadlocks_for_ever_is_told_to_come_later(postgres_db: Database) -> None:
    calls = []

    def always(tx: Tx) -> None:
        calls.append(1)
        tx.execute(text("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$"))

    with pytest.raises(Unavailable, match=r"storage\.busy"):
        postgres_db.write(always)
    assert len(calls) == 4


def test_a_lost_connection_loses_nothing_but_the_call(postgres_db: Database) -> None:
    db = postgres_db

    def cut(tx: Tx) -> None:
        add("lost", tx)
        tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(Unavailable, match=r"storage\.failed"):
        db.write(cut)

    assert db.write(partial(add, "a")) == "a"
    assert names(db) == {"a"}


def test_a_row_locked_for_too_long_is_busy(postgres_db: Database) -> None:
    db = postgres_db
    db.write(partial(add, "a"))
    holds, may_end = threading.Event(), threading.Event()

    def hold(tx: Tx) -> None:
        tx.lock(Job, "a")
        holds.set()
        may_end.wait(5)

    def hurry(tx: Tx) -> None:
        tx.execute(text("SET LOCAL lock_timeout = '50ms'"))
        tx.lock(Job, "a")

    holder = threading.Thread(target=db.write, args=(hold,))
    holder.start()
    holds.wait(5)
    with pytest.raises(Unavailable, match=r"storage\.busy"):
        db.write(hurry)
    may_end.set()
    holder.join()


def test_more_readers_than_connections_are_told_to_come_later(postgres_url: str) -> None:
    db = Database(postgres_url, pool_size=1, pool_wait_s=0.05)
    try:
        with pytest.raises(Unavailable, match=r"storage\.busy"):
            db.read(lambda tx: (tx.connection(), db.read(lambda inner: inner.connection())))
    finally:
        db.close()


def test_a_server_that_is_not_there_is_said_to_be_unavailable() -> None:
    db = Database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(Unavailable, match=r"storage\.failed"):
        db.write(partial(add, "a"))
    db.close()


def test_a_value_no_column_can_keep_is_refused(postgres_db: Database) -> None:
    with pytest.raises(Refused, match=r"storage\.unfit"):
        postgres_db.write(partial(add, "NUL \x00 inside"))


def test_a_key_somebody_is_just_inserting_is_waited_for(postgres_db: Database) -> None:
    db = postgres_db
    row = {"name": "a", "next_at": NOW}
    inserted, seen = threading.Event(), []

    def slow(tx: Tx) -> None:
        insert_new(tx, Job, [row])
        inserted.set()
        time.sleep(0.1)

    thread = threading.Thread(target=db.write, args=(slow,))
    thread.start()
    inserted.wait(5)
    seen.append(db.write(lambda tx: insert_new(tx, Job, [row])))
    thread.join()

    assert seen == [0]
    assert db.read(lambda tx: tx.scalars(select(Inbox)).all()) == []
