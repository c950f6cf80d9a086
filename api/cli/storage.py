"""Commands about the database as a whole: migrate, demo, check, backup, restore."""

import hmac
import os
import re
import secrets
from datetime import datetime
from pathlib import Path

from api import VERSION
from api.cli import FAILED, Arguments, Stop, say
from api.cli.opening import (
    data_dir_ready,
    database,
    explained,
    read_settings,
    restore_note,
    tell_interrupted,
)
from api.ground import copies
from api.ground.clock import system_clock
from api.ground.settings import Settings
from wms import backup
from wms.db import migrate
from wms.errors import ColdchainError
from wms.facts import audit, sealing
from wms.stock import ledger

FAULTS_SHOWN = 50
SIGNING_KEY = "audit.key"


def run_migrate(_arguments: Arguments) -> int:
    """Bring the database to the newest version."""
    settings = read_settings()
    data_dir_ready(settings)
    brought_up_to_date(settings)
    say(f"The database is at version {migrate.current(settings.database)}.")
    return 0


def brought_up_to_date(settings: Settings) -> None:
    """Migrate when there is something to migrate; on SQLite keep a copy of what was there.

    Raises: Stop when it failed; the database is then as it was.
    """
    tell_interrupted(settings)
    kept: Path | None = None
    try:
        before, newest = migrate.current(settings.database), migrate.head()
        if before == newest:
            return
        if before is not None and settings.is_sqlite:
            kept = backup_file(settings, f"before-{newest}", system_clock())
            _save(settings, kept)
        migrate.upgrade(settings.database)
    except ColdchainError as error:
        raise explained(error) from error
    except Exception as error:
        raise Stop(_not_migrated(error, kept)) from error
    if kept:
        say(f"Migrated from {before} to {newest}. The database as it was: {kept}")


def _not_migrated(error: Exception, kept: Path | None) -> str:
    said = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    lines = [
        "The migration failed; the database is as it was before and nothing was started.",
        f"  {said}",
        "Go on with the release you had, and report this line.",
    ]
    return "\n".join(lines + ([f"A copy from before the attempt: {kept}"] if kept else []))


def demo(arguments: Arguments) -> int:
    """Load the demo city into an empty database."""
    from api.demo import load

    settings = read_settings()
    data_dir_ready(settings)
    brought_up_to_date(settings)
    with database(settings) as db:
        load.fill(db, seed=arguments.seed, now=system_clock(), tell=say)
    return 0


def check(arguments: Arguments) -> int:
    """Prove the invariants of stock, of the audit chain and of sealed evidence."""
    settings = read_settings()
    witnesses = [_witness(settings, said) for said in arguments.witness]
    with database(settings) as db:
        faults = [str(fault) for fault in db.read(ledger.check)]
        faults += [str(fault) for fault in db.read(lambda tx: audit.verify(tx, witnesses))]
        now = system_clock()
        faults += [str(fault) for fault in db.read(lambda tx: sealing.verify(tx, now=now))]
    for fault in faults[:FAULTS_SHOWN]:
        say(fault)
    say(f"{len(faults)} faults." if faults else "Stock and audit are sound.")
    return FAILED if faults else 0


def audit_chain(_arguments: Arguments) -> int:
    """Seal what happened so far and print the chain's end, to be kept somewhere else."""
    settings = read_settings()
    with database(settings) as db:
        sealing.seal(db, now=system_clock())
        head = db.read(audit.head)
    if head is None:
        raise Stop("The audit has no entry yet: nothing happened that needs one.")
    line = f"{head.id}:{head.hash}"
    say(f"{line}:{_signature(settings, line)}")
    say("Keep this line where nobody who runs this database can change it. To compare:")
    say(f"  coldchain check --witness {line}")
    return 0


def _witness(settings: Settings, said: str) -> audit.Head:
    """A head as it was printed. Raises: Stop when it is none, or its signature is not ours."""
    found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})(?::([0-9a-f]{64}))?", said.strip().lower())
    if found is None:
        raise Stop(
            f"{said!r} is no head of the audit: ID:HASH, as 'coldchain audit head' prints it"
        )
    id, hash, signature = found.groups()
    if signature and not hmac.compare_digest(signature, _signature(settings, f"{id}:{hash}")):
        raise Stop("The signature is not of this installation, or the line was changed.")
    return audit.Head(int(id), hash)


def _signature(settings: Settings, line: str) -> str:
    """By a key of this installation, which is in no database and no backup of one."""
    file = settings.data_dir / SIGNING_KEY
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_hex(32))
    key = file.read_text().strip().encode()
    return hmac.new(key, line.encode(), "sha256").hexdigest()


def backup_now(arguments: Arguments) -> int:
    """Write a verified copy of the database, also while the product runs."""
    settings = read_settings()
    target = Path(arguments.target) if arguments.target else None
    target = target or backup_file(settings, "backup", system_clock())
    tell_interrupted(settings)
    try:
        _save(settings, target)
    except ColdchainError as error:
        raise explained(error) from error
    copies.note_backup(settings, system_clock())
    say(f"Saved and verified: {target}")
    return 0


def restore(arguments: Arguments) -> int:
    """Put a backup in place of the database; what was there is kept beside it."""
    settings = read_settings()
    data_dir_ready(settings)
    tell_interrupted(settings)
    try:
        aside = backup.restore(
            Path(arguments.source),
            settings.database,
            note=restore_note(settings),
            is_bare_allowed=arguments.without_manifest,
        )
    except ColdchainError as error:
        raise explained(error) from error
    say(f"Restored from {arguments.source}." + (f" What was there: {aside}" if aside else ""))
    return 0


def _save(settings: Settings, target: Path) -> None:
    backup.save(settings.database, target, release=VERSION, now=system_clock())


def backup_file(settings: Settings, what: str, now: datetime) -> Path:
    """A new name in the data directory's backups."""
    folder = settings.data_dir / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    suffix = "db" if settings.is_sqlite else "dump"
    return folder / f"{now:%Y%m%dT%H%M%SZ}-{what}.{suffix}"
