"""How the house is doing: one look at everything that may silently fail."""

import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import func, select, text

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
WORKER_SILENT = timedelta(minutes=3)
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
    checks = {"disk": _disk(settings), "sqlite": _sqlite(db)}
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
    """The worker runs some job every minute; when none ran lately, it is gone."""
    last = tx.scalar(select(func.max(Job.last_at)))
    if last is None:
        return Check("warning", {"last_at": None})
    is_alive = now - last < WORKER_SILENT
    return Check("ok" if is_alive else "failing", {"last_at": last})


def _devices(tx: Tx, _now: datetime) -> Check:
    refuses = Device.refused_since.is_not(None)
    states = select(Device.is_online, refuses, func.count()).group_by(Device.is_online, refuses)
    counted = {"online": 0, "away": 0, "refusing": 0}
    for is_online, is_refusing, count in tx.execute(states):
        counted["refusing" if is_refusing else "online" if is_online else "away"] += count
    is_fine = counted["away"] == counted["refusing"] == 0
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
    free = shutil.disk_usage(settings.data_dir).free
    return Check("ok" if free > DISK_LEAST_BYTES else "warning", {"free_mb": free // 1_000_000})


def _sqlite(db: Database) -> Check:
    version = ".".join(str(part) for part in SQLITE.sqlite_version_info)
    is_safe = not db.is_sqlite or SQLITE.sqlite_version_info >= SQLITE_SAFE_VERSION
    return Check("ok" if is_safe else "warning", {"version": version if db.is_sqlite else None})


_STORED: dict[str, Callable[[Tx, datetime], Check]] = {
    "schema": _migrated,
    "outbox": _outbox,
    "worker": _worker,
    "devices": _devices,
}
