"""Lots that wait for their residue test, with the form to enter one."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from api.pages.quality import MAY_ACT, MAY_LOOK
from api.web.deps import ID_MAX, Caller, Db, Now, page, see_other
from api.web.own import may_see_lot
from wms.db import Tx
from wms.errors import NotFound
from wms.inbound import quality
from wms.stock import views as stock_views

router = APIRouter(include_in_schema=False)


class TestForm(BaseModel):
    """What the laboratory enters about a lot."""

    lot_id: Annotated[int, Field(ge=1, le=ID_MAX)]
    passed: bool
    method: Annotated[str, Field(min_length=1, max_length=60)]
    inhibition_pct: Annotated[float, Field(ge=-100, le=100)] | None = None
    note: Annotated[str, Field(max_length=200)] | None = None


@router.get("/quality/tests", dependencies=[MAY_LOOK])
def tests(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Lots that wait for their residue test, with the form to enter one."""
    waiting = db.read(lambda tx: stock_views.untested(tx, caller.warehouse_id))
    return page(request, "quality/tests/page.html", waiting=waiting, now=now)


@router.post("/quality/tests", dependencies=[MAY_ACT])
def enter_test(
    db: Db, caller: Caller, now: Now, form: Annotated[TestForm, Form()]
) -> RedirectResponse:
    """Keep what the laboratory found; a failed test blocks the lot everywhere at once."""
    test = quality.NewTest(**form.model_dump())
    by = caller.by

    def write(tx: Tx) -> None:
        if not may_see_lot(tx, caller, test.lot_id):
            raise NotFound("lot", id=str(test.lot_id))
        quality.record_test(tx, test, by=by, now=now)

    db.write(write)
    return see_other(f"/quality/tests?done={'passed' if form.passed else 'failed'}")
