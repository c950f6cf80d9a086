"""Vehicles with what they carry, keep and cost."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import exists, func, select

from wms import codes
from wms.db import Tx
from wms.masterdata import setup
from wms.masterdata.kinds import Clock, Number, Ref, Several, Text, Word
from wms.registers.noun import Column, Draft, Editor, Fault, Noun, fault
from wms.registers.nouns.choices import OFFICE, TEMPERATURES
from wms.tables.access import Role, User
from wms.tables.masterdata import Place
from wms.tables.transport import Trip, TripState, Vehicle

OVER = (TripState.RETURNED, TripState.CANCELLED)


def _judge(tx: Tx, draft: Draft) -> Iterator[Fault]:
    if draft["shift_start_minute"] >= draft["shift_end_minute"]:
        yield fault("shift_end_minute", codes.Entry.DISAGREES, other="shift_start_minute")
    driver = draft["driver_id"] and tx.find(User, draft["driver_id"])
    if driver and not _works_at(driver, draft["warehouse_id"]):
        yield fault("driver_id", codes.Entry.NOT_THERE, said=driver.login)


def _works_at(driver: User, warehouse_id: int) -> bool:
    return driver.warehouse_id in (None, warehouse_id)


def _add(tx: Tx, values: Mapping[str, Any], editor: Editor) -> Vehicle:
    """With the place where goods are while they are on it."""
    return setup.add_vehicle(tx, Vehicle(**values))


def _saved(tx: Tx, row: Vehicle, values: Mapping[str, Any], editor: Editor) -> None:
    place = tx.find(Place, row.place_id)
    place.name_zh = place.name_en = row.plate
    place.capacity_g, place.warehouse_id = row.capacity_g, row.warehouse_id


def _is_used(tx: Tx, row: Vehicle) -> bool:
    return bool(tx.scalar(select(exists().where(Trip.vehicle_id == row.id))))


def _needed_by(tx: Tx, row: Vehicle) -> int:
    """Trips that are not over yet."""
    still = select(func.count()).where(Trip.vehicle_id == row.id, Trip.state.not_in(OVER))
    return tx.scalar(still) or 0


NOUN = Noun(
    name="vehicles",
    place=80,
    table=Vehicle,
    one=("车辆", "Vehicle"),
    many=("车辆", "Vehicles"),
    icon="truck",
    lead=("装多少、保什么温、花多少", "What they carry, keep and cost"),
    sees=OFFICE,
    edits=OFFICE,
    called=("plate", "plate"),
    columns=(
        Column("code", Word(16), "编码", "Code", is_once=True, is_unique=True, is_listed=True),
        Column("plate", Text(16, 2), "车牌", "Plate", is_unique=True, is_listed=True),
        Column(
            "warehouse_id",
            Ref("warehouses"),
            "仓库",
            "Warehouse",
            is_fixed_in_use=True,
            is_listed=True,
        ),
        Column(
            "driver_id",
            Ref("users", User.role == Role.DRIVER),
            "司机",
            "Driver",
            is_optional=True,
            is_listed=True,
        ),
        Column(
            "capacity_g", Number(1000, 10**9, places=3), "载重(千克)", "Load (kg)", is_listed=True
        ),
        Column("capacity_crates", Number(1, 10_000), "载箱数", "Crates"),
        Column("capacity_ml", Number(1000, 10**9, places=3), "容积(升)", "Room (l)"),
        Column(
            "temperature_classes",
            Several(TEMPERATURES),
            "温区",
            "Temperature classes",
            is_listed=True,
            hint=("逗号分隔:常温,冷藏", "between commas: ambient,chilled"),
        ),
        Column(
            "shift_start_minute", Clock(), "出车自", "Works from", is_optional=True, default=5 * 60
        ),
        Column(
            "shift_end_minute", Clock(), "出车至", "Works until", is_optional=True, default=22 * 60
        ),
        Column(
            "fixed_cost_cents",
            Number(0, 10**8, places=2),
            "每日固定成本(元)",
            "Cost a day (¥)",
            is_optional=True,
            default=0,
        ),
        Column(
            "cost_per_km_cents",
            Number(0, 10**6, places=2),
            "每公里成本(元)",
            "Cost a km (¥)",
            is_optional=True,
            default=0,
        ),
        Column(
            "cost_per_hour_cents",
            Number(0, 10**7, places=2),
            "每小时成本(元)",
            "Cost an hour (¥)",
            is_optional=True,
            default=0,
        ),
    ),
    judge=_judge,
    add=_add,
    saved=_saved,
    is_used=_is_used,
    needed_by=_needed_by,
)
