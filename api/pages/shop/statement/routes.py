"""What was delivered in a month and what is due for it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.ground.clock import local
from api.pages.shop import MAY
from api.pages.shop.frame import shown
from api.web.deps import Caller, Db, Now
from api.web.own import own_shop
from wms.db import Tx
from wms.money import statements

router = APIRouter(prefix="/shop", include_in_schema=False)

MONTHS = 12
Month = Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]


@router.get("/statement", dependencies=[MAY])
def statement(
    request: Request, db: Db, caller: Caller, now: Now, month: Month | None = None
) -> HTMLResponse:
    """What was delivered in a month and what is due for it."""
    zone = request.app.state.zone
    months = _months(local(now, zone).year, local(now, zone).month)
    chosen = month or months[0]

    def look(tx: Tx) -> dict[str, Any]:
        shop = own_shop(tx, caller)
        return {"shop": shop, "statement": statements.of_shop(tx, shop.id, chosen, now=now)}

    return shown(
        request, "shop/statement/page.html", now, months=months, month=chosen, **db.read(look)
    )


def _months(year: int, month: int) -> list[str]:
    """This month and those before it, newest first."""
    count = year * 12 + month - 1
    return [f"{at // 12}-{at % 12 + 1:02d}" for at in range(count, count - MONTHS, -1)]
