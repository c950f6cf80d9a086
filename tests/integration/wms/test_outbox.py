"""What must follow a fact follows: leased, tried again later and later, dead in the end."""

import threading
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from sqlalchemy import select, update

from tests.builders import NOW, a_fact, world
from wms import codes
from wms.db import Database, Tx
from wms.errors import Conflict, NotFound, Refused
from wms.facts import Task, events, outbox
from wms.facts.catalogue import Happened, LotHeld, LotPutAway, WaveReleased
from wms.facts.events import INTERESTED, record
from wms.masterdata import policies
from wms.tables.facts import Fact, Outbox, OutboxState

A_LOT, A_WAVE = a_fact(), WaveReleased(3, "W-1", 2)


def told(db: Database, fact: Happened = A_LOT) -> int:
    return db.write(lambda tx: record(tx, fact, at=NOW))


def claimed(db: Database, seconds: float = 0, limit: int = 20) -> list[Task]:
    now = NOW + timedelta(seconds=seconds)
    return db.write(lambda tx: outbox.claim(tx, uuid4(), now, limit=limit))


def test_a_fact_is_kept_with_a_row_for_everyone_interested(db: Database) -> None:
    world(db)
    fact_id = told(db, A_WAVE)

    rows = db.read(
        lambda tx: tx.scalars(select(Outbox.consumer).where(Outbox.fact_id == fact_id)).all()
    )

    assert sorted(rows) == sorted(INTERESTED[WaveReleased])
    row = db.read(lambda tx: tx.find(Fact, fact_id))
    assert (row.kind, row.subject_kind, row.subject_id) == ("WaveReleased", "wave", "3")
    assert events.of(row) == A_WAVE


def test_a_fact_nobody_waits_for_is_only_remembered(db: Database) -> None:
    told(db, LotPutAway(1, "L1", "A-1", 10))
    assert claimed(db) == []


def test_a_claimed_task_tells_what_happened_and_is_nobody_elses(db: Database) -> None:
    fact_id = told(db)

    (task,) = claimed(db)

    assert (task.fact_id, task.fact) == (fact_id, A_LOT)
    assert (task.consumer, task.attempt, task.at) == ("labels", 1, NOW)
    assert claimed(db) == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("LotDreamt", {"lot_id": 1}),
        ("LotReceived", {"lot_id": 1, "code": "L1"}),
        ("LotReceived", {**msgspec.to_builtins(A_LOT), "lot_id": "1"}),
    ],
)
def test_a_fact_nobody_can_read_waits_for_a_person_and_stops_nobody(
    db: Database, kind: str, data: dict[str, Any]
) -> None:
    def odd(tx: Tx) -> None:
        row = Fact(kind=kind, subject_kind="lot", subject_id="1", data=data, at=NOW)
        tx.add(row)
        tx.flush()
        tx.add(Outbox(fact_id=row.id, consumer="labels", next_at=NOW))

    db.write(odd)
    told(db)

    (task,) = claimed(db)

    assert task.fact == A_LOT
    ((dead, _fact),) = db.read(outbox.dead)
    assert dead.error is not None
    assert kind in dead.error


def test_what_a_later_release_says_besides_is_left_out() -> None:
    row = Fact(kind="LotReceived", data={**msgspec.to_builtins(A_LOT), "colour": "green"})
    assert events.of(row) == A_LOT


def test_a_done_task_never_comes_back(db: Database) -> None:
    told(db)
    (task,) = claimed(db)
    db.write(lambda tx: outbox.done(tx, task, now=NOW))
    assert claimed(db, 10**6) == []
    assert db.read(outbox.counts) == Counter()


def test_a_task_whose_worker_died_is_taken_over_when_the_lease_has_run_out(db: Database) -> None:
    told(db)
    (lost,) = claimed(db)
    lease_s = policies.DEFAULTS["outbox_lease_s"]

    assert claimed(db, lease_s - 1) == []
    (again,) = claimed(db, lease_s + 1)

    assert (again.id, again.attempt) == (lost.id, 2)
    with pytest.raises(Conflict, match=r"outbox\.lease_lost"):
        db.write(lambda tx: outbox.done(tx, lost, now=NOW))


