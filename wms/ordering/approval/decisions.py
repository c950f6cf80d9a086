"""Approve an order, approve less of it, or send it back with a reason.

Approving judges by every review rule and promises the stock in the same transaction; two people
at one order, or two orders for the last crate, end with one approval and one clear refusal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wms import codes
from wms.db import Tx
from wms.errors import ColdchainError, Conflict, Refused
from wms.facts import events
from wms.facts.catalogue import OrderApproved, OrderReturned, Warned
from wms.ordering.approval.facts import facts_of, limits_of
from wms.ordering.placing import lines_of
from wms.rules import review
from wms.stock import allocation, ledger
from wms.tables.masterdata import Shop
from wms.tables.ordering import Order, OrderLine, OrderState, Review

REASON_MIN = 2
REASON_MAX = 200


@dataclass(frozen=True, slots=True)
class Cuts:
    """Approve less: quantity per item id, in base units; items not named stay as ordered."""

    version: int
    quantities: Mapping[int, int]
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one order of a bulk approval; `code` None: approved."""

    order_id: int
    code: codes.Code | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def approve(tx: Tx, order_id: int, *, version: int, by: int, now: datetime) -> Order:
    """Approve a submitted order as it is and promise its quantities.

    Raises: NotFound; Conflict("order.stale"); Refused("order.wrong_state" | "order.multiple" |
    "order.quota" | "order.credit" | "stock.short" | "order.review"), listing every finding.
    """
    order = _submitted(tx, order_id, version)
    return _accept(tx, order, {}, Review(decision="approve", by=by, at=now))


def cut(tx: Tx, order_id: int, cuts: Cuts, *, by: int, now: datetime) -> Order:
    """Approve a submitted order with lower quantities and say why.

    Raises: what `approve` does; Refused("order.reason" | "order.cut" | "order.nothing_left").
    """
    reason = reason_of(cuts.reason)
    order = _submitted(tx, order_id, cuts.version)
    return _accept(tx, order, cuts.quantities, Review(decision="cut", reason=reason, by=by, at=now))


def send_back(tx: Tx, order_id: int, reason: str, *, version: int, by: int, now: datetime) -> Order:
    """Return an order to its shop with a reason; what was promised is free again.

    Raises: NotFound; Conflict("order.stale"); Refused("order.reason" | "order.wrong_state" |
    "order.frozen").
    """
    why = reason_of(reason)
    order = _fresh(tx, order_id, version)
    if order.wave_id is not None:
        raise Refused(codes.Order.FROZEN, number=order.number)
    order.advance(OrderState.RETURNED)
    lines = lines_of(tx, order.id)
    ledger.unpromise(tx, order.warehouse_id, lines)
    for line in lines:
        line.approved = 0
    order.return_reason = why
    order.version += 1
    tx.add(Review(order_id=order.id, decision="return", reason=why, by=by, at=now))
    fact = OrderReturned(order.id, order.number, order.shop_id, order.total_cents, why)
    events.record(tx, fact, at=now, by=by, warehouse_id=order.warehouse_id)
    return order


def approve_all(
    tx: Tx, orders: Sequence[tuple[int, int]], *, by: int, now: datetime
) -> list[Answer]:
    """Approve many orders (pairs of id and version), first ordered first served.

    Each stands alone: one that is refused does not stop the others, and its answer says why.
    """
    answers = []
    for order_id, version in sorted(orders):
        try:
            with tx.begin_nested():
                approve(tx, order_id, version=version, by=by, now=now)
            answers.append(Answer(order_id))
        except ColdchainError as error:
            answers.append(Answer(order_id, error.code, error.details))
    return answers


def _accept(tx: Tx, order: Order, cuts: Mapping[int, int], decision: Review) -> Order:
    now = decision.at
    # Locked, so that two orders of one shop do not both pass on the same credit or quota.
    shop = tx.lock(Shop, order.shop_id)
    lines = lines_of(tx, order.id)
    _judge_cuts(lines, cuts)
    facts = facts_of(tx, [order], wanted=cuts, now=now)[order.id]
    warnings = review.judge(facts, limits_of(tx, [shop], now)[shop.id])
    order.advance(OrderState.APPROVED)
    order.version += 1
    order.total_cents = facts.total_cents
    for line in lines:
        line.approved = cuts.get(line.item_id, line.ordered)
    fresh_until = allocation.fresh_until(tx, order.deliver_until, now)
    ledger.promise(tx, order.warehouse_id, lines, fresh_until=fresh_until)
    decision.order_id = order.id
    tx.add(decision)
    said = tuple(Warned(str(each.code), each.details) for each in warnings)
    fact = OrderApproved(order.id, order.number, order.shop_id, order.total_cents, said)
    events.record(tx, fact, at=now, by=decision.by, warehouse_id=order.warehouse_id)
    return order


def _judge_cuts(lines: Sequence[OrderLine], cuts: Mapping[int, int]) -> None:
    """Raises: Refused("order.cut") with every wrong cut; Refused("order.nothing_left")."""
    ordered = {line.item_id: line.ordered for line in lines}
    wrong = [
        {"item_id": item_id, "quantity": quantity, "ordered": ordered.get(item_id, 0)}
        for item_id, quantity in cuts.items()
        if not 0 <= quantity <= ordered.get(item_id, -1)
    ]
    if wrong:
        raise Refused(codes.Order.CUT, cuts=wrong)
    if not any(cuts.get(item_id, quantity) for item_id, quantity in ordered.items()):
        raise Refused(codes.Order.NOTHING_LEFT)


def _submitted(tx: Tx, order_id: int, version: int) -> Order:
    order = _fresh(tx, order_id, version)
    if order.state is not OrderState.SUBMITTED:
        raise Refused(codes.Order.WRONG_STATE, state=str(order.state), wanted="approved")
    return order


def _fresh(tx: Tx, order_id: int, version: int) -> Order:
    """Raises: NotFound; Conflict("order.stale")."""
    order = tx.lock(Order, order_id)
    if order.version != version:
        raise Conflict(codes.Order.STALE, number=order.number, version=order.version)
    return order


def reason_of(reason: str) -> str:
    """A reason that a person gave. Raises: Refused("order.reason")."""
    text = reason.strip()
    if not REASON_MIN <= len(text) <= REASON_MAX:
        raise Refused(codes.Order.REASON, least=REASON_MIN, most=REASON_MAX)
    return text
