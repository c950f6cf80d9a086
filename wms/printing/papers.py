"""What labels, slips and pick lists say, read from the books. It writes nothing.

Everything is in Chinese and English at once: a paper is read by whoever holds it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from labels.designs import LotLabel, PickLine, PickList, Slip, SlipLine
from wms.db import Tx
from wms.masterdata import policies
from wms.tables.masterdata import Item, Place, Shop, Supplier, Warehouse
from wms.tables.ordering import Order, OrderLine
from wms.tables.outbound import Parcel, Wave
from wms.tables.stock import Allocation, AllocationState, Lot
from wms.units import BANDS, Unit

READY_BY = "14:30"
"""When a day's papers are printed. Source: the business's own promise to its shops."""


def lot_label(tx: Tx, lot_id: int, *, stem: str, now: datetime) -> LotLabel:
    """The label of a lot; its link leads to the public trace below `stem`. Raises: NotFound."""
    lot = tx.find(Lot, lot_id)
    item = tx.find(Item, lot.item_id)
    supplier = tx.find(Supplier, lot.supplier_id)
    zone = policies.time_zone(tx, now)
    band = BANDS[item.temperature_class]
    is_named = supplier.name_is_public
    return LotLabel(
        name_zh=item.name_zh,
        name_en=item.name_en,
        gtin=item.gtin,
        lot=lot.code,
        supplier=f"{supplier.name_zh} {supplier.name_en}" if is_named else supplier.code,
        village=f"{supplier.village_zh} {supplier.village_en}",
        harvested_on=lot.harvested_at.astimezone(zone).date(),
        packed_on=lot.received_at.astimezone(zone).date(),
        use_by=lot.sell_until.astimezone(zone).date(),
        weight_g=item.pack_quantity if item.unit is Unit.GRAM else None,
        storage=f"{band.low_c:g}–{band.high_c:g} °C",
        stem=stem,
        hand_code="".join(one for one in lot.code if one.isdigit()),
    )


def slips(tx: Tx, wave_id: int, *, now: datetime) -> list[tuple[int, Slip]]:
    """The delivery slip of each order of a wave that got goods, with the order's id."""
    zone = policies.time_zone(tx, now)
    rows = _allocated().where(Order.wave_id == wave_id).order_by(Shop.code, Order.id, Item.code)
    by_order: dict[int, list[Any]] = {}
    for row in tx.execute(rows):
        by_order.setdefault(row.Order.id, []).append(row)
    return [(order_id, _slip(rows, zone, None)) for order_id, rows in by_order.items()]


def parcel_slips(tx: Tx, order_id: int, *, now: datetime) -> list[tuple[Parcel, Slip]]:
    """For each parcel of an order its slip, with the SSCC as bars."""
    zone = policies.time_zone(tx, now)
    rows = list(tx.execute(_allocated().where(Order.id == order_id).order_by(Item.code)))
    parcels = tx.scalars(select(Parcel).where(Parcel.order_id == order_id).order_by(Parcel.id))
    return [(parcel, _slip(rows, zone, parcel)) for parcel in parcels] if rows else []


def pick_lists(tx: Tx, wave_id: int) -> list[tuple[int, PickList]]:
    """One list for each room that holds goods of a wave, in the order of the walk; with its id."""
    wave = tx.find(Wave, wave_id)
    warehouse = tx.find(Warehouse, wave.warehouse_id)
    rows = _allocated().where(Order.wave_id == wave_id, Allocation.state == AllocationState.OPEN)
    walk = rows.order_by(Place.plan_y_cm, Place.plan_x_cm, Place.code, Item.code, Shop.code)
    by_room: dict[int, list[Any]] = {}
    for row in tx.execute(walk):
        by_room.setdefault(row.Place.room_id or row.Place.id, []).append(row)
    rooms = {one.id: one for one in tx.scalars(select(Place).where(Place.id.in_(by_room)))}
    return [
        (
            room_id,
            PickList(
                number=f"{wave.number}-{rooms[room_id].code}"[:40],
                warehouse=f"{warehouse.name_zh} {warehouse.name_en}",
                wave=wave.number,
                ready_by=READY_BY,
                code=wave.number,
                lines=tuple(_pick_line(row) for row in rows_of_room),
            ),
        )
        for room_id, rows_of_room in sorted(by_room.items())
    ]


def quantity_text(quantity: int, unit: Unit) -> tuple[str, str]:
    """A quantity and its unit as papers show them: grams as kilograms."""
    if unit is Unit.GRAM:
        return f"{quantity / 1000:,.3f}".rstrip("0").rstrip("."), "kg"
    return f"{quantity:,}", "件 pc"


def _allocated() -> "Select[Order, OrderLine, Allocation, Item, Lot, Place, Shop, Warehouse]":
    return (
        select(Order, OrderLine, Allocation, Item, Lot, Place, Shop, Warehouse)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Allocation, Allocation.order_line_id == OrderLine.id)
        .join(Item, Item.id == OrderLine.item_id)
        .join(Lot, Lot.id == Allocation.lot_id)
        .join(Place, Place.id == Allocation.place_id)
        .join(Shop, Shop.id == Order.shop_id)
        .join(Warehouse, Warehouse.id == Order.warehouse_id)
        .where(Allocation.state != AllocationState.VOID)
    )


def _slip(rows: Sequence[Any], zone: ZoneInfo, parcel: Parcel | None) -> Slip:
    order, shop, warehouse = rows[0].Order, rows[0].Shop, rows[0].Warehouse
    return Slip(
        order_number=order.number,
        shop=f"{shop.code} {shop.name_zh} {shop.name_en}",
        address=f"{shop.address_zh} {shop.address_en}",
        warehouse=f"{warehouse.name_zh} {warehouse.name_en}",
        deliver_on=order.deliver_until.astimezone(zone).date(),
        code=order.number,
        sscc=parcel.sscc if parcel else None,
        lines=tuple(_slip_line(row) for row in rows),
        totals=_totals(rows),
        media="roll" if parcel else "a4",
    )


def _slip_line(row: Any) -> SlipLine:
    quantity, unit = quantity_text(row.Allocation.quantity, row.Item.unit)
    return SlipLine(row.Item.name_zh, row.Item.name_en, row.Lot.code, quantity, unit)


def _pick_line(row: Any) -> PickLine:
    left = row.Allocation.quantity - row.Allocation.picked
    quantity, unit = quantity_text(left, row.Item.unit)
    item, place, lot = row.Item, row.Place.code, row.Lot.code
    return PickLine(place, item.name_zh, item.name_en, lot, quantity, unit, row.Shop.code)


def _totals(rows: Iterable[Any]) -> str:
    weight_g = sum(row.Allocation.quantity * row.Item.piece_g for row in rows)
    return f"{quantity_text(weight_g, Unit.GRAM)[0]} kg"
