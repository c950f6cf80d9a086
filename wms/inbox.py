"""Facts from outside enter here once: a replay gets the first answer again.

Nothing a device sends may stop the rest: what crashes its handler is kept as a fault.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from devices.errors import Oddity
from devices.events import (
    PAYLOAD_BYTES_MAX,
    Event,
    Fault,
    Presence,
    Reading,
    Scan,
    Tone,
    Weight,
    to_wire,
)
from wms import codes, coldroom, equipment, floor
from wms.db import Tx, insert_new
from wms.errors import Conflict, NotFound, Refused, Unavailable
from wms.floor import Beep
from wms.tables.equipment import Device, DeviceFault
from wms.tables.inbox import Inbox

log = logging.getLogger(__name__)

Kind = TypeVar("Kind", bound=Event)
Answered = TypeVar("Answered")
Handler = Callable[[Tx, "Envelope"], dict[str, Any]]

STOP: Tone = "stop"
"""Tone of a reply that refuses."""
CRASHED: dict[str, Any] = {"tone": STOP, "code": codes.Scan.CRASHED, "data": {}}
"""What a station shows when a scan was kept as a fault of ours."""
SPOKEN = (Scan, Weight, Reading)
"""What tells that a device is there and well."""
HEARD_WITHIN = timedelta(seconds=30)
"""A refused scan older than this was heard by nobody: a person must look at it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A fact from outside with the id it got where it happened; `body` is plain JSON."""

    id: UUID
    source: str
    kind: str
    body: dict[str, Any]
    occurred_at: datetime | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class InboxAnswer:
    """The reply, now or then."""

    reply: dict[str, Any]
    replayed: bool
    refused: bool

    @property
    def tone(self) -> Tone:
        """A refusal names none: it says stop."""
        tone: Tone = self.reply.get("tone", STOP)
        return tone

    @property
    def code(self) -> str:
        return str(self.reply["code"])

    @property
    def details(self) -> Mapping[str, Any]:
        """What fills the code's text."""
        details: Mapping[str, Any] = self.reply.get("data") or self.reply.get("details") or {}
        return details


def accept(tx: Tx, envelope: Envelope, handler: Handler, *, heard: bool = False) -> InboxAnswer:
    """Handle a fact once. What its handler refuses changes nothing and is the reply; one whose
    tone is stop counts as refused, too.

    `heard` says that somebody gets the answer at once; a refusal nobody hears stays open until a
    person has settled it. A replay returns the stored reply.

    Raises: Conflict("inbox.other_body" | "inbox.other_source"), and what else the handler raises.
    """
    digest = _digest(envelope.body)
    if not insert_new(tx, Inbox, [_row(envelope, digest)]):
        return _replay(tx, envelope, digest)
    refused = False
    try:
        with tx.begin_nested():
            reply = handler(tx, envelope)
        refused = reply.get("tone") == STOP
    except (Refused, NotFound) as error:
        refused = True
        reply = {"code": error.code, "details": error.details}
    row = tx.find(Inbox, envelope.id)
    row.reply = reply
    row.was_refused = refused
    row.settled_at = envelope.received_at if heard or not refused else None
    tx.flush()
    return InboxAnswer(reply, replayed=False, refused=refused)


def settle(tx: Tx, inbox_id: UUID, *, now: datetime) -> Inbox:
    """A person has looked at a refusal. Raises: NotFound."""
    row = tx.lock(Inbox, inbox_id)
    row.settled_at = row.settled_at or now
    return row


def unsettled(
    tx: Tx, warehouse_id: int | None = None, limit: int = 200
) -> Sequence[tuple[Inbox, int | None]]:
    """Refusals that nobody heard, newest first, each with the warehouse of its device; of one
    warehouse or (None) of all."""
    rows = (
        select(Inbox, Device.warehouse_id)
        .outerjoin(Device, Inbox.source == Device.id)
        .where(Inbox.was_refused, Inbox.settled_at.is_(None))
        .order_by(Inbox.received_at.desc())
        .limit(limit)
    )
    if warehouse_id is not None:
        rows = rows.where(Device.warehouse_id == warehouse_id)
    return [(row, at) for row, at in tx.execute(rows)]


def take(tx: Tx, events: Sequence[Event], now: datetime) -> dict[UUID, InboxAnswer]:
    """Keep what devices say: readings and faults in bulk, scans one by one, each answered."""
    _keep_faults(tx, _of(events, Fault))
    equipment.heard(tx, {event.device for event in events if isinstance(event, SPOKEN)}, now)
    _store_readings(tx, _of(events, Reading), now)
    for presence in _of(events, Presence):
        _isolated(tx, presence, partial(equipment.notice, tx, presence, now))
    for weight in _of(events, Weight):
        _isolated(tx, weight, partial(equipment.weigh, tx, weight, now))
    return {scan.id: _take_scan(tx, scan, now) for scan in _of(events, Scan)}


