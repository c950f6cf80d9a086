"""Where judging a sensor stands: its limits, the readings judged, the runs that have not ended."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import select

from devices.coldchain.excursion import Kind, Point, Rule
from devices.coldchain.excursion import Run as Standing
from wms.db import Tx, among
from wms.tables.coldroom import ExcursionKind, Run, Sensor


def rule_of(sensor: Sensor) -> Rule:
    """A sensor's limits, as the rule wants them."""
    return Rule(
        sensor.low,
        sensor.high,
        sensor.hysteresis,
        timedelta(seconds=sensor.open_delay_s),
        timedelta(seconds=sensor.close_delay_s),
        timedelta(seconds=sensor.silence_s) if sensor.silence_s else None,
    )


def goes_on(sensor: Sensor, points: Sequence[Point]) -> bool:
    """Whether these readings, in order, come after all that were judged, by the same limits."""
    if sensor.judged_to is None or sensor.judged_by != _limits(sensor):
        return False
    moments = [sensor.judged_to, *(at for at, _ in points)]
    return all(early < late for early, late in pairwise(moments))


def of(tx: Tx, sensor_ids: Collection[int]) -> dict[int, list[Run]]:
    """The runs of these sensors that have not ended."""
    found: dict[int, list[Run]] = defaultdict(list)
    for run in tx.scalars(select(Run).where(among(Run.sensor_id, sensor_ids))):
        found[run.sensor_id].append(run)
    return found


def standing(rows: Iterable[Run]) -> list[Standing]:
    """Runs as the rule wants them."""
    return [
        Standing(Kind(row.kind), row.started_at, row.peak, row.opened_at, row.back_at)
        for row in rows
    ]


def keep(tx: Tx, sensor: Sensor, left: Iterable[Standing], rows: Iterable[Run]) -> None:
    """Remember the runs that have not ended, in place of those before."""
    before = {row.kind: row for row in rows}
    for one in left:
        kind = ExcursionKind(one.kind.value)
        row = before.pop(kind, None)
        if row is None:
            row = Run(sensor_id=sensor.id, kind=kind)
            tx.add(row)
        row.started_at, row.opened_at = one.started_at, one.opened_at
        row.back_at, row.peak = one.back_at, one.peak
    for over in before.values():
        tx.delete(over)


def judged(sensor: Sensor) -> None:
    """All readings up to the newest are judged by the limits of now."""
    sensor.judged_to, sensor.judged_by = sensor.last_at, _limits(sensor)


def _limits(sensor: Sensor) -> str:
    delays = sensor.open_delay_s, sensor.close_delay_s, sensor.silence_s
    return "|".join(str(one) for one in (sensor.low, sensor.high, sensor.hysteresis, *delays))
