"""Choose what to do, and at which gun."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.floor import FLOWS, MAY
from api.web.deps import Caller, Db, page
from api.web.own import chosen_site
from wms.db import Tx
from wms.equipment import views as equipment_views

router = APIRouter(include_in_schema=False)

Station = Annotated[str | None, Query(max_length=64)]


@router.get("/floor", dependencies=[MAY])
def choose(request: Request, db: Db, caller: Caller, station: Station = None) -> HTMLResponse:
    """What to do, and at which gun; without one the browser itself is the station."""

    def look(tx: Tx) -> dict[str, Any]:
        site, _ = chosen_site(tx, caller, None)
        return {"site": site, "stations": equipment_views.stations(tx, site.id)}

    seen = db.read(look)
    chosen = next((one for one in seen["stations"] if one.id == station), None)
    return page(request, "floor/start/page.html", flows=FLOWS, chosen=chosen, **seen)
