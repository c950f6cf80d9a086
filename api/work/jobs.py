"""The timed jobs: what each does when `wms.facts.jobs` says that it is due. Each may run twice."""

from collections.abc import Mapping

from sqlalchemy import select

from api.ground.clock import Clock
from api.work.worker import TimedJob
from wms import coldroom
from wms.access import people
from wms.db import Database
from wms.db.partitions import ensure_partitions
from wms.facts import jobs, sealing
from wms.masterdata import policies
from wms.outbound import waves
from wms.tables.masterdata import Warehouse
from wms.tables.ordering import OrderKind


def release_waves(db: Database, clock: Clock) -> None:
    """The day's cut-off: each warehouse's approved orders are frozen and released."""
    now = clock()
    day = db.read(lambda tx: policies.business_day(tx, now))
    for warehouse_id in db.read(lambda tx: list(tx.scalars(select(Warehouse.id)))):
        waves.run(db, warehouse_id, day, by=None, now=clock)


def release_express(db: Database, clock: Clock) -> None:
    """Express orders wait for no cut-off: they are promised within the hour."""
    now = clock()
    day = db.read(lambda tx: policies.business_day(tx, now))
    for warehouse_id in db.read(lambda tx: list(tx.scalars(select(Warehouse.id)))):
        waves.run(db, warehouse_id, day, kind=OrderKind.EXPRESS, by=None, now=clock)


def watch_silence(db: Database, clock: Clock) -> None:
    """Sensors that stopped talking are a state with its own alarm."""
    db.write(lambda tx: coldroom.watch_silence(tx, now=clock()))


def make_partitions(db: Database, clock: Clock) -> None:
    """Room for the readings of the months to come."""
    db.write(lambda tx: ensure_partitions(tx, clock()))


def clean_up(db: Database, clock: Clock) -> None:
    """Forget sessions that have ended and login attempts nobody counts any more."""
    db.write(lambda tx: people.tidy(tx, now=clock()))


def seal_evidence(db: Database, clock: Clock) -> None:
    """What inspectors and buyers rely on goes into the audit chain, block by block."""
    sealing.seal(db, now=clock())


JOBS: Mapping[str, TimedJob] = {
    jobs.CUT_OFF: release_waves,
    jobs.EXPRESS: release_express,
    jobs.SILENCE: watch_silence,
    jobs.PARTITIONS: make_partitions,
    jobs.CLEAN_UP: clean_up,
    jobs.EVIDENCE: seal_evidence,
}
