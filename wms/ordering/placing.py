"""A shop places, changes and cancels its orders.

The same order sent twice is one order. Nothing here approves or reserves anything; cancelling
gives back whatever was reserved.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from wms import codes
from wms.db import Tx, insert_new
from wms.errors import Conflict, NotFound, Refused
from wms.facts import events
from wms.facts.catalogue import OrderChanged, OrderPlaced
from wms.masterdata import numbers, policies
from wms.ordering.terms import promise
from wms.outbound import ending
from wms.rules import review
from wms.rules.promise_times import ANY_TIME, Window, Wish
from wms.rules.review import Finding
from wms.tables.access import Role, User
from wms.tables.masterdata import Item, Shop
from wms.tables.ordering import Order, OrderKind, OrderLine, OrderState

NOTE_MAX = 200
Lines = tuple[tuple[int, int], ...]
"""Pairs of item id and quantity in the item's base unit."""


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What a shop wants. `client_id` is made on its phone, so a double click is one order."""

    client_id: UUID
    shop_id: int
    lines: Lines
    kind: OrderKind = OrderKind.STANDARD
    wish: Wish = ANY_TIME
    note: str | None = None

    def digest(self) -> str:
        """What makes it the same order when it is sent again."""
        content = [
            self.shop_id,
            str(self.kind),
            sorted(self.lines),
            str(self.wish.day),
            self.wish.from_minute,
            self.wish.until_minute,
            self.note,
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Changes:
    """What an order shall be instead; `version` is the one the page showed."""

    version: int
    lines: Lines
    note: str | None = None


def place(tx: Tx, new: NewOrder, *, by: int | None, now: datetime) -> Order:
    """Place an order, or find the one this id already placed.

    Raises: NotFound("shop"); Conflict("order.other_body") when the id placed another order;
    Refused("order.empty" | "order.too_many_lines" | "order.note" | "order.closed" | "order.slot" |
    "shop.inactive"),
    and with all bad lines at once Refused("order.unknown_item" | "order.repeated_item" |
    "order.multiple" | "order.too_much"), or "order.lines" for several kinds.
    """
    shop = tx.find(Shop, new.shop_id)
    _must_be_own(tx, shop.id, by)
    if known := _placed_before(tx, new):
        return known
    if not shop.is_active:
        raise Refused(codes.Shop.INACTIVE, shop=shop.code)
    wanted = _judged(tx, new.lines)
    window = promise(tx, shop, new.kind, wish=new.wish, now=now)
    order = _insert(tx, new, shop, window, by=by, now=now)
    if order is None:  # another request with this id was quicker
        known = _placed_before(tx, new)
        assert known is not None
        return known
    _set_lines(tx, order, wanted)
    fact = OrderPlaced(order.id, order.number, order.shop_id, order.total_cents)
    events.record(tx, fact, at=now, by=by, warehouse_id=order.warehouse_id)
    return order


def change(tx: Tx, order_id: int, changes: Changes, *, by: int | None, now: datetime) -> Order:
    """Change an order nobody has approved yet; one that was sent back is submitted again.

    Prices of items it already has stay frozen; so does its window, if it can still be kept.
    Raises: NotFound; Conflict("order.stale"); Refused("order.wrong_state"), and what `place` does.
    """
    order = _locked(tx, order_id, changes.version, by)
    if order.state is not OrderState.SUBMITTED:
        order.advance(OrderState.SUBMITTED)
    wanted = _judged(tx, changes.lines)
    order.note = _note(changes.note)
    order.return_reason = None
    window = _window_again(tx, order, now)
    order.deliver_from, order.deliver_until = window.deliver_from, window.deliver_until
    order.version += 1
    _set_lines(tx, order, wanted)
    fact = OrderChanged(order.id, order.number, order.shop_id, order.total_cents)
    events.record(tx, fact, at=now, by=by, warehouse_id=order.warehouse_id)
    return order


def cancel(
    tx: Tx, order_id: int, *, version: int, reason: str | None, by: int | None, now: datetime
) -> Order:
    """Cancel an order and give back what is reserved for it.

    Staff may at any state until its vehicle leaves; a shop until the wave freezes, and later when
    it cannot be served any more: its time is over, or nothing is reserved or picked for it.
    Raises: NotFound; Conflict("order.stale"); Refused("order.wrong_state" | "order.frozen" |
    "order.on_the_road").
    """
    order = _locked(tx, order_id, version, by)
    if order.wave_id is not None and _is_shop(tx, by) and _is_served(tx, order, now):
        raise Refused(codes.Order.FROZEN, number=order.number)
    return ending.end(tx, order, reason=_note(reason), by=by, now=now)


def _is_served(tx: Tx, order: Order, now: datetime) -> bool:
    """Whether the shop may still expect anything of an order in a wave."""
    if order.state is OrderState.APPROVED:
        return order.deliver_until > now
    return order.deliver_until > now and ending.has_goods(tx, order.id)


def lines_of(tx: Tx, order_id: int) -> Sequence[OrderLine]:
    """The lines of an order, locked, by primary key."""
    mine = select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.id)
    return tx.lock_all(mine)


def _must_be_own(tx: Tx, shop_id: int, by: int | None) -> None:
    """Raises: NotFound for another shop's people, as if there were no such thing."""
    user = None if by is None else tx.find(User, by)
    if user is not None and user.role is Role.SHOP and user.shop_id != shop_id:
        raise NotFound("shop", id=str(shop_id))


