"""The invariants of the ledger, proved from the moves. Empty means true."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Subquery, case, func, or_, select, union_all

from wms.db import Tx
from wms.stock.ledger.aboard import goods_ride_with_their_parcels
from wms.tables.masterdata import COUNTED, Item, Place
from wms.tables.ordering import Order, OrderLine
from wms.tables.stock import (
    Allocation,
    AllocationState,
    Balance,
    Lot,
    Move,
    MoveReason,
    MoveWeight,
    Promised,
    WeightChange,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One invariant that does not hold: which, about what, and both sides of the equation."""

    rule: str
    subject: str
    stored: Any
    proved: Any


def check(tx: Tx) -> list[Fault]:
    """Prove that balances are the sum of their moves and reservations agree everywhere."""
    tx.flush()
    return [fault for prove in _PROOFS for fault in prove(tx)]


def _balances_are_the_sum_of_their_moves(tx: Tx) -> Iterator[Fault]:
    moved = _moved()
    stored = _totals(tx, select(Balance.place_id, Balance.lot_id, Balance.on_hand))
    proved = _totals(
        tx,
        select(moved.c.place_id, moved.c.lot_id, func.sum(moved.c.quantity))
        .join(Place, Place.id == moved.c.place_id)
        .where(Place.kind.in_(COUNTED))
        .group_by(moved.c.place_id, moved.c.lot_id),
    )
    yield from _differences("balance.moves", stored, proved)


def _balances_keep_their_bounds(tx: Tx) -> Iterator[Fault]:
    outside = or_(Balance.on_hand <= 0, Balance.allocated < 0, Balance.allocated > Balance.on_hand)
    for row in tx.execute(
        select(Balance.place_id, Balance.lot_id, Balance.on_hand, Balance.allocated).where(outside)
    ):
        subject = f"place:{row.place_id} lot:{row.lot_id}"
        yield Fault("balance.bounds", subject, row.on_hand, row.allocated)


def _balances_weigh_what_the_scales_said(tx: Tx) -> Iterator[Fault]:
    weighed = _weighed()
    stored = _totals(tx, select(Balance.place_id, Balance.lot_id, Balance.weight_g))
    proved = _totals(
        tx,
        select(weighed.c.place_id, weighed.c.lot_id, func.sum(weighed.c.weight_g))
        .join(Place, Place.id == weighed.c.place_id)
        .where(Place.kind.in_(COUNTED))
        .group_by(weighed.c.place_id, weighed.c.lot_id),
    )
    yield from _differences("balance.weights", stored, proved)


def _balances_have_the_measures_of_their_item(tx: Tx) -> Iterator[Fault]:
    differs = or_(
        Item.is_weighed & Balance.weight_g.is_(None),
        ~Item.is_weighed & Balance.weight_g.is_not(None),
        Balance.weight_g < 0,
        (Balance.weight_g > 0) & (Balance.on_hand <= 0),
    )
    for row in tx.execute(
        select(Balance.place_id, Balance.lot_id, Balance.weight_g, Item.is_weighed)
        .join(Item, Item.id == Balance.item_id)
        .where(differs)
    ):
        subject = f"place:{row.place_id} lot:{row.lot_id}"
        yield Fault("balance.measures", subject, row.weight_g, row.is_weighed)


def _balances_say_what_their_lot_says(tx: Tx) -> Iterator[Fault]:
    differs = or_(
        Balance.item_id != Lot.item_id,
        Balance.status != Lot.status,
        Balance.sell_until != Lot.sell_until,
        Balance.received_at != Lot.received_at,
        Balance.warehouse_id != Place.warehouse_id,
    )
    for row in tx.execute(
        select(Balance.place_id, Balance.lot_id, Balance.status, Lot.status.label("proved"))
        .join(Lot, Lot.id == Balance.lot_id)
        .join(Place, Place.id == Balance.place_id)
        .where(differs)
    ):
        subject = f"place:{row.place_id} lot:{row.lot_id}"
        yield Fault("balance.copies", subject, str(row.status), str(row.proved))


def _balances_are_allocated_to_open_allocations(tx: Tx) -> Iterator[Fault]:
    stored = _totals(
        tx,
        select(Balance.place_id, Balance.lot_id, Balance.allocated),
    )
    proved = _totals(
        tx,
        select(
            Allocation.place_id,
            Allocation.lot_id,
            func.sum(Allocation.quantity - Allocation.picked),
        )
        .where(Allocation.state == AllocationState.OPEN)
        .group_by(Allocation.place_id, Allocation.lot_id),
    )
    yield from _differences("balance.allocated", stored, proved)


