"""Everything a person must act on, in one list: what failed, what is stopped, what is missing.

Each kind is read from where it lives. Some are settled here by a person's word, dead letters are
tried again, and the others end by themselves when somebody has done the work.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from wms import codes, inbox
from wms.db import Tx
from wms.errors import NotFound, Refused
from wms.facts import audit, outbox
from wms.facts.catalogue import Subject, SubjectKind
from wms.tables.coldroom import Excursion, ExcursionKind, ExcursionState
from wms.tables.equipment import Device, DeviceFault
from wms.tables.facts import Job
from wms.tables.masterdata import Place
from wms.tables.ordering import Order
from wms.tables.outbound import Wave, WaveShortage, WaveState
from wms.tables.stock import Balance, Hold
from wms.tables.transport import PlanState, RoutePlan, UnservedOrder

LISTED = 100
"""Newest items of each kind that are listed."""


class Kind(StrEnum):
    """What sort of thing needs a person; also how urgent: the first comes first."""

    EXCURSION = "excursion"
    HELD_LOTS = "held_lots"
    UNSERVED = "unserved"
    SHORTAGE = "shortage"
    PLAN_FAILED = "plan_failed"
    REFUSED_SCAN = "refused_scan"
    DEVICE_AWAY = "device_away"
    DEVICE_FAULT = "device_fault"
    DEAD_LETTER = "dead_letter"
    JOB_FAILED = "job_failed"


_EXCURSIONS = {
    ExcursionKind.HIGH: codes.OpenItem.EXCURSION_HIGH,
    ExcursionKind.LOW: codes.OpenItem.EXCURSION_LOW,
    ExcursionKind.SILENCE: codes.OpenItem.EXCURSION_SILENCE,
}


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing a person must act on. `code` and `details` make its text."""

    kind: Kind
    key: str
    """What `settle` or `retry` is told."""
    subject: Subject
    """What it is about and where to act."""
    since: datetime
    code: codes.Code
    warehouse_id: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # What was stored with a refusal or a plan comes as it was said then.
        if isinstance(self.code, codes.OpenItem):
            codes.must_carry(self.code, self.details)


def open_items(tx: Tx, warehouse_id: int | None) -> list[OpenItem]:
    """What is open at a warehouse (None: everywhere, also what belongs to none), worst first."""
    items = [item for read in _READERS for item in read(tx, warehouse_id)]
    urgency = {kind: rank for rank, kind in enumerate(Kind)}
    return sorted(items, key=lambda item: (urgency[item.kind], item.since, item.key))


def settle(tx: Tx, kind: Kind, key: str, *, by: int, now: datetime) -> None:
    """A person has dealt with it.

    Raises: NotFound; Refused("exception.acts_elsewhere") for kinds that end where they live.
    """
    match kind:
        case Kind.DEVICE_FAULT:
            fault = tx.lock(DeviceFault, _uuid(key))
            fault.settled_at, fault.settled_by = fault.settled_at or now, by
        case Kind.REFUSED_SCAN:
            inbox.settle(tx, _uuid(key), now=now)
        case Kind.UNSERVED:
            plan_id, order_id = _pair(key)
            unserved = tx.lock(UnservedOrder, (plan_id, order_id))
            unserved.settled_at = unserved.settled_at or now
        case _:
            raise Refused(codes.OpenItem.ACTS_ELSEWHERE, kind=str(kind))
    audit.record(tx, "exception.settled", f"{kind}:{key}", {}, by=by, now=now)


def retry(tx: Tx, outbox_id: int, *, by: int, now: datetime) -> None:
    """Try a dead letter again. Raises: NotFound; Refused("outbox.wrong_state")."""
    row = outbox.retry(tx, outbox_id, now=now)
    said = {"consumer": row.consumer, "error": row.error}
    audit.record(tx, "outbox.retried", f"outbox:{outbox_id}", said, by=by, now=now)


def _here(rows: "Select[*tuple[Any, ...]]", column: Any, warehouse_id: int | None) -> Any:
    """Only a warehouse's own rows, unless all are asked for."""
    return rows if warehouse_id is None else rows.where(column == warehouse_id)


