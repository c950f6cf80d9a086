"""The review queue: what needs eyes first, approving one or many, cutting, sending back."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from api.ground import codes
from api.pages.office import MAY
from api.web.deps import ID_MAX, Caller, Db, Id, Now, page, see_other
from api.web.errors import Malformed
from wms import ordering
from wms.db import Database, Tx
from wms.ordering import approval
from wms.ordering.approval import QueueItem
from wms.stock import views as stock_views
from wms.tables.ordering import Order, OrderState
from wms.units import QUANTITY_MAX

router = APIRouter(include_in_schema=False)

BULK_MAX = 1_000
TABS: dict[str, tuple[OrderState, ...]] = {
    "approved": (OrderState.APPROVED,),
    "going": (OrderState.RELEASED, OrderState.PICKED, OrderState.PACKED, OrderState.LOADED),
    "done": (OrderState.DELIVERED,),
    "back": (OrderState.RETURNED, OrderState.CANCELLED),
}


class Decision(BaseModel):
    """An order as the page showed it."""

    version: Annotated[int, Field(ge=1, le=ID_MAX)]
    reason: Annotated[str, Field(max_length=200)] = ""


class CutForm(Decision):
    """Lower quantities, line by line, in base units."""

    item: Annotated[list[Annotated[int, Field(ge=1, le=ID_MAX)]], Field(max_length=200)]
    quantity: Annotated[list[Annotated[int, Field(ge=0, le=QUANTITY_MAX)]], Field(max_length=200)]


Chosen = Annotated[
    list[Annotated[str, Field(max_length=40)]], Form(max_length=BULK_MAX, default_factory=list)
]
"""Orders of a bulk approval, each as `id:version`."""


@router.get("/office/orders", dependencies=[MAY])
def queue(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Submitted orders with what the rules say about each, what needs eyes first."""

    def look(tx: Tx) -> dict[str, Any]:
        return {
            "queue": approval.queue(tx, caller.warehouse_id, now=now),
            "goods": stock_views.goods(tx),
        }

    return page(request, "office/orders/page.html", tabs=TABS, now=now, **db.read(look))


@router.get("/office/orders/list", dependencies=[MAY])
def listed(
    request: Request, db: Db, caller: Caller, tab: Annotated[str, Query(max_length=20)] = "approved"
) -> HTMLResponse:
    """Orders that have left the queue, newest first."""
    tab = tab if tab in TABS else "approved"
    orders = db.read(
        lambda tx: ordering.listed(tx, warehouse_id=caller.warehouse_id, states=TABS[tab])
    )
    return page(request, "office/orders/list.html", tabs=TABS, tab=tab, orders=orders)


@router.get("/office/orders/{order_id}", dependencies=[MAY])
def order(request: Request, db: Db, caller: Caller, now: Now, order_id: Id) -> HTMLResponse:
    """One order: its lines, what the rules say, what was decided."""

    def look(tx: Tx) -> dict[str, Any]:
        found = ordering.view(tx, order_id)
        caller.must_see("sales_order", order_id, found.order.warehouse_id)
        waiting = approval.queue(tx, found.order.warehouse_id, now=now)
        return {
            "view": found,
            "judged": next((one for one in waiting if one.order_id == order_id), None),
            "goods": stock_views.goods(tx),
        }

    return page(request, "office/orders/one.html", now=now, **db.read(look))


@router.post("/office/orders/{order_id}/approve", dependencies=[MAY])
def approve(
    db: Db, caller: Caller, now: Now, order_id: Id, form: Annotated[Decision, Form()]
) -> RedirectResponse:
    """Approve an order as it is."""
    _must_be_ours(db, caller, [order_id])
    by = caller.by
    db.write(lambda tx: approval.approve(tx, order_id, version=form.version, by=by, now=now))
    return see_other("/office/orders?done=approved")


