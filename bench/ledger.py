"""What stock costs when there is much of it: `python -m bench.ledger [--lots 20000] [--url URL]`.

Processor time of this process, which on SQLite is all there is; on PostgreSQL the server's comes on
top. The sizes are those of a wave at the cut-off: 500 orders of 20 lines.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select

from bench.stock import NOW, Shelves, stocked_shelves
from wms.db import Database, Tx, core, migrate
from wms.rules.fefo import Demand
from wms.stock import ledger
from wms.tables.masterdata import Place, PlaceKind, Shop, Supplier
from wms.tables.ordering import Order, OrderKind, OrderLine, OrderState
from wms.tables.stock import Lot, LotStatus, MoveReason

ORDERS, LINES = 500, 20
PACK_G = 10_000
RECEIPTS, LOTS_PER_RECEIPT = 50, 10


def timed(what: str, count: int, unit: str, work: Callable[[], Any]) -> Any:
    """Run it and print the wall and processor time, whole and per unit."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    rate = f"{count / max(cpu, 1e-9):>12,.0f} {unit}/CPU-s" if count > 1 else ""
    print(f"{what:<44}{wall * 1e3:>10.1f} ms{cpu * 1e3:>10.1f} ms CPU{rate}")
    return answer


def receive(tx: Tx, shelves: Shelves) -> None:
    """One document: ten new lots from a supplier to as many bins."""
    supplier = tx.scalars(select(Supplier)).one()
    lots = [
        Lot(
            code=f"R{uuid4().hex[:12]}",
            item_id=random.choice(shelves.items),
            supplier_id=supplier.id,
            harvested_at=NOW,
            received_at=NOW,
            sell_until=NOW + timedelta(hours=72),
            status=LotStatus.RELEASED,
        )
        for _ in range(LOTS_PER_RECEIPT)
    ]
    tx.add_all(lots)
    tx.flush()
    moves = [
        ledger.NewMove(
            uuid4(), lot.id, supplier.place_id, random.choice(shelves.bins), 100_000,
            MoveReason.RECEIVE, NOW,
        )
        for lot in lots
    ]  # fmt: skip
    ledger.post(tx, moves)


def orders(tx: Tx, shelves: Shelves) -> list[int]:
    """A day's submitted orders; returns their ids."""
    place = Place(
        warehouse_id=shelves.warehouse,
        code="SHOP",
        kind=PlaceKind.CUSTOMER,
        name_zh="店",
        name_en="Shop",
    )
    tx.add(place)
    tx.flush()
    shop = Shop(
        code="SH1",
        name_zh="店",
        name_en="Shop",
        warehouse_id=shelves.warehouse,
        place_id=place.id,
        address_zh="路",
        address_en="Road",
        latitude=28.2,
        longitude=113.0,
    )
    tx.add(shop)
    tx.flush()
    rows = [
        Order(
            client_id=uuid4(),
            body_digest="",
            number=f"SO-{number}",
            shop_id=shop.id,
            warehouse_id=shelves.warehouse,
            kind=OrderKind.STANDARD,
            state=OrderState.APPROVED,
            placed_at=NOW,
            deliver_from=NOW,
            deliver_until=NOW,
        )
        for number in range(ORDERS)
    ]
    tx.add_all(rows)
    tx.flush()
    lines = [
        {
            "order_id": order.id,
            "item_id": item,
            "ordered": PACK_G,
            "approved": PACK_G,
            "promised": 0,
            "allocated": 0,
            "picked": 0,
            "delivered": 0,
            "unit_price_cents": 400,
        }
        for order in rows
        for item in random.sample(shelves.items, LINES)
    ]
    tx.connection().execute(insert(core(OrderLine)), lines)
    return [order.id for order in rows]


def promise(tx: Tx, shelves: Shelves, order_id: int) -> None:
    """What approval reserves."""
    lines = tx.scalars(select(OrderLine).where(OrderLine.order_id == order_id)).all()
    ledger.promise(tx, shelves.warehouse, lines, fresh_until=NOW)


def allocate(tx: Tx, shelves: Shelves) -> ledger.Allocated:
    """What the release of the whole wave reserves."""
    rows = select(OrderLine.id, OrderLine.item_id, OrderLine.promised).order_by(OrderLine.id)
    demands = [Demand(line, item, quantity, NOW) for line, item, quantity in tx.execute(rows)]
    return ledger.allocate(tx, shelves.warehouse, demands)


def pick(tx: Tx, stage: int, allocations: list[Any]) -> int:
    """Take a share of the wave to the stage."""
    picks = [
        ledger.NewPick(ledger.move_id("pick", one.id), one.id, one.quantity, stage, NOW)
        for one in allocations
    ]
    return ledger.pick(tx, picks)


def a_stage(tx: Tx, shelves: Shelves) -> int:
    """A stage for what is picked."""
    stage = Place(
        warehouse_id=shelves.warehouse,
        code="STAGE",
        kind=PlaceKind.STAGE,
        name_zh="月台",
        name_en="Stage",
    )
    tx.add(stage)
    tx.flush()
    return stage.id


def measure(db: Database, lots: int) -> None:
    """Print every figure."""
    random.seed(1)

    def stock(tx: Tx) -> Shelves:
        return stocked_shelves(tx, lots=lots, bins=200, items=60, bins_per_lot=1)

    shelves = timed(f"bulk import of {lots:,} lots", lots, "lots", lambda: db.write(stock))
    warehouse, items = shelves.warehouse, shelves.items

    def receive_all() -> None:
        for _ in range(RECEIPTS):
            db.write(lambda tx: receive(tx, shelves))

    count = RECEIPTS * LOTS_PER_RECEIPT
    timed(f"receive {count} lots, {LOTS_PER_RECEIPT} a document", count, "lots", receive_all)
    timed(
        "availability of every item", 1, "", lambda: db.read(
            lambda tx: ledger.available(tx, warehouse, None, NOW)
        )
    )  # fmt: skip
    timed(
        "availability of 20 items", 1, "", lambda: db.read(
            lambda tx: ledger.available(tx, warehouse, items[:20], NOW)
        )
    )  # fmt: skip
    ids = db.write(lambda tx: orders(tx, shelves))

    def promise_all() -> None:
        for order in ids:
            db.write(lambda tx, order=order: promise(tx, shelves, order))

    timed(f"promise {ORDERS} orders of {LINES} lines", ORDERS, "orders", promise_all)
    wave = timed(
        f"allocate the wave of {ORDERS * LINES:,} lines", ORDERS * LINES, "lines",
        lambda: db.write(lambda tx: allocate(tx, shelves)),
    )  # fmt: skip
    assert not wave.short
    stage = db.write(lambda tx: a_stage(tx, shelves))
    some = list(wave.allocations)[:2_000]
    timed(
        f"pick {len(some):,} allocations at once", len(some), "picks",
        lambda: db.write(lambda tx: pick(tx, stage, some)),
    )  # fmt: skip
    faults = timed("prove the ledger", 1, "", lambda: db.read(ledger.check))
    print(f"ledger {faults or 'sound'}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", help="an empty database; else SQLite in a new folder")
    arguments.add_argument("--lots", type=int, default=20_000)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.url or f"sqlite:///{folder}/bench.db"
        migrate.upgrade(url)
        db = Database(url)
        measure(db, chosen.lots)
        db.close()


if __name__ == "__main__":
    main()
