"""Recalls as quality and shops read them: where the goods are, and who has been told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from wms.db import Tx, among
from wms.stock import lots
from wms.tables.masterdata import Item, Place, PlaceKind, Shop, Warehouse
from wms.tables.stock import Balance, Hold, Lot, Move, Recall, RecallGoods, RecallShop
from wms.units import Unit

LISTED = 100
"""The newest recalls that are listed; those not lifted come first."""
LOTS_LISTED = 50
"""Lots a shop is shown of one recall; how much of each item there is counts them all."""


@dataclass(frozen=True, slots=True)
class RecallView:
    """One recall: what it stopped, and how many shops have seen it."""

    id: int
    lot_id: int
    lot_code: str
    name_zh: str
    name_en: str
    picture: str
    reason: str
    note: str | None
    lot_count: int
    at: datetime
    lifted_at: datetime | None
    lift_note: str | None
    shops: int
    acknowledged: int


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of one item, in so many lots."""

    item_id: int
    name_zh: str
    name_en: str
    picture: str
    unit: Unit
    quantity: int
    lots: int


@dataclass(frozen=True, slots=True)
class ToldShop:
    """A shop that has goods of a recall."""

    shop_id: int
    code: str
    name_zh: str
    name_en: str
    phone: str | None
    told_at: datetime
    acknowledged_at: datetime | None
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """What is still in a place of ours."""

    warehouse_code: str
    place_code: str
    place_kind: PlaceKind
    amount: Amount


@dataclass(frozen=True, slots=True)
class Reach:
    """What a recall of a lot would stop and whom it would tell."""

    lots: int
    shops: int


@dataclass(frozen=True, slots=True)
class ShopLot:
    """One lot of a recall a shop has, as its label says."""

    code: str
    name_zh: str
    name_en: str
    unit: Unit
    quantity: int


@dataclass(frozen=True, slots=True)
class ShopRecall:
    """A recall as a shop reads it."""

    recall: RecallView
    told_at: datetime
    acknowledged_at: datetime | None
    amounts: tuple[Amount, ...]
    lots: tuple[ShopLot, ...]


def recalls(tx: Tx, warehouse_id: int | None) -> list[RecallView]:
    """Recalls that began at a lot of this warehouse (None: of any)."""
    rows = _recalls().order_by(Recall.lifted_at.is_not(None), Recall.id.desc()).limit(LISTED)
    if warehouse_id is not None:
        came = (Move.lot_id == Recall.lot_id) & (Place.warehouse_id == warehouse_id)
        rows = rows.where(exists().where(came, Move.to_place_id == Place.id))
    return [_view(*row) for row in tx.execute(rows)]


def recall(tx: Tx, recall_id: int) -> RecallView:
    """Raises: NotFound."""
    tx.find(Recall, recall_id)
    return _view(*tx.execute(_recalls().where(Recall.id == recall_id)).one())


def shops_told(tx: Tx, recall_id: int, warehouse_id: int | None) -> list[ToldShop]:
    """Who has any of it; those who have not seen it yet come first."""
    rows: Any = (
        select(RecallShop, Shop)
        .join(Shop, Shop.id == RecallShop.shop_id)
        .where(RecallShop.recall_id == recall_id)
        .order_by(RecallShop.acknowledged_at.is_not(None), Shop.code)
    )
    if warehouse_id is not None:
        rows = rows.where(Shop.warehouse_id == warehouse_id)
    amounts = _amounts(tx, RecallGoods.recall_id == recall_id, RecallGoods.shop_id)
    return [
        ToldShop(
            shop.id,
            shop.code,
            shop.name_zh,
            shop.name_en,
            shop.phone,
            told.told_at,
            told.acknowledged_at,
            tuple(amounts[shop.id]),
        )
        for told, shop in tx.execute(rows)
    ]


def where_now(tx: Tx, recall_id: int, warehouse_id: int | None) -> list[Spot]:
    """What of a recall is still in our rooms and vehicles."""
    cause = select(Recall.cause).where(Recall.id == recall_id).scalar_subquery()
    stopped = select(Hold.lot_id).where(Hold.cause == cause)
    counted = (func.sum(Balance.on_hand), func.count(Balance.lot_id.distinct()))
    rows: Any = (
        select(Warehouse.code, Place.code, Place.kind, Item, *counted)
        .select_from(Balance)
        .join(Place, Place.id == Balance.place_id)
        .join(Warehouse, Warehouse.id == Place.warehouse_id)
        .join(Item, Item.id == Balance.item_id)
        .where(Balance.lot_id.in_(stopped))
        .group_by(Warehouse.code, Place.code, Place.kind, Item.id)
        .order_by(Warehouse.code, Place.code, Item.code)
    )
    if warehouse_id is not None:
        rows = rows.where(Place.warehouse_id == warehouse_id)
    return [
        Spot(warehouse, place, kind, _amount(item, quantity, count))
        for warehouse, place, kind, item, quantity, count in tx.execute(rows)
    ]


