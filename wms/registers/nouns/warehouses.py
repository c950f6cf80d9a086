"""Warehouses: each begins with a dock and a stage; rooms and bins are nouns of their own."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from wms.db import Tx
from wms.masterdata import setup
from wms.masterdata.kinds import Choice, Gs1Number, Measure, Text, Word
from wms.registers.noun import Column, Editor, Noun
from wms.registers.nouns.choices import KEEPERS, OFFICE
from wms.tables.masterdata import Place, PlaceKind, Shop, Warehouse, WarehouseKind

KINDS = {WarehouseKind.MAIN: ("主仓", "main"), WarehouseKind.SUB: ("分仓", "sub")}


def _add(tx: Tx, values: Mapping[str, Any], editor: Editor) -> Warehouse:
    return setup.open_warehouse(tx, Warehouse(**values), ())


def _needed_by(tx: Tx, row: Warehouse) -> int:
    """Its rooms and the shops it serves."""
    rooms = (Place.warehouse_id == row.id) & (Place.kind == PlaceKind.ROOM) & Place.is_active
    shops = (Shop.warehouse_id == row.id) & Shop.is_active
    return sum(tx.scalar(select(func.count()).where(one)) or 0 for one in (rooms, shops))


NOUN = Noun(
    name="warehouses",
    place=10,
    table=Warehouse,
    one=("仓库", "Warehouse"),
    many=("仓库", "Warehouses"),
    icon="home",
    lead=("主仓和分仓", "Main and sub-warehouses"),
    sees=OFFICE,
    edits=KEEPERS,
    columns=(
        Column("code", Word(16), "编码", "Code", is_once=True, is_unique=True, is_listed=True),
        Column("name_zh", Text(80), "中文名称", "Name in Chinese", is_listed=True),
        Column("name_en", Text(80), "英文名称", "Name in English", is_listed=True),
        Column("kind", Choice(KINDS), "类型", "Kind", is_listed=True),
        Column("gln", Gs1Number((13,)), "GLN", "GLN no.", is_optional=True, is_unique=True),
        Column("latitude", Measure(-90, 90), "纬度", "Latitude"),
        Column("longitude", Measure(-180, 180), "经度", "Longitude"),
    ),
    add=_add,
    needed_by=_needed_by,
)
