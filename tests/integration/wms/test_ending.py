"""Nothing dead goes on, an order that cannot be served ends, and its goods go back by scans."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.builders import KG, NOW, a_stocked_lot, facts_of, lines_of, on_hand, world
from tests.integration.wms.floor_station import Gun
from tests.integration.wms.outbound import a_packed_order, a_released_order, a_trip, state_of
from wms import ordering
from wms.db import Database, Tx
from wms.errors import Refused
from wms.facts.catalogue import Delivered, OrderCancelled, OrderShort
from wms.outbound import ending, loading, packing, picking, stopped
from wms.stock import ledger
from wms.tables.masterdata import Place
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Lot
from wms.tables.transport import Stop, TripState
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, NewProof
from wms.transport.load import aboard

STATES = ("released", "half picked", "picked", "packed", "half aboard", "loaded")


class House:
    """20 kg of one lot of rice and 300 eggs, an order for some of both, and how far it got."""

    def __init__(self, db: Database, state: str) -> None:
        self.db, self.w = db, world(db)
        self.trip = 0
        self.rice, self.eggs, self.order = db.write(lambda tx: self._made(tx, state))

    def _made(self, tx: Tx, state: str) -> tuple[int, int, int]:
        w = self.w
        rice = a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 20 * KG).id
        eggs = a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 300).id
        lines = {w.rice: 20 * KG, w.eggs: 60}
        if state in ("packed", "half aboard", "loaded"):
            order, parcels = a_packed_order(tx, w, lines)
            self.trip = a_trip(tx, w, [order]).id
            aboard_now = {"packed": 0, "half aboard": 1, "loaded": 2}[state]
            for parcel in parcels[:aboard_now]:
                loading.load(tx, self.trip, parcel.sscc, by=w.staff, now=NOW)
            return rice, eggs, order.id
        order = a_released_order(tx, w, lines)
        reaches = {"released": 0, "half picked": 1, "picked": 2}[state]
        for one in picking.open_picks(tx, order.id)[:reaches]:
            picking.pick(
                tx, one.allocation_id, cause=uuid4(), to_place_id=w.stage, by=w.staff, now=NOW
            )
        return rice, eggs, order.id

    def ends_too_soon(self, lot_id: int) -> None:
        """The lot lives for two hours more, and the order arrives after that."""

        def shorten(tx: Tx) -> None:
            ledger.set_sell_until(tx, lot_id, NOW + timedelta(hours=2))
            tx.find(Order, self.order).deliver_until = NOW + timedelta(hours=3)

        self.db.write(shorten)

    def cancel(self, by: int) -> Order:
        def act(tx: Tx) -> Order:
            version = tx.find(Order, self.order).version
            return ordering.cancel(
                tx, self.order, version=version, reason="no more", by=by, now=NOW
            )

        return self.db.write(act)

    def take_out(self, lot_id: int) -> None:
        self.db.write(
            lambda tx: stopped.take_out(
                tx, self.order, lot_id, cause=uuid4(), by=self.w.staff, now=NOW
            )
        )


def refused(db: Database, act: Callable[[Tx], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        db.write(act)
    return caught.value


def test_what_dies_before_it_arrives_is_not_packed_and_is_shown(db: Database) -> None:
    at = House(db, "picked")
    at.ends_too_soon(at.rice)
    pack = refused(db, lambda tx: packing.pack(tx, at.order, by=at.w.staff, now=NOW))
    assert pack.code == "lot.expired"
    (seen,) = db.read(lambda tx: stopped.stopped(tx, at.w.warehouse, now=NOW))
    assert (seen.lot_id, seen.quantity, seen.is_over) == (at.rice, 20 * KG, True)


def test_what_died_is_replaced_by_another_lot_and_picked_again(db: Database) -> None:
    at = House(db, "picked")
    at.ends_too_soon(at.rice)
    fresh = db.write(lambda tx: a_stocked_lot(tx, at.w, at.w.rice, at.w.ambient_bins[1], 90 * KG))
    at.take_out(at.rice)
    assert state_of(db, at.order) is OrderState.RELEASED
    (one,) = db.read(lambda tx: picking.open_picks(tx, at.order))
    assert (one.lot_id, one.quantity) == (fresh.id, 20 * KG)
    assert db.read(lambda tx: facts_of(tx, OrderShort)) == []
    assert db.read(lambda tx: on_hand(tx, at.w.ambient_bins[0], at.rice)) == 20 * KG
    assert db.read(ledger.check) == []


@pytest.mark.parametrize("state", ["picked", "packed"])
def test_what_cannot_be_replaced_is_cut_and_said(db: Database, state: str) -> None:
    at = House(db, state)
    at.ends_too_soon(at.rice)
    at.take_out(at.rice)
    (said,) = db.read(lambda tx: facts_of(tx, OrderShort))
    assert [one.quantity for one in said.missing] == [20 * KG]
    assert state_of(db, at.order) in (OrderState.PICKED, OrderState.PACKED)
    at.ends_too_soon(at.eggs)
    at.take_out(at.eggs)
    assert state_of(db, at.order) is OrderState.CANCELLED
    assert len(db.read(lambda tx: facts_of(tx, OrderCancelled))) == 1
    assert db.read(lambda tx: ending.strays(tx, at.w.warehouse)) == []
    assert db.read(ledger.check) == []


def test_nothing_dead_is_loaded_or_driven_out(db: Database) -> None:
    at = House(db, "half aboard")
    at.ends_too_soon(at.eggs)
    left = db.read(
        lambda tx: tx.scalars(select(Parcel.sscc).where(Parcel.state == ParcelState.PACKED)).one()
    )
    load = refused(db, lambda tx: loading.load(tx, at.trip, left, by=at.w.staff, now=NOW))
    assert load.code == "lot.expired"


def test_a_trip_with_dead_goods_stays_or_leaves_them_behind(db: Database) -> None:
    at = House(db, "loaded")
    other, trip = db.write(lambda tx: _another_order_aboard(tx, at))
    at.ends_too_soon(at.rice)
    go = refused(db, lambda tx: dispatch.depart(tx, trip, by=at.w.approver, now=NOW))
    assert go.code == "trip.expired"
    assert go.details["lots"] == [db.read(lambda tx: tx.find(Lot, at.rice).code)]
    db.write(lambda tx: dispatch.depart(tx, trip, forced_reason="late", by=at.w.approver, now=NOW))
    assert state_of(db, at.order) is OrderState.PACKED
    assert state_of(db, other) is OrderState.LOADED
    assert db.read(lambda tx: aboard(tx, [at.order])) == []
    assert db.read(lambda tx: on_hand(tx, at.w.stage, at.rice)) == 20 * KG
    at.take_out(at.rice)
    assert db.read(ledger.check) == []


def _another_order_aboard(tx: Tx, at: House) -> tuple[int, int]:
    order, (parcel,) = a_packed_order(tx, at.w, {at.w.eggs: 30})
    stop = tx.scalars(select(Stop).where(Stop.order_id == at.order)).one()
    tx.add(
        Stop(
            trip_id=stop.trip_id,
            position=2,
            order_id=order.id,
            shop_id=order.shop_id,
            state=stop.state,
            arrives_at=stop.arrives_at,
            leaves_at=stop.leaves_at,
        )
    )
    tx.flush()
    loading.load(tx, stop.trip_id, parcel.sscc, by=at.w.staff, now=NOW)
    return order.id, stop.trip_id


def test_what_died_on_the_road_is_shown_to_the_driver_and_flagged(sqlite_db: Database) -> None:
    db = sqlite_db
    at = House(db, "loaded")
    trip = db.write(lambda tx: dispatch.depart(tx, at.trip, by=at.w.approver, now=NOW))
    assert trip.state is TripState.DEPARTED
    at.ends_too_soon(at.rice)
    late = NOW + timedelta(hours=4)
    day = db.read(lambda tx: delivery.driver_day(tx, at.w.driver, NOW.date()))
    over = {one.lot_id: one.is_over(late) for one in day.trips[0].stops[0].lines}
    assert over == {at.rice: True, at.eggs: False}
    cargo = db.read(lambda tx: aboard(tx, [at.order]))
    lines = tuple(DoorLine(one.order_line_id, one.lot_id, one.quantity) for one in cargo)
    stop = db.read(lambda tx: tx.scalars(select(Stop.id)).one())
    new = NewProof(uuid4(), stop, "Li Na", late, lines)
    db.write(lambda tx: delivery.prove(tx, new, by=at.w.driver, now=late))
    (fact,) = db.read(lambda tx: facts_of(tx, Delivered))
    assert fact.flags == ("proof.expired_lot",)


@pytest.mark.parametrize("state", STATES)
def test_the_office_ends_an_order_at_every_state_and_its_goods_go_back(
    db: Database, state: str
) -> None:
    at = House(db, state)
    at.cancel(at.w.approver)
    assert state_of(db, at.order) is OrderState.CANCELLED
    assert db.read(lambda tx: tx.scalars(select(Stop.id)).all()) == []
    assert db.read(ledger.check) == []
    waiting = db.read(lambda tx: ending.strays(tx, at.w.warehouse))
    on_stage = sum(db.read(lambda tx, lot=lot: on_hand(tx, at.w.stage, lot)) for lot in lots(at))
    assert sum(one.quantity for one in waiting) == on_stage
    gun = Gun(db, at.w, at.w.stage)
    said = gun.beep("CMD-PUTBACK")
    for one in waiting:
        assert (said.data.get("next", said.data)["lot"], said.expects) == (one.lot_code, "lot")
        asked = gun.beep(one.lot_code)
        assert (asked.code, asked.expects) == ("floor.where_back", "place")
        assert (asked.data["suggested"], asked.data["quantity"]) == (one.shelf, one.quantity)
        said = gun.beep(f"LOC-{one.shelf}")
        assert said.code == "floor.put_back_done"
    assert db.read(lambda tx: ending.strays(tx, at.w.warehouse)) == []
    assert db.read(lambda tx: on_hand(tx, at.w.ambient_bins[0], at.rice)) == 20 * KG
    assert db.read(lambda tx: on_hand(tx, at.w.chilled_bins[0], at.eggs)) == 300
    assert [line.picked for line in db.read(lambda tx: lines_of(tx, at.order))] == [0, 0]
    free = db.read(lambda tx: ledger.available(tx, at.w.warehouse, [at.w.rice], NOW))
    assert free[at.w.rice].sellable == 20 * KG
    assert db.read(ledger.check) == []
    assert gun.beep("CMD-PUTBACK").code == "floor.put_back_none"


def lots(at: House) -> tuple[int, int]:
    return at.rice, at.eggs


def test_a_parcel_or_its_order_says_what_is_to_be_put_back(sqlite_db: Database) -> None:
    db = sqlite_db
    at = House(db, "packed")
    sscc = db.read(lambda tx: tx.scalars(select(Parcel.sscc)).first())
    at.cancel(at.w.approver)
    gun = Gun(db, at.w, at.w.stage)
    number = db.read(lambda tx: tx.find(Order, at.order).number)
    assert gun.beep(number).code == "floor.where_back"
    assert gun.beep("(00)" + sscc).code == "floor.where_back"
    frozen = db.read(lambda tx: tx.find(Place, at.w.frozen_bins[0]).code)
    assert gun.beep(f"LOC-{frozen}").code == "place.wrong_temperature"
    other = db.write(lambda tx: a_stocked_lot(tx, at.w, at.w.rice, at.w.ambient_bins[1], KG).code)
    assert gun.beep(other).code == "stock.nothing_to_put_back"


def test_what_drove_off_is_not_cancelled_any_more(sqlite_db: Database) -> None:
    at = House(sqlite_db, "loaded")
    sqlite_db.write(lambda tx: dispatch.depart(tx, at.trip, by=at.w.approver, now=NOW))
    with pytest.raises(Refused, match=r"order\.on_the_road"):
        at.cancel(at.w.approver)


def test_a_shop_ends_an_order_whose_time_is_over_whatever_was_picked(sqlite_db: Database) -> None:
    at = House(sqlite_db, "picked")
    with pytest.raises(Refused, match=r"order\.frozen"):
        at.cancel(at.w.keeper)

    def yesterday(tx: Tx) -> None:
        tx.find(Order, at.order).deliver_until = NOW - timedelta(hours=1)

    sqlite_db.write(yesterday)
    at.cancel(at.w.keeper)
    assert state_of(sqlite_db, at.order) is OrderState.CANCELLED
    assert sqlite_db.read(ledger.check) == []


def test_an_order_with_nothing_to_fetch_ends_and_never_comes_up_again(db: Database) -> None:
    at = House(db, "released")
    at.ends_too_soon(at.rice)
    at.ends_too_soon(at.eggs)
    gun = Gun(db, at.w, at.w.stage)
    number = db.read(lambda tx: tx.find(Order, at.order).number)
    assert gun.beep(number).code == "floor.nothing_to_pick"
    assert state_of(db, at.order) is OrderState.CANCELLED
    (short,) = db.read(lambda tx: facts_of(tx, OrderShort))
    assert len(short.missing) == 2
    assert db.read(ledger.check) == []
