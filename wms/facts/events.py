"""Saying what happened, and who must act on it: one outbox row per interested consumer."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from sqlalchemy import insert

from wms.db import Tx, core
from wms.facts import catalogue as said
from wms.facts.catalogue import Happened
from wms.tables.facts import Fact, Outbox, OutboxState

LABELS = "labels"
PAPERS = "papers"
ROUTES = "routes"
NOTICES = "notices"

INTERESTED: Mapping[type[Happened], tuple[str, ...]] = {
    said.LotReceived: (LABELS,),
    said.LotPutAway: (),
    said.LotTested: (),
    said.LotHeld: (NOTICES,),
    said.LotReleased: (NOTICES,),
    said.LotBlocked: (NOTICES,),
    said.LotsRecalled: (NOTICES,),
    said.RecalledGoodsDelivered: (NOTICES,),
    said.RecallLifted: (NOTICES,),
    said.LotRepacked: (LABELS,),
    said.StockLost: (),
    said.ExcursionOpened: (NOTICES,),
    said.ExcursionEnded: (NOTICES,),
    said.ExcursionClosed: (),
    said.SensorSilent: (NOTICES,),
    said.OrderPlaced: (NOTICES,),
    said.OrderChanged: (),
    said.OrderApproved: (NOTICES,),
    said.OrderReturned: (NOTICES,),
    said.OrderCancelled: (NOTICES,),
    said.OrderShort: (NOTICES,),
    said.OrderPicked: (),
    said.OrderPacked: (LABELS,),
    said.Delivered: (NOTICES,),
    said.OrderUndelivered: (NOTICES,),
    said.WaveFrozen: (),
    said.WaveReleased: (PAPERS, ROUTES),
    said.WaveShort: (NOTICES,),
    said.RoutePlanned: (NOTICES,),
    said.PlanFailed: (NOTICES,),
    said.TripLoaded: (),
    said.TripDeparted: (),
    said.TripReturned: (),
    said.TripClosed: (),
    said.DeviceWentAway: (NOTICES,),
    said.DeviceRefuses: (NOTICES,),
    said.DeviceBack: (),
    said.ScanRefused: (),
}
"""Every fact there is, and who acts on it. One nobody acts on is only remembered."""

KINDS: Mapping[str, type[Happened]] = {fact.kind: fact for fact in INTERESTED}

FOLLOWED = "followed"
"""Mark of a transaction (`tx.info`) that left something to do for a consumer."""

_FACT = insert(core(Fact)).returning(core(Fact).c.id)
_OUTBOX = insert(core(Outbox))


class Unreadable(Exception):
    """A stored fact that is none of the catalogue: what it was needs a person."""


def record(
    tx: Tx,
    fact: Happened,
    *,
    at: datetime,
    by: int | None = None,
    warehouse_id: int | None = None,
) -> int:
    """Store a fact and what must follow it, in the transaction of the change itself.

    Returns the id of its row.
    """
    tx.flush()
    row = {
        "kind": fact.kind,
        "subject_kind": str(fact.subject.kind),
        "subject_id": fact.subject.id,
        "at": at,
        "by": by,
        "warehouse_id": warehouse_id,
        "data": msgspec.to_builtins(fact),
    }
    fact_id = int(tx.connection().execute(_FACT, row).scalar_one())
    consumers = INTERESTED[type(fact)]
    if consumers:
        ready = {"fact_id": fact_id, "state": OutboxState.READY, "attempts": 0, "next_at": at}
        tx.connection().execute(_OUTBOX, [{**ready, "consumer": name} for name in consumers])
        tx.info[FOLLOWED] = True
    return fact_id


def of(row: Fact) -> Happened:
    """The fact that a row holds. Fields that a later release added are left out.

    Raises: Unreadable for a kind, or fields, that the catalogue does not know.
    """
    kind = KINDS.get(row.kind)
    if kind is None:
        raise Unreadable(f"no such fact: {row.kind}")
    try:
        return msgspec.convert(row.data, type=kind)
    except msgspec.ValidationError as error:
        raise Unreadable(f"{row.kind}: {error}") from error
