"""The catalogue of facts, and who must act on each: one outbox row per interested consumer."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert

from wms.db import Tx, core
from wms.tables.facts import Fact, Outbox, OutboxState


class FactKind(StrEnum):
    """What can have happened, in the past tense."""

    LOT_RECEIVED = "LotReceived"
    LOT_PUT_AWAY = "LotPutAway"
    LOT_HELD = "LotHeld"
    LOT_RELEASED = "LotReleased"
    LOT_BLOCKED = "LotBlocked"
    LOT_TESTED = "LotTested"
    LOT_REPACKED = "LotRepacked"
    STOCK_LOST = "StockLost"
    EXCURSION_OPENED = "ExcursionOpened"
    EXCURSION_ENDED = "ExcursionEnded"
    EXCURSION_CLOSED = "ExcursionClosed"
    SENSOR_SILENT = "SensorSilent"
    ORDER_PLACED = "OrderPlaced"
    ORDER_CHANGED = "OrderChanged"
    ORDER_APPROVED = "OrderApproved"
    ORDER_RETURNED = "OrderReturned"
    ORDER_CANCELLED = "OrderCancelled"
    WAVE_FROZEN = "WaveFrozen"
    WAVE_RELEASED = "WaveReleased"
    WAVE_SHORT = "WaveShort"
    ORDER_PICKED = "OrderPicked"
    ORDER_PACKED = "OrderPacked"
    ROUTE_PLANNED = "RoutePlanned"
    PLAN_FAILED = "PlanFailed"
    TRIP_LOADED = "TripLoaded"
    TRIP_DEPARTED = "TripDeparted"
    TRIP_RETURNED = "TripReturned"
    DELIVERED = "Delivered"
    DEVICE_WENT_AWAY = "DeviceWentAway"
    DEVICE_BACK = "DeviceBack"
    SCAN_REFUSED = "ScanRefused"


LABELS = "labels"
PAPERS = "papers"
ROUTES = "routes"
NOTICES = "notices"

INTERESTED: dict[FactKind, tuple[str, ...]] = {
    FactKind.LOT_RECEIVED: (LABELS,),
    FactKind.LOT_REPACKED: (LABELS,),
    FactKind.LOT_HELD: (NOTICES,),
    FactKind.LOT_BLOCKED: (NOTICES,),
    FactKind.LOT_RELEASED: (NOTICES,),
    FactKind.EXCURSION_OPENED: (NOTICES,),
    FactKind.EXCURSION_ENDED: (NOTICES,),
    FactKind.SENSOR_SILENT: (NOTICES,),
    FactKind.DEVICE_WENT_AWAY: (NOTICES,),
    FactKind.ORDER_PLACED: (NOTICES,),
    FactKind.ORDER_APPROVED: (NOTICES,),
    FactKind.ORDER_RETURNED: (NOTICES,),
    FactKind.WAVE_RELEASED: (PAPERS, ROUTES),
    FactKind.WAVE_SHORT: (NOTICES,),
    FactKind.ORDER_PACKED: (LABELS,),
    FactKind.ROUTE_PLANNED: (NOTICES,),
    FactKind.PLAN_FAILED: (NOTICES,),
    FactKind.DELIVERED: (NOTICES,),
}
"""Who acts on which fact. A fact missing here is only remembered."""

FOLLOWED = "followed"
"""Mark of a transaction (`tx.info`) that left something to do for a consumer."""

_FACT = insert(core(Fact)).returning(core(Fact).c.id)
_OUTBOX = insert(core(Outbox))


def record(
    tx: Tx,
    kind: FactKind,
    subject: str,
    *,
    at: datetime,
    by: int | None = None,
    warehouse_id: int | None = None,
    **data: Any,
) -> int:
    """Store a fact and what must follow it, in the transaction of the change itself.

    `subject` names what it is about (`order:42`), `data` holds plain JSON values. Returns its id.
    """
    tx.flush()
    row = {
        "kind": str(kind),
        "subject": subject,
        "at": at,
        "by": by,
        "warehouse_id": warehouse_id,
        "data": data,
    }
    fact_id = int(tx.connection().execute(_FACT, row).scalar_one())
    consumers = INTERESTED.get(kind, ())
    if consumers:
        ready = {"fact_id": fact_id, "state": OutboxState.READY, "attempts": 0, "next_at": at}
        tx.connection().execute(_OUTBOX, [{**ready, "consumer": name} for name in consumers])
        tx.info[FOLLOWED] = True
    return fact_id
