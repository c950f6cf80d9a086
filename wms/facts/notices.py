"""Who must be told what: facts turned into notices for roles, warehouses and shops."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wms.db import Tx
from wms.facts import catalogue as said
from wms.facts import events
from wms.facts.catalogue import Happened
from wms.facts.outbox import Task
from wms.tables.access import Role
from wms.tables.facts import Fact, Notice
from wms.tables.stock import RecallShop

TOLD: Mapping[type[Happened], tuple[Role, ...]] = {
    said.LotHeld: (Role.QUALITY, Role.DISPATCHER),
    said.LotBlocked: (Role.QUALITY, Role.DISPATCHER),
    said.LotReleased: (Role.DISPATCHER,),
    said.LotsRecalled: (Role.SHOP,),
    said.RecalledGoodsDelivered: (Role.SHOP, Role.QUALITY, Role.DISPATCHER),
    said.RecallLifted: (Role.SHOP, Role.DISPATCHER),
    said.ExcursionOpened: (Role.QUALITY,),
    said.ExcursionEnded: (Role.QUALITY,),
    said.SensorSilent: (Role.QUALITY, Role.ADMIN),
    said.DeviceWentAway: (Role.QUALITY, Role.ADMIN),
    said.DeviceRefuses: (Role.QUALITY, Role.ADMIN),
    said.OrderPlaced: (Role.DISPATCHER,),
    said.OrderApproved: (Role.SHOP,),
    said.OrderReturned: (Role.SHOP,),
    said.OrderCancelled: (Role.SHOP, Role.DISPATCHER),
    said.OrderShort: (Role.SHOP, Role.DISPATCHER),
    said.WaveShort: (Role.DISPATCHER,),
    said.RoutePlanned: (Role.DISPATCHER,),
    said.PlanFailed: (Role.DISPATCHER, Role.ADMIN),
    said.Delivered: (Role.SHOP, Role.DISPATCHER),
    said.OrderUndelivered: (Role.SHOP, Role.DISPATCHER),
}
"""Which roles a fact concerns. A shop is told of its own orders, and of recalls it has goods of."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as its reader sees it."""

    id: int
    fact: Happened
    warehouse_id: int | None
    at: datetime
    is_read: bool


def tell(tx: Tx, task: Task) -> int:
    """Make the notices of a fact, once; returns how many."""
    if tx.scalar(select(Notice.id).where(Notice.fact_id == task.fact_id).limit(1)) is not None:
        return 0
    rows = [
        Notice(
            fact_id=task.fact_id,
            role=role,
            warehouse_id=None if role is Role.SHOP else task.warehouse_id,
            shop_id=shop_id,
            at=task.at,
        )
        for role in TOLD.get(type(task.fact), ())
        for shop_id in (_shops_of(tx, task.fact) if role is Role.SHOP else (None,))
    ]
    tx.add_all(rows)
    tx.flush()
    return len(rows)


def newest(
    tx: Tx, role: Role, *, warehouse_id: int | None, shop_id: int | None, limit: int = 50
) -> list[Told]:
    """What concerns a role at a warehouse (None: at any) or a shop, newest first."""
    rows = select(Notice, Fact).join(Fact, Notice.fact_id == Fact.id).where(Notice.role == role)
    if role is Role.SHOP:
        rows = rows.where(Notice.shop_id == shop_id)
    elif warehouse_id is not None:
        rows = rows.where(Notice.warehouse_id.in_([warehouse_id]) | Notice.warehouse_id.is_(None))
    told = tx.execute(rows.order_by(Notice.at.desc(), Notice.id.desc()).limit(limit))
    return [_seen(notice, fact) for notice, fact in told]


def read(tx: Tx, notice_id: int, *, now: datetime) -> Notice:
    """Somebody has seen it. Raises: NotFound."""
    notice = tx.lock(Notice, notice_id)
    notice.read_at = notice.read_at or now
    return notice


def _shops_of(tx: Tx, fact: Happened) -> Sequence[int]:
    match fact:
        case said.AboutOrder() | said.RecalledGoodsDelivered():
            return [fact.shop_id]
        case said.LotsRecalled() | said.RecallLifted() if fact.recall_id is not None:
            told = select(RecallShop.shop_id).where(RecallShop.recall_id == fact.recall_id)
            return tx.scalars(told.order_by(RecallShop.shop_id)).all()
    return []


def _seen(row: Notice, fact: Fact) -> Told:
    return Told(row.id, events.of(fact), row.warehouse_id, row.at, row.read_at is not None)
