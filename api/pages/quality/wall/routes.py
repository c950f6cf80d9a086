"""All rooms and vehicles at a glance."""

from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.quality import MAY_LOOK
from api.pictures.drawn import Hours, Spark, spark
from api.web.deps import Caller, Db, Now, QueryId, page
from wms import coldroom
from wms.db import Tx
from wms.masterdata import sites

router = APIRouter(include_in_schema=False)

SPARK_HOURS = 6
SPARK_POINTS = 60


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

    return page(request, "quality/wall/page.html", now=now, warehouse=wanted, **db.read(look))


def _spark(tx: Tx, room: coldroom.RoomView, now: datetime) -> Spark | None:
    sensor = next((one for one in room.sensors if one.metric == "temperature"), None)
    if sensor is None:
        return None
    hours = Hours(now - timedelta(hours=SPARK_HOURS), now)
    stretches = coldroom.curve(tx, sensor.id, hours.since, now, points=SPARK_POINTS)
    return spark([(one.at, one.mean) for one in stretches], hours, sensor.low, sensor.high)
