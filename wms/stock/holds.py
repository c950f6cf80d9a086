"""Holding lots in bulk: a lot's status is always what its holds and its newest test say.

Machines may hold; releasing is a person's decision and lives in `quality`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, literal, select, update

from wms.db import Tx, among, core
from wms.errors import NotFound
from wms.facts import events
from wms.facts.catalogue import AboutHold, LotBlocked, LotHeld
from wms.masterdata import policies
from wms.stock import ledger, lots
from wms.tables.inbound import ResidueTest
from wms.tables.masterdata import Item
from wms.tables.stock import Balance, Hold, Lot, LotLink, LotStatus

LISTED = 50
"""Lot codes a fact names at most; how many there are is in its count."""


class HoldReason(StrEnum):
    EXCURSION = "excursion"
    QUALITY = "quality"
    RESIDUE = "residue"
    RECALL = "recall"


NO_PEAKS: Mapping[int, float] = {}
BLOCKING = frozenset({HoldReason.RESIDUE, HoldReason.RECALL})
"""Reasons that stop a lot everywhere, also on a vehicle, and that nobody can wave through."""


@dataclass(frozen=True, slots=True)
class NewHold:
    """Why lots are held. The same cause holds a lot once, also after its release."""

    reason: HoldReason
    cause: str
    note: str | None = None
    excursion_id: int | None = None


def hold(
    tx: Tx, lot_ids: Iterable[int], new: NewHold, *, by: int | None, now: datetime
) -> list[int]:
    """Hold lots for a cause, in bulk; return those it had not held before.

    Raises: NotFound.
    """
    ids = set(lot_ids)
    ids -= _held_by(tx, ids, new)
    if not ids:
        return []
    # Holds are never deleted, so only the lots that had none are worth locking and asking again.
    locked = _locked(tx, ids)
    ids -= _held_by(tx, ids, new)
    if not ids:
        return []
    _place(tx, ids, new, by, now)
    settle(tx, ids, now)
    kind = LotBlocked if new.reason in BLOCKING else LotHeld
    say(tx, kind, {lot_id: locked[lot_id] for lot_id in ids}, new, by=by, now=now)
    return sorted(ids)


def hold_again(
    tx: Tx, lot_ids: Collection[int], new: NewHold, *, worse: Any, now: datetime
) -> list[int]:
    """Hold lots again that were released while the cause was lasting, because it got worse.

    `worse` is asked of the released hold: whether what it was released at is outdone.
    """
    tx.flush()
    same = (Hold.reason == str(new.reason)) & (Hold.cause == new.cause)
    mine = select(Hold.lot_id).where(same, among(Hold.lot_id, lot_ids))
    lasting = mine.where(Hold.released_at.is_(None))
    calm = mine.where(Hold.released_at.is_not(None), ~worse)
    outdone = mine.where(Hold.released_at.is_not(None), worse)
    ids = set(tx.scalars(outdone)) - set(tx.scalars(lasting)) - set(tx.scalars(calm))
    if not ids:
        return []
    locked = _locked(tx, ids)
    _place(tx, ids, new, None, now)
    settle(tx, ids, now)
    say(tx, LotHeld, locked, new, by=None, now=now)
    return sorted(ids)


def block(
    tx: Tx, lot_ids: Iterable[int], new: NewHold, *, by: int | None, now: datetime
) -> list[int]:
    """Stop lots and everything made of them, wherever they are; return the newly stopped.

    Raises: NotFound.
    """
    assert new.reason in BLOCKING, new.reason
    return hold(tx, lots.descendants(tx, lot_ids), new, by=by, now=now)


def open_holds(tx: Tx, lot_ids: Collection[int]) -> list[Hold]:
    """The holds that nobody has released yet."""
    tx.flush()
    is_open = among(Hold.lot_id, lot_ids) & Hold.released_at.is_(None)
    return list(tx.scalars(select(Hold).where(is_open).order_by(Hold.id)))


def close(
    placed: Iterable[Hold],
    note: str,
    by: int,
    now: datetime,
    peaks: Mapping[int, float] = NO_PEAKS,
) -> None:
    """Release these holds; what the lots are then is for `settle` to say.

    `peaks`: by excursion that is still lasting, how far it has gone.
    """
    for row in placed:
        row.released_at, row.released_by, row.release_note = now, by, note
        row.released_peak = peaks.get(row.excursion_id or 0)


def close_cause(tx: Tx, new: NewHold, *, by: int, now: datetime) -> dict[int, str]:
    """Release all that one cause still holds, with its note, and settle; return lots and codes."""
    tx.flush()
    of_cause = (Hold.reason == str(new.reason)) & (Hold.cause == new.cause)
    lasting = of_cause & Hold.released_at.is_(None)
    locked = _locked(tx, set(tx.scalars(select(Hold.lot_id).where(lasting))))
    done = {"released_at": now, "released_by": by, "release_note": new.note}
    tx.connection().execute(update(core(Hold)).where(lasting).values(done))
    tx.reload(Hold)
    settle(tx, locked.keys(), now)
    return locked


def settle(tx: Tx, lot_ids: Collection[int], now: datetime) -> None:
    """Give each lot the status that its holds and its newest test ask for."""
    tx.flush()
    reasons: dict[int, set[str]] = defaultdict(set)
    placed = select(Hold.lot_id, Hold.reason).where(Hold.released_at.is_(None))
    for lot_id, reason in tx.execute(placed.where(among(Hold.lot_id, lot_ids))):
        reasons[lot_id].add(reason)
    waiting = _waiting(tx, lot_ids, now)
    wanted: dict[LotStatus, list[int]] = defaultdict(list)
    for lot_id, was in tx.execute(select(Lot.id, Lot.status).where(among(Lot.id, lot_ids))):
        status = _status(reasons[lot_id], waits=lot_id in waiting)
        if status is not was:
            wanted[status].append(lot_id)
    for status, ids in wanted.items():
        ledger.set_status(tx, ids, status)


def is_gated(tx: Tx, item: Item, now: datetime) -> bool:
    """Whether lots of this item may not be sold before a residue test has passed."""
    return item.needs_residue_test and bool(policies.get(tx, "residue_gate", now))


def newest_tests(tx: Tx, lot_ids: Collection[int]) -> dict[int, bool]:
    """Whether the newest test passed, for each lot that was tested."""
    tests = select(ResidueTest.lot_id, ResidueTest.passed).where(among(ResidueTest.lot_id, lot_ids))
    return dict(tx.execute(tests.order_by(ResidueTest.id)).all())


def say(
    tx: Tx,
    kind: type[AboutHold],
    held: Mapping[int, str],
    new: NewHold,
    *,
    by: int | None,
    now: datetime,
    **more: Any,
) -> None:
    """One fact for all lots (and their codes) of a cause: a warm room is one piece of news."""
    ids = sorted(held)
    at = select(Balance.warehouse_id).where(among(Balance.lot_id, ids)).distinct()
    homes = set(tx.scalars(at))
    fact = kind(
        lot_id=ids[0] if len(ids) == 1 else None,
        reason=str(new.reason),
        cause=new.cause,
        lots=tuple(sorted(held.values())[:LISTED]),
        lot_count=len(ids),
        note=new.note,
        **more,
    )
    home = homes.pop() if len(homes) == 1 else None
    events.record(tx, fact, at=now, by=by, warehouse_id=home)


def _locked(tx: Tx, ids: Collection[int]) -> dict[int, str]:
    """The codes of these lots, locked. Raises: NotFound."""
    tx.flush()
    rows = select(Lot.id, Lot.code).where(among(Lot.id, ids)).order_by(Lot.id)
    found: dict[int, str] = dict(tx.execute(rows.with_for_update(key_share=True)).all())
    if missing := set(ids) - found.keys():
        raise NotFound("lot", id=str(min(missing)))
    return found


def _place(tx: Tx, ids: Collection[int], new: NewHold, by: int | None, now: datetime) -> None:
    """One statement, whether a room was warm or a field's whole harvest is called back."""
    said = {
        Hold.reason: str(new.reason),
        Hold.cause: new.cause,
        Hold.excursion_id: new.excursion_id,
        Hold.note: new.note,
        Hold.placed_at: now,
        Hold.placed_by: by,
    }
    values = [literal(value, column.type) for column, value in said.items()]
    rows = select(Lot.id, *values).where(among(Lot.id, ids)).order_by(Lot.id)
    columns = [core(Hold).c.lot_id, *(core(Hold).c[column.key] for column in said)]
    tx.connection().execute(insert(core(Hold)).from_select(columns, rows))


def _held_by(tx: Tx, ids: Collection[int], new: NewHold) -> set[int]:
    same = (Hold.reason == str(new.reason)) & (Hold.cause == new.cause)
    return set(tx.scalars(select(Hold.lot_id).where(same, among(Hold.lot_id, ids))))


def _waiting(tx: Tx, lot_ids: Collection[int], now: datetime) -> set[int]:
    """Lots of gated items that nobody has tested. What was repacked stands on its parents' test."""
    if not policies.get(tx, "residue_gate", now):
        return set()
    tested = newest_tests(tx, lot_ids)
    gated = select(Lot.id).join(Item, Item.id == Lot.item_id).where(Item.needs_residue_test)
    untested = set(tx.scalars(gated.where(among(Lot.id, lot_ids)))) - tested.keys()
    made = select(LotLink.child_id).where(among(LotLink.child_id, untested))
    return untested - set(tx.scalars(made))


def _status(reasons: Collection[str], *, waits: bool) -> LotStatus:
    if BLOCKING & set(reasons):
        return LotStatus.BLOCKED
    if reasons:
        return LotStatus.HELD
    return LotStatus.TESTING if waits else LotStatus.RELEASED
