"""Goods-in and put-away, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from devices.events import Reading as Measured
from tests.builders import (
    KG,
    NOW,
    World,
    a_bin,
    a_field_record,
    a_sensor,
    a_stocked_lot,
    facts_of,
    on_hand,
    world,
)
from wms import codes, coldroom
from wms.db import Database, Tx
from wms.errors import Refused
from wms.facts.catalogue import LotReceived
from wms.inbound import NewPutAway, NewReceipt, receiving
from wms.rules.date_marks import LabelDates
from wms.stock import ledger, lots
from wms.tables.facts import Outbox
from wms.tables.stock import Lot, LotStatus


def receipt(w: World, item_id: int, quantity: int = 100 * KG) -> NewReceipt:
    return NewReceipt(
        uuid4(), w.dock, item_id, w.supplier, quantity, "F-7", NOW - timedelta(hours=5)
    )


def test_received_goods_are_a_lot_on_the_dock_with_the_life_of_their_item(db: Database) -> None:
    w = world(db)
    record = db.write(lambda tx: a_field_record(tx, w.supplier, w.rice).id)
    lot = db.write(lambda tx: receiving.receive(tx, receipt(w, w.rice), by=w.staff, now=NOW))

    assert lot.code == "2611210001"
    assert lot.status is LotStatus.RELEASED
    assert lot.field_record_id == record
    assert lot.sell_until == NOW - timedelta(hours=5) + timedelta(hours=8760)
    assert db.read(lambda tx: on_hand(tx, w.dock, lot.id)) == 100 * KG
    (fact,) = db.read(lambda tx: facts_of(tx, LotReceived))
    assert (fact.lot_id, fact.code, fact.quantity) == (lot.id, lot.code, 100 * KG)
    assert db.read(lambda tx: tx.scalars(select(Outbox.consumer)).all()) == ["labels"]
    assert db.read(ledger.check) == []


ON = date(2026, 11, 21)
"""The day it is at the business."""


@pytest.mark.parametrize(
    ("dates", "until"),
    [
        (LabelDates(), NOW + timedelta(hours=8760)),
        (LabelDates(use_by_on=date(2026, 11, 21)), datetime(2026, 11, 21, 15, 59, 59, tzinfo=UTC)),
        (
            LabelDates(best_before_on=date(2026, 12, 11), use_by_on=date(2026, 12, 31)),
            datetime(2026, 12, 11, 15, 59, 59, tzinfo=UTC),
        ),
        (LabelDates(sell_by_on=date(2026, 12, 1)), datetime(2026, 12, 1, 15, 59, 59, tzinfo=UTC)),
        (
            LabelDates(expires_at=NOW + timedelta(minutes=1), use_by_on=date(2026, 12, 1)),
            NOW + timedelta(minutes=1),
        ),
        (
            LabelDates(produced_on=date(2026, 11, 1), use_by_on=date(2028, 1, 1)),
            datetime(2026, 10, 31, 22, tzinfo=UTC) + timedelta(hours=8760),
        ),
        (
            LabelDates(frozen_on=date(2026, 11, 1), packed_on=date(2026, 11, 20)),
            datetime(2026, 10, 31, 22, tzinfo=UTC) + timedelta(hours=8760),
        ),
    ],
)
def test_a_lot_is_sold_until_the_earlier_of_its_label_and_our_rule(
    sqlite_db: Database, dates: LabelDates, until: datetime
) -> None:
    w = world(sqlite_db)
    new = replace(receipt(w, w.rice), harvested_at=None, dates=dates)
    lot = sqlite_db.write(lambda tx: receiving.receive(tx, new, by=w.staff, now=NOW))
    assert lot.sell_until == until
    assert lots.labelled(lot) == dates


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        (LabelDates(use_by_on=ON - timedelta(days=1)), codes.Receipt.PAST_USE_BY),
        (LabelDates(best_before_on=ON - timedelta(days=1)), codes.Receipt.PAST_BEST_BEFORE),
        (LabelDates(sell_by_on=ON - timedelta(days=1)), codes.Receipt.PAST_SELL_BY),
        (LabelDates(expires_at=NOW), codes.Receipt.PAST_EXPIRY),
        (LabelDates(produced_on=ON - timedelta(days=366)), codes.Receipt.LIFE_OVER),
        (LabelDates(produced_on=ON + timedelta(days=2)), codes.Receipt.HARVEST_IN_FUTURE),
    ],
)
def test_goods_past_a_date_of_their_label_are_refused_with_the_date(
    sqlite_db: Database, dates: LabelDates, code: codes.Code
) -> None:
    w = world(sqlite_db)
    new = replace(receipt(w, w.rice), harvested_at=None, dates=dates)
    with pytest.raises(Refused) as refused:
        sqlite_db.write(lambda tx: receiving.receive(tx, new, by=w.staff, now=NOW))
    assert refused.value.code is code
    if code is codes.Receipt.PAST_USE_BY:
        assert refused.value.details == {"date": "2026-11-20", "today": "2026-11-21"}
    sure = replace(new, is_sure=True)
    with pytest.raises(Refused):
        sqlite_db.write(lambda tx: receiving.receive(tx, sure, by=w.staff, now=NOW))


def test_a_date_far_ahead_is_believed_when_somebody_says_so(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    far = LabelDates(use_by_on=date(2049, 12, 31))
    new = replace(receipt(w, w.rice), harvested_at=None, dates=far)
    with pytest.raises(Refused, match=r"receipt\.date_far"):
        sqlite_db.write(lambda tx: receiving.receive(tx, new, by=w.staff, now=NOW))
    sure = replace(new, is_sure=True)
    lot = sqlite_db.write(lambda tx: receiving.receive(tx, sure, by=w.staff, now=NOW))
    assert lot.sell_until == NOW + timedelta(hours=8760)


def test_a_lot_is_of_the_last_sowing_before_its_harvest(sqlite_db: Database) -> None:
    w = world(sqlite_db)

    def sow(tx: Tx) -> list[int]:
        records = [a_field_record(tx, w.supplier, w.rice) for _ in range(3)]
        for record, days in zip(records, (200, 60, -1), strict=True):
            record.sown_on = (NOW - timedelta(days=days)).date()
        return [record.id for record in records]

    _long_ago, last, _after_the_harvest = sqlite_db.write(sow)
    lot = sqlite_db.write(lambda tx: receiving.receive(tx, receipt(w, w.rice), by=None, now=NOW))
    assert lot.field_record_id == last


def test_the_same_receipt_again_is_the_same_lot(db: Database) -> None:
    w = world(db)
    new = receipt(w, w.rice)
    first = db.write(lambda tx: receiving.receive(tx, new, by=w.staff, now=NOW))
    again = db.write(lambda tx: receiving.receive(tx, new, by=w.staff, now=NOW))
    assert again.id == first.id
    assert db.read(lambda tx: on_hand(tx, w.dock, first.id)) == 100 * KG


def test_an_item_that_needs_a_residue_test_waits_for_it(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    lot = sqlite_db.write(
        lambda tx: receiving.receive(tx, receipt(w, w.cabbage), by=w.staff, now=NOW)
    )
    assert lot.status is LotStatus.TESTING
    stock = sqlite_db.read(lambda tx: ledger.available(tx, w.warehouse, [w.cabbage], NOW))
    assert (stock[w.cabbage].on_hand, stock[w.cabbage].free) == (100 * KG, 0)


def test_wrong_receipts_are_refused(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    good = receipt(w, w.cabbage)
    for bad, code in (
        (replace(good, quantity=0), r"quantity\.out_of_range"),
        (replace(good, quantity=10**13), r"quantity\.out_of_range"),
        (replace(good, dock_place_id=w.stage), r"place\.not_dock"),
        (replace(good, harvested_at=NOW + timedelta(days=2)), r"receipt\.harvest_in_future"),
        (replace(good, harvested_at=NOW - timedelta(days=4)), r"receipt\.life_over"),
    ):
        with pytest.raises(Refused, match=code):
            sqlite_db.write(lambda tx, bad=bad: receiving.receive(tx, bad, by=w.staff, now=NOW))


def put_away(db: Database, w: World, lot_id: int, place_id: int, quantity: int | None) -> int:
    new = NewPutAway(uuid4(), lot_id, w.dock, place_id, quantity)
    return db.write(lambda tx: receiving.put_away(tx, new, by=w.staff, now=NOW))


def test_put_away_moves_all_that_is_free_unless_told_otherwise(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.dock, 100 * KG).id)
    first, second, _ = w.ambient_bins

    assert put_away(db, w, lot, first, 30 * KG) == 30 * KG
    assert put_away(db, w, lot, second, None) == 70 * KG
    assert db.read(lambda tx: (on_hand(tx, w.dock, lot), on_hand(tx, first, lot))) == (0, 30 * KG)
    with pytest.raises(Refused, match=r"stock\.short"):
        put_away(db, w, lot, first, None)
    assert db.read(ledger.check) == []


def test_goods_are_stored_only_where_it_is_as_cold_as_they_need(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    lot = sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.dumplings, w.dock, 10 * KG).id)
    for place_id in (w.chilled_bins[0], w.ambient_bins[0]):
        with pytest.raises(Refused, match=r"place\.wrong_temperature"):
            put_away(sqlite_db, w, lot, place_id, None)
    with pytest.raises(Refused, match=r"place\.not_storage"):
        put_away(sqlite_db, w, lot, w.stage, None)
    assert put_away(sqlite_db, w, lot, w.frozen_bins[0], None) == 10 * KG


def test_goods_put_into_a_room_that_is_too_warm_are_held_at_once(db: Database) -> None:
    w = world(db)
    cold, warm = db.write(lambda tx: [a_stocked_lot(tx, w, w.eggs, w.dock, 90).id for _ in "ab"])
    put_away(db, w, cold, w.chilled_bins[0], 30)
    sensor = db.write(lambda tx: a_sensor(tx, w.chilled_room).code.removesuffix(":temperature"))
    minutes = [NOW + timedelta(minutes=at) for at in range(12)]
    readings = [
        Measured(uuid4(), sensor, at, at, sensor, "temperature", 11.0, "C", "good")
        for at in minutes
    ]
    stored = db.write(lambda tx: coldroom.store(tx, readings, received_at=minutes[-1]))
    assert stored.faults == 0

    put_away(db, w, warm, w.chilled_bins[1], 60)

    assert db.read(lambda tx: tx.find(Lot, warm).status) is LotStatus.HELD
    stock = db.read(lambda tx: ledger.available(tx, w.warehouse, [w.eggs], NOW))
    assert stock[w.eggs].free == 0
    assert db.read(ledger.check) == []


def test_a_bin_takes_no_more_than_it_holds(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.eggs, w.dock, 900).id)
    small = db.write(lambda tx: a_bin(tx, w.chilled_room, capacity_g=30_000).id)

    assert put_away(db, w, lot, small, 300) == 300
    with pytest.raises(Refused, match=r"place\.full.*free_g=12000"):
        put_away(db, w, lot, small, 201)
    assert put_away(db, w, lot, small, 200) == 200
