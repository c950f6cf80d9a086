"""The driver's pages: today's trips, one trip with everything needed at each door."""

import json
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.ground.clock import local
from api.pictures import maps
from api.travel import roads
from api.web import assets
from api.web.deps import Caller, Db, Id, Now, page
from api.web.pages import language_of
from api.web.security import needs, public
from wms.db import Tx
from wms.errors import NotFound
from wms.masterdata import sites
from wms.tables.access import Role
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorReason, DriverTrip
from wms.transport.dispatch import StopView, TripView

router = APIRouter(prefix="/driver", include_in_schema=False)

MAY = needs(Role.DRIVER)
WORKER = assets.STATIC / "js" / "sw_driver.js"
SHELL = (
    *(f"css/{sheet}.css" for sheet in ("tokens", "layout", "controls", "components", "data")),
    "css/print.css",
    "css/floor.css",
    "css/driver.css",
    "icon.svg",
    "icons.svg",
    "vendor/idb/index.js",
    "vendor/leaflet/leaflet.js",
    "vendor/leaflet/leaflet.css",
    "vendor/signature_pad/signature_pad.js",
    *(f"js/{path.name}" for path in sorted((assets.STATIC / "js").glob("*.js"))),
)
"""What the pages need without a network."""


@router.get("", dependencies=[MAY])
def day(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """The driver's trips of today, and where to go now."""
    today = local(now, request.app.state.zone).date()
    found = db.read(lambda tx: delivery.driver_day(tx, caller.by, today))
    return page(request, "driver/day.html", day=found, now=now)


@router.get("/trips/{trip_id}", dependencies=[MAY])
def trip(request: Request, db: Db, caller: Caller, now: Now, trip_id: Id) -> HTMLResponse:
    """One trip: stops in order, what to unload at each, the proof."""
    found = db.read(lambda tx: _own_trip(tx, caller.by, trip_id))
    reasons = list(DoorReason)
    return page(
        request, "driver/trip.html", found=found, reasons=reasons, now=now, ways_to=_ways_to
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


@router.get("/sw.js", dependencies=[public()])
def service_worker() -> Response:
    """The worker that keeps these pages on the phone; it holds no data of anybody."""
    shell = [assets.url(path) for path in SHELL]
    head = f"const RELEASE = {json.dumps(assets.release())};\nconst SHELL = {json.dumps(shell)};\n"
    script = head + WORKER.read_text(encoding="utf-8")
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/driver"}
    return Response(script, media_type="text/javascript", headers=headers)


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
