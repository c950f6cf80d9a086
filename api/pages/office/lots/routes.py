"""One lot traced back and forward."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.office import MAY_LOOK
from api.web.deps import Caller, Db, Now, page
from api.web.own import own_lot
from wms import trace
from wms.db import Tx
from wms.printing import documents
from wms.tables.masterdata import Item

router = APIRouter(include_in_schema=False)


@router.get("/office/lots/{code}", dependencies=[MAY_LOOK])
def lot(request: Request, db: Db, caller: Caller, now: Now, code: str) -> HTMLResponse:
    """One lot back to the field and on to every shop, through every repack."""

    def look(tx: Tx) -> dict[str, Any]:
        found = own_lot(tx, caller, code)
        return {
            "lot": found,
            "item": tx.find(Item, found.item_id),
            "back": trace.back(tx, found.id),
            "forward": trace.forward(tx, found.id),
            "papers": documents.about(tx, f"lot:{found.id}"),
        }

    return page(request, "office/lots/page.html", now=now, **db.read(look))
