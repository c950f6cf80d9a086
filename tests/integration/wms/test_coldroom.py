"""Readings to excursions to held lots, on both databases."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from devices.events import Metric, Quality
from devices.events import Reading as Measured
from tests.builders import (
    NOW,
    World,
    a_move,
    a_sensor,
    a_stocked_lot,
    world,
)
from wms import coldroom
from wms.coldroom import readings
from wms.db import Database, Tx
from wms.errors import Refused
from wms.masterdata import policies
from wms.stock import ledger
from wms.tables.coldroom import Excursion, ExcursionState, Reading, Sensor
from wms.tables.equipment import DeviceFault
from wms.tables.facts import Fact
from wms.tables.stock import Hold, Lot, LotStatus


def minute(number: float) -> datetime:
    return NOW + timedelta(minutes=number)


class Room:
    """The world's chilled room with a thermometer: opens after 10 minutes, ends after 5."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.world: World = world(db)
        self.sensor_id, code, self.device = db.write(self._install)
        self.name = code.removesuffix(":temperature")

    def _install(self, tx: Tx) -> tuple[int, str, str]:
        sensor = a_sensor(tx, self.world.chilled_room)
        return sensor.id, sensor.code, sensor.device_id

    def reading(
        self,
        at: float,
        value: float | None,
        *,
        quality: Quality = "good",
        metric: Metric = "temperature",
        retained: bool = False,
        told: float | None = None,
    ) -> Measured:
        told_at = minute(at if told is None else told)
        return Measured(
            id=uuid4(),
            device=self.device,
            occurred_at=minute(at),
            received_at=told_at,
            sensor=self.name,
            metric=metric,
            value=value,
            unit="C",
            quality=quality,
            retained=retained,
        )

    def series(self, start: int, *values: float) -> list[Measured]:
        """One reading a minute."""
        return [self.reading(start + at, value) for at, value in enumerate(values)]

    def store(self, readings: Sequence[Measured], *, at: float) -> coldroom.Stored:
        return self.db.write(lambda tx: coldroom.store(tx, readings, received_at=minute(at)))

    def lot(self, place_id: int) -> int:
        w = self.world
        return self.db.write(lambda tx: a_stocked_lot(tx, w, w.eggs, place_id, 300).id)

    def status(self, lot_id: int) -> LotStatus:
        return self.db.read(lambda tx: tx.find(Lot, lot_id).status)

    def excursions(self) -> list[tuple[str, datetime, datetime, datetime | None, float | None]]:
        rows = select(Excursion).where(
            Excursion.cause.is_(None) | (Excursion.cause != "late_readings")
        )
        return self.db.read(
            lambda tx: [
                (str(one.kind), one.started_at, one.opened_at, one.ended_at, one.peak)
                for one in tx.scalars(rows.order_by(Excursion.started_at, Excursion.kind))
            ]
        )

    def facts(self, kind: str) -> int:
        rows = select(func.count()).select_from(Fact).where(Fact.kind == kind)
        return self.db.read(lambda tx: tx.scalars(rows).one())


@pytest.fixture
def room(db: Database) -> Room:
    return Room(db)


def test_a_warm_room_opens_an_excursion_and_holds_what_lies_in_it(room: Room) -> None:
    inside = room.lot(room.world.chilled_bins[0])
    elsewhere = room.lot(room.world.frozen_bins[0])

    room.store(room.series(0, 4.0, *[11.0] * 10), at=10)
    assert room.status(inside) is LotStatus.RELEASED

    room.store(room.series(11, 12.0), at=11)
    assert room.excursions() == [("high", minute(1), minute(11), None, 12.0)]
    assert room.status(inside) is LotStatus.HELD
    assert room.status(elsewhere) is LotStatus.RELEASED
    assert room.facts("ExcursionOpened") == 1
    assert room.facts("LotHeld") == 1
    assert room.db.read(ledger.check) == []


