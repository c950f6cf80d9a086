"""What people see of the cold rooms: the wall of rooms, one sensor's curve, the excursions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, func, select

from devices.coldchain.excursion import USABLE
from wms.coldroom.runs import rule_of
from wms.db import Tx, among
from wms.tables.coldroom import Excursion, ExcursionState, Reading, Sensor
from wms.tables.equipment import Device
from wms.tables.masterdata import Place
from wms.tables.stock import Balance, Hold
from wms.units import TemperatureClass

POINTS = 240
"""Points of a curve: one per few pixels of a chart."""


class RoomState(StrEnum):
    """The worst that can be said of a room just now."""

    OK = "ok"
    OUT = "out"
    """Outside a limit, not long enough yet."""
    SILENT = "silent"
    REFUSED = "refused"
    """Its controller is there and does not give what it is asked for: nobody watches."""
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class SensorView:
    id: int
    code: str
    metric: str
    unit: str
    value: float | None
    at: datetime | None
    low: float | None
    high: float | None
    is_out: bool
    is_silent: bool
    refused_since: datetime | None
    """Since when its device does not give what it is asked for."""


@dataclass(frozen=True, slots=True)
class ExcursionView:
    id: int
    place_id: int
    place_code: str
    name_zh: str
    name_en: str
    sensor_code: str
    kind: str
    state: str
    started_at: datetime
    opened_at: datetime
    ended_at: datetime | None
    peak: float | None
    cause: str | None
    action: str | None
    lots_held: int
    """Lots this excursion still holds."""


@dataclass(frozen=True, slots=True)
class RoomView:
    place_id: int
    warehouse_id: int
    code: str
    name_zh: str
    name_en: str
    temperature_class: TemperatureClass | None
    state: RoomState
    sensors: tuple[SensorView, ...]
    excursions: tuple[ExcursionView, ...]
    """Those that have not ended."""
    lots: int
    plan_cm: tuple[int, int, int, int]
    """Left, top, width, depth on the floor plan."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A stretch of a curve: its beginning, and the values in it."""

    at: datetime
    min: float
    max: float
    mean: float


def wall(tx: Tx, warehouse_id: int | None, *, now: datetime) -> list[RoomView]:
    """Every room and vehicle that has sensors, worst first."""
    rows = (
        select(Sensor, Place, Device.refused_since)
        .join(Place, Place.id == Sensor.place_id)
        .join(Device, Device.id == Sensor.device_id)
        .order_by(Sensor.code)
    )
    if warehouse_id is not None:
        rows = rows.where(Sensor.warehouse_id == warehouse_id)
    places: dict[int, Place] = {}
    sensors: dict[int, list[SensorView]] = defaultdict(list)
    for sensor, place, refused_since in tx.execute(rows):
        places[place.id] = place
        sensors[place.id].append(_sensor_view(sensor, refused_since, now))
    lasting: dict[int, list[ExcursionView]] = defaultdict(list)
    for one in excursion_views(tx, warehouse_id, is_lasting=True):
        lasting[one.place_id].append(one)
    lots = _lots_by_room(tx, places)
    rooms = [
        _room_view(place, sensors[place.id], lasting[place.id], lots.get(place.id, 0))
        for place in places.values()
    ]
    worst_first = list(reversed(RoomState))
    return sorted(rooms, key=lambda room: (worst_first.index(room.state), room.code))


def excursion_views(
    tx: Tx, warehouse_id: int | None, *, is_lasting: bool = False, limit: int = 200
) -> list[ExcursionView]:
    """Excursions that wait for a person, newest first; or those that have not ended."""
    waits = Excursion.state != ExcursionState.CLOSED
    rows = _newest_excursions().where(Excursion.ended_at.is_(None) if is_lasting else waits)
    if warehouse_id is not None:
        rows = rows.where(Excursion.warehouse_id == warehouse_id)
    return _excursion_views(tx, rows.limit(limit))


def excursions_in(tx: Tx, place_id: int, since: datetime) -> list[ExcursionView]:
    """A room's excursions that lasted or still wait for a person after `since`, newest first."""
    recent = (
        Excursion.ended_at.is_(None)
        | (Excursion.ended_at >= since)
        | (Excursion.state != ExcursionState.CLOSED)
    )
    return _excursion_views(
        tx, _newest_excursions().where(Excursion.place_id == place_id, recent).limit(200)
    )


def excursion_view(tx: Tx, excursion_id: int) -> ExcursionView:
    """Raises: NotFound."""
    tx.find(Excursion, excursion_id)
    [view] = _excursion_views(tx, _newest_excursions().where(Excursion.id == excursion_id))
    return view


