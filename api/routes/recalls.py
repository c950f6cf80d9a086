"""Recalls for programs: one press, its reach, the shops that have seen it, and its end.

`client_id` is made by the sender: the same recall sent again is answered with the recall there is.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.web.deps import Caller, Db, Id, Now
from api.web.own import own_lot, own_recall, own_shop
from api.web.security import needs
from wms.db import Tx
from wms.stock import NewRecall, recall_views, recalls
from wms.tables.access import Role
from wms.tables.masterdata import PlaceKind
from wms.units import Unit

router = APIRouter(prefix="/v1/recalls", tags=["recalls"])

MAY_LOOK = needs(Role.QUALITY, Role.DISPATCHER, Role.ADMIN, Role.INTEGRATOR)
MAY_ACT = needs(Role.QUALITY, Role.ADMIN)
Words = Annotated[str, Field(min_length=1, max_length=200)]


class Bounded(BaseModel):
    """A request that says nothing we do not know."""

    model_config = ConfigDict(extra="forbid")


class RecallBody(Bounded):
    """A lot that must come back, and why."""

    client_id: UUID
    lot: Annotated[str, Field(min_length=1, max_length=20)]
    note: Words


class LiftBody(Bounded):
    note: Words


class AmountReply(BaseModel):
    item_id: int
    name_zh: str
    name_en: str
    unit: Unit
    quantity: int
    lots: int


class ShopReply(BaseModel):
    shop_id: int
    code: str
    told_at: datetime
    acknowledged_at: datetime | None
    amounts: list[AmountReply]


class SpotReply(BaseModel):
    warehouse_code: str
    place_code: str
    place_kind: PlaceKind
    amount: AmountReply


class RecallReply(BaseModel):
    id: int
    lot_code: str
    reason: str
    note: str | None
    lot_count: int
    at: datetime
    lifted_at: datetime | None
    lift_note: str | None
    shops: int
    acknowledged: int


class WholeReply(RecallReply):
    """With every shop that has any, and what is still in stores and on vehicles."""

    told: list[ShopReply]
    here: list[SpotReply]


@router.get("", dependencies=[MAY_LOOK])
def listed(db: Db, caller: Caller) -> list[RecallReply]:
    """The newest recalls, those still going on first."""
    found = db.read(lambda tx: recall_views.recalls(tx, caller.warehouse_id))
    return [RecallReply.model_validate(asdict(one)) for one in found]


@router.get("/{recall_id}", dependencies=[MAY_LOOK])
def view(recall_id: Id, db: Db, caller: Caller) -> WholeReply:
    """One recall with everybody it concerns."""
    return db.read(lambda tx: _whole(tx, caller, own_recall(tx, caller, recall_id)))


@router.post("", dependencies=[MAY_ACT], status_code=201)
def begin(body: RecallBody, db: Db, caller: Caller, now: Now) -> WholeReply:
    """Stop a lot and all that was made of it, everywhere, and tell each shop that has any."""
    by = caller.by

    def write(tx: Tx) -> WholeReply:
        new = NewRecall(body.client_id, own_lot(tx, caller, body.lot).id, body.note)
        made = recalls.recall(tx, new, by=by, now=now)
        return _whole(tx, caller, recall_views.recall(tx, made.id))

    return db.write(write)


@router.post("/{recall_id}/lift", dependencies=[MAY_ACT])
def lift(recall_id: Id, body: LiftBody, db: Db, caller: Caller, now: Now) -> WholeReply:
    """End a recall that turned out groundless."""
    by = caller.by

    def write(tx: Tx) -> WholeReply:
        own_recall(tx, caller, recall_id)
        recalls.lift(tx, recall_id, note=body.note, by=by, now=now)
        return _whole(tx, caller, recall_views.recall(tx, recall_id))

    return db.write(write)


@router.post("/{recall_id}/acknowledge", dependencies=[needs(Role.SHOP)], status_code=204)
def acknowledge(recall_id: Id, db: Db, caller: Caller, now: Now) -> None:
    """The caller's shop has seen it."""
    by = caller.by

    def write(tx: Tx) -> None:
        recalls.acknowledge(tx, recall_id, own_shop(tx, caller).id, by=by, now=now)

    db.write(write)


def _whole(tx: Tx, caller: Caller, seen: recall_views.RecallView) -> WholeReply:
    told = recall_views.shops_told(tx, seen.id, caller.warehouse_id)
    here = recall_views.where_now(tx, seen.id, caller.warehouse_id)
    more = {"told": [asdict(one) for one in told], "here": [asdict(one) for one in here]}
    return WholeReply.model_validate(asdict(seen) | more)
