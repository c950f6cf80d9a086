"""What must exist before anything moves: warehouses, partners, goods, vehicles, devices.

Used by the first installation, by imports and by the demo; it never touches stock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select

from wms import codes
from wms.db import Tx
from wms.errors import Refused
from wms.masterdata.sites import place_of
from wms.tables.base import Table
from wms.tables.coldroom import Sensor
from wms.tables.equipment import Device
from wms.tables.masterdata import (
    FieldApplication,
    FieldRecord,
    Place,
    PlaceKind,
    Shop,
    Supplier,
    Warehouse,
)
from wms.tables.transport import Vehicle
from wms.units import BANDS, TemperatureClass

Row = TypeVar("Row", bound=Table)

ROOM_DEPTH_CM = 800
AISLE_CM = 300
ROOM_WIDTH_CM = 1200
BIN_PITCH_CM = 100
BIN_CAPACITY_G = 2_000_000

ROOM_NAMES = {
    TemperatureClass.AMBIENT: ("常温库", "Ambient store"),
    TemperatureClass.CHILLED: ("冷藏库", "Chilled store"),
    TemperatureClass.FROZEN: ("冷冻库", "Freezer"),
}


@dataclass(frozen=True, slots=True)
class NewRoom:
    """A room to be built: its class, its bins in two rows, its width on the floor plan."""

    temperature_class: TemperatureClass
    bins: int
    width_cm: int


def open_warehouse(tx: Tx, warehouse: Warehouse, rooms: Sequence[NewRoom]) -> Warehouse:
    """Add a warehouse with its dock, stage, rooms and bins, and the books for loss and counts."""
    kept(tx, warehouse)
    for kind in (PlaceKind.LOSS, PlaceKind.COUNT, PlaceKind.REPACK):
        kept(tx, _place(warehouse, kind, kind.value.upper(), _BOOKS[kind]))
    width = sum(room.width_cm for room in rooms)
    dock = _place(warehouse, PlaceKind.DOCK, "DOCK", ("收货台", "Goods-in dock"))
    stage = _place(warehouse, PlaceKind.STAGE, "STAGE", ("发货区", "Dispatch stage"))
    _draw(dock, 0, ROOM_DEPTH_CM + AISLE_CM, width // 2, AISLE_CM)
    _draw(stage, width // 2, ROOM_DEPTH_CM + AISLE_CM, width - width // 2, AISLE_CM)
    kept(tx, dock)
    kept(tx, stage)
    x = 0
    for number, room in enumerate(rooms, 1):
        _add_room(tx, warehouse, number, room, x)
        x += room.width_cm
    return warehouse


def add_room(tx: Tx, room: Place) -> Place:
    """Add a room beside those there are; the dock and the stage lie before them all."""
    here = (Place.warehouse_id == room.warehouse_id) & (Place.kind == PlaceKind.ROOM)
    x = tx.scalar(select(func.max(Place.plan_x_cm + Place.plan_width_cm)).where(here)) or 0
    _draw(room, x, 0, ROOM_WIDTH_CM, ROOM_DEPTH_CM)
    room.room_id = kept(tx, room).id
    half = (x + ROOM_WIDTH_CM) // 2
    for kind, left in ((PlaceKind.DOCK, 0), (PlaceKind.STAGE, half)):
        _draw(place_of(tx, room.warehouse_id, kind), left, ROOM_DEPTH_CM + AISLE_CM, half, AISLE_CM)
    return room


def add_bin(tx: Tx, shelf: Place) -> Place:
    """Add a bin to a room, in rows from its door; it keeps what its room keeps."""
    room = tx.find(Place, shelf.room_id)
    shelf.warehouse_id, shelf.temperature_class = room.warehouse_id, room.temperature_class
    there = (Place.room_id == room.id) & (Place.kind == PlaceKind.BIN)
    number = tx.scalar(select(func.count()).where(there)) or 0
    across = max(1, room.plan_width_cm // BIN_PITCH_CM)
    row, column = divmod(number, across)
    y = min(row * BIN_PITCH_CM, max(0, room.plan_depth_cm - BIN_PITCH_CM))
    at = (room.plan_x_cm + column * BIN_PITCH_CM + 10, room.plan_y_cm + y + 10)
    _draw(shelf, *at, BIN_PITCH_CM - 20, BIN_PITCH_CM - 20)
    return kept(tx, shelf)


def add_supplier(tx: Tx, supplier: Supplier, *, warehouse_id: int) -> Supplier:
    """Add a supplier and the place outside where its goods come from."""
    supplier.place_id = _outside(
        tx, warehouse_id, PlaceKind.SUPPLIER, supplier.code, supplier.name_zh, supplier.name_en
    )
    return kept(tx, supplier)


def add_shop(tx: Tx, shop: Shop) -> Shop:
    """Add a shop and the place outside where its goods go."""
    shop.place_id = _outside(
        tx, shop.warehouse_id, PlaceKind.CUSTOMER, shop.code, shop.name_zh, shop.name_en
    )
    return kept(tx, shop)


def add_vehicle(tx: Tx, vehicle: Vehicle) -> Vehicle:
    """Add a vehicle and the place it is while goods are on it."""
    place = Place(
        warehouse_id=vehicle.warehouse_id,
        code=f"VEH-{vehicle.code}",
        kind=PlaceKind.VEHICLE,
        name_zh=vehicle.plate,
        name_en=vehicle.plate,
        capacity_g=vehicle.capacity_g,
    )
    vehicle.place_id = kept(tx, place).id
    return kept(tx, vehicle)


def add_device(tx: Tx, device: Device) -> Device:
    """Add a device of devices.toml to the books."""
    return kept(tx, device)


def add_sensor(tx: Tx, device: Device, metric: str, unit: str, *, channel: str = "") -> Sensor:
    """Add one quantity that a device measures where it stands.

    A temperature gets the limits of its room's class; anything else has none until set.

    Raises: Refused("sensor.no_place").
    """
    if device.place_id is None:
        raise Refused(codes.Sensor.NO_PLACE, device=device.id)
    place = tx.find(Place, device.place_id)
    band = BANDS.get(place.temperature_class) if place.temperature_class else None
    limited = band if metric == "temperature" else None
    return kept(
        tx,
        Sensor(
            code=f"{channel or device.id}:{metric}",
            device_id=device.id,
            warehouse_id=device.warehouse_id,
            place_id=place.id,
            metric=metric,
            unit=unit,
            low=limited.low_c if limited else None,
            high=limited.high_c if limited else None,
            holds_lots=limited is not None,
        ),
    )


def add_field_record(
    tx: Tx,
    record: FieldRecord,
    applications: Sequence[FieldApplication],
) -> FieldRecord:
    """Add a sowing with what was put on the plot. Raises: Refused("field.before_sowing")."""
    early = [one.applied_on for one in applications if one.applied_on < record.sown_on]
    if early:
        raise Refused(
            codes.Field.BEFORE_SOWING, sown_on=_iso(record.sown_on), applied_on=_iso(early[0])
        )
    kept(tx, record)
    for application in applications:
        application.field_record_id = record.id
        tx.add(application)
    return record


def kept(tx: Tx, row: Row) -> Row:
    """Add a row and learn its id."""
    tx.add(row)
    tx.flush()
    return row


_BOOKS = {
    PlaceKind.LOSS: ("损耗", "Loss"),
    PlaceKind.COUNT: ("盘点差异", "Count difference"),
    PlaceKind.REPACK: ("充氮包装线", "Nitrogen packing line"),
}


def _add_room(tx: Tx, warehouse: Warehouse, number: int, plan: NewRoom, x: int) -> None:
    names = ROOM_NAMES[plan.temperature_class]
    room = _place(warehouse, PlaceKind.ROOM, f"R{number}", names)
    room.temperature_class = plan.temperature_class
    _draw(room, x, 0, plan.width_cm, ROOM_DEPTH_CM)
    room.room_id = kept(tx, room).id
    columns = max(1, (plan.bins + 1) // 2)
    pitch = plan.width_cm // columns
    for index in range(plan.bins):
        column, row = divmod(index, 2)
        label = f"R{number}-{'AB'[row]}{column + 1:02d}"
        shelf = _place(warehouse, PlaceKind.BIN, label, (f"{names[0]} {label}", f"Bin {label}"))
        shelf.room_id = room.id
        shelf.temperature_class = plan.temperature_class
        shelf.capacity_g = BIN_CAPACITY_G
        _draw(shelf, x + column * pitch + 20, row * (ROOM_DEPTH_CM - 220) + 20, pitch - 40, 180)
        tx.add(shelf)
    tx.flush()


def _place(warehouse: Warehouse, kind: PlaceKind, label: str, names: tuple[str, str]) -> Place:
    return Place(
        warehouse_id=warehouse.id,
        code=f"{warehouse.code}-{label}",
        kind=kind,
        name_zh=names[0],
        name_en=names[1],
    )


def _outside(
    tx: Tx, warehouse_id: int, kind: PlaceKind, code: str, name_zh: str, name_en: str
) -> int:
    place = Place(
        warehouse_id=warehouse_id,
        code=f"{'SUP' if kind is PlaceKind.SUPPLIER else 'SHOP'}-{code}",
        kind=kind,
        name_zh=name_zh,
        name_en=name_en,
    )
    return kept(tx, place).id


def _draw(place: Place, x: int, y: int, width: int, depth: int) -> None:
    place.plan_x_cm, place.plan_y_cm = x, y
    place.plan_width_cm, place.plan_depth_cm = width, depth


def _iso(day: date) -> str:
    return day.isoformat()
