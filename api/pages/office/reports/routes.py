"""What the managers look at."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from api.pages.office import MAY_LOOK
from api.web.deps import ID_MAX, Blankable, Caller, Db, Now, page
from wms.db import Tx
from wms.masterdata import policies, sites
from wms.oversight import reports
from wms.oversight.reports import Period

router = APIRouter(include_in_schema=False)

KPI_DAYS = 7
SPAN_DAYS_MAX = 366


class ReportQuery(BaseModel):
    """Which days of which warehouse a report is about; nothing given: the last week of all."""

    warehouse: Annotated[Annotated[int, Field(ge=1, le=ID_MAX)] | None, Blankable] = None
    first: Annotated[date | None, Blankable] = None
    last: Annotated[date | None, Blankable] = None


@router.get("/office/reports", dependencies=[MAY_LOOK])
def figures(
    request: Request,
    db: Db,
    caller: Caller,
    now: Now,
    asked: Annotated[ReportQuery, Query()],
) -> HTMLResponse:
    """What the managers look at: service, losses, excursions, transport, who has ordered."""
    wanted = caller.warehouse_id or asked.warehouse
    if wanted is not None:
        caller.must_see_warehouse(wanted)

    def look(tx: Tx) -> dict[str, Any]:
        begin, end = _span(asked.first, asked.last, policies.business_day(tx, now))
        period = Period.days(begin, end, policies.time_zone(tx, now))
        return {
            "first": begin,
            "last": end,
            "sites": sites.sites(tx, caller.warehouse_id),
            "service": reports.service(tx, period, wanted),
            "losses": reports.losses(tx, period, wanted),
            "excursions": reports.excursions(tx, period, wanted, now=now),
            "transport": reports.transport(tx, begin, end, wanted),
            "calendar": reports.order_calendar(tx, end, wanted, now=now),
        }

    return page(request, "office/reports/page.html", warehouse=wanted, **db.read(look))


def _span(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """The days a report is about, in the right order and of a length that can be answered."""
    end = last or today
    begin = first or end - timedelta(days=KPI_DAYS - 1)
    begin, end = min(begin, end), max(begin, end)
    return max(begin, end - timedelta(days=SPAN_DAYS_MAX)), end
