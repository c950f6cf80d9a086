"""Stock with its remaining life, and the floor plan."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from api.pages.office import MAY_LOOK
from api.web.deps import ID_MAX, Blankable, Caller, Db, Now, page
from api.web.own import chosen_site
from wms.db import Tx
from wms.masterdata import sites
from wms.stock import views as stock_views
from wms.tables.masterdata import Place
from wms.tables.stock import LotStatus

router = APIRouter(include_in_schema=False)

PAGES_MAX = 200


class StockQuery(BaseModel):
    """Which part of the stock; nothing given: all of the first warehouse."""

    warehouse: Annotated[Annotated[int, Field(ge=1, le=ID_MAX)] | None, Blankable] = None
    room: Annotated[Annotated[int, Field(ge=1, le=ID_MAX)] | None, Blankable] = None
    words: Annotated[str, Field(max_length=40)] = ""
    status: Annotated[LotStatus | None, Blankable] = None
    page: Annotated[int, Field(ge=1, le=PAGES_MAX)] = 1


@router.get("/office/stock", dependencies=[MAY_LOOK])
def stock(
    request: Request,
    db: Db,
    caller: Caller,
    now: Now,
    asked: Annotated[StockQuery, Query()],
) -> HTMLResponse:
    """Lot by lot, what dies first above, and where it lies on the floor plan."""

    def look(tx: Tx) -> dict[str, Any]:
        room = tx.find(Place, asked.room) if asked.room else None
        if room is not None:
            caller.must_see("place", room.id, room.warehouse_id)
        site, allowed = chosen_site(tx, caller, room.warehouse_id if room else asked.warehouse)
        wanted = stock_views.Filter(
            warehouse_id=site.id,
            room_id=asked.room,
            words=asked.words.strip(),
            statuses=(asked.status,) if asked.status else (),
        )
        offset = (asked.page - 1) * stock_views.PAGE
        found = stock_views.shelves(tx, wanted, offset=offset, limit=stock_views.PAGE + 1)
        return {
            "site": site,
            "sites": allowed,
            "room": room,
            "totals": stock_views.totals(tx, wanted),
            "lots": found[: stock_views.PAGE],
            "has_more": len(found) > stock_views.PAGE,
            "plan": sites.floor_plan(tx, site.id),
        }

    statuses = list(LotStatus)
    return page(
        request, "office/stock/page.html", now=now, asked=asked, statuses=statuses, **db.read(look)
    )
