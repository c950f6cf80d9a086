"""Orders, their lines, and what was decided about them."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from wms import codes
from wms.tables.base import Advancing, BigInt, Table, UtcDateTime, text_enum
from wms.tables.kept import Kept, Term


class OrderKind(StrEnum):
    STANDARD = "standard"
    EXPRESS = "express"


class OrderState(StrEnum):
    """submitted → approved → released → picked → packed → loaded → delivered."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    RELEASED = "released"
    PICKED = "picked"
    PACKED = "packed"
    LOADED = "loaded"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class Order(Advancing, Table):
    """What a shop wants, and how far it has come."""

    __tablename__ = "sales_order"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="deliver_until",
        persons=("placed_by",),
        warehouse=("warehouse_id",),
    )
    __table_args__ = (
        Index("ix_sales_order_shop_id_placed_at", "shop_id", "placed_at"),
        Index("ix_sales_order_warehouse_id_state", "warehouse_id", "state"),
        Index("ix_sales_order_wave_id", "wave_id"),
        Index("ix_sales_order_deliver_until", "deliver_until"),
        Index(
            "ix_sales_order_submitted",
            "id",
            sqlite_where=text("state = 'submitted'"),
            postgresql_where=text("state = 'submitted'"),
        ),
    )
    WRONG_STATE: ClassVar = codes.Order.WRONG_STATE
    ARROWS: ClassVar = {
        OrderState.SUBMITTED: frozenset(
            {OrderState.APPROVED, OrderState.RETURNED, OrderState.CANCELLED}
        ),
        OrderState.RETURNED: frozenset({OrderState.SUBMITTED, OrderState.CANCELLED}),
        OrderState.APPROVED: frozenset(
            {OrderState.RELEASED, OrderState.RETURNED, OrderState.CANCELLED}
        ),
        OrderState.RELEASED: frozenset({OrderState.PICKED, OrderState.CANCELLED}),
        OrderState.PICKED: frozenset(
            {OrderState.PACKED, OrderState.RELEASED, OrderState.CANCELLED}
        ),
        OrderState.PACKED: frozenset({OrderState.LOADED, OrderState.CANCELLED}),
        OrderState.LOADED: frozenset(
            {OrderState.DELIVERED, OrderState.PACKED, OrderState.CANCELLED}
        ),
    }

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    client_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    """Made on the shop's phone: a double click is one order."""
    body_digest: Mapped[str] = mapped_column(String(64))
    """What was ordered under that id, so that the id with another content is refused."""
    number: Mapped[str] = mapped_column(String(24), unique=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id"))
    warehouse_id: Mapped[int] = mapped_column(ForeignKey("warehouse.id"))
    kind: Mapped[OrderKind] = mapped_column(text_enum(OrderKind))
    state: Mapped[OrderState] = mapped_column(text_enum(OrderState))
    version: Mapped[int] = mapped_column(default=1)
    """Counts changes; a page that shows an older one is stale and is told so."""
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    placed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    deliver_from: Mapped[datetime] = mapped_column(UtcDateTime)
    deliver_until: Mapped[datetime] = mapped_column(UtcDateTime)
    total_cents: Mapped[int] = mapped_column(BigInt, default=0)
    note: Mapped[str | None] = mapped_column(String(200))
    return_reason: Mapped[str | None] = mapped_column(String(200))
    wave_id: Mapped[int | None] = mapped_column(ForeignKey("wave.id"))


class OrderLine(Table):
    """So much of one item on an order: wished, approved, reserved, picked, delivered."""

    __tablename__ = "order_line"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="order_id.deliver_until",
        warehouse=("order_id.warehouse_id",),
    )
    __table_args__ = (
        UniqueConstraint("order_id", "item_id"),
        CheckConstraint("ordered > 0", name="ordered_positive"),
        CheckConstraint("approved >= 0 AND approved <= ordered", name="approved_bounds"),
        CheckConstraint(
            "promised >= 0 AND allocated >= 0 AND picked >= 0 AND delivered >= 0",
            name="not_negative",
        ),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    ordered: Mapped[int] = mapped_column(BigInt)
    approved: Mapped[int] = mapped_column(BigInt, default=0)
    promised: Mapped[int] = mapped_column(BigInt, default=0)
    """Reserved as item, not yet as lots; moves into `allocated` at wave release."""
    allocated: Mapped[int] = mapped_column(BigInt, default=0)
    picked: Mapped[int] = mapped_column(BigInt, default=0)
    delivered: Mapped[int] = mapped_column(BigInt, default=0)
    unit_price_cents: Mapped[int] = mapped_column(BigInt)
    """Per 1,000 g or per piece, frozen when the order was placed."""


class Review(Table):
    """What an approver decided and why; never changed afterwards."""

    __tablename__ = "review"
    kept = Kept(
        evidence=True,
        term=Term.TRADE,
        since="order_id.deliver_until",
        persons=("by",),
        warehouse=("order_id.warehouse_id",),
    )

    id: Mapped[int] = mapped_column(BigInt, primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("sales_order.id"), index=True)
    decision: Mapped[str] = mapped_column(String(12))
    """approve, cut, return."""
    reason: Mapped[str | None] = mapped_column(String(200))
    by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