@router.post("/office/orders/{order_id}/cut", dependencies=[MAY])
def cut(
    db: Db, caller: Caller, now: Now, order_id: Id, form: Annotated[CutForm, Form()]
) -> RedirectResponse:
    """Approve less of an order and say why."""
    _must_be_ours(db, caller, [order_id])
    if len(form.item) != len(form.quantity):
        raise Malformed(codes.Request.INVALID, faults=[])
    by = caller.by
    quantities = dict(zip(form.item, form.quantity, strict=True))
    cuts = approval.Cuts(form.version, quantities, form.reason)
    db.write(lambda tx: approval.cut(tx, order_id, cuts, by=by, now=now))
    return see_other("/office/orders?done=cut")


@router.post("/office/orders/{order_id}/return", dependencies=[MAY])
def send_back(
    db: Db, caller: Caller, now: Now, order_id: Id, form: Annotated[Decision, Form()]
) -> RedirectResponse:
    """Send an order back to its shop with a reason."""
    _must_be_ours(db, caller, [order_id])
    by = caller.by
    db.write(
        lambda tx: approval.send_back(
            tx, order_id, form.reason, version=form.version, by=by, now=now
        )
    )
    return see_other("/office/orders?done=returned")


@router.post("/office/orders/{order_id}/cancel", dependencies=[MAY])
def cancel(
    db: Db, caller: Caller, now: Now, order_id: Id, form: Annotated[Decision, Form()]
) -> RedirectResponse:
    """End an order at any state before its vehicle leaves, with a reason."""
    _must_be_ours(db, caller, [order_id])
    by, reason = caller.by, approval.reason_of(form.reason)
    db.write(
        lambda tx: ordering.cancel(
            tx, order_id, version=form.version, reason=reason, by=by, now=now
        )
    )
    return see_other(f"/office/orders/{order_id}")


@router.post("/office/orders/preview", dependencies=[MAY])
def preview(request: Request, db: Db, caller: Caller, now: Now, chosen: Chosen) -> HTMLResponse:
    """What a bulk approval would approve, before anything is approved."""
    wanted = dict(_pairs(chosen))

    def look(tx: Tx) -> list[QueueItem]:
        waiting = approval.queue(tx, caller.warehouse_id, now=now)
        return [one for one in waiting if wanted.get(one.order_id) == one.version]

    return page(request, "office/orders/preview.html", orders=db.read(look), asked=len(wanted))


@router.post("/office/orders/approve", dependencies=[MAY])
def approve_all(request: Request, db: Db, caller: Caller, now: Now, chosen: Chosen) -> HTMLResponse:
    """Approve many; each stands alone, and the answer says which were refused and why."""
    wanted = _pairs(chosen)
    _must_be_ours(db, caller, [order_id for order_id, _ in wanted])
    by = caller.by
    answers = db.write(lambda tx: approval.approve_all(tx, wanted, by=by, now=now))

    def look(tx: Tx) -> list[tuple[approval.Answer, str]]:
        return [(one, ordering.view(tx, one.order_id).order.number) for one in answers]

    return page(request, "office/orders/approved.html", answers=db.read(look))


def _pairs(chosen: list[str]) -> list[tuple[int, int]]:
    """Raises: Malformed for anything that is not `id:version`."""
    pairs = []
    for text in chosen:
        order_id, _, version = text.partition(":")
        if not (order_id.isdecimal() and version.isdecimal()) or int(order_id) > ID_MAX:
            raise Malformed(codes.Request.INVALID, faults=[])
        pairs.append((int(order_id), int(version)))
    return pairs


def _must_be_ours(db: Database, caller: Caller, order_ids: list[int]) -> None:
    """Raises: NotFound for an order that is not there, or is another warehouse's."""

    def look(tx: Tx) -> None:
        for order_id in order_ids:
            caller.must_see("sales_order", order_id, tx.find(Order, order_id).warehouse_id)

    db.read(look)
