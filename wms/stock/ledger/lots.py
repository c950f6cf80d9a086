"""What quality decides about a lot, brought to its balances in the same transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from wms.db import Tx, among, core
from wms.errors import NotFound
from wms.tables.stock import Balance, Lot, LotStatus


def set_status(tx: Tx, lot_ids: Sequence[int], status: LotStatus) -> None:
    """Make lots sellable or not, everywhere at once. Raises: NotFound."""
    _set(tx, lot_ids, status=status)


def set_sell_until(tx: Tx, lot_id: int, at: datetime) -> None:
    """Give a lot another end of life. Raises: NotFound."""
    _set(tx, [lot_id], sell_until=at)


def _set(tx: Tx, lot_ids: Sequence[int], **values: Any) -> None:
    # Lots first: whoever is posting one of them holds it, and its new balance is then seen here.
    tx.flush()
    ids = sorted(set(lot_ids))
    lots = tx.lock_all(select(Lot).where(among(Lot.id, ids)).order_by(Lot.id))
    if missing := set(ids) - {lot.id for lot in lots}:
        raise NotFound("lot", id=str(min(missing)))
    for lot in lots:
        for name, value in values.items():
            setattr(lot, name, value)
    tx.flush()
    tx.connection().execute(
        update(core(Balance)).where(among(Balance.lot_id, ids)).values(**values)
    )
    tx.reload(Balance)
