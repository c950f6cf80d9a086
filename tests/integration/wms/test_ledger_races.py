"""Many people at one shelf: nothing is sold twice, nothing is forgotten, nobody sees a deadlock."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.builders import (
    NOW,
    a_lot,
    a_move,
    a_stocked_lot,
    a_weighed_item,
    an_approved_order,
    an_order,
    demands_of,
    lines_of,
    on_hand,
    world,
)
from tests.integration.wms.meeting import met
from wms.db import Database, Tx
from wms.errors import ColdchainError, Refused
from wms.stock import ledger
from wms.tables.ordering import OrderState
from wms.tables.stock import Allocation, Balance, LotStatus

PEOPLE = 32


def all_at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run these at the same time; return what each answered or was refused with, in order."""
    answers: list[Any] = [None] * len(works)
    gate = threading.Barrier(len(works))

    def run(number: int, work: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[number] = work()
        except ColdchainError as error:
            answers[number] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def codes(answers: Sequence[Any]) -> Counter[str]:
    return Counter(
        answer.code if isinstance(answer, ColdchainError) else "ok" for answer in answers
    )


@pytest.mark.parametrize("lots", [1, 10])
def test_pickers_at_a_few_hot_lots_never_take_more_than_there_is(db: Database, lots: int) -> None:
    w = world(db)
    bins = w.ambient_bins

    def stock(tx: Tx) -> list[int]:
        return [a_stocked_lot(tx, w, w.rice, bins[n % 3], 200 // lots).id for n in range(lots)]

    ids = db.write(stock)
    works = [
        partial(
            db.write,
            partial(
                ledger.post,
                moves=[a_move(ids[n % lots], bins[n % lots % 3], w.stage, 10)],
            ),
        )
        for n in range(PEOPLE)
    ]

    assert codes(all_at_once(works)) == {"ok": 20, "stock.short": 12}

    staged = db.read(lambda tx: sum(on_hand(tx, w.stage, lot) for lot in ids))
    assert staged == 200
    assert db.read(ledger.check) == []


def test_one_promise_counter_serves_the_first_and_refuses_the_rest(db: Database) -> None:
    w = world(db)
    db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 200))
    works = [
        partial(db.write, lambda tx: an_approved_order(tx, w, {w.rice: 10}).id)
        for _ in range(PEOPLE)
    ]

    assert codes(all_at_once(works)) == {"ok": 20, "stock.short": 12}

    stock = db.read(lambda tx: ledger.available(tx, w.warehouse, [w.rice], NOW))[w.rice]
    assert (stock.promised, stock.sellable) == (200, 0)
    assert db.read(ledger.check) == []


def test_waves_released_at_the_same_time_allocate_nothing_twice(db: Database) -> None:
    w = world(db)
    for _ in range(4):
        db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 50))
    orders = [db.write(lambda tx: an_approved_order(tx, w, {w.rice: 12}).id) for _ in range(16)]

    def allocate(order: int, tx: Tx) -> int:
        return len(ledger.allocate(tx, w.warehouse, demands_of(tx, order)).allocations)

    # Every order twice: whoever comes second finds nothing left to do.
    works = [partial(db.write, partial(allocate, order)) for order in orders * 2]

    assert codes(all_at_once(works)) == {"ok": 2 * len(orders)}
    total = db.read(lambda tx: tx.scalar(select(func.sum(Allocation.quantity))))
    assert total == 16 * 12
    assert db.read(ledger.check) == []


def test_opposite_orders_of_lines_do_not_deadlock_anybody(db: Database) -> None:
    w = world(db)
    first, second = (
        db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 1000).id)
        for _ in range(2)
    )

    def shuttle(lots: tuple[int, int]) -> None:
        for source, target in ((0, 1), (1, 0)):
            moves = [a_move(lot, w.ambient_bins[source], w.ambient_bins[target], 1) for lot in lots]
            db.write(partial(ledger.post, moves=moves))

    works = [partial(shuttle, (first, second) if n % 2 else (second, first)) for n in range(PEOPLE)]

    assert codes(all_at_once(works)) == {"ok": PEOPLE}
    assert db.read(lambda tx: on_hand(tx, w.ambient_bins[0], first)) == 1000
    assert db.read(ledger.check) == []


def test_the_first_of_a_lot_at_a_place_may_come_from_many_at_once(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_lot(tx, w.rice, w.supplier).id)
    works = [
        partial(db.write, partial(ledger.post, moves=[a_move(lot, w.supplier_place, w.dock, 3)]))
        for _ in range(PEOPLE)
    ]

    assert codes(all_at_once(works)) == {"ok": PEOPLE}
    assert db.read(lambda tx: on_hand(tx, w.dock, lot)) == 3 * PEOPLE
    assert db.read(ledger.check) == []


def test_the_same_move_sent_by_many_is_posted_once(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.dock, 100).id)
    move = a_move(lot, w.dock, w.stage, 5)

    answers = all_at_once([partial(db.write, partial(ledger.post, moves=[move]))] * PEOPLE)

    assert Counter(answers) == {1: 1, 0: PEOPLE - 1}
    assert db.read(lambda tx: on_hand(tx, w.stage, lot)) == 5


