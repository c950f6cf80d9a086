"""Calling goods back: a lot and all that was made of it, from shelves, vehicles and shops.

One statement each, however many lots and shops there are. What a shop had when it was told is
kept with the recall, so that what it was told can be shown later.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, literal, select, union_all

from wms import codes
from wms.db import Tx, core
from wms.errors import Conflict, NotFound, Refused
from wms.facts import events
from wms.facts.catalogue import LotsRecalled, RecalledGoodsDelivered, RecallLifted
from wms.stock import holds
from wms.stock.holds import HoldReason, NewHold
from wms.tables.base import UtcDateTime
from wms.tables.masterdata import Shop
from wms.tables.stock import Hold, Lot, Move, Recall, RecallGoods, RecallShop


@dataclass(frozen=True, slots=True)
class NewRecall:
    """A person's word that a lot must come back; the key was made by the sender."""

    key: UUID
    lot_id: int
    note: str


def recall(tx: Tx, new: NewRecall, *, by: int, now: datetime) -> Recall:
    """Stop a lot and all that was made of it, everywhere, and tell each shop that has any.

    Raises: NotFound; Refused("release.note_missing" | "recall.under_way");
    Conflict("recall.other_body") when the key called something else back.
    """
    judge_note(new.note)
    lot = tx.lock(Lot, new.lot_id)
    known = tx.scalar(select(Recall).where(Recall.key == new.key))
    if known is not None:
        if (known.lot_id, known.note) != (new.lot_id, new.note):
            raise Conflict(codes.Recall.OTHER_BODY)
        return known
    if going_on(tx, lot.id, HoldReason.RECALL):
        raise Refused(codes.Recall.UNDER_WAY, lot=lot.code)
    cause = NewHold(HoldReason.RECALL, f"recall:{new.key}", new.note)
    return _block_and_tell(tx, lot, cause, new.key, by=by, now=now)


def call_back_failed(
    tx: Tx, lot: Lot, test_id: int, note: str | None, *, by: int | None, now: datetime
) -> None:
    """A failed residue test stops a lot and its offspring; the shops are told the first time."""
    cause = NewHold(HoldReason.RESIDUE, f"test:{test_id}", note)
    if going_on(tx, lot.id, HoldReason.RESIDUE):
        holds.block(tx, [lot.id], cause, by=by, now=now)
        return
    _block_and_tell(tx, lot, cause, uuid4(), by=by, now=now)


def lift(tx: Tx, recall_id: int, *, note: str, by: int, now: datetime) -> Recall:
    """End a recall that turned out groundless, and tell everybody who was told. Twice is once.

    Raises: NotFound; Refused("release.note_missing" | "recall.by_test").
    """
    judge_note(note)
    made = tx.lock(Recall, recall_id)
    if made.lifted_at is not None:
        return made
    if made.reason != HoldReason.RECALL:
        raise Refused(codes.Recall.BY_TEST)
    new = NewHold(HoldReason.RECALL, made.cause, note)
    freed = holds.close_cause(tx, new, by=by, now=now)
    _end(tx, made, new, freed, by=by, now=now)
    return made


def end_of_tests(tx: Tx, causes: Collection[str], *, note: str, by: int, now: datetime) -> None:
    """Tell the shops when the last lot that a failed test had stopped was let go."""
    rows = select(Recall).where(
        Recall.cause.in_(causes),
        Recall.reason == str(HoldReason.RESIDUE),
        Recall.lifted_at.is_(None),
    )
    for made in tx.lock_all(rows.order_by(Recall.id)):
        lasting = (Hold.cause == made.cause) & Hold.released_at.is_(None)
        if tx.scalar(select(Hold.id).where(lasting).limit(1)) is None:
            new = NewHold(HoldReason.RESIDUE, made.cause, note)
            lot = tx.find(Lot, made.lot_id)
            _end(tx, made, new, {lot.id: lot.code}, by=by, now=now)


def handed_over(
    tx: Tx, shop_id: int, lot_ids: Collection[int], *, by: int | None, now: datetime
) -> None:
    """A driver who had not heard of it yet gave a shop goods of a recall: it is told as well."""
    stopped = select(Hold.cause).where(Hold.lot_id.in_(lot_ids), Hold.released_at.is_(None))
    lasting = select(Recall).where(Recall.cause.in_(stopped), Recall.lifted_at.is_(None))
    for made in tx.lock_all(lasting.order_by(Recall.id)):
        _note_goods(tx, made, shop_id)
        told = tx.get(RecallShop, (made.id, shop_id))
        if told is None:
            told = RecallShop(recall_id=made.id, shop_id=shop_id)
            tx.add(told)
        told.told_at, told.acknowledged_at, told.acknowledged_by = now, None, None
        lot = tx.find(Lot, made.lot_id)
        fact = RecalledGoodsDelivered(made.id, lot.code, made.reason, made.note, shop_id)
        events.record(tx, fact, at=now, by=by)


