"""How the house is doing."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.admin import MAY
from api.web.deps import Db, Now, page
from api.work import health
from wms.facts import outbox

router = APIRouter(include_in_schema=False)


@router.get("/admin", dependencies=[MAY])
def overview(request: Request, db: Db, now: Now) -> HTMLResponse:
    """How the house is doing."""
    seen = health.look(request.app.state.settings, db, now)
    waiting = db.read(outbox.counts)
    return page(request, "admin/health/page.html", health=seen, outbox=waiting, now=now)
