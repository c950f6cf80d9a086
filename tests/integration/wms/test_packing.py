"""Picking and packing, on both databases."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import select

from labels.gs1 import verify_check_digit
from tests.builders import KG, NOW, World, a_stocked_lot, lines_of, on_hand, world
from tests.integration.wms.outbound import a_packed_order, a_released_order, state_of
from wms.db import Database, Tx
from wms.errors import Refused
from wms.inbound import quality
from wms.inbound.quality import HoldReason, NewHold
from wms.outbound import packing, picking, stopped
from wms.stock import ledger
from wms.stock.ledger import NewReturn
from wms.tables.facts import Fact
from wms.tables.masterdata import Place
from wms.tables.ordering import OrderState
from wms.tables.outbound import Parcel


def stock(tx: Tx, w: World) -> dict[str, int]:
    """Two lots of rice, one of eggs; the first rice expires first."""
    first, second = (
        a_stocked_lot(tx, w, w.rice, place_id, 50 * KG, life_hours=life).id
        for place_id, life in zip(w.ambient_bins, (50, 70), strict=False)
    )
    eggs = a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 300).id
    return {"first": first, "second": second, "eggs": eggs}


def an_order(db: Database, w: World) -> int:
    lines = {w.rice: 60 * KG, w.eggs: 30}
    return db.write(lambda tx: a_released_order(tx, w, lines).id)


def pick_next(db: Database, w: World, order_id: int) -> picking.Pick:
    def pick(tx: Tx) -> picking.Pick:
        (one, *_) = picking.open_picks(tx, order_id)
        picking.pick(tx, one.allocation_id, cause=uuid4(), to_place_id=w.stage, by=w.staff, now=NOW)
        return one

    return db.write(pick)


def hold(db: Database, w: World, lot_id: int) -> None:
    new = NewHold(HoldReason.QUALITY, "smell")
    db.write(lambda tx: quality.hold(tx, [lot_id], new, by=w.quality, now=NOW))


def test_picks_follow_the_walk_and_the_last_makes_the_order_picked(db: Database) -> None:
    w = world(db)
    db.write(lambda tx: stock(tx, w))
    order_id = an_order(db, w)

    shown = db.read(lambda tx: picking.open_picks(tx, order_id))
    assert [one.place_code for one in shown] == sorted(one.place_code for one in shown)
    assert sorted(one.quantity for one in shown) == [30, 10 * KG, 50 * KG]
    for left in (2, 1, 0):
        assert state_of(db, order_id) is OrderState.RELEASED
        pick_next(db, w, order_id)
        assert len(db.read(lambda tx: picking.open_picks(tx, order_id))) == left
    assert state_of(db, order_id) is OrderState.PICKED
    assert db.read(ledger.check) == []


def test_the_walk_goes_along_an_aisle_before_the_next(sqlite_db: Database) -> None:
    w = world(sqlite_db)

    def spread(tx: Tx) -> list[int]:
        corners = ((900, 0), (0, 200), (0, 0))
        for place_id, (x_cm, y_cm) in zip(w.ambient_bins, corners, strict=True):
            place = tx.find(Place, place_id)
            place.plan_x_cm, place.plan_y_cm = x_cm, y_cm
            a_stocked_lot(tx, w, w.rice, place_id, 10 * KG)
        return [w.ambient_bins[2], w.ambient_bins[0], w.ambient_bins[1]]

    walk = sqlite_db.write(spread)
    order_id = sqlite_db.write(lambda tx: a_released_order(tx, w, {w.rice: 30 * KG}).id)
    shown = sqlite_db.read(lambda tx: picking.open_picks(tx, order_id))
    assert [one.place_id for one in shown] == walk


def test_a_pick_put_back_lies_on_its_shelf_allocated_as_before(db: Database) -> None:
    w = world(db)
    lots = db.write(lambda tx: stock(tx, w))
    order_id = an_order(db, w)
    one = pick_next(db, w, order_id)
    assert one.lot_id == lots["first"]

    back = NewReturn(uuid4(), one.allocation_id, one.quantity, w.stage, NOW, w.staff)
    db.write(lambda tx: picking.put_back(tx, back))
    db.write(lambda tx: picking.put_back(tx, back))

    assert db.read(lambda tx: on_hand(tx, one.place_id, one.lot_id)) == 50 * KG
    assert len(db.read(lambda tx: picking.open_picks(tx, order_id))) == 3
    assert db.read(ledger.check) == []
    assert pick_next(db, w, order_id).allocation_id == one.allocation_id


def test_a_lot_held_after_the_wave_is_exchanged_before_anybody_walks_to_it(db: Database) -> None:
    w = world(db)
    lots = db.write(lambda tx: stock(tx, w))
    order_id = an_order(db, w)
    hold(db, w, lots["first"])

    with pytest.raises(Refused, match=r"lot\.not_released"):
        pick_next(db, w, order_id)
    ready = db.write(lambda tx: picking.prepare(tx, order_id, now=NOW))
    assert {one.lot_id for one in ready.picks} == {lots["second"], lots["eggs"]}
    assert [(one.item_id, one.short) for one in ready.cut] == [(w.rice, 10 * KG)]
    lines = db.read(lambda tx: lines_of(tx, order_id))
    assert [(line.allocated, line.promised) for line in lines] == [(50 * KG, 0), (30, 0)]
    assert db.read(ledger.check) == []


def test_a_lot_that_ends_at_this_moment_is_exchanged_and_not_picked(db: Database) -> None:
    w = world(db)
    lots = db.write(lambda tx: stock(tx, w))
    order_id = an_order(db, w)
    before = db.read(lambda tx: picking.open_picks(tx, order_id))
    (ending,) = [one for one in before if one.lot_id == lots["first"]]
    ends_at = NOW + timedelta(hours=50)
    pick = partial(
        picking.pick,
        allocation_id=ending.allocation_id,
        cause=uuid4(),
        to_place_id=w.stage,
        by=w.staff,
    )

    with pytest.raises(Refused, match=r"lot\.expired"):
        db.write(partial(pick, now=ends_at))
    a_moment_before = db.write(
        lambda tx: picking.prepare(tx, order_id, now=ends_at - timedelta(seconds=1))
    )
    assert lots["first"] in {one.lot_id for one in a_moment_before.picks}
    ready = db.write(lambda tx: picking.prepare(tx, order_id, now=ends_at))
    assert lots["first"] not in {one.lot_id for one in ready.picks}
    assert db.read(ledger.check) == []


def test_each_temperature_class_is_its_own_parcel_with_a_right_sscc(db: Database) -> None:
    w = world(db)
    db.write(lambda tx: stock(tx, w))
    order_id = an_order(db, w)
    for _ in range(3):
        pick_next(db, w, order_id)
    parcels = db.write(lambda tx: packing.pack(tx, order_id, by=w.staff, now=NOW))

    assert [parcel.weight_g for parcel in parcels] == [60 * KG, 30 * 60]
    assert len({parcel.sscc for parcel in parcels}) == 2
    for parcel in parcels:
        verify_check_digit("SSCC", parcel.sscc)
        assert parcel.place_id == w.stage
    assert state_of(db, order_id) is OrderState.PACKED
    with pytest.raises(Refused, match=r"order\.wrong_state"):
        db.write(lambda tx: packing.pack(tx, order_id, by=w.staff, now=NOW))
    facts = db.read(lambda tx: tx.scalars(select(Fact.kind)).all())
    assert {"OrderPicked", "OrderPacked"} <= set(facts)


def test_a_scale_decides_the_weight_unless_it_cannot_be_right(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    sqlite_db.write(lambda tx: stock(tx, w))
    order_id = sqlite_db.write(lambda tx: a_released_order(tx, w, {w.rice: 10 * KG}).id)
    pick_next(sqlite_db, w, order_id)

    def pack(tx: Tx, weight_g: int) -> list[Parcel]:
        return packing.pack(tx, order_id, weight_g=weight_g, by=w.staff, now=NOW)

    for wrong_g in (9_499, 10_501):
        with pytest.raises(Refused, match=r"packing\.weight_off"):
            sqlite_db.write(lambda tx, wrong_g=wrong_g: pack(tx, wrong_g))
    (parcel,) = sqlite_db.write(lambda tx: pack(tx, 10_320))
    assert parcel.weight_g == 10_320


def test_a_lot_blocked_after_picking_is_taken_out_and_the_rest_is_packed(db: Database) -> None:
    w = world(db)
    lots = db.write(lambda tx: stock(tx, w))
    order_id = an_order(db, w)
    for _ in range(3):
        pick_next(db, w, order_id)
    with pytest.raises(Refused, match=r"lot\.not_held"):
        db.write(
            lambda tx: stopped.take_out(
                tx, order_id, lots["eggs"], cause=uuid4(), by=w.staff, now=NOW
            )
        )
    hold(db, w, lots["eggs"])
    with pytest.raises(Refused, match=r"lot\.not_released"):
        db.write(lambda tx: packing.pack(tx, order_id, by=w.staff, now=NOW))
    (seen,) = db.read(lambda tx: stopped.stopped(tx, w.warehouse, now=NOW))
    assert (seen.order_id, seen.lot_id, seen.quantity) == (order_id, lots["eggs"], 30)
    assert seen.shelf == db.read(lambda tx: tx.find(Place, w.chilled_bins[0]).code)

    db.write(
        lambda tx: stopped.take_out(tx, order_id, lots["eggs"], cause=uuid4(), by=w.staff, now=NOW)
    )
    assert db.read(lambda tx: stopped.stopped(tx, w.warehouse, now=NOW)) == []
    parcels = db.write(lambda tx: packing.pack(tx, order_id, by=w.staff, now=NOW))
    assert [parcel.weight_g for parcel in parcels] == [60 * KG]
    assert db.read(ledger.check) == []


def test_a_lot_blocked_after_packing_is_taken_out_and_the_rest_goes(db: Database) -> None:
    w = world(db)
    lots = db.write(lambda tx: stock(tx, w))
    order_id = db.write(lambda tx: a_packed_order(tx, w, {w.rice: 60 * KG, w.eggs: 30})[0].id)
    hold(db, w, lots["eggs"])

    take = lambda tx: stopped.take_out(  # noqa: E731
        tx, order_id, lots["eggs"], cause=uuid4(), by=w.staff, now=NOW
    )
    db.write(take)
    left = db.read(lambda tx: tx.scalars(select(Parcel.weight_g)).all())
    assert left == [60 * KG]
    assert db.read(lambda tx: on_hand(tx, w.chilled_bins[0], lots["eggs"])) == 300
    assert {goods.lot_id for goods in db.read(lambda tx: packing.goods_of(tx, order_id))} == {
        lots["first"],
        lots["second"],
    }
    assert db.read(ledger.check) == []
