"""Labels, slips and pick lists for a printer."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.floor import MAY
from api.web.deps import Caller, Db, Id, Now, page
from api.web.own import chosen_site
from wms.db import Tx
from wms.printing import documents

router = APIRouter(include_in_schema=False)

WAITING_MAX, PRINTED_MAX = 100, 20


@router.get("/floor/papers", dependencies=[MAY])
def papers(request: Request, db: Db, caller: Caller) -> HTMLResponse:
    """Labels, slips and pick lists that wait for a printer, and those that had one."""

    def look(tx: Tx) -> dict[str, Any]:
        site, _ = chosen_site(tx, caller, None)
        return {
            "site": site,
            "waiting": documents.for_people(tx, site.id, printed=False, limit=WAITING_MAX),
            "printed": documents.for_people(tx, site.id, printed=True, limit=PRINTED_MAX),
        }

    return page(request, "floor/papers/page.html", **db.read(look))


@router.post("/floor/papers/{document_id}", dependencies=[MAY])
def print_paper(db: Db, caller: Caller, now: Now, document_id: Id) -> RedirectResponse:
    """Count a copy and show the paper, ready for the browser's own printing."""

    def count(tx: Tx) -> None:
        paper = documents.printed(tx, document_id, now=now)
        caller.must_see("document", document_id, paper.warehouse_id)

    db.write(count)
    return RedirectResponse(f"/v1/documents/{document_id}", 303)
