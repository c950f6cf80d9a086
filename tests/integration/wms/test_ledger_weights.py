"""Goods that are counted and weighed: both measures exact, the weight only ever from a scale."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text, update

from tests.builders import (
    NOW,
    World,
    a_lot,
    a_move,
    a_stocked_lot,
    a_weighed_item,
    an_approved_order,
    demands_of,
    lines_of,
    world,
)
from wms.db import Database, Tx
from wms.errors import Conflict, Refused
from wms.stock import ledger
from wms.tables.stock import Allocation, Balance, MoveReason, MoveWeight, WeightChange, WeightReason


@dataclass
class Melons:
    """A world with one lot of melons in it, and what may be done to them."""

    db: Database
    w: World
    item: int
    lot: int

    def post(self, source: int, target: int, quantity: int, weight_g: int | None = None) -> None:
        move = a_move(self.lot, source, target, quantity, MoveReason.RELOCATE)
        self.post_move(replace(move, weight_g=weight_g))

    def post_move(self, move: ledger.NewMove) -> None:
        self.db.write(lambda tx: ledger.post(tx, [move]))

    def receive(self, quantity: int, weight_g: int | None = None, place: int | None = None) -> None:
        self.post(self.w.supplier_place, place or self.w.dock, quantity, weight_g)

    def weigh(self, place: int, quantity: int, weight_g: int) -> int:
        new = ledger.NewWeighing(uuid4(), self.lot, place, quantity, weight_g, NOW, self.w.staff)
        return self.db.write(lambda tx: ledger.weigh(tx, new))

    def order(self, quantity: int) -> tuple[int, int]:
        """An approved and allocated order: its line and allocation."""

        def use_case(tx: Tx) -> tuple[int, int]:
            order = an_approved_order(tx, self.w, {self.item: quantity})
            made = ledger.allocate(tx, self.w.warehouse, demands_of(tx, order.id)).allocations
            (line,), (allocation,) = lines_of(tx, order.id), made
            return line.id, allocation.id

        return self.db.write(use_case)

    def pick(self, allocation: int, quantity: int, weight_g: int | None = None) -> None:
        new = ledger.NewPick(uuid4(), allocation, quantity, self.w.stage, NOW, weight_g=weight_g)
        self.db.write(lambda tx: ledger.pick(tx, [new]))

    def for_line(self, line: int, source: int, target: int, quantity: int) -> ledger.NewMove:
        return replace(a_move(self.lot, source, target, quantity), order_line_id=line)

    def at(self, place: int) -> tuple[int, int | None]:
        """Pieces and grams."""
        found = [one for one in self.db.read(lambda tx: ledger.where(tx, self.lot))]
        return next(((o.on_hand, o.weight_g) for o in found if o.place_id == place), (0, 0))

    def changes(self) -> list[tuple[WeightReason, int]]:
        rows = select(WeightChange.reason, WeightChange.change_g).order_by(WeightChange.change_g)
        return self.db.read(lambda tx: [(reason, int(g)) for reason, g in tx.execute(rows)])

    def weight_of(self, move: ledger.NewMove) -> int | None:
        row = select(MoveWeight.weight_g).where(MoveWeight.move_id == move.id)
        return self.db.read(lambda tx: tx.scalar(row))

    def sound(self) -> bool:
        return self.db.read(ledger.check) == []


@pytest.fixture
def melons(db: Database) -> Melons:
    w = world(db)

    def stock(tx: Tx) -> tuple[int, int]:
        item = a_weighed_item(tx).id
        return item, a_lot(tx, item, w.supplier).id

    return Melons(db, w, *db.write(stock))


# What comes and goes weighed


def test_what_leaves_weighed_leaves_the_rest_of_the_weight(melons: Melons) -> None:
    w = melons.w
    melons.receive(12, 11_900)

    melons.post(w.dock, w.chilled_bins[0], 10, 9_840)

    assert melons.at(w.dock) == (2, 2_060)
    assert melons.at(w.chilled_bins[0]) == (10, 9_840)
    assert melons.changes() == []
    assert melons.sound()


def test_a_whole_heap_takes_its_weight_along_without_a_scale(melons: Melons) -> None:
    w = melons.w
    melons.receive(12, 11_900)
    all_of_it = a_move(melons.lot, w.dock, w.chilled_bins[0], 12)

    melons.post_move(all_of_it)

    assert melons.at(w.chilled_bins[0]) == (12, 11_900)
    assert melons.weight_of(all_of_it) == 11_900
    assert melons.sound()


def test_weighed_goods_that_meet_weigh_what_both_weighed(melons: Melons) -> None:
    melons.receive(12, 11_900)
    melons.receive(3, 3_001)
    assert melons.at(melons.w.dock) == (15, 14_901)
    assert melons.sound()


def test_moves_in_one_call_carry_weights_on_in_their_order(melons: Melons) -> None:
    w, lot = melons.w, melons.lot
    there = replace(a_move(lot, w.supplier_place, w.dock, 5), weight_g=5_100)
    on = a_move(lot, w.dock, w.chilled_bins[0], 5)

    melons.db.write(lambda tx: ledger.post(tx, [there, on]))

    assert melons.at(w.chilled_bins[0]) == (5, 5_100)
    assert melons.sound()


def test_a_weighed_move_posted_again_changes_nothing(melons: Melons) -> None:
    move = replace(a_move(melons.lot, melons.w.supplier_place, melons.w.dock, 5), weight_g=5_100)
    melons.post_move(move)
    melons.post_move(move)
    assert melons.at(melons.w.dock) == (5, 5_100)
    assert melons.sound()


# What is not weighed is never guessed


def test_unweighed_goods_have_pieces_and_no_weight(melons: Melons) -> None:
    w = melons.w
    melons.receive(12)
    melons.post(w.dock, w.chilled_bins[0], 5)
    assert melons.at(w.dock) == (7, 0)
    assert melons.at(w.chilled_bins[0]) == (5, 0)
    assert melons.changes() == []
    assert melons.sound()


def test_a_part_taken_unweighed_leaves_two_heaps_that_nobody_has_weighed(melons: Melons) -> None:
    w = melons.w
    melons.receive(12, 11_900)
    move = a_move(melons.lot, w.dock, w.chilled_bins[0], 5)

    melons.post_move(move)

    assert melons.at(w.dock) == (7, 0)
    assert melons.at(w.chilled_bins[0]) == (5, 0)
    assert melons.weight_of(move) is None
    assert melons.changes() == [(WeightReason.LOST, -11_900)]
    assert melons.sound()


@pytest.mark.parametrize(("first", "then"), [(11_900, None), (None, 11_900)])
def test_weighed_and_unweighed_together_are_unweighed(
    melons: Melons, first: int | None, then: int | None
) -> None:
    melons.receive(12, first)
    melons.receive(12, then)
    assert melons.at(melons.w.dock) == (24, 0)
    assert melons.changes() == [(WeightReason.LOST, -11_900)]
    assert melons.sound()


def test_goods_weighed_on_their_way_out_of_an_unweighed_heap_are_weighed(melons: Melons) -> None:
    w = melons.w
    melons.receive(12)

    melons.post(w.dock, w.chilled_bins[0], 10, 9_840)

    assert melons.at(w.dock) == (2, 0)
    assert melons.at(w.chilled_bins[0]) == (10, 9_840)
    assert melons.changes() == [(WeightReason.WEIGHED, 9_840)]
    assert melons.sound()


# The scale is right, the difference is kept


@pytest.mark.parametrize("said", [9_600, 10_100])
def test_when_the_last_pieces_weigh_something_else_the_scale_is_right(
    melons: Melons, said: int
) -> None:
    w = melons.w
    melons.receive(10, 9_840)

    melons.post(w.dock, w.chilled_bins[0], 10, said)

    assert melons.at(w.dock) == (0, 0)
    assert melons.at(w.chilled_bins[0]) == (10, said)
    assert melons.changes() == [(WeightReason.DIFFERED, said - 9_840)]
    assert melons.sound()


@pytest.mark.parametrize("said", [9_840, 9_900])
def test_pieces_as_heavy_as_the_whole_heap_leave_a_rest_nobody_has_weighed(
    melons: Melons, said: int
) -> None:
    w = melons.w
    melons.receive(10, 9_840)

    melons.post(w.dock, w.chilled_bins[0], 9, said)

    assert melons.at(w.dock) == (1, 0)
    assert melons.at(w.chilled_bins[0]) == (9, said)
    assert melons.sound()


# Weighed where they lie


def test_a_heap_put_on_the_scale_is_weighed(melons: Melons) -> None:
    melons.receive(10)

    assert melons.weigh(melons.w.dock, 10, 9_840) == 9_840

    assert melons.at(melons.w.dock) == (10, 9_840)
    assert melons.changes() == [(WeightReason.WEIGHED, 9_840)]
    assert melons.sound()


def test_a_heap_weighed_again_keeps_what_it_lost(melons: Melons) -> None:
    melons.receive(10, 9_840)

    assert melons.weigh(melons.w.dock, 10, 9_700) == -140

    assert melons.at(melons.w.dock) == (10, 9_700)
    assert melons.changes() == [(WeightReason.DIFFERED, -140)]
    assert melons.sound()


def test_a_scale_that_agrees_with_the_books_is_on_record(melons: Melons) -> None:
    melons.receive(10, 9_840)
    assert melons.weigh(melons.w.dock, 10, 9_840) == 0
    assert melons.changes() == [(WeightReason.WEIGHED, 0)]
    assert melons.sound()


def test_a_weighing_posted_again_changes_nothing(melons: Melons) -> None:
    w = melons.w
    melons.receive(10)
    new = ledger.NewWeighing(uuid4(), melons.lot, w.dock, 10, 9_840, NOW)
    melons.db.write(lambda tx: ledger.weigh(tx, new))
    melons.post(w.dock, w.chilled_bins[0], 1, 1_000)

    assert melons.db.write(lambda tx: ledger.weigh(tx, new)) == 0

    assert melons.at(w.dock) == (9, 8_840)
    assert melons.sound()


@pytest.mark.parametrize("counted", [9, 11])
def test_a_weighing_of_other_pieces_than_are_there_is_refused(melons: Melons, counted: int) -> None:
    melons.receive(10)
    with pytest.raises(Refused) as refusal:
        melons.weigh(melons.w.dock, counted, 9_840)
    assert refusal.value.code == "weighing.other_count"
    assert refusal.value.details == {"counted": counted, "on_hand": 10}
    with pytest.raises(Refused, match=r"weighing\.other_count"):
        melons.weigh(melons.w.stage, counted, 9_840)
    assert melons.changes() == []


# Orders


def test_ordered_in_pieces_picked_by_weight_and_delivered_as_heavy(melons: Melons) -> None:
    w = melons.w
    melons.receive(30, 29_540, w.chilled_bins[0])
    (first, pick_first), (_, pick_second) = melons.order(10), melons.order(8)
    melons.pick(pick_first, 10, 9_840)
    melons.pick(pick_second, 8, 7_900)

    load = melons.for_line(first, w.stage, w.vehicle_place, 10)
    melons.post_move(load)
    deliver = melons.for_line(first, w.vehicle_place, w.shop_place, 10)
    melons.post_move(deliver)

    assert melons.weight_of(load) == melons.weight_of(deliver) == 9_840
    assert melons.at(w.stage) == (8, 7_900)
    assert melons.at(w.chilled_bins[0]) == (12, 11_800)
    assert melons.changes() == []
    assert melons.sound()


def test_what_a_line_has_in_hand_keeps_its_weight_beside_goods_nobody_weighed(
    melons: Melons,
) -> None:
    w = melons.w
    melons.receive(30, place=w.chilled_bins[0])
    (first, pick_first), (_, pick_second) = melons.order(10), melons.order(8)
    melons.pick(pick_first, 10, 9_840)
    melons.pick(pick_second, 8)
    assert melons.at(w.stage) == (18, 0)

    load = melons.for_line(first, w.stage, w.vehicle_place, 10)
    melons.post_move(load)

    assert melons.weight_of(load) == 9_840
    assert melons.at(w.vehicle_place) == (10, 9_840)
    assert melons.at(w.stage) == (8, 0)
    assert melons.sound()


def test_a_part_of_what_a_line_has_in_hand_is_not_weighed(melons: Melons) -> None:
    w = melons.w
    melons.receive(30, 29_540, w.chilled_bins[0])
    line, allocation = melons.order(10)
    melons.pick(allocation, 10, 9_840)
    melons.post_move(melons.for_line(line, w.stage, w.vehicle_place, 10))

    accepted = melons.for_line(line, w.vehicle_place, w.shop_place, 7)
    melons.post_move(accepted)
    home = melons.for_line(line, w.vehicle_place, w.dock, 3)
    melons.post_move(home)

    assert melons.weight_of(accepted) is None
    assert melons.weight_of(home) is None
    assert melons.at(w.dock) == (3, 0)
    assert melons.sound()


def test_a_line_whose_books_say_nothing_is_left_takes_no_weight_along(melons: Melons) -> None:
    w = melons.w
    melons.receive(30, 29_540, w.chilled_bins[0])
    line, allocation = melons.order(10)
    melons.pick(allocation, 10, 9_840)
    melons.post_move(replace(melons.for_line(line, w.stage, w.vehicle_place, 9), weight_g=9_900))

    last = melons.for_line(line, w.stage, w.vehicle_place, 1)
    melons.post_move(last)

    assert melons.weight_of(last) is None
    assert melons.at(w.vehicle_place) == (10, 0)
    assert melons.sound()


@pytest.mark.parametrize("said", [(None, 4_900), (4_900, None)])
@pytest.mark.parametrize("loads", [(10,), (5, 5)])
def test_a_line_of_which_some_was_not_weighed_takes_no_weight_along(
    melons: Melons, said: tuple[int | None, int | None], loads: tuple[int, ...]
) -> None:
    w = melons.w
    melons.receive(30, 29_540, w.chilled_bins[0])
    line, allocation = melons.order(10)
    for weight_g in said:
        melons.pick(allocation, 5, weight_g)

    for quantity in loads:
        load = melons.for_line(line, w.stage, w.vehicle_place, quantity)
        melons.post_move(load)
        assert melons.weight_of(load) is None

    assert melons.at(w.vehicle_place) == (10, 0)
    assert melons.sound()


def test_what_a_line_brings_home_is_as_heavy_on_its_way_on(melons: Melons) -> None:
    w = melons.w
    melons.receive(30, 29_540, w.chilled_bins[0])
    melons.receive(5, place=w.dock)
    line, allocation = melons.order(10)
    melons.pick(allocation, 10, 9_840)
    home, spoilt = (
        melons.for_line(line, *way, 10) for way in ((w.stage, w.dock), (w.dock, w.loss))
    )

    melons.db.write(lambda tx: ledger.post(tx, [home, spoilt]))

    assert melons.weight_of(home) == melons.weight_of(spoilt) == 9_840
    assert melons.at(w.dock) == (5, 0)
    assert melons.sound()


def test_a_pick_put_back_brings_its_weight_back(melons: Melons) -> None:
    w = melons.w
    melons.receive(30, 29_540, w.chilled_bins[0])
    (_, allocation), (_, other) = melons.order(10), melons.order(5)
    melons.pick(allocation, 10, 9_840)
    melons.pick(other, 5, 5_000)

    back = ledger.NewReturn(uuid4(), allocation, 10, w.stage, NOW)
    melons.db.write(lambda tx: ledger.put_back(tx, back))

    assert melons.at(w.chilled_bins[0]) == (25, 24_540)
    assert melons.at(w.stage) == (5, 5_000)
    assert melons.changes() == []
    assert melons.sound()


def test_a_part_of_a_pick_put_back_over_the_scale_is_weighed(melons: Melons) -> None:
    w = melons.w
    melons.receive(30, 29_540, w.chilled_bins[0])
    _, allocation = melons.order(10)
    melons.pick(allocation, 10, 9_840)

    back = ledger.NewReturn(uuid4(), allocation, 4, w.stage, NOW, weight_g=3_940)
    melons.db.write(lambda tx: ledger.put_back(tx, back))

    assert melons.at(w.stage) == (6, 5_900)
    assert melons.at(w.chilled_bins[0]) == (24, 23_640)
    assert melons.sound()


def test_second_thoughts_about_allocations_weigh_nothing(melons: Melons) -> None:
    w = melons.w
    melons.receive(30, 29_540, w.chilled_bins[0])
    _, allocation = melons.order(10)
    melons.db.write(lambda tx: ledger.exchange(tx, [allocation], fresh_until=NOW))
    (again,) = melons.db.read(
        lambda tx: tx.scalars(select(Allocation.id).where(Allocation.id != allocation)).all()
    )
    melons.db.write(lambda tx: ledger.void(tx, [again]))

    assert melons.at(w.chilled_bins[0]) == (30, 29_540)
    assert melons.changes() == []
    assert melons.sound()


# Goods with one measure, and the last line of defence


def test_goods_in_grams_have_no_second_measure(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.dock, 1_000).id)
    move = replace(a_move(lot, w.dock, w.stage, 500), weight_g=500)

    with pytest.raises(AssertionError, match="one measure"):
        db.write(partial(ledger.post, moves=[move]))
    new = ledger.NewWeighing(uuid4(), lot, w.dock, 1_000, 1_000, NOW)
    with pytest.raises(AssertionError, match="one measure"):
        db.write(lambda tx: ledger.weigh(tx, new))

    assert [one.weight_g for one in db.read(lambda tx: ledger.where(tx, lot))] == [None]


def test_weights_are_bounded() -> None:
    for weight_g in (0, -1, 10**12 + 1):
        with pytest.raises(AssertionError):
            replace(a_move(1, 2, 3, 1), weight_g=weight_g)
        with pytest.raises(AssertionError):
            ledger.NewWeighing(uuid4(), 1, 2, 1, weight_g, NOW)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE balance SET weight_g = -1", "ck_balance_weight"),
        ("UPDATE balance SET on_hand = 0, allocated = 0", "ck_balance_weight"),
        ("UPDATE item SET is_weighed = true WHERE unit = 'g'", "ck_item_weighed_pieces"),
        ("UPDATE item SET weight_tolerance_pct = 5 WHERE unit = 'g'", "ck_item_weight_tolerance"),
        ("UPDATE item SET weight_tolerance_pct = 101", "ck_item_weight_tolerance"),
        ("INSERT INTO move_weight SELECT id, 0 FROM move", "ck_move_weight_positive"),
    ],
)
def test_the_database_itself_refuses_weights_that_cannot_be(
    melons: Melons, statement: str, constraint: str
) -> None:
    melons.receive(10, 9_840)
    melons.receive(10, 9_840, melons.w.stage)
    with pytest.raises(Conflict, match=constraint):
        melons.db.write(lambda tx: tx.execute(text(statement)))


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (update(Balance).values(weight_g=9_839), "balance.weights"),
        (update(Balance).values(weight_g=None), "balance.measures"),
    ],
)
def test_the_proof_finds_weights_no_scale_has_said(melons: Melons, damage: Any, rule: str) -> None:
    melons.receive(10, 9_840)
    melons.db.write(lambda tx: tx.execute(damage))
    faults = melons.db.read(ledger.check)
    assert rule in {fault.rule for fault in faults}
