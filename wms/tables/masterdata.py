"""Goods, partners, places, policies and numbers: what stands before anything moves."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import BigInt, Table, UtcDateTime, text_enum
from wms.tables.kept import Kept, Term
from wms.units import TemperatureClass, Unit


class WarehouseKind(StrEnum):
    MAIN = "main"
    SUB = "sub"


class PlaceKind(StrEnum):
    """Where goods can be. `COUNTED` kinds keep a balance; the others are the world outside."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    LOSS = "loss"
    REPACK = "repack"
    COUNT = "count"
    DOCK = "dock"
    ROOM = "room"
    BIN = "bin"
    STAGE = "stage"
    VEHICLE = "vehicle"


COUNTED = frozenset(
    {PlaceKind.DOCK, PlaceKind.ROOM, PlaceKind.BIN, PlaceKind.STAGE, PlaceKind.VEHICLE}
)
"""Kinds of place that hold stock of ours and therefore a balance that may never be negative."""


class SupplierKind(StrEnum):
    FARMER = "farmer"
    BASE = "base"
    SUPPLIER = "supplier"


class Warehouse(Table):
    """A main or sub-warehouse: the home of rooms, vehicles and shops."""

    __tablename__ = "warehouse"
    kept = Kept(evidence=False, term=Term.FOR_EVER, warehouse=("id",))

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    kind: Mapped[WarehouseKind] = mapped_column(text_enum(WarehouseKind))
    gln: Mapped[str | None] = mapped_column(String(13), unique=True)
    latitude: Mapped[float]
    longitude: Mapped[float]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())


