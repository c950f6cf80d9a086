"""What must follow a fact: claimed by state, done at least once, dead after too many failures.

Never "everything after the last id I saw": ids appear out of order on PostgreSQL.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, and_, func, literal_column, or_, select, update

from wms import codes
from wms.db import Tx, just
from wms.errors import Conflict, Refused
from wms.facts import events
from wms.facts.catalogue import Happened
from wms.masterdata import policies
from wms.tables.facts import Fact, Outbox, OutboxState

BACKOFF_S = 5
BACKOFF_MAX_S = 900
LONGEST_WAIT_S = 3_600
"""Longer than any backoff or lease: what is due later than this was put off by a wrong clock."""
ERROR_LENGTH_MAX = 400
_WAITING: ColumnElement[bool] = literal_column("state IN ('ready', 'leased')", Boolean)
"""As the partial index says it: of millions that are done none is looked at."""


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
    and so does one whose fact nobody can read. What only waited for its turn has no part in it.
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
        claimed.append(row)
    tx.flush()
    facts = {
        fact.id: fact
        for fact in tx.scalars(select(Fact).where(Fact.id.in_({row.fact_id for row in claimed})))
    }
    tasks = list(_tasks(claimed, facts, lease))
    if tasks:
        begin(tx, tasks[0])
    return tasks


def begin(tx: Tx, task: Task) -> None:
    """A task's turn has come: from now on its worker's death counts against it. The first of a
    claim has begun with the claim. Raises: Conflict("outbox.lease_lost").
    """
    _held(tx, task).attempts = task.attempt


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


def leases(tx: Tx) -> set[UUID]:
    """Whose workers have tasks in hand."""
    held = tx.scalars(select(Outbox.lease).where(_WAITING, Outbox.lease.is_not(None)).distinct())
    return {lease for lease in held if lease}


def give_back(tx: Tx, gone: Collection[UUID], *, now: datetime) -> None:
    """What these workers had in hand is due again at once."""
    theirs = update(Outbox).where(_WAITING, Outbox.lease.in_(gone))
    tx.execute(theirs.values(state=OutboxState.READY, lease=None, next_at=now))
    tx.info[events.FOLLOWED] = True


def is_put_off(tx: Tx, now: datetime) -> bool:
    """Whether `pull_in` would find something."""
    return tx.scalar(select(Outbox.id).where(_put_off(now)).limit(1)) is not None


def pull_in(tx: Tx, *, now: datetime) -> None:
    """A clock that went ahead and came back has put tasks off: they are due now."""
    tx.execute(update(Outbox).where(_put_off(now)).values(next_at=now))


def _put_off(now: datetime) -> ColumnElement[bool]:
    new = and_(just(Outbox.state, OutboxState.READY), Outbox.attempts == 0)
    longest = now + timedelta(seconds=LONGEST_WAIT_S)
    later = Outbox.next_at > now + timedelta(seconds=BACKOFF_S)
    return and_(_WAITING, later, or_(new, Outbox.next_at > longest))


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


def is_held(tx: Tx, task: Task) -> bool:
    """Whether the task is still this lease's; its row is locked."""
    row = tx.lock(Outbox, task.id)
    return row.state is OutboxState.LEASED and row.lease == task.lease


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
            row.attempts + 1,
            row.next_at,
            stored.id,
            fact,
            stored.warehouse_id,
            stored.at,
        )
