"""May this order go on? Pack multiples, quotas, credit, stock, and what looks unusual.

Plain facts and limits in, findings out. A blocking finding stops an order, a warning only asks
for eyes. Whoever refuses names everything that is wrong, never only the first thing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wms import codes
from wms.errors import Refused
from wms.units import Unit, is_multiple

LINES_MAX = 200
"""Lines of one order."""
LINE_WEIGHT_G_MAX = 100_000_000
"""A hundred tonnes of one item: more is a slip of the finger, whatever the quota."""
CREDIT_NEARLY_USED = 0.9
"""From this share of the limit on, an approver is told."""
UNUSUAL_FACTOR = 3
"""This many times the shop's usual quantity of an item looks like a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an approver must know, as a stable code and the figures behind it."""

    code: codes.Code
    details: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        codes.must_carry(self.code, self.details)

    @property
    def blocks(self) -> bool:
        """Whether nobody may approve the order as it is."""
        return self.code.kind is codes.Kind.BLOCKS

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "blocks": self.blocks, **self.details}


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line as wanted now; quantities in base units of the item."""

    item_id: int
    item: str
    category: str
    quantity: int
    pack_quantity: int
    weight_g: int
    available: int
    """What the warehouse can still promise of the item."""
    usual: int = 0
    """Mean quantity of the shop's recent orders of it; 0: never ordered before."""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order and what surrounds it."""

    lines: tuple[LineFacts, ...]
    total_cents: int
    owed_cents: int
    """Undelivered orders and what was delivered but is not paid, without this order."""
    day_weight_g: Mapping[str, int] = field(default_factory=dict)
    """Weight per category of the shop's other orders for the same day of delivery."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the customer's class may order a day, and on how much credit."""

    quota_g: Mapping[str, int]
    """Per item category; a category without an entry has no quota."""
    credit_cents: int


def findings(facts: OrderFacts, limits: Limits) -> tuple[Finding, ...]:
    """Everything an approver must know about an order, blocking things first."""
    found = [
        *_multiples(facts.lines),
        *_quotas(facts, limits.quota_g),
        *_credit(facts, limits.credit_cents),
        *_stock(facts.lines),
        *_unusual(facts.lines),
    ]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def judge(facts: OrderFacts, limits: Limits) -> tuple[Finding, ...]:
    """Let an order pass with its warnings.

    Raises: Refused("order.multiple" | "order.quota" | "order.credit" | "stock.short"), or
    Refused("order.review") when rules of several kinds say no.
    """
    found = findings(facts, limits)
    refuse_if_blocked(found)
    return found


def refuse_if_blocked(found: Sequence[Finding], several: codes.Code = codes.Order.REVIEW) -> None:
    """Raises: Refused(<the one code> or `several`, findings=[…]) when any finding blocks."""
    blocking = {finding.code for finding in found if finding.blocks}
    if not blocking:
        return
    first = next(finding for finding in found if finding.blocks)
    listed = [finding.as_json() for finding in found]
    if len(blocking) > 1:
        raise Refused(several, findings=listed)
    raise Refused(first.code, findings=listed, **first.details)


def line_cents(quantity: int, price_cents: int, unit: Unit) -> int:
    """Value of a quantity at a price per 1,000 g or per piece, half a cent up."""
    if unit is Unit.GRAM:
        return (quantity * price_cents + 500) // 1000
    return quantity * price_cents


def multiple_finding(item_id: int, item: str, quantity: int, pack_quantity: int) -> Finding | None:
    """What is wrong with a quantity that is no positive number of whole packs."""
    if is_multiple(quantity, pack_quantity):
        return None
    about = {"item_id": item_id, "item": item, "quantity": quantity}
    return Finding(codes.Order.MULTIPLE, {**about, "pack_quantity": pack_quantity})


def _multiples(lines: Iterable[LineFacts]) -> Iterator[Finding]:
    for line in lines:
        if line.quantity == 0:  # a line cut to nothing
            continue
        finding = multiple_finding(line.item_id, line.item, line.quantity, line.pack_quantity)
        if finding:
            yield finding


def _quotas(facts: OrderFacts, quota_g: Mapping[str, int]) -> Iterator[Finding]:
    wanted_g: Counter[str] = Counter()
    for line in facts.lines:
        wanted_g[line.category] += line.weight_g
    for category, weight_g in sorted(wanted_g.items()):
        quota = quota_g.get(category)
        total_g = weight_g + facts.day_weight_g.get(category, 0)
        if quota is not None and weight_g and total_g > quota:
            details = {"category": category, "weight_g": total_g, "quota_g": quota}
            yield Finding(codes.Order.QUOTA, details)


def _credit(facts: OrderFacts, credit_cents: int) -> Iterator[Finding]:
    needed = facts.owed_cents + facts.total_cents
    details = {
        "total_cents": facts.total_cents,
        "owed_cents": facts.owed_cents,
        "credit_cents": credit_cents,
    }
    if needed > credit_cents:
        yield Finding(codes.Order.CREDIT, details)
    elif needed > credit_cents * CREDIT_NEARLY_USED:
        yield Finding(codes.Order.CREDIT_NEAR, details)


def _stock(lines: Iterable[LineFacts]) -> Iterator[Finding]:
    for line in lines:
        if line.quantity > line.available:
            details = {
                "item_id": line.item_id,
                "item": line.item,
                "wanted": line.quantity,
                "free": max(line.available, 0),
            }
            yield Finding(codes.Stock.SHORT, details)


def _unusual(lines: Iterable[LineFacts]) -> Iterator[Finding]:
    for line in lines:
        if line.usual and line.quantity > UNUSUAL_FACTOR * line.usual:
            details = {"item": line.item, "quantity": line.quantity, "usual": line.usual}
            yield Finding(codes.Order.UNUSUAL, details)
