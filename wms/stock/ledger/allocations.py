"""Allocations: so much of a lot in a place belongs to an order line.

Picking posts an allocation, cancelling voids it; there is no third way out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, bindparam, insert, or_, select, tuple_, update

from wms.db import Tx, among, core
from wms.errors import NotFound
from wms.rules import fefo
from wms.stock.ledger.promises import by_item, change_promised, lock_promised
from wms.stock.ledger.stock import FIRST_LOTS, free_first_expired
from wms.tables.ordering import OrderLine
from wms.tables.stock import Allocation, AllocationState, Balance, LotStatus, Promised

allocation = core(Allocation)
balance = core(Balance)
line = core(OrderLine)


@dataclass(frozen=True, slots=True)
class Allocated:
    """The new allocations, and per order line how much no lot was found for."""

    allocations: Sequence[Allocation]
    short: dict[int, int]


def allocate(tx: Tx, warehouse_id: int, demands: Sequence[fefo.Demand]) -> Allocated:
    """Turn promises into lots, first expired first out, for one order or a whole wave.

    A line gets at most what it is promised by now, whatever is demanded: somebody else may have
    been quicker. What no lot was found for is listed in `short` and stays promised, so the call
    may be repeated when there is stock again.
    """
    tx.flush()
    demands = _still_promised(tx, demands)
    if not demands:
        return Allocated([], {})
    items = sorted({demand.item_id for demand in demands})
    lock_promised(tx, warehouse_id, items)
    choice = _chosen(tx, warehouse_id, demands)
    if choice.shares:
        _reserve(tx, warehouse_id, choice.shares)
        item_of = {demand.order_line_id: demand.item_id for demand in demands}
        taken = by_item((item_of[s.order_line_id], s.quantity) for s in choice.shares)
        change_promised(tx, warehouse_id, taken, -1)
    rows = [
        {
            "order_line_id": share.order_line_id,
            "warehouse_id": warehouse_id,
            "place_id": share.place_id,
            "lot_id": share.lot_id,
            "quantity": share.quantity,
            "picked": 0,
            "state": AllocationState.OPEN,
        }
        for share in choice.shares
    ]
    if not rows:
        return Allocated([], choice.short)
    made = tx.scalars(insert(Allocation).returning(Allocation, sort_by_parameter_order=True), rows)
    return Allocated(made.all(), choice.short)


def void(tx: Tx, allocation_ids: Iterable[int]) -> int:
    """Free what is not yet picked of these allocations; return how many were open.

    Raises: NotFound.
    """
    tx.flush()
    rows = lock_allocations(tx, set(allocation_ids)).values()
    still_open = [row for row in rows if row.state is AllocationState.OPEN]
    if not still_open:
        return 0
    left = [
        {
            "key": row.order_line_id,
            "w": row.warehouse_id,
            "p": row.place_id,
            "l": row.lot_id,
            "quantity": row.quantity - row.picked,
        }
        for row in still_open
    ]
    connection = tx.connection()
    connection.execute(_FREE, sorted(left, key=_by_balance))
    connection.execute(_UNALLOCATE_LINE, left)
    for row in still_open:
        row.state = AllocationState.VOID
    tx.flush()
    reload(tx)
    return len(still_open)


def lock_allocations(tx: Tx, ids: Collection[int]) -> dict[int, Allocation]:
    """The allocations by id, locked after their order lines. Raises: NotFound."""
    is_one = among(Allocation.id, ids)
    lock_lines(tx, select(allocation.c.order_line_id).where(among(allocation.c.id, ids)))
    rows = tx.lock_all(select(Allocation).where(is_one).order_by(Allocation.id))
    if missing := set(ids) - {row.id for row in rows}:
        raise NotFound("allocation", id=str(min(missing)))
    return {row.id: row for row in rows}


def _still_promised(tx: Tx, demands: Sequence[fefo.Demand]) -> list[fefo.Demand]:
    """The demands, cut down to what their lines are promised, with the lines locked."""
    ids = {demand.order_line_id for demand in demands}
    rows = select(line.c.id, line.c.promised).where(line.c.id.in_(ids)).order_by(line.c.id)
    left = {key: promised for key, promised in tx.connection().execute(rows.with_for_update())}
    kept = []
    for demand in demands:
        quantity = min(demand.quantity, left[demand.order_line_id])
        left[demand.order_line_id] -= quantity
        if quantity:
            kept.append(replace(demand, quantity=quantity))
    return kept


def lock_lines(tx: Tx, ids: Any) -> None:
    """Order lines come before everything else in the order of locks."""
    if not tx.is_sqlite:
        rows = select(line.c.id).where(line.c.id.in_(ids)).order_by(line.c.id)
        tx.connection().execute(rows.with_for_update())


def _chosen(tx: Tx, warehouse_id: int, demands: Sequence[fefo.Demand]) -> fefo.Choice:
    """Which lots serve these demands; on PostgreSQL their balances are locked until the commit."""
    by_item: dict[int, list[fefo.Demand]] = defaultdict(list)
    for demand in demands:
        by_item[demand.item_id].append(demand)
    walked = [_walk(tx, warehouse_id, item_id, mine) for item_id, mine in by_item.items()]
    seen = fefo.choose([one for lots in walked for one in lots], demands)
    if tx.is_sqlite:
        return seen
    # Seen without a lock, so that the locks can be taken in the order of their keys.
    choice = fefo.choose(_locked(tx, warehouse_id, walked), demands)
    if choice.short == seen.short:
        return choice
    whole = [_walk(tx, warehouse_id, item_id, mine, lots=None) for item_id, mine in by_item.items()]
    return fefo.choose(_locked(tx, warehouse_id, whole), demands)


def _walk(
    tx: Tx,
    warehouse_id: int,
    item_id: int,
    demands: Sequence[fefo.Demand],
    *,
    lots: int | None = FIRST_LOTS,
) -> list[fefo.Candidate]:
    """An item's free stock, first expired first, as far as these demands reach (None: all)."""
    soonest = min(demand.fresh_until for demand in demands)
    first = free_first_expired(warehouse_id, item_id, soonest)
    lots = lots and lots + 2 * len(demands)
    while True:
        found = [fefo.Candidate(*row) for row in tx.execute(first.limit(lots))]
        if lots is None or len(found) < lots or not fefo.choose(found, demands).short:
            return found
        lots *= 8


