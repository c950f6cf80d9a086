"""What was called back: where it is, which shops have it, who of them has seen it."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.quality import MAY_ACT, MAY_LOOK
from api.web.deps import Caller, Db, Id, Now, page, see_other
from api.web.own import own_recall
from wms.db import Tx
from wms.errors import NotFound
from wms.stock import recall_views
from wms.stock import recalls as deeds

router = APIRouter(include_in_schema=False)

Note = Annotated[str, Form(min_length=1, max_length=200)]


@router.get("/quality/recalls", dependencies=[MAY_LOOK])
def recalls(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Every recall, those still going on first."""
    found = db.read(lambda tx: recall_views.recalls(tx, caller.warehouse_id))
    return page(request, "quality/recalls/page.html", recalls=found, now=now)


@router.get("/quality/recalls/{recall_id}", dependencies=[MAY_LOOK])
def recall(request: Request, db: Db, caller: Caller, now: Now, recall_id: Id) -> HTMLResponse:
    """One recall: what is still with us, and every shop that has any."""
    mine = caller.warehouse_id

    def look(tx: Tx) -> dict[str, Any]:
        return {
            "recall": own_recall(tx, caller, recall_id),
            "spots": recall_views.where_now(tx, recall_id, mine),
            "shops": recall_views.shops_told(tx, recall_id, mine),
        }

    return page(request, "quality/recalls/one.html", now=now, **db.read(look))


@router.post("/quality/recalls/{recall_id}/lift", dependencies=[MAY_ACT])
def lift(
    db: Db, caller: Caller, now: Now, recall_id: Id, lot: Annotated[str, Form()], note: Note
) -> RedirectResponse:
    """End a recall that turned out groundless; the lot says that it is the one that is meant."""
    by = caller.by

    def write(tx: Tx) -> None:
        if own_recall(tx, caller, recall_id).lot_code != lot:
            raise NotFound("recall", id=str(recall_id))
        deeds.lift(tx, recall_id, note=note, by=by, now=now)

    db.write(write)
    return see_other(f"/quality/recalls/{recall_id}?done=lifted")
