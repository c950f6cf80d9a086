"""What lies on the shelves, lot by lot: where, how much, how long it keeps, what stops it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from wms.db import Tx, among
from wms.tables.inbound import ResidueTest
from wms.tables.masterdata import Item, Place, PlaceKind, Supplier
from wms.tables.stock import Balance, Hold, Lot, LotLink, LotStatus, Packing
from wms.units import TemperatureClass, Unit

PAGE = 100


@dataclass(frozen=True, slots=True)
class Shelf:
    """So much of a lot in one place."""

    lot_id: int
    lot_code: str
    item_id: int
    name_zh: str
    name_en: str
    picture: str
    unit: Unit
    temperature_class: TemperatureClass
    packing: Packing
    status: LotStatus
    warehouse_id: int
    place_id: int
    place_code: str
    place_kind: PlaceKind
    on_hand: int
    allocated: int
    received_at: datetime
    born_at: datetime
    """When the life began that ends at `sell_until`."""
    sell_until: datetime

    def life_left_pct(self, now: datetime) -> int:
        """How much of its life the lot still has, 0 when it is over."""
        whole_s = (self.sell_until - self.born_at).total_seconds()
        left_s = (self.sell_until - now).total_seconds()
        return max(0, min(100, round(100 * left_s / whole_s))) if whole_s > 0 else 0


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody looks for; empty fields ask for nothing."""

    warehouse_id: int | None = None
    room_id: int | None = None
    place_id: int | None = None
    item_id: int | None = None
    statuses: Collection[LotStatus] = ()
    words: str = ""
    """Part of a lot code, ours or the supplier's, or of an item's code or name."""
    dies_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemTotal:
    """One item over all places that were asked for."""

    item_id: int
    code: str
    name_zh: str
    name_en: str
    picture: str
    unit: Unit
    temperature_class: TemperatureClass
    on_hand: int
    allocated: int
    lots: int
    first_dies_at: datetime


