"""A PostgreSQL of our own to measure with: flushes as in earnest, statistics kept, data kept."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import as_postgres, free_port, programs

OPTIONS = "-c listen_addresses= -c max_connections=100 -c shared_buffers=256MB"


@contextmanager
def cluster(home: Path) -> Iterator[tuple[str, int]]:
    """The cluster kept in a folder, made if there is none: its admin URL and process id."""
    binaries = programs()
    assert binaries is not None, "PostgreSQL is not installed"
    data = home / "data"
    if not data.exists():
        home.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(home, "postgres")
        who = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C")
        as_postgres(binaries / "initdb", "-D", data, *who)
    port = free_port()
    options = f"-k {home} -p {port} {OPTIONS}"
    as_postgres(binaries / "pg_ctl", "-D", data, "-l", home / "log", "-w", "-o", options, "start")
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        yield f"postgresql+psycopg://postgres@/postgres?port={port}&host={home}", pid
    finally:
        as_postgres(binaries / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop")
