"""Storing what sensors measured, in bulk. What nobody can place becomes a fault, never nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid5

from sqlalchemy import select, tuple_

from devices.coldchain.excursion import USABLE, Point
from devices.events import Reading as Measured
from devices.events import to_wire
from wms.coldroom import runs
from wms.coldroom.excursions import CALM, go_on, is_calm, reconsider, troubles
from wms.db import Tx, insert_new
from wms.tables.coldroom import Reading, Sensor
from wms.tables.equipment import DeviceFault

AHEAD_MAX = timedelta(minutes=10)
OLDEST = datetime(2020, 1, 1, tzinfo=UTC)
"""A sensor's clock further ahead, or that never was set, is not believed."""
RETAINED = "retained"
"""Quality of what a broker remembered: kept, but no sign of life and never judged."""

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a batch."""

    new: int
    known: int
    """Readings that had been stored before."""
    faults: int


def store(tx: Tx, readings: Sequence[Measured], *, received_at: datetime) -> Stored:
    """Store readings, bring the sensors' last values up to date, and judge what was touched.

    Late readings judge their stretch again, so neither repetition nor order changes the outcome.
    """
    sensors = _sensors(tx, {_code(one) for one in readings})
    rows: list[_Row] = []
    lost: list[tuple[Measured, str]] = []
    for one in readings:
        sensor = sensors.get(_code(one))
        if sensor is None:
            lost.append((one, "unknown_sensor"))
        elif sensor.device_id != one.device:
            lost.append((one, "other_device"))
        else:
            rows.append(_row(one, sensor, received_at))
    new = insert_new(tx, Reading, rows)
    if new < len(rows):
        lost += _contradictions(tx, rows, readings, sensors)
    _keep_faults(tx, lost, received_at)
    _judge(tx, {sensor.id: sensor for sensor in sensors.values()}, rows, received_at)
    return Stored(new, len(rows) - new, len(lost))


def _code(one: Measured) -> str:
    return f"{one.sensor}:{one.metric}"


def _sensors(tx: Tx, codes: Iterable[str]) -> dict[str, Sensor]:
    """The sensors by code, locked: what judges one sensor happens one after the other."""
    known = select(Sensor).where(Sensor.code.in_(sorted(codes))).order_by(Sensor.id)
    return {sensor.code: sensor for sensor in tx.lock_all(known)}


def _row(one: Measured, sensor: Sensor, received_at: datetime) -> _Row:
    quality = "missing" if one.value is None and one.quality == "good" else one.quality
    return {
        "sensor_id": sensor.id,
        "at": _measured_at(one, received_at),
        "value": one.value,
        "quality": RETAINED if one.retained else quality,
        "received_at": received_at,
    }


def _measured_at(one: Measured, received_at: datetime) -> datetime:
    """The sensor's own time where it can be believed."""
    told_at = min(one.received_at, received_at)
    claimed = one.occurred_at
    if claimed is None or one.retained or one.quality.startswith("clock_"):
        return told_at
    return claimed if OLDEST <= claimed <= received_at + AHEAD_MAX else told_at


def _contradictions(
    tx: Tx, rows: Sequence[_Row], readings: Sequence[Measured], sensors: Mapping[str, Sensor]
) -> list[tuple[Measured, str]]:
    """Readings whose sensor and moment are taken by another value: kept beside, never over it."""
    key = tuple_(Reading.sensor_id, Reading.at)
    keys = [(row["sensor_id"], row["at"]) for row in rows]
    stored = {
        (sensor_id, at): value
        for sensor_id, at, value in tx.execute(
            select(Reading.sensor_id, Reading.at, Reading.value).where(key.in_(keys))
        )
    }
    wanted = {(row["sensor_id"], row["at"], row["value"]) for row in rows}
    other = {(sensor_id, at) for sensor_id, at, value in wanted if stored[sensor_id, at] != value}
    received_at = rows[0]["received_at"]
    return [
        (one, "other_value")
        for one in readings
        if (sensor := sensors.get(_code(one)))
        and (place := (sensor.id, _measured_at(one, received_at))) in other
        and stored[place] != one.value
    ]


def _keep_faults(tx: Tx, lost: Sequence[tuple[Measured, str]], received_at: datetime) -> None:
    insert_new(
        tx,
        DeviceFault,
        [
            {
                # Its own id would be taken if the same reading came to grief in two ways.
                "id": uuid5(one.id, reason),
                "device": one.device[:64],
                "reason": reason,
                "detail": _code(one)[:400],
                "payload": to_wire([one]),
                "received_at": received_at,
                "settled_at": None,
                "settled_by": None,
            }
            for one, reason in lost
        ],
    )


def _judge(
    tx: Tx, sensors: Mapping[int, Sensor], rows: Sequence[_Row], received_at: datetime
) -> None:
    """Judge each touched sensor. Most are calm and cost no query of their own; one in trouble is
    judged on from where it stands; only late readings, and new limits, look back.
    """
    points: dict[int, list[Point]] = defaultdict(list)
    for row in rows:
        if row["quality"] in USABLE:
            points[row["sensor_id"]].append((row["at"], row["value"]))
    troubled = troubles(tx, points.keys())
    for sensor_id, measured in sorted(points.items()):
        sensor = sensors[sensor_id]
        measured.sort()
        trouble = troubled.get(sensor_id, CALM)
        was_calm = not trouble and is_calm(sensor, measured)
        is_next = runs.goes_on(sensor, measured)
        _remember(sensor, measured[-1], received_at)
        if was_calm:
            pass
        elif is_next:
            go_on(tx, sensor, measured, trouble, now=received_at)
        else:
            reconsider(tx, sensor, measured[0][0], now=received_at)
        runs.judged(sensor)
    tx.flush()


def _remember(sensor: Sensor, newest: Point, received_at: datetime) -> None:
    sensor.last_received_at = received_at
    if sensor.last_at is None or newest[0] >= sensor.last_at:
        sensor.last_at, sensor.last_value = newest