def test_an_excursion_ends_by_itself_but_stays_open_for_a_person(room: Room) -> None:
    lot = room.lot(room.world.chilled_bins[0])
    room.store(room.series(0, *[11.0] * 11, *[4.0] * 6), at=17)

    assert room.excursions() == [("high", minute(0), minute(10), minute(16), 11.0)]
    assert room.facts("ExcursionEnded") == 1
    assert room.status(lot) is LotStatus.HELD
    (view,) = room.db.read(lambda tx: coldroom.excursion_views(tx, room.world.warehouse))
    assert (view.state, view.lots_held) == ("open", 1)


def test_lots_that_left_the_room_before_the_alarm_are_held_too(room: Room) -> None:
    w = room.world
    lot = room.lot(w.chilled_bins[0])
    room.store(room.series(0, *[11.0] * 5), at=5)
    move = a_move(lot, w.chilled_bins[0], w.frozen_bins[0], 300)
    room.db.write(lambda tx: ledger.post(tx, [move]))
    room.store(room.series(5, *[11.0] * 6), at=11)

    assert room.status(lot) is LotStatus.HELD


def test_a_lot_that_comes_into_a_warm_room_is_held_at_once(room: Room) -> None:
    room.store(room.series(0, *[11.0] * 11), at=11)
    lot = room.lot(room.world.dock)

    held = room.db.write(
        lambda tx: coldroom.hold_arrivals(tx, room.world.chilled_bins[0], [lot], now=minute(12))
    )
    assert held == [lot]
    assert room.status(lot) is LotStatus.HELD


def test_the_same_excursion_holds_a_lot_once(room: Room) -> None:
    lot = room.lot(room.world.chilled_bins[0])
    batch = room.series(0, *[11.0] * 12)
    first = room.store(batch, at=12)
    again = room.store(batch, at=13)

    assert (first.new, again.new, again.known) == (12, 0, 12)
    assert room.facts("ExcursionOpened") == 1
    assert room.facts("LotHeld") == 1
    holds = room.db.read(lambda tx: tx.scalars(select(Hold.lot_id)).all())
    assert holds == [lot]


def test_readings_that_come_hours_late_change_what_was_found(room: Room) -> None:
    room.store(room.series(0, 4.0), at=0)
    room.store(room.series(25, 4.0, 4.0), at=26)
    lot = room.lot(room.world.chilled_bins[0])
    assert room.excursions() == []

    room.store(room.series(5, *[12.0] * 15), at=300)
    warm = [one for one in room.excursions() if one[0] == "high"]
    assert warm == [("high", minute(5), minute(15), None, 12.0)]

    room.store(room.series(20, *[4.0] * 6), at=301)
    warm = [one for one in room.excursions() if one[0] == "high"]
    assert warm == [("high", minute(5), minute(15), minute(25), 12.0)]
    assert room.status(lot) is LotStatus.HELD


def test_late_readings_can_withdraw_an_excursion_but_release_nothing(room: Room) -> None:
    lot = room.lot(room.world.chilled_bins[0])
    room.store([room.reading(0, 11.0), room.reading(11, 11.0)], at=11)
    assert len(room.excursions()) == 1

    room.store([room.reading(5, 4.0)], at=12)
    assert room.excursions() == []
    (row,) = room.db.read(lambda tx: tx.scalars(select(Excursion)).all())
    assert (row.state, row.cause, row.closed_by) == (ExcursionState.CLOSED, "late_readings", None)
    assert room.status(lot) is LotStatus.HELD

    room.store(room.series(12, *[11.0] * 10), at=22)
    assert room.excursions() == [("high", minute(11), minute(21), None, 11.0)]


