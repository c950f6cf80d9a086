"""What the review rules must know about orders, read for many of them at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select

from wms.db import Tx, among
from wms.masterdata import policies
from wms.rules.review import Limits, LineFacts, OrderFacts, line_cents
from wms.stock import allocation, ledger
from wms.tables.masterdata import Item, Shop
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.transport import Proof
from wms.units import Unit

COMMITTED = frozenset(
    {
        OrderState.APPROVED,
        OrderState.RELEASED,
        OrderState.PICKED,
        OrderState.PACKED,
        OrderState.LOADED,
    }
)
"""States in which an approved order is still on its way."""
USUAL_DAYS = 28
CREDIT_UNLIMITED = 2**62

Wanted = Mapping[int, int]
"""Quantity per item instead of what was ordered: what an approver would cut an order to."""


@dataclass
class _Around:
    """What surrounds the orders of some shops."""

    owed_cents: dict[int, int] = field(default_factory=dict)
    usual: dict[tuple[int, int], int] = field(default_factory=dict)
    """Mean quantity by shop and item."""
    sellable: dict[tuple[int, datetime, int], int] = field(default_factory=dict)
    """By warehouse, end of delivery and item."""
    weights: dict[tuple[int, date], list[tuple[int, str, int]]] = field(default_factory=dict)
    """By shop and day of delivery: order, category, grams."""


def facts_of(
    tx: Tx, orders: Sequence[Order], *, wanted: Wanted | None = None, now: datetime
) -> dict[int, OrderFacts]:
    """The facts of each order; `wanted` lowers what is asked of items."""
    lines = _lines(tx, [order.id for order in orders])
    around = _around(tx, orders, lines, now)
    zone = policies.time_zone(tx, now)
    facts = {}
    for order in orders:
        day = order.deliver_until.astimezone(zone).date()
        others: dict[str, int] = defaultdict(int)
        for order_id, category, weight_g in around.weights.get((order.shop_id, day), ()):
            if order_id != order.id:
                others[category] += weight_g
        asked = [(line, item, _quantity(line, wanted)) for line, item in lines[order.id]]
        facts[order.id] = OrderFacts(
            lines=tuple(_line(order, item, quantity, around) for _, item, quantity in asked),
            total_cents=sum(line_cents(q, li.unit_price_cents, it.unit) for li, it, q in asked),
            owed_cents=around.owed_cents.get(order.shop_id, 0),
            day_weight_g=others,
        )
    return facts


def limits_of(tx: Tx, shops: Iterable[Shop], now: datetime) -> dict[int, Limits]:
    """What each shop may order a day, and on how much credit, by shop id."""
    quota_g: dict[str, int] = policies.get(tx, "quota_g", now)
    judges_credit: bool = policies.get(tx, "credit_check", now)
    categories = tx.scalars(select(Item.category).distinct()).all()
    limits = {}
    for shop in shops:
        whole = quota_g.get(shop.customer_class)
        each = {c: quota_g.get(f"{shop.customer_class}/{c}", whole) for c in categories}
        limits[shop.id] = Limits(
            quota_g={category: quota for category, quota in each.items() if quota is not None},
            credit_cents=shop.credit_limit_cents if judges_credit else CREDIT_UNLIMITED,
        )
    return limits


def _quantity(line: OrderLine, wanted: Wanted | None) -> int:
    return line.ordered if wanted is None else wanted.get(line.item_id, line.ordered)


def _line(order: Order, item: Item, quantity: int, around: _Around) -> LineFacts:
    return LineFacts(
        item_id=item.id,
        item=item.code,
        category=item.category,
        quantity=quantity,
        pack_quantity=item.pack_quantity,
        weight_g=quantity * item.piece_g,
        available=around.sellable.get((order.warehouse_id, order.deliver_until, item.id), 0),
        usual=around.usual.get((order.shop_id, item.id), 0),
    )


def _lines(tx: Tx, order_ids: Sequence[int]) -> dict[int, list[tuple[OrderLine, Item]]]:
    rows = (
        select(OrderLine, Item)
        .join(Item, OrderLine.item_id == Item.id)
        .where(among(OrderLine.order_id, order_ids))
        .order_by(Item.code)
    )
    by_order: dict[int, list[tuple[OrderLine, Item]]] = defaultdict(list)
    for line, item in tx.execute(rows):
        by_order[line.order_id].append((line, item))
    return by_order


def _around(
    tx: Tx,
    orders: Sequence[Order],
    lines: Mapping[int, Sequence[tuple[OrderLine, Item]]],
    now: datetime,
) -> _Around:
    if not orders:
        return _Around()
    shop_ids = sorted({order.shop_id for order in orders})
    return _Around(
        owed_cents=_owed(tx, shop_ids, now),
        usual=_usual(tx, shop_ids, now),
        sellable=_sellable(tx, orders, lines, now),
        weights=_weights(tx, shop_ids, orders, now),
    )


def _sellable(
    tx: Tx,
    orders: Sequence[Order],
    lines: Mapping[int, Sequence[tuple[OrderLine, Item]]],
    now: datetime,
) -> dict[tuple[int, datetime, int], int]:
    """What may be promised for each delivery: the later it is, the longer goods must keep.

    Counted no further than the largest order asks for.
    """
    most: dict[tuple[int, datetime], dict[int, int]] = defaultdict(dict)
    for order in orders:
        wanted = most[order.warehouse_id, order.deliver_until]
        for line, item in lines[order.id]:
            wanted[item.id] = max(line.ordered, wanted.get(item.id, 0))
    return {
        (warehouse_id, deliver_until, item_id): quantity
        for (warehouse_id, deliver_until), wanted in most.items()
        for item_id, quantity in ledger.sellable(
            tx, warehouse_id, wanted, allocation.fresh_until(tx, deliver_until, now)
        ).items()
    }


def _owed(tx: Tx, shop_ids: Sequence[int], now: datetime) -> dict[int, int]:
    """Per shop: committed orders, and what was delivered so recently that it is not yet paid."""
    committed = (
        select(Order.shop_id, func.sum(Order.total_cents))
        .where(among(Order.shop_id, shop_ids), Order.state.in_(COMMITTED))
        .group_by(Order.shop_id)
    )
    since = now - timedelta(days=policies.get(tx, "credit_days", now))
    pieces = OrderLine.delivered * OrderLine.unit_price_cents
    grams = (pieces + 500) // 1000
    delivered = (
        select(
            Order.shop_id,
            func.sum(case((Item.unit == Unit.GRAM, grams), else_=pieces)),
        )
        .join(Proof, Proof.order_id == Order.id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Item, OrderLine.item_id == Item.id)
        .where(among(Order.shop_id, shop_ids), Proof.received_at > since)
        .group_by(Order.shop_id)
    )
    owed: dict[int, int] = defaultdict(int)
    for query in (committed, delivered):
        for shop_id, cents in tx.execute(query):
            owed[shop_id] += int(cents)
    return owed


def _usual(tx: Tx, shop_ids: Sequence[int], now: datetime) -> dict[tuple[int, int], int]:
    """Mean quantity per shop and item of the last weeks' orders that were approved."""
    rows = (
        select(Order.shop_id, OrderLine.item_id, func.avg(OrderLine.ordered))
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(
            among(Order.shop_id, shop_ids),
            Order.placed_at > now - timedelta(days=USUAL_DAYS),
            Order.state.in_(COMMITTED | {OrderState.DELIVERED}),
        )
        .group_by(Order.shop_id, OrderLine.item_id)
    )
    return {(shop_id, item_id): int(mean) for shop_id, item_id, mean in tx.execute(rows)}


def _weights(
    tx: Tx, shop_ids: Sequence[int], orders: Sequence[Order], now: datetime
) -> dict[tuple[int, date], list[tuple[int, str, int]]]:
    """What the shops have approved already around the days of these orders."""
    day = timedelta(days=1)
    first = min(order.deliver_until for order in orders) - day
    last = max(order.deliver_until for order in orders) + day
    rows = (
        select(
            Order.id,
            Order.shop_id,
            Order.deliver_until,
            Item.category,
            func.sum(OrderLine.approved * Item.piece_g),
        )
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Item, OrderLine.item_id == Item.id)
        .where(
            among(Order.shop_id, shop_ids),
            Order.state.in_(COMMITTED | {OrderState.DELIVERED}),
            Order.deliver_until.between(first, last),
        )
        .group_by(Order.id, Order.shop_id, Order.deliver_until, Item.category)
    )
    zone = policies.time_zone(tx, now)
    weights: dict[tuple[int, date], list[tuple[int, str, int]]] = defaultdict(list)
    for order_id, shop_id, until, category, weight_g in tx.execute(rows):
        on = until.astimezone(zone).date()
        weights[shop_id, on].append((order_id, category, int(weight_g)))
    return weights
