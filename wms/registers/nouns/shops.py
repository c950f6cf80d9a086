"""Customers: shops, canteens, households that order."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import exists, func, select

from wms import codes
from wms.db import Tx
from wms.masterdata import setup
from wms.masterdata.kinds import Clock, Measure, Number, Ref, Text, Weekdays, Word
from wms.registers.noun import Column, Draft, Editor, Fault, Noun, fault
from wms.registers.nouns.choices import OFFICE
from wms.tables.masterdata import Place, Shop
from wms.tables.ordering import Order, OrderState

OVER = (OrderState.DELIVERED, OrderState.CANCELLED)


def _judge(tx: Tx, draft: Draft) -> Iterator[Fault]:
    if draft["open_minute"] >= draft["close_minute"]:
        yield fault("close_minute", codes.Entry.DISAGREES, other="open_minute")


def _add(tx: Tx, values: Mapping[str, Any], editor: Editor) -> Shop:
    """With the place outside to which its goods go."""
    return setup.add_shop(tx, Shop(**values))


def _saved(tx: Tx, row: Shop, values: Mapping[str, Any], editor: Editor) -> None:
    place = tx.find(Place, row.place_id)
    place.name_zh, place.name_en = row.name_zh, row.name_en
    place.warehouse_id = row.warehouse_id


def _is_used(tx: Tx, row: Shop) -> bool:
    return bool(tx.scalar(select(exists().where(Order.shop_id == row.id))))


def _needed_by(tx: Tx, row: Shop) -> int:
    """Orders that are not over yet."""
    still = select(func.count()).where(Order.shop_id == row.id, Order.state.not_in(OVER))
    return tx.scalar(still) or 0


NOUN = Noun(
    name="shops",
    place=70,
    table=Shop,
    one=("门店", "Shop"),
    many=("门店", "Shops"),
    icon="shop",
    lead=("下单的门店、食堂和家庭", "Shops, canteens and households that order"),
    sees=OFFICE,
    edits=OFFICE,
    columns=(
        Column("code", Word(16), "编码", "Code", is_once=True, is_unique=True, is_listed=True),
        Column("name_zh", Text(80), "中文名称", "Name in Chinese", is_listed=True),
        Column("name_en", Text(80), "英文名称", "Name in English", is_listed=True),
        Column(
            "customer_class",
            Word(16),
            "客户类别",
            "Customer class",
            is_optional=True,
            default="community",
            is_listed=True,
            hint=("限量按它,如 community", "quotas go by it, e.g. community"),
        ),
        Column(
            "warehouse_id",
            Ref("warehouses"),
            "仓库",
            "Warehouse",
            is_listed=True,
            is_fixed_in_use=True,
        ),
        Column("address_zh", Text(160), "地址(中文)", "Address in Chinese"),
        Column("address_en", Text(160), "地址(英文)", "Address in English"),
        Column("phone", Text(24), "电话", "Telephone", is_optional=True, is_listed=True),
        Column("latitude", Measure(-90, 90), "纬度", "Latitude"),
        Column("longitude", Measure(-180, 180), "经度", "Longitude"),
        Column(
            "order_days",
            Weekdays(),
            "可订货日",
            "Order days",
            is_optional=True,
            default=0b1111111,
            hint=("1 是周一:12345", "1 is Monday: 12345"),
        ),
        Column(
            "open_minute", Clock(), "收货自", "Takes goods from", is_optional=True, default=6 * 60
        ),
        Column(
            "close_minute",
            Clock(),
            "收货至",
            "Takes goods until",
            is_optional=True,
            default=21 * 60,
        ),
        Column(
            "service_s",
            Number(0, 7200),
            "卸货时间(秒)",
            "Time at the door (s)",
            is_optional=True,
            default=300,
        ),
        Column(
            "credit_limit_cents",
            Number(0, 10**12, places=2),
            "信用额度(元)",
            "Credit limit (¥)",
            is_optional=True,
            default=2_000_000,
        ),
    ),
    judge=_judge,
    add=_add,
    saved=_saved,
    is_used=_is_used,
    needed_by=_needed_by,
)
