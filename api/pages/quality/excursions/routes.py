"""Excursions that wait for a person."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from api.pages.quality import MAY_ACT, MAY_LOOK
from api.web.deps import ID_MAX, Caller, Db, Id, Now, page, see_other
from wms import coldroom
from wms.db import Tx
from wms.inbound import quality
from wms.tables.coldroom import Excursion

router = APIRouter(include_in_schema=False)


Words = Annotated[str, Form(min_length=1, max_length=200)]


class ReleaseForm(BaseModel):
    """Which lots go on, and on what grounds."""

    note: Annotated[str, Field(min_length=1, max_length=200)]
    lot_id: tuple[Annotated[int, Field(ge=1, le=ID_MAX)], ...] = ()
    sure: bool = False


@router.get("/quality/excursions", dependencies=[MAY_LOOK])
def excursions(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Every excursion that waits for a person."""
    waiting = db.read(lambda tx: coldroom.excursion_views(tx, caller.warehouse_id))
    return page(request, "quality/excursions/page.html", excursions=waiting, now=now)


@router.get("/quality/excursions/{excursion_id}", dependencies=[MAY_LOOK])
def excursion(request: Request, db: Db, caller: Caller, now: Now, excursion_id: Id) -> HTMLResponse:
    """All lots that one excursion holds, with what a release would mean for each."""
    _own_excursion(db, caller, excursion_id)

    def look(tx: Tx) -> dict[str, Any]:
        return {
            "one": coldroom.excursion_view(tx, excursion_id),
            "lots": quality.proposals(tx, excursion_id, now=now),
        }

    return page(request, "quality/excursions/lots.html", now=now, **db.read(look))


@router.post("/quality/excursions/{excursion_id}/release", dependencies=[MAY_ACT])
def release(
    db: Db, caller: Caller, now: Now, excursion_id: Id, form: Annotated[ReleaseForm, Form()]
) -> RedirectResponse:
    """Let the ticked lots go on, all or none, for one reason."""
    _own_excursion(db, caller, excursion_id)
    by, what = caller.by, quality.Chosen(form.lot_id, form.sure)

    def write(tx: Tx) -> None:
        quality.release_of_excursion(tx, excursion_id, what, note=form.note, by=by, now=now)

    db.write(write)
    return see_other(f"/quality/excursions/{excursion_id}?done=released")


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
