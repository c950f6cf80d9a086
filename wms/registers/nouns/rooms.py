"""Rooms of a warehouse with what they keep: ambient, chilled, frozen."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, func, select

from wms.db import Tx
from wms.masterdata import setup
from wms.masterdata.kinds import Choice, Ref, Text, Word
from wms.registers.noun import Column, Editor, Noun
from wms.registers.nouns.choices import KEEPERS, OFFICE, TEMPERATURES
from wms.tables.masterdata import Place, PlaceKind
from wms.tables.stock import Balance


def _add(tx: Tx, values: Mapping[str, Any], editor: Editor) -> Place:
    return setup.add_room(tx, Place(kind=PlaceKind.ROOM, **values))


def _is_used(tx: Tx, row: Place) -> bool:
    """Goods are or were in it: what its thermometers said of them stays true."""
    within = select(Place.id).where(Place.room_id == row.id)
    return bool(tx.scalar(select(exists().where(Balance.place_id.in_(within)))))


def _needed_by(tx: Tx, row: Place) -> int:
    """Its bins."""
    bins = (Place.room_id == row.id) & (Place.kind == PlaceKind.BIN) & Place.is_active
    return tx.scalar(select(func.count()).where(bins)) or 0


def _saved(tx: Tx, row: Place, values: Mapping[str, Any], editor: Editor) -> None:
    """A room's bins keep what the room keeps."""
    if "temperature_class" in values:
        within = (Place.room_id == row.id) & (Place.kind == PlaceKind.BIN)
        for shelf in tx.scalars(select(Place).where(within)):
            shelf.temperature_class = row.temperature_class


NOUN = Noun(
    name="rooms",
    place=20,
    table=Place,
    only=Place.kind == PlaceKind.ROOM,
    one=("库房", "Room"),
    many=("库房", "Rooms"),
    icon="thermometer",
    lead=("每间库房一个温区", "Each keeps one temperature class"),
    sees=OFFICE,
    edits=KEEPERS,
    columns=(
        Column("code", Word(40), "编码", "Code", is_once=True, is_unique=True, is_listed=True),
        Column(
            "warehouse_id", Ref("warehouses"), "仓库", "Warehouse", is_once=True, is_listed=True
        ),
        Column("name_zh", Text(80), "中文名称", "Name in Chinese", is_listed=True),
        Column("name_en", Text(80), "英文名称", "Name in English", is_listed=True),
        Column(
            "temperature_class",
            Choice(TEMPERATURES),
            "温区",
            "Temperature class",
            is_listed=True,
            is_fixed_in_use=True,
        ),
    ),
    add=_add,
    saved=_saved,
    is_used=_is_used,
    needed_by=_needed_by,
)
