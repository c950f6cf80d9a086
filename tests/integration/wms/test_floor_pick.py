"""Picking by beeps, on both databases."""

from datetime import timedelta

from sqlalchemy import select

from tests.builders import KG, NOW, World, a_stocked_lot, an_approved_order, on_hand, world
from tests.integration.wms.floor_station import Gun
from tests.integration.wms.outbound import DAY, a_packed_order, a_released_order, state_of
from wms.db import Database, Tx
from wms.inbound import quality
from wms.inbound.quality import HoldReason, NewHold
from wms.outbound import packing, waves
from wms.stock import ledger
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel
from wms.tables.stock import Lot


class Floor:
    """Rice in two bins (the first dies first), an order for 60 kg, and a gun at the stage."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.world: World = world(db)
        w = self.world
        self.first, self.second = db.write(self._stock)
        self.order = db.write(lambda tx: a_released_order(tx, w, {w.rice: 60 * KG}))
        self.gun = Gun(db, w, w.stage)

    def _stock(self, tx: Tx) -> tuple[Lot, Lot]:
        w = self.world
        first, second = (
            a_stocked_lot(tx, w, w.rice, place_id, 50 * KG, life_hours=life)
            for place_id, life in zip(w.ambient_bins, (50, 70), strict=False)
        )
        return first, second

    def label(self, lot: Lot) -> str:
        return self.gun.label(self.world.rice, lot.code)

    def hold(self, lot: Lot) -> None:
        new = NewHold(HoldReason.QUALITY, f"smell:{lot.id}")
        self.db.write(lambda tx: quality.hold(tx, [lot.id], new, by=None, now=NOW))


def test_an_order_code_leads_from_bin_to_bin_until_it_is_packed(db: Database) -> None:
    at = Floor(db)
    said = at.gun.beep(at.order.number)
    assert (said.flow, said.tone, said.code, said.expects) == (
        "pick",
        "ok",
        "floor.pick_next",
        "lot",
    )
    assert (said.data["lot"], said.data["amount"], said.data["left"]) == (
        at.first.code, "50 kg", 2,
    )  # fmt: skip

    said = at.gun.beep(at.gun.code_of(at.world.ambient_bins[0]))
    assert (said.tone, said.code) == ("ok", "floor.right_place")
    said = at.gun.beep(at.label(at.first))
    assert (said.code, said.data["taken"], said.data["lot"], said.data["left"]) == (
        "floor.picked", at.first.code, at.second.code, 1,
    )  # fmt: skip
    said = at.gun.beep(at.label(at.second))
    assert (said.tone, said.code, said.step) == ("ok", "floor.packed", "order")
    (parcel,) = db.read(lambda tx: tx.scalars(select(Parcel)).all())
    assert said.data["parcels"] == [parcel.sscc]
    assert parcel.weight_g == 60 * KG
    assert state_of(db, at.order.id) is OrderState.PACKED
    assert db.read(lambda tx: on_hand(tx, at.world.stage, at.first.id)) == 50 * KG
    assert db.read(ledger.check) == []


def test_the_wrong_lot_or_place_stops_and_shows_the_right_one(sqlite_db: Database) -> None:
    at = Floor(sqlite_db)
    w = at.world
    other = sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[2], KG))
    old = sqlite_db.write(
        lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[2], KG, life_hours=-1)
    )
    at.gun.beep(at.order.number)
    at.hold(other)
    third = sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[2], KG))
    for code, why in (
        (at.label(third), "floor.wrong_lot"),
        (at.label(other), "floor.lot_held"),
        (at.label(old), "floor.lot_expired"),
        (at.gun.label(w.eggs, at.first.code), "floor.lot_unknown"),
        (at.gun.code_of(w.frozen_bins[0]), "floor.wrong_place"),
        ("gibberish", "floor.lot_unknown"),
    ):
        said = at.gun.beep(code)
        assert (said.tone, said.code, said.step) == ("stop", why, "goods")
        assert said.data["lot"] == at.first.code
    assert sqlite_db.read(ledger.check) == []


def test_a_lot_held_meanwhile_is_exchanged_for_another(db: Database) -> None:
    at = Floor(db)
    at.gun.beep(at.order.number)
    at.hold(at.first)

    said = at.gun.beep(at.label(at.first))
    assert (said.tone, said.code) == ("stop", "floor.lot_held")
    assert (said.data["lot"], said.data["amount"]) == (at.second.code, "50 kg")
    assert [one["short"] for one in said.data["cut"]] == [10 * KG]
    said = at.gun.beep(at.label(at.second))
    assert (said.code, said.data["weight_g"]) == ("floor.packed", 50 * KG)
    assert db.read(ledger.check) == []


def test_an_order_whose_lots_are_all_held_has_nothing_to_pick(sqlite_db: Database) -> None:
    at = Floor(sqlite_db)
    at.hold(at.first)
    at.hold(at.second)
    said = at.gun.beep(at.order.number)
    assert (said.tone, said.code, said.step) == ("warn", "floor.nothing_to_pick", "order")
    assert state_of(sqlite_db, at.order.id) is OrderState.CANCELLED
    assert sqlite_db.read(ledger.check) == []


def test_so_much_of_a_lot_is_taken_and_the_rest_is_next(db: Database) -> None:
    at = Floor(db)
    at.gun.beep(at.order.number)
    assert at.gun.beep("QTY-2").code == "floor.amount_noted"
    said = at.gun.beep(at.label(at.first))
    assert (said.data["taken_amount"], said.data["lot"], said.data["amount"]) == (
        "20 kg", at.first.code, "30 kg",
    )  # fmt: skip
    at.gun.beep("QTY-4")
    assert at.gun.beep(at.label(at.first)).code == "pick.too_much"
    at.gun.beep("QTY-30KG")
    said = at.gun.beep(at.label(at.first))
    assert (said.data["taken_amount"], said.data["lot"]) == ("30 kg", at.second.code)
    assert at.gun.beep("CMD-UNDO").data["amount"] == "30 kg"
    assert db.read(ledger.check) == []


def test_a_pick_can_be_taken_back_for_a_minute(db: Database) -> None:
    at = Floor(db)
    at.gun.beep(at.order.number)
    at.gun.beep(at.label(at.first))
    said = at.gun.beep("CMD-UNDO", at=NOW + timedelta(seconds=30))
    assert (said.code, said.data["lot"], said.data["left"]) == (
        "floor.undone_pick", at.first.code, 2,
    )  # fmt: skip
    assert db.read(lambda tx: on_hand(tx, at.world.ambient_bins[0], at.first.id)) == 50 * KG
    assert db.read(ledger.check) == []

    at.gun.beep(at.label(at.first))
    at.gun.beep(at.label(at.second))
    assert at.gun.beep("CMD-UNDO").code == "floor.nothing_to_undo"
    assert state_of(db, at.order.id) is OrderState.PACKED


def test_a_weight_that_cannot_be_right_keeps_the_picks_and_asks_again(sqlite_db: Database) -> None:
    at = Floor(sqlite_db)
    at.gun.beep(at.order.number)
    at.gun.beep(at.label(at.first), weight_mg=50_000_000)
    said = at.gun.beep(at.label(at.second), weight_mg=10_000_000)
    assert (said.tone, said.code, said.step, said.expects) == (
        "stop", "packing.weight_off", "weigh", "weight",
    )  # fmt: skip
    assert state_of(sqlite_db, at.order.id) is OrderState.PICKED

    said = at.gun.beep(at.order.number, weight_mg=1_000_000)
    assert said.code == "packing.weight_off"
    said = at.gun.beep(at.order.number, weight_mg=60_400_000)
    assert (said.code, said.data["weight_g"]) == ("floor.packed", 60_400)


def test_an_order_that_was_packed_elsewhere_meanwhile_is_not_packed_again(
    sqlite_db: Database,
) -> None:
    at = Floor(sqlite_db)
    at.gun.beep(at.order.number)
    at.gun.beep(at.label(at.first))
    at.gun.beep(at.label(at.second), weight_mg=10_000_000)
    sqlite_db.write(lambda tx: packing.pack(tx, at.order.id, by=None, now=NOW))
    said = at.gun.beep("CMD-DONE")
    assert (said.tone, said.code) == ("stop", "order.wrong_state")
    assert (said.data["order"], said.data["state"]) == (at.order.number, "packed")


def test_done_packs_without_the_scale(sqlite_db: Database) -> None:
    at = Floor(sqlite_db)
    assert at.gun.beep("CMD-DONE").code == "floor.nothing_to_finish"
    at.gun.beep(at.order.number)
    at.gun.beep(at.label(at.first))
    at.gun.beep(at.label(at.second), weight_mg=10_000_000)
    said = at.gun.beep("CMD-DONE", weight_mg=10_000_000)
    assert (said.code, said.data["weight_g"]) == ("floor.packed", 60 * KG)


def test_a_wave_code_leads_through_all_its_orders_and_shares_them_out(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 90 * KG))
    one, two = db.write(lambda tx: [an_approved_order(tx, w, {w.rice: kg * KG}) for kg in (10, 20)])
    wave = waves.run(db, w.warehouse, DAY, by=None, now=lambda: NOW)
    assert wave is not None
    gun, colleague = Gun(db, w, w.stage), Gun(db, w, w.stage)

    assert gun.beep(wave.number).data["order"] == one.number
    assert colleague.beep(wave.number).data["order"] == two.number
    said = colleague.beep(gun.label(w.rice, lot.code))
    assert (said.code, said.step) == ("floor.packed", "order")
    assert colleague.beep(wave.number).code == "floor.wave_picked"
    said = gun.beep(gun.label(w.rice, lot.code))
    assert said.code == "floor.packed"
    orders = db.read(lambda tx: tx.scalars(select(Order.state)).all())
    assert orders == [OrderState.PACKED, OrderState.PACKED]
    assert db.read(ledger.check) == []


def test_after_an_order_the_wave_shows_the_next_one_in_the_same_reply(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    lot = sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 90 * KG))
    _, two = sqlite_db.write(
        lambda tx: [an_approved_order(tx, w, {w.rice: kg * KG}) for kg in (10, 20)]
    )
    wave = waves.run(sqlite_db, w.warehouse, DAY, by=None, now=lambda: NOW)
    assert wave is not None
    gun = Gun(sqlite_db, w, w.stage)
    gun.beep(wave.number)
    said = gun.beep(gun.label(w.rice, lot.code))
    assert (said.code, said.step, said.expects) == ("floor.packed", "goods", "lot")
    assert (said.data["next"]["order"], said.data["next"]["amount"]) == (two.number, "20 kg")


def test_an_order_that_is_not_released_is_not_picked(sqlite_db: Database) -> None:
    at = Floor(sqlite_db)
    w = at.world
    waiting = sqlite_db.write(lambda tx: an_approved_order(tx, w, {w.rice: 10 * KG}))
    said = at.gun.beep(waiting.number)
    assert (said.tone, said.code) == ("stop", "order.wrong_state")
    packed = sqlite_db.write(lambda tx: a_packed_order(tx, w, {w.rice: 10 * KG})[0])
    said = at.gun.beep(packed.number)
    assert (said.tone, said.code) == ("warn", "floor.packed_already")
    assert at.gun.beep("CMD-PICK").expects == "order"
    assert at.gun.beep("SO-does-not-exist").code == "floor.order_expected"
