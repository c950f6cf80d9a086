"""A wave's plan: the map, the day as bars, and what could not be served."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.office import MAY
from api.pages.office.bars import hours
from api.pictures import maps
from api.travel import reasons, roads
from api.web.deps import Caller, Db, Id, Now, page
from api.web.pages import language_of
from wms.db import Tx
from wms.errors import NotFound
from wms.masterdata import sites
from wms.outbound import waves
from wms.tables.masterdata import Shop
from wms.transport import dispatch

router = APIRouter(include_in_schema=False)


@router.get("/office/plans/{wave_id}", dependencies=[MAY])
def plan(request: Request, db: Db, caller: Caller, now: Now, wave_id: Id) -> HTMLResponse:
    """A wave's plan as a map, as bars over the day, and what no trip serves with the reason."""

    def look(tx: Tx) -> dict[str, Any]:
        wave = waves.view(tx, wave_id)
        caller.must_see("wave", wave_id, wave.warehouse_id)
        found = dispatch.plan_of(tx, wave_id)
        if found is None:
            raise NotFound("route_plan", wave=wave.number)
        trips = dispatch.trips_of_wave(tx, wave_id)
        return {"wave": wave, "plan": found, "trips": trips, "hours": hours(trips)}

    language = language_of(request)

    def helps(left: dispatch.UnservedView) -> str:
        return ", ".join(reasons.helps(left.details, language))

    return page(request, "office/plans/page.html", now=now, helps=helps, **db.read(look))


@router.get("/office/plans/{wave_id}/picture", dependencies=[MAY])
def picture(request: Request, db: Db, caller: Caller, wave_id: Id) -> dict[str, Any]:
    """The plan's map in numbers: roads, warehouse, trips with their stops."""

    def look(tx: Tx) -> dict[str, Any]:
        wave = waves.view(tx, wave_id)
        caller.must_see("wave", wave_id, wave.warehouse_id)
        found = dispatch.plan_of(tx, wave_id)
        left = [(one, tx.find(Shop, one.shop_id)) for one in found.unserved] if found else []
        return {
            "trips": dispatch.trips_of_wave(tx, wave_id),
            "depots": sites.sites(tx, wave.warehouse_id),
            "unserved": [(shop, one.code) for one, shop in left],
        }

    streets = roads.graph(request.app.state.settings.data_dir)
    return maps.picture(language=language_of(request), streets=streets, **db.read(look))