def newest_scans(tx: Tx, since: datetime, limit: int = 500) -> Sequence[Inbox]:
    """Scans received since a moment, oldest first: for a board in another process."""
    rows = select(Inbox).where(Inbox.kind == "scan", Inbox.received_at > since)
    return tx.scalars(rows.order_by(Inbox.received_at).limit(limit)).all()


def _take_scan(tx: Tx, scan: Scan, now: datetime) -> InboxAnswer:
    """Answer one scan. An id that comes again with another body is answered with stop."""
    body = {"data": scan.data, "aim": scan.aim, "symbology": scan.symbology}
    envelope = Envelope(scan.id, scan.device, "scan", body, scan.occurred_at, scan.received_at)
    heard = now - scan.received_at < HEARD_WITHIN
    try:
        answer = _isolated(tx, scan, lambda: accept(tx, envelope, partial(_scan, now), heard=heard))
    except Conflict as error:
        reply = {"tone": STOP, "code": error.code, "data": error.details}
        return InboxAnswer(reply, replayed=False, refused=True)
    return answer or InboxAnswer(CRASHED, replayed=False, refused=True)


def scan(tx: Tx, envelope: Envelope, *, by: int, now: datetime) -> InboxAnswer:
    """Answer a scan from a page; its source is the station, its body has `data` and may have `aim`
    and `warehouse_id`.

    Raises: Conflict("inbox.other_body" | "inbox.other_source").
    """
    return accept(tx, envelope, partial(_scan, now, by=by), heard=True)


def _scan(now: datetime, tx: Tx, envelope: Envelope, *, by: int | None = None) -> dict[str, Any]:
    beep = Beep(
        envelope.id,
        envelope.source,
        envelope.body["data"],
        envelope.body.get("aim"),
        equipment.weight_near(tx, envelope.source, now),
        envelope.body.get("amount"),
        envelope.body.get("warehouse_id"),
    )
    return asdict(floor.scan(tx, beep, by=by, now=now))


def _store_readings(tx: Tx, readings: Sequence[Reading], now: datetime) -> None:
    """All at once; if that fails one by one, so that only the culprit is kept as a fault."""
    if not readings:
        return
    try:
        with tx.begin_nested():
            coldroom.store(tx, readings, received_at=now)
    except Exception as error:
        if _is_storage(error):
            raise
        log.exception("%d readings were not stored together", len(readings))
        for reading in readings:
            _isolated(tx, reading, partial(coldroom.store, tx, [reading], received_at=now))


def _isolated(tx: Tx, event: Event, action: Callable[[], Answered]) -> Answered | None:
    """Do it in a savepoint; what we got wrong is kept as a fault and does not stop the rest."""
    try:
        with tx.begin_nested():
            return action()
    except Conflict:
        raise
    except Exception as error:
        if _is_storage(error):
            raise
        log.exception("a %s of %s was not understood", type(event).__name__, event.device)
        payload = to_wire([event])[:PAYLOAD_BYTES_MAX]
        detail = f"{type(error).__name__}: {error}"
        at, reason = event.received_at, Oddity.CRASHED
        _keep_faults(tx, [Fault(event.id, event.device, None, at, reason, payload, detail)])
        return None


def _is_storage(error: Exception) -> bool:
    """Whether the database failed, rather than the event: then nothing may be forgotten."""
    if isinstance(error, DBAPIError):
        return not isinstance(error, IntegrityError | DataError)
    return isinstance(error, Unavailable)


def _keep_faults(tx: Tx, faults: Sequence[Fault]) -> None:
    insert_new(
        tx,
        DeviceFault,
        [
            {
                "id": fault.id,
                "device": fault.device[:64],
                "reason": fault.reason[:40],
                "detail": fault.detail[:400],
                "payload": fault.payload,
                "received_at": fault.received_at,
            }
            for fault in faults
        ],
    )


def _of(events: Iterable[Event], kind: type[Kind]) -> list[Kind]:
    return [event for event in events if isinstance(event, kind)]


def _row(envelope: Envelope, digest: str) -> dict[str, Any]:
    return {
        "id": envelope.id,
        "source": envelope.source,
        "kind": envelope.kind,
        "body_digest": digest,
        "body": envelope.body,
        "reply": {},
        "was_refused": False,
        "occurred_at": envelope.occurred_at,
        "received_at": envelope.received_at,
        "settled_at": None,
    }


def _replay(tx: Tx, envelope: Envelope, digest: str) -> InboxAnswer:
    row = tx.find(Inbox, envelope.id)
    if row.source != envelope.source:
        raise Conflict(codes.Inbox.OTHER_SOURCE, id=str(envelope.id))
    if row.body_digest != digest or row.kind != envelope.kind:
        raise Conflict(codes.Inbox.OTHER_BODY, id=str(envelope.id))
    return InboxAnswer(row.reply, replayed=True, refused=row.was_refused)


def _digest(body: dict[str, Any]) -> str:
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