def _locked(
    tx: Tx, warehouse_id: int, walked: Sequence[Sequence[fefo.Candidate]]
) -> list[fefo.Candidate]:
    """The stock that was walked past, again and locked: others may have been quicker."""
    passed = [
        and_(
            balance.c.item_id == lots[-1].item_id,
            balance.c.sell_until >= lots[0].sell_until,
            tuple_(balance.c.sell_until, balance.c.received_at, balance.c.lot_id)
            <= tuple_(lots[-1].sell_until, lots[-1].received_at, lots[-1].lot_id),
        )
        for lots in walked
        if lots
    ]
    if not passed:
        return []
    free = (
        select(
            balance.c.item_id,
            balance.c.place_id,
            balance.c.lot_id,
            (balance.c.on_hand - balance.c.allocated).label("free"),
            balance.c.sell_until,
            balance.c.received_at,
        )
        .where(
            balance.c.warehouse_id == warehouse_id,
            balance.c.status == LotStatus.RELEASED,
            balance.c.on_hand > balance.c.allocated,
            balance.c.is_pickable,
            or_(*passed),
        )
        .order_by(balance.c.warehouse_id, balance.c.place_id, balance.c.lot_id)
        .with_for_update()
    )
    return [fefo.Candidate(*row) for row in tx.connection().execute(free)]


def _reserve(tx: Tx, warehouse_id: int, shares: Sequence[fefo.Share]) -> None:
    """Move shares from promised to allocated, on the balances and on the lines."""
    rows = [
        {
            "key": share.order_line_id,
            "w": warehouse_id,
            "p": share.place_id,
            "l": share.lot_id,
            "quantity": share.quantity,
        }
        for share in shares
    ]
    connection = tx.connection()
    connection.execute(_ALLOCATE, sorted(rows, key=_by_balance))
    connection.execute(_ALLOCATE_LINE, rows)
    reload(tx)


def _by_balance(row: Mapping[str, Any]) -> tuple[int, int, int]:
    return (row["w"], row["p"], row["l"])


def reload(tx: Tx) -> None:
    """Bring loaded rows up to what set-based SQL made of them."""
    for kind in (OrderLine, Balance, Promised):
        tx.reload(kind)


_QUANTITY: Any = bindparam("quantity")
_BALANCE = and_(
    balance.c.warehouse_id == bindparam("w"),
    balance.c.place_id == bindparam("p"),
    balance.c.lot_id == bindparam("l"),
)
_LINE = line.c.id == bindparam("key")
_ALLOCATE = update(balance).where(_BALANCE).values(allocated=balance.c.allocated + _QUANTITY)
_FREE = update(balance).where(_BALANCE).values(allocated=balance.c.allocated - _QUANTITY)
_ALLOCATE_LINE = (
    update(line)
    .where(_LINE)
    .values(promised=line.c.promised - _QUANTITY, allocated=line.c.allocated + _QUANTITY)
)
_UNALLOCATE_LINE = update(line).where(_LINE).values(allocated=line.c.allocated - _QUANTITY)
