"""Health names what may silently fail: a full disk, an old backup, a wrong clock."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from api.ground import copies
from api.ground.settings import Settings
from api.work import health
from tests.builders import NOW, a_sensor, world
from tests.web import an_app, stranger
from wms.db import Database, Tx
from wms.facts import jobs


def test_health_fails_when_the_disk_takes_nothing_more(
    sqlite_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = an_app(sqlite_db, tmp_path)
    monkeypatch.setattr(health, "DISK_LEAST_BYTES", 10**18)
    low = stranger(app).get("/health")
    assert (low.status_code, low.json()["checks"]["disk"]["state"]) == (200, "warning")
    monkeypatch.setattr(health, "DISK_NEEDED_BYTES", 10**17)
    full = stranger(app).get("/health")
    assert (full.status_code, full.json()["checks"]["disk"]["state"]) == (503, "failing")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _folder: _Usage(free=10**17 + 1))
    refusing = stranger(app).get("/health").json()["checks"]["disk"]["state"]
    assert refusing == "failing", "free by the figure, but the disk refuses"


class _Usage(NamedTuple):
    free: int


def test_health_knows_how_old_the_last_good_backup_is(sqlite_db: Database, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)

    def backup(now: datetime) -> health.Check:
        return health.look(settings, sqlite_db, now).checks["backup"]

    copies.note_beginning(settings, NOW)
    assert backup(NOW).state == "ok", "a new installation has time for its first"
    assert backup(NOW + timedelta(hours=27)).state == "warning"
    copies.note_backup(settings, NOW + timedelta(hours=27))
    assert backup(NOW + timedelta(hours=28)).figures["age_h"] == 1.0
    assert backup(NOW + timedelta(hours=52)).state == "ok"
    assert backup(NOW + timedelta(hours=54)).state == "warning"


def test_health_says_that_the_clock_was_ahead_and_believes_no_run_of_the_future(
    db: Database, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path)

    def run(now: datetime) -> None:
        def use_case(tx: Tx) -> None:
            jobs.due(tx, now)
            jobs.finished(tx, jobs.SILENCE, now)

        db.write(use_case)

    run(NOW)
    assert health.look(settings, db, NOW).checks["clock"].state == "ok"
    run(NOW + timedelta(days=1))
    checks = health.look(settings, db, NOW).checks
    assert (checks["clock"].state, checks["clock"].figures["ahead_s"]) == ("warning", 86_400)
    assert checks["worker"].figures["last_at"] is None


def test_health_raises_no_false_alarm_in_the_first_minutes(
    sqlite_db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has had no minute to run its first job, and no device has been called yet."""
    room = world(sqlite_db).chilled_room
    sqlite_db.write(lambda tx: a_sensor(tx, room))

    def states(up_for: timedelta) -> tuple[str, str]:
        monkeypatch.setattr(health, "_up_for", lambda: up_for)
        checks = health.look(Settings(data_dir=tmp_path), sqlite_db, NOW).checks
        return checks["worker"].state, checks["devices"].state

    assert states(timedelta(seconds=20)) == ("ok", "ok")
    assert states(timedelta(minutes=2)) == ("ok", "warning")
    assert states(timedelta(minutes=4)) == ("warning", "warning")
    evening = NOW - timedelta(hours=9)
    sqlite_db.write(lambda tx: [jobs.due(tx, evening), jobs.finished(tx, jobs.SILENCE, evening)])
    assert states(timedelta(minutes=2))[0] == "ok", "it was switched off over night"
    assert states(timedelta(minutes=4))[0] == "failing"
