"""What a shop sees first: the promise of today, what it forgot, how far each order is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wms import ordering
from wms.db import Tx
from wms.errors import Refused
from wms.ordering import CatalogueItem, LineView, OrderSummary
from wms.rules import promise_times
from wms.rules.promise_times import Hours, Window
from wms.rules.review import line_cents
from wms.tables.masterdata import Shop
from wms.tables.ordering import OrderKind, OrderState

USUAL_ORDERS = 3
"""How many past orders say what a shop usually takes."""
LOW_PACKS = 5
"""With fewer packs than this left, the catalogue says so."""

CATEGORIES = (
    "leaf",
    "fruiting",
    "root",
    "mushroom",
    "fruit",
    "meat",
    "dairy",
    "staple",
    "frozen",
    "other",
)
"""In the order in which the catalogue shows them; what is not listed is `other`."""

OPEN = frozenset(OrderState) - {OrderState.DELIVERED, OrderState.CANCELLED}
CHANGEABLE = frozenset({OrderState.SUBMITTED, OrderState.RETURNED})

UNDER_WAY = OPEN - CHANGEABLE

STEPS = ("placed", "approved", "packing", "road", "delivered")
_FAR: Mapping[OrderState, tuple[int, int | None]] = {
    OrderState.SUBMITTED: (1, 1),
    OrderState.RETURNED: (1, None),
    OrderState.APPROVED: (2, None),
    OrderState.RELEASED: (2, 2),
    OrderState.PICKED: (2, 2),
    OrderState.PACKED: (3, None),
    OrderState.LOADED: (3, 3),
    OrderState.DELIVERED: (5, None),
    OrderState.CANCELLED: (1, None),
}
"""How many steps lie behind an order in this state, and which one is under way."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an order: `done`, `now` or `todo`."""

    code: str
    state: str


@dataclass(frozen=True, slots=True)
class Today:
    """What an order placed now is promised, and until when that holds."""

    standard: Window | None
    express: Window | None
    closes_at: datetime | None
    """The cut-off that an order placed now still makes."""
    cut_off_minute: int
    is_late: bool
    """Today's cut-off has passed."""
    has_ordered: bool
    """The shop already has an order for the day that is promised."""

    def left(self, now: datetime) -> tuple[int, int] | None:
        """Hours and minutes until the cut-off, while it is today's."""
        if self.closes_at is None or self.is_late:
            return None
        minutes = int((self.closes_at - now) / timedelta(minutes=1))
        return divmod(max(0, minutes), 60)


def today(tx: Tx, shop: Shop, orders: Iterable[OrderSummary], now: datetime) -> Today:
    """What the home page and the order page promise."""
    terms = ordering.terms(tx, now)
    standard = _promised(tx, shop, OrderKind.STANDARD, now)
    closes_at = None
    if standard is not None:
        hours = Hours(shop.open_minute, shop.close_minute, shop.order_days)
        day = promise_times.first_day(now, hours, terms)
        closes_at = promise_times.at(day, terms.cut_off_minute, terms.zone)
    local = now.astimezone(terms.zone)
    return Today(
        standard=standard,
        express=_promised(tx, shop, OrderKind.EXPRESS, now),
        closes_at=closes_at,
        cut_off_minute=terms.cut_off_minute,
        is_late=local.hour * 60 + local.minute >= terms.cut_off_minute,
        has_ordered=standard is not None and _is_ordered(orders, standard, terms),
    )


def amount(line: LineView, state: OrderState) -> int:
    """What a line is worth in cents: once delivered, what was signed for."""
    if state is OrderState.DELIVERED:
        return line_cents(line.delivered, line.unit_price_cents, line.unit)
    return line.cents


def is_cancellable(order: OrderSummary, now: datetime) -> bool:
    """Whether a shop may still cancel: until its goods are being put together, and later when its
    time is over."""
    if order.state in CHANGEABLE | {OrderState.APPROVED} and order.wave_id is None:
        return True
    return order.state in UNDER_WAY and order.deliver_until <= now


def steps(state: OrderState) -> list[Step]:
    """How far an order in this state is."""
    done, under_way = _FAR[state]
    return [
        Step(code, "done" if place < done else "now" if place == under_way else "todo")
        for place, code in enumerate(STEPS)
    ]


def groups(catalogue: Iterable[CatalogueItem]) -> list[tuple[str, list[CatalogueItem]]]:
    """The catalogue by category, as the page shows it."""
    found: dict[str, list[CatalogueItem]] = {category: [] for category in CATEGORIES}
    for item in catalogue:
        found[item.category if item.category in found else "other"].append(item)
    return [(category, items) for category, items in found.items() if items]


def usual(tx: Tx, orders: Sequence[OrderSummary]) -> set[int]:
    """Items of the shop's last orders."""
    views = (ordering.view(tx, order.id) for order in orders[:USUAL_ORDERS])
    return {line.item_id for seen in views for line in seen.lines}


def packs_of(seen: ordering.OrderView, catalogue: Iterable[CatalogueItem]) -> dict[int, int]:
    """An order's quantities in packs, of goods that are still sold."""
    packs = {item.item_id: item.pack_quantity for item in catalogue}
    return {
        line.item_id: -(-line.ordered // packs[line.item_id])
        for line in seen.lines
        if line.item_id in packs
    }


def _promised(tx: Tx, shop: Shop, kind: OrderKind, now: datetime) -> Window | None:
    try:
        return ordering.promise(tx, shop, kind, now=now)
    except Refused:
        return None


def _is_ordered(
    orders: Iterable[OrderSummary], promised: Window, terms: promise_times.Terms
) -> bool:
    day = promised.deliver_from.astimezone(terms.zone).date()
    return any(
        order.state is not OrderState.CANCELLED
        and order.kind is OrderKind.STANDARD
        and order.deliver_from.astimezone(terms.zone).date() == day
        for order in orders
    )
