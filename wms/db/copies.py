"""Copies of a SQLite database: made while it is in use, proved whole, and put in its place."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from wms import codes
from wms.db.engines import SQLITE
from wms.db.faults import translated
from wms.db.writer import claim
from wms.errors import Refused, Unavailable

_PARTS = ("", "-wal", "-shm")


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database, also one in use, as it is at one moment; `target` appears when it is whole.

    Raises: Refused("backup.missing" | "backup.damaged"); Unavailable("storage.failed").
    """
    if not source.is_file():
        raise Refused(codes.Backup.MISSING, path=str(source))
    part = target.with_name(target.name + ".part")
    with _storage(), _removed_afterwards(part):
        with closing(SQLITE.connect(source)) as old, closing(SQLITE.connect(part)) as new:
            # All pages in one step: one snapshot, and no starting over when somebody writes.
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
        assert_whole(part)
        _flush(part)
        part.rename(target)
        _flush(target.parent)


def assert_whole(path: Path) -> None:
    """Raises: Refused("backup.damaged") when pages, indexes or references are broken."""
    try:
        with closing(SQLITE.connect(path)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    except SQLITE.DatabaseError as error:
        raise Refused(codes.Backup.DAMAGED, path=str(path), reason=str(error)) from error
    if verdict != "ok" or orphan:
        raise Refused(
            codes.Backup.DAMAGED,
            path=str(path),
            reason=verdict if verdict != "ok" else "references",
        )


def replace_sqlite(path: Path, source: Path) -> Path | None:
    """Put a copy of `source` in the place of a database nobody writes to; return where the old one
    is now.

    Raises: as `copy_sqlite`; Unavailable("storage.in_use").
    """
    assert_whole(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(claim(str(path))):
        incoming = path.with_name(path.name + ".incoming")
        copy_sqlite(source, incoming)
        with _storage(), _removed_afterwards(incoming):
            aside = _set_aside(path)
            incoming.rename(path)
            _flush(path.parent)
        return aside


def _set_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    taken = (path.with_name(f"{path.stem}.replaced-{n}{path.suffix}") for n in range(1, 10_000))
    aside = next(candidate for candidate in taken if not candidate.exists())
    for part in _PARTS:
        old = path.with_name(path.name + part)
        if old.exists():
            old.rename(aside.with_name(aside.name + part))
    return aside


@contextmanager
def _removed_afterwards(path: Path) -> Iterator[None]:
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _storage() -> Iterator[None]:
    """Raises: Unavailable("storage.failed") for what the disk or the database refuses."""
    try:
        with translated():
            yield
    except OSError as error:
        raise Unavailable(codes.Storage.FAILED, error=str(error)[:200]) from error


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
