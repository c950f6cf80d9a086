"""Stock to measure with: many lots in many bins of one warehouse."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wms.db import Tx
from wms.stock import ledger
from wms.tables.masterdata import (
    Item,
    Place,
    PlaceKind,
    Supplier,
    SupplierKind,
    Warehouse,
    WarehouseKind,
)
from wms.tables.stock import Lot, LotStatus, MoveReason
from wms.units import TemperatureClass, Unit

NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Shelves:
    """Where the stock is."""

    warehouse: int
    bins: list[int]
    items: list[int]
    lots: list[int]


def stocked_shelves(
    tx: Tx, lots: int = 500, bins: int = 20, items: int = 20, *, bins_per_lot: int | None = None
) -> Shelves:
    """A warehouse with lots spread over bins (all of them unless told), a tonne in each."""
    warehouse = Warehouse(
        code="BENCH",
        name_zh="测",
        name_en="Bench",
        kind=WarehouseKind.MAIN,
        latitude=28.2,
        longitude=113.0,
    )
    tx.add(warehouse)
    tx.flush()
    field = _place(tx, warehouse.id, "FIELD", PlaceKind.SUPPLIER)
    bin_ids = [_place(tx, warehouse.id, f"B{n}", PlaceKind.BIN) for n in range(bins)]
    supplier = Supplier(
        code="S",
        kind=SupplierKind.BASE,
        name_zh="基地",
        name_en="Base",
        village_zh="村",
        village_en="Village",
        place_id=field,
    )
    tx.add(supplier)
    item_rows = [_item(n) for n in range(items)]
    tx.add_all(item_rows)
    tx.flush()
    lot_rows = [_lot(n, item_rows[n % items].id, supplier.id) for n in range(lots)]
    tx.add_all(lot_rows)
    tx.flush()
    count = bins_per_lot or bins
    moves = [
        ledger.NewMove(
            ledger.move_id("bench", lot.id, n),
            lot.id,
            field,
            bin_ids[(lot.id + n) % bins],
            1_000_000,
            MoveReason.RECEIVE,
            NOW,
        )
        for lot in lot_rows
        for n in range(count)
    ]
    ledger.post(tx, moves)
    return Shelves(
        warehouse.id, bin_ids, [row.id for row in item_rows], [row.id for row in lot_rows]
    )


def _place(tx: Tx, warehouse_id: int, code: str, kind: PlaceKind) -> int:
    place = Place(
        warehouse_id=warehouse_id,
        code=code,
        kind=kind,
        temperature_class=TemperatureClass.CHILLED if kind is PlaceKind.BIN else None,
        name_zh=code,
        name_en=code,
    )
    tx.add(place)
    tx.flush()
    return place.id


def _item(n: int) -> Item:
    return Item(
        code=f"I{n}",
        gtin=f"{n:014d}",
        name_zh=f"商品{n}",
        name_en=f"Item {n}",
        category="leaf",
        unit=Unit.GRAM,
        temperature_class=TemperatureClass.CHILLED,
        pack_quantity=10_000,
        piece_g=1,
        price_cents=400,
        life_hours=72,
    )


def _lot(n: int, item_id: int, supplier_id: int) -> Lot:
    return Lot(
        code=f"L{n}",
        item_id=item_id,
        supplier_id=supplier_id,
        harvested_at=NOW,
        received_at=NOW,
        sell_until=NOW + timedelta(hours=72 + n % 48),
        status=LotStatus.RELEASED,
    )
