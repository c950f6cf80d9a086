"""One room: its curves, its excursions, the lots in it."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.quality import MAY_LOOK
from api.web.deps import Caller, Db, Id, Now, page
from wms import coldroom
from wms.db import Tx
from wms.errors import NotFound
from wms.masterdata import sites
from wms.stock import views as stock_views
from wms.tables.coldroom import Sensor

router = APIRouter(include_in_schema=False)

LOTS_SHOWN = 25
Hours24 = Annotated[int, Query(ge=1, le=24 * 31)]


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

    return page(request, "quality/rooms/page.html", now=now, hours=hours, **db.read(look))


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


def _room(tx: Tx, warehouse_id: int | None, place_id: int, now: datetime) -> coldroom.RoomView:
    """Raises: NotFound."""
    for found in coldroom.wall(tx, warehouse_id, now=now):
        if found.place_id == place_id:
            return found
    raise NotFound("place", id=str(place_id))
