"""The dispatcher's day at a glance."""

from datetime import date, datetime, time, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.office import MAY
from api.web.deps import Caller, Db, Now, page
from wms import coldroom
from wms.db import Tx
from wms.facts import notices
from wms.masterdata import policies, sites
from wms.ordering import approval
from wms.outbound import waves
from wms.oversight import open_items, reports
from wms.oversight.reports import Period
from wms.tables.access import Role
from wms.transport import dispatch

router = APIRouter(include_in_schema=False)

KPI_DAYS = 7


@router.get("/office", dependencies=[MAY])
def today(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Everything a dispatcher must know at a glance; each tile leads to its page."""
    mine = caller.warehouse_id

    def look(tx: Tx) -> dict[str, Any]:
        day = policies.business_day(tx, now)
        begin = day - timedelta(days=KPI_DAYS - 1)
        week = Period.days(begin, day, policies.time_zone(tx, now))
        at_hand = sites.sites(tx, mine)
        return {
            "day": day,
            "sites": {site.id: site for site in at_hand},
            "cut_off_at": _cut_off(tx, day, now),
            "to_review": approval.waiting(tx, mine),
            "open_items": open_items.open_items(tx, mine),
            "excursions": coldroom.excursion_views(tx, mine),
            "trips": dispatch.trips(tx, mine, day),
            "waves": [(site, waves.recent(tx, site.id, limit=1)) for site in at_hand],
            "waiting": sum(waves.waiting(tx, site.id, day, now=now) for site in at_hand),
            "calendar": reports.order_calendar(tx, day, mine, now=now),
            "service": reports.service(tx, week, mine),
            "losses": reports.losses(tx, week, mine),
            "news": notices.newest(tx, Role.DISPATCHER, warehouse_id=mine, shop_id=None, limit=8),
        }

    return page(request, "office/today/page.html", now=now, **db.read(look))


def _cut_off(tx: Tx, day: date, now: datetime) -> datetime:
    """When today's orders freeze."""
    at = time.fromisoformat(policies.get(tx, "cut_off", now))
    return datetime.combine(day, at, tzinfo=policies.time_zone(tx, now))