def test_a_hold_during_put_away_reaches_the_new_balance_too(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.dock, 1000).id)
    put_away = [
        partial(
            db.write, partial(ledger.post, moves=[a_move(lot, w.dock, w.ambient_bins[n % 3], 1)])
        )
        for n in range(PEOPLE)
    ]
    hold = partial(db.write, lambda tx: ledger.set_status(tx, [lot], LotStatus.HELD))

    answers = all_at_once([*put_away[:16], hold, *put_away[16:]])

    assert codes(answers) == {"ok": PEOPLE + 1}
    statuses = db.read(lambda tx: set(tx.scalars(select(Balance.status))))
    assert statuses == {LotStatus.HELD}
    assert db.read(ledger.check) == []


def test_a_hold_that_waited_for_a_put_away_reaches_its_new_balance(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.dock, 1000).id)
    move = a_move(lot, w.dock, w.ambient_bins[0], 400)

    met(
        db,
        lambda tx: ledger.post(tx, [move]),
        lambda tx: ledger.set_status(tx, [lot], LotStatus.HELD),
    )

    statuses = db.read(lambda tx: list(tx.scalars(select(Balance.status))))
    assert statuses == [LotStatus.HELD] * 2
    assert db.read(ledger.check) == []


def test_approving_picking_and_voiding_at_once_agree_in_the_end(db: Database) -> None:
    w = world(db)
    db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 400))
    orders = [db.write(lambda tx: an_approved_order(tx, w, {w.rice: 20}).id) for _ in range(8)]

    def allocate(tx: Tx) -> list[int]:
        demands = [demand for order in orders for demand in demands_of(tx, order)]
        return [one.id for one in ledger.allocate(tx, w.warehouse, demands).allocations]

    allocations = db.write(allocate)
    pending = db.write(lambda tx: an_order(tx, w, {w.rice: 60}, state=OrderState.APPROVED).id)

    def approve(tx: Tx) -> None:
        lines = lines_of(tx, pending)
        for line in lines:
            line.approved = line.ordered
        ledger.promise(tx, w.warehouse, lines, fresh_until=NOW)

    picks = [
        partial(
            db.write,
            partial(
                ledger.pick,
                picks=[ledger.NewPick(ledger.move_id("p", one), one, 20, w.stage, NOW)],
            ),
        )
        for one in allocations
    ]
    voids = [partial(db.write, partial(ledger.void, allocation_ids=[one])) for one in allocations]

    answers = all_at_once([*picks, *voids, partial(db.write, approve)])

    refused = [one for one in answers if isinstance(one, Refused)]
    assert {one.code for one in refused} <= {"allocation.wrong_state"}
    assert codes(answers)["ok"] + len(refused) == len(answers)
    assert db.read(ledger.check) == []


def test_sorters_at_one_weighed_heap_leave_exactly_what_they_did_not_take(db: Database) -> None:
    w = world(db)
    shelf = w.chilled_bins[0]
    lot = db.write(lambda tx: a_lot(tx, a_weighed_item(tx).id, w.supplier).id)
    came = replace(a_move(lot, w.supplier_place, shelf, 100), weight_g=101_000)
    db.write(partial(ledger.post, moves=[came]))
    taken = [
        replace(a_move(lot, shelf, w.stage if n % 2 else w.dock, 3), weight_g=3_000 + n)
        for n in range(PEOPLE)
    ]

    answers = all_at_once([partial(db.write, partial(ledger.post, moves=[one])) for one in taken])

    assert codes(answers) == {"ok": PEOPLE}
    gone = sum(one.weight_g or 0 for one in taken)
    left = {
        place.place_id: (place.on_hand, place.weight_g)
        for place in db.read(lambda tx: ledger.where(tx, lot))
    }
    assert left[shelf] == (4, 101_000 - gone)
    assert sum(weight_g or 0 for _, weight_g in left.values()) == 101_000
    assert db.read(ledger.check) == []


def test_heaps_that_empty_and_fill_again_all_the_time_keep_their_weight(db: Database) -> None:
    w = world(db)
    places = [w.dock, w.chilled_bins[0]]
    lot = db.write(lambda tx: a_lot(tx, a_weighed_item(tx).id, w.supplier).id)
    came = replace(a_move(lot, w.supplier_place, w.dock, 8), weight_g=8_008)
    db.write(partial(ledger.post, moves=[came]))

    def to_and_fro(n: int) -> None:
        for turn in range(6):
            source, target = places[(n + turn) % 2], places[(n + turn + 1) % 2]
            move = replace(a_move(lot, source, target, 1), weight_g=1_001)
            with suppress(Refused):
                db.write(partial(ledger.post, moves=[move]))

    all_at_once([partial(to_and_fro, n) for n in range(PEOPLE // 2)])

    there = db.read(lambda tx: ledger.where(tx, lot))
    assert sum(place.on_hand for place in there) == 8
    assert sum(place.weight_g or 0 for place in there) == 8_008
    assert db.read(ledger.check) == []
