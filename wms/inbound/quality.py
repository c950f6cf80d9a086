"""Residue tests, releases and recalls: what a person decides about lots.

Machines may hold (`holds`), only a person releases; a failed test blocks at once, everywhere.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from wms import codes
from wms.db import Tx
from wms.errors import Refused
from wms.facts import events
from wms.facts.catalogue import LotReleased, LotTested
from wms.stock import HoldReason, NewHold, hold, holds, ledger, lots, recalls
from wms.tables.inbound import ResidueTest
from wms.tables.stock import Hold, Lot, LotStatus

__all__ = [
    "HoldReason",
    "NewHold",
    "NewTest",
    "Proposal",
    "hold",
    "proposal",
    "record_test",
    "release",
]


@dataclass(frozen=True, slots=True)
class NewTest:
    """What the laboratory found about a lot."""

    lot_id: int
    passed: bool
    method: str
    inhibition_pct: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OpenHold:
    """One hold that a release would end."""

    id: int
    reason: str
    cause: str
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a release would do, for the person who decides."""

    lot_id: int
    lot_code: str
    status: LotStatus
    holds: tuple[OpenHold, ...]
    sell_until: datetime
    sell_until_after: datetime
    """By the temperatures the lot has lived through; never later than it is."""
    refusal: codes.Code | None
    """Code of what forbids a release, if anything does."""


def record_test(tx: Tx, new: NewTest, *, by: int | None, now: datetime) -> ResidueTest:
    """Store a test. A failed one calls the lot and all that was made of it back, at once.

    Raises: NotFound.
    """
    lot = tx.lock(Lot, new.lot_id)
    test = ResidueTest(
        lot_id=lot.id,
        passed=new.passed,
        method=new.method,
        inhibition_pct=new.inhibition_pct,
        note=new.note,
        tested_at=now,
        by=by,
    )
    tx.add(test)
    tx.flush()
    if new.passed:
        holds.settle(tx, [lot.id], now)
    else:
        recalls.call_back_failed(tx, lot, test.id, new.note, by=by, now=now)
    fact = LotTested(lot.id, lot.code, test.id, new.passed, lot.status)
    events.record(tx, fact, at=now, by=by)
    return test


def proposal(tx: Tx, lot_id: int, *, now: datetime) -> Proposal:
    """Show what releasing a lot would mean, before anybody decides. Raises: NotFound."""
    lot = tx.find(Lot, lot_id)
    placed = holds.open_holds(tx, [lot_id])
    after = lots.lived_sell_until(tx, lot, now)
    refusal = _refusal(tx, lot, placed, is_alive=after > now)
    return Proposal(
        lot.id,
        lot.code,
        lot.status,
        tuple(OpenHold(row.id, row.reason, row.cause, row.placed_at) for row in placed),
        lot.sell_until,
        after,
        refusal.code if refusal else None,
    )


def release(tx: Tx, lot_id: int, *, note: str, by: int | None, now: datetime) -> Lot:
    """Let a held lot go on, with the life that its temperatures have left it.

    A lot that still waits for its residue test goes on waiting for that.

    Raises: NotFound; Refused("release.person_needed" | "release.note_missing" | "lot.not_held" |
    "lot.residue_failed" | "lot.recalled" | "lot.expired").
    """
    if by is None:
        raise Refused(codes.Release.PERSON_NEEDED)
    recalls.judge_note(note)
    lot = tx.lock(Lot, lot_id)
    placed = holds.open_holds(tx, [lot_id])
    before, after = lot.sell_until, lots.lived_sell_until(tx, lot, now)
    if refusal := _refusal(tx, lot, placed, is_alive=after > now):
        raise refusal
    holds.close(placed, note, by, now)
    if after < before:
        ledger.set_sell_until(tx, lot.id, after)
    holds.settle(tx, [lot.id], now)
    recalls.end_of_tests(tx, {row.cause for row in placed}, note=note, by=by, now=now)
    fact = LotReleased(lot.id, lot.code, lot.status, after, before, note)
    events.record(tx, fact, at=now, by=by)
    return lot


def _refusal(tx: Tx, lot: Lot, placed: Collection[Hold], *, is_alive: bool) -> Refused | None:
    """What keeps these holds in place, if anything does."""
    if not placed:
        return Refused(codes.Lot.NOT_HELD, lot=lot.code)
    if any(row.reason == HoldReason.RECALL for row in placed):
        return Refused(codes.Lot.RECALLED, lot=lot.code)
    suspects = {lot.id} & holds.newest_tests(tx, [lot.id]).keys()
    for row in placed:
        if row.reason == HoldReason.RESIDUE:
            suspects.add(_tested_lot(tx, row))
    passed = holds.newest_tests(tx, suspects)
    # A residue hold falls only when the lot that was tested has since passed.
    if not all(passed.get(suspect) for suspect in suspects):
        return Refused(codes.Lot.RESIDUE_FAILED, lot=lot.code)
    return None if is_alive else Refused(codes.Lot.EXPIRED, lot=lot.code)


def _tested_lot(tx: Tx, placed: Hold) -> int:
    """The lot whose test led to a hold: its own, or one it was made of."""
    number = placed.cause.removeprefix("test:")
    test = tx.get(ResidueTest, int(number)) if number.isdecimal() else None
    return test.lot_id if test else placed.lot_id
