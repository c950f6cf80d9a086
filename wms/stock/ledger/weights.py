"""The second measure: what goods that are counted and weighed weigh, as far as a scale has said.

All of a heap has been weighed, or the heap counts as not weighed: no nominal weight is ever booked.
What comes and goes weighed adds and subtracts. A whole heap, and all that an order line has in a
place, take their weight along. A part that comes or goes unweighed leaves a heap that is not
weighed. Whatever this changes besides the moves is a `WeightChange`: a balance's weight is the sum
of both, and `ledger.check` proves it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select

from wms import codes
from wms.db import Tx, core
from wms.errors import Refused
from wms.stock.ledger.entries import Heap, Key, NewMove, move_id
from wms.tables.masterdata import Item
from wms.tables.stock import Balance, Lot, Move, MoveWeight, WeightChange, WeightReason
from wms.units import QUANTITY_MAX

move = core(Move)
move_weight = core(MoveWeight)


@dataclass(frozen=True, slots=True)
class NewWeighing:
    """All there is of a lot in a place was put on a scale: so many pieces, so heavy."""

    id: UUID
    lot_id: int
    place_id: int
    quantity: int
    weight_g: int
    at: datetime
    by: int | None = None

    def __post_init__(self) -> None:
        assert 0 < self.quantity <= QUANTITY_MAX, self.quantity
        assert 0 < self.weight_g <= QUANTITY_MAX, self.weight_g


def weigh(tx: Tx, new: NewWeighing) -> int:
    """Book what the scale says of goods where they lie. Returns by how many grams that changed the
    books, 0 when this weighing was posted before.

    Raises: Refused("weighing.other_count").
    """
    tx.flush()
    here = (Balance.place_id == new.place_id) & (Balance.lot_id == new.lot_id)
    found = tx.lock_all(select(Balance).where(here).order_by(Balance.warehouse_id))
    if tx.get(WeightChange, new.id):
        return 0
    on_hand = sum(row.on_hand for row in found)
    if on_hand != new.quantity:
        raise Refused(codes.Weighing.OTHER_COUNT, counted=new.quantity, on_hand=on_hand)
    (row,) = found
    assert row.weight_g is not None, f"the goods of lot {new.lot_id} have one measure"
    change = new.weight_g - row.weight_g
    differs = row.weight_g > 0 and change != 0
    tx.add(
        WeightChange(
            id=new.id,
            lot_id=new.lot_id,
            place_id=new.place_id,
            quantity=new.quantity,
            weight_g=new.weight_g,
            change_g=change,
            reason=WeightReason.DIFFERED if differs else WeightReason.WEIGHED,
            by=new.by,
            at=new.at,
        )
    )
    row.weight_g = new.weight_g
    tx.flush()
    return change


@dataclass(slots=True)
class _Hand:
    """What an order line has of a lot in a place, by its own moves."""

    quantity: int = 0
    weight_g: int | None = 0
    """None: not all of it was weighed."""

    def add(self, sign: int, quantity: int, weight_g: int | None) -> None:
        self.quantity += sign * quantity
        known = self.weight_g is not None and weight_g is not None
        self.weight_g = (self.weight_g or 0) + sign * (weight_g or 0) if known else None


@dataclass(slots=True)
class Weights:
    """What moves weigh and change, noted while they are played through. Costs nothing for goods
    with one measure."""

    hands: dict[tuple[int, int, int], _Hand] = field(default_factory=lambda: defaultdict(_Hand))
    """By order line, place and lot."""
    lines: frozenset[int] = frozenset()
    """The order lines whose hands are known."""
    moved: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    def of(self, new: NewMove, source: Heap) -> int | None:
        """What the goods of a move weigh. The scale comes first, then what their order line has
        there, then the whole heap. None: nobody knows."""
        weight_g = new.weight_g
        if weight_g is None and new.order_line_id in self.lines:
            hand = self.hands[new.order_line_id, new.from_place_id, new.lot_id]
            is_all = hand.quantity == new.quantity and (hand.weight_g or 0) > 0
            weight_g = hand.weight_g if is_all else None
        if weight_g is None and source.weight_g and source.on_hand == new.quantity:
            weight_g = source.weight_g
        if weight_g is not None:
            self.moved.append({"move_id": new.id, "weight_g": weight_g})
        if new.order_line_id in self.lines:
            ends = ((new.from_place_id, -1), (new.to_place_id, +1))
            for place_id, sign in ends:
                hand = self.hands[new.order_line_id, place_id, new.lot_id]
                hand.add(sign, new.quantity, weight_g)
        return weight_g

    def leave(self, new: NewMove, heap: Heap, weight_g: int | None) -> None:
        """The pieces have left the heap: what does the rest weigh?"""
        had = heap.weight_g or 0
        if weight_g is None and not had:
            return
        gone = weight_g or 0
        is_known = weight_g is not None and heap.on_hand > 0 and had > gone
        heap.weight_g = had - gone if is_known else 0
        reason = WeightReason.DIFFERED if had else WeightReason.WEIGHED
        self._note(new, "source", weight_g, heap.weight_g - (had - gone), reason)

    def join(self, new: NewMove, heap: Heap, weight_g: int | None) -> None:
        """The pieces have joined the heap: what does all of it weigh?"""
        had = heap.weight_g or 0
        if weight_g is None and not had:
            return
        came = weight_g or 0
        is_known = weight_g is not None and (had > 0 or heap.on_hand == new.quantity)
        heap.weight_g = had + came if is_known else 0
        self._note(new, "target", None, heap.weight_g - (had + came), WeightReason.LOST)

    def _note(
        self, new: NewMove, end: str, weight_g: int | None, change: int, reason: WeightReason
    ) -> None:
        if not change:
            return
        self.changes.append(
            {
                "id": move_id("weight", new.id, end),
                "move_id": new.id,
                "lot_id": new.lot_id,
                "place_id": new.from_place_id if end == "source" else new.to_place_id,
                "quantity": new.quantity,
                "weight_g": weight_g,
                "change_g": change,
                "reason": WeightReason.LOST if weight_g is None else reason,
                "by": new.by,
                "at": new.at,
            }
        )

    def write(self, connection: Connection) -> None:
        """Keep what was noted, once the moves have turned out possible."""
        if self.moved:
            connection.execute(insert(move_weight), self.moved)
        if self.changes:
            connection.execute(insert(core(WeightChange)), self.changes)


def weights_for(
    connection: Connection, moves: Sequence[NewMove], stock: Mapping[Key, Heap]
) -> Weights:
    """A book for these moves, just recorded, with what their order lines have in hand."""
    if given := {new.lot_id for new in moves if new.weight_g is not None}:
        _assert_weighed(connection, given)
    asking = [
        new
        for new in moves
        if new.order_line_id is not None
        and new.weight_g is None
        and stock[new.from_place_id, new.lot_id].weight_g is not None
    ]
    if not asking:
        return Weights()
    book = Weights(lines=frozenset(new.order_line_id for new in asking if new.order_line_id))
    earlier = (
        select(
            move.c.order_line_id,
            move.c.lot_id,
            move.c.from_place_id,
            move.c.to_place_id,
            move.c.quantity,
            move_weight.c.weight_g,
        )
        .outerjoin(move_weight, move_weight.c.move_id == move.c.id)
        .where(
            move.c.order_line_id.in_(book.lines),
            move.c.lot_id.in_({new.lot_id for new in asking}),
            move.c.id.not_in([new.id for new in moves if new.order_line_id in book.lines]),
        )
    )
    for line, lot_id, source, target, quantity, weight_g in connection.execute(earlier):
        book.hands[line, source, lot_id].add(-1, quantity, weight_g)
        book.hands[line, target, lot_id].add(+1, quantity, weight_g)
    return book


def _assert_weighed(connection: Connection, lot_ids: set[int]) -> None:
    """A weight beside a quantity in grams, or of pieces that are all alike, is our own mistake."""
    others = (
        select(Lot.code)
        .join(Item, Item.id == Lot.item_id)
        .where(Lot.id.in_(lot_ids), Item.is_weighed.is_(False))
    )
    codes = connection.execute(others).scalars().all()
    assert not codes, f"the goods of lots {codes} have one measure"
