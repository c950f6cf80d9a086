"""The timed jobs do what their names say, and may run twice."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import func, select

from api.work import jobs
from devices.events import Reading
from tests import builders
from tests.builders import NOW
from wms import coldroom
from wms.db import Database, Tx
from wms.db.partitions import ensure_partitions
from wms.facts import sealing
from wms.facts.jobs import CLEAN_UP, CUT_OFF, EVIDENCE, PARTITIONS, SCHEDULES, SILENCE
from wms.tables.access import LoginAttempt
from wms.tables.coldroom import Excursion, ExcursionKind
from wms.tables.evidence import EvidenceSeal
from wms.tables.ordering import Order, OrderState


def test_every_scheduled_job_has_something_to_do() -> None:
    assert set(jobs.JOBS) == set(SCHEDULES)


def test_at_the_cut_off_approved_orders_are_released_in_a_wave(db: Database) -> None:
    world = builders.world(db)

    def approved(tx: Tx) -> int:
        builders.a_stocked_lot(tx, world, world.rice, world.ambient_bins[0], 100_000)
        return builders.an_approved_order(tx, world, {world.rice: 20_000}).id

    order_id = db.write(approved)
    for _ in range(2):
        jobs.JOBS[CUT_OFF](db, lambda: NOW)
    order = db.read(lambda tx: tx.find(Order, order_id))
    assert order.state is OrderState.RELEASED
    assert order.wave_id is not None


def test_a_sensor_that_stopped_talking_is_noticed_once(db: Database) -> None:
    world = builders.world(db)

    def heard_long_ago(tx: Tx) -> None:
        sensor = builders.a_sensor(tx, world.chilled_room)
        then = NOW - timedelta(hours=5)
        name, metric = sensor.code.split(":")
        said = Reading(uuid4(), sensor.device_id, then, then, name, "temperature", 4.0, "C", "good")
        assert metric == said.metric
        coldroom.store(tx, [said], received_at=then)

    db.write(heard_long_ago)
    for _ in range(2):
        jobs.JOBS[SILENCE](db, lambda: NOW)
    [found] = db.read(lambda tx: list(tx.scalars(select(Excursion))))
    assert found.kind is ExcursionKind.SILENCE


def test_old_login_attempts_are_forgotten(db: Database) -> None:
    old = LoginAttempt(login="li", address="10.0.0.1", at=NOW - timedelta(days=1))
    db.write(lambda tx: tx.add(old))
    jobs.JOBS[CLEAN_UP](db, lambda: NOW)
    assert db.read(lambda tx: tx.scalars(select(LoginAttempt)).all()) == []


def test_partitions_are_made_once(db: Database) -> None:
    jobs.JOBS[PARTITIONS](db, lambda: NOW)
    assert db.write(lambda tx: ensure_partitions(tx, NOW)) == []


def test_evidence_is_sealed_and_what_is_sealed_is_not_sealed_again(db: Database) -> None:
    builders.world(db)
    jobs.JOBS[EVIDENCE](db, lambda: NOW)
    sealed = db.read(lambda tx: tx.scalar(select(func.count(EvidenceSeal.key))))
    assert sealed > 0
    jobs.JOBS[EVIDENCE](db, lambda: NOW)
    assert db.read(lambda tx: tx.scalar(select(func.count(EvidenceSeal.key)))) == sealed
    assert db.read(lambda tx: sealing.verify(tx, now=NOW)) == []