def _promises_are_those_of_the_lines(tx: Tx) -> Iterator[Fault]:
    stored = _totals(
        tx,
        select(Promised.warehouse_id, Promised.item_id, Promised.quantity),
    )
    proved = _totals(
        tx,
        select(Order.warehouse_id, OrderLine.item_id, func.sum(OrderLine.promised))
        .join(Order, Order.id == OrderLine.order_id)
        .where(OrderLine.promised != 0)
        .group_by(Order.warehouse_id, OrderLine.item_id),
    )
    yield from _differences("promised.lines", stored, proved)


def _lines_are_allocated_what_is_open(tx: Tx) -> Iterator[Fault]:
    stored = _totals(tx, select(OrderLine.id, OrderLine.allocated))
    proved = _totals(
        tx,
        select(Allocation.order_line_id, func.sum(Allocation.quantity - Allocation.picked))
        .where(Allocation.state == AllocationState.OPEN)
        .group_by(Allocation.order_line_id),
    )
    yield from _differences("line.allocated", stored, proved)


def _lines_are_picked_what_was_moved(tx: Tx) -> Iterator[Fault]:
    stored = _totals(tx, select(OrderLine.id, OrderLine.picked))
    taken = case((Move.reason == MoveReason.CORRECTION, -Move.quantity), else_=Move.quantity)
    proved = _totals(
        tx,
        select(Move.order_line_id, func.sum(taken))
        .where(
            Move.reason.in_((MoveReason.PICK, MoveReason.CORRECTION)),
            Move.order_line_id.is_not(None),
        )
        .group_by(Move.order_line_id),
    )
    yield from _differences("line.picked", stored, proved)


def _lines_are_delivered_what_was_moved(tx: Tx) -> Iterator[Fault]:
    stored = _totals(tx, select(OrderLine.id, OrderLine.delivered))
    proved = _totals(
        tx,
        select(Move.order_line_id, func.sum(Move.quantity))
        .where(Move.reason == MoveReason.DELIVER, Move.order_line_id.is_not(None))
        .group_by(Move.order_line_id),
    )
    yield from _differences("line.delivered", stored, proved)


def _goods_ride_with_their_parcels(tx: Tx) -> Iterator[Fault]:
    for rule, stored, proved in goods_ride_with_their_parcels(tx):
        yield from _differences(rule, stored, proved)


_PROOFS = (
    _balances_are_the_sum_of_their_moves,
    _balances_keep_their_bounds,
    _balances_weigh_what_the_scales_said,
    _balances_have_the_measures_of_their_item,
    _balances_say_what_their_lot_says,
    _balances_are_allocated_to_open_allocations,
    _promises_are_those_of_the_lines,
    _lines_are_allocated_what_is_open,
    _lines_are_picked_what_was_moved,
    _lines_are_delivered_what_was_moved,
    _goods_ride_with_their_parcels,
)


_Totals = dict[tuple[int, ...], int]


def _moved() -> Subquery:
    into = select(Move.to_place_id.label("place_id"), Move.lot_id, Move.quantity)
    out_of = select(Move.from_place_id, Move.lot_id, -Move.quantity)
    return union_all(into, out_of).subquery()


def _weighed() -> Subquery:
    """What went in and out weighed, and what the scales changed besides."""
    of_move = MoveWeight.move_id == Move.id
    into = select(Move.to_place_id.label("place_id"), Move.lot_id, MoveWeight.weight_g)
    out_of = select(Move.from_place_id, Move.lot_id, -MoveWeight.weight_g)
    changed = select(WeightChange.place_id, WeightChange.lot_id, WeightChange.change_g)
    rows = (into.join(MoveWeight, of_move), out_of.join(MoveWeight, of_move), changed)
    return union_all(*rows).subquery()


def _totals(tx: Tx, rows: Select[*tuple[Any, ...]]) -> _Totals:
    """Amounts other than zero by key: the last column is the amount, the others are the key."""
    return {tuple(key): int(total) for *key, total in tx.execute(rows) if total}


def _differences(rule: str, stored: _Totals, proved: _Totals) -> Iterator[Fault]:
    for key in sorted(stored.keys() | proved.keys()):
        if stored.get(key, 0) != proved.get(key, 0):
            yield Fault(rule, str(key), stored.get(key, 0), proved.get(key, 0))
