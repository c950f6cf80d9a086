"""Waves: one press freezes what is approved, chooses lots, prints papers, plans routes."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.office import MAY
from api.web.deps import Caller, Db, FormId, Id, Now, QueryId, page, see_other
from api.web.own import chosen_site
from wms import ordering
from wms.db import Tx
from wms.masterdata import policies
from wms.outbound import waves
from wms.printing import documents
from wms.transport import dispatch

router = APIRouter(include_in_schema=False)


@router.get("/office/waves", dependencies=[MAY])
def board(
    request: Request, db: Db, caller: Caller, now: Now, warehouse: QueryId = None
) -> HTMLResponse:
    """What waits for the next wave, and the newest waves with how far they are."""

    def look(tx: Tx) -> dict[str, Any]:
        site, sites = chosen_site(tx, caller, warehouse)
        day = policies.business_day(tx, now)
        return {
            "site": site,
            "sites": sites,
            "waves": waves.recent(tx, site.id, limit=12),
            "waiting": waves.waiting(tx, site.id, day, now=now),
            "cut_off": policies.get(tx, "cut_off", now),
        }

    return page(request, "office/waves/page.html", now=now, **db.read(look))


@router.post("/office/waves/release", dependencies=[MAY])
def release(
    request: Request, db: Db, caller: Caller, now: Now, warehouse_id: FormId
) -> RedirectResponse:
    """Freeze and release what is approved now."""
    site, day = db.read(
        lambda tx: (chosen_site(tx, caller, warehouse_id)[0], policies.business_day(tx, now))
    )
    clock = request.app.state.clock
    wave = waves.run(db, site.id, day, by=caller.by, now=clock)
    if wave is None:
        return see_other(f"/office/waves?warehouse={site.id}&done=empty")
    return see_other(f"/office/waves/{wave.id}?done=released")


@router.get("/office/waves/{wave_id}", dependencies=[MAY])
def wave(request: Request, db: Db, caller: Caller, now: Now, wave_id: Id) -> HTMLResponse:
    """One wave: progress, orders, shortages, papers to print, its plan."""

    def look(tx: Tx) -> dict[str, Any]:
        found = waves.view(tx, wave_id)
        caller.must_see("wave", wave_id, found.warehouse_id)
        return {
            "wave": found,
            "orders": ordering.listed(tx, wave_id=wave_id, limit=600),
            "papers": documents.of_wave(tx, wave_id),
            "plan": dispatch.plan_of(tx, wave_id),
            "trips": dispatch.trips_of_wave(tx, wave_id),
        }

    return page(request, "office/waves/one.html", now=now, **db.read(look))
