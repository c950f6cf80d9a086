"""Cold rooms and quality: the wall, one room, excursions, lots on hold, residue tests."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from api.office import may_see_lot
from api.pictures.drawn import Hours, Spark, spark
from api.web.deps import ID_MAX, Caller, Db, Id, Now, QueryId, page, see_other
from api.web.security import needs
from wms import coldroom
from wms.db import Tx
from wms.errors import NotFound
from wms.inbound import quality
from wms.masterdata import sites
from wms.stock import views as stock_views
from wms.tables.access import Role
from wms.tables.coldroom import Excursion, Sensor

router = APIRouter(include_in_schema=False)

MAY_LOOK = needs(Role.QUALITY, Role.ADMIN, Role.DISPATCHER)
MAY_ACT = needs(Role.QUALITY, Role.ADMIN)
SPARK_HOURS = 6
SPARK_POINTS = 60
LOTS_SHOWN = 25

Words = Annotated[str, Form(min_length=1, max_length=200)]
Hours24 = Annotated[int, Query(ge=1, le=24 * 31)]


@router.get("/quality", dependencies=[MAY_LOOK])
def wall(
    request: Request, db: Db, caller: Caller, now: Now, warehouse: QueryId = None
) -> HTMLResponse:
    """All rooms and vehicles at a glance, worst first. A light poll gets no curves."""
    wanted = caller.warehouse_id or warehouse
    is_light = request.headers.get("x-poll") == "light"

    def look(tx: Tx) -> dict[str, Any]:
        rooms = coldroom.wall(tx, wanted, now=now)
        return {
            "rooms": rooms,
            "sparks": {} if is_light else {one.place_id: _spark(tx, one, now) for one in rooms},
            "sites": {site.id: site for site in sites.sites(tx)},
        }

    return page(request, "quality/wall.html", now=now, warehouse=wanted, **db.read(look))


@router.get("/quality/rooms/{place_id}", dependencies=[MAY_LOOK])
def room(
    request: Request, db: Db, caller: Caller, now: Now, place_id: Id, hours: Hours24 = 24
) -> HTMLResponse:
    """One room: its curves with limits, its excursions, the lots in it."""

    def look(tx: Tx) -> dict[str, Any]:
        found = _room(tx, caller.warehouse_id, place_id, now)
        in_it = stock_views.Filter(room_id=place_id)
        return {
            "room": found,
            "excursions": coldroom.excursions_in(tx, place_id, now - timedelta(days=14)),
            "lots": stock_views.shelves(tx, in_it, limit=LOTS_SHOWN),
            "site": sites.sites(tx, found.warehouse_id)[0],
        }

    return page(request, "quality/room.html", now=now, hours=hours, **db.read(look))


@router.get("/quality/sensors/{sensor_id}/points", dependencies=[MAY_LOOK])
def points(db: Db, caller: Caller, now: Now, sensor_id: Id, hours: Hours24 = 24) -> dict[str, Any]:
    """A sensor's curve and its excursions, for the picture."""
    since = now - timedelta(hours=hours)

    def look(tx: Tx) -> dict[str, Any]:
        sensor = tx.find(Sensor, sensor_id)
        caller.must_see("sensor", sensor_id, sensor.warehouse_id)
        stretches = coldroom.curve(tx, sensor_id, since, now)
        excursions = coldroom.excursions_in(tx, sensor.place_id, since)
        return {
            "at_s": [int(stretch.at.timestamp()) for stretch in stretches],
            "value": [round(stretch.mean, 2) for stretch in stretches],
            "excursions": [
                {
                    "from_s": int(one.started_at.timestamp()),
                    "until_s": int((one.ended_at or now).timestamp()),
                }
                for one in excursions
                if one.sensor_code == sensor.code
            ],
        }

    return db.read(look)


@router.get("/quality/excursions", dependencies=[MAY_LOOK])
def excursions(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Every excursion that waits for a person."""
    waiting = db.read(lambda tx: coldroom.excursion_views(tx, caller.warehouse_id))
    return page(request, "quality/excursions.html", excursions=waiting, now=now)


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


@router.get("/quality/holds", dependencies=[MAY_LOOK])
def holds(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Lots that may not be sold, and why."""
    held = db.read(lambda tx: stock_views.held(tx, caller.warehouse_id))
    return page(request, "quality/holds.html", held=held, now=now)


@router.get("/quality/tests", dependencies=[MAY_LOOK])
def tests(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """Lots that wait for their residue test, with the form to enter one."""
    waiting = db.read(lambda tx: stock_views.untested(tx, caller.warehouse_id))
    return page(request, "quality/tests.html", waiting=waiting, now=now)


class TestForm(BaseModel):
    """What the laboratory enters about a lot."""

    lot_id: Annotated[int, Field(ge=1, le=ID_MAX)]
    passed: bool
    method: Annotated[str, Field(min_length=1, max_length=60)]
    inhibition_pct: Annotated[float, Field(ge=-100, le=100)] | None = None
    note: Annotated[str, Field(max_length=200)] | None = None


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


def _room(tx: Tx, warehouse_id: int | None, place_id: int, now: datetime) -> coldroom.RoomView:
    """Raises: NotFound."""
    for found in coldroom.wall(tx, warehouse_id, now=now):
        if found.place_id == place_id:
            return found
    raise NotFound("place", id=str(place_id))


def _spark(tx: Tx, room: coldroom.RoomView, now: datetime) -> Spark | None:
    sensor = next((one for one in room.sensors if one.metric == "temperature"), None)
    if sensor is None:
        return None
    hours = Hours(now - timedelta(hours=SPARK_HOURS), now)
    stretches = coldroom.curve(tx, sensor.id, hours.since, now, points=SPARK_POINTS)
    return spark([(one.at, one.mean) for one in stretches], hours, sensor.low, sensor.high)


def _own_excursion(db: Db, caller: Caller, excursion_id: int) -> int:
    """The room of an excursion that is the caller's business. Raises: NotFound."""
    excursion = db.read(lambda tx: tx.find(Excursion, excursion_id))
    caller.must_see("excursion", excursion_id, excursion.warehouse_id)
    return excursion.place_id
