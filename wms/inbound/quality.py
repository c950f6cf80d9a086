"""Residue tests, releases and recalls: what a person decides about lots.

Machines may hold (`holds`), only a person releases; a failed test blocks at once, everywhere.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wms import codes, coldroom
from wms.db import Tx, among
from wms.errors import NotFound, Refused
from wms.facts import events
from wms.facts.catalogue import LotReleased, LotTested
from wms.stock import HoldReason, NewHold, hold, holds, ledger, lots, recalls
from wms.tables.inbound import ResidueTest
from wms.tables.stock import Hold, Lot, LotStatus

__all__ = [
    "Chosen",
    "HoldReason",
    "NewHold",
    "NewTest",
    "Proposal",
    "hold",
    "hold_family",
    "proposal",
    "proposals",
    "record_test",
    "release",
    "release_of_excursion",
]


AT_ONCE = 300
"""Lots of one excursion that are shown and decided at a time."""
INHIBITION_LIMIT_PCT = 50.0
"""From here on an enzyme test is positive. Source: GB/T 5009.199-2003, 7."""


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
    note: str | None
    is_lasting: bool
    """Whether the excursion that led to it is still going on."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which holds of a lot, or lots of an excursion, a person lets go; whether they have been told
    that it is still lasting, and are sure."""

    ids: tuple[int, ...] = ()
    is_sure: bool = False


ALL = Chosen()


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

    Raises: NotFound; Refused("lab_test.contradicts") when the value says the opposite.
    """
    _judge_value(new)
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
    lasting = coldroom.lasting_peaks(tx, {row.excursion_id or 0 for row in placed})
    return Proposal(
        lot.id,
        lot.code,
        lot.status,
        tuple(
            OpenHold(
                row.id,
                row.reason,
                row.cause,
                row.placed_at,
                row.note,
                row.excursion_id in lasting,
            )
            for row in placed
        ),
        lot.sell_until,
        after,
        refusal.code if refusal else None,
    )


def hold_family(tx: Tx, lot_id: int, *, note: str, by: int, now: datetime) -> list[int]:
    """A person stops a lot and all that was made of it until somebody has looked at it.

    Raises: NotFound; Refused("release.note_missing").
    """
    recalls.judge_note(note)
    new = NewHold(HoldReason.QUALITY, f"user:{by}:{now.isoformat()}", note)
    tx.find(Lot, lot_id)
    return hold(tx, lots.descendants(tx, [lot_id]), new, by=by, now=now)


def release(
    tx: Tx,
    lot_id: int,
    *,
    note: str,
    by: int | None,
    now: datetime,
    what: Chosen = ALL,
) -> Lot:
    """End the chosen holds of a lot (its only one, when none is chosen) and leave the others.

    The lot goes on with the life that its temperatures have left it, when nothing else holds it and
    it does not wait for its residue test. While the excursion lasts somebody must say that they
    are sure; it is held again when that gets worse.

    Raises: NotFound; Refused("release.person_needed" | "release.note_missing" | "release.which" |
    "release.lasting" | "lot.not_held" | "lot.residue_failed" | "lot.recalled" | "lot.expired").
    """
    if by is None:
        raise Refused(codes.Release.PERSON_NEEDED)
    recalls.judge_note(note)
    lot = tx.lock(Lot, lot_id)
    placed = _chosen(tx, lot, holds.open_holds(tx, [lot_id]), what.ids)
    before, after = lot.sell_until, lots.lived_sell_until(tx, lot, now)
    if refusal := _refusal(tx, lot, placed, is_alive=after > now):
        raise refusal
    peaks = coldroom.lasting_peaks(tx, {row.excursion_id or 0 for row in placed})
    if peaks and not what.is_sure:
        raise Refused(codes.Release.LASTING, lot=lot.code, peak=max(peaks.values()))
    holds.close(placed, note, by, now, peaks)
    if after < before:
        ledger.set_sell_until(tx, lot.id, after)
    holds.settle(tx, [lot.id], now)
    recalls.end_of_tests(tx, {row.cause for row in placed}, note=note, by=by, now=now)
    fact = LotReleased(lot.id, lot.code, lot.status, after, before, note)
    events.record(tx, fact, at=now, by=by)
    return lot


def release_of_excursion(
    tx: Tx,
    excursion_id: int,
    what: Chosen,
    *,
    note: str,
    by: int,
    now: datetime,
) -> int:
    """Let the chosen lots of one excursion go, all or none, for one reason; what else holds them
    stays. Returns how many.

    Raises: NotFound for a lot it never held; Refused("release.nothing_chosen"); and as `release`.
    """
    of_it = (Hold.excursion_id == excursion_id) & among(Hold.lot_id, what.ids)
    rows = select(Hold.id, Hold.lot_id, Hold.released_at).where(of_it).order_by(Hold.lot_id)
    known = tx.execute(rows).all()
    if others := set(what.ids) - {lot_id for _, lot_id, _ in known}:
        raise NotFound("lot", id=str(min(others)))
    waiting = [(hold_id, lot_id) for hold_id, lot_id, at in known if at is None]
    if not waiting:
        raise Refused(codes.Release.NOTHING_CHOSEN)
    for hold_id, lot_id in waiting:
        one = Chosen((hold_id,), what.is_sure)
        release(tx, lot_id, note=note, by=by, now=now, what=one)
    return len(waiting)


def proposals(tx: Tx, excursion_id: int, *, now: datetime) -> list[Proposal]:
    """What a release would mean for each lot that an excursion still holds."""
    of_it = (Hold.excursion_id == excursion_id) & Hold.released_at.is_(None)
    held = tx.scalars(select(Hold.lot_id).where(of_it).order_by(Hold.lot_id).limit(AT_ONCE))
    return [proposal(tx, lot_id, now=now) for lot_id in held.all()]


def _judge_value(new: NewTest) -> None:
    """Raises: Refused("lab_test.contradicts")."""
    measured = new.inhibition_pct
    if measured is not None and (measured < INHIBITION_LIMIT_PCT) != new.passed:
        limit = INHIBITION_LIMIT_PCT
        raise Refused(codes.LabTest.CONTRADICTS, inhibition_pct=measured, limit_pct=limit)


def _chosen(tx: Tx, lot: Lot, placed: list[Hold], hold_ids: Collection[int]) -> list[Hold]:
    """Raises: NotFound for another lot's hold; Refused("release.which" | "lot.not_held")."""
    if hold_ids:
        mine = set(tx.scalars(select(Hold.id).where(Hold.lot_id == lot.id)))
        if others := set(hold_ids) - mine:
            raise NotFound("hold", id=str(min(others)))
        wanted = [row for row in placed if row.id in hold_ids]
        if len(wanted) < len(set(hold_ids)):
            raise Refused(codes.Lot.NOT_HELD, lot=lot.code)
        return wanted
    if len({(row.reason, row.excursion_id) for row in placed}) > 1:
        raise Refused(codes.Release.WHICH, lot=lot.code, holds=len(placed))
    return placed


def _refusal(tx: Tx, lot: Lot, placed: Collection[Hold], *, is_alive: bool) -> Refused | None:
    """What keeps these holds in place, if anything does."""
    if not placed:
        return Refused(codes.Lot.NOT_HELD, lot=lot.code)
    if any(row.reason == HoldReason.RECALL for row in placed):
        return Refused(codes.Lot.RECALLED, lot=lot.code)
    is_suspect = any(row.reason == HoldReason.RESIDUE for row in placed)
    suspects = {lot.id} & holds.newest_tests(tx, [lot.id]).keys() if is_suspect else set()
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
