"""The order page: a shop puts an order together, corrects one that came back.

With scripts the page sends it through `/v1/orders`; this is the same as a plain form.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from api.ground.texts import Language, text
from api.pages.shop import MAY, shopfront
from api.web.bodies import ItemId, Version, Wished, Words
from api.web.deps import Caller, Db, Id, Now, QueryId, page, see_other
from api.web.own import own_order, own_shop
from api.web.pages import language_of, refused_of
from wms import ordering
from wms.db import Tx
from wms.ordering import Changes, NewOrder
from wms.tables.ordering import OrderKind

router = APIRouter(prefix="/shop", include_in_schema=False)

PAGE = "shop/order/page.html"
PACKS = "packs_"
"""Begins the name of a line's field; the item's id follows."""
Packs = Annotated[int, Field(ge=0, le=100_000)]


class Sent(Wished):
    """The form as it came: packs by item, and how the goods shall come."""

    client_id: UUID = Field(default_factory=uuid4)
    packs: dict[ItemId, Packs]
    note: Words = ""
    version: Version = 1

    def lines(self, catalogue: list[ordering.CatalogueItem]) -> tuple[tuple[int, int], ...]:
        """Quantities in base units; an item that is no longer sold stays in, to be named."""
        size = {item.item_id: item.pack_quantity for item in catalogue}
        wanted = {item: packs for item, packs in self.packs.items() if packs}
        return tuple((item, packs * size.get(item, 1)) for item, packs in wanted.items())


async def _sent(request: Request) -> Sent:
    """Raises: RequestValidationError."""
    form = {name: str(value).strip() for name, value in (await request.form()).items()}
    fields = {name: value for name, value in form.items() if value}
    packs = {
        name.removeprefix(PACKS): value for name, value in fields.items() if name.startswith(PACKS)
    }
    try:
        return Sent.model_validate(fields | {"packs": packs})
    except ValidationError as error:
        raise RequestValidationError([_placed(one) for one in error.errors()]) from error


def _placed(fault: ErrorDetails) -> dict[str, Any]:
    """The fault of a line at the line's own field."""
    first, *rest = fault["loc"]
    where = (f"{PACKS}{rest[0]}",) if first == "packs" and rest else fault["loc"]
    return {**fault, "loc": ("body", *where)}


SentForm = Annotated[Sent, Depends(_sent)]


@router.get("/order", dependencies=[MAY])
def new_order(
    request: Request, db: Db, caller: Caller, now: Now, repeat: QueryId = None
) -> HTMLResponse:
    """An empty order, or one filled in from an earlier order."""

    def look(tx: Tx) -> dict[str, Any]:
        shown = _catalogue(tx, caller, now)
        if repeat is None:
            return shown
        earlier = own_order(tx, caller, repeat)
        packs = shopfront.packs_of(earlier, shown["catalogue"])
        return {**shown, "packs": packs, "repeated": earlier.order.number}

    return _shown(request, db.read(look))


@router.post("/order", dependencies=[MAY])
def place(db: Db, caller: Caller, now: Now, sent: SentForm) -> Response:
    """Place the order."""

    def write(tx: Tx) -> int:
        shop = own_shop(tx, caller)
        new = NewOrder(
            client_id=sent.client_id,
            shop_id=shop.id,
            lines=sent.lines(ordering.catalogue(tx, shop.id, now)),
            kind=sent.kind,
            wish=sent.wish,
            note=sent.note,
        )
        return ordering.place(tx, new, by=caller.by, now=now).id

    order_id = db.write(write)
    return see_other(f"/shop/orders/{order_id}?placed=1")


@router.get("/orders/{order_id}/edit", dependencies=[MAY])
def edit(request: Request, db: Db, caller: Caller, now: Now, order_id: Id) -> Response:
    """An order nobody has approved yet, to be changed."""
    shown = db.read(lambda tx: _editing(tx, caller, order_id, now))
    if shown["editing"].state not in shopfront.CHANGEABLE:
        return see_other(f"/shop/orders/{order_id}")
    return _shown(request, shown)


@router.post("/orders/{order_id}/edit", dependencies=[MAY])
def change(db: Db, caller: Caller, now: Now, order_id: Id, sent: SentForm) -> Response:
    """Change the order and send it again."""

    def write(tx: Tx) -> None:
        seen = own_order(tx, caller, order_id)
        lines = sent.lines(ordering.catalogue(tx, seen.order.shop_id, now))
        changes = Changes(sent.version, lines, sent.note)
        ordering.change(tx, order_id, changes, by=caller.by, now=now)

    db.write(write)
    return see_other(f"/shop/orders/{order_id}?placed=1")


def _catalogue(tx: Tx, caller: Caller, now: datetime) -> dict[str, Any]:
    """What the page shows before anything is chosen."""
    shop = own_shop(tx, caller)
    orders = ordering.of_shop(tx, shop.id, limit=30)
    catalogue = ordering.catalogue(tx, shop.id, now)
    return {
        "shop": shop,
        "groups": shopfront.groups(catalogue),
        "catalogue": catalogue,
        "today": shopfront.today(tx, shop, orders, now),
        "last": orders[0] if orders else None,
        "usual": shopfront.usual(tx, orders),
        "low_packs": shopfront.LOW_PACKS,
        "now": now,
        "tomorrow": now + timedelta(days=1),
        "editing": None,
        "repeated": None,
        "client_id": uuid4(),
        "packs": {},
        "kind": OrderKind.STANDARD,
        "note_text": "",
        "again": None,
        "fault": "",
        "faults": {},
    }


def _editing(tx: Tx, caller: Caller, order_id: int, now: datetime) -> dict[str, Any]:
    """The same, with an order that is there already."""
    seen = own_order(tx, caller, order_id)
    shown = _catalogue(tx, caller, now)
    packs = shopfront.packs_of(seen, shown["catalogue"])
    return {**shown, "packs": packs, "editing": seen.order, "note_text": seen.order.note or ""}


def _shown(request: Request, shown: Mapping[str, Any]) -> HTMLResponse:
    """The page; after a refusal with everything that was entered, and what is wrong with it."""
    refused, editing = refused_of(request), shown["editing"]
    action = f"/shop/orders/{editing.id}/edit" if editing else "/shop/order"
    if refused is None or not refused.is_about(action):
        return page(request, PAGE, **shown)
    typed = refused.typed
    packs = {
        int(name.removeprefix(PACKS)): value
        for name, value in typed.items()
        if re.fullmatch(rf"{PACKS}[0-9]{{1,16}}", name)
    }
    faults = _by_item(refused.details, language_of(request))
    faults |= {item: said for item in packs if (said := refused.faults.get(f"{PACKS}{item}"))}
    entered = {
        "packs": packs,
        "kind": typed.get("kind", OrderKind.STANDARD),
        "again": refused,
        "fault": refused.fault,
        "faults": faults,
    }
    if "client_id" not in refused.faults:
        entered["client_id"] = typed.get("client_id", shown["client_id"])
    return page(request, PAGE, **{**shown, **entered})


def _by_item(details: Mapping[str, Any], language: Language) -> dict[int, str]:
    """What is wrong with each line; the first thing of each."""
    found: dict[int, str] = {}
    for one in details.get("findings", ()):
        if "item_id" in one:
            found.setdefault(one["item_id"], text(one["code"], language, **one))
    return found
