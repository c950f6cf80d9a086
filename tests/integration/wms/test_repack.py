"""Nitrogen packing: mass balance, origin, genealogy and the new life."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.builders import KG, NOW, World, a_lot, a_stocked_lot, a_supplier, on_hand, stocked, world
from wms.db import Database, Tx
from wms.errors import Refused
from wms.inbound import repack
from wms.inbound.repack import Input, NewRepack
from wms.stock import ledger, losses, lots
from wms.tables.stock import LotLink, LotStatus, Packing


def two_parents(tx: Tx, w: World) -> tuple[int, int]:
    first, second = (
        a_stocked_lot(tx, w, w.cabbage, place_id, 60 * KG).id for place_id in w.chilled_bins[:2]
    )
    return first, second


def packing(w: World, parents: tuple[int, int]) -> NewRepack:
    inputs = (
        Input(parents[0], w.chilled_bins[0], 60 * KG, waste=5 * KG),
        Input(parents[1], w.chilled_bins[1], 40 * KG, waste=5 * KG),
    )
    return NewRepack(uuid4(), inputs, w.chilled_bins[2], 90 * KG)


def test_what_goes_in_comes_out_or_is_written_off(db: Database) -> None:
    w = world(db)
    parents = db.write(lambda tx: two_parents(tx, w))
    new = packing(w, parents)
    child = db.write(lambda tx: repack.nitrogen(tx, new, by=w.staff, now=NOW))

    assert child.packing is Packing.NITROGEN
    assert child.status is LotStatus.RELEASED
    assert child.sell_until == NOW + timedelta(days=7)
    assert child.supplier_id == w.supplier
    assert db.read(lambda tx: on_hand(tx, w.chilled_bins[2], child.id)) == 90 * KG
    assert db.read(lambda tx: on_hand(tx, w.chilled_bins[1], parents[1])) == 20 * KG
    links = db.read(lambda tx: tx.execute(select(LotLink.parent_id, LotLink.quantity)).all())
    assert sorted(map(tuple, links)) == [(parents[0], 55 * KG), (parents[1], 35 * KG)]
    lost = db.read(lambda tx: losses.lost(tx, w.warehouse, NOW, NOW + timedelta(hours=1)))
    assert [(one.reason, one.quantity) for one in lost] == [("trimming", 10 * KG)]
    assert db.read(lambda tx: lots.ancestors(tx, [child.id])) == {*parents, child.id}
    assert db.read(lambda tx: lots.descendants(tx, [parents[0]])) == {parents[0], child.id}
    assert db.read(ledger.check) == []


def test_the_same_packing_again_is_the_same_lot(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    new = packing(w, sqlite_db.write(lambda tx: two_parents(tx, w)))
    first = sqlite_db.write(lambda tx: repack.nitrogen(tx, new, by=w.staff, now=NOW).id)
    assert sqlite_db.write(lambda tx: repack.nitrogen(tx, new, by=w.staff, now=NOW).id) == first


def test_wrong_packings_are_refused_and_change_nothing(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    parents = sqlite_db.write(lambda tx: two_parents(tx, w))
    held, other = sqlite_db.write(lambda tx: strangers(tx, w))
    good = packing(w, parents)
    cold = w.chilled_bins[0]
    for bad, code in (
        (replace(good, output=91 * KG), r"repack\.mass_balance"),
        (replace(good, output=89 * KG), r"repack\.mass_balance"),
        (replace(good, inputs=()), r"quantity\.out_of_range"),
        (replace(good, to_place_id=w.frozen_bins[0]), r"place\.wrong_temperature"),
        (NewRepack(uuid4(), (Input(held, cold, KG),), cold, KG), r"lot\.not_released"),
        (
            NewRepack(uuid4(), (Input(parents[0], cold, KG), Input(other, cold, KG)), cold, 2 * KG),
            r"repack\.mixed_origin",
        ),
        (NewRepack(uuid4(), (Input(parents[0], cold, 61 * KG),), cold, 61 * KG), r"stock\.short"),
    ):
        with pytest.raises(Refused, match=code):
            sqlite_db.write(lambda tx, bad=bad: repack.nitrogen(tx, bad, by=w.staff, now=NOW))
    ends_at = NOW + timedelta(hours=72)
    with pytest.raises(Refused, match=r"lot\.expired"):
        sqlite_db.write(lambda tx: repack.nitrogen(tx, good, by=w.staff, now=ends_at))
    assert sqlite_db.read(ledger.check) == []


def strangers(tx: Tx, w: World) -> tuple[int, int]:
    cold = w.chilled_bins[0]
    held = a_stocked_lot(tx, w, w.cabbage, cold, 10 * KG, status=LotStatus.HELD)
    other = a_lot(tx, w.cabbage, a_supplier(tx, w.warehouse).id)
    return held.id, stocked(tx, other, cold, 10 * KG).id


def test_nothing_is_packed_in_nitrogen_twice(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    parents = sqlite_db.write(lambda tx: two_parents(tx, w))
    child = sqlite_db.write(
        lambda tx: repack.nitrogen(tx, packing(w, parents), by=w.staff, now=NOW).id
    )
    again = NewRepack(uuid4(), (Input(child, w.chilled_bins[2], KG),), w.chilled_bins[0], KG)
    with pytest.raises(Refused, match=r"repack\.wrong_packing"):
        sqlite_db.write(lambda tx: repack.nitrogen(tx, again, by=w.staff, now=NOW))
