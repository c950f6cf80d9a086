"""The dispatcher's day: the dashboard, the list of exceptions, the reports."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from api.web.deps import ID_MAX, Blankable, Caller, Db, Now, page, see_other
from api.web.security import needs
from wms import codes, coldroom
from wms.db import Database, Tx
from wms.errors import NotFound, Refused
from wms.facts import notices
from wms.masterdata import policies, sites
from wms.ordering import approval
from wms.outbound import waves
from wms.oversight import Kind, OpenItem, open_items, reports
from wms.oversight.reports import Period
from wms.tables.access import Role
from wms.transport import dispatch

router = APIRouter(include_in_schema=False)

MAY = needs(Role.DISPATCHER, Role.ADMIN)
MAY_SETTLE = needs(Role.DISPATCHER, Role.QUALITY, Role.ADMIN)
KPI_DAYS = 7
SPAN_DAYS_MAX = 366
SETTLED_HERE = frozenset({Kind.DEVICE_FAULT, Kind.REFUSED_SCAN, Kind.UNSERVED})


class ReportQuery(BaseModel):
    """Which days of which warehouse a report is about; nothing given: the last week of all."""

    warehouse: Annotated[Annotated[int, Field(ge=1, le=ID_MAX)] | None, Blankable] = None
    first: Annotated[date | None, Blankable] = None
    last: Annotated[date | None, Blankable] = None


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

    return page(request, "office/today.html", now=now, **db.read(look))


@router.get("/office/exceptions", dependencies=[MAY_SETTLE])
def to_do(request: Request, db: Db, caller: Caller) -> HTMLResponse:
    """What a person must act on, worst first."""

    def look(tx: Tx) -> dict[str, Any]:
        return {
            "items": open_items.open_items(tx, caller.warehouse_id),
            "sites": {site.id: site for site in sites.sites(tx, caller.warehouse_id)},
        }

    return page(request, "office/exceptions.html", settled_here=SETTLED_HERE, **db.read(look))


@router.post("/office/exceptions/settle", dependencies=[MAY_SETTLE])
def settle(
    db: Db,
    caller: Caller,
    now: Now,
    kind: Annotated[Kind, Form()],
    key: Annotated[str, Form(max_length=120)],
) -> RedirectResponse:
    """Say that a thing was dealt with."""
    _must_be_open(db, caller, kind, key)
    by = caller.by
    db.write(lambda tx: open_items.settle(tx, kind, key, by=by, now=now))
    return see_other("/office/exceptions?done=settled")


@router.post("/office/exceptions/retry", dependencies=[MAY_SETTLE])
def retry(
    db: Db, caller: Caller, now: Now, key: Annotated[str, Form(max_length=20)]
) -> RedirectResponse:
    """Try again what failed too often. Raises: Refused("exception.acts_elsewhere")."""
    _must_be_open(db, caller, Kind.DEAD_LETTER, key)
    if not key.isdecimal():
        raise Refused(codes.OpenItem.ACTS_ELSEWHERE, kind=key)
    by = caller.by
    db.write(lambda tx: open_items.retry(tx, int(key), by=by, now=now))
    return see_other("/office/exceptions?done=retried")


@router.get("/office/reports", dependencies=[needs(Role.DISPATCHER, Role.QUALITY, Role.ADMIN)])
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

    return page(request, "office/reports.html", warehouse=wanted, **db.read(look))


def _span(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """The days a report is about, in the right order and of a length that can be answered."""
    end = last or today
    begin = first or end - timedelta(days=KPI_DAYS - 1)
    begin, end = min(begin, end), max(begin, end)
    return max(begin, end - timedelta(days=SPAN_DAYS_MAX)), end


def _cut_off(tx: Tx, day: date, now: datetime) -> datetime:
    """When today's orders freeze."""
    at = time.fromisoformat(policies.get(tx, "cut_off", now))
    return datetime.combine(day, at, tzinfo=policies.time_zone(tx, now))


def _must_be_open(db: Database, caller: Caller, kind: Kind, key: str) -> OpenItem:
    """Raises: NotFound for what is settled already or is another warehouse's."""
    for item in db.read(lambda tx: open_items.open_items(tx, caller.warehouse_id)):
        if item.kind is kind and item.key == key:
            return item
    raise NotFound("exception", key=key[:80])
