"""Picking: what was allocated is now in hand, on a stage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from wms import codes
from wms.db import Tx, among, core
from wms.errors import Refused
from wms.stock.ledger.allocations import lock_allocations, reload
from wms.stock.ledger.entries import NewMove
from wms.stock.ledger.moves import apply, record
from wms.tables.ordering import OrderLine
from wms.tables.stock import Allocation, AllocationState, Lot, LotStatus, MoveReason

line = core(OrderLine)


@dataclass(frozen=True, slots=True)
class NewPick:
    """So much of an allocation goes to a stage. The id comes from the cause: `move_id`."""

    id: UUID
    allocation_id: int
    quantity: int
    to_place_id: int
    at: datetime
    by: int | None = None
    weight_g: int | None = None


def pick(tx: Tx, picks: Sequence[NewPick]) -> int:
    """Take allocated goods to a stage: what was reserved is now in hand. Returns how many were new.

    Raises: NotFound; Refused("allocation.wrong_state" | "pick.too_much" | "lot.not_released").
    """
    tx.flush()
    allocations = lock_allocations(tx, {new.allocation_id for new in picks})
    moves = {new.id: _move(new, allocations[new.allocation_id]) for new in picks}
    fresh = {move.id for move in record(tx, list(moves.values()))}
    if not fresh:
        return 0
    lots = _lots_of(tx, allocations.values())
    picked = [new for new in picks if new.id in fresh]
    for new in picked:
        allocation = allocations[new.allocation_id]
        _judge(allocation, new.quantity, lots[allocation.lot_id])
        allocation.picked += new.quantity
        if allocation.picked == allocation.quantity:
            allocation.state = AllocationState.PICKED
    tx.flush()
    lines = [
        {"key": allocations[new.allocation_id].order_line_id, "quantity": new.quantity}
        for new in picked
    ]
    tx.connection().execute(_PICK_LINE, sorted(lines, key=lambda row: row["key"]))
    apply(tx, [moves[new.id] for new in picked], from_allocation=True)
    reload(tx)
    return len(picked)


def _move(new: NewPick, allocation: Allocation) -> NewMove:
    return NewMove(
        new.id,
        allocation.lot_id,
        allocation.place_id,
        new.to_place_id,
        new.quantity,
        MoveReason.PICK,
        new.at,
        new.by,
        order_line_id=allocation.order_line_id,
        weight_g=new.weight_g,
    )


def _lots_of(tx: Tx, allocations: Iterable[Allocation]) -> dict[int, Lot]:
    """The lots, held as they are until the commit: a hold comes before the pick or after it."""
    ids = {row.lot_id for row in allocations}
    share = select(Lot).where(among(Lot.id, ids)).order_by(Lot.id).with_for_update(read=True)
    fresh = share.execution_options(populate_existing=True)
    return {lot.id: lot for lot in tx.scalars(fresh)}


def _judge(allocation: Allocation, quantity: int, lot: Lot) -> None:
    if allocation.state is not AllocationState.OPEN:
        raise Refused(codes.Allocation.WRONG_STATE, id=allocation.id, state=str(allocation.state))
    left = allocation.quantity - allocation.picked
    if quantity > left:
        raise Refused(codes.Pick.TOO_MUCH, wanted=quantity, left=left)
    if lot.status is not LotStatus.RELEASED:
        raise Refused(codes.Lot.NOT_RELEASED, lot=lot.code, status=str(lot.status))


_QUANTITY: Any = bindparam("quantity")
_LINE = line.c.id == bindparam("key")
_PICK_LINE = (
    update(line)
    .where(_LINE)
    .values(allocated=line.c.allocated - _QUANTITY, picked=line.c.picked + _QUANTITY)
)
