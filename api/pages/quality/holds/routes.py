"""Lots that may not be sold, and why."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.quality import MAY_LOOK
from api.web.deps import Caller, Db, Now, page
from wms.stock import views as stock_views

router = APIRouter(include_in_schema=False)


@router.get("/quality/holds", dependencies=[MAY_LOOK])
def holds(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Lots that may not be sold, and why."""
    held = db.read(lambda tx: stock_views.held(tx, caller.warehouse_id))
    return page(request, "quality/holds/page.html", held=held, now=now)