def _newest_excursions() -> Select[Excursion, Place, str]:
    return (
        select(Excursion, Place, Sensor.code)
        .join(Place, Place.id == Excursion.place_id)
        .join(Sensor, Sensor.id == Excursion.sensor_id)
        .order_by(Excursion.started_at.desc(), Excursion.id)
    )


def _excursion_views(tx: Tx, rows: Select[Excursion, Place, str]) -> list[ExcursionView]:
    found = tx.execute(rows).all()
    held = _lots_held(tx, [excursion.id for excursion, _, _ in found])
    return [
        _excursion_view(excursion, place, code, held.get(excursion.id, 0))
        for excursion, place, code in found
    ]


def curve(
    tx: Tx, sensor_id: int, since: datetime, until: datetime, *, points: int = POINTS
) -> list[CurvePoint]:
    """A sensor's readings in at most so many stretches of equal length. Raises: NotFound."""
    tx.find(Sensor, sensor_id)
    step = max((until - since) / points, timedelta(seconds=1))
    rows = tx.execute(
        select(Reading.at, Reading.value).where(
            Reading.sensor_id == sensor_id,
            Reading.at >= since,
            Reading.at < until,
            Reading.quality.in_(USABLE),
        )
    )
    values: dict[int, list[float]] = defaultdict(list)
    for at, value in rows:
        if value is not None:
            values[(at - since) // step].append(value)
    return [
        CurvePoint(since + step * place, min(some), max(some), sum(some) / len(some))
        for place, some in sorted(values.items())
    ]


def _sensor_view(sensor: Sensor, refused_since: datetime | None, now: datetime) -> SensorView:
    silence = rule_of(sensor).silence
    is_out = sensor.last_value is not None and not rule_of(sensor).is_within(sensor.last_value)
    is_silent = silence is not None and (sensor.last_at is None or now - sensor.last_at > silence)
    return SensorView(
        sensor.id,
        sensor.code,
        sensor.metric,
        sensor.unit,
        sensor.last_value,
        sensor.last_at,
        sensor.low,
        sensor.high,
        is_out,
        is_silent,
        refused_since,
    )


def _room_view(
    place: Place, sensors: Sequence[SensorView], lasting: Sequence[ExcursionView], lots: int
) -> RoomView:
    return RoomView(
        place.id,
        place.warehouse_id,
        place.code,
        place.name_zh,
        place.name_en,
        place.temperature_class,
        _state(sensors, lasting),
        tuple(sensors),
        tuple(lasting),
        lots,
        (place.plan_x_cm, place.plan_y_cm, place.plan_width_cm, place.plan_depth_cm),
    )


def _state(sensors: Sequence[SensorView], lasting: Iterable[ExcursionView]) -> RoomState:
    if any(one.kind != "silence" for one in lasting):
        return RoomState.ALARM
    if any(one.refused_since for one in sensors):
        return RoomState.REFUSED
    if _says_nothing(sensors):
        return RoomState.SILENT
    return RoomState.OUT if any(one.is_out for one in sensors) else RoomState.OK


def _says_nothing(sensors: Sequence[SensorView]) -> bool:
    """One that spoke went silent, or none has ever spoken. A thermometer that speaks each minute
    tells of its room while the battery, said once an hour, has not been heard yet."""
    has_spoken = [one for one in sensors if one.at is not None]
    return not has_spoken or any(one.is_silent for one in has_spoken)


def _excursion_view(excursion: Excursion, place: Place, code: str, held: int) -> ExcursionView:
    return ExcursionView(
        excursion.id,
        place.id,
        place.code,
        place.name_zh,
        place.name_en,
        code,
        str(excursion.kind),
        str(excursion.state),
        excursion.started_at,
        excursion.opened_at,
        excursion.ended_at,
        excursion.peak,
        excursion.cause,
        excursion.action,
        held,
    )


def _lots_by_room(tx: Tx, places: Iterable[int]) -> Mapping[int, int]:
    room = func.coalesce(Place.room_id, Place.id)
    rows = (
        select(room, func.count(Balance.lot_id.distinct()))
        .join(Balance, Balance.place_id == Place.id)
        .where(room.in_(list(places)))
        .group_by(room)
    )
    return dict(tx.execute(rows).all())


def _lots_held(tx: Tx, excursion_ids: Sequence[int]) -> Mapping[int, int]:
    of_these = among(Hold.excursion_id, excursion_ids) & Hold.released_at.is_(None)
    rows = select(Hold.excursion_id, func.count()).where(of_these).group_by(Hold.excursion_id)
    return {excursion_id: count for excursion_id, count in tx.execute(rows) if excursion_id}
