"""Promises: so much of an item is reserved for approved orders, lots not yet chosen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from wms import codes
from wms.db import Tx, core, insert_new
from wms.errors import Refused
from wms.stock.ledger.stock import sellable
from wms.tables.ordering import OrderLine
from wms.tables.stock import Promised

promised = core(Promised)


def promise(
    tx: Tx, warehouse_id: int, lines: Sequence[OrderLine], *, fresh_until: datetime
) -> None:
    """Reserve what was approved of each line, as items that keep so long; first come first served.

    Raises: Refused("stock.short", missing=[{item_id, wanted, free}, …]), all of them.
    """
    wanted = by_item((row.item_id, row.approved) for row in lines)
    lock_promised(tx, warehouse_id, wanted)
    free = sellable(tx, warehouse_id, wanted, fresh_until)
    missing = [
        {"item_id": item_id, "wanted": quantity, "free": free[item_id]}
        for item_id, quantity in sorted(wanted.items())
        if free[item_id] < quantity
    ]
    if missing:
        raise Refused(codes.Stock.SHORT, missing=missing)
    for row in lines:
        row.promised += row.approved
    change_promised(tx, warehouse_id, wanted, +1)


def unpromise(tx: Tx, warehouse_id: int, lines: Sequence[OrderLine]) -> None:
    """Give back what is promised to these lines and not yet allocated."""
    given_back = by_item((row.item_id, row.promised) for row in lines)
    lock_promised(tx, warehouse_id, given_back)
    for row in lines:
        row.promised = 0
    change_promised(tx, warehouse_id, given_back, -1)


def lock_promised(tx: Tx, warehouse_id: int, item_ids: Iterable[int]) -> None:
    """Whoever promises or allocates an item here waits for the other."""
    tx.flush()
    ids = sorted(item_ids)
    insert_new(
        tx,
        Promised,
        [{"warehouse_id": warehouse_id, "item_id": item_id, "quantity": 0} for item_id in ids],
    )
    tx.connection().execute(
        select(promised.c.item_id)
        .where(promised.c.warehouse_id == warehouse_id, promised.c.item_id.in_(ids))
        .order_by(promised.c.item_id)
        .with_for_update()
    )


def change_promised(tx: Tx, warehouse_id: int, by_item: dict[int, int], sign: int) -> None:
    """Promise so much more (+1) or less (-1) of each item; its lines are the caller's business."""
    tx.flush()
    rows = [
        {"w": warehouse_id, "i": item_id, "quantity": sign * quantity}
        for item_id, quantity in sorted(by_item.items())
        if quantity
    ]
    if rows:
        tx.connection().execute(_PROMISE, rows)


def by_item(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Add up what is wanted of each item."""
    total: dict[int, int] = defaultdict(int)
    for item_id, quantity in pairs:
        total[item_id] += quantity
    return dict(total)


_QUANTITY: Any = bindparam("quantity")
_PROMISE = (
    update(promised)
    .where(promised.c.warehouse_id == bindparam("w"), promised.c.item_id == bindparam("i"))
    .values(quantity=promised.c.quantity + _QUANTITY)
)
