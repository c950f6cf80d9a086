"""Health names what may silently fail: a full disk, an old backup, a wrong clock."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from api.ground import copies
from api.ground.settings import Settings
from api.work import health
from tests.builders import NOW
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
