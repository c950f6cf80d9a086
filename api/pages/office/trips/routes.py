"""Trips: how full, how far, who is late; departures and returns."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.office import MAY
from api.pages.office.bars import hours
from api.pictures import maps
from api.travel import roads
from api.web.deps import Caller, Db, Id, Now, QueryId, page, see_other
from api.web.own import chosen_site
from api.web.pages import language_of
from wms.db import Database, Tx
from wms.masterdata import policies, sites
from wms.transport import dispatch
from wms.transport.dispatch import TripView

router = APIRouter(include_in_schema=False)


@router.get("/office/trips", dependencies=[MAY])
def trips(
    request: Request,
    db: Db,
    caller: Caller,
    now: Now,
    warehouse: QueryId = None,
    day: Annotated[date | None, Query()] = None,
) -> HTMLResponse:
    """A day's trips of a warehouse: how full, how far, who is late."""

    def look(tx: Tx) -> dict[str, Any]:
        site, allowed = chosen_site(tx, caller, warehouse)
        on = day or policies.business_day(tx, now)
        found = dispatch.trips(tx, site.id, on)
        return {
            "site": site,
            "sites": allowed,
            "day": on,
            "trips": found,
            "hours": hours(found),
        }

    return page(request, "office/trips/page.html", now=now, **db.read(look))


@router.get("/office/trips/{trip_id}", dependencies=[MAY])
def trip(request: Request, db: Db, caller: Caller, now: Now, trip_id: Id) -> HTMLResponse:
    """One trip: its stops in order, and its departure or return."""
    found = _own_trip(db, caller, trip_id)
    return page(request, "office/trips/one.html", now=now, trip=found)


@router.get("/office/trips/{trip_id}/picture", dependencies=[MAY])
def trip_picture(request: Request, db: Db, caller: Caller, trip_id: Id) -> dict[str, Any]:
    """One trip's map in numbers."""
    found = _own_trip(db, caller, trip_id)
    depots = db.read(lambda tx: sites.sites(tx, found.warehouse_id))
    streets = roads.graph(request.app.state.settings.data_dir)
    return maps.picture([found], depots, language=language_of(request), streets=streets)


@router.post("/office/trips/{trip_id}/depart", dependencies=[MAY])
def depart(
    db: Db,
    caller: Caller,
    now: Now,
    trip_id: Id,
    forced_reason: Annotated[str | None, Form(max_length=200)] = None,
) -> RedirectResponse:
    """Send a trip off; with a reason also when something is missing."""
    _own_trip(db, caller, trip_id)
    by, why = caller.by, forced_reason or None
    db.write(lambda tx: dispatch.depart(tx, trip_id, forced_reason=why, by=by, now=now))
    return see_other(f"/office/trips/{trip_id}?done=departed")


@router.post("/office/trips/{trip_id}/return", dependencies=[MAY])
def take_back(db: Db, caller: Caller, now: Now, trip_id: Id) -> RedirectResponse:
    """Take a trip back with what it brings home."""
    _own_trip(db, caller, trip_id)
    by = caller.by
    db.write(lambda tx: dispatch.return_(tx, trip_id, by=by, now=now))
    return see_other(f"/office/trips/{trip_id}?done=returned")


@router.post("/office/trips/{trip_id}/close", dependencies=[MAY])
def close(
    db: Db,
    caller: Caller,
    now: Now,
    trip_id: Id,
    reason: Annotated[str, Form(max_length=200)],
) -> RedirectResponse:
    """End a trip whatever happened; what was not delivered comes back to the stage."""
    _own_trip(db, caller, trip_id)
    by = caller.by
    db.write(lambda tx: dispatch.close(tx, trip_id, reason, by=by, now=now))
    return see_other(f"/office/trips/{trip_id}?done=closed")


def _own_trip(db: Database, caller: Caller, trip_id: int) -> TripView:
    """Raises: NotFound."""
    found = db.read(lambda tx: dispatch.trip(tx, trip_id))
    caller.must_see("trip", trip_id, found.warehouse_id)
    return found
