"""Goods: what is bought, stored and sold."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import exists, select

from wms import codes
from wms.db import Tx
from wms.masterdata.kinds import Choice, Flag, Gs1Number, Number, Text, Word
from wms.registers.noun import Column, Draft, Fault, Noun, fault
from wms.registers.nouns.choices import KEEPERS, OFFICE, TEMPERATURES
from wms.tables.masterdata import Item
from wms.tables.ordering import OrderLine
from wms.tables.stock import Lot
from wms.units import Unit

UNITS = {Unit.GRAM: ("克", "g"), Unit.PIECE: ("件", "pc")}
PACK = ("以基本单位计:克或件", "in base units: grams or pieces")


def _judge(tx: Tx, draft: Draft) -> Iterator[Fault]:
    if draft["unit"] is Unit.GRAM and draft["piece_g"] != 1:
        yield fault("piece_g", codes.Entry.DISAGREES, other="unit")
    if draft["unit"] is Unit.GRAM and draft["is_weighed"]:
        yield fault("is_weighed", codes.Entry.DISAGREES, other="unit")
    if draft["weight_tolerance_pct"] and not draft["is_weighed"]:
        yield fault("weight_tolerance_pct", codes.Entry.DISAGREES, other="is_weighed")


def _is_used(tx: Tx, row: Any) -> bool:
    """Lots and orders count in its unit and packs, and say its number."""
    of_it = (select(exists().where(one.item_id == row.id)) for one in (Lot, OrderLine))
    return any(tx.scalar(one) for one in of_it)


COLUMNS = (
    Column("code", Word(24), "编码", "Code", is_once=True, is_unique=True, is_listed=True),
    Column(
        "gtin",
        Gs1Number((8, 12, 13, 14), fill=14),
        "条码 GTIN",
        "GTIN",
        is_unique=True,
        is_listed=True,
        is_fixed_in_use=True,
        hint=("8、12、13 或 14 位,含校验位", "8, 12, 13 or 14 digits with the check digit"),
    ),
    Column("name_zh", Text(80), "中文名称", "Name in Chinese", is_listed=True),
    Column("name_en", Text(80), "英文名称", "Name in English", is_listed=True),
    Column(
        "category",
        Word(24),
        "类别",
        "Category",
        is_listed=True,
        hint=("如 leaf、root;限量和充氮按它", "e.g. leaf, root; quotas go by it"),
    ),
    Column(
        "picture",
        Text(8),
        "图标",
        "Symbol",
        is_optional=True,
        default="",
        hint=("一个字符", "one character"),
    ),
    Column("unit", Choice(UNITS), "基本单位", "Base unit", is_listed=True, is_fixed_in_use=True),
    Column(
        "temperature_class",
        Choice(TEMPERATURES),
        "温区",
        "Temperature class",
        is_listed=True,
        is_fixed_in_use=True,
    ),
    Column(
        "pack_quantity",
        Number(1, 10**9),
        "订货倍数",
        "Pack",
        is_listed=True,
        is_fixed_in_use=True,
        hint=PACK,
    ),
    Column(
        "piece_g",
        Number(1, 10**7),
        "单件重量(克)",
        "Weight of a piece (g)",
        is_optional=True,
        default=1,
        is_fixed_in_use=True,
        hint=("按克计的商品为 1", "1 for goods counted in grams"),
    ),
    Column(
        "is_weighed",
        Flag(),
        "按件计、逐件称重",
        "Counted and weighed",
        is_optional=True,
        default=False,
        is_fixed_in_use=True,
    ),
    Column(
        "weight_tolerance_pct",
        Number(0, 100),
        "重量允差 %",
        "Weight tolerance %",
        is_optional=True,
        default=0,
    ),
    Column(
        "price_cents",
        Number(0, 10**9, places=2),
        "价格(元)",
        "Price (¥)",
        is_listed=True,
        hint=("每千克或每件", "per kg or per piece"),
    ),
    Column(
        "life_hours",
        Number(1, 100_000),
        "寿命(小时)",
        "Life (hours)",
        hint=("采收后、适宜温度下", "after harvest, at the right temperature"),
    ),
    Column(
        "needs_residue_test",
        Flag(),
        "须农残检测",
        "Needs a residue test",
        is_optional=True,
        default=False,
    ),
)

NOUN = Noun(
    name="items",
    place=50,
    table=Item,
    one=("商品", "Item"),
    many=("商品", "Items"),
    icon="box",
    lead=("买进、存放、卖出的货", "What is bought, stored and sold"),
    sees=OFFICE,
    edits=KEEPERS,
    columns=COLUMNS,
    judge=_judge,
    is_used=_is_used,
)
