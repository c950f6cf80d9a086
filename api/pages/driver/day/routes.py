"""The driver's trips of today, and where to go now."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.ground.clock import local
from api.pages.driver import MAY
from api.web.deps import Caller, Db, Now, page
from wms.transport import delivery

router = APIRouter(prefix="/driver", include_in_schema=False)


@router.get("", dependencies=[MAY])
def day(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """The driver's trips of today, and where to go now."""
    today = local(now, request.app.state.zone).date()
    found = db.read(lambda tx: delivery.driver_day(tx, caller.by, today))
    return page(request, "driver/day/page.html", day=found, now=now)