def acknowledge(tx: Tx, recall_id: int, shop_id: int, *, by: int, now: datetime) -> RecallShop:
    """Somebody at the shop has seen it; the first one counts. Raises: NotFound."""
    told = tx.get(RecallShop, (recall_id, shop_id), with_for_update=True, populate_existing=True)
    if told is None:
        raise NotFound("recall", id=str(recall_id))
    if told.acknowledged_at is None:
        told.acknowledged_at, told.acknowledged_by = now, by
    return told


def going_on(tx: Tx, lot_id: int, reason: HoldReason) -> bool:
    """Whether a recall for this reason began at this lot and was not lifted."""
    begun = (Recall.lot_id == lot_id) & (Recall.reason == str(reason))
    return (
        tx.scalar(select(Recall.id).where(begun, Recall.lifted_at.is_(None)).limit(1)) is not None
    )


def judge_note(note: str) -> None:
    """Raises: Refused("release.note_missing")."""
    if not note.strip():
        raise Refused(codes.Release.NOTE_MISSING)


def _block_and_tell(
    tx: Tx, lot: Lot, cause: NewHold, key: UUID, *, by: int | None, now: datetime
) -> Recall:
    stopped = holds.block(tx, [lot.id], cause, by=by, now=now)
    made = Recall(
        key=key,
        lot_id=lot.id,
        reason=str(cause.reason),
        cause=cause.cause,
        note=cause.note,
        lot_count=len(stopped),
        at=now,
        by=by,
    )
    tx.add(made)
    tx.flush()
    _note_goods(tx, made)
    shops = _tell_shops(tx, made, now)
    fact = LotsRecalled(made.id, lot.code, made.reason, made.note, made.lot_count, shops)
    events.record(tx, fact, at=now, by=by)
    return made


def _end(
    tx: Tx, made: Recall, new: NewHold, freed: dict[int, str], *, by: int, now: datetime
) -> None:
    made.lifted_at, made.lifted_by, made.lift_note = now, by, new.note
    tx.flush()
    holds.say(tx, RecallLifted, freed, new, by=by, now=now, recall_id=made.id)


def _note_goods(tx: Tx, made: Recall, shop_id: int | None = None) -> None:
    """Keep what shops (or one) have received of what this recall stopped, less what came back."""
    tx.flush()
    if shop_id is not None:
        again = (RecallGoods.recall_id == made.id) & (RecallGoods.shop_id == shop_id)
        tx.connection().execute(delete(core(RecallGoods)).where(again))
    both = union_all(*(_moved(made, place, sign, shop_id) for place, sign in _WAYS)).subquery()
    net = func.sum(both.c.quantity)
    rows = (
        select(literal(made.id, RecallGoods.recall_id.type), both.c.shop_id, both.c.lot_id, net)
        .group_by(both.c.shop_id, both.c.lot_id)
        .having(net > 0)
    )
    columns = ["recall_id", "shop_id", "lot_id", "quantity"]
    tx.connection().execute(insert(core(RecallGoods)).from_select(columns, rows))


_WAYS = ((Move.to_place_id, 1), (Move.from_place_id, -1))


def _moved(made: Recall, place: Any, sign: int, shop_id: int | None) -> Any:
    """What went to shops (or one), or came back from them, of what this recall stopped."""
    mine = select(Hold.lot_id).where(Hold.cause == made.cause).distinct().subquery()
    rows = (
        select(Shop.id.label("shop_id"), Move.lot_id, (sign * Move.quantity).label("quantity"))
        .select_from(mine)
        .join(Move, Move.lot_id == mine.c.lot_id)
        .join(Shop, Shop.place_id == place)
    )
    return rows if shop_id is None else rows.where(Shop.id == shop_id)


def _tell_shops(tx: Tx, made: Recall, now: datetime) -> int:
    """A row for each shop that has any; returns how many."""
    told = [
        literal(made.id, RecallShop.recall_id.type),
        RecallGoods.shop_id,
        literal(now, UtcDateTime()),
    ]
    rows = select(*told).where(RecallGoods.recall_id == made.id).distinct()
    columns = ["recall_id", "shop_id", "told_at"]
    tx.connection().execute(insert(core(RecallShop)).from_select(columns, rows))
    count = select(func.count()).select_from(RecallShop).where(RecallShop.recall_id == made.id)
    return tx.scalar(count) or 0
