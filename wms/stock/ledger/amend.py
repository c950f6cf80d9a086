"""Second thoughts about reservations: other lots for a line, a pick put back on its shelf."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from wms import codes
from wms.db import Tx, among, core
from wms.errors import Refused
from wms.rules.fefo import Demand
from wms.stock.ledger.allocations import Allocated, allocate, lock_allocations, void
from wms.stock.ledger.entries import NewMove
from wms.stock.ledger.moves import apply, record
from wms.stock.ledger.promises import change_promised, lock_promised, unpromise
from wms.tables.ordering import OrderLine
from wms.tables.stock import Allocation, AllocationState, Balance, MoveReason

balance = core(Balance)


@dataclass(frozen=True, slots=True)
class NewReturn:
    """So much of a pick goes from the stage back to where it was allocated."""

    id: UUID
    allocation_id: int
    quantity: int
    from_place_id: int
    at: datetime
    by: int | None = None
    weight_g: int | None = None


def exchange(tx: Tx, allocation_ids: Collection[int], *, fresh_until: datetime) -> Allocated:
    """Give up what is not yet picked of these allocations and take other lots in their place.

    What no lot is found for is neither promised nor allocated any more: it is in `short`.

    Raises: NotFound.
    """
    tx.flush()
    rows = lock_allocations(tx, allocation_ids).values()
    wanted: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if row.state is AllocationState.OPEN:
            wanted[row.warehouse_id][row.order_line_id] += row.quantity - row.picked
    void(tx, allocation_ids)
    made: list[Allocation] = []
    short: dict[int, int] = {}
    for warehouse_id, by_line in sorted(wanted.items()):
        outcome = _allocate_again(tx, warehouse_id, by_line, fresh_until)
        made += outcome.allocations
        short |= outcome.short
    return Allocated(made, short)


def put_back(tx: Tx, new: NewReturn) -> int:
    """Undo a pick: the goods lie on their shelf again, allocated as before. Returns how much, 0
    when this return was posted before.

    Raises: NotFound; Refused("allocation.wrong_state" | "stock.short").
    """
    tx.flush()
    allocation = lock_allocations(tx, [new.allocation_id])[new.allocation_id]
    move = _back(new, allocation)
    if not record(tx, [move]):
        return 0
    if allocation.state is AllocationState.VOID or allocation.picked < new.quantity:
        raise Refused(codes.Allocation.WRONG_STATE, id=allocation.id, state=str(allocation.state))
    apply(tx, [move])
    allocation.picked -= new.quantity
    allocation.state = AllocationState.OPEN
    line = tx.lock(OrderLine, allocation.order_line_id)
    line.picked -= new.quantity
    line.allocated += new.quantity
    tx.flush()
    shelf = (
        (balance.c.warehouse_id == allocation.warehouse_id)
        & (balance.c.place_id == allocation.place_id)
        & (balance.c.lot_id == allocation.lot_id)
    )
    more = balance.c.allocated + new.quantity
    tx.connection().execute(update(balance).where(shelf).values(allocated=more))
    tx.reload(Balance)
    return new.quantity


def take_back(tx: Tx, new: NewReturn, to_place_id: int) -> int:
    """What was picked for an order that ended goes from the stage to a shelf, free for others.
    Returns how much, 0 when this return was posted before.

    Raises: NotFound; Refused("allocation.wrong_state" | "stock.short").
    """
    tx.flush()
    allocation = lock_allocations(tx, [new.allocation_id])[new.allocation_id]
    move = replace(_back(new, allocation), to_place_id=to_place_id)
    if not record(tx, [move]):
        return 0
    if allocation.state is AllocationState.OPEN or allocation.picked < new.quantity:
        raise Refused(codes.Allocation.WRONG_STATE, id=allocation.id, state=str(allocation.state))
    apply(tx, [move])
    allocation.picked -= new.quantity
    if not allocation.picked:
        allocation.state = AllocationState.VOID
    line = tx.lock(OrderLine, allocation.order_line_id)
    line.picked -= new.quantity
    tx.flush()
    tx.reload(Balance)
    return new.quantity


def _allocate_again(
    tx: Tx, warehouse_id: int, by_line: dict[int, int], fresh_until: datetime
) -> Allocated:
    rows = select(OrderLine).where(among(OrderLine.id, by_line)).order_by(OrderLine.id)
    lines = tx.lock_all(rows)
    by_item: dict[int, int] = defaultdict(int)
    for line in lines:
        line.promised += by_line[line.id]
        by_item[line.item_id] += by_line[line.id]
    lock_promised(tx, warehouse_id, by_item)
    change_promised(tx, warehouse_id, by_item, +1)
    demands = [Demand(line.id, line.item_id, by_line[line.id], fresh_until) for line in lines]
    outcome = allocate(tx, warehouse_id, demands)
    unpromise(tx, warehouse_id, [line for line in lines if line.id in outcome.short])
    return outcome


def _back(new: NewReturn, allocation: Allocation) -> NewMove:
    return NewMove(
        new.id,
        allocation.lot_id,
        new.from_place_id,
        allocation.place_id,
        new.quantity,
        MoveReason.CORRECTION,
        new.at,
        new.by,
        order_line_id=allocation.order_line_id,
        weight_g=new.weight_g,
    )
