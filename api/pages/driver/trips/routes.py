"""One trip with everything needed at each door."""

from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.driver import MAY
from api.pictures import maps
from api.travel import roads
from api.web.deps import Caller, Db, Id, Now, page
from api.web.pages import language_of
from wms.db import Tx
from wms.errors import NotFound
from wms.masterdata import sites
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorReason, DriverTrip
from wms.transport.dispatch import StopView, TripView

router = APIRouter(prefix="/driver", include_in_schema=False)


@router.get("/trips/{trip_id}", dependencies=[MAY])
def trip(request: Request, db: Db, caller: Caller, now: Now, trip_id: Id) -> HTMLResponse:
    """One trip: stops in order, what to unload at each, the proof."""
    found = db.read(lambda tx: _own_trip(tx, caller.by, trip_id))
    reasons = list(DoorReason)
    return page(
        request, "driver/trips/page.html", found=found, reasons=reasons, now=now, ways_to=_ways_to
    )


@router.get("/trips/{trip_id}/map", dependencies=[MAY])
def trip_map(request: Request, db: Db, caller: Caller, trip_id: Id) -> dict[str, Any]:
    """The trip's way as lines and points."""

    def look(tx: Tx) -> tuple[TripView, list[sites.Site]]:
        found = dispatch.trip(tx, trip_id)
        _must_be_own(found, caller.by)
        return found, sites.sites(tx, found.warehouse_id)

    found, depots = db.read(look)
    streets = roads.graph(request.app.state.settings.data_dir)
    return maps.picture([found], depots, language=language_of(request), streets=streets)


def _own_trip(tx: Tx, driver_id: int, trip_id: int) -> DriverTrip:
    """Raises: NotFound, also for another driver's trip."""
    seen = dispatch.trip(tx, trip_id)
    _must_be_own(seen, driver_id)
    return _of_day(tx, driver_id, seen.day, trip_id)


def _of_day(tx: Tx, driver_id: int, day: date, trip_id: int) -> DriverTrip:
    trips = delivery.driver_day(tx, driver_id, day).trips
    found = next((each for each in trips if each.trip.id == trip_id), None)
    if found is None:
        raise NotFound("trip", id=str(trip_id))
    return found


def _must_be_own(trip: TripView, driver_id: int) -> None:
    """Raises: NotFound."""
    if trip.driver_id != driver_id:
        raise NotFound("trip", id=str(trip.id))


def _ways_to(stop: StopView, name: str) -> list[tuple[str, str]]:
    """Links that start another app's navigation; coordinates are WGS 84, as our own are.

    Source: the URI interfaces of Amap, Baidu, Tencent, Apple and Google maps.
    """
    at = f"{stop.latitude:.6f},{stop.longitude:.6f}"
    lon_lat = f"{stop.longitude:.6f},{stop.latitude:.6f}"
    baidu = {"location": at, "title": name, "content": name, "coord_type": "wgs84"}
    return [
        ("amap", f"https://uri.amap.com/navigation?{_query(to=f'{lon_lat},{name}', mode='car')}"
                 "&coordinate=wgs84&callnative=1"),
        ("baidu", f"https://api.map.baidu.com/marker?{urlencode(baidu)}&output=html&src=coldchain"),
        ("tencent", "https://apis.map.qq.com/uri/v1/routeplan?type=drive&"
                    + _query(to=name, tocoord=at, referer="coldchain")),
        ("apple", f"https://maps.apple.com/?daddr={at}&dirflg=d"),
        ("google", f"https://www.google.com/maps/dir/?api=1&destination={at}&travelmode=driving"),
    ]  # fmt: skip


def _query(**parts: str) -> str:
    return urlencode(parts, quote_via=quote)
