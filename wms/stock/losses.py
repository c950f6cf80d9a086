"""Writing off: every loss has a reason, and counts in the loss report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from wms import codes
from wms.db import Tx
from wms.errors import Conflict, Refused
from wms.facts import events
from wms.facts.catalogue import StockLost
from wms.masterdata import place_of
from wms.stock import ledger
from wms.stock.ledger import NewMove
from wms.tables.masterdata import COUNTED, Item, Place, PlaceKind
from wms.tables.stock import Balance, Lot, Move, MoveReason
from wms.units import QUANTITY_MAX


class LossReason(StrEnum):
    EXPIRED = "expired"
    DAMAGED = "damaged"
    SHRINKAGE = "shrinkage"
    EXCURSION = "excursion"
    RESIDUE = "residue"
    SHORT = "short"
    """Missing at the door or at a count."""
    TRIMMING = "trimming"
    """What repacking cuts off."""


@dataclass(frozen=True, slots=True)
class NewLoss:
    """So much of a lot in a place is lost."""

    id: UUID
    lot_id: int
    place_id: int
    quantity: int
    reason: LossReason


@dataclass(frozen=True, slots=True)
class ExpiredLot:
    """Goods nobody may sell any more, waiting to be written off."""

    lot_id: int
    lot_code: str
    item_id: int
    name_zh: str
    name_en: str
    unit: str
    place_id: int
    place_code: str
    free: int
    sell_until: datetime


@dataclass(frozen=True, slots=True)
class Lost:
    """What one item lost for one reason over a time."""

    item_id: int
    reason: str
    quantity: int


def write_off(tx: Tx, new: NewLoss, *, by: int | None, now: datetime) -> int:
    """Take lost goods off the books; return how much, 0 when this loss was written off before.

    Raises: NotFound; Refused("quantity.out_of_range" | "place.not_storage" | "stock.short");
    Conflict("loss.other_body") when the id wrote off something else.
    """
    if not 0 < new.quantity <= QUANTITY_MAX:
        raise Refused(codes.Quantity.OUT_OF_RANGE, quantity=new.quantity)
    lot = tx.find(Lot, new.lot_id)
    place = tx.find(Place, new.place_id)
    if place.kind not in COUNTED:
        raise Refused(codes.Place.NOT_STORAGE, place=place.code)
    loss = place_of(tx, place.warehouse_id, PlaceKind.LOSS)
    move_id = ledger.move_id("loss", new.id)
    reason, note = MoveReason.LOSS, str(new.reason)
    move = NewMove(move_id, lot.id, place.id, loss.id, new.quantity, reason, now, by, note)
    if not ledger.post(tx, [move]):
        _judge_same(tx.find(Move, move_id), move)
        return 0
    fact = StockLost(lot.id, lot.code, place.code, new.quantity, note)
    events.record(tx, fact, at=now, by=by, warehouse_id=place.warehouse_id)
    return new.quantity


def _judge_same(known: Move, again: NewMove) -> None:
    """Raises: Conflict("loss.other_body")."""
    for what in ("lot_id", "from_place_id", "quantity", "note"):
        if getattr(known, what) != getattr(again, what):
            raise Conflict(codes.Loss.OTHER_BODY)


def expired(tx: Tx, warehouse_id: int, *, now: datetime) -> list[ExpiredLot]:
    """What has reached the end of its life and is not allocated, oldest first."""
    free = Balance.on_hand - Balance.allocated
    rows: Iterable[Any] = tx.execute(
        select(
            Lot.id,
            Lot.code,
            Item.id,
            Item.name_zh,
            Item.name_en,
            Item.unit,
            Place.id,
            Place.code,
            free,
            Balance.sell_until,
        )
        .select_from(Balance)
        .join(Lot, Lot.id == Balance.lot_id)
        .join(Item, Item.id == Balance.item_id)
        .join(Place, Place.id == Balance.place_id)
        .where(
            Balance.warehouse_id == warehouse_id,
            Balance.sell_until <= now,
            Balance.is_pickable,
            free > 0,
        )
        .order_by(Balance.sell_until, Place.code, Lot.id)
    )
    return [ExpiredLot(*row) for row in rows]


def lost(tx: Tx, warehouse_id: int, since: datetime, until: datetime) -> list[Lost]:
    """What was written off, by item and reason."""
    total = func.sum(Move.quantity)
    rows = tx.execute(
        select(Lot.item_id, Move.note, total)
        .join(Lot, Lot.id == Move.lot_id)
        .join(Place, Place.id == Move.to_place_id)
        .where(
            Place.warehouse_id == warehouse_id,
            Place.kind == PlaceKind.LOSS,
            Move.at >= since,
            Move.at < until,
        )
        .group_by(Lot.item_id, Move.note)
        .order_by(Lot.item_id, Move.note)
    )
    return [Lost(item_id, note or "", int(quantity)) for item_id, note, quantity in rows]
