"""Whatever people do to stock, in whatever order: nothing appears, nothing vanishes."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from tests.builders import (
    NOW,
    a_lot,
    a_move,
    a_weighed_item,
    a_world,
    an_order,
    demands_of,
    lines_of,
    on_hand,
)
from wms.db import Database, Tx
from wms.errors import Refused
from wms.stock import ledger
from wms.tables.ordering import OrderState
from wms.tables.stock import (
    Allocation,
    Balance,
    LotStatus,
    Move,
    MoveReason,
    MoveWeight,
    WeightChange,
)

QUANTITIES = st.integers(min_value=1, max_value=40)
SMALL = st.integers(min_value=1, max_value=12)
ANY = st.integers(min_value=0, max_value=1000)
WEIGHTS = st.none() | st.integers(min_value=1, max_value=30_000)
"""What a scale says, right or wrong; None: nobody weighed."""


class StockMachine(RuleBasedStateMachine):
    """A warehouse where everything happens at random; `held` is what must be there, by lot.

    Melons are counted and weighed, on scales that say what they like.
    """

    db: Database

    def __init__(self) -> None:
        super().__init__()
        self.w = self.db.write(a_world)
        self.melons = self.db.write(lambda tx: a_weighed_item(tx).id)
        self.items = [self.w.rice, self.w.eggs, self.melons]
        self.weighed: set[int] = set()
        self.places = [self.w.dock, *self.w.chilled_bins[:2], self.w.stage]
        self.held: dict[int, int] = defaultdict(int)
        self.orders: list[int] = []
        self.allocations: list[int] = []
        self.moves: list[ledger.NewMove] = []
        for number in range(6):
            self.receive(number, number, 30, 29_000)

    @rule(item=ANY, place=ANY, quantity=QUANTITIES, weight_g=WEIGHTS)
    def receive(self, item: int, place: int, quantity: int, weight_g: int | None) -> None:
        item_id = self.items[item % 3]

        def use_case(tx: Tx) -> int:
            lot = a_lot(tx, item_id, self.w.supplier, life_hours=1 + item % 90)
            move = a_move(
                lot.id, self.w.supplier_place, self._place(place), quantity, MoveReason.RECEIVE
            )
            said = weight_g if item_id == self.melons else None
            ledger.post(tx, [replace(move, weight_g=said)])
            return lot.id

        lot_id = self.db.write(use_case)
        self.held[lot_id] += quantity
        if item_id == self.melons:
            self.weighed.add(lot_id)

    @rule(lot=ANY, source=ANY, goal=ANY, quantity=QUANTITIES, weight_g=WEIGHTS)
    def relocate(
        self, lot: int, source: int, goal: int, quantity: int, weight_g: int | None
    ) -> None:
        if self.held and source % 4 != goal % 4:
            move = self._move(self._lot(lot), source, self._place(goal), quantity, weight_g)
            self.moves.append(move)
            self._attempt(lambda tx: ledger.post(tx, [move]))

    @rule(which=ANY)
    def post_again_what_was_posted_or_refused(self, which: int) -> None:
        if self.moves:
            move = self.moves[which % len(self.moves)]
            self._attempt(lambda tx: ledger.post(tx, [move]))

    @rule(lot=ANY, place=ANY, miscounted=st.booleans(), weight_g=st.integers(1, 30_000))
    def weigh(self, lot: int, place: int, miscounted: bool, weight_g: int) -> None:
        if self.weighed:
            lot_id = sorted(self.weighed)[lot % len(self.weighed)]
            place_id = self._place(place)
            there = self.db.read(lambda tx: on_hand(tx, place_id, lot_id))
            counted = max(1, there + miscounted)
            new = ledger.NewWeighing(uuid4(), lot_id, place_id, counted, weight_g, NOW)
            done = self._attempt(lambda tx: ledger.weigh(tx, new) is not None)
            assert bool(done) is (there == counted)

    @rule(lot=ANY, source=ANY, quantity=QUANTITIES, weight_g=WEIGHTS)
    def lose(self, lot: int, source: int, quantity: int, weight_g: int | None) -> None:
        if self.held:
            lot_id = self._lot(lot)
            move = self._move(lot_id, source, self.w.loss, quantity, weight_g)
            if self._attempt(lambda tx: ledger.post(tx, [move])):
                self.held[lot_id] -= quantity

    @rule(lot=ANY, status=st.sampled_from(list(LotStatus)))
    def decide_on_a_lot(self, lot: int, status: LotStatus) -> None:
        if self.held:
            lot_id = self._lot(lot)
            self.db.write(lambda tx: ledger.set_status(tx, [lot_id], status))

    @rule(rice=SMALL, eggs=SMALL, melons=SMALL)
    def approve_an_order(self, rice: int, eggs: int, melons: int) -> None:
        def use_case(tx: Tx) -> int:
            wanted = {self.w.rice: rice, self.w.eggs: eggs, self.melons: melons}
            order = an_order(tx, self.w, wanted, state=OrderState.APPROVED)
            lines = lines_of(tx, order.id)
            for line in lines:
                line.approved = line.ordered
            ledger.promise(tx, self.w.warehouse, lines, fresh_until=NOW)
            return order.id

        order_id = self._attempt(use_case)
        if order_id:
            self.orders.append(order_id)

    @rule(which=ANY)
    def give_up_an_order(self, which: int) -> None:
        if self.orders:
            order_id = self.orders[which % len(self.orders)]
            self.db.write(lambda tx: ledger.unpromise(tx, self.w.warehouse, lines_of(tx, order_id)))

    @rule(which=ANY, how_many=st.integers(min_value=1, max_value=3))
    def release_a_wave(self, which: int, how_many: int) -> None:
        def use_case(tx: Tx) -> list[int]:
            chosen = {self.orders[(which + i) % len(self.orders)] for i in range(how_many)}
            demands = [demand for order in sorted(chosen) for demand in demands_of(tx, order)]
            outcome = ledger.allocate(tx, self.w.warehouse, demands)
            return [one.id for one in outcome.allocations]

        if self.orders:
            self.allocations += self.db.write(use_case)

    @rule(which=ANY, quantity=SMALL, weight_g=WEIGHTS)
    def pick(self, which: int, quantity: int, weight_g: int | None) -> None:
        if self.allocations:
            allocation = self.allocations[which % len(self.allocations)]
            said = self._said(allocation, weight_g)
            to = self.w.vehicle_place
            pick = ledger.NewPick(uuid4(), allocation, quantity, to, NOW, weight_g=said)
            self._attempt(lambda tx: ledger.pick(tx, [pick]))

    @rule(which=ANY)
    def void(self, which: int) -> None:
        if self.allocations:
            allocation = self.allocations[which % len(self.allocations)]
            self.db.write(lambda tx: ledger.void(tx, [allocation]))

    @rule(which=ANY)
    def exchange(self, which: int) -> None:
        if self.allocations:
            allocation = self.allocations[which % len(self.allocations)]
            outcome = self.db.write(lambda tx: ledger.exchange(tx, [allocation], fresh_until=NOW))
            self.allocations += [one.id for one in outcome.allocations]

    @rule(which=ANY, quantity=SMALL, weight_g=WEIGHTS)
    def put_back(self, which: int, quantity: int, weight_g: int | None) -> None:
        if self.allocations:
            allocation = self.allocations[which % len(self.allocations)]
            said = self._said(allocation, weight_g)
            source = self.w.vehicle_place
            back = ledger.NewReturn(uuid4(), allocation, quantity, source, NOW, weight_g=said)
            self._attempt(lambda tx: ledger.put_back(tx, back))

    @invariant()
    def the_ledger_proves_itself(self) -> None:
        assert self.db.read(ledger.check) == []

    @invariant()
    def nothing_appears_and_nothing_vanishes(self) -> None:
        there = select(Balance.lot_id, func.sum(Balance.on_hand)).group_by(Balance.lot_id)
        found = {
            lot: int(total)
            for lot, total in self.db.read(lambda tx: tx.execute(there).all())
            if lot in self.held
        }
        assert found == {lot: total for lot, total in self.held.items() if total}

    @invariant()
    def only_weighed_goods_have_a_weight_and_never_less_than_none(self) -> None:
        rows = select(Balance.lot_id, Balance.weight_g).where(Balance.lot_id.in_(self.held))
        for lot_id, weight_g in self.db.read(lambda tx: tx.execute(rows).all()):
            assert weight_g is None if lot_id not in self.weighed else weight_g >= 0

    @invariant()
    def the_weight_that_is_there_is_what_the_scales_said_came_less_what_went(self) -> None:
        counted = {*self.places, self.w.vehicle_place}
        moved = select(Move.from_place_id, Move.to_place_id, MoveWeight.weight_g)
        moved = moved.join(MoveWeight, MoveWeight.move_id == Move.id)
        moved = moved.where(Move.lot_id.in_(self.weighed))
        changed = select(func.sum(WeightChange.change_g))
        changed = changed.where(WeightChange.lot_id.in_(self.weighed))
        left = select(func.sum(Balance.weight_g)).where(Balance.lot_id.in_(self.weighed))

        def sums(tx: Tx) -> tuple[int, int]:
            said = sum(
                weight_g * ((target in counted) - (source in counted))
                for source, target, weight_g in tx.execute(moved)
            )
            return int(said + (tx.scalar(changed) or 0)), int(tx.scalar(left) or 0)

        said, there = self.db.read(sums)
        assert said == there

    def _move(
        self, lot_id: int, source: int, goal: int, quantity: int, weight_g: int | None
    ) -> ledger.NewMove:
        reason = MoveReason.LOSS if goal == self.w.loss else MoveReason.RELOCATE
        move = a_move(lot_id, self._place(source), goal, quantity, reason)
        return replace(move, weight_g=weight_g if lot_id in self.weighed else None)

    def _said(self, allocation: int, weight_g: int | None) -> int | None:
        lot_id = self.db.read(lambda tx: tx.find(Allocation, allocation).lot_id)
        return weight_g if lot_id in self.weighed else None

    def _attempt(self, use_case: Callable[[Tx], Any]) -> Any:
        """The answer, or None when a rule refused: then nothing may have changed."""
        try:
            return self.db.write(use_case)
        except Refused:
            return None

    def _place(self, number: int) -> int:
        return self.places[number % len(self.places)]

    def _lot(self, number: int) -> int:
        return sorted(self.held)[number % len(self.held)]


def test_random_operations_keep_the_ledger_sound(db: Database) -> None:
    machine = type("Machine", (StockMachine,), {"db": db})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12 if db.is_sqlite else 6,  # the rules are the same, the driver slower
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
