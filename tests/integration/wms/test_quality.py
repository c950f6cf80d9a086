"""Residue tests, holds, releases and recalls, on both databases."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from devices.events import Reading as Measured
from tests.builders import KG, NOW, World, a_sensor, a_stocked_lot, facts_of, world
from wms import coldroom
from wms.db import Database
from wms.errors import Refused
from wms.facts.catalogue import LotHeld, Subject, SubjectKind
from wms.inbound import quality, repack
from wms.inbound.quality import Chosen, HoldReason, NewHold, NewTest
from wms.inbound.repack import Input, NewRepack
from wms.stock import ledger
from wms.tables.coldroom import Excursion
from wms.tables.facts import Fact
from wms.tables.stock import Balance, Lot, LotStatus


def a_test(db: Database, w: World, lot_id: int, *, passed: bool) -> int:
    new = NewTest(lot_id, passed, "enzyme inhibition", 12.5 if passed else 64.0)
    return db.write(lambda tx: quality.record_test(tx, new, by=w.quality, now=NOW).id)


def status(db: Database, lot_id: int) -> LotStatus:
    return db.read(lambda tx: tx.find(Lot, lot_id).status)


def release(db: Database, w: World, lot_id: int) -> Lot:
    return db.write(
        lambda tx: quality.release(tx, lot_id, note="looked at it", by=w.quality, now=NOW)
    )


def packed_in_nitrogen(db: Database, w: World, lot_id: int) -> int:
    new = NewRepack(
        uuid4(), (Input(lot_id, w.chilled_bins[0], 50 * KG),), w.chilled_bins[1], 50 * KG
    )
    return db.write(lambda tx: repack.nitrogen(tx, new, by=w.staff, now=NOW).id)


def cabbages(db: Database, w: World, status: LotStatus = LotStatus.RELEASED) -> int:
    return db.write(
        lambda tx: a_stocked_lot(tx, w, w.cabbage, w.chilled_bins[0], 100 * KG, status=status).id
    )


def test_a_passed_test_opens_the_gate(db: Database) -> None:
    w = world(db)
    lot = cabbages(db, w, LotStatus.TESTING)
    a_test(db, w, lot, passed=True)

    assert status(db, lot) is LotStatus.RELEASED
    assert db.read(lambda tx: tx.scalars(select(Balance.status)).all()) == [LotStatus.RELEASED]


def test_a_failed_test_blocks_the_lot_and_all_that_was_made_of_it(db: Database) -> None:
    w = world(db)
    lot = cabbages(db, w, LotStatus.TESTING)
    a_test(db, w, lot, passed=True)
    child = packed_in_nitrogen(db, w, lot)
    a_test(db, w, lot, passed=False)

    assert (status(db, lot), status(db, child)) == (LotStatus.BLOCKED, LotStatus.BLOCKED)
    for blocked in (lot, child):
        with pytest.raises(Refused, match=r"lot\.residue_failed"):
            release(db, w, blocked)
    stock = db.read(lambda tx: ledger.available(tx, w.warehouse, [w.cabbage], NOW))
    assert stock[w.cabbage].free == 0

    a_test(db, w, lot, passed=True)
    assert status(db, lot) is LotStatus.BLOCKED
    assert release(db, w, lot).status is LotStatus.RELEASED
    assert release(db, w, child).status is LotStatus.RELEASED
    assert db.read(ledger.check) == []


def test_a_lot_is_sellable_only_when_each_of_its_holds_is_released(db: Database) -> None:
    w = world(db)
    lot = cabbages(db, w, LotStatus.TESTING)
    hold = NewHold(HoldReason.QUALITY, "smell", "smells odd")
    assert db.write(lambda tx: quality.hold(tx, [lot], hold, by=w.quality, now=NOW)) == [lot]
    assert db.write(lambda tx: quality.hold(tx, [lot], hold, by=w.quality, now=NOW)) == []
    assert status(db, lot) is LotStatus.HELD

    assert release(db, w, lot).status is LotStatus.TESTING
    with pytest.raises(Refused, match=r"lot\.not_held"):
        release(db, w, lot)
    a_test(db, w, lot, passed=True)
    assert status(db, lot) is LotStatus.RELEASED


def test_only_a_person_with_a_reason_releases(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    lot = cabbages(sqlite_db, w)
    hold = NewHold(HoldReason.QUALITY, "smell")
    sqlite_db.write(lambda tx: quality.hold(tx, [lot], hold, by=None, now=NOW))
    for by, note, code in ((None, "ok", "person_needed"), (w.quality, " ", "note_missing")):
        with pytest.raises(Refused, match=code):
            sqlite_db.write(
                lambda tx, by=by, note=note: quality.release(tx, lot, note=note, by=by, now=NOW)
            )


def test_many_lots_of_one_cause_are_one_piece_of_news(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    lots = [cabbages(sqlite_db, w) for _ in range(60)]
    hold = NewHold(HoldReason.QUALITY, "flood")
    sqlite_db.write(lambda tx: quality.hold(tx, lots, hold, by=w.quality, now=NOW))
    (fact,) = sqlite_db.read(lambda tx: facts_of(tx, LotHeld))
    assert fact.subject == Subject(SubjectKind.HOLD, "flood")
    assert (fact.lot_id, fact.lot_count, len(fact.lots)) == (None, 60, 50)
    home = select(Fact.warehouse_id).where(Fact.kind == LotHeld.kind)
    assert sqlite_db.read(lambda tx: tx.scalars(home).all()) == [w.warehouse]


def test_a_release_takes_the_hours_away_that_the_warm_room_cost(db: Database) -> None:
    w = world(db)
    lot_id = db.write(
        lambda tx: a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 300, life_hours=400).id
    )
    sensor = db.write(lambda tx: a_sensor(tx, w.chilled_room).code)
    db.write(lambda tx: coldroom.store(tx, warm_for_ten_hours(sensor), received_at=later(10)))
    assert status(db, lot_id) is LotStatus.HELD

    shown = db.read(lambda tx: quality.proposal(tx, lot_id, now=later(10)))
    assert shown.refusal is None
    assert [hold.reason for hold in shown.holds] == ["excursion"]
    # Born 6 hours before it came; leaves in air are judged from 20 °C: 30 °C costs 1.5 more hours.
    assert shown.sell_until_after < shown.sell_until
    sure = Chosen(is_sure=True)
    lot = db.write(
        lambda tx: quality.release(tx, lot_id, note="firm", by=w.quality, now=later(10), what=sure)
    )
    assert lot.sell_until == shown.sell_until_after
    assert db.read(lambda tx: tx.scalars(select(Balance.sell_until)).all()) == [lot.sell_until]
    assert db.read(ledger.check) == []


def later(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def warm_for_ten_hours(code: str) -> list[Measured]:
    device, _, _ = code.partition(":")
    return [
        Measured(uuid4(), device, at, at, device, "temperature", 45.0, "C", "good")
        for at in (later(minutes / 60) for minutes in range(0, 600, 10))
    ]


def test_a_lot_whose_life_the_heat_has_ended_is_not_released(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    lot_id = sqlite_db.write(
        lambda tx: a_stocked_lot(tx, w, w.cabbage, w.chilled_bins[0], 300, life_hours=70).id
    )
    sensor = sqlite_db.write(lambda tx: a_sensor(tx, w.chilled_room).code)
    readings = warm_for_ten_hours(sensor)
    sqlite_db.write(lambda tx: coldroom.store(tx, readings, received_at=later(10)))
    with pytest.raises(Refused, match=r"lot\.expired"):
        sqlite_db.write(
            lambda tx: quality.release(tx, lot_id, note="?", by=w.quality, now=later(10))
        )


def test_a_release_ends_the_chosen_hold_and_leaves_the_others(db: Database) -> None:
    w = world(db)
    lot = cabbages(db, w)
    for cause, reason in (("smell", HoldReason.QUALITY), ("excursion:1", HoldReason.EXCURSION)):
        new = NewHold(reason, cause)
        db.write(lambda tx, new=new: quality.hold(tx, [lot], new, by=w.quality, now=NOW))
    with pytest.raises(Refused, match=r"release\.which"):
        release(db, w, lot)
    first, second = db.read(lambda tx: quality.proposal(tx, lot, now=NOW)).holds

    def let_go(hold: int) -> LotStatus:
        what = Chosen((hold,))
        return db.write(
            lambda tx: quality.release(tx, lot, note="ok", by=w.quality, now=NOW, what=what)
        ).status

    assert let_go(first.id) is LotStatus.HELD
    with pytest.raises(Refused, match=r"lot\.not_held"):
        let_go(first.id)
    assert db.read(lambda tx: quality.proposal(tx, lot, now=NOW)).holds == (second,)
    assert let_go(second.id) is LotStatus.TESTING


def test_a_person_stops_a_lot_with_all_that_was_made_of_it(db: Database) -> None:
    w = world(db)
    lot = cabbages(db, w)
    child = packed_in_nitrogen(db, w, lot)
    stopped = db.write(
        lambda tx: quality.hold_family(tx, lot, note="smells", by=w.quality, now=NOW)
    )
    assert stopped == [lot, child]
    assert (status(db, lot), status(db, child)) == (LotStatus.HELD, LotStatus.HELD)
    release(db, w, child)
    assert (status(db, lot), status(db, child)) == (LotStatus.HELD, LotStatus.RELEASED)


@pytest.mark.parametrize(("passed", "measured"), [(True, 95.0), (True, 50.0), (False, 12.0)])
def test_a_value_that_contradicts_the_verdict_is_not_kept(
    sqlite_db: Database, passed: bool, measured: float
) -> None:
    w = world(sqlite_db)
    new = NewTest(cabbages(sqlite_db, w, LotStatus.TESTING), passed, "enzyme", measured)
    with pytest.raises(Refused, match=r"lab_test\.contradicts"):
        sqlite_db.write(lambda tx: quality.record_test(tx, new, by=w.quality, now=NOW))


@pytest.mark.parametrize(("peak", "again"), [(45.0, False), (45.5, False), (46.5, True)])
def test_what_is_released_while_it_is_warm_is_held_again_when_it_gets_warmer(
    db: Database, peak: float, again: bool
) -> None:
    w = world(db)
    lots = [
        db.write(lambda tx: a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 30, life_hours=400).id)
        for _ in range(2)
    ]
    sensor = db.write(lambda tx: a_sensor(tx, w.chilled_room).code)
    readings = warm_for_ten_hours(sensor)
    db.write(lambda tx: coldroom.store(tx, readings, received_at=later(10)))
    excursion = db.read(lambda tx: tx.scalars(select(Excursion.id)).one())
    shown = db.read(lambda tx: quality.proposals(tx, excursion, now=later(10)))
    assert [(one.lot_id, one.refusal, one.holds[0].is_lasting) for one in shown] == [
        (lot, None, True) for lot in lots
    ]

    def let_go(what: Chosen) -> int:
        return db.write(
            lambda tx: quality.release_of_excursion(
                tx, excursion, what, note="firm", by=w.quality, now=later(10)
            )
        )

    with pytest.raises(Refused, match=r"release\.nothing_chosen"):
        let_go(Chosen())
    with pytest.raises(Refused, match=r"release\.lasting"):
        let_go(Chosen(tuple(lots)))
    assert let_go(Chosen(tuple(lots), is_sure=True)) == 2
    device = sensor.partition(":")[0]
    at = later(10.1)
    worse = Measured(uuid4(), device, at, at, device, "temperature", peak, "C", "good")
    db.write(lambda tx: coldroom.store(tx, [worse], received_at=at))
    wanted = LotStatus.HELD if again else LotStatus.RELEASED
    assert {status(db, lot) for lot in lots} == {wanted}
