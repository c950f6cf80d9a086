"""Goods-in by beeps, on both databases."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from labels.codes import handcode
from tests.builders import (
    KG,
    NOW,
    a_bin,
    a_room,
    a_sensor,
    a_stocked_lot,
    facts_of,
    on_hand,
    world,
)
from tests.integration.wms.floor_station import Gun
from wms import coldroom, floor
from wms.db import Database, Tx
from wms.errors import Refused
from wms.facts.catalogue import ScanRefused
from wms.inbound import NewPutAway, receiving
from wms.rules.date_marks import LabelDates
from wms.stock import HoldReason, NewHold, hold, ledger, lots, views
from wms.tables.coldroom import Excursion
from wms.tables.masterdata import Item, Place, Supplier
from wms.tables.stock import Balance, Lot, LotStatus
from wms.units import TemperatureClass


def newest_lot(db: Database) -> Lot:
    return db.read(lambda tx: tx.scalars(select(Lot).order_by(Lot.id.desc())).first())


def test_a_farmers_card_and_a_label_become_a_lot_and_a_place_puts_it_away(db: Database) -> None:
    w = world(db)
    gun = Gun(db, w, w.dock)

    said = gun.beep(gun.card())
    assert (said.tone, said.code, said.expects) == ("ok", "floor.supplier", "label")
    said = gun.beep(gun.label(w.rice, "F-77", "(7007)261120(3102)001250"))
    assert (said.flow, said.step, said.tone, said.code) == (
        "receive", "place", "ok", "floor.received",
    )  # fmt: skip
    lot = newest_lot(db)
    assert said.data["lot"] == lot.code
    assert said.data["amount"] == "12.5 kg"
    first = min(gun.code_of(one) for one in w.ambient_bins)  # as texts sort: BIN-100 before BIN-98
    assert said.data["suggested"] == first.removeprefix("LOC-")
    assert (lot.supplier_id, lot.supplier_lot) == (w.supplier, "F-77")
    assert lot.harvested_at == datetime(2026, 11, 19, 22, tzinfo=UTC)  # 06:00 in Changsha

    said = gun.beep(gun.code_of(w.ambient_bins[0]))
    assert (said.tone, said.code, said.expects) == ("ok", "floor.put_away", "label")
    assert db.read(lambda tx: on_hand(tx, w.ambient_bins[0], lot.id)) == 12_500
    assert db.read(ledger.check) == []


def test_a_label_that_names_its_supplier_needs_no_card(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    label = gun.label(w.rice, "A1")
    assert gun.beep(label).code == "floor.supplier_first"

    def with_gln(tx: Tx) -> None:
        tx.find(Supplier, w.supplier).gln = "6901234000009"

    sqlite_db.write(with_gln)
    said = gun.beep(label + "(412)6901234000009")
    assert said.code == "floor.received"
    assert newest_lot(sqlite_db).supplier_id == w.supplier
    assert gun.beep(gun.label(w.rice, "A2") + "(412)6901234000016").code == "floor.no_such_supplier"


def test_a_quantity_is_what_the_label_says_else_the_scale_else_a_pack(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    item = sqlite_db.read(lambda tx: tx.find(Item, w.rice).code)
    for code, weight_mg, amount in (
        (gun.label(w.rice, "A", "(3103)009870"), 7_000_000, "9.87 kg"),
        (gun.label(w.rice, "B", "(30)3"), None, "30 kg"),
        (gun.label(w.rice, "C"), 7_654_321, "7.654 kg"),
        (gun.label(w.rice, "D"), None, "10 kg"),
        (gun.label(w.rice, "E"), -20_000, "10 kg"),
        (gun.label(w.eggs, "F", "(30)120"), 7_000_000, "120"),
        (gun.label(w.eggs, "G"), 7_000_000, "30"),
        (f"ITEM-{item}", 5_000_000, "5 kg"),
    ):
        said = gun.beep(code, weight_mg=weight_mg)
        assert (said.code, said.data["amount"]) == ("floor.received", amount), code


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ("(17)261120", "receipt.past_use_by"),
        ("(15)261120", "receipt.past_best_before"),
        ("(16)261120", "receipt.past_sell_by"),
        ("(7003)2611211259", "receipt.past_expiry"),
        ("(17)261000", "receipt.past_use_by"),
        ("(15)270101(17)261120", "receipt.past_use_by"),
        ("(11)251101", "receipt.life_over"),
        ("(7006)251101(7007)251102", "receipt.life_over"),
        ("(11)261124", "receipt.harvest_in_future"),
    ],
)
def test_what_is_out_of_date_by_its_label_is_not_taken_in(
    sqlite_db: Database, marks: str, code: str
) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    for _ in range(2):  # said twice, it is still so
        said = gun.beep(gun.label(w.rice, "A1", marks))
        assert (said.tone, said.code) == ("stop", code)
    assert newest_lot(sqlite_db) is None


def test_the_suppliers_own_lot_and_dates_are_kept(db: Database) -> None:
    w = world(db)
    gun = Gun(db, w, w.dock)
    gun.beep(gun.card())
    marks = "(11)261100(13)261119(15)270200(17)270315(7006)261118"
    assert gun.beep(gun.label(w.rice, "F-77", marks)).code == "floor.received"
    lot = newest_lot(db)
    assert lots.labelled(lot) == LabelDates(
        produced_on=date(2026, 11, 21),  # this month, so by today
        packed_on=date(2026, 11, 19),
        frozen_on=date(2026, 11, 18),
        best_before_on=date(2027, 2, 28),
        use_by_on=date(2027, 3, 15),
    )
    assert lot.sell_until == datetime(2027, 2, 28, 15, 59, 59, tzinfo=UTC)
    for words in ("F-77", "f-7", lot.code):
        wanted = views.Filter(w.warehouse, words=words)
        assert [one.lot_id for one in db.read(lambda tx, f=wanted: views.shelves(tx, f))] == [
            lot.id
        ]


def test_a_date_too_far_ahead_is_asked_and_the_same_label_says_yes(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    far = gun.label(w.rice, "A1", "(17)491231")
    said = gun.beep(far)
    assert (said.tone, said.code, said.expects) == ("warn", "receipt.date_far", "label")
    assert said.data["date"] == "2049-12-31"
    assert gun.beep(gun.label(w.rice, "A2", "(17)491231")).code == "receipt.date_far"
    assert gun.beep(far).code == "receipt.date_far"
    assert gun.beep(far).code == "floor.received"
    assert newest_lot(sqlite_db).sell_until == NOW + timedelta(hours=8760)
    other = gun.label(w.rice, "A3", "(17)491231")
    assert (gun.beep(other).code, gun.beep(other).code) == ("receipt.date_far", "floor.received")


@pytest.mark.parametrize(
    ("measure", "grams"),
    [("(3202)001000", 4_536), ("(3570)000100", 2_835), ("(3101)000125", 12_500), ("(37)3", 30_000)],
)
def test_weights_in_other_units_are_converted(
    sqlite_db: Database, measure: str, grams: int
) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    item = f"(01){gun.gtin(w.rice)}" if "37" not in measure else f"(02){gun.gtin(w.rice)}"
    said = gun.beep(f"{item}(10)A1{measure}", weight_mg=7_000_000)
    assert (said.code, said.data["quantity"]) == ("floor.received", grams)


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        ("(3103)000000", "receipt.amount_zero"),
        ("(30)0", "receipt.amount_zero"),
        ("(3105)000012", "receipt.amount_zero"),
        ("(3103)000090", "receipt.amount_tiny"),
        ("(3100)999999", "receipt.amount_huge"),
        ("(3110)000012", "receipt.amount_unit"),
        ("(3152)000500", "receipt.amount_unit"),
    ],
)
def test_an_amount_that_cannot_be_believed_is_asked_and_typed(
    sqlite_db: Database, measure: str, code: str
) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    label = gun.label(w.rice, "A1", measure)
    said = gun.beep(label)
    assert (said.tone, said.code, said.expects) == ("warn", code, "amount")
    assert newest_lot(sqlite_db) is None
    if code in ("receipt.amount_zero", "receipt.amount_unit"):
        assert gun.beep(label).code == "floor.amount_expected"
    said = gun.beep("12.5")
    assert (said.code, said.data["quantity"]) == ("floor.received", 12_500)
    assert newest_lot(sqlite_db).supplier_lot == "A1"


def test_a_small_or_large_amount_is_believed_when_the_label_says_it_again(
    sqlite_db: Database,
) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    for lot, measure, grams in (("A1", "(3103)000090", 90), ("A2", "(3100)006000", 6_000_000)):
        label = gun.label(w.rice, lot, measure)
        gun.beep(label)
        said = gun.beep(label)
        assert (said.code, said.data["quantity"]) == ("floor.received", grams)


@pytest.mark.parametrize(
    ("typed", "grams"),
    [
        ("37", 370_000),
        ("37件", 370_000),
        ("12.5KG", 12_500),
        ("25斤", 12_500),
        ("2,5 packs", 25_000),
    ],
)
def test_so_many_crates_are_one_act_and_one_lot(
    sqlite_db: Database, typed: str, grams: int
) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    assert gun.beep(f"QTY-{typed}").code == "floor.amount_noted"
    item = sqlite_db.read(lambda tx: tx.find(Item, w.rice).code)
    said = gun.beep(f"ITEM-{item}", weight_mg=7_000_000)
    assert (said.code, said.data["quantity"]) == ("floor.received", grams)
    assert gun.beep(f"ITEM-{item}").code == "floor.same_label"
    assert gun.beep(f"ITEM-{item}").data["quantity"] == 10 * KG
    gun.beep("QTY-3")
    assert gun.beep(f"ITEM-{item}").data["quantity"] == 30 * KG


@pytest.mark.parametrize("typed", ["0", "much", "-3", "1e3", "12 pc", "99999999999"])
def test_what_is_no_amount_is_refused(sqlite_db: Database, typed: str) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    said = gun.beep(f"QTY-{typed}")
    if said.code == "floor.amount_noted":
        said = gun.beep(gun.label(w.rice, "A1"))
    assert said.tone == "stop"
    assert newest_lot(sqlite_db) is None


def test_a_part_is_put_away_and_the_rest_waits(db: Database) -> None:
    w = world(db)
    gun = Gun(db, w, w.dock)
    gun.beep(gun.card())
    gun.beep("QTY-5")
    gun.beep(gun.label(w.rice, "A1"))
    lot = newest_lot(db)
    gun.beep("QTY-2")
    said = gun.beep(gun.code_of(w.ambient_bins[0]))
    assert (said.code, said.data["quantity"], said.expects) == ("floor.put_away", 20 * KG, "place")
    gun.beep("QTY-4")
    assert gun.beep(gun.code_of(w.ambient_bins[1])).code == "stock.short"
    gun.beep("QTY-3")
    assert gun.beep(gun.code_of(w.ambient_bins[1])).data["quantity"] == 30 * KG
    assert db.read(lambda tx: on_hand(tx, w.dock, lot.id)) == 0
    assert db.read(ledger.check) == []


@pytest.mark.parametrize("order", ["goods first", "lot first"])
def test_two_bars_of_one_carton_are_one_lot(db: Database, order: str) -> None:
    w = world(db)
    gun = Gun(db, w, w.dock)
    gun.beep(gun.card())
    goods, rest = f"(01){gun.gtin(w.rice)}(3103)012500", "(10)F-77(17)261231"
    first, second = (goods, rest) if order == "goods first" else (rest, goods)
    gun.beep(first)
    said = gun.beep(second, at=NOW + timedelta(seconds=3))
    assert said.code in ("floor.joined", "floor.received")
    lot = newest_lot(db)
    assert (lot.supplier_lot, lot.use_by_on) == ("F-77", date(2026, 12, 31))
    assert db.read(lambda tx: sum(row.on_hand for row in tx.scalars(select(Balance)))) == 12_500
    gun.beep(gun.code_of(w.ambient_bins[0]))
    assert db.read(ledger.check) == []


def test_two_bars_of_which_one_is_out_of_date_leave_nothing_behind(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    gun.beep(f"(01){gun.gtin(w.rice)}(3103)012500")
    said = gun.beep("(10)F-77(17)261101")
    assert (said.tone, said.code) == ("stop", "receipt.past_use_by")
    assert sqlite_db.read(lambda tx: tx.scalars(select(Balance.on_hand)).all()) == []
    assert sqlite_db.read(ledger.check) == []


def test_bars_that_are_not_read_together_are_not_joined(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    gun.beep(f"(01){gun.gtin(w.rice)}(3103)012500")
    said = gun.beep("(10)F-77(17)261231", at=NOW + timedelta(minutes=5))
    assert said.code == "floor.half_label"
    assert newest_lot(sqlite_db).supplier_lot is None


def test_a_pallet_is_received_by_what_it_contains(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    said = gun.beep(f"(00)369012340000000017(02){gun.gtin(w.eggs)}(37)12(10)PC14")
    assert (said.code, said.data["quantity"]) == ("floor.received", 360)
    assert newest_lot(sqlite_db).supplier_lot == "PC14"
    assert gun.beep("(00)369012340000000017").code == "floor.pallet_number"


def test_a_lot_of_another_item_or_of_nobody_stops(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    gun.beep(gun.label(w.rice, "A1"))
    lot = newest_lot(sqlite_db)
    said = gun.beep(gun.label(w.eggs, lot.code))
    assert (said.tone, said.code) == ("stop", "floor.lot_of_other_item")
    gun.beep("CMD-LOOK")
    assert gun.beep(gun.label(w.eggs, lot.code)).code == "floor.lot_of_other_item"
    assert gun.beep(gun.label(w.rice, "NOPE1")).code == "floor.lot_not_ours"
    assert gun.beep(gun.label(w.rice, "A1")).data["lot"] == lot.code


def test_a_typed_lot_needs_its_check_character_or_its_goods(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    gun.beep(gun.label(w.rice, "A1"))
    lot = newest_lot(sqlite_db)
    name = sqlite_db.read(lambda tx: tx.find(Item, w.rice).name_en)
    gun.beep("CMD-LOOK")
    for right in (
        handcode.with_check(lot.code),
        f"{lot.code} {name.lower()}",
        f"{lot.code},{name}",
    ):
        assert gun.beep(right).code == "floor.seen_lot", right
    said = gun.beep(lot.code)
    assert (said.tone, said.code) == ("stop", "floor.bare_lot")
    assert gun.beep(f"{lot.code} spinach").code == "floor.no_such_code"


def test_the_same_label_again_asks_before_it_is_another_lot(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    label = gun.label(w.rice, "A1")
    first = gun.beep(label)

    again = gun.beep(label)
    assert (again.tone, again.code, again.step) == ("warn", "floor.same_label", "place")
    third = gun.beep(label)
    assert third.code == "floor.received"
    assert third.data["lot"] != first.data["lot"]


def test_what_stands_on_the_dock_is_taken_up_by_its_own_label(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    gun.beep(gun.label(w.rice, "A1"))
    lot = newest_lot(sqlite_db)
    gun.beep("CMD-STOP")

    said = gun.beep(gun.label(w.rice, lot.code))
    assert (said.code, said.expects, said.data["quantity"]) == ("floor.where_to", "place", 10 * KG)
    gun.beep(gun.code_of(w.ambient_bins[0]))
    said = gun.beep(gun.label(w.rice, lot.code))
    assert (said.tone, said.code) == ("stop", "floor.not_on_dock")


def test_a_refusal_changes_nothing_keeps_the_step_and_is_noted(db: Database) -> None:
    w = world(db)
    gun = Gun(db, w, w.dock)
    gun.beep(gun.card())
    gun.beep(gun.label(w.rice, "A1"))

    said = gun.beep(gun.code_of(w.frozen_bins[0]))
    assert (said.tone, said.code, said.step) == ("stop", "place.wrong_temperature", "place")
    assert said.data["wanted"] == "ambient"
    said = gun.beep("(01)123")
    assert (said.tone, said.code, said.step) == ("stop", "scan.incomplete", "place")
    said = gun.beep("CMD-DANCE")
    assert (said.tone, said.code) == ("stop", "floor.unknown_command")
    noted = db.read(lambda tx: [fact.code for fact in facts_of(tx, ScanRefused)])
    assert noted == ["place.wrong_temperature", "scan.incomplete", "floor.unknown_command"]
    assert gun.beep(gun.code_of(w.ambient_bins[0])).code == "floor.put_away"
    assert db.read(ledger.check) == []


def test_a_put_away_can_be_taken_back_for_a_minute(db: Database) -> None:
    w = world(db)
    gun = Gun(db, w, w.dock)
    gun.beep(gun.card())
    for late_s, code in ((59, "floor.undone_put_away"), (61, "floor.too_late")):
        gun.beep(gun.label(w.rice, f"A{late_s}"))
        lot = newest_lot(db)
        gun.beep(gun.code_of(w.ambient_bins[0]))
        said = gun.beep("CMD-UNDO", at=NOW + timedelta(seconds=late_s))
        assert said.code == code
        on_dock = 10 * KG if code == "floor.undone_put_away" else 0
        assert db.read(lambda tx, lot=lot: on_hand(tx, w.dock, lot.id)) == on_dock
        if on_dock:
            assert (said.step, said.data["lot"]) == ("place", lot.code)
            assert gun.beep("CMD-UNDO").code == "floor.nothing_to_undo"
            gun.beep(gun.code_of(w.ambient_bins[1]))
    assert db.read(ledger.check) == []


def test_goods_put_into_a_warm_room_are_held_and_the_gun_says_so(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)

    def warm(tx: Tx) -> None:
        sensor = a_sensor(tx, w.chilled_room)
        tx.add(
            Excursion(
                warehouse_id=w.warehouse,
                place_id=w.chilled_room,
                sensor_id=sensor.id,
                kind="high",
                state="open",
                started_at=NOW - timedelta(hours=1),
                opened_at=NOW,
            )
        )

    sqlite_db.write(warm)
    gun.beep(gun.card())
    gun.beep(gun.label(w.eggs, "A1"))
    said = gun.beep(gun.code_of(w.chilled_bins[0]))
    assert (said.tone, said.code) == ("warn", "floor.put_away_held")
    assert newest_lot(sqlite_db).status is LotStatus.HELD
    assert sqlite_db.read(lambda tx: coldroom.excursion_views(tx, None))[0].lots_held == 1


def test_a_lot_that_is_looked_up_says_what_stops_it_since_when_and_how_long_it_is_sold(
    sqlite_db: Database,
) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    gun.beep(gun.label(w.cabbage, "C1"))
    lot = newest_lot(sqlite_db)
    gun.beep(gun.code_of(w.chilled_bins[0]))
    gun.beep("CMD-LOOK")

    def seen() -> tuple[str, str]:
        said = gun.beep(gun.label(w.cabbage, lot.code))
        assert said.data["day"] == "2026-11-24 13:00"
        return said.tone, said.code

    assert seen() == ("warn", "floor.seen_lot_testing")
    for reason, code in (
        (HoldReason.EXCURSION, "floor.seen_lot_warm"),
        (HoldReason.QUALITY, "floor.seen_lot_held"),
        (HoldReason.RESIDUE, "floor.seen_lot_failed"),
        (HoldReason.RECALL, "floor.seen_lot_recalled"),
    ):
        new = NewHold(reason, f"{reason}:1", "glass")
        sqlite_db.write(lambda tx, new=new: hold(tx, [lot.id], new, by=None, now=NOW))
        assert seen() == ("stop", code)


def test_no_bin_is_proposed_in_a_room_out_of_its_limits_and_a_room_s_label_is_no_bin(
    db: Database,
) -> None:
    w = world(db)

    def proposed() -> int | None:
        def look(tx: Tx) -> Place | None:
            return receiving.suggest_place(tx, w.warehouse, tx.find(Item, w.eggs), 30)

        found = db.read(look)
        return found.id if found else None

    assert proposed() in w.chilled_bins

    def warm(tx: Tx) -> None:
        sensor = a_sensor(tx, w.chilled_room)
        tx.add(
            Excursion(
                warehouse_id=w.warehouse,
                place_id=w.chilled_room,
                sensor_id=sensor.id,
                kind="high",
                state="open",
                started_at=NOW,
                opened_at=NOW,
            )
        )

    db.write(warm)
    assert proposed() is None
    other = db.write(lambda tx: a_bin(tx, a_room(tx, w.warehouse, TemperatureClass.CHILLED).id).id)
    assert proposed() == other
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.eggs, w.dock, 30).id)
    put = NewPutAway(uuid4(), lot, w.dock, w.chilled_room)
    with pytest.raises(Refused, match=r"place\.needs_bin"):
        db.write(lambda tx: receiving.put_away(tx, put, by=w.staff, now=NOW))


def test_a_stranger_is_told_to_register_and_a_page_works_where_its_user_does(
    sqlite_db: Database,
) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, None)
    gun.device = "nobody-knows-me"
    with pytest.raises(Refused, match=r"floor\.station_unknown"):
        gun.beep("CMD-RECEIVE")
    page = floor.Beep(uuid4(), "web-7", "CMD-RECEIVE")
    said = sqlite_db.write(lambda tx: floor.scan(tx, page, by=w.staff, now=NOW))
    assert (said.code, said.expects) == ("floor.receive", "label")
    seen = sqlite_db.read(lambda tx: floor.current(tx, "web-7"))
    assert (seen.flow, seen.step, seen.code) == ("receive", "label", "floor.expects_label")


def test_whatever_is_scanned_can_be_looked_up(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    gun = Gun(sqlite_db, w, w.dock)
    gun.beep(gun.card())
    gun.beep(gun.label(w.rice, "A1"))
    lot = newest_lot(sqlite_db)
    gun.beep(gun.code_of(w.ambient_bins[0]))
    gun.beep("CMD-LOOK")
    place = sqlite_db.read(lambda tx: tx.find(Place, w.ambient_bins[0]).code)

    said = gun.beep(gun.label(w.rice, lot.code))
    assert (said.code, said.data["where"], said.data["amount"]) == (
        "floor.seen_lot",
        place,
        "10 kg",
    )
    assert gun.beep(f"LOC-{place}").data["weight_kg"] == "10.0"
    assert gun.beep(f"(01){gun.gtin(w.rice)}").data["free"] == "10 kg"
    assert gun.beep(gun.card()).code == "floor.seen_supplier"
    assert gun.beep("what-is-this").code == "floor.no_such_code"