class Place(Table):
    """A dock, room, bin, stage or vehicle, or a place outside: supplier, customer, loss, repack."""

    __tablename__ = "place"
    kept = Kept(
        evidence=False,
        term=Term.FOR_EVER,
        persons=("name_zh", "name_en"),
        warehouse=("warehouse_id",),
    )
    __table_args__ = (
        Index(
            "ix_place_walk",
            "warehouse_id",
            "kind",
            "temperature_class",
            "plan_y_cm",
            "plan_x_cm",
            "code",
        ),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"), index=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[PlaceKind] = mapped_column(text_enum(PlaceKind))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    """The room a bin stands in; a room is its own room."""
    temperature_class: Mapped[TemperatureClass | None] = mapped_column(text_enum(TemperatureClass))
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    capacity_g: Mapped[int | None] = mapped_column(BigInt)
    plan_x_cm: Mapped[int] = mapped_column(default=0)
    plan_y_cm: Mapped[int] = mapped_column(default=0)
    plan_width_cm: Mapped[int] = mapped_column(default=0)
    plan_depth_cm: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Goods are not put where this is no longer so; what lies there can still leave."""


class Supplier(Table):
    """A farmer, base or supplier: exactly one stands behind every lot."""

    __tablename__ = "supplier"
    kept = Kept(
        evidence=False,
        term=Term.FOR_EVER,
        persons=("name_zh", "name_en", "village_zh", "village_en", "phone"),
        warehouse=("place_id.warehouse_id",),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[SupplierKind] = mapped_column(text_enum(SupplierKind))
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    village_zh: Mapped[str] = mapped_column(String(80))
    village_en: Mapped[str] = mapped_column(String(80))
    name_is_public: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[str | None] = mapped_column(String(24))
    gln: Mapped[str | None] = mapped_column(String(13), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())


class Item(Table):
    """What is sold. Quantities everywhere are in its base unit, money per 1,000 g or per piece."""

    __tablename__ = "item"
    kept = Kept(evidence=False, term=Term.FOR_EVER)
    __table_args__ = (
        CheckConstraint("pack_quantity > 0", name="pack_positive"),
        CheckConstraint("piece_g > 0", name="piece_positive"),
        CheckConstraint("price_cents >= 0", name="price_not_negative"),
        CheckConstraint("life_hours > 0", name="life_positive"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    gtin: Mapped[str] = mapped_column(String(14), unique=True)
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    category: Mapped[str] = mapped_column(String(24))
    picture: Mapped[str] = mapped_column(String(8), default="")
    """One symbol that stands for the good on small screens."""
    unit: Mapped[Unit] = mapped_column(text_enum(Unit))
    temperature_class: Mapped[TemperatureClass] = mapped_column(text_enum(TemperatureClass))
    pack_quantity: Mapped[int] = mapped_column(BigInt)
    """Orders are multiples of this many base units (10 kg for bulk produce)."""
    piece_g: Mapped[int] = mapped_column(BigInt)
    """Weight of one base unit: 1 for goods counted in grams; of weighed pieces the nominal one."""
    is_weighed: Mapped[bool] = mapped_column(
        CheckConstraint("NOT is_weighed OR unit = 'pc'", name="weighed_pieces"),
        default=False,
        server_default=false(),
    )
    """Catch weight: pieces that differ, ordered and counted by the piece, each as heavy as the
    scale says. Fixed from the first lot on."""
    weight_tolerance_pct: Mapped[int] = mapped_column(
        CheckConstraint(
            "weight_tolerance_pct >= 0 AND weight_tolerance_pct <= 100"
            " AND (is_weighed OR weight_tolerance_pct = 0)",
            name="weight_tolerance",
        ),
        default=0,
        server_default="0",
    )
    """How far from nominal weighed pieces may be before somebody is asked."""
    price_cents: Mapped[int] = mapped_column(BigInt)
    life_hours: Mapped[int]
    """Life after harvest at the right temperature, packed in air."""
    needs_residue_test: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)


class FieldRecord(Table):
    """One sowing on one plot: the field end of the trace."""

    __tablename__ = "field_record"
    kept = Kept(evidence=True, term=Term.FOR_EVER)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    plot: Mapped[str] = mapped_column(String(40))
    sown_on: Mapped[date]


class FieldApplication(Table):
    """A pesticide or fertiliser put on a plot."""

    __tablename__ = "field_application"
    kept = Kept(evidence=True, term=Term.TRADE, since="applied_on")
    __table_args__ = (CheckConstraint("kind IN ('pesticide', 'fertiliser')", name="kind"),)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    field_record_id: Mapped[int] = mapped_column(ForeignKey("field_record.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    product_zh: Mapped[str] = mapped_column(String(80))
    product_en: Mapped[str] = mapped_column(String(80))
    dose: Mapped[str] = mapped_column(String(40))
    applied_on: Mapped[date]
    waiting_days: Mapped[int] = mapped_column(default=0)


class Shop(Table):
    """A customer who orders; its class decides quotas, its warehouse serves it."""

    __tablename__ = "shop"
    kept = Kept(
        evidence=False,
        term=Term.FOR_EVER,
        persons=(
            "name_zh",
            "name_en",
            "address_zh",
            "address_en",
            "phone",
            "latitude",
            "longitude",
        ),
        warehouse=("warehouse_id",),
    )
    __table_args__ = (
        Index("ix_shop_warehouse_id", "warehouse_id"),
        CheckConstraint("open_minute < close_minute", name="window"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    customer_class: Mapped[str] = mapped_column(String(16), default="community")
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), unique=True)
    address_zh: Mapped[str] = mapped_column(String(160))
    address_en: Mapped[str] = mapped_column(String(160))
    phone: Mapped[str | None] = mapped_column(String(24))
    latitude: Mapped[float]
    longitude: Mapped[float]
    order_days: Mapped[int] = mapped_column(default=0b1111111)
    """Bit 0 is Monday."""
    open_minute: Mapped[int] = mapped_column(default=6 * 60)
    """Goods are taken in from this minute of the local day …"""
    close_minute: Mapped[int] = mapped_column(default=21 * 60)
    service_s: Mapped[int] = mapped_column(default=300)
    credit_limit_cents: Mapped[int] = mapped_column(BigInt, default=2_000_000)
    is_active: Mapped[bool] = mapped_column(default=True, server_default=true())


class Policy(Table):
    """Business settings with their history: the newest row of a key that has begun is in force."""

    __tablename__ = "policy"
    kept = Kept(evidence=True, term=Term.FOR_EVER, persons=("by",))
    __table_args__ = (UniqueConstraint("key", "valid_from"),)

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[Any] = mapped_column(JSON)
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class DocumentNumber(Table):
    """The last number given out in a series on a day; locked last of all."""

    __tablename__ = "document_number"
    kept = Kept(evidence=False, term=Term.TRADE, since="day")

    series: Mapped[str] = mapped_column(String(12), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]
