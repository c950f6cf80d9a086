"""Holding lots in bulk: a lot's status is always what its holds and its newest test say.

Machines may hold; releasing is a person's decision and lives in `quality`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from wms.db import Tx, among
from wms.errors import NotFound
from wms.facts import events
from wms.facts.catalogue import AboutHold, LotBlocked, LotHeld
from wms.masterdata import policies
from wms.stock import ledger, lots
from wms.tables.inbound import ResidueTest
from wms.tables.masterdata import Item
from wms.tables.stock import Balance, Hold, Lot, LotStatus

LISTED = 50
"""Lot codes a fact names at most; how many there are is in its count."""


class HoldReason(StrEnum):
    EXCURSION = "excursion"
    QUALITY = "quality"
    RESIDUE = "residue"
    RECALL = "recall"


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
    tx.add_all(
        Hold(
            lot_id=lot_id,
            reason=str(new.reason),
            cause=new.cause,
            excursion_id=new.excursion_id,
            note=new.note,
            placed_at=now,
            placed_by=by,
        )
        for lot_id in sorted(ids)
    )
    settle(tx, ids, now)
    kind = LotBlocked if new.reason in BLOCKING else LotHeld
    if ids:
        say(tx, kind, [locked[lot_id] for lot_id in ids], new, by=by, now=now)
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


def close(placed: Iterable[Hold], note: str, by: int, now: datetime) -> None:
    """Release these holds; what the lots are then is for `settle` to say."""
    for row in placed:
        row.released_at, row.released_by, row.release_note = now, by, note


def settle(tx: Tx, lot_ids: Collection[int], now: datetime) -> None:
    """Give each lot the status that its holds and its newest test ask for."""
    reasons: dict[int, set[str]] = defaultdict(set)
    for row in open_holds(tx, lot_ids):
        reasons[row.lot_id].add(row.reason)
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
    held: Collection[Lot],
    new: NewHold,
    *,
    by: int | None,
    now: datetime,
) -> None:
    """One fact for all lots of a cause: a warm room is one piece of news, not two hundred."""
    ids = sorted(lot.id for lot in held)
    at = select(Balance.warehouse_id).where(among(Balance.lot_id, ids)).distinct()
    homes = set(tx.scalars(at))
    fact = kind(
        lot_id=ids[0] if len(ids) == 1 else None,
        reason=str(new.reason),
        cause=new.cause,
        lots=tuple(sorted(lot.code for lot in held)[:LISTED]),
        lot_count=len(ids),
        note=new.note,
    )
    home = homes.pop() if len(homes) == 1 else None
    events.record(tx, fact, at=now, by=by, warehouse_id=home)


def _locked(tx: Tx, ids: Collection[int]) -> dict[int, Lot]:
    """Raises: NotFound."""
    tx.flush()
    rows = tx.lock_all(select(Lot).where(among(Lot.id, ids)).order_by(Lot.id))
    found = {lot.id: lot for lot in rows}
    if missing := set(ids) - found.keys():
        raise NotFound("lot", id=str(min(missing)))
    return found


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
    return {lot_id for lot_id in untested if lots.ancestors(tx, [lot_id]) == {lot_id}}


def _status(reasons: Collection[str], *, waits: bool) -> LotStatus:
    if BLOCKING & set(reasons):
        return LotStatus.BLOCKED
    if reasons:
        return LotStatus.HELD
    return LotStatus.TESTING if waits else LotStatus.RELEASED
