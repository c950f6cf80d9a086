"""Copies of a SQLite database: made while it is in use, proved whole, and put in its place."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from wms import codes
from wms.db.engines import SQLITE
from wms.db.faults import translated
from wms.db.writer import claim
from wms.errors import Refused, Unavailable

_PARTS = ("", "-wal", "-shm")
_AROUND = (*_PARTS, "-journal", ".writer", ".part")


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database, also one in use, as it is at one moment.

    Raises: Refused("backup.missing" | "backup.damaged"); Unavailable("storage.failed").
    """
    if not source.is_file():
        raise Refused(codes.Backup.MISSING, path=str(source))
    with _storage():
        target.unlink(missing_ok=True)
        with closing(SQLITE.connect(source)) as old, closing(SQLITE.connect(target)) as new:
            # All pages in one step: one snapshot, and no starting over when somebody writes.
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
        assert_whole(target, source)


def assert_whole(path: Path, named: Path) -> None:
    """Raises: Refused("backup.damaged") when pages, indexes or references are broken."""
    try:
        with closing(SQLITE.connect(path)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    except SQLITE.DatabaseError as error:
        raise Refused(codes.Backup.DAMAGED, path=str(named), reason=str(error)) from error
    if verdict != "ok" or orphan:
        raise Refused(
            codes.Backup.DAMAGED,
            path=str(named),
            reason=verdict if verdict != "ok" else "references",
        )


def put(part: Path, target: Path) -> None:
    """Give a whole file its name, so that it survives a power cut. Raises: Unavailable."""
    with _storage():
        _flush(part)
        part.rename(target)
        _flush(target.parent)


def remove(path: Path) -> None:
    """Remove a database that was never put in place, and all that belongs to it."""
    for part in _AROUND:
        path.with_name(path.name + part).unlink(missing_ok=True)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside a database nobody writes to, to be filled, judged and switched.

    Raises: Unavailable("storage.in_use" | "storage.failed").
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    incoming = _incoming(path)
    with closing(claim(str(path))), _storage():
        remove(incoming)
        try:
            yield incoming
        finally:
            remove(incoming)


def switch(path: Path, incoming: Path, announce: Callable[[str | None], None]) -> Path | None:
    """Put a judged file in place at one instant; return where the old database is now.

    Raises: Unavailable("storage.in_use" | "storage.failed").
    """
    _close_journal(incoming, path)
    aside = _free_name(path) if path.exists() else None
    announce(str(aside) if aside else None)
    if aside:
        # A journal that cannot be written back goes aside as it is: SQLite may throw it away.
        journal = aside.with_name(aside.name + "-wal")
        _second_name(path.with_name(path.name + "-wal"), journal)
        if _is_closed(path):
            journal.unlink(missing_ok=True)
        _second_name(path, aside)
    _flush(incoming)
    _flush(path.parent)
    for part in ("-wal", "-shm"):  # a journal left here would be taken for the new database's
        path.with_name(path.name + part).unlink(missing_ok=True)
    incoming.replace(path)
    _flush(path.parent)
    return aside


def settle_switch(path: Path, is_switching: bool, aside: str | None) -> bool:
    """After a kill: whether the new database is in place. If not, the old one is whole again."""
    incoming = _incoming(path)
    with closing(claim(str(path))), _storage():
        is_new = is_switching and not incoming.exists()
        if is_switching and not is_new and aside:
            _second_name(Path(aside + "-wal"), path.with_name(path.name + "-wal"))
            for part in _PARTS:
                Path(aside + part).unlink(missing_ok=True)
        remove(incoming)
    return is_new


def _incoming(path: Path) -> Path:
    return path.with_name(path.name + ".incoming")


def _free_name(path: Path) -> Path:
    taken = (path.with_name(f"{path.stem}.replaced-{n}{path.suffix}") for n in range(1, 10_000))
    return next(candidate for candidate in taken if not candidate.exists())


def _second_name(path: Path, name: Path) -> None:
    if not path.exists() or name.exists():
        return
    try:
        os.link(path, name)
    except OSError:  # a file system without links
        shutil.copyfile(path, name)
        _flush(name)


def _is_closed(path: Path) -> bool:
    """Whether the old database is one file now. Raises: Unavailable("storage.in_use")."""
    try:
        _close_journal(path, path)
    except SQLITE.DatabaseError:
        return False
    return True


def _close_journal(path: Path, named: Path) -> None:
    with closing(SQLITE.connect(path)) as connection:
        connection.execute("PRAGMA busy_timeout=2000")
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode=DELETE")
        except SQLITE.OperationalError as error:
            if "locked" in str(error):
                raise Unavailable(codes.Storage.IN_USE, path=str(named)) from error
            raise


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
