"""One lot under quality's eyes: what holds it, what a release would mean, and what is decided."""

from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from api.pages.quality import MAY_ACT, MAY_LOOK
from api.web.deps import ID_MAX, Caller, Db, Now, page, see_other
from api.web.own import own_lot
from wms.db import Tx
from wms.inbound import quality
from wms.stock import LossReason, NewLoss, NewRecall, ledger, losses, recall_views, recalls
from wms.stock import views as stock_views
from wms.tables.masterdata import Item, Place, Supplier
from wms.units import QUANTITY_MAX

router = APIRouter(include_in_schema=False)


Note = Annotated[str, Form(min_length=1, max_length=200)]


class ReleaseForm(BaseModel):
    """Which holds end, and on what grounds."""

    note: Annotated[str, Field(min_length=1, max_length=200)]
    hold_id: tuple[Annotated[int, Field(ge=1, le=ID_MAX)], ...] = ()
    sure: bool = False


class LossForm(BaseModel):
    """So much of a lot in a place is lost; the id was made with the form."""

    loss_id: UUID
    place_id: Annotated[int, Field(ge=1, le=ID_MAX)]
    quantity: Annotated[int, Field(ge=1, le=QUANTITY_MAX)]
    reason: LossReason


@router.get("/quality/lots/{code}", dependencies=[MAY_LOOK])
def lot(request: Request, db: Db, caller: Caller, now: Now, code: str) -> HTMLResponse:
    """A lot's holds and tests, and the proposal for a release."""

    def look(tx: Tx) -> dict[str, Any]:
        found = own_lot(tx, caller, code)
        stock = ledger.where(tx, found.id)
        return {
            "lot": found,
            "item": tx.find(Item, found.item_id),
            "supplier": tx.find(Supplier, found.supplier_id),
            "proposal": quality.proposal(tx, found.id, now=now),
            "reach": recall_views.reach(tx, found.id),
            "tests": stock_views.tests_of(tx, found.id),
            "stock": [one for one in stock if caller.may_see_warehouse(one.warehouse_id)],
        }

    context = db.read(look)
    reasons = [LossReason.EXCURSION, LossReason.RESIDUE, LossReason.EXPIRED, LossReason.DAMAGED]
    return page(
        request,
        "quality/lots/page.html",
        now=now,
        loss_id=uuid4(),
        client_id=uuid4(),
        reasons=reasons,
        **context,
    )


@router.post("/quality/lots/{code}/release", dependencies=[MAY_ACT])
def release(
    db: Db, caller: Caller, now: Now, code: str, form: Annotated[ReleaseForm, Form()]
) -> RedirectResponse:
    """End the chosen holds of a lot, its only one when none is chosen."""
    by, what = caller.by, quality.Chosen(form.hold_id, form.sure)

    def write(tx: Tx) -> None:
        lot_id = own_lot(tx, caller, code).id
        quality.release(tx, lot_id, note=form.note, by=by, now=now, what=what)

    db.write(write)
    return see_other(f"/quality/lots/{code}?done=released")


@router.post("/quality/lots/{code}/hold", dependencies=[MAY_ACT])
def hold(db: Db, caller: Caller, now: Now, code: str, note: Note) -> RedirectResponse:
    """Stop a lot and all that was made of it until somebody has looked at it."""
    by = caller.by

    def write(tx: Tx) -> None:
        quality.hold_family(tx, own_lot(tx, caller, code).id, note=note, by=by, now=now)

    db.write(write)
    return see_other(f"/quality/lots/{code}?done=held")


@router.post("/quality/lots/{code}/recall", dependencies=[MAY_ACT])
def recall(
    db: Db, caller: Caller, now: Now, code: str, client_id: Annotated[UUID, Form()], note: Note
) -> RedirectResponse:
    """Call the lot and all that was made of it back; the same form sent twice counts once."""
    by = caller.by

    def write(tx: Tx) -> int:
        new = NewRecall(client_id, own_lot(tx, caller, code).id, note)
        return recalls.recall(tx, new, by=by, now=now).id

    return see_other(f"/quality/recalls/{db.write(write)}?done=begun")


@router.post("/quality/lots/{code}/write-off", dependencies=[MAY_ACT])
def write_off(
    db: Db, caller: Caller, now: Now, code: str, form: Annotated[LossForm, Form()]
) -> RedirectResponse:
    """Take what is lost off the books; the same form sent twice counts once."""
    by = caller.by

    def write(tx: Tx) -> None:
        lot_id = own_lot(tx, caller, code).id
        place = tx.find(Place, form.place_id)
        caller.must_see("place", place.id, place.warehouse_id)
        new = NewLoss(form.loss_id, lot_id, place.id, form.quantity, form.reason)
        losses.write_off(tx, new, by=by, now=now)

    db.write(write)
    return see_other(f"/quality/lots/{code}?done=written_off")
