"""Excursions: found again from the readings whenever those change, handled by people.

What the readings say (start, end, peak) follows the readings; what people said (acknowledged,
cause, action, closed) is never overwritten. One that late readings disprove is withdrawn, never
erased.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from devices.coldchain.excursion import (
    USABLE,
    Found,
    Kind,
    Point,
    follow,
    silences,
)
from wms import codes
from wms.coldroom import runs
from wms.coldroom.runs import rule_of
from wms.db import Tx, among
from wms.errors import Refused
from wms.facts import events
from wms.facts.catalogue import (
    ExcursionClosed,
    ExcursionEnded,
    ExcursionOpened,
    Happened,
    SensorSilent,
)
from wms.masterdata import policies
from wms.stock import HoldReason, NewHold, holds, ledger
from wms.tables.coldroom import Excursion, ExcursionKind, ExcursionState, Reading, Run, Sensor
from wms.tables.masterdata import Place
from wms.tables.stock import Hold

SILENCE = ExcursionKind.SILENCE
WORSE = 1.0
"""Degrees by which an excursion must go further before lots that were released in it are held
again: a release holds for what the person knew."""
WITHDRAWN = "late_readings"
"""Cause of an excursion that turned out not to have been one. Only the readings write it."""


def lasting_of(tx: Tx, sensor_ids: Collection[int]) -> dict[int, list[Excursion]]:
    """The excursions of these sensors that have not ended."""
    rows = select(Excursion).where(
        among(Excursion.sensor_id, sensor_ids), Excursion.ended_at.is_(None)
    )
    found: dict[int, list[Excursion]] = defaultdict(list)
    for one in tx.scalars(rows.order_by(Excursion.started_at, Excursion.id)):
        found[one.sensor_id].append(one)
    return found


def is_calm(sensor: Sensor, points: Sequence[Point]) -> bool:
    """Whether new readings of a sensor without open excursion plainly go on in peace."""
    rule = rule_of(sensor)
    if not all(rule.is_within(value) for _, value in points):
        return False
    if sensor.last_at is None or sensor.last_value is None:
        moments = [at for at, _ in points]
    else:
        moments = [sensor.last_at, *(at for at, _ in points)]
        if not rule.is_within(sensor.last_value):
            return False
    return all(
        early < late and (rule.silence is None or late - early <= rule.silence)
        for early, late in pairwise(moments)
    )


@dataclass(frozen=True, slots=True)
class Trouble:
    """What of a sensor has not ended."""

    lasting: Sequence[Excursion] = ()
    running: Sequence[Run] = ()

    def __bool__(self) -> bool:
        return bool(self.lasting or self.running)


CALM = Trouble()


def troubles(tx: Tx, sensor_ids: Collection[int]) -> dict[int, Trouble]:
    """Those of these sensors that are in an excursion, or on the way to one."""
    lasting, running = lasting_of(tx, sensor_ids), runs.of(tx, sensor_ids)
    return {
        sensor_id: Trouble(lasting.get(sensor_id, ()), running.get(sensor_id, ()))
        for sensor_id in lasting.keys() | running.keys()
    }


def go_on(
    tx: Tx, sensor: Sensor, points: Sequence[Point], trouble: Trouble, *, now: datetime
) -> None:
    """Judge readings that come after all that were judged before, from where those left off.

    What it costs does not depend on how long an excursion, or a silence, has lasted.
    """
    rule = rule_of(sensor)
    ended, left = follow(points, rule, runs.standing(trouble.running))
    heard = [at for at in (sensor.judged_to, *(at for at, _ in points)) if at is not None]
    found = [*silences(heard, rule), *ended, *(one for run in left if (one := run.found()))]
    stored = list(trouble.lasting)
    for one in sorted(found, key=lambda one: (one.started_at, one.kind)):
        known = _same(one, stored)
        if known is not None:
            stored.remove(known)
        if known is None:
            known = _begun_then(tx, sensor, one)
        if known is None or _seen_as(known) != (one.started_at, one.ended_at, one.peak):
            _keep(tx, sensor, known, one, now)
    runs.keep(tx, sensor, left, trouble.running)


def _begun_then(tx: Tx, sensor: Sensor, found: Found) -> Excursion | None:
    """An excursion that was withdrawn, under other limits, and is one after all."""
    kind = ExcursionKind(found.kind.value)
    return tx.scalar(
        select(Excursion).where(
            Excursion.sensor_id == sensor.id,
            Excursion.kind == kind,
            Excursion.started_at == found.started_at,
        )
    )


def _seen_as(excursion: Excursion) -> tuple[datetime, datetime | None, float | None]:
    return excursion.started_at, excursion.ended_at, excursion.peak


def reconsider(tx: Tx, sensor: Sensor, since: datetime, *, now: datetime) -> None:
    """Judge a sensor again from its last peaceful reading before `since`; act on what changed."""
    since = _peace_before(tx, sensor, since)
    usable = (
        (Reading.sensor_id == sensor.id)
        & Reading.quality.in_(USABLE)
        & Reading.value.is_not(None)
        & (Reading.at >= since)
    )
    rows = tx.execute(select(Reading.at, Reading.value).where(usable).order_by(Reading.at))
    points = [(at, value) for at, value in rows if value is not None]
    rule = rule_of(sensor)
    ended, left = follow(points, rule)
    silent = silences([at for at, _ in points], rule, now)
    found = [*silent, *ended, *(one for run in left if (one := run.found()))]
    found.sort(key=lambda one: (one.started_at, one.kind))
    stored = list(
        tx.scalars(
            select(Excursion)
            .where(Excursion.sensor_id == sensor.id, Excursion.started_at >= since)
            .order_by(Excursion.started_at, Excursion.id)
        )
    )
    for one in found:
        known = _same(one, stored)
        if known is not None:
            stored.remove(known)
        _keep(tx, sensor, known, one, now)
    for disproved in stored:
        _withdraw(disproved, now)
    runs.keep(tx, sensor, left, runs.of(tx, [sensor.id]).get(sensor.id, ()))
    tx.flush()


def watch_silence(tx: Tx, *, now: datetime) -> int:
    """Open a silence for every sensor not heard of for too long; return how many were opened."""
    heard = select(Sensor.id, Sensor.last_at, Sensor.silence_s).where(
        Sensor.last_at.is_not(None), Sensor.silence_s > 0
    )
    overdue = {
        sensor_id
        for sensor_id, last_at, silence_s in tx.execute(heard)
        if last_at is not None and now - last_at > timedelta(seconds=silence_s)
    }
    known = select(Excursion.sensor_id).where(
        Excursion.kind == ExcursionKind.SILENCE, Excursion.ended_at.is_(None)
    )
    silent = sorted(overdue - set(tx.scalars(known)))
    for sensor in tx.lock_all(select(Sensor).where(Sensor.id.in_(silent)).order_by(Sensor.id)):
        if sensor.last_at is not None:
            reconsider(tx, sensor, sensor.last_at, now=now)
    return len(silent)


def hold_arrivals(tx: Tx, place_id: int, lot_ids: Collection[int], *, now: datetime) -> list[int]:
    """Hold lots that are being put where an excursion is going on; return those held."""
    place = tx.find(Place, place_id)
    lasting = select(Excursion).where(
        Excursion.place_id.in_({place.id, place.room_id or place.id}),
        Excursion.ended_at.is_(None),
    )
    held: list[int] = []
    for excursion in tx.scalars(lasting.order_by(Excursion.id)).all():
        if _holds_lots(tx, tx.find(Sensor, excursion.sensor_id), excursion, now):
            held += holds.hold(tx, lot_ids, _cause(excursion), by=None, now=now)
    return held


def acknowledge(tx: Tx, excursion_id: int, *, by: int, now: datetime) -> Excursion:
    """A person has seen it. Raises: NotFound; Refused("excursion.wrong_state")."""
    excursion = tx.lock(Excursion, excursion_id)
    _judge_state(excursion, {ExcursionState.OPEN})
    excursion.state = ExcursionState.ACKNOWLEDGED
    excursion.acknowledged_by, excursion.acknowledged_at = by, now
    return excursion


def close(
    tx: Tx, excursion_id: int, *, cause: str, action: str, by: int, now: datetime
) -> Excursion:
    """Close the handling with a cause and what was done. The lots stay held until released.

    Raises: NotFound; Refused("excursion.wrong_state" | "excursion.cause_missing" |
    "excursion.lasting").
    """
    excursion = tx.lock(Excursion, excursion_id)
    _judge_state(excursion, {ExcursionState.OPEN, ExcursionState.ACKNOWLEDGED})
    if not cause.strip() or not action.strip():
        raise Refused(codes.Excursion.CAUSE_MISSING)
    if excursion.ended_at is None:
        raise Refused(codes.Excursion.LASTING, kind=str(excursion.kind))
    excursion.state = ExcursionState.CLOSED
    excursion.cause, excursion.action = cause, action
    excursion.closed_by, excursion.closed_at = by, now
    fact = ExcursionClosed(*_seen(excursion), cause, action)
    events.record(tx, fact, at=now, by=by, warehouse_id=excursion.warehouse_id)
    return excursion


def _judge_state(excursion: Excursion, allowed: Collection[ExcursionState]) -> None:
    if excursion.state not in allowed:
        raise Refused(codes.Excursion.WRONG_STATE, state=str(excursion.state))


def _peace_before(tx: Tx, sensor: Sensor, since: datetime) -> datetime:
    """The last reading before `since` that no excursion, and no run towards one, reaches over."""
    rule = rule_of(sensor)
    while True:
        reaching = (Excursion.ended_at.is_(None)) | (Excursion.ended_at >= since)
        earlier = tx.scalar(
            select(Excursion.started_at)
            .where(Excursion.sensor_id == sensor.id, Excursion.started_at < since, reaching)
            .order_by(Excursion.started_at)
            .limit(1)
        )
        if earlier is None:
            break
        since = earlier
    peaceful = select(Reading.at).where(
        Reading.sensor_id == sensor.id, Reading.quality.in_(USABLE), Reading.at < since
    )
    if rule.low is not None:
        peaceful = peaceful.where(Reading.value >= rule.low)
    if rule.high is not None:
        peaceful = peaceful.where(Reading.value <= rule.high)
    anchor = tx.scalar(peaceful.order_by(Reading.at.desc()).limit(1))
    if anchor is not None:
        return anchor
    first = select(Reading.at).where(Reading.sensor_id == sensor.id).order_by(Reading.at).limit(1)
    return min(since, tx.scalar(first) or since)


def _same(found: Found, stored: Iterable[Excursion]) -> Excursion | None:
    """The stored excursion this is: the one that began then, else the first it overlaps."""
    alike = [one for one in stored if one.kind == found.kind.value]
    for one in alike:
        if one.started_at == found.started_at:
            return one
    end = found.ended_at
    for one in alike:
        begins_before_end = end is None or one.started_at <= end
        ends_after_start = one.ended_at is None or one.ended_at >= found.started_at
        if begins_before_end and ends_after_start and not _is_withdrawn(one):
            return one
    return None


def _keep(tx: Tx, sensor: Sensor, known: Excursion | None, found: Found, now: datetime) -> None:
    """Bring the stored excursion to what was found, say what is new, hold the lots concerned."""
    is_new = known is None or _is_withdrawn(known)
    excursion = known or Excursion(
        warehouse_id=sensor.warehouse_id,
        place_id=sensor.place_id,
        sensor_id=sensor.id,
        kind=ExcursionKind(found.kind.value),
        ended_at=None,
    )
    has_just_ended = excursion.ended_at is None and found.ended_at is not None
    excursion.started_at, excursion.opened_at = found.started_at, found.opened_at
    excursion.ended_at, excursion.peak = found.ended_at, found.peak
    if is_new or (excursion.state is ExcursionState.CLOSED and found.ended_at is None):
        excursion.state = ExcursionState.OPEN
        excursion.cause = excursion.closed_at = None
    tx.add(excursion)
    tx.flush()
    said: list[Happened] = []
    if is_new:
        kind = SensorSilent if found.kind is Kind.SILENCE else ExcursionOpened
        said.append(kind(*_seen(excursion), is_late=found.ended_at is not None))
    if has_just_ended:
        said.append(ExcursionEnded(*_seen(excursion)))
    for fact in said:
        events.record(tx, fact, at=now, warehouse_id=excursion.warehouse_id)
    if _holds_lots(tx, sensor, excursion, now):
        _hold_those_there(tx, excursion, now)


def _is_withdrawn(excursion: Excursion) -> bool:
    return excursion.cause == WITHDRAWN and excursion.closed_by is None


def _withdraw(excursion: Excursion, now: datetime) -> None:
    excursion.ended_at = excursion.opened_at
    if excursion.state is not ExcursionState.CLOSED:
        excursion.state = ExcursionState.CLOSED
        excursion.cause, excursion.closed_at = WITHDRAWN, now


def _holds_lots(tx: Tx, sensor: Sensor, excursion: Excursion, now: datetime) -> bool:
    """Only temperature touches lots; doors, humidity and, by policy, silence do not."""
    if sensor.metric != "temperature" or not sensor.holds_lots:
        return False
    is_silence = excursion.kind is ExcursionKind.SILENCE
    return bool(policies.get(tx, "silence_hold" if is_silence else "excursion_hold", now))


def _hold_those_there(tx: Tx, excursion: Excursion, now: datetime) -> None:
    here = (Place.id == excursion.place_id) | (Place.room_id == excursion.place_id)
    places = list(tx.scalars(select(Place.id).where(here)))
    there = ledger.lots_in(tx, places, excursion.started_at, excursion.ended_at or now)
    cause = _cause(excursion)
    holds.hold(tx, there, cause, by=None, now=now)
    if excursion.peak is not None and excursion.kind is not ExcursionKind.SILENCE:
        further = Hold.released_peak - excursion.peak
        if excursion.kind is ExcursionKind.HIGH:
            further = excursion.peak - Hold.released_peak
        worse = func.coalesce(further, 0) >= WORSE
        holds.hold_again(tx, there, cause, worse=worse, now=now)


def lasting_peaks(tx: Tx, excursion_ids: Collection[int]) -> dict[int, float]:
    """How far these excursions have gone, those that are not over; silence goes nowhere."""
    lasting = (Excursion.id.in_(excursion_ids)) & Excursion.ended_at.is_(None)
    rows = select(Excursion.id, Excursion.peak).where(lasting, Excursion.kind != SILENCE)
    return {excursion_id: peak or 0.0 for excursion_id, peak in tx.execute(rows)}


def places_out_of_limits(warehouse_id: int) -> Any:
    """A select of the rooms in which it is too warm or too cold now, for other selects."""
    return select(Excursion.place_id).where(
        Excursion.warehouse_id == warehouse_id,
        Excursion.ended_at.is_(None),
        Excursion.kind != SILENCE,
    )


def _cause(excursion: Excursion) -> NewHold:
    return NewHold(HoldReason.EXCURSION, f"excursion:{excursion.id}", excursion_id=excursion.id)


def _seen(
    excursion: Excursion,
) -> tuple[int, int, int, ExcursionKind, datetime, datetime | None, float | None]:
    """What every fact about it begins with."""
    return (
        excursion.id,
        excursion.place_id,
        excursion.sensor_id,
        excursion.kind,
        excursion.started_at,
        excursion.ended_at,
        excursion.peak,
    )
