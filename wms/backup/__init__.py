"""Backups that were opened and checked before anybody relies on them, and restores that believe
nothing: a backup is judged whole before the database it is to replace is touched."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.engine import make_url

from wms import codes
from wms.backup import manifest as manifests
from wms.backup import note as notes
from wms.backup import postgres, proof
from wms.db import Database, copies, migrate
from wms.errors import Refused

__all__ = ["Interrupted", "interrupted", "restore", "save"]


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A restore that was killed: what it was to put in place, and which database there is now."""

    source: str
    is_new: bool
    aside: str | None


def save(database_url: str, target: Path, *, release: str, now: datetime) -> None:
    """Write a verified copy of the database, also while it is in use; `target` appears when it is
    whole. An unsound one is kept without a manifest, for whoever looks for the fault.

    Raises: Refused("backup.exists" | "backup.missing" | "backup.damaged" | "backup.unsound" |
    "backup.no_tool"); Unavailable("storage.failed").
    """
    if target.exists():
        raise Refused(codes.Backup.EXISTS, path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    url = make_url(database_url)
    is_sqlite = url.get_backend_name() == "sqlite"
    part = target.with_name(target.name + ".part")
    try:
        if is_sqlite:
            copies.copy_sqlite(Path(str(url.database)), part)
        db = Database(f"sqlite:///{part}" if is_sqlite else database_url)
        try:
            rows = db.read(proof.rows_of) if is_sqlite else postgres.dump(db, part)
        finally:
            db.close()
        copied_url = f"sqlite:///{part}" if is_sqlite else database_url
        try:
            proof.assert_sound(copied_url, target)
        except Refused:
            copies.put(part, target)
            raise
        manifests.sealed(
            part,
            release=release,
            engine=url.get_backend_name(),
            schema=migrate.current(database_url) or "",
            made_at=now.isoformat(),
            rows=rows,
        )
        copies.put(part, target)
    finally:
        copies.remove(part)


def restore(
    source: Path, database_url: str, *, note: Path, is_bare_allowed: bool = False
) -> str | None:
    """Put a backup in place of a database that is not in use; return where the old one is now: a
    file beside it, on PostgreSQL a schema. A file without a manifest only when that is allowed;
    what can be judged of it is judged all the same.

    Raises: Refused("backup.missing" | "backup.empty" | "backup.bare" | "backup.altered" |
    "backup.engine" | "backup.newer" | "backup.foreign" | "backup.damaged" | "backup.unsound" |
    "backup.no_tool"); Unavailable("storage.in_use" | "storage.failed").
    """
    manifest = _believable(source, make_url(database_url), is_bare_allowed)
    url = make_url(database_url)
    with notes.kept(note, source) as kept:
        if url.get_backend_name() == "sqlite":
            return _restore_sqlite(Path(str(url.database)), source, manifest, kept)
        db = Database(database_url, pool_size=1)
        try:
            return postgres.restore(db, source, manifest, kept)
        finally:
            db.close()


def interrupted(database_url: str, *, note: Path) -> Interrupted | None:
    """What became of a restore that was killed; its leftovers go.

    Raises: Unavailable("storage.in_use") while a restore is at work.
    """
    with notes.left(note) as plan:
        if plan is None:
            return None
        url = make_url(database_url)
        if url.get_backend_name() == "sqlite":
            path = Path(str(url.database))
            is_new = copies.settle_switch(path, plan.is_switching, plan.aside)
        else:
            is_new = _settle_postgres(database_url, plan)
        return Interrupted(plan.source, is_new, plan.aside if is_new else None)


def _settle_postgres(database_url: str, plan: notes.Plan) -> bool:
    db = Database(database_url, pool_size=1)
    try:
        db.write(postgres.forget_incoming)
        if not plan.is_switching or plan.aside is None:
            return False
        return db.read(partial(postgres.is_switched, aside=plan.aside))
    finally:
        db.close()


def _restore_sqlite(
    path: Path, source: Path, manifest: manifests.Manifest | None, note: notes.Note
) -> str | None:
    with copies.replacing(path) as incoming:
        if manifest:
            manifests.assert_unaltered(source, manifest, copy_to=incoming)
        else:
            copies.assert_whole(source, source)
            copies.copy_sqlite(source, incoming)
        copies.assert_whole(incoming, source)
        proof.prove(f"sqlite:///{incoming}", source, manifest.rows if manifest else None)
        aside = copies.switch(path, incoming, note.switching)
        return str(aside) if aside else None


def _believable(source: Path, url: URL, is_bare_allowed: bool) -> manifests.Manifest | None:
    if not source.is_file():
        raise Refused(codes.Backup.MISSING, path=str(source))
    if source.stat().st_size == 0:
        raise Refused(codes.Backup.EMPTY, path=str(source))
    manifest = manifests.of(source)
    if manifest is None:
        if not is_bare_allowed:
            raise Refused(codes.Backup.BARE, path=str(source))
        return None
    wanted = url.get_backend_name()
    if manifest.engine != wanted:
        raise Refused(codes.Backup.ENGINE, path=str(source), engine=manifest.engine, wanted=wanted)
    proof.assert_ours(manifest.schema, source)
    return manifest
