"""Dumps of a PostgreSQL database, and the schema a backup is poured into before it is switched."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import IO

from sqlalchemy import URL, text

from wms import codes
from wms.backup import proof
from wms.backup.manifest import Manifest, assert_unaltered
from wms.backup.note import Note
from wms.db import Database, Tx
from wms.errors import Refused, Unavailable

INCOMING, _OUTGOING = "coldchain_incoming", "coldchain_outgoing"


def dump(db: Database, target: Path) -> dict[str, int]:
    """Write a dump and return how many rows each table has in it.

    Raises: Refused("backup.no_tool" | "backup.damaged"); Unavailable("storage.failed").
    """
    return db.read(partial(_dump, db.url, target))


def _dump(url: URL, target: Path, tx: Tx) -> dict[str, int]:
    # The counts and the dump are of one moment.
    snapshot = tx.scalar(text("SELECT pg_export_snapshot()"))
    _run(
        "pg_dump",
        _database(url),
        "--format=custom",
        f"--snapshot={snapshot}",
        "--exclude-schema=replaced_*",
        "--exclude-schema=coldchain_*",
        f"--file={target}",
        url=url,
    )
    try:
        _call("pg_restore", f"--file={os.devnull}", str(target))
    except subprocess.CalledProcessError as error:
        raise Refused(codes.Backup.DAMAGED, path=str(target), reason=_said(error)) from error
    return proof.rows_of(tx)


def restore(db: Database, source: Path, manifest: Manifest | None, note: Note) -> str:
    """Pour a dump into a schema of its own, judge it there, and switch in one transaction; return
    the schema where the old tables are now.

    Raises: Refused; Unavailable("storage.in_use" | "storage.failed").
    """
    if manifest:
        assert_unaltered(source, manifest)
    db.write(_alone)
    try:
        _pour(source, db.url)
        proof.prove(_inside(db.url, INCOMING), source, manifest.rows if manifest else None)
        aside = db.read(_next_aside)
        note.switching(aside)
        db.write(partial(_switch, aside))
    except BaseException:
        db.write(forget_incoming)
        raise
    return aside


def is_switched(tx: Tx, aside: str) -> bool:
    """Whether a switch that was to leave the old tables in `aside` has happened."""
    return tx.scalar(text("SELECT to_regnamespace(:name)"), {"name": aside}) is not None


def forget_incoming(tx: Tx) -> None:
    """Drop what was poured in and never switched."""
    tx.execute(text(f"DROP SCHEMA IF EXISTS {INCOMING} CASCADE"))


def _alone(tx: Tx) -> None:
    """Nobody else may be connected. Raises: Unavailable("storage.in_use")."""
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    )
    if tx.scalar(text(others)):
        raise Unavailable(codes.Storage.IN_USE, path=tx.scalar(text("SELECT current_database()")))
    forget_incoming(tx)


def _next_aside(tx: Tx) -> str:
    taken = set(tx.scalars(text("SELECT nspname FROM pg_namespace")))
    return next(name for n in range(1, 10_000) if (name := f"replaced_{n}") not in taken)


def _switch(aside: str, tx: Tx) -> None:
    tx.execute(text(f"ALTER SCHEMA public RENAME TO {aside}"))
    tx.execute(text(f"ALTER SCHEMA {INCOMING} RENAME TO public"))


def _pour(source: Path, url: URL) -> None:
    """Fill the incoming schema in one transaction; what is in place stays visible and untouched.

    Raises: Refused("backup.damaged" | "backup.no_tool").
    """
    before = (f"ALTER SCHEMA public RENAME TO {_OUTGOING}", "CREATE SCHEMA public")
    after = (
        f"ALTER SCHEMA public RENAME TO {INCOMING}",
        f"ALTER SCHEMA {_OUTGOING} RENAME TO public",
    )
    reader = (_tool("pg_restore"), "--no-owner", "--schema=public", "--file=-", str(source))
    writer = (
        *(_tool("psql"), _database(url), "--no-psqlrc", "--quiet", "--single-transaction"),
        *("--set=ON_ERROR_STOP=1", "--output=/dev/null"),
        *(f"--command={statement}" for statement in before),
        "--file=-",
        *(f"--command={statement}" for statement in after),
    )
    with (
        tempfile.TemporaryFile("w+", errors="replace") as said,
        subprocess.Popen(reader, stdout=subprocess.PIPE, stderr=said) as reading,
    ):
        try:
            _checked(writer, url=url, stdin=reading.stdout)
            problem = ""
        except subprocess.CalledProcessError as error:
            problem = _said(error)
        assert reading.stdout
        reading.stdout.close()
        if reading.wait() and not problem:
            said.seek(0)
            problem = said.read().strip()[-300:]
    if problem:
        raise Refused(codes.Backup.DAMAGED, path=str(source), reason=problem)


def _inside(url: URL, schema: str) -> str:
    options = f"{url.query.get('options', '')} -c search_path={schema}".strip()
    return url.update_query_dict({"options": options}).render_as_string(hide_password=False)


def _database(url: URL) -> str:
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    return f"--dbname={plain}"


def _run(tool: str, *arguments: str, url: URL) -> None:
    """Raises: Refused("backup.no_tool"); Unavailable("storage.failed")."""
    try:
        _call(tool, *arguments, url=url)
    except subprocess.CalledProcessError as error:
        raise Unavailable(codes.Storage.FAILED, error=_said(error)) from error


def _call(tool: str, *arguments: str, url: URL | None = None) -> None:
    _checked((_tool(tool), *arguments), url=url)


def _checked(command: Sequence[str], *, url: URL | None, stdin: IO[bytes] | None = None) -> None:
    # The password goes where other users of the machine cannot see it.
    password = url.password if url else None
    environment = {"PATH": os.defpath} | ({"PGPASSWORD": password} if password else {})
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        errors="replace",
        env=environment,
        stdin=stdin,
    )


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise Refused(codes.Backup.NO_TOOL, tool=name)
    return path


def _said(error: subprocess.CalledProcessError) -> str:
    return str(error.stderr).strip()[-300:]
