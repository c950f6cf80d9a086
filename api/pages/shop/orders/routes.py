"""The shop's orders: how far they are, what became of each line, who signed for it."""

from base64 import b64encode
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.shop import MAY, shopfront
from api.pages.shop.frame import shown
from api.pictures import maps
from api.travel import roads
from api.web.deps import Caller, Db, Id, Now, see_other
from api.web.own import own_order, own_shop
from api.web.pages import language_of
from wms import ordering
from wms.db import Tx
from wms.errors import NotFound
from wms.masterdata import sites
from wms.tables.ordering import OrderState
from wms.transport import delivery, dispatch
from wms.transport.dispatch import TripView

router = APIRouter(prefix="/shop", include_in_schema=False)


@router.get("/orders", dependencies=[MAY])
def orders(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """All orders of the shop, newest first."""
    found = db.read(lambda tx: ordering.of_shop(tx, own_shop(tx, caller).id, limit=200))
    return shown(request, "shop/orders/page.html", now, orders=found)


@router.get("/orders/{order_id}", dependencies=[MAY])
def order(request: Request, db: Db, caller: Caller, now: Now, order_id: Id) -> HTMLResponse:
    """One order: how far it is, what became of each line, who signed for it."""

    def look(tx: Tx) -> dict[str, Any]:
        seen = own_order(tx, caller, order_id)
        is_delivered = seen.order.state is OrderState.DELIVERED
        proof = delivery.proof_of(tx, order_id) if is_delivered else None
        return {
            "seen": seen,
            "trip": dispatch.trip_of_order(tx, order_id),
            "proof": proof,
            "signature": _inline(proof.signature_svg if proof else None),
            "is_cancellable": shopfront.is_cancellable(seen.order, now),
            "amounts": [shopfront.amount(line, seen.order.state) for line in seen.lines],
        }

    return shown(request, "shop/orders/one.html", now, **db.read(look))


@router.post("/orders/{order_id}/cancel", dependencies=[MAY])
def cancel(
    db: Db,
    caller: Caller,
    now: Now,
    order_id: Id,
    version: Annotated[int, Form(ge=1, le=1_000_000)],
    reason: Annotated[str, Form(max_length=200)] = "",
) -> RedirectResponse:
    """Cancel an order and give back what is reserved for it."""

    def write(tx: Tx) -> None:
        own_order(tx, caller, order_id)
        by = caller.by
        ordering.cancel(tx, order_id, version=version, reason=reason, by=by, now=now)

    db.write(write)
    return see_other(f"/shop/orders/{order_id}")


@router.get("/orders/{order_id}/map", dependencies=[MAY])
def order_map(request: Request, db: Db, caller: Caller, order_id: Id) -> dict[str, Any]:
    """The way from the warehouse to this shop; other customers are nobody's business."""

    def look(tx: Tx) -> tuple[TripView, list[sites.Site]]:
        own_order(tx, caller, order_id)
        trip = dispatch.trip_of_order(tx, order_id)
        if trip is None:
            raise NotFound("trip")
        mine = tuple(stop for stop in trip.stops if stop.order_id == order_id)
        return replace(trip, stops=mine), sites.sites(tx, trip.warehouse_id)

    trip, depots = db.read(look)
    streets = roads.graph(request.app.state.settings.data_dir)
    return maps.picture([trip], depots, language=language_of(request), streets=streets)


@router.get("/orders/{order_id}/photo", dependencies=[MAY])
def photo(db: Db, caller: Caller, order_id: Id) -> Response:
    """The photo taken at the door."""

    def look(tx: Tx) -> tuple[bytes, str]:
        own_order(tx, caller, order_id)
        return delivery.photo_of(tx, order_id)

    content, media_type = db.read(look)
    headers = {"Cache-Control": "private, max-age=86400"}
    return Response(content, media_type=media_type, headers=headers)


def _inline(svg: str | None) -> str:
    """A drawing as the address of an image: an image runs no script, whatever is in it."""
    if svg is None:
        return ""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
