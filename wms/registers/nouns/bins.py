"""Bins: where goods lie, each in a room."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, func, select

from wms.db import Tx
from wms.masterdata import setup
from wms.masterdata.kinds import Number, Ref, Text, Word
from wms.registers.noun import Column, Editor, Noun
from wms.registers.nouns.choices import KEEPERS, OFFICE
from wms.tables.masterdata import Place, PlaceKind
from wms.tables.stock import Balance


def _add(tx: Tx, values: Mapping[str, Any], editor: Editor) -> Place:
    """A bin keeps what its room keeps."""
    return setup.add_bin(tx, Place(kind=PlaceKind.BIN, **values))


def _is_used(tx: Tx, row: Place) -> bool:
    return bool(tx.scalar(select(exists().where(Balance.place_id == row.id))))


def _needed_by(tx: Tx, row: Place) -> int:
    """Lots that lie there."""
    lying = select(func.count()).where(Balance.place_id == row.id, Balance.on_hand > 0)
    return tx.scalar(lying) or 0


NOUN = Noun(
    name="bins",
    place=30,
    table=Place,
    only=Place.kind == PlaceKind.BIN,
    one=("货位", "Bin"),
    many=("货位", "Bins"),
    icon="stock",
    lead=("货物放在哪里", "Where goods lie"),
    sees=OFFICE,
    edits=KEEPERS,
    columns=(
        Column("code", Word(40), "编码", "Code", is_once=True, is_unique=True, is_listed=True),
        Column("room_id", Ref("rooms"), "库房", "Room", is_listed=True, is_once=True),
        Column("name_zh", Text(80), "中文名称", "Name in Chinese", is_listed=True),
        Column("name_en", Text(80), "英文名称", "Name in English", is_listed=True),
        Column(
            "capacity_g",
            Number(1000, 10**11, places=3),
            "承重(千克)",
            "Holds (kg)",
            is_optional=True,
            default=setup.BIN_CAPACITY_G,
            is_listed=True,
        ),
    ),
    add=_add,
    is_used=_is_used,
    needed_by=_needed_by,
)