def reach(tx: Tx, lot_id: int) -> Reach:
    """Who and what a recall of this lot would concern, before anybody presses."""
    family = lots.descendants(tx, [lot_id])
    had = (
        select(Shop.id)
        .join(Move, Move.to_place_id == Shop.place_id)
        .where(among(Move.lot_id, family))
        .distinct()
    )
    return Reach(len(family), tx.scalar(select(func.count()).select_from(had.subquery())) or 0)


def of_shop(tx: Tx, shop_id: int) -> list[ShopRecall]:
    """What a shop was told; what it has not confirmed yet comes first."""
    mine = _recalls().add_columns(RecallShop.told_at, RecallShop.acknowledged_at)
    rows: Any = (
        mine.join(RecallShop, RecallShop.recall_id == Recall.id)
        .where(RecallShop.shop_id == shop_id)
        .order_by(RecallShop.acknowledged_at.is_not(None), Recall.id.desc())
        .limit(LISTED)
    )
    told = [(_view(*row[:-2]), row[-2], row[-1]) for row in tx.execute(rows)]
    ids = [view.id for view, _, _ in told]
    here = (RecallGoods.shop_id == shop_id) & RecallGoods.recall_id.in_(ids)
    amounts = _amounts(tx, here, RecallGoods.recall_id)
    return [
        ShopRecall(
            view, told_at, seen_at, tuple(amounts[view.id]), tuple(_lots(tx, view.id, shop_id))
        )
        for view, told_at, seen_at in told
    ]


def unseen(tx: Tx, shop_id: int) -> int:
    """How many recalls a shop has not confirmed yet."""
    waiting = (RecallShop.shop_id == shop_id) & RecallShop.acknowledged_at.is_(None)
    return tx.scalar(select(func.count()).select_from(RecallShop).where(waiting)) or 0


def _recalls() -> Any:
    shop = aliased(RecallShop)
    told = select(func.count()).select_from(shop).where(shop.recall_id == Recall.id)
    seen = told.where(shop.acknowledged_at.is_not(None))
    return (
        select(Recall, Lot.code, Item, told.scalar_subquery(), seen.scalar_subquery())
        .join(Lot, Lot.id == Recall.lot_id)
        .join(Item, Item.id == Lot.item_id)
    )


def _view(row: Recall, lot_code: str, item: Item, shops: int, acknowledged: int) -> RecallView:
    return RecallView(
        row.id,
        row.lot_id,
        lot_code,
        item.name_zh,
        item.name_en,
        item.picture,
        row.reason,
        row.note,
        row.lot_count,
        row.at,
        row.lifted_at,
        row.lift_note,
        shops,
        acknowledged,
    )


def _amounts(tx: Tx, which: Any, by: Any) -> dict[int, list[Amount]]:
    """What was told, added up by item, for each shop or recall."""
    rows: Any = (
        select(by, Item, func.sum(RecallGoods.quantity), func.count(RecallGoods.lot_id.distinct()))
        .select_from(RecallGoods)
        .join(Lot, Lot.id == RecallGoods.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .where(which)
        .group_by(by, Item.id)
        .order_by(by, Item.code)
    )
    found: dict[int, list[Amount]] = defaultdict(list)
    for key, item, quantity, count in tx.execute(rows):
        found[key].append(_amount(item, quantity, count))
    return found


def _amount(item: Item, quantity: Any, count: int) -> Amount:
    names = (item.name_zh, item.name_en, item.picture, item.unit)
    return Amount(item.id, *names, int(quantity), count)


def _lots(tx: Tx, recall_id: int, shop_id: int) -> Sequence[ShopLot]:
    rows: Any = (
        select(Lot.code, Item.name_zh, Item.name_en, Item.unit, RecallGoods.quantity)
        .select_from(RecallGoods)
        .join(Lot, Lot.id == RecallGoods.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .where(RecallGoods.recall_id == recall_id, RecallGoods.shop_id == shop_id)
        .order_by(Item.code, Lot.code)
        .limit(LOTS_LISTED)
    )
    return [ShopLot(*row) for row in tx.execute(rows)]
