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
    rows = select(Lot.id).where(among(Lot.id, ids)).order_by(Lot.id)
    found = tx.scalars(rows.with_for_update(key_share=True)).all()
    if missing := set(ids) - set(found):
        raise NotFound("lot", id=str(min(missing)))
    connection = tx.connection()
    connection.execute(update(core(Lot)).where(among(Lot.id, ids)).values(**values))
    connection.execute(update(core(Balance)).where(among(Balance.lot_id, ids)).values(**values))
    tx.reload(Lot)
    tx.reload(Balance)
