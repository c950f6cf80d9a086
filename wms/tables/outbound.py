"""Waves of orders released together, and the parcels they become."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from wms.tables.base import BigInt, Table, UtcDateTime, text_enum
from wms.tables.kept import Kept, Term


class WaveState(StrEnum):
    FROZEN = "frozen"
    RELEASED = "released"
    DONE = "done"


class ParcelState(StrEnum):
    PACKED = "packed"
    LOADED = "loaded"
    DELIVERED = "delivered"
    RETURNED = "returned"


class Wave(Table):
    """Orders released together."""

    __tablename__ = "wave"
    kept = Kept(
        evidence=False,
        term=Term.TRADE,
        since="frozen_at",
        persons=("by",),
        warehouse=("warehouse_id",),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"), index=True)
    state: Mapped[WaveState] = mapped_column(text_enum(WaveState))
    day: Mapped[date]
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class WaveShortage(Table):
    """What an order asked of a wave and no lot could give, in the item's base unit."""

    __tablename__ = "wave_shortage"
    kept = Kept(
        evidence=False,
        term=Term.TRADE,
        since="wave_id.frozen_at",
        warehouse=("wave_id.warehouse_id",),
    )
    __table_args__ = (CheckConstraint("short > 0", name="short_positive"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    """Not the order's line: one that goes back to its shop may lose it."""
    approved: Mapped[int] = mapped_column(BigInt)
    short: Mapped[int] = mapped_column(BigInt)


class Parcel(Table):
    """One logistic unit (SSCC) packed for one order."""

    __tablename__ = "parcel"
    kept = Kept(
        evidence=True, term=Term.TRADE, since="packed_at", warehouse=("order_id.warehouse_id",)
    )
    __table_args__ = (
        Index("ix_parcel_order_id", "order_id"),
        CheckConstraint("weight_g >= 0", name="weight_not_negative"),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    sscc: Mapped[str] = mapped_column(String(18), unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id"))
    state: Mapped[ParcelState] = mapped_column(text_enum(ParcelState))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    """The stage or vehicle it stands on."""
    weight_g: Mapped[int] = mapped_column(BigInt)
    packed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    loaded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
