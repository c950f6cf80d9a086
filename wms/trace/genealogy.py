"""For the office: where a lot came from, and every customer and place that has any of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from wms.db import Tx, among
from wms.rules.date_marks import LabelDates
from wms.stock import lots
from wms.tables.inbound import ResidueTest
from wms.tables.masterdata import (
    COUNTED,
    FieldApplication,
    FieldRecord,
    Item,
    Place,
    PlaceKind,
    Shop,
    Supplier,
    Warehouse,
)
from wms.tables.ordering import Order, OrderLine
from wms.tables.stock import Balance, Lot, LotLink, LotStatus, Move
from wms.units import Unit


@dataclass(frozen=True, slots=True)
class Source:
    """One lot that something was made of, with all that is known of its field."""

    lot_id: int
    lot_code: str
    status: LotStatus
    packing: str
    harvested_at: datetime
    received_at: datetime
    supplier_code: str
    supplier_zh: str
    supplier_en: str
    village_zh: str
    village_en: str
    supplier_lot: str | None
    label: LabelDates
    plot: str | None
    sown_on: date | None
    applications: tuple[tuple[date, str, str, str, str], ...]
    """Day, kind, product in Chinese and English, dose."""
    tests: tuple[tuple[datetime, bool, str, float | None], ...]
    """Time, passed, method, inhibition in %; the newest first."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A lot and everything it was made of, itself first."""

    item_code: str
    name_zh: str
    name_en: str
    unit: Unit
    sources: tuple[Source, ...]
    links: tuple[tuple[int, int, int], ...]
    """Parent, child, how much of the parent went in."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """So much of a lot that a customer has."""

    shop_id: int
    shop_code: str
    shop_zh: str
    shop_en: str
    phone: str | None
    order_number: str
    lot_code: str
    quantity: int
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Spot:
    """So much of a lot that is still in a place of ours."""

    warehouse_code: str
    place_code: str
    place_kind: PlaceKind
    lot_code: str
    status: LotStatus
    quantity: int


@dataclass(frozen=True, slots=True)
class Forward:
    """Everything made of a lot, and where all of it is."""

    lots: tuple[str, ...]
    delivered: tuple[Delivered, ...]
    here: tuple[Spot, ...]
    lost: int
    """What was written off, in base units."""

    @property
    def shops(self) -> int:
        return len({one.shop_id for one in self.delivered})


def back(tx: Tx, lot_id: int) -> Origin:
    """Trace a lot back to its fields. Raises: NotFound."""
    lot = tx.find(Lot, lot_id)
    item = tx.find(Item, lot.item_id)
    family = lots.ancestors(tx, [lot_id])
    rows: Any = tx.execute(
        select(Lot, Supplier, FieldRecord)
        .join(Supplier, Supplier.id == Lot.supplier_id)
        .outerjoin(FieldRecord, FieldRecord.id == Lot.field_record_id)
        .where(among(Lot.id, family))
        .order_by((Lot.id != lot_id), Lot.received_at.desc(), Lot.id)
    )
    found = [(one, supplier, field) for one, supplier, field in rows]
    applications = applications_of(tx, {field.id for _, _, field in found if field})
    tests = tests_of(tx, family)
    links = select(LotLink.parent_id, LotLink.child_id, LotLink.quantity).where(
        among(LotLink.child_id, family)
    )
    return Origin(
        item.code,
        item.name_zh,
        item.name_en,
        item.unit,
        tuple(_source(one, supplier, field, applications, tests) for one, supplier, field in found),
        tuple((row[0], row[1], row[2]) for row in tx.execute(links.order_by(LotLink.at))),
    )


def forward(tx: Tx, lot_id: int) -> Forward:
    """Trace a lot on to everybody who has any of it, through every repack. Raises: NotFound."""
    tx.find(Lot, lot_id)
    family = lots.descendants(tx, [lot_id])
    codes = select(Lot.code).where(among(Lot.id, family)).order_by(Lot.received_at, Lot.id)
    return Forward(
        tuple(tx.scalars(codes)),
        tuple(_delivered(tx, family)),
        tuple(_here(tx, family)),
        _lost(tx, family),
    )


def applications_of(tx: Tx, field_ids: Collection[int]) -> dict[int, list[FieldApplication]]:
    """What was put on these fields, in order."""
    found: dict[int, list[FieldApplication]] = {}
    rows = select(FieldApplication).where(among(FieldApplication.field_record_id, field_ids))
    for row in tx.scalars(rows.order_by(FieldApplication.applied_on, FieldApplication.id)):
        found.setdefault(row.field_record_id, []).append(row)
    return found


def tests_of(tx: Tx, lot_ids: Collection[int]) -> dict[int, list[ResidueTest]]:
    """The residue tests of these lots, the newest first."""
    found: dict[int, list[ResidueTest]] = {}
    rows = select(ResidueTest).where(among(ResidueTest.lot_id, lot_ids))
    for row in tx.scalars(rows.order_by(ResidueTest.id.desc())):
        found.setdefault(row.lot_id, []).append(row)
    return found


def _source(
    lot: Lot,
    supplier: Supplier,
    field: FieldRecord | None,
    applications: dict[int, list[FieldApplication]],
    tests: dict[int, list[ResidueTest]],
) -> Source:
    sprayed = applications.get(field.id, []) if field else []
    return Source(
        lot.id,
        lot.code,
        lot.status,
        str(lot.packing),
        lot.harvested_at,
        lot.received_at,
        supplier.code,
        supplier.name_zh,
        supplier.name_en,
        supplier.village_zh,
        supplier.village_en,
        lot.supplier_lot,
        lots.labelled(lot),
        field.plot if field else None,
        field.sown_on if field else None,
        tuple(
            (one.applied_on, one.kind, one.product_zh, one.product_en, one.dose) for one in sprayed
        ),
        tuple(
            (one.tested_at, one.passed, one.method, one.inhibition_pct)
            for one in tests.get(lot.id, [])
        ),
    )


def _delivered(tx: Tx, family: Collection[int]) -> list[Delivered]:
    """What shops received less what they gave back."""
    is_to = Move.to_place_id == Shop.place_id
    net = func.sum(case((is_to, Move.quantity), else_=-Move.quantity))
    first_at = func.min(case((is_to, Move.at)))
    rows: Any = tx.execute(
        select(Shop, Order.number, Lot.code, net, first_at)
        .join(Move, is_to | (Move.from_place_id == Shop.place_id))
        .join(Lot, Lot.id == Move.lot_id)
        .outerjoin(OrderLine, OrderLine.id == Move.order_line_id)
        .outerjoin(Order, Order.id == OrderLine.order_id)
        .where(among(Move.lot_id, family))
        .group_by(Shop.id, Order.number, Lot.code)
        .having(net > 0)
        .order_by(Shop.code, Order.number, Lot.code)
    )
    return [
        Delivered(
            shop.id,
            shop.code,
            shop.name_zh,
            shop.name_en,
            shop.phone,
            number or "",
            lot_code,
            int(quantity),
            at,
        )
        for shop, number, lot_code, quantity, at in rows
    ]


def _here(tx: Tx, family: Collection[int]) -> list[Spot]:
    rows: Any = tx.execute(
        select(Warehouse.code, Place.code, Place.kind, Lot.code, Balance.status, Balance.on_hand)
        .join(Place, Place.warehouse_id == Warehouse.id)
        .join(Balance, Balance.place_id == Place.id)
        .join(Lot, Lot.id == Balance.lot_id)
        .where(among(Balance.lot_id, family), Place.kind.in_(COUNTED))
        .order_by(Warehouse.code, Place.code, Lot.code)
    )
    return [Spot(*row) for row in rows]


def _lost(tx: Tx, family: Collection[int]) -> int:
    total = (
        select(func.sum(Move.quantity))
        .join(Place, Place.id == Move.to_place_id)
        .where(among(Move.lot_id, family), Place.kind == PlaceKind.LOSS)
    )
    return int(tx.scalar(total) or 0)
