"""What must follow a fact: claimed by state, done at least once, dead after too many failures.

Never "everything after the last id I saw": ids appear out of order on PostgreSQL.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from wms import codes
from wms.db import Tx, just
from wms.errors import Conflict, Refused
from wms.facts import events
from wms.facts.catalogue import Happened
from wms.masterdata import policies
from wms.tables.facts import Fact, Outbox, OutboxState

BACKOFF_S = 5
BACKOFF_MAX_S = 900
ERROR_LENGTH_MAX = 400


@dataclass(frozen=True, slots=True)
class Task:
    """One consumer's share of one fact, leased until `leased_until`."""

    id: int
    lease: UUID
    consumer: str
    attempt: int
    leased_until: datetime
    fact_id: int
    fact: Happened
    warehouse_id: int | None
    at: datetime


def claim(
    tx: Tx, lease: UUID, now: datetime, *, limit: int = 20, consumers: Collection[str] | None = None
) -> list[Task]:
    """Lease what is due, oldest first; nobody else gets it until the lease has run out.

    A row whose leases ran out too often killed its workers: it dies here instead of killing more,
    and so does one whose fact nobody can read.
    """
    due = (
        select(Outbox)
        .where(Outbox.state.in_([OutboxState.READY, OutboxState.LEASED]), Outbox.next_at <= now)
        .order_by(Outbox.next_at, Outbox.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if consumers is not None:
        due = due.where(Outbox.consumer.in_(consumers))
    attempts_max = policies.get(tx, "outbox_attempts", now)
    leased_until = now + timedelta(seconds=policies.get(tx, "outbox_lease_s", now))
    claimed = []
    for row in tx.scalars(due).all():
        if row.attempts >= attempts_max:
            _die(row, row.error or "its workers did not come back")
            continue
        row.state, row.lease, row.next_at = OutboxState.LEASED, lease, leased_until
        row.attempts += 1
        claimed.append(row)
    tx.flush()
    facts = {
        fact.id: fact
        for fact in tx.scalars(select(Fact).where(Fact.id.in_({row.fact_id for row in claimed})))
    }
    return list(_tasks(claimed, facts, lease))


def is_any_due(tx: Tx, now: datetime, consumers: Collection[str]) -> bool:
    """Whether `claim` would find something; a reader can ask without disturbing the writer."""
    due = select(Outbox.id).where(
        Outbox.state.in_([OutboxState.READY, OutboxState.LEASED]),
        Outbox.next_at <= now,
        Outbox.consumer.in_(consumers),
    )
    return tx.scalar(due.limit(1)) is not None


def done(tx: Tx, task: Task, *, now: datetime) -> None:
    """The consumer has done it. Raises: Conflict("outbox.lease_lost")."""
    row = _held(tx, task)
    row.state, row.lease, row.error, row.done_at = OutboxState.DONE, None, None, now


def failed(tx: Tx, task: Task, error: str, *, now: datetime) -> OutboxState:
    """The consumer failed: again later and later, in the end a person must look.

    Raises: Conflict("outbox.lease_lost").
    """
    row = _held(tx, task)
    if row.attempts >= policies.get(tx, "outbox_attempts", now):
        _die(row, error)
        return row.state
    delay_s = min(BACKOFF_S * 2 ** (row.attempts - 1), BACKOFF_MAX_S)
    row.state, row.lease, row.error = OutboxState.READY, None, error[:ERROR_LENGTH_MAX]
    row.next_at = now + timedelta(seconds=delay_s)
    return row.state


def retry(tx: Tx, outbox_id: int, *, now: datetime) -> Outbox:
    """A person wants a dead row tried again. Raises: NotFound; Refused("outbox.wrong_state")."""
    row = tx.lock(Outbox, outbox_id)
    if row.state is not OutboxState.DEAD:
        raise Refused(codes.Outbox.WRONG_STATE, state=str(row.state))
    row.state, row.attempts, row.next_at = OutboxState.READY, 0, now
    tx.info[events.FOLLOWED] = True
    return row


def dead(
    tx: Tx, warehouse_id: int | None = None, limit: int = 200
) -> Sequence[tuple[Outbox, Fact]]:
    """What a person must look at, newest first, each with its fact; of one warehouse or (None)
    of all."""
    rows = (
        select(Outbox, Fact)
        .join(Fact, Fact.id == Outbox.fact_id)
        .where(just(Outbox.state, OutboxState.DEAD))
        .order_by(Outbox.id.desc())
        .limit(limit)
    )
    if warehouse_id is not None:
        rows = rows.where(Fact.warehouse_id == warehouse_id)
    return [(row, fact) for row, fact in tx.execute(rows)]


def counts(tx: Tx) -> Counter[str]:
    """How many rows are in each state but done, for metrics."""
    rows = (
        select(Outbox.state, func.count())
        .where(Outbox.state != OutboxState.DONE)
        .group_by(Outbox.state)
    )
    return Counter({str(state): number for state, number in tx.execute(rows)})


def _held(tx: Tx, task: Task) -> Outbox:
    row = tx.lock(Outbox, task.id)
    if row.state is not OutboxState.LEASED or row.lease != task.lease:
        raise Conflict(codes.Outbox.LEASE_LOST, id=task.id)
    return row


def _die(row: Outbox, error: str) -> None:
    row.state, row.lease, row.error = OutboxState.DEAD, None, error[:ERROR_LENGTH_MAX]


def _tasks(claimed: Iterable[Outbox], facts: Mapping[int, Fact], lease: UUID) -> Iterator[Task]:
    for row in claimed:
        stored = facts[row.fact_id]
        try:
            fact = events.of(stored)
        except events.Unreadable as error:
            _die(row, str(error))
            continue
        yield Task(
            row.id,
            lease,
            row.consumer,
            row.attempts,
            row.next_at,
            stored.id,
            fact,
            stored.warehouse_id,
            stored.at,
        )
