"""What a shop owes for what it took in: from signatures and frozen prices, never from wishes."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from wms.db import Tx
from wms.masterdata import policies
from wms.rules.promise_times import at
from wms.rules.review import line_cents
from wms.tables.masterdata import Item
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.transport import Stop


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivered order: what was wanted, what was signed for."""

    order_id: int
    number: str
    delivered_at: datetime
    lines: int
    weight_g: int
    ordered_cents: int
    delivered_cents: int

    @property
    def missing_cents(self) -> int:
        return self.ordered_cents - self.delivered_cents


@dataclass(frozen=True, slots=True)
class Statement:
    """A month of one shop; its sums are the sums of its rows."""

    month: str
    first: date
    last: date
    deliveries: tuple[Delivery, ...]

    @property
    def ordered_cents(self) -> int:
        return sum(each.ordered_cents for each in self.deliveries)

    @property
    def due_cents(self) -> int:
        return sum(each.delivered_cents for each in self.deliveries)

    @property
    def missing_cents(self) -> int:
        return self.ordered_cents - self.due_cents

    @property
    def weight_g(self) -> int:
        return sum(each.weight_g for each in self.deliveries)


def of_shop(tx: Tx, shop_id: int, month: str, *, now: datetime) -> Statement:
    """A shop's deliveries of one month, `2026-11`, in the order they were signed for."""
    year, number = (int(part) for part in month.split("-"))
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    zone = policies.time_zone(tx, now)
    orders = _orders(tx, shop_id, first, last + timedelta(days=1), zone)
    return Statement(month, first, last, tuple(_deliveries(tx, orders)))


def _orders(
    tx: Tx, shop_id: int, first: date, end: date, zone: ZoneInfo
) -> list[tuple[Order, datetime]]:
    rows = (
        select(Order, Stop.done_at)
        .join(Stop, Stop.order_id == Order.id)
        .where(
            Order.shop_id == shop_id,
            Order.state == OrderState.DELIVERED,
            Stop.done_at >= at(first, 0, zone),
            Stop.done_at < at(end, 0, zone),
        )
        .order_by(Stop.done_at, Order.id)
    )
    return [(order, done_at) for order, done_at in tx.execute(rows) if done_at is not None]


def _deliveries(tx: Tx, orders: list[tuple[Order, datetime]]) -> Iterable[Delivery]:
    ids = [order.id for order, _ in orders]
    lines: dict[int, list[tuple[OrderLine, Item]]] = defaultdict(list)
    rows = select(OrderLine, Item).join(Item, OrderLine.item_id == Item.id)
    for line, item in tx.execute(rows.where(OrderLine.order_id.in_(ids))):
        lines[line.order_id].append((line, item))
    for order, done_at in orders:
        mine = lines[order.id]
        yield Delivery(
            order_id=order.id,
            number=order.number,
            delivered_at=done_at,
            lines=len(mine),
            weight_g=sum(line.delivered * item.piece_g for line, item in mine),
            ordered_cents=order.total_cents,
            delivered_cents=sum(
                line_cents(line.delivered, line.unit_price_cents, item.unit) for line, item in mine
            ),
        )
