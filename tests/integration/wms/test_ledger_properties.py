"""Whatever people do to stock, in whatever order: nothing appears, nothing vanishes."""

from collections import defaultdict
from collections.abc import Callable
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
    a_world,
    an_order,
    demands_of,
    lines_of,
)
from wms.db import Database, Tx
from wms.errors import Refused
from wms.stock import ledger
from wms.tables.ordering import OrderState
from wms.tables.stock import Balance, LotStatus, MoveReason

QUANTITIES = st.integers(min_value=1, max_value=40)
SMALL = st.integers(min_value=1, max_value=12)
ANY = st.integers(min_value=0, max_value=1000)


class StockMachine(RuleBasedStateMachine):
    """A warehouse where everything happens at random; `held` is what must be there, by lot."""

    db: Database

    def __init__(self) -> None:
        super().__init__()
        self.w = self.db.write(a_world)
        self.items = [self.w.rice, self.w.eggs]
        self.places = [self.w.dock, *self.w.chilled_bins[:2], self.w.stage]
        self.held: dict[int, int] = defaultdict(int)
        self.orders: list[int] = []
        self.allocations: list[int] = []
        self.moves: list[ledger.NewMove] = []
        for number in range(6):
            self.receive(number, number, 30)

    @rule(item=ANY, place=ANY, quantity=QUANTITIES)
    def receive(self, item: int, place: int, quantity: int) -> None:
        def use_case(tx: Tx) -> int:
            lot = a_lot(tx, self.items[item % 2], self.w.supplier, life_hours=1 + item % 90)
            move = a_move(
                lot.id, self.w.supplier_place, self._place(place), quantity, MoveReason.RECEIVE
            )
            ledger.post(tx, [move])
            return lot.id

        self.held[self.db.write(use_case)] += quantity

    @rule(lot=ANY, source=ANY, goal=ANY, quantity=QUANTITIES)
    def relocate(self, lot: int, source: int, goal: int, quantity: int) -> None:
        if self.held and source % 4 != goal % 4:
            move = a_move(self._lot(lot), self._place(source), self._place(goal), quantity)
            self.moves.append(move)
            self._attempt(lambda tx: ledger.post(tx, [move]))

    @rule(which=ANY)
    def post_again_what_was_posted_or_refused(self, which: int) -> None:
        if self.moves:
            move = self.moves[which % len(self.moves)]
            self._attempt(lambda tx: ledger.post(tx, [move]))

    @rule(lot=ANY, source=ANY, quantity=QUANTITIES)
    def lose(self, lot: int, source: int, quantity: int) -> None:
        if self.held:
            lot_id = self._lot(lot)
            move = a_move(lot_id, self._place(source), self.w.loss, quantity, MoveReason.LOSS)
            if self._attempt(lambda tx: ledger.post(tx, [move])):
                self.held[lot_id] -= quantity

    @rule(lot=ANY, status=st.sampled_from(list(LotStatus)))
    def decide_on_a_lot(self, lot: int, status: LotStatus) -> None:
        if self.held:
            lot_id = self._lot(lot)
            self.db.write(lambda tx: ledger.set_status(tx, [lot_id], status))

    @rule(rice=SMALL, eggs=SMALL)
    def approve_an_order(self, rice: int, eggs: int) -> None:
        def use_case(tx: Tx) -> int:
            wanted = {self.w.rice: rice, self.w.eggs: eggs}
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

    @rule(which=ANY, quantity=SMALL)
    def pick(self, which: int, quantity: int) -> None:
        if self.allocations:
            allocation = self.allocations[which % len(self.allocations)]
            pick = ledger.NewPick(uuid4(), allocation, quantity, self.w.vehicle_place, NOW)
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

    @rule(which=ANY, quantity=SMALL)
    def put_back(self, which: int, quantity: int) -> None:
        if self.allocations:
            allocation = self.allocations[which % len(self.allocations)]
            back = ledger.NewReturn(uuid4(), allocation, quantity, self.w.vehicle_place, NOW)
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
