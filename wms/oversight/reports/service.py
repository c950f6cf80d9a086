"""How well customers were served: filled, on time, and who has ordered at all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import case, func, select

from wms.db import Tx
from wms.masterdata import policies
from wms.oversight.reports.period import Period, share
from wms.rules.promise_times import Hours, Terms, at, order_day
from wms.tables.masterdata import Item, Shop
from wms.tables.ordering import Order, OrderKind, OrderLine, OrderState
from wms.tables.transport import Stop


@dataclass(frozen=True, slots=True)
class ServiceReport:
    """Orders delivered in a period, against what their shops had ordered and were promised."""

    orders: int
    ordered_g: int
    approved_g: int
    delivered_g: int
    complete: int
    """Orders of which everything ordered was delivered."""
    on_time: int
    """Orders that were there within the promised window: too early nobody takes them in."""

    @property
    def fill_rate(self) -> float | None:
        return share(self.delivered_g, self.ordered_g)

    @property
    def complete_rate(self) -> float | None:
        return share(self.complete, self.orders)

    @property
    def on_time_rate(self) -> float | None:
        return share(self.on_time, self.orders)


@dataclass(frozen=True, slots=True)
class ShopRef:
    """A shop somebody may have to call."""

    id: int
    code: str
    name_zh: str
    name_en: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class OrderCalendar:
    """Who orders on a day, and who has not."""

    day: date
    expected: int
    missing: tuple[ShopRef, ...]

    @property
    def rate(self) -> float | None:
        return share(self.expected - len(self.missing), self.expected)


def service(tx: Tx, period: Period, warehouse_id: int | None = None) -> ServiceReport:
    """How the orders that were delivered in a period were served."""
    per_order = (
        select(
            Order.id,
            Order.deliver_from,
            Order.deliver_until,
            Stop.done_at,
            func.sum(OrderLine.ordered * Item.piece_g).label("ordered_g"),
            func.sum(OrderLine.approved * Item.piece_g).label("approved_g"),
            func.sum(OrderLine.delivered * Item.piece_g).label("delivered_g"),
            func.min(case((OrderLine.delivered >= OrderLine.ordered, 1), else_=0)).label("full"),
        )
        .join(Stop, Stop.order_id == Order.id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Item, OrderLine.item_id == Item.id)
        .where(Order.state == OrderState.DELIVERED, period.contains(Stop.done_at))
        .group_by(Order.id, Order.deliver_from, Order.deliver_until, Stop.done_at)
    )
    if warehouse_id is not None:
        per_order = per_order.where(Order.warehouse_id == warehouse_id)
    each = per_order.subquery()
    within = each.c.done_at.between(each.c.deliver_from, each.c.deliver_until)
    is_on_time = case((within, 1), else_=0)
    sums: list[Any] = [each.c.ordered_g, each.c.approved_g, each.c.delivered_g, each.c.full]
    totals = [func.coalesce(func.sum(column), 0) for column in (*sums, is_on_time)]
    row = tx.execute(select(func.count(each.c.id), *totals)).one()
    return ServiceReport(*(int(figure) for figure in row))


def order_calendar(
    tx: Tx, day: date, warehouse_id: int | None = None, *, now: datetime
) -> OrderCalendar:
    """The shops whose order day it is, and those without an order for it. What a shop that closes
    early orders today arrives tomorrow, and is today's order all the same."""
    terms = _terms(tx, now)
    near = Period(at(day, 0, terms.zone), at(day + timedelta(days=2), 0, terms.zone))
    void = (OrderState.CANCELLED, OrderState.RETURNED)
    ordered: dict[int, list[tuple[OrderKind, datetime]]] = defaultdict(list)
    found = select(Order.shop_id, Order.kind, Order.deliver_until).where(
        near.contains(Order.deliver_until) & Order.state.not_in(void)
    )
    for shop_id, kind, until in tx.execute(found):
        ordered[shop_id].append((kind, until))
    shops = select(Shop).order_by(Shop.code)
    if warehouse_id is not None:
        shops = shops.where(Shop.warehouse_id == warehouse_id)
    expected = [shop for shop in tx.scalars(shops) if _hours(shop).has_order_day(day)]
    missing = tuple(
        ShopRef(shop.id, shop.code, shop.name_zh, shop.name_en, shop.phone)
        for shop in expected
        if day not in {_day_of(*order, _hours(shop), terms) for order in ordered[shop.id]}
    )
    return OrderCalendar(day, len(expected), missing)


def _day_of(kind: OrderKind, deliver_until: datetime, hours: Hours, terms: Terms) -> date:
    """The order day that an order counts for; an express order's is the day it arrives."""
    if kind is OrderKind.EXPRESS:
        return deliver_until.astimezone(terms.zone).date()
    return order_day(deliver_until, hours, terms)


def _hours(shop: Shop) -> Hours:
    return Hours(shop.open_minute, shop.close_minute, shop.order_days)


def _terms(tx: Tx, now: datetime) -> Terms:
    def minute(key: str) -> int:
        moment = time.fromisoformat(policies.get(tx, key, now))
        return moment.hour * 60 + moment.minute

    return Terms(
        zone=policies.time_zone(tx, now),
        standard_from_minute=minute("standard_from"),
        standard_until_minute=minute("standard_until"),
    )
