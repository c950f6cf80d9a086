"""Excursions that wait for a person."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.quality import MAY_ACT, MAY_LOOK
from api.web.deps import Caller, Db, Id, Now, page, see_other
from wms import coldroom
from wms.tables.coldroom import Excursion

router = APIRouter(include_in_schema=False)

Words = Annotated[str, Form(min_length=1, max_length=200)]


@router.get("/quality/excursions", dependencies=[MAY_LOOK])
def excursions(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Every excursion that waits for a person."""
    waiting = db.read(lambda tx: coldroom.excursion_views(tx, caller.warehouse_id))
    return page(request, "quality/excursions/page.html", excursions=waiting, now=now)


@router.post("/quality/excursions/{excursion_id}/acknowledge", dependencies=[MAY_ACT])
def acknowledge(db: Db, caller: Caller, now: Now, excursion_id: Id) -> RedirectResponse:
    """Somebody has seen it and is on the way."""
    place_id = _own_excursion(db, caller, excursion_id)
    db.write(lambda tx: coldroom.acknowledge(tx, excursion_id, by=caller.by, now=now))
    return see_other(f"/quality/rooms/{place_id}?done=acknowledged")


@router.post("/quality/excursions/{excursion_id}/close", dependencies=[MAY_ACT])
def close(
    db: Db, caller: Caller, now: Now, excursion_id: Id, cause: Words, action: Words
) -> RedirectResponse:
    """End the handling with what it was and what was done."""
    place_id = _own_excursion(db, caller, excursion_id)
    by = caller.by
    db.write(
        lambda tx: coldroom.close(tx, excursion_id, cause=cause, action=action, by=by, now=now)
    )
    return see_other(f"/quality/rooms/{place_id}?done=closed")


def _own_excursion(db: Db, caller: Caller, excursion_id: int) -> int:
    """The room of an excursion that is the caller's business. Raises: NotFound."""
    excursion = db.read(lambda tx: tx.find(Excursion, excursion_id))
    caller.must_see("excursion", excursion_id, excursion.warehouse_id)
    return excursion.place_id
