"""The audit: privileged changes, and the proof that none was altered."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.admin import MAY
from api.web.deps import Db, QueryId, page
from wms.db import Tx
from wms.facts import audit

router = APIRouter(include_in_schema=False)

ENTRIES = 100


@router.get("/admin/audit", dependencies=[MAY])
def show_audit(
    request: Request,
    db: Db,
    action: Annotated[str, Query(max_length=40)] = "",
    before: QueryId = None,
    verify: Annotated[bool, Query()] = False,
) -> HTMLResponse:
    """Privileged changes, newest first; on request with the proof that none was altered."""

    def look(tx: Tx) -> dict[str, Any]:
        found = audit.entries(tx, action=action or None, before_id=before, limit=ENTRIES + 1)
        return {
            "entries": list(found),
            "head": audit.head(tx),
            "faults": audit.verify(tx) if verify else None,
        }

    return page(request, "admin/audit/page.html", action=action, limit=ENTRIES, **db.read(look))
