"""A private PostgreSQL for one test run, shared by its workers and gone afterwards."""

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

IN_CI = bool(os.environ.get("CI"))
"""In CI a missing server fails the test instead of skipping it."""

_numbers = count()


def missing(what: str) -> None:
    """Skip with a clear message, but fail in CI."""
    message = f"{what} is not installed: see `make test` in README.md"
    if IN_CI:
        pytest.fail(message)
    pytest.skip(message)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest version installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def shared_postgres(run_dir: Path) -> Iterator[str]:
    """The admin URL of the run's server: the first worker starts it, the last one stops it.

    Every user holds a shared lock; a crashed worker's lock goes with it.
    """
    binaries = programs()
    if binaries is None:
        missing("PostgreSQL")
    assert binaries is not None
    with (
        open(run_dir / "postgres.users", "w") as users,
        open(run_dir / "postgres.lock", "w") as lock,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        address = run_dir / "postgres.url"
        if not address.exists():
            _sweep(binaries)
            address.write_text(_start(binaries, run_dir))
        fcntl.flock(users, fcntl.LOCK_SH)
        fcntl.flock(lock, fcntl.LOCK_UN)
        url = address.read_text()
        try:
            yield url
        finally:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if _is_last(users):
                address.unlink()
                _stop(binaries, Path(url.rpartition("host=")[2]))


def _is_last(users: object) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[arg-type]
    except OSError:
        return False
    return True


def _sweep(binaries: Path) -> None:
    """Stop the servers of runs that were killed before they could."""
    for home in Path(quick_folder() or tempfile.gettempdir()).glob("cc-pg-*"):
        note = home / "run"
        run_dir = Path(note.read_text()) if note.exists() else home
        try:
            with open(run_dir / "postgres.lock") as lock, open(run_dir / "postgres.users") as users:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if _is_last(users):
                    (run_dir / "postgres.url").unlink(missing_ok=True)
                    _stop(binaries, home)
        except OSError:  # it is being started, or another user's
            continue


def _start(binaries: Path, run_dir: Path) -> str:
    """Make a cluster that forgets on a crash (fsync off) and return its admin URL."""
    # Not under pytest's folder: the server's own user must reach it, and socket paths are short.
    home = Path(tempfile.mkdtemp(prefix="cc-pg-", dir=quick_folder()))
    data = home / "data"
    (home / "run").write_text(str(run_dir))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    as_postgres(
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        "--locale=C",
    )
    port = free_port()
    options = (
        f"-k {home} -c listen_addresses= -p {port} -c fsync=off -c full_page_writes=off "
        "-c synchronous_commit=off -c max_connections=300 -c shared_buffers=64MB "
        "-c deadlock_timeout=200ms -c autovacuum=off -c dynamic_shared_memory_type=mmap"
    )
    as_postgres(binaries / "pg_ctl", "-D", data, "-l", home / "log", "-w", "-o", options, "start")
    return f"postgresql+psycopg://postgres@/postgres?port={port}&host={home}"


def quick_folder() -> str | None:
    """Memory if there is enough: a copy of PostgreSQL's template takes 0.1 s there, on disk over
    1 s, and a flush of SQLite nothing. None: the usual place for temporary files."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < 1 << 30:
        return None
    return str(memory)


def _stop(binaries: Path, home: Path) -> None:
    """Stop a server and take its folder away; of one that was killed there is only the folder."""
    stop = (binaries / "pg_ctl", "-D", home / "data", "-m", "immediate", "-w", "stop")
    as_postgres(*stop, check=False)
    shutil.rmtree(home, ignore_errors=True)


def as_postgres(*command: object, check: bool = True) -> None:
    """Run a program of PostgreSQL, as its own user where we are root."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *words]
    subprocess.run(words, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def admin(url: str, statement: str) -> None:
    """Run one statement outside any transaction."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)


def url_of(admin_url: str, database: str) -> str:
    """The URL of another database on the same server."""
    return admin_url.replace("@/postgres?", f"@/{database}?")


@contextmanager
def database_like(template: str, admin_url: str, worker: str) -> Iterator[str]:
    """The URL of a copy of a PostgreSQL database, dropped afterwards."""
    name = f"test_{worker}_{next(_numbers)}"
    admin(admin_url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield url_of(admin_url, name)
    admin(admin_url, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def file_like(template: Path) -> Iterator[str]:
    """The URL of a copy of an SQLite file, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="cc-db-", dir=quick_folder()) as folder:
        path = Path(folder) / "coldchain.db"
        shutil.copyfile(template, path)
        yield f"sqlite:///{path}"
