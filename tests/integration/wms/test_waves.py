"""Cut-off: freezing and releasing waves, on both databases."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.builders import KG, NOW, World, a_stocked_lot, an_approved_order, lines_of, world
from tests.integration.wms.outbound import DAY, a_packed_order, state_of
from wms.db import Database, Tx
from wms.errors import Refused
from wms.inbound import quality
from wms.inbound.quality import HoldReason, NewHold
from wms.outbound import packing, picking, waves
from wms.stock import ledger
from wms.tables.facts import Fact, Outbox
from wms.tables.ordering import Order, OrderKind, OrderState
from wms.tables.outbound import Wave, WaveState
from wms.tables.stock import Allocation, LotStatus


def rice(tx: Tx, w: World, *amounts_kg: int) -> list[int]:
    """Lots of rice; each came later than the one before and keeps an hour less."""
    came = NOW - timedelta(hours=len(amounts_kg))
    return [
        a_stocked_lot(
            tx,
            w,
            w.rice,
            w.ambient_bins[0],
            kg * KG,
            life_hours=90 - at,
            received_at=came + timedelta(hours=at),
        ).id
        for at, kg in enumerate(amounts_kg)
    ]


def orders(tx: Tx, w: World, *amounts_kg: int) -> list[int]:
    return [an_approved_order(tx, w, {w.rice: kg * KG}).id for kg in amounts_kg]


def run(db: Database, w: World) -> Wave | None:
    return waves.run(db, w.warehouse, DAY, by=w.approver, now=lambda: NOW)


def test_a_wave_gives_every_order_its_lots_first_expired_first(db: Database) -> None:
    w = world(db)
    later, sooner = db.write(lambda tx: rice(tx, w, 50, 30))
    first, second = db.write(lambda tx: orders(tx, w, 40, 20))

    wave = run(db, w)
    assert wave is not None
    assert wave.number == "W-20261121-0001"
    taken = db.read(
        lambda tx: [
            (one.lot_id, one.quantity)
            for one in tx.scalars(select(Allocation).order_by(Allocation.id))
        ]
    )
    assert taken == [(sooner, 30 * KG), (later, 10 * KG), (later, 20 * KG)]
    assert {state_of(db, first), state_of(db, second)} == {OrderState.RELEASED}
    seen = db.read(lambda tx: waves.view(tx, wave.id))
    assert (seen.order_count, seen.picks, seen.picks_done, seen.weight_g) == (2, 3, 0, 60 * KG)
    assert seen.shortages == ()
    asked = db.read(
        lambda tx: tx.scalars(
            select(Outbox.consumer).join(Fact).where(Fact.kind == "WaveReleased")
        ).all()
    )
    assert sorted(asked) == ["papers", "routes"]
    assert db.read(ledger.check) == []


def test_what_is_short_is_cut_listed_and_promised_no_longer(db: Database) -> None:
    w = world(db)
    lot, _ = db.write(lambda tx: rice(tx, w, 30, 30))
    full, part, nothing = db.write(lambda tx: orders(tx, w, 20, 20, 20))
    hold = NewHold(HoldReason.QUALITY, "weevils")
    db.write(lambda tx: quality.hold(tx, [lot], hold, by=w.quality, now=NOW))

    wave = run(db, w)
    assert wave is not None
    assert [state_of(db, one) for one in (full, part, nothing)] == [
        OrderState.RELEASED,
        OrderState.RELEASED,
        OrderState.APPROVED,
    ]
    (line,) = db.read(lambda tx: lines_of(tx, part))
    assert (line.approved, line.allocated, line.promised) == (20 * KG, 10 * KG, 0)
    (waiting,) = db.read(lambda tx: lines_of(tx, nothing))
    assert (waiting.allocated, waiting.promised) == (0, 20 * KG)
    seen = db.read(lambda tx: waves.view(tx, wave.id))
    assert [(one.order_id, one.short) for one in seen.shortages] == [
        (part, 10 * KG),
        (nothing, 20 * KG),
    ]
    assert db.read(ledger.check) == []

    db.write(lambda tx: rice(tx, w, 20))
    again = run(db, w)
    assert again is not None
    assert state_of(db, nothing) is OrderState.RELEASED
    assert db.read(ledger.check) == []


def test_a_wave_may_be_released_twice_and_freezes_nothing_twice(db: Database) -> None:
    w = world(db)
    db.write(lambda tx: rice(tx, w, 100))
    (order,) = db.write(lambda tx: orders(tx, w, 10))
    wave = run(db, w)
    assert wave is not None

    assert db.write(lambda tx: waves.release(tx, wave.id, by=None, now=NOW)).id == wave.id
    assert run(db, w) is None
    with pytest.raises(Refused, match=r"wave\.empty"):
        db.write(lambda tx: waves.freeze(tx, w.warehouse, DAY, by=None, now=NOW))
    (line,) = db.read(lambda tx: lines_of(tx, order))
    assert line.allocated == 10 * KG


def test_a_wave_that_was_only_frozen_is_released_by_the_next_run(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    sqlite_db.write(lambda tx: rice(tx, w, 100))
    (order,) = sqlite_db.write(lambda tx: orders(tx, w, 10))
    sqlite_db.write(lambda tx: waves.freeze(tx, w.warehouse, DAY, by=None, now=NOW))
    assert state_of(sqlite_db, order) is OrderState.APPROVED
    with pytest.raises(Refused, match=r"wave\.empty"):
        sqlite_db.write(lambda tx: waves.freeze(tx, w.warehouse, DAY, by=None, now=NOW))

    run(sqlite_db, w)
    assert state_of(sqlite_db, order) is OrderState.RELEASED


def test_orders_for_later_days_wait_for_their_wave(sqlite_db: Database) -> None:
    w = world(sqlite_db)

    def later(tx: Tx) -> int:
        rice(tx, w, 100)
        order = an_approved_order(tx, w, {w.rice: 10 * KG})
        order.deliver_from += timedelta(days=1)
        order.deliver_until += timedelta(days=1)
        return order.id

    order = sqlite_db.write(later)
    assert run(sqlite_db, w) is None
    tomorrow = DAY + timedelta(days=1)
    assert waves.run(sqlite_db, w.warehouse, tomorrow, by=None, now=lambda: NOW) is not None
    assert state_of(sqlite_db, order) is OrderState.RELEASED


def test_express_orders_do_not_wait_for_the_others(sqlite_db: Database) -> None:
    w = world(sqlite_db)

    def place(tx: Tx) -> tuple[int, int]:
        rice(tx, w, 100)
        standard, express = orders(tx, w, 10, 20)
        tx.find(Order, express).kind = OrderKind.EXPRESS
        return standard, express

    standard, express = sqlite_db.write(place)
    waves.run(sqlite_db, w.warehouse, DAY, kind=OrderKind.EXPRESS, by=None, now=lambda: NOW)
    assert state_of(sqlite_db, express) is OrderState.RELEASED
    assert state_of(sqlite_db, standard) is OrderState.APPROVED


def test_express_orders_choose_their_lots_first(sqlite_db: Database) -> None:
    w = world(sqlite_db)

    def place(tx: Tx) -> tuple[int, int]:
        sooner, _ = rice(tx, w, 20, 10)
        standard, express = orders(tx, w, 10, 20)
        tx.find(Order, express).kind = OrderKind.EXPRESS
        ledger.set_status(tx, [sooner], LotStatus.HELD)
        return standard, express

    standard, express = sqlite_db.write(place)
    run(sqlite_db, w)
    assert state_of(sqlite_db, express) is OrderState.RELEASED
    assert state_of(sqlite_db, standard) is OrderState.APPROVED


def test_lots_that_would_be_dead_at_the_door_are_left(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    sqlite_db.write(
        lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 50 * KG, life_hours=14)
    )
    (order,) = sqlite_db.write(lambda tx: orders(tx, w, 10))
    run(sqlite_db, w)  # delivered by 22:00, and six hours of life beyond: 15 hours are needed
    assert state_of(sqlite_db, order) is OrderState.APPROVED


@pytest.mark.parametrize(("life_hours", "state"), [(15, "approved"), (16, "released")])
def test_a_lot_that_ends_when_it_must_still_be_fresh_does_not_go_into_a_wave(
    sqlite_db: Database, life_hours: int, state: str
) -> None:
    w = world(sqlite_db)
    shelf = w.ambient_bins[0]
    sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.rice, shelf, 50 * KG, life_hours=life_hours))
    (order,) = sqlite_db.write(lambda tx: orders(tx, w, 10))
    run(sqlite_db, w)
    assert state_of(sqlite_db, order) == state


def test_a_wave_is_done_when_its_last_order_is_packed(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    sqlite_db.write(lambda tx: rice(tx, w, 100))
    order_id = sqlite_db.write(lambda tx: a_packed_order(tx, w, {w.rice: 10 * KG})[0].id)
    wave_id = sqlite_db.read(lambda tx: tx.find(Order, order_id).wave_id)
    seen = sqlite_db.read(lambda tx: waves.recent(tx, w.warehouse))
    assert [(one.id, one.state, one.picks_done) for one in seen] == [(wave_id, WaveState.DONE, 1)]


def test_a_wave_is_not_done_while_an_order_waits_to_be_packed(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    sqlite_db.write(lambda tx: rice(tx, w, 100))
    first, second = sqlite_db.write(lambda tx: orders(tx, w, 10, 20))
    run(sqlite_db, w)

    def pick(tx: Tx, order_id: int) -> None:
        for one in picking.open_picks(tx, order_id):
            picking.pick(
                tx, one.allocation_id, cause=uuid4(), to_place_id=w.stage, by=w.staff, now=NOW
            )

    def state() -> WaveState:
        (wave,) = sqlite_db.read(lambda tx: waves.recent(tx, w.warehouse))
        return wave.state

    for order_id in (first, second):
        sqlite_db.write(lambda tx, order_id=order_id: pick(tx, order_id))
    sqlite_db.write(lambda tx: packing.pack(tx, first, by=w.staff, now=NOW))
    assert state() is WaveState.RELEASED
    sqlite_db.write(lambda tx: packing.pack(tx, second, by=w.staff, now=NOW))
    assert state() is WaveState.DONE