@dataclass(frozen=True, slots=True)
class HeldLot:
    """A lot that may not be sold, why, and how much of it there is."""

    lot_id: int
    lot_code: str
    name_zh: str
    name_en: str
    picture: str
    unit: Unit
    supplier_zh: str
    supplier_en: str
    status: LotStatus
    on_hand: int
    received_at: datetime
    sell_until: datetime
    reasons: tuple[str, ...]
    causes: tuple[str, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class TestView:
    """A residue test as a list shows it."""

    passed: bool
    method: str
    inhibition_pct: float | None
    note: str | None
    tested_at: datetime


@dataclass(frozen=True, slots=True)
class Good:
    """An item by name."""

    id: int
    code: str
    name_zh: str
    name_en: str
    picture: str
    unit: Unit
    temperature_class: TemperatureClass


def goods(tx: Tx) -> dict[str, Good]:
    """Every item by its code."""
    rows = tx.scalars(select(Item).order_by(Item.category, Item.code))
    return {
        row.code: Good(
            row.id,
            row.code,
            row.name_zh,
            row.name_en,
            row.picture,
            row.unit,
            row.temperature_class,
        )
        for row in rows
    }


def shelves(tx: Tx, wanted: Filter, *, offset: int = 0, limit: int = PAGE) -> list[Shelf]:
    """Stock that is asked for, what dies first above."""
    rows = (
        _wanted(select(Balance, Lot, Item, Place).select_from(Balance), wanted)
        .order_by(Balance.sell_until, Balance.lot_id, Balance.place_id)
        .offset(offset)
        .limit(limit)
    )
    return [_shelf(*row) for row in tx.execute(rows)]


def totals(tx: Tx, wanted: Filter) -> list[ItemTotal]:
    """The same stock, added up by item."""
    summed = (
        func.sum(Balance.on_hand),
        func.sum(Balance.allocated),
        func.count(Balance.lot_id.distinct()),
        func.min(Balance.sell_until),
    )
    rows = _wanted(select(Item, *summed).select_from(Balance), wanted, place=False)
    grouped: Any = tx.execute(rows.group_by(Item.id).order_by(Item.category, Item.code))
    return [
        ItemTotal(
            item.id,
            item.code,
            item.name_zh,
            item.name_en,
            item.picture,
            item.unit,
            item.temperature_class,
            int(on_hand),
            int(allocated),
            lots,
            dies_at,
        )
        for item, on_hand, allocated, lots, dies_at in grouped
    ]


def held(tx: Tx, warehouse_id: int | None) -> list[HeldLot]:
    """Lots on hold or blocked of which there is still stock, the longest held first."""
    stopped = (LotStatus.HELD, LotStatus.BLOCKED)
    views = _held(tx, _stocked_lots(warehouse_id).where(Balance.status.in_(stopped)))
    return sorted(views, key=lambda view: (view.since or view.received_at, view.lot_id))


def untested(tx: Tx, warehouse_id: int | None) -> list[HeldLot]:
    """Lots that need a residue test and have none, the oldest first; on hold or not."""
    is_tested = select(ResidueTest.id).where(ResidueTest.lot_id == Lot.id).exists()
    is_made_of_others = select(LotLink.parent_id).where(LotLink.child_id == Lot.id).exists()
    waiting = _stocked_lots(warehouse_id).where(
        Item.needs_residue_test,
        Balance.status != LotStatus.RELEASED,
        ~is_tested,
        ~is_made_of_others,
    )
    return _held(tx, waiting)


def tests_of(tx: Tx, lot_id: int) -> list[TestView]:
    """What the laboratory found about a lot, newest first."""
    rows = select(ResidueTest).where(ResidueTest.lot_id == lot_id).order_by(ResidueTest.id.desc())
    return [
        TestView(row.passed, row.method, row.inhibition_pct, row.note, row.tested_at)
        for row in tx.scalars(rows)
    ]


def _wanted(rows: Any, wanted: Filter, *, place: bool = True) -> Any:
    rows = rows.join(Lot, Lot.id == Balance.lot_id).join(Item, Item.id == Balance.item_id)
    if place or wanted.room_id is not None:
        rows = rows.join(Place, Place.id == Balance.place_id)
    conditions = {
        Balance.warehouse_id: wanted.warehouse_id,
        Balance.place_id: wanted.place_id,
        Balance.item_id: wanted.item_id,
        func.coalesce(Place.room_id, Place.id): wanted.room_id,
    }
    rows = rows.where(*(column == value for column, value in conditions.items() if value))
    if wanted.statuses:
        rows = rows.where(Balance.status.in_(wanted.statuses))
    if wanted.dies_before is not None:
        rows = rows.where(Balance.sell_until < wanted.dies_before)
    if wanted.words:
        fields = (Lot.code, Lot.supplier_lot, Item.code, Item.name_zh, Item.name_en)
        rows = rows.where(
            or_(*(field.icontains(wanted.words, autoescape=True) for field in fields))
        )
    return rows


def _shelf(balance: Balance, lot: Lot, item: Item, place: Place) -> Shelf:
    return Shelf(
        lot_id=lot.id,
        lot_code=lot.code,
        item_id=item.id,
        name_zh=item.name_zh,
        name_en=item.name_en,
        picture=item.picture,
        unit=item.unit,
        temperature_class=item.temperature_class,
        packing=lot.packing,
        status=balance.status,
        warehouse_id=balance.warehouse_id,
        place_id=place.id,
        place_code=place.code,
        place_kind=place.kind,
        on_hand=balance.on_hand,
        allocated=balance.allocated,
        received_at=balance.received_at,
        born_at=lot.received_at if lot.packing is Packing.NITROGEN else lot.harvested_at,
        sell_until=balance.sell_until,
    )


def _stocked_lots(warehouse_id: int | None) -> Any:
    rows = (
        select(Lot, Item, Supplier, func.sum(Balance.on_hand))
        .select_from(Balance)
        .join(Lot, Lot.id == Balance.lot_id)
        .join(Item, Item.id == Lot.item_id)
        .join(Supplier, Supplier.id == Lot.supplier_id)
        .group_by(Lot.id, Item.id, Supplier.id)
        .order_by(Lot.id)
    )
    return rows if warehouse_id is None else rows.where(Balance.warehouse_id == warehouse_id)


def _held(tx: Tx, rows: Any) -> list[HeldLot]:
    found = tx.execute(rows).all()
    placed = _open_holds(tx, [lot.id for lot, *_ in found])
    return [
        _held_lot(lot, item, supplier, int(on_hand), placed[lot.id])
        for lot, item, supplier, on_hand in found
    ]


def _held_lot(
    lot: Lot, item: Item, supplier: Supplier, on_hand: int, placed: Sequence[Hold]
) -> HeldLot:
    return HeldLot(
        lot_id=lot.id,
        lot_code=lot.code,
        name_zh=item.name_zh,
        name_en=item.name_en,
        picture=item.picture,
        unit=item.unit,
        supplier_zh=supplier.name_zh,
        supplier_en=supplier.name_en,
        status=lot.status,
        on_hand=on_hand,
        received_at=lot.received_at,
        sell_until=lot.sell_until,
        reasons=tuple(dict.fromkeys(row.reason for row in placed)),
        causes=tuple(dict.fromkeys(row.cause for row in placed)),
        since=min((row.placed_at for row in placed), default=None),
    )


def _open_holds(tx: Tx, lot_ids: Collection[int]) -> dict[int, list[Hold]]:
    placed: dict[int, list[Hold]] = defaultdict(list)
    rows = select(Hold).where(among(Hold.lot_id, lot_ids), Hold.released_at.is_(None))
    for row in tx.scalars(rows.order_by(Hold.id)):
        placed[row.lot_id].append(row)
    return placed
