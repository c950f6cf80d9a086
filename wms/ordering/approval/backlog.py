"""What waits for an approver: orders that need eyes first, and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from wms.db import Tx, just
from wms.ordering.approval.facts import facts_of, limits_of
from wms.rules import review
from wms.rules.review import Finding
from wms.tables.masterdata import Shop
from wms.tables.ordering import Order, OrderKind, OrderState

QUEUE_MAX = 1000


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A submitted order with what the rules say about it now."""

    order_id: int
    number: str
    version: int
    warehouse_id: int
    shop_id: int
    shop_zh: str
    shop_en: str
    kind: OrderKind
    placed_at: datetime
    deliver_from: datetime
    deliver_until: datetime
    total_cents: int
    lines: int
    weight_g: int
    note: str | None
    findings: tuple[Finding, ...]

    @property
    def is_blocked(self) -> bool:
        return any(finding.blocks for finding in self.findings)

    @property
    def needs_eyes(self) -> bool:
        return bool(self.findings or self.note)


def queue(tx: Tx, warehouse_id: int | None, *, now: datetime) -> list[QueueItem]:
    """A warehouse's submitted orders (None: all), what needs eyes first, then first come first.

    Each order is judged against what is free now: of two for the last crate both look fine, and
    the one approved second is refused.
    """
    rows = select(Order).where(just(Order.state, OrderState.SUBMITTED))
    if warehouse_id is not None:
        rows = rows.where(Order.warehouse_id == warehouse_id)
    orders = tx.scalars(rows.order_by(Order.id).limit(QUEUE_MAX)).all()
    mine = select(Shop).where(Shop.id.in_({order.shop_id for order in orders}))
    shops = {shop.id: shop for shop in tx.scalars(mine)}
    limits = limits_of(tx, shops.values(), now)
    facts = facts_of(tx, orders, now=now)
    items = [
        _item(order, shops[order.shop_id], facts[order.id], limits[order.shop_id])
        for order in orders
    ]
    return sorted(items, key=_urgency)


def waiting(tx: Tx, warehouse_id: int | None) -> int:
    """How many orders wait for an approver."""
    rows = select(func.count(Order.id)).where(just(Order.state, OrderState.SUBMITTED))
    if warehouse_id is not None:
        rows = rows.where(Order.warehouse_id == warehouse_id)
    return tx.scalars(rows).one()


def _urgency(item: QueueItem) -> tuple[bool, bool, bool, int]:
    is_express = item.kind is OrderKind.EXPRESS
    return (not item.is_blocked, not item.needs_eyes, not is_express, item.order_id)


def _item(order: Order, shop: Shop, facts: review.OrderFacts, limits: review.Limits) -> QueueItem:
    return QueueItem(
        order_id=order.id,
        number=order.number,
        version=order.version,
        warehouse_id=order.warehouse_id,
        shop_id=shop.id,
        shop_zh=shop.name_zh,
        shop_en=shop.name_en,
        kind=order.kind,
        placed_at=order.placed_at,
        deliver_from=order.deliver_from,
        deliver_until=order.deliver_until,
        total_cents=order.total_cents,
        lines=len(facts.lines),
        weight_g=sum(line.weight_g for line in facts.lines),
        note=order.note,
        findings=review.findings(facts, limits),
    )
