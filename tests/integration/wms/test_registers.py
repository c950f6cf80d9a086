"""Registers of master data: rows made, changed, retired, and what is refused at its column."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests import builders
from tests.builders import NOW, World, world
from wms import ordering, registers
from wms.db import Database, Tx
from wms.errors import Conflict, Forbidden, NotFound, Refused
from wms.inbound import receiving
from wms.masterdata.kinds import Unfit
from wms.ordering import NewOrder
from wms.registers import NOUNS, Editor, Noun, Record, Wish, lists, reading, sheets
from wms.registers.sheets import Fate
from wms.rules.promise_times import Wish as WhenWish
from wms.stock import ledger
from wms.tables.access import Role
from wms.tables.masterdata import Item, Place, Warehouse

ADMIN = Editor(Role.ADMIN, NOW)
MORE = {
    "items": {
        "code": "KALE",
        "gtin": "6901234567892",
        "name_zh": "羽衣甘蓝",
        "name_en": "Kale",
        "category": "leaf",
        "unit": "克",
        "temperature_class": "chilled",
        "pack_quantity": "10,000",
        "price_cents": "7.50",
        "life_hours": 72,
    },
    "suppliers": {
        "code": "F-1",
        "kind": "农户",
        "name_zh": "刘家",
        "name_en": "Liu",
        "village_zh": "石塘",
        "village_en": "Shitang",
    },
    "warehouses": {
        "code": "NORTH",
        "name_zh": "北仓",
        "name_en": "North",
        "kind": "sub",
        "latitude": "28.2",
        "longitude": "112.9",
    },
    "rooms": {"code": "N-R1", "name_zh": "冷藏", "name_en": "Chiller", "temperature_class": "冷藏"},
    "bins": {"code": "N-R1-A01", "name_zh": "甲一", "name_en": "A 1"},
    "shops": {
        "code": "S-1",
        "name_zh": "店",
        "name_en": "Shop",
        "address_zh": "路1号",
        "address_en": "1 Road",
        "latitude": 28.2,
        "longitude": 112.9,
        "order_days": "12345",
        "open_minute": "06:30",
        "close_minute": "9:00",
    },
    "vehicles": {
        "code": "V-1",
        "plate": "湘A00001",
        "capacity_g": "1500",
        "capacity_crates": 80,
        "capacity_ml": "9000",
        "temperature_classes": "常温、冷藏",
    },
    "users": {"login": "wang", "name": "王", "role": "staff", "password": "five green cabbages"},
}
"""What somebody types for a row of each noun, but for what it refers to."""


@pytest.fixture
def w(db: Database) -> World:
    return world(db)


def typed(db: Database, w: World, noun: str) -> dict[str, Any]:
    """A whole row of a noun, in a world where all it refers to is there."""
    at = db.read(lambda tx: tx.find(Warehouse, w.warehouse).code)
    room = db.read(lambda tx: tx.find(Place, w.chilled_room).code)
    refers = {"warehouse_id": at} if noun in ("rooms", "shops", "vehicles") else {}
    return {**MORE[noun], **refers, **({"room_id": room} if noun == "bins" else {})}


def create(db: Database, noun: str, said: dict[str, Any], by: Editor = ADMIN) -> Record:
    described = NOUNS[noun]
    entered = reading.read(described, said, is_new=True)
    reading.prepare(described, entered, str(said.get(described.key)))
    return db.write(lambda tx: registers.register(tx, described, by).create(entered))


def change(
    db: Database, noun: str, row: int, version: str, by: Editor = ADMIN, **said: Any
) -> Record:
    entered = reading.read(NOUNS[noun], said, is_new=False)
    return db.write(
        lambda tx: registers.register(tx, NOUNS[noun], by).change(row, entered, version)
    )


def seen(db: Database, noun: str, row: int, by: Editor = ADMIN) -> Record:
    return db.read(lambda tx: lists.one(registers.register(tx, NOUNS[noun], by), row))


def faults(db: Database, noun: str, said: dict[str, Any], by: Editor = ADMIN) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        create(db, noun, said, by)
    return {name: one["code"] for name, one in refused.value.details["faults"].items()}


def test_every_noun_has_an_example() -> None:
    assert MORE.keys() == NOUNS.keys()


@pytest.mark.parametrize("noun", NOUNS)
def test_a_row_is_made_seen_changed_retired_and_brought_back(
    db: Database, w: World, noun: str
) -> None:
    described = NOUNS[noun]
    made = create(db, noun, typed(db, w, noun))
    assert seen(db, noun, made.id) == made
    name = next(one.name for one in described.kept if one.name in described.called)
    other = change(db, noun, made.id, made.version, **{name: "换了名字"})
    retired = db.write(
        lambda tx: registers.register(tx, described, ADMIN).retire(made.id, other.version)
    )
    assert not retired.is_active
    back = db.write(
        lambda tx: registers.register(tx, described, ADMIN).restore(made.id, retired.version)
    )
    assert back == other
    told = db.read(lambda tx: lists.history(registers.register(tx, described, ADMIN), made.id))
    deeds = [one.action for one in told]
    assert deeds == [f"{noun}.{deed}" for deed in ("restored", "retired", "changed", "created")]
    assert told[2].data["changes"] == {name: [made.values[name], "换了名字"]}
    db.read(ledger.check)


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_missing_is_named_at_its_column(db: Database, w: World, noun: str) -> None:
    needed = {c.name for c in NOUNS[noun].columns if c.is_required}
    assert faults(db, noun, {}) == dict.fromkeys(needed, "entry.required")


@pytest.mark.parametrize("noun", NOUNS)
def test_a_code_that_is_taken_is_refused_in_any_case_and_width(
    db: Database, w: World, noun: str
) -> None:
    said = typed(db, w, noun)
    create(db, noun, said)
    key = NOUNS[noun].key
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isalpha() else one for one in said[key].lower())
    assert faults(db, noun, {**said, key: wide})[key] == "entry.taken"


@pytest.mark.parametrize(
    ("noun", "column", "value", "code"),
    [
        ("items", "gtin", "6901234567893", "entry.check_digit"),
        ("items", "gtin", "69012345", "entry.check_digit"),
        ("items", "gtin", "123", "entry.wrong_length"),
        ("items", "pack_quantity", "0", "entry.too_small"),
        ("items", "price_cents", "1.005", "entry.not_whole"),
        ("items", "price_cents", "NaN", "entry.not_a_number"),
        ("items", "price_cents", [], "entry.not_text"),
        ("items", "life_hours", "ten", "entry.not_a_number"),
        ("items", "life_hours", "1e9", "entry.too_large"),
        ("items", "unit", "kg", "entry.not_a_choice"),
        ("items", "code", "白菜", "entry.not_a_code"),
        ("items", "name_zh", "a\x07", "entry.not_text"),
        ("items", "name_zh", "长" * 81, "entry.too_long"),
        ("items", "is_weighed", "是", "entry.disagrees"),
        ("items", "piece_g", "5", "entry.disagrees"),
        ("items", "colour", "red", "entry.unknown"),
        ("shops", "warehouse_id", "NOWHERE", "entry.not_there"),
        ("shops", "close_minute", "06:30", "entry.disagrees"),
        ("shops", "open_minute", "25:00", "entry.not_a_time"),
        ("shops", "order_days", "0", "entry.not_days"),
        ("shops", "latitude", "91", "entry.too_large"),
        ("vehicles", "driver_id", "nobody", "entry.not_there"),
        ("users", "password", "short", "entry.too_short"),
        ("users", "role", "shop", None),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_column(
    sqlite_db: Database, noun: str, column: str, value: Any, code: str | None
) -> None:
    w = world(sqlite_db)
    told = faults(sqlite_db, noun, {**typed(sqlite_db, w, noun), column: value})
    assert told == ({column: code} if code else {"shop_id": "user.needs_shop"})


def test_nobody_changes_what_somebody_else_has_changed_meanwhile(db: Database, w: World) -> None:
    read = seen(db, "items", w.rice)
    change(db, "items", w.rice, read.version, name_en="Rice, long")
    with pytest.raises(Conflict) as stale:
        change(db, "items", w.rice, read.version, name_en="Rice, short")
    assert stale.value.code == "entry.stale"
    assert seen(db, "items", w.rice).values["name_en"] == "Rice, long"


@pytest.mark.parametrize(
    ("column", "value"), [("unit", "pc"), ("pack_quantity", 5), ("temperature_class", "frozen")]
)
def test_what_would_falsify_the_past_is_refused(
    sqlite_db: Database, column: str, value: Any
) -> None:
    w = world(sqlite_db)
    change(sqlite_db, "items", w.rice, seen(sqlite_db, "items", w.rice).version, **{column: value})
    sqlite_db.write(lambda tx: builders.a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 30))
    eggs = seen(sqlite_db, "items", w.eggs)
    with pytest.raises(Refused) as refused:
        change(
            sqlite_db, "items", w.eggs, eggs.version, **{column: "g" if column == "unit" else value}
        )
    assert refused.value.details["faults"][column]["code"] == "entry.in_use"


def test_a_code_is_said_once(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    with pytest.raises(Refused) as refused:
        change(sqlite_db, "items", w.rice, seen(sqlite_db, "items", w.rice).version, code="X-1")
    assert refused.value.details["faults"]["code"]["code"] == "entry.said_once"


def test_what_is_still_needed_is_not_retired(db: Database, w: World) -> None:
    for noun, row in (("warehouses", w.warehouse), ("rooms", w.chilled_room)):
        with pytest.raises(Refused) as refused:
            retire(db, noun, row)
        assert refused.value.code == "entry.still_needed"
        assert seen(db, noun, row).is_active


def retire(db: Database, noun: str, row: int) -> Record:
    version = seen(db, noun, row).version
    return db.write(lambda tx: registers.register(tx, NOUNS[noun], ADMIN).retire(row, version))


def test_nothing_refers_to_what_is_retired(db: Database, w: World) -> None:
    north = create(db, "warehouses", MORE["warehouses"])
    retire(db, "warehouses", north.id)
    said = {**typed(db, w, "shops"), "warehouse_id": "NORTH"}
    assert faults(db, "shops", said) == {"warehouse_id": "entry.retired"}


def test_what_is_retired_takes_no_part_any_more(db: Database, w: World) -> None:
    free = create(db, "bins", typed(db, w, "bins"))
    retire(db, "bins", free.id)
    retire(db, "suppliers", w.supplier)
    retire(db, "shops", w.shop)
    receipt = receiving.NewReceipt(uuid4(), w.dock, w.rice, w.supplier, 1000, "L1")
    with pytest.raises(Refused) as refused:
        db.write(lambda tx: receiving.receive(tx, receipt, by=w.staff, now=NOW))
    assert refused.value.code == "supplier.inactive"
    order = NewOrder(uuid4(), w.shop, ((w.rice, 10_000),), wish=WhenWish(None, None, None))
    with pytest.raises(Refused) as refused:
        db.write(lambda tx: ordering.place(tx, order, by=w.keeper, now=NOW))
    assert refused.value.code == "shop.inactive"
    lot = db.write(lambda tx: builders.a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 30).id)
    move = receiving.NewPutAway(uuid4(), lot, w.chilled_bins[0], free.id)
    with pytest.raises(Refused) as refused:
        db.write(lambda tx: receiving.put_away(tx, move, by=w.staff, now=NOW))
    assert refused.value.code == "place.inactive"


def test_who_may_not_edit_is_refused_and_who_may_not_see_too(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    dispatcher = Editor(Role.DISPATCHER, NOW, w.approver, w.warehouse)
    with pytest.raises(Forbidden):
        create(sqlite_db, "items", MORE["items"], dispatcher)
    with pytest.raises(Forbidden):
        create(sqlite_db, "items", MORE["items"], Editor(Role.INTEGRATOR, NOW, None, w.warehouse))
    with pytest.raises(Forbidden):
        seen(sqlite_db, "users", w.staff, dispatcher)
    with pytest.raises(Forbidden):
        seen(sqlite_db, "items", w.rice, Editor(Role.STAFF, NOW, w.staff, w.warehouse))


def test_another_warehouses_rows_are_neither_seen_nor_referred_to(db: Database, w: World) -> None:
    theirs = db.write(builders.a_world)
    dispatcher = Editor(Role.DISPATCHER, NOW, w.approver, w.warehouse)
    with pytest.raises(NotFound):
        seen(db, "shops", theirs.shop, dispatcher)
    with pytest.raises(NotFound):
        change(db, "vehicles", theirs.vehicle, "any", dispatcher, plate="湘A99999")
    listed = db.read(
        lambda tx: lists.listed(registers.register(tx, NOUNS["shops"], dispatcher), Wish())
    )
    assert [one.id for one in listed.records] == [w.shop]
    said = typed(db, theirs, "shops")
    assert faults(db, "shops", said, dispatcher) == {"warehouse_id": "entry.not_there"}
    assert create(db, "shops", said).values["warehouse_id"] == said["warehouse_id"]


def test_nobody_shuts_out_or_demotes_themselves(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    me = w.users[Role.ADMIN]
    by = replace(ADMIN, user_id=me)
    read = seen(sqlite_db, "users", me)
    with pytest.raises(Refused, match="yourself"):
        sqlite_db.write(
            lambda tx: registers.register(tx, NOUNS["users"], by).retire(me, read.version)
        )
    with pytest.raises(Refused, match="yourself"):
        change(sqlite_db, "users", me, read.version, by, role="staff")


def test_a_list_is_searched_filtered_sorted_and_paged(db: Database, w: World) -> None:
    def listed(wish: Wish) -> lists.Listed:
        return db.read(lambda tx: lists.listed(registers.register(tx, NOUNS["items"], ADMIN), wish))

    create(db, "items", MORE["items"])
    everything = listed(Wish(size=2))
    assert (everything.count, everything.pages, len(everything.records)) == (5, 3, 2)
    assert [one.values["code"] for one in listed(Wish(words="KALE")).records] == ["KALE"]
    assert [one.id for one in listed(Wish(only={"unit": "pc"})).records] == [w.eggs]
    prices = [one.values["price_cents"] for one in listed(Wish(sort="-price_cents")).records]
    assert prices == sorted(prices, reverse=True)
    assert listed(Wish(retired=True)).count == 0
    assert listed(Wish(page=99, size=2)).page == 3


def test_an_empty_warehouse_is_drawn_as_rooms_and_bins_come(db: Database) -> None:
    create(db, "warehouses", MORE["warehouses"])
    create(db, "rooms", {**MORE["rooms"], "warehouse_id": "north"})
    second = {**MORE["rooms"], "code": "N-R2", "temperature_class": "frozen"}
    create(db, "rooms", {**second, "warehouse_id": "NORTH"})
    create(db, "bins", {**MORE["bins"], "room_id": "N-R2"})

    def drawn(tx: Tx) -> dict[str, tuple[Any, ...]]:
        places = tx.scalars(select(Place))
        return {
            one.code: (one.plan_x_cm, one.plan_width_cm, one.temperature_class) for one in places
        }

    found = db.read(drawn)
    assert found["N-R1"][0] + found["N-R1"][1] <= found["N-R2"][0] <= found["N-R1-A01"][0]
    assert found["N-R1-A01"][2] == "frozen"
    assert found["NORTH-DOCK"][1] > 0


def taken(db: Database, noun: Noun, rows: list[dict[str, Any]]) -> list[sheets.Verdict]:
    numbered = dict(enumerate(rows, 2))
    return db.write(
        lambda tx: sheets.take(registers.register(tx, noun, ADMIN, is_whole=True), numbered)
    )


def test_a_sheet_is_tried_taken_and_taken_again(db: Database, w: World) -> None:
    noun = NOUNS["items"]
    rice = db.read(lambda tx: tx.find(Item, w.rice).code)
    rows = [MORE["items"], {"code": rice.lower(), "name_en": "Rice anew"}]

    def tried(tx: Tx) -> list[sheets.Verdict]:
        register = registers.register(tx, noun, ADMIN, is_whole=True)
        return sheets.judge(register, dict(enumerate(rows, 2)))

    verdicts = db.read(tried)
    assert [(one.number, one.fate) for one in verdicts] == [(2, Fate.NEW), (3, Fate.CHANGED)]
    assert verdicts[1].changes == ("name_en",)
    assert [one.fate for one in taken(db, noun, rows)] == [Fate.NEW, Fate.CHANGED]
    assert [one.fate for one in taken(db, noun, rows)] == [Fate.SAME, Fate.SAME]


def test_a_sheet_with_a_fault_changes_nothing(db: Database, w: World) -> None:
    wrong = {**MORE["items"], "code": "CHARD", "gtin": "06901234567892"}
    same = {**MORE["items"], "code": "kale"}
    with pytest.raises(Refused) as refused:
        taken(db, NOUNS["items"], [MORE["items"], wrong, same])
    assert refused.value.details == {"rows": "3, 4"}
    kale = select(Item).where(Item.code == "KALE")
    assert db.read(lambda tx: tx.scalar(kale)) is None


def test_people_are_not_brought_by_sheets(sqlite_db: Database) -> None:
    with pytest.raises(Forbidden):
        taken(sqlite_db, NOUNS["users"], [MORE["users"]])


@pytest.mark.parametrize("noun", NOUNS.values(), ids=lambda one: one.name)
def test_what_is_shown_is_read_as_the_same(db: Database, w: World, noun: Noun) -> None:
    made = create(db, noun.name, typed(db, w, noun.name))
    for column in noun.kept:
        value = made.values[column.name]
        if value is not None and value != "":
            kept = column.kind.read(column.kind.shown(value))
            assert kept == value, column.name
            assert column.kind.read(column.kind.plain(value)) == value, column.name


def test_a_number_is_read_as_people_write_it() -> None:
    price = NOUNS["items"].column("price_cents")
    assert price is not None
    said = ["7.5", "¥7.50", "７．５０", " 7.5 ", 7.5, 750]
    assert {price.kind.read(one) for one in said} == {750}
    with pytest.raises(Unfit):
        price.kind.read(True)


def test_every_noun_points_at_columns_and_nouns_that_there_are() -> None:
    for noun in NOUNS.values():
        kept = {column.key for column in noun.table.__table__.columns}
        assert {one.name for one in noun.kept} <= kept, noun.name
        assert {noun.key, *noun.called} <= {one.name for one in noun.kept}
        assert noun.edits <= noun.sees
        assert "is_active" in kept
        others = {one.kind.noun for one in noun.columns if hasattr(one.kind, "noun")}
        assert others <= NOUNS.keys()
        assert len({one.zh for one in noun.columns}) == len(noun.columns)
