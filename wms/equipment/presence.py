"""Devices as the warehouse sees them: who is there, who went away, what the scale shows."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from devices.events import DETAIL_MAX, Presence, Weight
from wms.db import Tx, core, per_dialect
from wms.facts import events
from wms.facts.catalogue import DeviceBack, DeviceRefuses, DeviceWentAway
from wms.tables.equipment import Device, ScaleWeight

ONLINE = frozenset({"online", "birth", "join"})
OFFLINE = frozenset({"offline", "death"})

SEEN_EVERY = timedelta(seconds=30)
"""How exactly `last_seen_at` is kept: not every beep is worth a write."""
WEIGHT_KEPT = timedelta(seconds=60)
"""How long a weight counts as what stands on the scale."""

_weight = core(ScaleWeight)


def _showing(insert: Any) -> Any:
    statement = insert(_weight)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["device_id"],
        set_={"weight_mg": new.weight_mg, "mode": new.mode, "at": new.at},
    )


_SHOW = per_dialect(_showing)


def notice(tx: Tx, presence: Presence, now: datetime) -> None:
    """Remember that a device came, went or refuses; say so once each way. Unknown devices are
    ignored.
    """
    device = tx.get(Device, presence.device, with_for_update=True, populate_existing=True)
    if device is None or presence.subject:
        return
    if presence.state == "refused":
        _refuses(tx, device, presence.detail, now)
        return
    is_online = presence.state in ONLINE or (device.is_online and presence.state not in OFFLINE)
    _seen(tx, device, is_online, now)


def heard(tx: Tx, devices: Collection[str], now: datetime) -> None:
    """What a device says is a sign of life, also of one that comes through a gateway or broker."""
    stale = (Device.last_seen_at.is_(None)) | (Device.last_seen_at < now - SEEN_EVERY)
    quiet = Device.id.in_(devices) & (stale | ~Device.is_online | Device.refused_since.is_not(None))
    for device in tx.lock_all(select(Device).where(quiet).order_by(Device.id)):
        _seen(tx, device, True, now)


def _refuses(tx: Tx, device: Device, detail: str, now: datetime) -> None:
    """It is there, so nothing is said of its being away; what hangs on it is not watched."""
    device.is_online, device.last_seen_at = True, now
    is_news = device.refused_since is None or device.detail != detail
    device.refused_since, device.detail = device.refused_since or now, detail[:DETAIL_MAX]
    if is_news:
        fact = DeviceRefuses(device.id, device.name_zh, device.name_en, device.detail)
        events.record(tx, fact, at=now, warehouse_id=device.warehouse_id)


def _seen(tx: Tx, device: Device, is_online: bool, now: datetime) -> None:
    device.last_seen_at = now
    was_refusing = device.refused_since is not None
    if was_refusing:
        device.refused_since = device.detail = None
    if is_online == device.is_online and not was_refusing:
        return
    device.is_online = is_online
    kind = DeviceBack if is_online else DeviceWentAway
    fact = kind(device.id, device.name_zh, device.name_en)
    events.record(tx, fact, at=now, warehouse_id=device.warehouse_id)


def warehouse_of(tx: Tx, device_id: str) -> int:
    """The warehouse where a device stands. Raises: NotFound."""
    return tx.find(Device, device_id).warehouse_id


def weigh(tx: Tx, weight: Weight, now: datetime) -> None:
    """Remember what a scale shows once it has come to rest; the last weight counts."""
    if not weight.stable or weight.status != "ok":
        return
    row = {
        "device_id": weight.device,
        "weight_mg": weight.weight_mg,
        "mode": weight.mode,
        "at": now,
    }
    connection = tx.connection()
    connection.execute(_SHOW[connection.dialect.name], row)


def weight_near(tx: Tx, station: str, now: datetime) -> int | None:
    """The weight in mg on the scale where this station stands; None without one."""
    place = select(Device.place_id).where(Device.id == station).scalar_subquery()
    newest = (
        select(ScaleWeight.weight_mg)
        .join(Device, Device.id == ScaleWeight.device_id)
        .where(
            ScaleWeight.at > now - WEIGHT_KEPT,
            (Device.place_id == place) | (Device.id == station),
        )
        .order_by(ScaleWeight.at.desc())
        .limit(1)
    )
    return tx.scalar(newest)
