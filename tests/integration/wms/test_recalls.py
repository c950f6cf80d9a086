"""Calling goods back: one press stops them everywhere, and every shop that has any is told."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, select

from tests.builders import (
    KG,
    NOW,
    World,
    a_lot,
    a_move,
    a_shop,
    a_stocked_lot,
    facts_of,
    stocked,
    world,
)
from wms.db import Database, Tx, core
from wms.errors import Conflict, NotFound, Refused
from wms.facts import notices, outbox
from wms.facts.catalogue import LotBlocked, LotsRecalled, RecallLifted
from wms.inbound import quality
from wms.inbound.quality import NewTest
from wms.stock import HoldReason, NewRecall, ledger, recall_views, recalls
from wms.tables.access import Role
from wms.tables.masterdata import Shop
from wms.tables.stock import Lot, LotLink, LotStatus, MoveReason, Recall

LATER = NOW + timedelta(hours=2)


@dataclass
class Harvest:
    """Cabbages, and a pack made of them: on a shelf, in a van, and in one of two shops."""

    w: World
    lot: int
    pack: int
    other_shop: int


def a_harvest(db: Database) -> Harvest:
    w = world(db)
    return db.write(lambda tx: _grown(tx, w))


def _grown(tx: Tx, w: World) -> Harvest:
    shelf = w.chilled_bins[0]
    lot = a_stocked_lot(tx, w, w.cabbage, shelf, 100 * KG)
    pack = stocked(tx, a_lot(tx, w.cabbage, w.supplier), shelf, 50 * KG)
    tx.add(LotLink(parent_id=lot.id, child_id=pack.id, quantity=50 * KG, at=NOW))
    ways = ((w.shop_place, 20 * KG), (w.vehicle_place, 5 * KG))
    moves = [a_move(pack.id, shelf, to, much, MoveReason.DELIVER) for to, much in ways]
    back = a_move(pack.id, w.shop_place, shelf, 2 * KG, MoveReason.RETURN)
    ledger.post(tx, moves)
    ledger.post(tx, [back])
    return Harvest(w, lot.id, pack.id, a_shop(tx, w.warehouse).id)


def call_back(db: Database, at: Harvest, key: UUID | None = None, note: str = "glass") -> int:
    new = NewRecall(key or uuid4(), at.lot, note)
    return db.write(lambda tx: recalls.recall(tx, new, by=at.w.quality, now=NOW).id)


def lift(db: Database, at: Harvest, recall: int, note: str = "the wrong field") -> None:
    db.write(lambda tx: recalls.lift(tx, recall, note=note, by=at.w.quality, now=LATER))


def status(db: Database, *lots: int) -> list[LotStatus]:
    return db.read(lambda tx: [tx.find(Lot, lot).status for lot in lots])


def told(db: Database, shop: int) -> list[str]:
    """What a shop's notices are about, the newest first, once the worker has made them."""

    def tell(tx: Tx) -> None:
        for task in outbox.claim(tx, uuid4(), LATER, limit=100, consumers={"notices"}):
            notices.tell(tx, task)
            outbox.done(tx, task, now=LATER)

    db.write(tell)
    seen = db.read(lambda tx: notices.newest(tx, Role.SHOP, warehouse_id=None, shop_id=shop))
    return [one.fact.kind for one in seen]


def test_one_press_stops_a_lot_and_all_that_was_made_of_it_and_tells_the_shops(
    db: Database,
) -> None:
    at = a_harvest(db)
    recall = call_back(db, at)

    assert status(db, at.lot, at.pack) == [LotStatus.BLOCKED, LotStatus.BLOCKED]
    seen = db.read(lambda tx: recall_views.recall(tx, recall))
    assert (seen.lot_count, seen.shops, seen.acknowledged, seen.note) == (2, 1, 0, "glass")
    [shop] = db.read(lambda tx: recall_views.shops_told(tx, recall, None))
    assert (shop.shop_id, [one.quantity for one in shop.amounts]) == (at.w.shop, [18 * KG])
    here = db.read(lambda tx: recall_views.where_now(tx, recall, None))
    spots = {one.place_kind: one.amount.quantity for one in here}
    assert spots == {"bin": 127 * KG, "vehicle": 5 * KG}
    assert told(db, at.w.shop) == ["LotsRecalled"]
    assert told(db, at.other_shop) == []
    assert db.read(ledger.check) == []


def test_a_shop_reads_its_amounts_and_confirms_once(db: Database) -> None:
    at = a_harvest(db)
    recall = call_back(db, at)
    [mine] = db.read(lambda tx: recall_views.of_shop(tx, at.w.shop))
    assert [(lot.quantity, lot.code) for lot in mine.lots] == [
        (18 * KG, db.read(lambda tx: tx.find(Lot, at.pack).code))
    ]
    assert db.read(lambda tx: recall_views.unseen(tx, at.w.shop)) == 1
    for moment in (LATER, LATER + timedelta(hours=1)):
        db.write(
            lambda tx, now=moment: recalls.acknowledge(
                tx, recall, at.w.shop, by=at.w.keeper, now=now
            )
        )
    assert db.read(lambda tx: recall_views.of_shop(tx, at.w.shop))[0].acknowledged_at == LATER
    assert db.read(lambda tx: recall_views.unseen(tx, at.w.shop)) == 0
    with pytest.raises(NotFound):
        db.write(
            lambda tx: recalls.acknowledge(tx, recall, at.other_shop, by=at.w.keeper, now=LATER)
        )