@pytest.mark.parametrize("seed", range(6))
def test_batches_in_any_order_lead_to_the_same_excursions(db: Database, seed: int) -> None:
    chance = random.Random(seed)
    values = [chance.choice([3.0, 4.0, 7.8, 9.0, 9.0, 9.0, -1.0]) for _ in range(90)]
    values[30:45] = [9.0] * 15
    kept = [at for at in range(90) if not 50 <= at < 82]
    in_order, shuffled = Room(db), Room(db)
    measured = [(at, values[at]) for at in kept]
    in_order.store([in_order.reading(*one) for one in measured], at=90)

    chance.shuffle(measured)
    while measured:
        size = chance.randint(1, 9)
        batch, measured = measured[:size], measured[size:]
        shuffled.store([shuffled.reading(*one) for one in batch], at=90)

    assert _of(in_order) == _of(shuffled)
    assert len(_of(in_order)) >= 2


@pytest.mark.parametrize("seed", range(6))
def test_readings_one_by_one_lead_to_the_same_excursions_and_look_back_only_for_late_ones(
    db: Database, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    values = [chance.choice([3.0, 4.0, 7.8, 9.0, 9.0, 9.0, -1.0]) for _ in range(90)]
    values[30:45] = [9.0] * 15
    values[83:] = [9.5] * 7
    kept = [at for at in range(90) if not 50 <= at < 82]
    at_once, one_by_one = Room(db), Room(db)
    at_once.store([at_once.reading(at, values[at]) for at in kept], at=90)

    looks: list[datetime] = []
    look_back = readings.reconsider

    def noted(tx: Tx, sensor: Sensor, since: datetime, *, now: datetime) -> None:
        looks.append(since)
        look_back(tx, sensor, since, now=now)

    monkeypatch.setattr(readings, "reconsider", noted)
    for at in kept:
        one_by_one.store([one_by_one.reading(at, values[at])], at=at)
        if at == 49:
            db.write(lambda tx: coldroom.watch_silence(tx, now=minute(81)))
    assert _of(one_by_one) == _of(at_once)
    assert looks == [minute(0)] * bool(looks)


def test_limits_that_were_changed_judge_the_lasting_run_again(room: Room) -> None:
    room.store(room.series(0, 4.0, *[9.0] * 5), at=5)
    room.db.write(lambda tx: setattr(tx.find(Sensor, room.sensor_id), "open_delay_s", 120))
    room.store(room.series(6, 9.0), at=6)
    assert room.excursions() == [("high", minute(1), minute(3), None, 9.0)]
    room.db.write(lambda tx: setattr(tx.find(Sensor, room.sensor_id), "open_delay_s", 600))
    room.store(room.series(7, 9.0), at=7)
    assert room.db.read(lambda tx: _withdrawn(tx, room)) == 1
    room.store(room.series(8, *[9.0] * 4), at=11)
    assert room.excursions() == [("high", minute(1), minute(11), None, 9.0)]


def _withdrawn(tx: Tx, room: Room) -> int:
    gone = Excursion.sensor_id == room.sensor_id, Excursion.cause == "late_readings"
    return tx.scalar(select(func.count()).select_from(Excursion).where(*gone)) or 0


def test_the_same_moment_twice_in_a_batch_counts_as_what_was_stored(room: Room) -> None:
    room.store(room.series(0, *[9.0] * 11), at=10)
    twice = [room.reading(11, 4.0), room.reading(11, 12.0), room.reading(12, 9.0)]
    room.store(twice, at=12)
    stored = room.db.read(
        lambda tx: [(one.at, one.value) for one in tx.scalars(select(Reading).order_by(Reading.at))]
    )
    [(_, _, _, _, peak)] = room.excursions()
    assert peak == max(value for _, value in stored if value is not None)


def _of(room: Room) -> list[tuple[object, ...]]:
    rows = (
        select(Excursion)
        .where(Excursion.sensor_id == room.sensor_id)
        .where(Excursion.cause.is_(None) | (Excursion.cause != "late_readings"))
        .order_by(Excursion.started_at, Excursion.kind)
    )
    return room.db.read(
        lambda tx: [
            (one.kind, one.started_at, one.opened_at, one.ended_at, one.peak)
            for one in tx.scalars(rows)
        ]
    )


def test_a_silent_sensor_raises_an_alarm_without_hold_and_ends_with_the_next_reading(
    room: Room,
) -> None:
    lot = room.lot(room.world.chilled_bins[0])
    room.store(room.series(0, 4.0), at=0)

    assert room.db.write(lambda tx: coldroom.watch_silence(tx, now=minute(30))) == 0
    assert room.db.write(lambda tx: coldroom.watch_silence(tx, now=minute(31))) == 1
    assert room.db.write(lambda tx: coldroom.watch_silence(tx, now=minute(32))) == 0
    assert room.excursions() == [("silence", minute(0), minute(30), None, None)]
    assert room.facts("SensorSilent") == 1
    assert room.status(lot) is LotStatus.RELEASED

    room.store(room.series(40, 4.0), at=40)
    assert room.excursions() == [("silence", minute(0), minute(30), minute(40), None)]


def test_silence_holds_lots_where_the_policy_says_so(room: Room) -> None:
    lot = room.lot(room.world.chilled_bins[0])
    room.store(room.series(0, 4.0), at=0)
    room.db.write(lambda tx: policies.set(tx, "silence_hold", True, valid_from=minute(1), by=None))
    room.db.write(lambda tx: coldroom.watch_silence(tx, now=minute(31)))
    assert room.status(lot) is LotStatus.HELD


def test_what_a_broker_remembered_is_no_sign_of_life(room: Room) -> None:
    room.store(room.series(0, 4.0), at=0)
    room.db.write(lambda tx: coldroom.watch_silence(tx, now=minute(31)))

    room.store([room.reading(35, 30.0, retained=True)], at=35)

    assert room.excursions() == [("silence", minute(0), minute(30), None, None)]
    sensor = room.db.read(lambda tx: tx.find(Sensor, room.sensor_id))
    assert (sensor.last_at, sensor.last_value) == (minute(0), 4.0)
    kept = room.db.read(lambda tx: tx.scalars(select(Reading.quality).order_by(Reading.at)).all())
    assert kept == ["good", "retained"]


def test_bad_values_are_kept_and_judged_by_nobody(room: Room) -> None:
    readings = [room.reading(at, 85.0, quality="bad") for at in range(12)]
    room.store(
        [*readings, room.reading(12, None), room.reading(13, 85.0, quality="suspect")], at=14
    )

    assert room.excursions() == []
    assert room.db.read(lambda tx: tx.find(Sensor, room.sensor_id)).last_at is None
    qualities = room.db.read(
        lambda tx: tx.scalars(select(Reading.quality).order_by(Reading.at)).all()
    )
    assert qualities == ["bad"] * 12 + ["missing", "suspect"]


def test_what_nobody_can_place_is_kept_as_a_fault(room: Room) -> None:
    strange = room.reading(0, 1.0, metric="humidity")
    stored = room.store([strange, room.reading(0, 4.0)], at=0)
    room.store([strange], at=1)

    assert (stored.new, stored.faults) == (1, 1)
    (fault,) = room.db.read(lambda tx: tx.scalars(select(DeviceFault)).all())
    assert fault.reason == "unknown_sensor"
    assert str(strange.id).encode() in fault.payload


def test_a_device_speaks_only_for_its_own_sensors(room: Room, db: Database) -> None:
    other = Room(db)
    impostor = room.reading(0, 4.0)
    forged = Measured(
        impostor.id, other.device, impostor.occurred_at, impostor.received_at,
        room.name, "temperature", 40.0, "C", "good",
    )  # fmt: skip
    assert room.store([forged], at=0) == coldroom.Stored(new=0, known=0, faults=1)


def test_another_value_for_the_same_moment_is_kept_beside_the_first(room: Room) -> None:
    room.store([room.reading(0, 4.0)], at=0)
    again = room.store([room.reading(0, 4.0)], at=1)
    other = room.store([room.reading(0, 9.0)], at=2)

    assert (again.known, again.faults) == (1, 0)
    assert (other.known, other.faults) == (1, 1)
    (fault,) = room.db.read(lambda tx: tx.scalars(select(DeviceFault)).all())
    assert fault.reason == "other_value"


def test_a_clock_that_runs_ahead_is_not_believed(room: Room) -> None:
    room.store([room.reading(60 * 24, 4.0, told=0)], at=0)
    assert room.db.read(lambda tx: tx.find(Sensor, room.sensor_id)).last_at == minute(0)


def test_an_excursion_is_closed_with_cause_and_action_when_it_is_over(room: Room) -> None:
    quality = room.world.quality
    room.store(room.series(0, *[11.0] * 11), at=11)
    (view,) = room.db.read(lambda tx: coldroom.excursion_views(tx, None, is_lasting=True))

    def close(tx: Tx, cause: str = "door left open") -> None:
        coldroom.close(tx, view.id, cause=cause, action="closed it", by=quality, now=minute(30))

    room.db.write(lambda tx: coldroom.acknowledge(tx, view.id, by=quality, now=minute(12)))
    with pytest.raises(Refused, match=r"excursion\.lasting"):
        room.db.write(close)
    room.store(room.series(11, *[4.0] * 6), at=17)
    with pytest.raises(Refused, match=r"excursion\.cause_missing"):
        room.db.write(lambda tx: close(tx, " "))
    room.db.write(close)
    with pytest.raises(Refused, match=r"excursion\.wrong_state"):
        room.db.write(close)
    assert room.facts("ExcursionClosed") == 1
    assert room.db.read(lambda tx: coldroom.excursion_views(tx, None)) == []


def test_the_wall_shows_the_worst_room_first(room: Room, db: Database) -> None:
    w = room.world
    room.lot(w.chilled_bins[1])
    calm = db.write(lambda tx: a_sensor(tx, w.frozen_room, low=-30.0, high=-15.0).id)
    room.store(room.series(0, *[11.0] * 11), at=11)

    rooms = db.read(lambda tx: coldroom.wall(tx, w.warehouse, now=minute(11)))
    assert [(one.state, one.lots, len(one.excursions)) for one in rooms] == [
        ("alarm", 1, 1),
        ("silent", 0, 0),
    ]
    assert rooms[1].sensors[0].id == calm
    assert rooms[0].sensors[0].is_out


def test_a_room_is_not_silent_because_one_of_its_sensors_speaks_seldom(
    room: Room, db: Database
) -> None:
    place = room.world.chilled_room

    def seldom(tx: Tx) -> None:
        battery = a_sensor(tx, place, low=None, high=None)
        battery.code, battery.metric = f"{battery.device_id}:battery_pct", "battery_pct"

    db.write(seldom)

    def state(now: datetime) -> str:
        return next(one.state for one in db.read(lambda tx: coldroom.wall(tx, None, now=now)))

    assert state(minute(0)) == "silent", "nobody has spoken at all"
    room.store(room.series(0, 4.0, 4.0), at=2)
    assert state(minute(2)) == "ok"
    assert state(minute(60)) == "silent", "the one that spoke is silent"


def test_a_curve_has_few_points_and_every_extreme(room: Room) -> None:
    room.store(room.series(0, *[4.0] * 30, 9.0, *[4.0] * 29), at=60)
    points = room.db.read(
        lambda tx: coldroom.curve(tx, room.sensor_id, minute(0), minute(60), points=6)
    )
    assert [(point.at, point.min, point.max) for point in points] == [
        (minute(10 * at), 4.0, 9.0 if at == 3 else 4.0) for at in range(6)
    ]
    assert points[3].mean == pytest.approx(4.5)
