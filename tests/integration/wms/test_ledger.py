"""The ledger on both databases: posting, promising, allocating, picking, voiding, and its proof."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, text, update

from tests.builders import (
    KG,
    NOW,
    World,
    a_lot,
    a_move,
    a_stocked_lot,
    a_warehouse,
    an_approved_order,
    an_order,
    demands_of,
    lines_of,
    on_hand,
    world,
)
from wms.db import Database, Tx
from wms.errors import Conflict, NotFound, Refused
from wms.stock import ledger
from wms.stock.ledger.allocations import Allocated
from wms.tables.masterdata import PlaceKind
from wms.tables.ordering import OrderLine
from wms.tables.stock import (
    Allocation,
    AllocationState,
    Balance,
    Lot,
    LotStatus,
    Move,
    MoveReason,
    Promised,
)
from wms.units import QUANTITY_MAX


def faults(db: Database) -> list[ledger.Fault]:
    return db.read(ledger.check)


def stocked(db: Database, w: World, item: int, place: int, quantity: int, **more: Any) -> int:
    return db.write(lambda tx: a_stocked_lot(tx, w, item, place, quantity, **more).id)


def approved(db: Database, w: World, lines: dict[int, int]) -> int:
    return db.write(lambda tx: an_approved_order(tx, w, lines).id)


def allocated(db: Database, w: World, order_id: int) -> Allocated:
    return db.write(lambda tx: ledger.allocate(tx, w.warehouse, demands_of(tx, order_id)))


def line_of(db: Database, order_id: int) -> OrderLine:
    (line,) = db.read(lambda tx: lines_of(tx, order_id))
    return line


def picks_of(w: World, outcome: Allocated) -> list[ledger.NewPick]:
    return [
        ledger.NewPick(ledger.move_id("pick", one.id), one.id, one.quantity, w.stage, NOW)
        for one in outcome.allocations
    ]


# Posting


def test_a_move_takes_from_one_place_and_gives_to_another(db: Database) -> None:
    w = world(db)
    lot = stocked(db, w, w.rice, w.dock, 100 * KG)
    move = a_move(lot, w.dock, w.ambient_bins[0], 30 * KG)

    assert db.write(lambda tx: ledger.post(tx, [move])) == 1

    assert db.read(lambda tx: on_hand(tx, w.dock, lot)) == 70 * KG
    assert db.read(lambda tx: on_hand(tx, w.ambient_bins[0], lot)) == 30 * KG
    assert faults(db) == []


def test_a_move_posted_again_changes_nothing(db: Database) -> None:
    w = world(db)
    lot = stocked(db, w, w.rice, w.dock, 100 * KG)
    first, second = (a_move(lot, w.dock, w.ambient_bins[0], 30 * KG) for _ in range(2))

    assert db.write(lambda tx: ledger.post(tx, [first])) == 1
    assert db.write(lambda tx: ledger.post(tx, [first])) == 0
    assert db.write(lambda tx: ledger.post(tx, [first, second, second])) == 1

    assert db.read(lambda tx: on_hand(tx, w.dock, lot)) == 40 * KG
    assert faults(db) == []


def test_posting_nothing_is_nothing(db: Database) -> None:
    assert db.write(lambda tx: ledger.post(tx, [])) == 0


def test_what_is_not_there_cannot_be_moved_and_everything_missing_is_named(db: Database) -> None:
    w = world(db)
    here = stocked(db, w, w.rice, w.dock, 10 * KG)
    there = stocked(db, w, w.eggs, w.chilled_bins[0], 30)
    moves = [
        a_move(here, w.dock, w.ambient_bins[0], 4 * KG),
        a_move(here, w.dock, w.ambient_bins[0], 7 * KG),
        a_move(there, w.chilled_bins[1], w.chilled_bins[0], 1),
    ]

    with pytest.raises(Refused) as refusal:
        db.write(lambda tx: ledger.post(tx, moves))

    assert refusal.value.code == "stock.short"
    assert refusal.value.details["missing"] == [
        {"lot_id": here, "place_id": w.dock, "wanted": 7 * KG, "free": 6 * KG},
        {"lot_id": there, "place_id": w.chilled_bins[1], "wanted": 1, "free": 0},
    ]
    assert db.read(lambda tx: on_hand(tx, w.dock, here)) == 10 * KG
    assert db.read(lambda tx: tx.scalar(select(Move.id).where(Move.id == moves[0].id))) is None
    assert faults(db) == []


def test_moves_in_one_call_are_played_in_their_order(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_lot(tx, w.rice, w.supplier).id)
    there = a_move(lot, w.supplier_place, w.dock, 10 * KG, MoveReason.RECEIVE)
    on = a_move(lot, w.dock, w.ambient_bins[0], 10 * KG, MoveReason.PUT_AWAY)

    with pytest.raises(Refused, match=r"stock\.short"):
        db.write(lambda tx: ledger.post(tx, [on, there]))
    assert db.write(lambda tx: ledger.post(tx, [there, on])) == 2

    assert db.read(lambda tx: on_hand(tx, w.ambient_bins[0], lot)) == 10 * KG
    assert faults(db) == []


def test_goods_cannot_go_round_in_a_circle_out_of_nothing(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_lot(tx, w.rice, w.supplier).id)
    circle = [a_move(lot, w.dock, w.stage, 1), a_move(lot, w.stage, w.dock, 1)]

    with pytest.raises(Refused, match=r"stock\.short"):
        db.write(lambda tx: ledger.post(tx, circle))


def test_a_balance_at_zero_is_deleted(db: Database) -> None:
    w = world(db)
    lot = stocked(db, w, w.rice, w.dock, 10 * KG)
    db.write(lambda tx: ledger.post(tx, [a_move(lot, w.dock, w.loss, 10 * KG, MoveReason.LOSS)]))

    rows = db.read(lambda tx: tx.scalars(select(Balance).where(Balance.lot_id == lot)).all())

    assert rows == []
    assert faults(db) == []


def test_a_vehicle_of_another_warehouse_keeps_its_own_balance(db: Database) -> None:
    w, other = world(db), world(db)
    lot = stocked(db, w, w.rice, w.dock, 10 * KG)
    db.write(lambda tx: ledger.post(tx, [a_move(lot, w.dock, other.dock, 4 * KG)]))

    places = db.read(lambda tx: ledger.where(tx, lot))

    assert [(p.warehouse_id, p.place_id, p.on_hand) for p in places] == [
        (w.warehouse, w.dock, 6 * KG),
        (other.warehouse, other.dock, 4 * KG),
    ]
    assert {p.kind for p in places} == {PlaceKind.DOCK}
    assert faults(db) == []


def test_an_unknown_lot_or_place_is_refused_and_leaves_nothing(db: Database) -> None:
    w = world(db)
    with pytest.raises(Conflict, match=r"storage\.conflict"):
        db.write(lambda tx: ledger.post(tx, [a_move(987654, w.supplier_place, w.dock, 1)]))
    assert db.read(lambda tx: tx.scalar(select(Move.id))) is None


def test_quantities_are_bounded() -> None:
    with pytest.raises(AssertionError):
        a_move(1, 2, 3, 0)
    with pytest.raises(AssertionError):
        a_move(1, 2, 3, QUANTITY_MAX + 1)
    with pytest.raises(AssertionError):
        a_move(1, 2, 2, 5)


def test_the_same_cause_leads_to_the_same_move() -> None:
    assert ledger.move_id("pick", 7, 30) == ledger.move_id("pick", 7, 30)
    assert ledger.move_id("pick", 73, 0) != ledger.move_id("pick", 7, 30)


# Availability


def test_only_released_living_goods_on_shelves_are_free(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 10 * KG)
    stocked(db, w, w.rice, w.ambient_bins[0], 20 * KG, status=LotStatus.TESTING)
    stocked(db, w, w.rice, w.ambient_bins[0], 40 * KG, life_hours=-1)
    stocked(db, w, w.rice, w.stage, 80 * KG)
    stocked(db, w, w.rice, w.vehicle_place, 160 * KG)

    found = db.read(lambda tx: ledger.available(tx, w.warehouse, None, NOW))

    assert found == {w.rice: ledger.Availability(on_hand=310 * KG, free=10 * KG, promised=0)}
    nowhere = 10**9
    elsewhere = db.read(lambda tx: ledger.available(tx, nowhere, [w.rice], NOW))
    assert elsewhere == {w.rice: ledger.Availability()}


def test_a_hold_reaches_every_balance_of_the_lot_at_once(db: Database) -> None:
    w = world(db)
    lot = stocked(db, w, w.rice, w.ambient_bins[0], 10 * KG)
    db.write(lambda tx: ledger.post(tx, [a_move(lot, w.ambient_bins[0], w.dock, 4 * KG)]))

    db.write(lambda tx: ledger.set_status(tx, [lot], LotStatus.HELD))

    assert db.read(lambda tx: ledger.available(tx, w.warehouse, [w.rice], NOW))[w.rice].free == 0
    db.write(lambda tx: ledger.post(tx, [a_move(lot, w.dock, w.ambient_bins[1], 4 * KG)]))
    assert db.read(lambda tx: ledger.available(tx, w.warehouse, [w.rice], NOW))[w.rice].free == 0
    assert faults(db) == []
    db.write(lambda tx: ledger.set_status(tx, [lot], LotStatus.RELEASED))
    assert (
        db.read(lambda tx: ledger.available(tx, w.warehouse, [w.rice], NOW))[w.rice].sellable
        == 10 * KG
    )


def test_a_shorter_life_reaches_every_balance_of_the_lot(db: Database) -> None:
    w = world(db)
    lot = stocked(db, w, w.rice, w.ambient_bins[0], 10 * KG)

    db.write(lambda tx: ledger.set_sell_until(tx, lot, NOW))

    assert db.read(lambda tx: ledger.available(tx, w.warehouse, [w.rice], NOW))[w.rice].free == 0
    assert db.read(lambda tx: tx.find(Lot, lot)).sell_until == NOW
    assert faults(db) == []


def test_a_status_of_a_lot_nobody_knows_is_not_found(db: Database) -> None:
    with pytest.raises(NotFound):
        db.write(lambda tx: ledger.set_status(tx, [4711], LotStatus.HELD))


# Promise


def test_first_approved_is_first_served_and_all_that_is_missing_is_named(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    stocked(db, w, w.eggs, w.chilled_bins[0], 30)
    approved(db, w, {w.rice: 40 * KG})

    with pytest.raises(Refused) as refusal:
        approved(db, w, {w.rice: 20 * KG, w.eggs: 60})

    assert refusal.value.code == "stock.short"
    assert refusal.value.details["missing"] == [
        {"item_id": w.rice, "wanted": 20 * KG, "free": 10 * KG},
        {"item_id": w.eggs, "wanted": 60, "free": 30},
    ]
    assert faults(db) == []
    approved(db, w, {w.rice: 10 * KG})


def test_a_promise_given_back_is_free_for_others(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    order = approved(db, w, {w.rice: 50 * KG})

    db.write(lambda tx: ledger.unpromise(tx, w.warehouse, lines_of(tx, order)))

    assert faults(db) == []
    assert line_of(db, order).promised == 0
    approved(db, w, {w.rice: 50 * KG})


# Allocate


def test_lots_that_end_first_go_first_and_the_promise_becomes_an_allocation(db: Database) -> None:
    w = world(db)
    late = stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG, life_hours=90)
    soon = stocked(db, w, w.rice, w.ambient_bins[1], 30 * KG, life_hours=50)
    order = approved(db, w, {w.rice: 40 * KG})

    outcome = allocated(db, w, order)

    assert [(one.lot_id, one.quantity) for one in outcome.allocations] == [
        (soon, 30 * KG),
        (late, 10 * KG),
    ]
    assert outcome.short == {}
    line = line_of(db, order)
    assert (line.promised, line.allocated) == (0, 40 * KG)
    assert db.read(lambda tx: ledger.available(tx, w.warehouse, [w.rice], NOW))[
        w.rice
    ] == ledger.Availability(on_hand=80 * KG, free=40 * KG, promised=0)
    assert faults(db) == []


def test_a_lot_that_came_last_is_allocated_first_when_it_ends_first(db: Database) -> None:
    w = world(db)
    yesterday = NOW - timedelta(days=1)
    old = stocked(db, w, w.rice, w.ambient_bins[0], 30 * KG, life_hours=90, received_at=yesterday)
    new = stocked(db, w, w.rice, w.ambient_bins[1], 30 * KG, life_hours=50)

    outcome = allocated(db, w, approved(db, w, {w.rice: 40 * KG}))

    taken = [(one.lot_id, one.quantity) for one in outcome.allocations]
    assert taken == [(new, 30 * KG), (old, 10 * KG)]
    assert faults(db) == []


def test_goods_on_a_stage_or_a_vehicle_are_not_allocated(db: Database) -> None:
    w = world(db)
    kept = stocked(db, w, w.rice, w.ambient_bins[0], 40 * KG)
    order = approved(db, w, {w.rice: 40 * KG})
    for place in (w.stage, w.vehicle_place):
        stocked(db, w, w.rice, place, 40 * KG, life_hours=10)
        db.write(lambda tx: ledger.post(tx, [a_move(kept, w.ambient_bins[0], w.loss, 15 * KG)]))

    outcome = allocated(db, w, order)

    assert [(one.lot_id, one.quantity) for one in outcome.allocations] == [(kept, 10 * KG)]
    assert outcome.short == {line_of(db, order).id: 30 * KG}


def test_a_held_lot_is_never_allocated_and_the_shortage_is_named(db: Database) -> None:
    w = world(db)
    held = stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    stocked(db, w, w.rice, w.ambient_bins[0], 10 * KG)
    order = approved(db, w, {w.rice: 40 * KG})
    db.write(lambda tx: ledger.set_status(tx, [held], LotStatus.HELD))

    outcome = allocated(db, w, order)

    line = line_of(db, order)
    assert outcome.short == {line.id: 30 * KG}
    assert (line.promised, line.allocated) == (30 * KG, 10 * KG)
    assert faults(db) == []
    db.write(lambda tx: ledger.set_status(tx, [held], LotStatus.RELEASED))
    assert allocated(db, w, order).short == {}
    assert line_of(db, order).allocated == 40 * KG
    assert faults(db) == []


def test_goods_that_would_not_live_long_enough_are_not_allocated(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG, life_hours=4)
    order = approved(db, w, {w.rice: 40 * KG})

    def allocate(tx: Tx) -> Allocated:
        needs = NOW + timedelta(hours=4)
        demands = [replace(demand, fresh_until=needs) for demand in demands_of(tx, order)]
        return ledger.allocate(tx, w.warehouse, demands)

    assert db.write(allocate).allocations == []


def test_a_lot_that_ends_when_it_must_still_be_fresh_is_neither_free_nor_allocated(
    db: Database,
) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG, life_hours=4)
    order = approved(db, w, {w.rice: 40 * KG})
    ends_at, before = NOW + timedelta(hours=4), NOW + timedelta(hours=4, microseconds=-1)

    def free(fresh_until: datetime) -> int:
        found = db.read(lambda tx: ledger.available(tx, w.warehouse, [w.rice], fresh_until))
        return found[w.rice].free

    def allocate(fresh_until: datetime) -> Allocated:
        def use_case(tx: Tx) -> Allocated:
            demands = [replace(one, fresh_until=fresh_until) for one in demands_of(tx, order)]
            return ledger.allocate(tx, w.warehouse, demands)

        return db.write(use_case)

    assert (free(ends_at), free(before)) == (0, 50 * KG)
    assert allocate(ends_at).short == {line_of(db, order).id: 40 * KG}
    assert allocate(before).short == {}


def test_of_two_lines_only_the_one_that_needs_less_gets_a_lot_that_ends_between(
    db: Database,
) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG, life_hours=4)
    orders = [approved(db, w, {w.rice: 20 * KG}) for _ in range(2)]

    def allocate(tx: Tx) -> Allocated:
        first, second = (demand for order in orders for demand in demands_of(tx, order))
        needs = [replace(first, fresh_until=NOW + timedelta(hours=4)), second]
        return ledger.allocate(tx, w.warehouse, needs)

    outcome = db.write(allocate)
    strict, easy = (line_of(db, order).id for order in orders)
    assert [one.order_line_id for one in outcome.allocations] == [easy]
    assert outcome.short == {strict: 20 * KG}


def test_a_whole_wave_gets_what_order_by_order_would_have_got(db: Database) -> None:
    def one_world() -> tuple[World, list[int]]:
        w = world(db)
        for hours in (50, 30, 70, 40):
            stocked(db, w, w.rice, w.ambient_bins[hours % 3], 25 * KG, life_hours=hours)
        return w, [approved(db, w, {w.rice: kg * KG}) for kg in (30, 10, 45)]

    w, orders = one_world()
    one_by_one = [one for order in orders for one in allocated(db, w, order).allocations]
    v, orders = one_world()
    together = db.write(
        lambda tx: ledger.allocate(
            tx, v.warehouse, [demand for order in orders for demand in demands_of(tx, order)]
        )
    ).allocations

    assert [one.quantity for one in together] == [one.quantity for one in one_by_one]
    assert faults(db) == []


def test_more_than_promised_is_not_allocated(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    order = approved(db, w, {w.rice: 10 * KG})
    demands = db.read(lambda tx: demands_of(tx, order))

    outcome = db.write(lambda tx: ledger.allocate(tx, w.warehouse, demands * 2))
    again = db.write(lambda tx: ledger.allocate(tx, w.warehouse, demands))

    assert [one.quantity for one in outcome.allocations] == [10 * KG]
    assert again == Allocated([], {})
    assert faults(db) == []


def test_allocated_goods_cannot_be_moved_away(db: Database) -> None:
    w = world(db)
    lot = stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    allocated(db, w, approved(db, w, {w.rice: 40 * KG}))

    with pytest.raises(Refused, match=r"stock\.short"):
        db.write(
            lambda tx: ledger.post(tx, [a_move(lot, w.ambient_bins[0], w.ambient_bins[1], 11 * KG)])
        )
    db.write(
        lambda tx: ledger.post(tx, [a_move(lot, w.ambient_bins[0], w.ambient_bins[1], 10 * KG)])
    )
    assert faults(db) == []


def test_objects_already_read_see_what_allocating_made_of_them(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    order = approved(db, w, {w.rice: 40 * KG})

    def allocate(tx: Tx) -> tuple[int, int]:
        (line,) = lines_of(tx, order)
        balance = tx.scalars(select(Balance).where(Balance.item_id == w.rice)).one()
        ledger.allocate(tx, w.warehouse, demands_of(tx, order))
        return line.allocated, balance.allocated

    assert db.write(allocate) == (40 * KG, 40 * KG)


def test_a_balance_already_read_sees_what_posting_made_of_it(db: Database) -> None:
    w = world(db)
    lot = stocked(db, w, w.rice, w.dock, 10 * KG)

    def move_away(tx: Tx, quantity: int) -> tuple[int, bool]:
        balance = tx.scalars(select(Balance).where(Balance.place_id == w.dock)).one()
        ledger.post(tx, [a_move(lot, w.dock, w.stage, quantity)])
        return balance.on_hand, balance in tx

    assert db.write(partial(move_away, quantity=4 * KG)) == (6 * KG, True)
    assert db.write(partial(move_away, quantity=6 * KG)) == (6 * KG, False)


# Void and pick


def test_voiding_frees_what_was_not_picked(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    order = approved(db, w, {w.rice: 40 * KG})
    (allocation,) = allocated(db, w, order).allocations
    half = ledger.NewPick(ledger.move_id("half"), allocation.id, 15 * KG, w.stage, NOW)
    db.write(lambda tx: ledger.pick(tx, [half]))

    assert db.write(lambda tx: ledger.void(tx, [allocation.id])) == 1
    assert db.write(lambda tx: ledger.void(tx, [allocation.id])) == 0

    line = line_of(db, order)
    assert (line.promised, line.allocated, line.picked) == (0, 0, 15 * KG)
    assert db.read(lambda tx: ledger.available(tx, w.warehouse, [w.rice], NOW))[w.rice].free == (
        35 * KG
    )
    assert faults(db) == []


def test_picking_takes_allocated_goods_to_the_stage_once(db: Database) -> None:
    w = world(db)
    late = stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG, life_hours=90)
    soon = stocked(db, w, w.rice, w.ambient_bins[1], 30 * KG, life_hours=50)
    order = approved(db, w, {w.rice: 40 * KG})
    picks = picks_of(w, allocated(db, w, order))

    assert db.write(lambda tx: ledger.pick(tx, picks)) == 2
    assert db.write(lambda tx: ledger.pick(tx, picks)) == 0

    line = line_of(db, order)
    assert (line.promised, line.allocated, line.picked) == (0, 0, 40 * KG)
    assert db.read(lambda tx: on_hand(tx, w.stage, soon)) == 30 * KG
    assert db.read(lambda tx: on_hand(tx, w.stage, late)) == 10 * KG
    states = db.read(lambda tx: set(tx.scalars(select(Allocation.state))))
    assert states == {AllocationState.PICKED}
    assert faults(db) == []


def test_more_than_allocated_cannot_be_picked(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    (allocation,) = allocated(db, w, approved(db, w, {w.rice: 40 * KG})).allocations
    too_much = ledger.NewPick(ledger.move_id("much"), allocation.id, 41 * KG, w.stage, NOW)

    with pytest.raises(Refused, match=r"pick\.too_much"):
        db.write(lambda tx: ledger.pick(tx, [too_much]))

    most = replace(too_much, id=ledger.move_id("most"), quantity=30 * KG)
    db.write(lambda tx: ledger.pick(tx, [most]))
    again = replace(most, id=ledger.move_id("again"), quantity=11 * KG)
    with pytest.raises(Refused, match=r"pick\.too_much"):
        db.write(lambda tx: ledger.pick(tx, [again]))
    assert faults(db) == []


def test_a_voided_allocation_cannot_be_picked(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    outcome = allocated(db, w, approved(db, w, {w.rice: 40 * KG}))
    db.write(lambda tx: ledger.void(tx, [one.id for one in outcome.allocations]))

    with pytest.raises(Refused, match=r"allocation\.wrong_state"):
        db.write(lambda tx: ledger.pick(tx, picks_of(w, outcome)))


def test_a_lot_held_after_it_was_allocated_cannot_be_picked(db: Database) -> None:
    w = world(db)
    lot = stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    outcome = allocated(db, w, approved(db, w, {w.rice: 40 * KG}))
    db.write(lambda tx: ledger.set_status(tx, [lot], LotStatus.HELD))

    with pytest.raises(Refused, match=r"lot\.not_released"):
        db.write(lambda tx: ledger.pick(tx, picks_of(w, outcome)))

    assert faults(db) == []


def test_picking_what_nobody_allocated_is_not_found(db: Database) -> None:
    w = world(db)
    pick = ledger.NewPick(ledger.move_id("x"), 4711, 1, w.stage, NOW)
    with pytest.raises(NotFound):
        db.write(lambda tx: ledger.pick(tx, [pick]))


# What was where when


def test_lots_that_were_in_a_room_for_a_while_are_found_later(db: Database) -> None:
    w = world(db)

    shelf = w.chilled_bins[0]
    stays, leaves, comes, passes, never = (stocked(db, w, w.eggs, w.dock, 60) for _ in range(5))
    for hours, lot, source, target in (
        (1, stays, w.dock, shelf),
        (1, leaves, w.dock, shelf),
        (2, passes, w.dock, shelf),
        (3, leaves, shelf, w.dock),
        (3, passes, shelf, w.dock),
        (5, comes, w.dock, shelf),
        (5, never, w.dock, w.chilled_bins[1]),
    ):
        move = replace(a_move(lot, source, target, 60), at=NOW + timedelta(hours=hours))
        db.write(partial(ledger.post, moves=[move]))

    def during(since: float, until: float) -> set[int]:
        return db.read(
            lambda tx: ledger.lots_in(
                tx, [shelf], NOW + timedelta(hours=since), NOW + timedelta(hours=until)
            )
        )

    assert during(0, 0.5) == set()
    assert during(0, 1) == {stays, leaves}
    assert during(1.5, 2.5) == {stays, leaves, passes}
    assert during(3.5, 4.5) == {stays}
    assert during(3.5, 6) == {stays, comes}
    assert during(0, 9) == {stays, leaves, passes, comes}


# The proof


def test_the_proof_finds_a_balance_that_is_not_the_sum_of_its_moves(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.dock, 10 * KG)
    db.write(lambda tx: tx.execute(update(Balance).values(on_hand=9 * KG)))

    (fault,) = faults(db)

    assert (fault.rule, fault.stored, fault.proved) == ("balance.moves", 9 * KG, 10 * KG)


def test_the_proof_finds_every_kind_of_damage(db: Database) -> None:
    w = world(db)
    lot = stocked(db, w, w.rice, w.ambient_bins[0], 50 * KG)
    order = approved(db, w, {w.rice: 40 * KG})
    allocated(db, w, order)

    def damage(tx: Tx) -> None:
        tx.execute(update(Lot).where(Lot.id == lot).values(status=LotStatus.BLOCKED))
        tx.execute(update(Balance).values(allocated=1))
        tx.execute(update(Promised).values(quantity=5))
        tx.execute(update(OrderLine).values(allocated=7, picked=3))

    db.write(damage)

    assert {fault.rule for fault in faults(db)} == {
        "balance.copies",
        "balance.allocated",
        "promised.lines",
        "line.allocated",
        "line.picked",
    }


def test_the_database_itself_refuses_more_allocated_than_there_is(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.dock, 10 * KG)
    with pytest.raises(Conflict, match="bounds"):
        db.write(lambda tx: tx.execute(text("UPDATE balance SET allocated = on_hand + 1")))
    with pytest.raises(Conflict, match="bounds"):
        db.write(lambda tx: tx.execute(text("UPDATE balance SET on_hand = -1")))


def test_an_order_that_is_only_submitted_reserves_nothing(db: Database) -> None:
    w = world(db)
    stocked(db, w, w.rice, w.dock, 10 * KG)
    db.write(lambda tx: an_order(tx, w, {w.rice: 10 * KG}))
    assert (
        db.read(lambda tx: ledger.available(tx, w.warehouse, [w.rice], NOW))[w.rice].sellable
        == 10 * KG
    )


def test_two_warehouses_promise_apart(db: Database) -> None:
    w = world(db)
    db.write(a_warehouse)
    stocked(db, w, w.rice, w.ambient_bins[0], 10 * KG)
    order = db.write(lambda tx: an_order(tx, w, {w.rice: 10 * KG}).id)

    def promise_elsewhere(tx: Tx) -> None:
        lines = lines_of(tx, order)
        for line in lines:
            line.approved = line.ordered
        ledger.promise(tx, a_warehouse(tx).id, lines, fresh_until=NOW)

    with pytest.raises(Refused, match=r"stock\.short"):
        db.write(promise_elsewhere)