def _is_shop(tx: Tx, by: int | None) -> bool:
    return by is not None and tx.find(User, by).role is Role.SHOP


def _locked(tx: Tx, order_id: int, version: int, by: int | None) -> Order:
    """Raises: NotFound; Conflict("order.stale")."""
    order = tx.lock(Order, order_id)
    _must_be_own(tx, order.shop_id, by)
    if order.version != version:
        raise Conflict(codes.Order.STALE, number=order.number, version=order.version)
    return order


def _placed_before(tx: Tx, new: NewOrder) -> Order | None:
    """Raises: Conflict("order.other_body")."""
    order = tx.scalars(select(Order).where(Order.client_id == new.client_id)).first()
    if order is None:
        return None
    if order.body_digest != new.digest():
        raise Conflict(codes.Order.OTHER_BODY)
    return order


def _judged(tx: Tx, lines: Lines) -> list[tuple[Item, int]]:
    """The items wanted. Raises: Refused with everything that is wrong with the lines."""
    if not lines:
        raise Refused(codes.Order.EMPTY)
    if len(lines) > review.LINES_MAX:
        raise Refused(codes.Order.TOO_MANY_LINES, lines=len(lines), most=review.LINES_MAX)
    ids = [item_id for item_id, _ in lines]
    found = tx.scalars(select(Item).where(Item.id.in_(ids), Item.is_active))
    items = {item.id: item for item in found}
    review.refuse_if_blocked(list(_faults(items, lines)), several=codes.Order.LINES)
    return [(items[item_id], quantity) for item_id, quantity in lines]


def _faults(items: dict[int, Item], lines: Lines) -> Iterator[Finding]:
    times = Counter(item_id for item_id, _ in lines)
    for item_id, quantity in lines:
        item = items.get(item_id)
        if item is None:
            yield Finding(codes.Order.UNKNOWN_ITEM, {"item_id": item_id})
            continue
        about = {"item_id": item_id, "item": item.code, "quantity": quantity}
        if times[item_id] > 1:
            yield Finding(codes.Order.REPEATED_ITEM, about)
        if quantity * item.piece_g > review.LINE_WEIGHT_G_MAX:
            yield Finding(codes.Order.TOO_MUCH, {**about, "most_g": review.LINE_WEIGHT_G_MAX})
        elif broken := review.multiple_finding(item.id, item.code, quantity, item.pack_quantity):
            yield broken


def _insert(
    tx: Tx, new: NewOrder, shop: Shop, window: Window, *, by: int | None, now: datetime
) -> Order | None:
    row = {
        "client_id": new.client_id,
        "body_digest": new.digest(),
        "number": numbers.next(tx, "SO", policies.business_day(tx, now)),
        "shop_id": shop.id,
        "warehouse_id": shop.warehouse_id,
        "kind": new.kind,
        "state": OrderState.SUBMITTED,
        "version": 1,
        "placed_at": now,
        "placed_by": by,
        "deliver_from": window.deliver_from,
        "deliver_until": window.deliver_until,
        "total_cents": 0,
        "note": _note(new.note),
    }
    if not insert_new(tx, Order, [row]):
        return None
    return tx.scalars(select(Order).where(Order.client_id == new.client_id)).one()


def _set_lines(tx: Tx, order: Order, wanted: list[tuple[Item, int]]) -> None:
    """Make the lines what is wanted; an item that stays keeps its frozen price."""
    there = {line.item_id: line for line in lines_of(tx, order.id)}
    order.total_cents = 0
    for item, quantity in wanted:
        line = there.pop(item.id, None)
        if line is None:
            line = OrderLine(order_id=order.id, item_id=item.id, unit_price_cents=item.price_cents)
            tx.add(line)
        line.ordered = quantity
        line.approved = 0
        order.total_cents += review.line_cents(quantity, line.unit_price_cents, item.unit)
    for line in there.values():
        tx.delete(line)
    tx.flush()


def _window_again(tx: Tx, order: Order, now: datetime) -> Window:
    """The promise of a changed order: the one it has, if it can still be kept."""
    shop = tx.find(Shop, order.shop_id)
    zone = policies.time_zone(tx, now)
    begin, end = order.deliver_from.astimezone(zone), order.deliver_until.astimezone(zone)
    until = end.hour * 60 + end.minute or 24 * 60
    kept = Wish(begin.date(), begin.hour * 60 + begin.minute, until)
    try:
        return promise(tx, shop, order.kind, wish=kept, now=now)
    except Refused:
        return promise(tx, shop, order.kind, now=now)


def _note(note: str | None) -> str | None:
    """A note without blanks around it. Raises: Refused("order.note")."""
    text = (note or "").strip()
    if len(text) > NOTE_MAX:
        raise Refused(codes.Order.NOTE, most=NOTE_MAX)
    return text or None