def _excursions(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    rows = (
        select(Excursion, Place)
        .join(Place, Excursion.place_id == Place.id)
        .where(Excursion.state != ExcursionState.CLOSED)
        .order_by(Excursion.id.desc())
        .limit(LISTED)
    )
    for row, place in tx.execute(_here(rows, Excursion.warehouse_id, warehouse_id)):
        yield OpenItem(
            Kind.EXCURSION,
            str(row.id),
            Subject(SubjectKind.EXCURSION, str(row.id)),
            row.started_at,
            _EXCURSIONS[row.kind],
            row.warehouse_id,
            {
                "place": place.code,
                "place_zh": place.name_zh,
                "place_en": place.name_en,
                "peak": row.peak,
                "state": str(row.state),
                "ended": row.ended_at is not None,
            },
        )


def _held_lots(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    """One item per cause, however many lots it holds; lots that are gone need nobody."""
    rows = (
        select(
            Hold.reason,
            Hold.cause,
            Balance.warehouse_id,
            func.min(Hold.placed_at),
            func.count(Hold.lot_id.distinct()),
        )
        .join(Balance, Balance.lot_id == Hold.lot_id)
        .where(Hold.released_at.is_(None))
        .group_by(Hold.reason, Hold.cause, Balance.warehouse_id)
        .order_by(func.min(Hold.placed_at).desc())
        .limit(LISTED)
    )
    here = _here(rows, Balance.warehouse_id, warehouse_id)
    for reason, cause, at, since, lots in tx.execute(here):
        details = {"reason": reason, "cause": cause, "lots": lots}
        code = codes.OpenItem.HELD_LOTS
        subject = Subject(SubjectKind.HOLD, cause)
        yield OpenItem(Kind.HELD_LOTS, f"{at}:{cause}", subject, since, code, at, details)


def _unserved(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    rows = (
        select(UnservedOrder, Order, RoutePlan)
        .join(Order, UnservedOrder.order_id == Order.id)
        .join(RoutePlan, UnservedOrder.plan_id == RoutePlan.id)
        .where(UnservedOrder.settled_at.is_(None))
        .order_by(UnservedOrder.plan_id.desc(), UnservedOrder.order_id)
        .limit(LISTED)
    )
    for row, order, plan in tx.execute(_here(rows, Order.warehouse_id, warehouse_id)):
        yield OpenItem(
            Kind.UNSERVED,
            f"{row.plan_id}:{row.order_id}",
            Subject(SubjectKind.ORDER, str(order.id)),
            plan.created_at,
            codes.Unserved.of(row.reason),
            order.warehouse_id,
            {**row.details, "number": order.number, "wave_id": plan.wave_id},
        )


def _shortages(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    """What a wave that is still being packed could not get."""
    rows = (
        select(Wave, func.count())
        .join(WaveShortage, WaveShortage.wave_id == Wave.id)
        .where(Wave.state != WaveState.DONE)
        .group_by(Wave.id)
        .order_by(Wave.id.desc())
        .limit(LISTED)
    )
    for wave, lines in tx.execute(_here(rows, Wave.warehouse_id, warehouse_id)):
        yield OpenItem(
            Kind.SHORTAGE,
            str(wave.id),
            Subject(SubjectKind.WAVE, str(wave.id)),
            wave.released_at or wave.frozen_at,
            codes.OpenItem.SHORTAGE,
            wave.warehouse_id,
            {"wave": wave.number, "lines": lines},
        )


def _failed_plans(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    """Waves whose newest plan failed."""
    newest = select(func.max(RoutePlan.id)).group_by(RoutePlan.wave_id)
    rows = (
        select(RoutePlan, Wave.number)
        .join(Wave, RoutePlan.wave_id == Wave.id)
        .where(RoutePlan.id.in_(newest), RoutePlan.state == PlanState.FAILED)
        .order_by(RoutePlan.id.desc())
        .limit(LISTED)
    )
    for plan, number in tx.execute(_here(rows, RoutePlan.warehouse_id, warehouse_id)):
        yield OpenItem(
            Kind.PLAN_FAILED,
            str(plan.id),
            Subject(SubjectKind.WAVE, str(plan.wave_id)),
            plan.created_at,
            codes.OpenItem.PLAN_FAILED,
            plan.warehouse_id,
            {"wave": number, "failure": plan.failure},
        )


def _refused_scans(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    """Refusals that nobody heard when they happened."""
    for row, at in inbox.unsettled(tx, warehouse_id, LISTED):
        code = codes.stored(row.reply.get("code", ""), codes.OpenItem.REFUSED_SCAN)
        said = {} if code is codes.OpenItem.REFUSED_SCAN else row.reply.get("details", {})
        yield OpenItem(
            Kind.REFUSED_SCAN,
            str(row.id),
            Subject(SubjectKind.DEVICE, row.source),
            row.received_at,
            code,
            at,
            {**said, "source": row.source, "kind": row.kind, "body": row.body},
        )


def _devices_away(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    """Devices that were there and are not, and those that refuse what they are asked."""
    rows = (
        select(Device)
        .where(
            (~Device.is_online & Device.last_seen_at.is_not(None))
            | Device.refused_since.is_not(None)
        )
        .order_by(Device.id)
        .limit(LISTED)
    )
    for row in tx.scalars(_here(rows, Device.warehouse_id, warehouse_id)):
        names = {"name_zh": row.name_zh, "name_en": row.name_en, "detail": row.detail}
        code, since = codes.OpenItem.DEVICE_AWAY, row.last_seen_at
        if row.refused_since is not None:
            code, since = codes.OpenItem.DEVICE_REFUSES, row.refused_since
        subject, at = Subject(SubjectKind.DEVICE, row.id), row.warehouse_id
        details = {"device": row.id, **names}
        yield OpenItem(Kind.DEVICE_AWAY, row.id, subject, since, code, at, details)


def _device_faults(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    rows = (
        select(DeviceFault, Device.warehouse_id)
        .outerjoin(Device, DeviceFault.device == Device.id)
        .where(DeviceFault.settled_at.is_(None))
        .order_by(DeviceFault.received_at.desc())
        .limit(LISTED)
    )
    for row, at in tx.execute(_here(rows, Device.warehouse_id, warehouse_id)):
        yield OpenItem(
            Kind.DEVICE_FAULT,
            str(row.id),
            Subject(SubjectKind.DEVICE, row.device),
            row.received_at,
            codes.OpenItem.DEVICE_FAULT,
            at,
            {
                "device": row.device,
                "reason": row.reason,
                "detail": row.detail,
                "payload": row.payload[:64].hex(" "),
            },
        )


def _dead_letters(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    for row, fact in outbox.dead(tx, warehouse_id, LISTED):
        yield OpenItem(
            Kind.DEAD_LETTER,
            str(row.id),
            Subject(SubjectKind(fact.subject_kind), fact.subject_id),
            fact.at,
            codes.OpenItem.DEAD_LETTER,
            fact.warehouse_id,
            {
                "consumer": row.consumer,
                "fact": fact.kind,
                "error": row.error,
                "attempts": row.attempts,
            },
        )


def _failed_jobs(tx: Tx, warehouse_id: int | None) -> Iterator[OpenItem]:
    """Jobs belong to no warehouse."""
    if warehouse_id is not None:
        return
    for job in tx.scalars(select(Job).where(Job.error.is_not(None)).order_by(Job.name)):
        details = {"job": job.name, "error": job.error}
        since = job.last_at or job.next_at
        code = codes.OpenItem.JOB_FAILED
        subject = Subject(SubjectKind.JOB, job.name)
        yield OpenItem(Kind.JOB_FAILED, job.name, subject, since, code, None, details)


_READERS: tuple[Callable[[Tx, int | None], Iterable[OpenItem]], ...] = (
    _excursions,
    _held_lots,
    _unserved,
    _shortages,
    _failed_plans,
    _refused_scans,
    _devices_away,
    _device_faults,
    _dead_letters,
    _failed_jobs,
)


def _uuid(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError as error:
        raise NotFound("exception", key=key[:80]) from error


def _pair(key: str) -> tuple[int, int]:
    first, _, second = key.partition(":")
    if not (first.isdecimal() and second.isdecimal()):
        raise NotFound("exception", key=key[:80])
    return int(first), int(second)
