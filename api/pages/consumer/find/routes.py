"""Where a code can be typed that no camera reads."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.ground.texts import text
from api.pages.consumer import PACE
from api.web.deps import Db, page, see_other
from api.web.pages import language_of, render
from api.web.security import public
from labels.codes import handcode
from wms.db import Tx
from wms.errors import NotFound
from wms.stock import lots
from wms.tables.masterdata import Item

router = APIRouter(tags=["trace"])


@router.get("/trace", dependencies=[public()], include_in_schema=False)
def find(request: Request) -> HTMLResponse:
    """Where a code can be typed that no camera reads."""
    return page(request, "consumer/find/page.html", typed="", fault="")


@router.post("/trace", dependencies=[public(), PACE], include_in_schema=False, response_model=None)
def found(
    request: Request, db: Db, code: Annotated[str, Form(max_length=200)] = ""
) -> HTMLResponse | RedirectResponse:
    """Lead from a typed code to its lot."""
    try:
        lot = handcode.read(code)  # a lot's code is digits; the label adds a check character
        gtin = db.read(lambda tx: _gtin(tx, lot))
    except (handcode.HandCodeError, NotFound) as error:
        fault = "public.find.unknown" if isinstance(error, NotFound) else "public.find.wrong"
        said = {"typed": code, "fault": text(fault, language_of(request))}
        return render(request, "consumer/find/page.html", said, status=404)
    return see_other(f"/01/{gtin}/10/{quote(lot, safe='')}")


def _gtin(tx: Tx, lot_code: str) -> str:
    """Raises: NotFound."""
    return tx.find(Item, lots.by_code(tx, lot_code).item_id).gtin.rjust(14, "0")
