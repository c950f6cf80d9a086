"""How the house is doing: one look at everything that may silently fail."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url

from api.ground import copies
from api.ground.settings import Settings
from wms.access import logins
from wms.db import Database, Tx
from wms.db.engines import SQLITE, SQLITE_SAFE_VERSION
from wms.errors import ColdchainError
from wms.facts import outbox
from wms.tables.equipment import Device
from wms.tables.facts import Job, OutboxState

State = Literal["ok", "warning", "failing"]
DISK_LEAST_BYTES = 500_000_000
DISK_NEEDED_BYTES = 2_000_000
"""With less than this free, or when the disk takes no file of this size, nothing can be saved."""
BACKUP_AGE_MAX = timedelta(hours=26)
"""A daily backup that took an hour longer is still in time."""
CLOCK_JUMP_MAX = timedelta(seconds=60)
WORKER_SILENT = timedelta(minutes=3)
DEVICES_COME_WITHIN = timedelta(minutes=1)
"""After a start, before a device that is away is worth a word."""
BACKLOG_MAX = 1_000
ACCOUNTS_AT_ONE_ADDRESS = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, how it is, and its figures."""

    state: State
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Health:
    """The worst of all checks, and each of them."""

    state: State
    checks: dict[str, Check]

    def as_json(self) -> dict[str, Any]:
        return {
            "status": self.state,
            "checks": {name: asdict(c) for name, c in self.checks.items()},
        }


def look(settings: Settings, db: Database, now: datetime) -> Health:
    """Look at everything; a check that cannot be made is failing, never an error."""
    checks = {
        "disk": _disk(settings),
        "sqlite": _sqlite(db),
        "backup": _backup(settings, now),
    }
    started = time.perf_counter()
    try:
        checks |= db.read(lambda tx: {name: see(tx, now) for name, see in _STORED.items()})
        checks["logins"] = db.read(lambda tx: _logins(settings, tx, now))
        checks["database"] = Check("ok", {"ms": round((time.perf_counter() - started) * 1000, 1)})
    except ColdchainError as error:
        checks["database"] = Check("failing", {"code": error.code})
    states = {check.state for check in checks.values()}
    worst: State = "failing" if "failing" in states else "warning" if "warning" in states else "ok"
    return Health(worst, checks)


def _outbox(tx: Tx, _now: datetime) -> Check:
    waiting = outbox.counts(tx)
    is_fine = waiting[OutboxState.DEAD] == 0 and waiting[OutboxState.READY] < BACKLOG_MAX
    return Check("ok" if is_fine else "warning", dict(waiting))


def _worker(tx: Tx, now: datetime) -> Check:
    """The worker runs some job every minute; when none ran lately, it is gone. What ran in the
    future ran while the clock was wrong, and proves nothing."""
    last = tx.scalar(select(func.max(Job.last_at)).where(Job.last_at <= now + CLOCK_JUMP_MAX))
    if _up_for() < WORKER_SILENT:  # since we started it has hardly had a minute to run
        return Check("ok", {"last_at": last})
    if last is None:
        return Check("warning", {"last_at": None})
    is_alive = now - last < WORKER_SILENT
    return Check("ok" if is_alive else "failing", {"last_at": last})


def _clock(tx: Tx, now: datetime) -> Check:
    """A clock that jumped since the start, or was ahead when something was written."""
    jumped = abs(_jumped())
    newest = tx.scalar(select(func.max(Job.last_at)))
    ahead = max(newest - now, timedelta()) if newest else timedelta()
    is_right = jumped < CLOCK_JUMP_MAX and ahead < CLOCK_JUMP_MAX
    figures = {"jumped_s": round(jumped.total_seconds()), "ahead_s": round(ahead.total_seconds())}
    return Check("ok" if is_right else "warning", figures)


def _jumped() -> timedelta:
    """How far the wall's clock has moved against the one that only counts, since we started."""
    return timedelta(seconds=time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)) - _STARTED


def _devices(tx: Tx, _now: datetime) -> Check:
    refuses = Device.refused_since.is_not(None)
    states = select(Device.is_online, refuses, func.count()).group_by(Device.is_online, refuses)
    counted = {"online": 0, "away": 0, "refusing": 0}
    for is_online, is_refusing, count in tx.execute(states):
        counted["refusing" if is_refusing else "online" if is_online else "away"] += count
    # Who has not spoken since we started has hardly been called.
    is_away = counted["away"] and _up_for() >= DEVICES_COME_WITHIN
    is_fine = not is_away and counted["refusing"] == 0
    return Check("ok" if is_fine else "warning", counted)


def _logins(settings: Settings, tx: Tx, now: datetime) -> Check:
    """All people at one address: a proxy stands in front that nobody has told us to believe."""
    accounts = logins.shared_address(tx, since=now - timedelta(days=1))
    is_site = not settings.demo or bool(settings.public_url)  # a demo is tried out from one desk
    is_odd = is_site and accounts >= ACCOUNTS_AT_ONE_ADDRESS
    return Check("warning" if is_odd else "ok", {"people": accounts if is_odd else None})


def _migrated(tx: Tx, _now: datetime) -> Check:
    revision = tx.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return Check("ok" if revision else "failing", {"revision": revision})


def _disk(settings: Settings) -> Check:
    folder = settings.data_dir
    if settings.is_sqlite:
        folder = Path(str(make_url(settings.database).database)).parent
    free = min(shutil.disk_usage(each).free for each in {folder, settings.data_dir})
    figures = {"free_mb": free // 1_000_000}
    if free > DISK_LEAST_BYTES:
        return Check("ok", figures)
    takes = free > DISK_NEEDED_BYTES and _takes_a_file(folder)
    return Check("warning" if takes else "failing", figures)


def _takes_a_file(folder: Path) -> bool:
    """Quotas and blocks kept for root are not in the figure of what is free."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            os.posix_fallocate(file.fileno(), 0, DISK_NEEDED_BYTES)
    except OSError:
        return False
    return True


def _backup(settings: Settings, now: datetime) -> Check:
    last = copies.saved_at(settings)
    since = last or copies.began_at(settings) or now
    age = now - since
    is_fresh = age <= BACKUP_AGE_MAX
    figures = {"last_at": last, "age_h": round(age / timedelta(hours=1), 1)}
    return Check("ok" if is_fresh else "warning", figures)


def _sqlite(db: Database) -> Check:
    version = ".".join(str(part) for part in SQLITE.sqlite_version_info)
    is_safe = not db.is_sqlite or SQLITE.sqlite_version_info >= SQLITE_SAFE_VERSION
    return Check("ok" if is_safe else "warning", {"version": version if db.is_sqlite else None})


def _up_for() -> timedelta:
    """How long this process has been running, whatever the wall's clock did."""
    return timedelta(seconds=time.monotonic() - _STARTED_MONOTONIC)


_STARTED_MONOTONIC = time.monotonic()
_STARTED = timedelta(seconds=time.time() - time.clock_gettime(time.CLOCK_BOOTTIME))

_STORED: dict[str, Callable[[Tx, datetime], Check]] = {
    "schema": _migrated,
    "outbox": _outbox,
    "worker": _worker,
    "clock": _clock,
    "devices": _devices,
}
