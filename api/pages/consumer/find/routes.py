"""Where a code can be typed that no camera reads."""

import re
from contextlib import suppress
from typing import Annotated
from unicodedata import normalize
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.ground.texts import text
from api.pages.consumer import PACE, PER_ADDRESS
from api.web.deps import Db, Now, page, see_other
from api.web.pages import language_of, render
from api.web.security import public
from labels.codes import handcode
from wms.db import Tx
from wms.errors import NotFound
from wms.stock import lots
from wms.tables.masterdata import Item

router = APIRouter(tags=["trace"])

SEPARATORS = re.compile(r"[\s\-–—_.·]+")


@router.get("/trace", dependencies=[public()], include_in_schema=False)
def find(request: Request) -> HTMLResponse:
    """Where a code can be typed that no camera reads."""
    return page(request, "consumer/find/page.html", typed="", fault="")


@router.post("/trace", dependencies=[public(), PACE], include_in_schema=False, response_model=None)
def found(
    request: Request, db: Db, now: Now, code: Annotated[str, Form(max_length=200)] = ""
) -> HTMLResponse | RedirectResponse:
    """Lead from a typed code to its lot."""
    try:
        lot, gtin = db.read(lambda tx: _typed(tx, code))
    except (handcode.HandCodeError, NotFound) as error:
        PER_ADDRESS.count(request, now)
        fault = "public.find.unknown" if isinstance(error, NotFound) else "public.find.wrong"
        said = {"typed": code, "fault": text(fault, language_of(request))}
        return render(request, "consumer/find/page.html", said, status=404)
    return see_other(f"/01/{gtin}/10/{quote(lot, safe='')}")


def _typed(tx: Tx, typed: str) -> tuple[str, str]:
    """The lot and its goods: by the lot number as it is printed, or the code with its check
    character under the square. Raises: HandCodeError; NotFound."""
    plain = SEPARATORS.sub("", normalize("NFKC", typed)).upper()
    for printed in dict.fromkeys((typed.strip(), plain)):
        with suppress(NotFound):
            return printed, _gtin(tx, printed)
    lot = handcode.read(plain)  # a lot's code is digits; the label adds a check character
    return lot, _gtin(tx, lot)


def _gtin(tx: Tx, lot_code: str) -> str:
    """Raises: NotFound."""
    return tx.find(Item, lots.by_code(tx, lot_code).item_id).gtin.rjust(14, "0")
