"""What the shop must take off its shelves, and that it has seen so."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.shop import MAY
from api.pages.shop.frame import shown
from api.web.deps import Caller, Db, Id, Now, see_other
from api.web.own import own_shop
from wms.db import Tx
from wms.stock import recall_views
from wms.stock import recalls as deeds

router = APIRouter(prefix="/shop", include_in_schema=False)


@router.get("/recalls", dependencies=[MAY])
def recalls(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Recalls of goods this shop has received, with its amounts."""
    told = db.read(lambda tx: recall_views.of_shop(tx, own_shop(tx, caller).id))
    return shown(request, "shop/recalls/page.html", now, recalls=told)


@router.post("/recalls/{recall_id}/acknowledge", dependencies=[MAY])
def acknowledge(db: Db, caller: Caller, now: Now, recall_id: Id) -> RedirectResponse:
    """Somebody at the shop has read it and taken the goods off sale."""
    by = caller.by

    def write(tx: Tx) -> None:
        deeds.acknowledge(tx, recall_id, own_shop(tx, caller).id, by=by, now=now)

    db.write(write)
    return see_other("/shop/recalls?done=acknowledged")
