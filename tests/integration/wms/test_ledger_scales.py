"""Real pieces on true scales: whatever weight the books claim to know is the weight of the pieces.

The machine plays with pieces that each have a weight of their own, so it knows what the ledger is
never told: what lies where really weighs.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from tests.builders import (
    NOW,
    a_lot,
    a_move,
    a_weighed_item,
    a_world,
    an_approved_order,
    demands_of,
    lines_of,
)
from wms.db import Database, Tx
from wms.errors import Refused
from wms.stock import ledger
from wms.tables.stock import Allocation, AllocationState, Balance, MoveWeight

ANY = st.integers(min_value=0, max_value=1000)
SOME = st.integers(min_value=1, max_value=5)
ON_SCALE = st.booleans()
PIECES = st.lists(st.integers(min_value=700, max_value=1400), min_size=1, max_size=6)

Pile = tuple[int, int, int | None]
"""Place, lot, and the order line the pieces belong to, if any."""


class ScaleMachine(RuleBasedStateMachine):
    """Two lots of melons; each piece's grams are known here and nowhere else."""

    db: Database

    def __init__(self) -> None:
        super().__init__()
        self.w = self.db.write(a_world)
        self.item = self.db.write(lambda tx: a_weighed_item(tx).id)
        self.lots = [
            self.db.write(lambda tx: a_lot(tx, self.item, self.w.supplier).id) for _ in range(2)
        ]
        self.shelves = [self.w.dock, *self.w.chilled_bins[:2]]
        self.piles: dict[Pile, list[int]] = defaultdict(list)
        self.allocations: list[int] = []
        self.truth: dict[UUID, int] = {}
        for number in range(4):
            self.receive(number, number, [900, 1000, 1100, 1200], bool(number % 2))
        for how_many in (3, 5):
            self.order(how_many)

    @rule(lot=ANY, shelf=ANY, pieces=PIECES, on_scale=ON_SCALE)
    def receive(self, lot: int, shelf: int, pieces: list[int], on_scale: bool) -> None:
        lot_id, place = self.lots[lot % 2], self.shelves[shelf % 3]
        move = a_move(lot_id, self.w.supplier_place, place, len(pieces))
        assert self._post(move, pieces, on_scale)
        self.piles[place, lot_id, None] += pieces
        self.truth[move.id] = sum(pieces)

    @rule(lot=ANY, shelf=ANY, goal=ANY, how_many=SOME, on_scale=ON_SCALE)
    def relocate(self, lot: int, shelf: int, goal: int, how_many: int, on_scale: bool) -> None:
        if shelf % 3 != goal % 3:
            source, target = self.shelves[shelf % 3], self.shelves[goal % 3]
            self._carry((source, self.lots[lot % 2], None), target, how_many, on_scale)

    @rule(lot=ANY, shelf=ANY, goal=ANY)
    def relocate_all(self, lot: int, shelf: int, goal: int) -> None:
        pile = (self.shelves[shelf % 3], self.lots[lot % 2], None)
        if shelf % 3 != goal % 3 and self.piles[pile]:
            self._carry(pile, self.shelves[goal % 3], len(self.piles[pile]), False)

    @rule(lot=ANY, shelf=ANY, how_many=SOME, on_scale=ON_SCALE)
    def lose(self, lot: int, shelf: int, how_many: int, on_scale: bool) -> None:
        pile = (self.shelves[shelf % 3], self.lots[lot % 2], None)
        self._carry(pile, self.w.loss, how_many, on_scale)

    @rule(lot=ANY, place=ANY)
    def weigh(self, lot: int, place: int) -> None:
        lot_id = self.lots[lot % 2]
        places = [*self.shelves, self.w.stage, self.w.vehicle_place]
        pieces = self._pieces(places[place % 5], lot_id)
        if pieces:
            new = ledger.NewWeighing(
                uuid4(), lot_id, places[place % 5], len(pieces), sum(pieces), NOW
            )
            self.db.write(lambda tx: ledger.weigh(tx, new))

    @rule(how_many=SOME)
    def order(self, how_many: int) -> None:
        def use_case(tx: Tx) -> list[int]:
            order = an_approved_order(tx, self.w, {self.item: how_many})
            made = ledger.allocate(tx, self.w.warehouse, demands_of(tx, order.id)).allocations
            assert len(lines_of(tx, order.id)) == 1
            return [one.id for one in made]

        self.allocations += self._attempt(use_case) or []

    @rule(which=ANY, how_many=SOME, on_scale=ON_SCALE)
    def pick(self, which: int, how_many: int, on_scale: bool) -> None:
        row = self._allocation(which)
        left = row.quantity - row.picked if row and row.state is AllocationState.OPEN else 0
        if row and left:
            shelf, hand = (row.place_id, row.lot_id, None), self._hand_of(row)
            pieces = self.piles[shelf][: min(how_many, left)]
            new = ledger.NewPick(
                uuid4(), row.id, len(pieces), self.w.stage, NOW, weight_g=_said(pieces, on_scale)
            )
            self.db.write(lambda tx: ledger.pick(tx, [new]))
            self._follow(new.id, shelf, hand, len(pieces))

    @rule(which=ANY, how_many=SOME, on_scale=ON_SCALE)
    def put_back(self, which: int, how_many: int, on_scale: bool) -> None:
        row = self._allocation(which)
        pieces = self.piles[self._hand_of(row)][:how_many] if row else []
        if row and pieces:
            new = ledger.NewReturn(
                uuid4(), row.id, len(pieces), self.w.stage, NOW, weight_g=_said(pieces, on_scale)
            )
            if self._attempt(lambda tx: ledger.put_back(tx, new)):
                home = (row.place_id, row.lot_id, None)
                self._follow(new.id, self._hand_of(row), home, len(pieces))

    @rule(which=ANY)
    def void(self, which: int) -> None:
        row = self._allocation(which)
        if row:
            self.db.write(lambda tx: ledger.void(tx, [row.id]))

    @rule(which=ANY)
    def exchange(self, which: int) -> None:
        row = self._allocation(which)
        if row:
            outcome = self.db.write(lambda tx: ledger.exchange(tx, [row.id], fresh_until=NOW))
            self.allocations += [one.id for one in outcome.allocations]

    @rule(which=ANY, way=ANY, all_of_it=st.booleans(), on_scale=ON_SCALE)
    def carry_on(self, which: int, way: int, all_of_it: bool, on_scale: bool) -> None:
        """Load, unload, deliver, bring home: under the name of the order line."""
        ways = {
            self.w.stage: [self.w.vehicle_place],
            self.w.vehicle_place: [self.w.stage, self.w.shop_place, self.w.dock],
        }
        mine = sorted(pile for pile in self._of_lines() if pile[0] in ways)
        if mine:
            pile = mine[which % len(mine)]
            targets, there = ways[pile[0]], len(self.piles[pile])
            how_many = there if all_of_it else max(1, there - 1)
            self._carry(pile, targets[way % len(targets)], how_many, on_scale)

    @invariant()
    def the_ledger_proves_itself(self) -> None:
        assert self.db.read(ledger.check) == []

    @invariant()
    def a_weight_in_the_books_is_the_weight_of_the_pieces(self) -> None:
        rows = select(Balance.place_id, Balance.lot_id, Balance.on_hand, Balance.weight_g)
        mine = rows.where(Balance.lot_id.in_(self.lots))
        for place, lot, on_hand, weight_g in self.db.read(lambda tx: tx.execute(mine).all()):
            pieces = self._pieces(place, lot)
            assert on_hand == len(pieces)
            assert weight_g in (0, sum(pieces))

    @invariant()
    def a_move_weighs_what_its_pieces_weigh(self) -> None:
        rows = select(MoveWeight.move_id, MoveWeight.weight_g)
        for move_id, weight_g in self.db.read(lambda tx: tx.execute(rows).all()):
            assert weight_g == self.truth.get(move_id, weight_g)  # others are of earlier machines

    def _carry(self, pile: Pile, target: int, how_many: int, on_scale: bool) -> None:
        """Take so many pieces of a pile somewhere else, if the ledger agrees."""
        place, lot, line = pile
        pieces = self.piles[pile][:how_many]
        if len(pieces) == how_many:
            move = replace(a_move(lot, place, target, how_many), order_line_id=line)
            if self._post(move, pieces, on_scale):
                goal = (target, lot, None if target in self.shelves else line)
                self._follow(move.id, pile, goal, how_many)

    def _follow(self, move_id: UUID, source: Pile, target: Pile, how_many: int) -> None:
        """The pieces really go where the ledger has said."""
        pieces = self.piles[source][:how_many]
        del self.piles[source][:how_many]
        self.piles[target] += pieces
        self.truth[move_id] = sum(pieces)

    def _post(self, move: ledger.NewMove, pieces: list[int], on_scale: bool) -> bool:
        weighed = replace(move, weight_g=_said(pieces, on_scale))
        return bool(self._attempt(partial(ledger.post, moves=[weighed])))

    def _allocation(self, which: int) -> Allocation | None:
        if not self.allocations:
            return None
        key = self.allocations[which % len(self.allocations)]
        return self.db.read(lambda tx: tx.find(Allocation, key))

    def _hand_of(self, row: Allocation) -> Pile:
        return (self.w.stage, row.lot_id, row.order_line_id)

    def _of_lines(self) -> list[tuple[int, int, int]]:
        return [
            (place, lot, line)
            for (place, lot, line), pieces in self.piles.items()
            if line is not None and pieces
        ]

    def _pieces(self, place: int, lot: int) -> list[int]:
        return [
            piece
            for (where, what, _), pile in self.piles.items()
            if (where, what) == (place, lot)
            for piece in pile
        ]

    def _attempt(self, use_case: Callable[[Tx], Any]) -> Any:
        try:
            return self.db.write(use_case)
        except Refused:
            return None


def _said(pieces: list[int], on_scale: bool) -> int | None:
    return sum(pieces) if on_scale else None


def test_true_scales_make_true_books(db: Database) -> None:
    machine = type("Machine", (ScaleMachine,), {"db": db})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=8 if db.is_sqlite else 4,  # the rules are the same, the driver slower
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