def test_a_failed_task_waits_longer_each_time_and_dies_in_the_end(db: Database) -> None:
    told(db)
    waits, states, seconds = [], [], 0.0
    for _ in range(policies.DEFAULTS["outbox_attempts"]):
        (task,) = claimed(db, seconds)
        now = NOW + timedelta(seconds=seconds)
        failed = partial(outbox.failed, task=task, error="out of paper", now=now)
        states.append(db.write(failed))
        row = db.read(partial(Tx.find, kind=Outbox, key=task.id))
        waits.append((row.next_at - now).total_seconds())
        seconds = (row.next_at - NOW).total_seconds()

    assert waits[:-1] == [5, 10, 20, 40, 80, 160, 320]
    # Buried by the last failure itself: a person sees it now, not when somebody asks for work.
    assert states == [OutboxState.READY] * 7 + [OutboxState.DEAD]
    assert db.read(outbox.counts) == Counter({"dead": 1})
    assert claimed(db, 10**6) == []
    ((dead, fact),) = db.read(outbox.dead)
    assert (dead.state, dead.error) == (OutboxState.DEAD, "out of paper")
    assert events.of(fact) == A_LOT


def test_a_task_that_kills_its_workers_dies_without_killing_more(db: Database) -> None:
    told(db)
    for attempt in range(policies.DEFAULTS["outbox_attempts"]):
        assert len(claimed(db, attempt * 200)) == 1

    assert claimed(db, 10**6) == []
    ((dead, _fact),) = db.read(outbox.dead)
    assert dead.error == "its workers did not come back"


def test_a_person_wakes_a_dead_task(db: Database) -> None:
    told(db)
    db.write(lambda tx: tx.execute(update(Outbox).values(state=OutboxState.DEAD, attempts=8)))
    outbox_id = db.read(lambda tx: tx.scalars(select(Outbox.id)).one())

    db.write(lambda tx: outbox.retry(tx, outbox_id, now=NOW))

    (task,) = claimed(db)
    assert task.attempt == 1
    with pytest.raises(Refused, match=r"outbox\.wrong_state"):
        db.write(lambda tx: outbox.retry(tx, outbox_id, now=NOW))
    with pytest.raises(NotFound):
        db.write(lambda tx: outbox.retry(tx, 4711, now=NOW))


def test_many_workers_do_each_task_once(db: Database) -> None:
    for _ in range(30):
        told(db)
    taken: list[int] = []

    def work() -> None:
        while tasks := claimed(db, limit=3):
            for task in tasks:
                db.write(partial(outbox.done, task=task, now=NOW))
                taken.append(task.id)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == len(set(taken)) == 30


def test_a_worker_takes_only_what_it_can_do(db: Database) -> None:
    told(db)
    told(db, LotHeld(1, "quality", "smell", ("L1",), 1, None))

    def claim(tx: Tx) -> list[Task]:
        return outbox.claim(tx, uuid4(), NOW, consumers={"notices"})

    assert db.read(lambda tx: outbox.is_any_due(tx, NOW, {"notices"}))
    assert [task.consumer for task in db.write(claim)] == ["notices"]
    assert not db.read(lambda tx: outbox.is_any_due(tx, NOW, {"notices"}))
    assert db.read(outbox.counts) == Counter({"ready": 1, "leased": 1})


def test_a_refused_use_case_leaves_neither_fact_nor_follower(db: Database) -> None:
    def use_case(tx: Tx) -> None:
        record(tx, A_LOT, at=NOW)
        raise Refused(codes.Stock.SHORT)

    with pytest.raises(Refused):
        db.write(use_case)

    assert claimed(db) == []
    assert db.read(lambda tx: tx.scalars(select(Fact)).all()) == []
