"""One big next step that follows every scan.

The page shows what the server says; scans themselves go to `/v1/scans`, typed, by wedge or stored.
"""

from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import uuid4

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from api.pages.floor import FLOWS, MAY
from api.web.deps import ID_MAX, Caller, Db, Now, page, see_other
from api.web.own import chosen_site
from wms import equipment, floor
from wms.db import Tx
from wms.equipment import views as equipment_views
from wms.masterdata import policies
from wms.outbound import ending, stopped, waves
from wms.tables.ordering import Order
from wms.tables.outbound import WaveState
from wms.tables.transport import TripState
from wms.transport import dispatch

router = APIRouter(include_in_schema=False)

Flow = Literal["receive", "pick", "load", "putback", "look"]
Station = Annotated[str | None, Query(max_length=64)]


class TakeOut(BaseModel):
    """A stopped lot of an order, and where the button was pressed."""

    order_id: Annotated[int, Field(ge=1, le=ID_MAX)]
    lot_id: Annotated[int, Field(ge=1, le=ID_MAX)]
    station: Annotated[str | None, Field(max_length=64)] = None


@router.get("/floor/weight", dependencies=[MAY])
def weight(request: Request, db: Db, caller: Caller, now: Now, station: Station) -> HTMLResponse:
    """What the scale beside a station shows."""
    _must_be_ours(db, caller, station)
    weight_mg = db.read(lambda tx: equipment.weight_near(tx, station or "", now))
    return page(request, "floor/work/weight.html", weight_mg=weight_mg)


@router.get("/floor/{flow}", dependencies=[MAY])
def work(
    request: Request, db: Db, caller: Caller, now: Now, flow: Flow, station: Station = None
) -> HTMLResponse:
    """One flow at one station, live."""
    _must_be_ours(db, caller, station)
    at = station or f"user-{caller.by}"

    def look(tx: Tx) -> dict[str, Any]:
        site, _ = chosen_site(tx, caller, None)
        return {
            "site": site,
            "device": next(
                (one for one in equipment_views.stations(tx, site.id) if one.id == at), None
            ),
            "current": floor.current(tx, at),
            "offers": _offers(tx, flow, site.id, now),
            "stopped": stopped.stopped(tx, site.id, now=now) if flow in ("pick", "load") else [],
            "strays": ending.strays(tx, site.id) if flow == "putback" else [],
        }

    return page(
        request, "floor/work/page.html", flow=flow, flows=FLOWS, station=at, **db.read(look)
    )


@router.post("/floor/{flow}/take-out", dependencies=[MAY])
def take_out(
    db: Db, caller: Caller, now: Now, flow: Flow, form: Annotated[TakeOut, Form()]
) -> RedirectResponse:
    """Put a stopped lot of an order on the stage back on its shelf."""
    _must_be_ours(db, caller, form.station)
    order_id, lot_id, by = form.order_id, form.lot_id, caller.by

    def act(tx: Tx) -> None:
        caller.must_see("sales_order", order_id, tx.find(Order, order_id).warehouse_id)
        stopped.take_out(tx, order_id, lot_id, cause=uuid4(), by=by, now=now)

    db.write(act)
    at = f"station={quote(form.station)}&" if form.station else ""
    return see_other(f"/floor/{flow}?{at}done=taken_out")


def _offers(tx: Tx, flow: str, warehouse_id: int, now: Now) -> list[tuple[str, Any]]:
    """What may be taken up with a touch instead of a scan: waves to pick, trips to load."""
    if flow == "pick":
        going = waves.recent(tx, warehouse_id, limit=6)
        return [(one.number, one) for one in going if one.state is WaveState.RELEASED]
    if flow == "load":
        day = policies.business_day(tx, now)
        waiting = (TripState.PLANNED, TripState.LOADING)
        trips = dispatch.trips(tx, warehouse_id, day)
        return [(trip.number, trip) for trip in trips if trip.state in waiting]
    return []


def _must_be_ours(db: Db, caller: Caller, station: str | None) -> None:
    """Raises: NotFound for a station of another warehouse."""
    if station is not None and station != f"user-{caller.by}":
        at = db.read(lambda tx: equipment.warehouse_of(tx, station))
        caller.must_see("device", station, at)
