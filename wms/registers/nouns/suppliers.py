"""Suppliers: a farmer, base or supplier stands behind every lot."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from wms import codes
from wms.db import Tx
from wms.masterdata import setup
from wms.masterdata.kinds import Choice, Flag, Gs1Number, Text, Word
from wms.registers.noun import Column, Draft, Editor, Fault, Noun, fault
from wms.registers.nouns.choices import OFFICE
from wms.tables.masterdata import Place, Supplier, SupplierKind, Warehouse

KINDS = {
    SupplierKind.FARMER: ("农户", "farmer"),
    SupplierKind.BASE: ("基地", "base"),
    SupplierKind.SUPPLIER: ("供应商", "supplier"),
}


def _judge(tx: Tx, draft: Draft) -> Iterator[Fault]:
    if draft.row is None and _home(tx, None) is None:
        yield fault("code", codes.Entry.NO_WAREHOUSE)


def _add(tx: Tx, values: Mapping[str, Any], editor: Editor) -> Supplier:
    """With the place outside from which its goods come."""
    home = _home(tx, editor.warehouse_id)
    assert home is not None
    return setup.add_supplier(tx, Supplier(**values), warehouse_id=home)


def _saved(tx: Tx, row: Supplier, values: Mapping[str, Any], editor: Editor) -> None:
    place = tx.find(Place, row.place_id)
    place.name_zh, place.name_en = row.name_zh, row.name_en


def _home(tx: Tx, warehouse_id: int | None) -> int | None:
    """The warehouse on whose map a new supplier stands: the editor's own, else the first one."""
    return warehouse_id or tx.scalar(select(Warehouse.id).order_by(Warehouse.id).limit(1))


NOUN = Noun(
    name="suppliers",
    place=60,
    table=Supplier,
    one=("供应商", "Supplier"),
    many=("供应商", "Suppliers"),
    icon="leaf",
    lead=("农户、基地和供应商", "Farmers, bases and suppliers"),
    sees=OFFICE,
    edits=OFFICE,
    columns=(
        Column("code", Word(16), "编码", "Code", is_once=True, is_unique=True, is_listed=True),
        Column("kind", Choice(KINDS), "类型", "Kind", is_listed=True),
        Column("name_zh", Text(80), "中文名称", "Name in Chinese", is_listed=True),
        Column("name_en", Text(80), "英文名称", "Name in English", is_listed=True),
        Column("village_zh", Text(80), "村(中文)", "Village in Chinese", is_listed=True),
        Column("village_en", Text(80), "村(英文)", "Village in English"),
        Column(
            "name_is_public",
            Flag(),
            "可对外署名",
            "May be named in public",
            is_optional=True,
            default=False,
            hint=("经本人同意后", "once they have agreed"),
        ),
        Column("phone", Text(24), "电话", "Telephone", is_optional=True, is_listed=True),
        Column("gln", Gs1Number((13,)), "GLN", "GLN no.", is_optional=True, is_unique=True),
    ),
    judge=_judge,
    add=_add,
    saved=_saved,
)
