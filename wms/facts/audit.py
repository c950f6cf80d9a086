"""Privileged changes, chained by hash: altering, dropping or moving an entry shows.

Each entry's hash covers its content and the hash before it. A chain whose last entries were cut
off is still a valid chain, so whoever wants to notice that keeps a `head` outside.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from wms import codes
from wms.db import Tx, insert_new
from wms.tables.access import User
from wms.tables.facts import Audit

GENESIS = "0" * 64
"""What the first entry calls the hash before it."""
_FIRST: Mapping[str, Any] = {"action": "audit.begin", "subject": "audit", "data": {}, "by": None}
_BEGUN_AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain, to be kept somewhere else."""

    id: int
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """`audit.altered`, `audit.broken` (dropped or moved before this entry) or `audit.truncated`."""

    code: codes.Audit
    id: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One privileged change as a page shows it."""

    id: int
    at: datetime
    by: str | None
    action: str
    subject: str
    data: Mapping[str, Any]


class Said(NamedTuple):
    """What a privileged change was: plain JSON values, never a secret."""

    action: str
    subject: str
    data: Mapping[str, Any]


def record(
    tx: Tx, action: str, subject: str, data: Mapping[str, Any], *, by: int | None, now: datetime
) -> str:
    """Append an entry and return its hash. `data` holds plain JSON values, never a secret."""
    return record_all(tx, [Said(action, subject, data)], by=by, now=now)


def record_all(tx: Tx, said: Sequence[Said], *, by: int | None, now: datetime) -> str:
    """Append many entries, the chain's end read only once; returns the last hash."""
    tx.flush()
    if not said:
        return ""
    previous = _locked_head(tx).hash
    for one in said:
        entry = Audit(at=now, by=by, action=one.action, subject=one.subject, data=dict(one.data))
        entry.previous = previous
        entry.hash = previous = _digest(entry)
        tx.add(entry)
    tx.flush()
    return previous


def head(tx: Tx) -> Head | None:
    """The end of the chain; None before the first entry."""
    newest = select(Audit.id, Audit.hash).order_by(Audit.id.desc()).limit(1)
    row = tx.execute(newest).first()
    return None if row is None else Head(row.id, row.hash)


def verify(tx: Tx, witnessed: Sequence[Head] = ()) -> list[Fault]:
    """Everything wrong with the chain; with heads kept outside also what was cut off its end."""
    outside = {each.id: each.hash for each in witnessed}
    faults: list[Fault] = []
    previous = GENESIS
    for entry in tx.scalars(select(Audit).order_by(Audit.id).execution_options(yield_per=500)):
        if entry.previous != previous:
            faults.append(Fault(codes.Audit.BROKEN, entry.id))
        if entry.hash != _digest(entry) or outside.get(entry.id, entry.hash) != entry.hash:
            faults.append(Fault(codes.Audit.ALTERED, entry.id))
        previous = entry.hash
        outside.pop(entry.id, None)
    faults += [Fault(codes.Audit.TRUNCATED, missing) for missing in sorted(outside)]
    return faults


def entries(
    tx: Tx,
    *,
    action: str | None = None,
    subject: str | None = None,
    before_id: int | None = None,
    limit: int = 100,
) -> Iterator[Entry]:
    """The newest entries first; `action` matches by its beginning, e.g. `user.`."""
    newest = select(Audit, User.name).outerjoin(User, Audit.by == User.id)
    if subject is not None:
        newest = newest.where(Audit.subject == subject)
    if action is not None:
        newest = newest.where(Audit.action.startswith(action, autoescape=True))
    if before_id is not None:
        newest = newest.where(Audit.id < before_id)
    for row, name in tx.execute(newest.order_by(Audit.id.desc()).limit(limit)):
        yield Entry(row.id, row.at, name, row.action, row.subject, row.data)


def _locked_head(tx: Tx) -> Head:
    """The end of the chain, which stays the end until this transaction is over.

    Everybody locks the first entry, so the chain cannot fork; the end itself is read afterwards,
    in a statement of its own that sees what the one before us committed.
    """
    first = select(Audit).where(Audit.previous == GENESIS)
    if not tx.lock_all(first):
        insert_new(tx, Audit, [_genesis()])
        tx.lock_all(first)
    end = head(tx)
    assert end is not None
    return end


def _genesis() -> dict[str, Any]:
    entry = Audit(at=_BEGUN_AT, previous=GENESIS, **_FIRST)
    return {"at": _BEGUN_AT, "previous": GENESIS, "hash": _digest(entry), **_FIRST}


def _digest(entry: Audit) -> str:
    """SHA-256 over the hash before and the content in one canonical spelling."""
    content = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": entry.by,
        "action": entry.action,
        "subject": entry.subject,
        "data": entry.data,
        "previous": entry.previous,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
