"""Holding lots for a cause: once, whoever finds the cause at the same moment."""

from typing import Any

import pytest
from sqlalchemy import event, insert, select

from tests.builders import KG, NOW, World, a_stocked_lot, world
from tests.integration.wms.meeting import met
from wms.db import Database, Tx, core
from wms.stock import HoldReason, NewHold, hold, holds, ledger
from wms.tables.facts import Fact
from wms.tables.stock import Hold, Lot, LotStatus

WARM = NewHold(HoldReason.EXCURSION, "excursion:7")


def a_lot_in(db: Database, w: World) -> int:
    return db.write(lambda tx: a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 300).id)


def held_rows(db: Database, lot_id: int) -> int:
    return len(db.read(lambda tx: tx.scalars(select(Hold.id).where(Hold.lot_id == lot_id)).all()))


def told(db: Database) -> list[int]:
    """How many lots each fact of a hold speaks of."""
    facts = select(Fact.data).where(Fact.kind == "LotHeld").order_by(Fact.id)
    return [data["lot_count"] for data in db.read(lambda tx: tx.scalars(facts).all())]


def test_two_who_find_one_cause_at_once_hold_the_lot_once(db: Database) -> None:
    w = world(db)
    lot = a_lot_in(db, w)

    def find_it_warm(tx: Tx) -> list[int]:
        return hold(tx, [lot], WARM, by=None, now=NOW)

    assert met(db, find_it_warm, find_it_warm) == ([lot], [])
    assert held_rows(db, lot) == 1
    assert told(db) == [1]
    assert db.read(lambda tx: tx.find(Lot, lot).status) is LotStatus.HELD
    assert db.read(ledger.check) == []


def test_a_hold_that_came_while_the_lots_were_waited_for_is_seen(db: Database) -> None:
    w = world(db)
    late, free = a_lot_in(db, w), a_lot_in(db, w)
    quicker: list[int] = []

    def use_case(tx: Tx) -> list[int]:
        @event.listens_for(tx.connection(), "before_cursor_execute")
        def before_the_lots_are_locked(on: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if not quicker and "FROM lot" in statement:
                quicker.append(late)
                row = {"lot_id": late, "reason": "excursion", "cause": WARM.cause}
                on.execute(insert(core(Hold)), row | {"placed_at": NOW})

        return hold(tx, [late, free], WARM, by=None, now=NOW)

    assert db.write(use_case) == [free]
    assert quicker == [late]
    assert (held_rows(db, late), held_rows(db, free)) == (1, 1)
    assert told(db) == [1]


@pytest.mark.parametrize("reasons", [("quality", "recall"), ("recall", "quality")])
def test_a_lot_with_a_hold_that_blocks_is_blocked_whatever_else_holds_it(
    sqlite_db: Database, reasons: tuple[str, ...]
) -> None:
    w = world(sqlite_db)
    lot = sqlite_db.write(lambda tx: a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], KG).id)

    def place(tx: Tx) -> None:
        for reason in reasons:
            hold(tx, [lot], NewHold(HoldReason(reason), f"{reason}:1"), by=None, now=NOW)

    sqlite_db.write(place)
    assert sqlite_db.read(lambda tx: tx.find(Lot, lot).status) is LotStatus.BLOCKED

    def lift(tx: Tx, reason: str) -> LotStatus:
        placed = [one for one in holds.open_holds(tx, [lot]) if one.reason == reason]
        holds.close(placed, "looked at it", w.quality, NOW)
        holds.settle(tx, [lot], NOW)
        return tx.find(Lot, lot).status

    assert sqlite_db.write(lambda tx: lift(tx, "recall")) is LotStatus.HELD
    assert sqlite_db.write(lambda tx: lift(tx, "quality")) is LotStatus.RELEASED
