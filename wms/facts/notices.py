"""Who must be told what: facts turned into notices for roles, warehouses and shops."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from wms.db import Tx
from wms.facts.events import FactKind
from wms.facts.outbox import Task
from wms.tables.access import Role
from wms.tables.facts import Notice
from wms.tables.ordering import Order

TOLD: Mapping[FactKind, tuple[Role, ...]] = {
    FactKind.LOT_HELD: (Role.QUALITY, Role.DISPATCHER),
    FactKind.LOT_BLOCKED: (Role.QUALITY, Role.DISPATCHER),
    FactKind.LOT_RELEASED: (Role.DISPATCHER,),
    FactKind.EXCURSION_OPENED: (Role.QUALITY,),
    FactKind.EXCURSION_ENDED: (Role.QUALITY,),
    FactKind.SENSOR_SILENT: (Role.QUALITY, Role.ADMIN),
    FactKind.DEVICE_WENT_AWAY: (Role.QUALITY, Role.ADMIN),
    FactKind.ORDER_PLACED: (Role.DISPATCHER,),
    FactKind.ORDER_APPROVED: (Role.SHOP,),
    FactKind.ORDER_RETURNED: (Role.SHOP,),
    FactKind.WAVE_SHORT: (Role.DISPATCHER,),
    FactKind.ROUTE_PLANNED: (Role.DISPATCHER,),
    FactKind.PLAN_FAILED: (Role.DISPATCHER, Role.ADMIN),
    FactKind.DELIVERED: (Role.SHOP, Role.DISPATCHER),
}
"""Which roles a fact concerns. A shop is told of its own orders only."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as its reader sees it."""

    id: int
    kind: str
    subject_id: int
    warehouse_id: int | None
    data: Mapping[str, Any]
    at: datetime
    is_read: bool


def tell(tx: Tx, task: Task) -> int:
    """Make the notices of a fact, once; returns how many."""
    if tx.scalar(select(Notice.id).where(Notice.fact_id == task.fact_id).limit(1)) is not None:
        return 0
    roles = TOLD.get(FactKind(task.kind), ())
    for role in roles:
        tx.add(
            Notice(
                fact_id=task.fact_id,
                role=role,
                warehouse_id=None if role is Role.SHOP else task.warehouse_id,
                shop_id=_shop_of(tx, task) if role is Role.SHOP else None,
                kind=task.kind,
                data={**task.data, "subject": task.subject},
                at=task.at,
            )
        )
    tx.flush()
    return len(roles)


def newest(
    tx: Tx, role: Role, *, warehouse_id: int | None, shop_id: int | None, limit: int = 50
) -> list[Told]:
    """What concerns a role at a warehouse (None: at any) or a shop, newest first."""
    rows = select(Notice).where(Notice.role == role)
    if role is Role.SHOP:
        rows = rows.where(Notice.shop_id == shop_id)
    elif warehouse_id is not None:
        rows = rows.where(Notice.warehouse_id.in_([warehouse_id]) | Notice.warehouse_id.is_(None))
    return [_seen(row) for row in tx.scalars(rows.order_by(Notice.at.desc()).limit(limit))]


def read(tx: Tx, notice_id: int, *, now: datetime) -> Notice:
    """Somebody has seen it. Raises: NotFound."""
    notice = tx.lock(Notice, notice_id)
    notice.read_at = notice.read_at or now
    return notice


def _shop_of(tx: Tx, task: Task) -> int | None:
    said = task.data.get("shop_id")
    if said is not None:
        return int(said)
    kind, _, number = task.subject.partition(":")
    return tx.find(Order, int(number)).shop_id if kind == "order" else None


def _seen(row: Notice) -> Told:
    subject_id = str(row.data.get("subject", "")).partition(":")[2]
    return Told(
        id=row.id,
        kind=row.kind,
        subject_id=int(subject_id) if subject_id.isdecimal() else 0,
        warehouse_id=row.warehouse_id,
        data=row.data,
        at=row.at,
        is_read=row.read_at is not None,
    )
