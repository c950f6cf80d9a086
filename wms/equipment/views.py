"""Devices as lists show them: what stands where, who is there, and what nobody could read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from wms.db import Tx
from wms.tables.coldroom import Sensor
from wms.tables.equipment import Device, DeviceFault
from wms.tables.masterdata import Place

GUNS = frozenset({"serial-lines", "scanner"})
"""Kinds of device that scan: each is a station of its own."""
FAULTS = 200


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One device as the gateway last saw it."""

    id: str
    kind: str
    name_zh: str
    name_en: str
    warehouse_id: int
    place_code: str | None
    is_online: bool
    last_seen_at: datetime | None
    refused_since: datetime | None
    detail: str | None
    sensors: int
    faults: int
    """Open ones."""

    @property
    def is_station(self) -> bool:
        return self.kind in GUNS


@dataclass(frozen=True, slots=True)
class FaultView:
    """Bytes that did not decode, with the reason."""

    id: UUID
    device: str
    reason: str
    detail: str
    payload: bytes
    received_at: datetime
    settled_at: datetime | None


def devices(tx: Tx, warehouse_id: int | None) -> list[DeviceView]:
    """The devices of a warehouse (None: all), those that are away first."""
    sensors = _counted(select(Sensor.device_id, func.count()).group_by(Sensor.device_id), tx)
    is_open = DeviceFault.settled_at.is_(None)
    faults = _counted(
        select(DeviceFault.device, func.count()).where(is_open).group_by(DeviceFault.device), tx
    )
    rows = select(Device, Place.code).outerjoin(Place, Place.id == Device.place_id)
    if warehouse_id is not None:
        rows = rows.where(Device.warehouse_id == warehouse_id)
    return [
        DeviceView(
            id=device.id,
            kind=device.kind,
            name_zh=device.name_zh,
            name_en=device.name_en,
            warehouse_id=device.warehouse_id,
            place_code=place_code,
            is_online=device.is_online,
            last_seen_at=device.last_seen_at,
            refused_since=device.refused_since,
            detail=device.detail,
            sensors=sensors.get(device.id, 0),
            faults=faults.get(device.id, 0),
        )
        for device, place_code in tx.execute(rows.order_by(Device.is_online, Device.id))
    ]


def stations(tx: Tx, warehouse_id: int) -> list[DeviceView]:
    """The guns of a warehouse, by id."""
    found = [device for device in devices(tx, warehouse_id) if device.is_station]
    return sorted(found, key=lambda device: device.id)


def faults_of(tx: Tx, device_id: str, *, limit: int = FAULTS) -> list[FaultView]:
    """What a device sent that nobody could read, newest first."""
    rows = (
        select(DeviceFault)
        .where(DeviceFault.device == device_id)
        .order_by(DeviceFault.received_at.desc())
        .limit(limit)
    )
    return [
        FaultView(
            id=row.id,
            device=row.device,
            reason=row.reason,
            detail=row.detail,
            payload=row.payload,
            received_at=row.received_at,
            settled_at=row.settled_at,
        )
        for row in tx.scalars(rows)
    ]


def _counted(rows: Select[str, int], tx: Tx) -> dict[str, int]:
    return dict(tx.execute(rows).all())
