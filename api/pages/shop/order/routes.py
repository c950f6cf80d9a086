"""The order page: a shop puts an order together, corrects one that came back.

With scripts the page sends it through `/v1/orders`; this is the same as a plain form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from api.ground.texts import Language, text
from api.pages.shop import MAY, shopfront
from api.web.deps import ID_MAX, Caller, Db, Id, Now, QueryId, see_other
from api.web.errors import Malformed, status_of
from api.web.own import own_order, own_shop
from api.web.pages import language_of, render
from wms import ordering
from wms.db import Tx
from wms.errors import ColdchainError, Conflict, Refused
from wms.ordering import Changes, NewOrder
from wms.rules.promise_times import Wish
from wms.tables.ordering import OrderKind

router = APIRouter(prefix="/shop", include_in_schema=False)

PACKS_MAX = 100_000
VERSION_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """The form as it came: packs by item, and how the goods shall come."""

    client_id: UUID
    packs: Mapping[int, int]
    kind: OrderKind
    wish: Wish
    note: str
    version: int

    def lines(self, catalogue: list[ordering.CatalogueItem]) -> tuple[tuple[int, int], ...]:
        """Quantities in base units; an item that is no longer sold stays in, to be named."""
        size = {item.item_id: item.pack_quantity for item in catalogue}
        return tuple((item, packs * size.get(item, 1)) for item, packs in self.packs.items())


async def _sent(request: Request) -> Sent:
    """Raises: Malformed for fields that no page of ours sends."""
    form = {name: str(value).strip() for name, value in (await request.form()).items()}
    fields = {name: value for name, value in form.items() if value}
    packs = {
        _whole(name.removeprefix("packs_"), ID_MAX): _whole(value, PACKS_MAX)
        for name, value in fields.items()
        if name.startswith("packs_")
    }
    try:
        return Sent(
            client_id=UUID(fields["client_id"]) if "client_id" in fields else uuid4(),
            packs={item: count for item, count in packs.items() if count},
            kind=OrderKind(fields.get("kind", OrderKind.STANDARD)),
            wish=_wish(fields),
            note=fields.get("note", ""),
            version=_whole(fields.get("version", "1"), VERSION_MAX),
        )
    except ValueError as error:
        raise Malformed("request.invalid", faults=[]) from error


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

    return render(request, "shop/order/page.html", db.read(look))


@router.post("/order", dependencies=[MAY])
def place(request: Request, db: Db, caller: Caller, now: Now, sent: SentForm) -> Response:
    """Place the order; what is wrong with it is shown beside the lines."""

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

    try:
        order_id = db.write(write)
    except Refused as refusal:
        shown = db.read(lambda tx: _catalogue(tx, caller, now))
        return _again(request, shown, sent, refusal)
    return see_other(f"/shop/orders/{order_id}?placed=1")


@router.get("/orders/{order_id}/edit", dependencies=[MAY])
def edit(request: Request, db: Db, caller: Caller, now: Now, order_id: Id) -> Response:
    """An order nobody has approved yet, to be changed."""
    shown = db.read(lambda tx: _editing(tx, caller, order_id, now))
    if shown["editing"].state not in shopfront.CHANGEABLE:
        return see_other(f"/shop/orders/{order_id}")
    return render(request, "shop/order/page.html", shown)


@router.post("/orders/{order_id}/edit", dependencies=[MAY])
def change(
    request: Request, db: Db, caller: Caller, now: Now, order_id: Id, sent: SentForm
) -> Response:
    """Change the order and send it again."""

    def write(tx: Tx) -> None:
        seen = own_order(tx, caller, order_id)
        lines = sent.lines(ordering.catalogue(tx, seen.order.shop_id, now))
        changes = Changes(sent.version, lines, sent.note)
        ordering.change(tx, order_id, changes, by=caller.by, now=now)

    try:
        db.write(write)
    except (Refused, Conflict) as refusal:
        shown = db.read(lambda tx: _editing(tx, caller, order_id, now))
        return _again(request, shown, sent, refusal)
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
        "fault": "",
        "faults": {},
    }


def _editing(tx: Tx, caller: Caller, order_id: int, now: datetime) -> dict[str, Any]:
    """The same, with an order that is there already."""
    seen = own_order(tx, caller, order_id)
    shown = _catalogue(tx, caller, now)
    packs = shopfront.packs_of(seen, shown["catalogue"])
    return {**shown, "packs": packs, "editing": seen.order, "note_text": seen.order.note or ""}


def _again(
    request: Request, shown: Mapping[str, Any], sent: Sent, refusal: ColdchainError
) -> HTMLResponse:
    """The page with everything that was entered, and what is wrong with it."""
    language = language_of(request)
    entered = {
        "client_id": sent.client_id,
        "packs": sent.packs,
        "kind": sent.kind,
        "note_text": sent.note,
        "fault": text(refusal.code, language, **refusal.details),
        "faults": _by_item(refusal, language),
    }
    return render(request, "shop/order/page.html", {**shown, **entered}, status=status_of(refusal))


def _by_item(refusal: ColdchainError, language: Language) -> dict[int, str]:
    """What is wrong with each line; the first thing of each."""
    found: dict[int, str] = {}
    for one in refusal.details.get("findings", ()):
        if "item_id" in one:
            found.setdefault(one["item_id"], text(one["code"], language, **one))
    return found


def _wish(fields: Mapping[str, str]) -> Wish:
    """Raises: ValueError."""
    day = date.fromisoformat(fields["deliver_on"]) if "deliver_on" in fields else None
    return Wish(day, _minute(fields.get("not_before")), _minute(fields.get("not_after")))


def _minute(clock: str | None) -> int | None:
    if clock is None:
        return None
    at = time.fromisoformat(clock)
    return at.hour * 60 + at.minute


def _whole(digits: str, most: int) -> int:
    """Raises: Malformed unless it is a whole number from 0 on."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 16):
        raise Malformed("request.invalid", faults=[])
    number = int(digits)
    if number > most:
        raise Malformed("request.number_too_large")
    return number