def test_the_same_press_twice_is_one_recall(db: Database) -> None:
    at, key = a_harvest(db), uuid4()
    assert call_back(db, at, key) == call_back(db, at, key)
    assert len(db.read(lambda tx: facts_of(tx, LotsRecalled))) == 1
    with pytest.raises(Conflict, match=r"recall\.other_body"):
        call_back(db, at, key, "metal")
    with pytest.raises(Refused, match=r"recall\.under_way"):
        call_back(db, at)


def test_a_recall_is_lifted_as_a_whole_with_a_reason_and_the_shops_hear_of_it(
    db: Database,
) -> None:
    at = a_harvest(db)
    recall = call_back(db, at)
    with pytest.raises(Refused, match=r"release\.note_missing"):
        lift(db, at, recall, " ")
    for lot in (at.lot, at.pack):
        with pytest.raises(Refused, match=r"lot\.recalled"):
            db.write(
                lambda tx, lot=lot: quality.release(tx, lot, note="!", by=at.w.quality, now=NOW)
            )
    lift(db, at, recall)
    lift(db, at, recall)

    assert status(db, at.lot, at.pack) == [LotStatus.TESTING, LotStatus.RELEASED]
    assert len(db.read(lambda tx: facts_of(tx, RecallLifted))) == 1
    assert told(db, at.w.shop) == ["RecallLifted", "LotsRecalled"]
    assert told(db, at.other_shop) == []
    assert call_back(db, at) != recall


def test_lifting_a_recall_leaves_the_other_holds(db: Database) -> None:
    at = a_harvest(db)
    smells = quality.NewHold(HoldReason.QUALITY, "smell")
    db.write(lambda tx: quality.hold(tx, [at.pack], smells, by=at.w.quality, now=NOW))
    lift(db, at, call_back(db, at))
    assert status(db, at.pack) == [LotStatus.HELD]


def test_a_failed_test_tells_the_shops_and_its_release_does_too(db: Database) -> None:
    at = a_harvest(db)

    def test(*, passed: bool) -> None:
        new = NewTest(at.lot, passed, "enzyme inhibition", 12.0 if passed else 71.0)
        db.write(lambda tx: quality.record_test(tx, new, by=at.w.quality, now=NOW))

    test(passed=False)
    test(passed=False)
    assert status(db, at.lot, at.pack) == [LotStatus.BLOCKED, LotStatus.BLOCKED]
    assert told(db, at.w.shop) == ["LotsRecalled"]
    with pytest.raises(Refused, match=r"recall\.by_test"):
        lift(db, at, db.read(lambda tx: tx.scalars(select(Recall.id)).one()))

    test(passed=True)
    for lot in (at.lot, at.pack):
        assert told(db, at.w.shop) == ["LotsRecalled"]
        db.write(lambda tx, lot=lot: quality.release(tx, lot, note="ok", by=at.w.quality, now=NOW))
    assert told(db, at.w.shop) == ["RecallLifted", "LotsRecalled"]
    assert status(db, at.lot, at.pack) == [LotStatus.RELEASED, LotStatus.RELEASED]


def test_a_driver_who_hands_goods_over_all_the_same_makes_that_shop_told(db: Database) -> None:
    at = a_harvest(db)
    recall = call_back(db, at)
    assert told(db, at.other_shop) == []

    def hand_over(tx: Tx) -> None:
        to = tx.find(Shop, at.other_shop).place_id
        for much in (2 * KG, 3 * KG):
            ledger.post(tx, [a_move(at.pack, at.w.vehicle_place, to, much, MoveReason.DELIVER)])
            recalls.handed_over(tx, at.other_shop, [at.pack], by=at.w.driver, now=LATER)

    db.write(hand_over)
    [mine] = db.read(lambda tx: recall_views.of_shop(tx, at.other_shop))
    assert (mine.recall.id, [one.quantity for one in mine.amounts]) == (recall, [5 * KG])
    assert told(db, at.other_shop) == ["RecalledGoodsDelivered"] * 2
    lift(db, at, recall)
    assert told(db, at.other_shop)[0] == "RecallLifted"


def test_a_field_with_thousands_of_packs_is_one_statement_a_step(db: Database) -> None:
    at = a_harvest(db)
    many = 3_000

    def pack(tx: Tx) -> None:
        lot = tx.find(Lot, at.lot)
        same = {c.name: getattr(lot, c.name) for c in core(Lot).c if c.name not in ("id", "code")}
        rows = [{**same, "code": f"P{n}"} for n in range(many)]
        made = tx.connection().execute(insert(core(Lot)).returning(core(Lot).c.id), rows)
        links = {"parent_id": at.lot, "quantity": 1, "at": NOW}
        children = [{**links, "child_id": child} for child in made.scalars()]
        tx.connection().execute(insert(core(LotLink)), children)

    db.write(pack)
    recall = call_back(db, at)
    assert db.read(lambda tx: recall_views.recall(tx, recall)).lot_count == many + 2
    [fact] = db.read(lambda tx: facts_of(tx, LotBlocked))
    assert (fact.lot_count, len(fact.lots)) == (many + 2, 50)
    lift(db, at, recall)
    left = select(Lot.id).where(Lot.status == LotStatus.BLOCKED)
    assert db.read(lambda tx: tx.scalars(left).all()) == []
