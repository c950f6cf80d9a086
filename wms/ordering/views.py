"""Orders as pages and interfaces show them: frozen, with everything a template needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from wms.db import Tx
from wms.errors import NotFound
from wms.rules.review import line_cents
from wms.tables.access import User
from wms.tables.masterdata import Item, Shop
from wms.tables.ordering import Order, OrderKind, OrderLine, OrderState, Review
from wms.tables.transport import Stop, Trip
from wms.units import Unit


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """One row of a list of orders."""

    id: int
    number: str
    shop_id: int
    shop_code: str
    shop_zh: str
    shop_en: str
    warehouse_id: int
    kind: OrderKind
    state: OrderState
    version: int
    placed_at: datetime
    deliver_from: datetime
    deliver_until: datetime
    total_cents: int
    lines: int
    note: str | None
    return_reason: str | None
    wave_id: int | None
    arrives_at: datetime | None
    """From the route plan, once there is one."""
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class LineView:
    """One line; quantities in base units."""

    id: int
    item_id: int
    code: str
    name_zh: str
    name_en: str
    picture: str
    unit: Unit
    pack_quantity: int
    ordered: int
    approved: int
    promised: int
    allocated: int
    picked: int
    delivered: int
    unit_price_cents: int
    cents: int
    """Of what was ordered, at the frozen price."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    decision: str
    reason: str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order with all its lines and what was decided about it."""

    order: OrderSummary
    client_id: UUID
    lines: tuple[LineView, ...]
    reviews: tuple[ReviewView, ...]
    trip_number: str | None


def of_shop(tx: Tx, shop_id: int, *, limit: int = 50) -> list[OrderSummary]:
    """A shop's orders, newest first."""
    mine = _summaries().where(Order.shop_id == shop_id)
    newest = mine.order_by(Order.placed_at.desc(), Order.id.desc()).limit(limit)
    return [_summary(row) for row in tx.execute(newest)]


def listed(
    tx: Tx,
    *,
    warehouse_id: int | None = None,
    states: Sequence[OrderState] = (),
    wave_id: int | None = None,
    limit: int = 200,
) -> list[OrderSummary]:
    """A warehouse's or a wave's orders in these states (none given: in any), newest first."""
    rows = _summaries()
    if warehouse_id is not None:
        rows = rows.where(Order.warehouse_id == warehouse_id)
    if states:
        rows = rows.where(Order.state.in_(states))
    if wave_id is not None:
        rows = rows.where(Order.wave_id == wave_id)
    newest = rows.order_by(Order.placed_at.desc(), Order.id.desc()).limit(limit)
    return [_summary(row) for row in tx.execute(newest)]


def view(tx: Tx, order_id: int) -> OrderView:
    """One order. Raises: NotFound."""
    row = tx.execute(_summaries().where(Order.id == order_id)).first()
    if row is None:
        raise NotFound("sales_order", id=str(order_id))
    lines = (
        select(OrderLine, Item)
        .join(Item, OrderLine.item_id == Item.id)
        .where(OrderLine.order_id == order_id)
        .order_by(Item.category, Item.code)
    )
    reviews = (
        select(Review.decision, Review.reason, User.name, Review.at)
        .join(User, Review.by == User.id)
        .where(Review.order_id == order_id)
        .order_by(Review.id)
    )
    trip = select(Trip.number).join(Stop, Stop.trip_id == Trip.id).where(Stop.order_id == order_id)
    return OrderView(
        order=_summary(row),
        client_id=row.Order.client_id,
        lines=tuple(_line(line, item) for line, item in tx.execute(lines)),
        reviews=tuple(ReviewView(*each) for each in tx.execute(reviews)),
        trip_number=tx.scalars(trip).first(),
    )


def _summaries() -> Select[Order, str, str, str, int, datetime | None, datetime | None]:
    counted = (
        select(func.count())
        .where(OrderLine.order_id == Order.id)
        .correlate(Order)
        .scalar_subquery()
    )
    return (
        select(
            Order,
            Shop.code,
            Shop.name_zh,
            Shop.name_en,
            counted.label("lines"),
            Stop.arrives_at,
            Stop.done_at,
        )
        .join(Shop, Order.shop_id == Shop.id)
        .outerjoin(Stop, Stop.order_id == Order.id)
    )


def _summary(row: Any) -> OrderSummary:
    order, code, name_zh, name_en, lines, arrives_at, done_at = row
    return OrderSummary(
        id=order.id,
        number=order.number,
        shop_id=order.shop_id,
        shop_code=code,
        shop_zh=name_zh,
        shop_en=name_en,
        warehouse_id=order.warehouse_id,
        kind=order.kind,
        state=order.state,
        version=order.version,
        placed_at=order.placed_at,
        deliver_from=order.deliver_from,
        deliver_until=order.deliver_until,
        total_cents=order.total_cents,
        lines=lines,
        note=order.note,
        return_reason=order.return_reason,
        wave_id=order.wave_id,
        arrives_at=arrives_at,
        delivered_at=done_at,
    )


def _line(line: OrderLine, item: Item) -> LineView:
    return LineView(
        id=line.id,
        item_id=item.id,
        code=item.code,
        name_zh=item.name_zh,
        name_en=item.name_en,
        picture=item.picture,
        unit=item.unit,
        pack_quantity=item.pack_quantity,
        ordered=line.ordered,
        approved=line.approved,
        promised=line.promised,
        allocated=line.allocated,
        picked=line.picked,
        delivered=line.delivered,
        unit_price_cents=line.unit_price_cents,
        cents=line_cents(line.ordered, line.unit_price_cents, item.unit),
    )
