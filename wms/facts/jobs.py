"""Timed jobs: whoever leases one runs it, and says when it is finished. At least once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select, update

from wms.db import Tx, insert_new
from wms.masterdata import policies
from wms.tables.facts import Job

LEASE = timedelta(minutes=10)
"""A job whose worker died is due again after this long."""
RETRY = timedelta(minutes=1)
"""A job that failed is due again after this long."""
ERROR_LENGTH_MAX = 400
_IN_HAND = "in hand of worker "


@dataclass(frozen=True, slots=True)
class Every:
    """Again so long after it finished."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at a time of the business's clock, or at the time a policy says."""

    at: str
    """`HH:MM`, or the key of a policy that holds it."""


Schedule = Every | Daily

CUT_OFF = "cut_off"
EXPRESS = "express"
SILENCE = "silence"
PARTITIONS = "partitions"
CLEAN_UP = "clean_up"
EVIDENCE = "evidence"

SCHEDULES: Mapping[str, Schedule] = {
    CUT_OFF: Daily("cut_off"),
    EXPRESS: Every(60),
    SILENCE: Every(60),
    PARTITIONS: Daily("02:10"),
    CLEAN_UP: Daily("02:40"),
    EVIDENCE: Every(3600),
}
"""When each job is due. A job missed while the product was down is due at once."""


def due(
    tx: Tx, now: datetime, names: Collection[str] | None = None, *, lease: UUID | None = None
) -> list[str]:
    """Lease the jobs that are due, of those this worker can run; it must call `finished`."""
    known = {name: SCHEDULES[name] for name in names or SCHEDULES}
    _register(tx, known, now)
    _pull_in(tx, known, now)
    rows = tx.scalars(
        select(Job)
        .where(Job.name.in_(known), Job.next_at <= now)
        .order_by(Job.name)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for job in rows:
        job.next_at = now + LEASE
        job.error = f"{_IN_HAND}{lease}" if lease else job.error
    return [job.name for job in rows]


def finished(tx: Tx, name: str, now: datetime, *, error: str | None = None) -> None:
    """A job has run, or failed with an error and is due again soon. Raises: NotFound."""
    job = tx.lock(Job, name)
    job.error = error and error[:ERROR_LENGTH_MAX]
    if error:
        job.next_at = now + RETRY
    else:
        job.last_at = now
        job.next_at = next_at(tx, SCHEDULES[name], now)


def leases(tx: Tx) -> set[UUID]:
    """Whose workers have jobs in hand."""
    held = tx.scalars(select(Job.error).where(Job.error.startswith(_IN_HAND)))
    return {UUID(said.removeprefix(_IN_HAND)) for said in held if said}


def give_back(tx: Tx, gone: Collection[UUID], *, now: datetime) -> None:
    """The jobs these workers had in hand are due again."""
    theirs = update(Job).where(Job.error.in_([f"{_IN_HAND}{lease}" for lease in gone]))
    tx.execute(theirs.values(error=None, next_at=now))


def next_at(tx: Tx, schedule: Schedule, after: datetime) -> datetime:
    """The first moment after `after` at which a schedule is due."""
    if isinstance(schedule, Every):
        return after + timedelta(seconds=schedule.seconds)
    zone = policies.time_zone(tx, after)
    clock = schedule.at if ":" in schedule.at else policies.get(tx, schedule.at, after)
    day = after.astimezone(zone).date()
    at = datetime.combine(day, time.fromisoformat(clock), tzinfo=zone)
    if at <= after:
        at = datetime.combine(day + timedelta(days=1), at.timetz())
    return at


def _pull_in(tx: Tx, schedules: Mapping[str, Schedule], now: datetime) -> None:
    """A clock that went ahead and came back has put jobs off: they are due when they should be."""
    for job in tx.scalars(select(Job).where(Job.name.in_(schedules), Job.next_at > now)):
        is_in_hand = (job.error or "").startswith(_IN_HAND)
        latest = now + LEASE if is_in_hand else next_at(tx, schedules[job.name], now)
        job.next_at = min(job.next_at, latest)


def _register(tx: Tx, schedules: Mapping[str, Schedule], now: datetime) -> None:
    """Write down jobs never seen before, due at their next time."""
    seen = set(tx.scalars(select(Job.name)))
    new = [
        {"name": name, "next_at": next_at(tx, schedule, now)}
        for name, schedule in schedules.items()
        if name not in seen
    ]
    insert_new(tx, Job, new)
