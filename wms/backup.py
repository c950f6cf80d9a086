"""Backups that were opened and checked before anybody relies on them."""

import os
import shutil
import subprocess
from functools import partial
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.engine import make_url

from wms import codes
from wms.db import Database, Tx, migrate
from wms.db.copies import copy_sqlite, replace_sqlite
from wms.errors import Refused, Unavailable
from wms.stock import ledger


def save(database_url: str, target: Path) -> None:
    """Write a verified copy of the database, also while it is in use.

    Raises: Refused("backup.exists" | "backup.missing" | "backup.damaged" | "backup.unsound" |
    "backup.no_tool"); Unavailable("storage.failed").
    """
    if target.exists():
        raise Refused(codes.Backup.EXISTS, path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        copy_sqlite(Path(str(url.database)), target)
        _prove(f"sqlite:///{target}", target)
    else:
        _prove(database_url, target)
        _run(
            "pg_dump",
            "--format=custom",
            "--exclude-schema=replaced_*",
            f"--file={target}",
            url=url,
        )
        _assert_readable(target)


def restore(source: Path, database_url: str) -> str | None:
    """Put a backup in place of a database that is not in use; return where the old one is now:
    a file beside it, on PostgreSQL a schema.

    Raises: Refused("backup.missing" | "backup.damaged" | "backup.no_tool");
    Unavailable("storage.in_use" | "storage.failed").
    """
    if not source.is_file():
        raise Refused(codes.Backup.MISSING, path=str(source))
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        aside = replace_sqlite(Path(str(url.database)), source)
        return str(aside) if aside else None
    _assert_readable(source)
    db = Database(database_url)
    try:
        return _restore_postgres(db, source)
    finally:
        db.close()


def _restore_postgres(db: Database, source: Path) -> str:
    aside = db.write(_set_aside)
    try:
        _run("pg_restore", "--no-owner", "--single-transaction", str(source), url=db.url)
    except Unavailable:
        db.write(partial(_put_back, aside))
        raise
    return aside


def _set_aside(tx: Tx) -> str:
    """Rename everything there is; return its new schema. Raises: Unavailable("storage.in_use")."""
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    if tx.scalar(text(others)):
        raise Unavailable(codes.Storage.IN_USE, path=tx.scalar(text("SELECT current_database()")))
    earlier = tx.scalar(text("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'replaced_%'"))
    aside = f"replaced_{earlier + 1}"
    tx.execute(text(f"ALTER SCHEMA public RENAME TO {aside}"))
    tx.execute(text("CREATE SCHEMA public"))
    return aside


def _put_back(aside: str, tx: Tx) -> None:
    tx.execute(text("DROP SCHEMA public CASCADE"))
    tx.execute(text(f"ALTER SCHEMA {aside} RENAME TO public"))


def _prove(database_url: str, target: Path) -> None:
    """A database of this release must be sound. Raises: Refused("backup.unsound")."""
    if migrate.current(database_url) != migrate.head():
        return
    db = Database(database_url)
    try:
        faults = db.read(ledger.check)
    finally:
        db.close()
    if faults:
        raise Refused(
            codes.Backup.UNSOUND, path=str(target), faults=[str(one) for one in faults[:5]]
        )


def _assert_readable(dump: Path) -> None:
    """Raises: Refused("backup.damaged" | "backup.no_tool")."""
    try:
        _call("pg_restore", f"--file={os.devnull}", str(dump))
    except subprocess.CalledProcessError as error:
        raise Refused(codes.Backup.DAMAGED, path=str(dump), reason=_said(error)) from error


def _run(tool: str, *arguments: str, url: URL) -> None:
    """Raises: Refused("backup.no_tool"); Unavailable("storage.failed")."""
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    try:
        _call(tool, f"--dbname={plain}", *arguments, password=url.password)
    except subprocess.CalledProcessError as error:
        raise Unavailable(codes.Storage.FAILED, error=_said(error)) from error


def _call(tool: str, *arguments: str, password: str | None = None) -> None:
    path = shutil.which(tool)
    if path is None:
        raise Refused(codes.Backup.NO_TOOL, tool=tool)
    # The password goes where other users of the machine cannot see it.
    environment = {"PATH": os.defpath} | ({"PGPASSWORD": password} if password else {})
    subprocess.run(
        [path, *arguments], check=True, capture_output=True, errors="replace", env=environment
    )


def _said(error: subprocess.CalledProcessError) -> str:
    return str(error.stderr).strip()[-300:]
