"""Write-offs, always with a reason."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.builders import KG, NOW, a_stocked_lot, on_hand, world
from wms.db import Database
from wms.errors import Conflict, Refused
from wms.stock import LossReason, NewLoss, ledger, losses
from wms.stock.losses import Lost


def test_a_loss_leaves_the_books_once_and_counts_in_the_report(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 50 * KG).id)
    loss = NewLoss(uuid4(), lot, w.ambient_bins[0], 8 * KG, LossReason.DAMAGED)

    assert db.write(lambda tx: losses.write_off(tx, loss, by=w.staff, now=NOW)) == 8 * KG
    assert db.write(lambda tx: losses.write_off(tx, loss, by=w.staff, now=NOW)) == 0
    assert db.read(lambda tx: on_hand(tx, w.ambient_bins[0], lot)) == 42 * KG
    report = db.read(lambda tx: losses.lost(tx, w.warehouse, NOW, NOW + timedelta(hours=1)))
    assert report == [Lost(w.rice, "damaged", 8 * KG)]
    assert db.read(ledger.check) == []


def test_an_id_that_wrote_off_something_else_is_refused(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    lot = sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], KG).id)
    loss = NewLoss(uuid4(), lot, w.ambient_bins[0], 10, LossReason.DAMAGED)
    sqlite_db.write(lambda tx: losses.write_off(tx, loss, by=w.staff, now=NOW))
    for other in (replace(loss, quantity=20), replace(loss, reason=LossReason.EXPIRED)):
        with pytest.raises(Conflict, match=r"loss\.other_body"):
            sqlite_db.write(lambda tx, one=other: losses.write_off(tx, one, by=w.staff, now=NOW))
    assert sqlite_db.read(lambda tx: on_hand(tx, w.ambient_bins[0], lot)) == KG - 10


def test_no_more_is_lost_than_is_there(sqlite_db: Database) -> None:
    w = world(sqlite_db)
    lot = sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], KG).id)
    loss = NewLoss(uuid4(), lot, w.ambient_bins[0], 2 * KG, LossReason.DAMAGED)
    for bad, code in (
        (loss, r"stock\.short"),
        (replace(loss, quantity=0), r"quantity\.out_of_range"),
        (replace(loss, place_id=w.supplier_place), r"place\.not_storage"),
    ):
        with pytest.raises(Refused, match=code):
            sqlite_db.write(lambda tx, bad=bad: losses.write_off(tx, bad, by=w.staff, now=NOW))


def test_what_has_expired_is_listed_until_it_is_written_off(db: Database) -> None:
    w = world(db)
    lot = db.write(lambda tx: a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 90, life_hours=10).id)
    assert db.read(lambda tx: losses.expired(tx, w.warehouse, now=NOW)) == []

    late = NOW + timedelta(hours=10)
    (one,) = db.read(lambda tx: losses.expired(tx, w.warehouse, now=late))
    assert (one.lot_id, one.place_id, one.free, one.unit) == (lot, w.chilled_bins[0], 90, "pc")
    loss = NewLoss(uuid4(), lot, one.place_id, one.free, LossReason.EXPIRED)
    db.write(lambda tx: losses.write_off(tx, loss, by=w.staff, now=late))
    assert db.read(lambda tx: losses.expired(tx, w.warehouse, now=late)) == []
