"""Orders and the catalogue for programs: the shops' own pages use the same interface.

`client_id` is made by the sender: the same order sent again is answered with the order there is.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.web.bodies import Bounded, ItemId, Version, Wished, Words
from api.web.deps import ID_MAX, Caller, Db, Id, Now
from api.web.own import own_order, own_shop
from api.web.security import needs
from wms import ordering
from wms.db import Tx
from wms.ordering import Changes, NewOrder, OrderView
from wms.tables.access import Role
from wms.tables.ordering import OrderKind, OrderState
from wms.units import QUANTITY_MAX, TemperatureClass, Unit

router = APIRouter(prefix="/v1", tags=["orders"])

MAY_ORDER = needs(Role.SHOP, Role.INTEGRATOR)
MAY_END = needs(Role.SHOP, Role.INTEGRATOR, Role.DISPATCHER, Role.ADMIN)
LINES_MAX = 1000


class LineBody(Bounded):
    """So much of an item, in its base unit: grams or pieces."""

    item_id: ItemId
    quantity: int = Field(ge=1, le=QUANTITY_MAX)


class PromiseQuery(Bounded, Wished):
    """A wish of a shop."""

    shop_id: ItemId


class OrderBody(PromiseQuery):
    """A new order; its id is the sender's."""

    client_id: UUID
    lines: list[LineBody] = Field(max_length=LINES_MAX)
    note: Words | None = None


class ChangeBody(Bounded):
    """What an order shall be instead; `version` is the one that was read."""

    version: Version
    lines: list[LineBody] = Field(max_length=LINES_MAX)
    note: Words | None = None


class CancelBody(Bounded):
    version: Version
    reason: Words | None = None


class LineReply(BaseModel):
    item_id: int
    code: str
    name_zh: str
    name_en: str
    unit: Unit
    pack_quantity: int
    ordered: int
    approved: int
    picked: int
    delivered: int
    unit_price_cents: int
    cents: int


class OrderReply(BaseModel):
    id: int
    client_id: UUID
    number: str
    shop_id: int
    kind: OrderKind
    state: OrderState
    version: int
    placed_at: datetime
    deliver_from: datetime
    deliver_until: datetime
    arrives_at: datetime | None
    delivered_at: datetime | None
    total_cents: int
    note: str | None
    return_reason: str | None
    lines: list[LineReply]


class ItemReply(BaseModel):
    item_id: int
    code: str
    gtin: str
    name_zh: str
    name_en: str
    category: str
    picture: str
    unit: Unit
    temperature_class: TemperatureClass
    pack_quantity: int
    piece_g: int
    price_cents: int
    sellable: int
    origin_zh: str | None
    origin_en: str | None


class PromiseReply(BaseModel):
    deliver_from: datetime
    deliver_until: datetime


@router.get("/catalogue", dependencies=[MAY_ORDER])
def catalogue(
    db: Db, caller: Caller, now: Now, shop_id: Annotated[int, Query(ge=1, le=ID_MAX)]
) -> list[ItemReply]:
    """What a shop can order, with prices and what is in stock for it."""

    def look(tx: Tx) -> list[ordering.CatalogueItem]:
        return ordering.catalogue(tx, own_shop(tx, caller, shop_id).id, now)

    return [ItemReply(**asdict(item)) for item in db.read(look)]


@router.get("/promise", dependencies=[MAY_ORDER])
def promise(
    asked: Annotated[PromiseQuery, Query()], db: Db, caller: Caller, now: Now
) -> PromiseReply:
    """When an order sent now would arrive."""

    def look(tx: Tx) -> PromiseReply:
        shop = own_shop(tx, caller, asked.shop_id)
        window = ordering.promise(tx, shop, asked.kind, wish=asked.wish, now=now)
        return PromiseReply(deliver_from=window.deliver_from, deliver_until=window.deliver_until)

    return db.read(look)


@router.post("/orders", dependencies=[MAY_ORDER], status_code=201)
def place(body: OrderBody, db: Db, caller: Caller, now: Now) -> OrderReply:
    """Place an order; sent again with the same id and content it is the same order."""
    new = NewOrder(
        client_id=body.client_id,
        shop_id=body.shop_id,
        lines=_lines(body.lines),
        kind=body.kind,
        wish=body.wish,
        note=body.note,
    )

    def write(tx: Tx) -> OrderView:
        own_shop(tx, caller, body.shop_id)
        order = ordering.place(tx, new, by=caller.user_id, now=now)
        return ordering.view(tx, order.id)

    return _reply(db.write(write))


@router.get("/orders/{order_id}", dependencies=[MAY_ORDER])
def view(order_id: Id, db: Db, caller: Caller) -> OrderReply:
    """One order with all its lines."""
    return _reply(db.read(lambda tx: own_order(tx, caller, order_id)))


@router.put("/orders/{order_id}", dependencies=[MAY_ORDER])
def change(order_id: Id, body: ChangeBody, db: Db, caller: Caller, now: Now) -> OrderReply:
    """Change an order nobody has approved yet; one that was sent back is submitted again."""
    changes = Changes(body.version, _lines(body.lines), body.note)

    def write(tx: Tx) -> OrderView:
        own_order(tx, caller, order_id)
        ordering.change(tx, order_id, changes, by=caller.user_id, now=now)
        return ordering.view(tx, order_id)

    return _reply(db.write(write))


@router.post("/orders/{order_id}/cancel", dependencies=[MAY_END])
def cancel(order_id: Id, body: CancelBody, db: Db, caller: Caller, now: Now) -> OrderReply:
    """Cancel an order and give back what is reserved for it; what was picked is put back by scans.
    The office may until its vehicle leaves, a shop until the wave or when it cannot be served."""

    def write(tx: Tx) -> OrderView:
        own_order(tx, caller, order_id)
        by = caller.user_id
        ordering.cancel(tx, order_id, version=body.version, reason=body.reason, by=by, now=now)
        return ordering.view(tx, order_id)

    return _reply(db.write(write))


def _lines(lines: Sequence[LineBody]) -> tuple[tuple[int, int], ...]:
    return tuple((line.item_id, line.quantity) for line in lines)


def _reply(seen: OrderView) -> OrderReply:
    lines = [asdict(line) for line in seen.lines]
    shown = asdict(seen.order) | {"client_id": seen.client_id, "lines": lines}
    return OrderReply.model_validate(shown)
