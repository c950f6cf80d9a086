"""How well customers were served: filled, on time, and who has ordered at all."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select

from wms.db import Tx
from wms.masterdata import policies
from wms.oversight.reports.period import Period, share
from wms.rules.promise_times import Hours, at
from wms.tables.masterdata import Item, Shop
from wms.tables.ordering import Order, OrderLine, OrderState
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
    """Orders that were there before the promised window ended."""

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
        .group_by(Order.id, Order.deliver_until, Stop.done_at)
    )
    if warehouse_id is not None:
        per_order = per_order.where(Order.warehouse_id == warehouse_id)
    each = per_order.subquery()
    is_on_time = case((each.c.done_at <= each.c.deliver_until, 1), else_=0)
    sums: list[Any] = [each.c.ordered_g, each.c.approved_g, each.c.delivered_g, each.c.full]
    totals = [func.coalesce(func.sum(column), 0) for column in (*sums, is_on_time)]
    row = tx.execute(select(func.count(each.c.id), *totals)).one()
    return ServiceReport(*(int(figure) for figure in row))


def order_calendar(
    tx: Tx, day: date, warehouse_id: int | None = None, *, now: datetime
) -> OrderCalendar:
    """The shops whose order day it is, and those without an order that arrives for it."""
    zone = policies.time_zone(tx, now)
    of_day = Period(at(day, 0, zone), at(day + timedelta(days=1), 0, zone))
    void = (OrderState.CANCELLED, OrderState.RETURNED)
    ordered = select(Order.shop_id).where(
        of_day.contains(Order.deliver_until) & Order.state.not_in(void)
    )
    done = set(tx.scalars(ordered))
    shops = select(Shop).order_by(Shop.code)
    if warehouse_id is not None:
        shops = shops.where(Shop.warehouse_id == warehouse_id)
    expected = [shop for shop in tx.scalars(shops) if _orders_on(shop, day)]
    missing = tuple(
        ShopRef(shop.id, shop.code, shop.name_zh, shop.name_en, shop.phone)
        for shop in expected
        if shop.id not in done
    )
    return OrderCalendar(day, len(expected), missing)


def _orders_on(shop: Shop, day: date) -> bool:
    return Hours(shop.open_minute, shop.close_minute, shop.order_days).has_order_day(day)
