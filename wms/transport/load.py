"""What is on a vehicle for which order: every loading move names its order line."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from wms.db import Tx, among
from wms.tables.masterdata import Place, PlaceKind
from wms.tables.ordering import OrderLine
from wms.tables.stock import Move


@dataclass(frozen=True, slots=True)
class Aboard:
    """So much of a lot on a vehicle for one line of an order."""

    order_id: int
    order_line_id: int
    lot_id: int
    place_id: int
    quantity: int


def aboard(tx: Tx, order_ids: Iterable[int]) -> list[Aboard]:
    """What came onto vehicles for these orders and has not left them, by line and lot."""
    tx.flush()
    lines: dict[int, int] = {
        line_id: order_id
        for line_id, order_id in tx.execute(
            select(OrderLine.id, OrderLine.order_id).where(
                among(OrderLine.order_id, list(order_ids))
            )
        )
    }
    left: dict[tuple[int, int, int], int] = defaultdict(int)
    for end, sign in ((Move.to_place_id, +1), (Move.from_place_id, -1)):
        rows = (
            select(Move.order_line_id, Move.lot_id, end, func.sum(Move.quantity))
            .join(Place, Place.id == end)
            .where(Move.order_line_id.in_(lines), Place.kind == PlaceKind.VEHICLE)
            .group_by(Move.order_line_id, Move.lot_id, end)
        )
        for line_id, lot_id, place_id, quantity in tx.execute(rows):
            assert line_id is not None
            left[line_id, lot_id, place_id] += sign * int(quantity)
    return [
        Aboard(lines[line_id], line_id, lot_id, place_id, quantity)
        for (line_id, lot_id, place_id), quantity in sorted(left.items())
        if quantity > 0
    ]
