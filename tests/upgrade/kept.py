"""What each release left in a database, kept as text, so that every later one can be tried on it.

`python -m tests.upgrade.kept` plays the day with the product of today and writes what it leaves,
on both databases, into `tests/data/upgrade/<newest migration>/`. That is done once, before a
release; afterwards nobody changes it.
"""

import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from tests import servers
from tests.upgrade import day, goods, selling
from tests.upgrade.day import Day
from wms.db import Database, migrate

FOLDER = Path(__file__).parents[1] / "data" / "upgrade"
KINDS = ("sqlite", "postgresql")
STORIES: tuple[Callable[[Day], None], ...] = (*goods.MORNING, *selling.AFTERNOON)
_NOISE = re.compile(r"^(--( .*)?|SET .*|\\(un)?restrict .*|)\n", re.MULTILINE)
"""What pg_dump writes about itself, differently each time and with each version."""
_DUMP = "--inserts --rows-per-insert=50 --no-owner --no-privileges --load-via-partition-root"


def released() -> list[str]:
    """The revisions of which the data is kept, the oldest first."""
    return sorted(folder.name for folder in FOLDER.iterdir())


def text_of(revision: str, kind: str) -> str:
    return (FOLDER / revision / f"{kind}.sql").read_text(encoding="utf-8")


def played(db: Database) -> Day:
    """The whole day, without chance."""
    with day.without_chance():
        made = day.begun(db)
        for story in STORIES:
            story(made)
    return made


def dump_of_file(path: Path) -> str:
    """An SQLite database as text."""
    connection = sqlite3.connect(path)
    try:
        return "".join(f"{line}\n" for line in connection.iterdump())
    finally:
        connection.close()


def load_file(text: str, path: Path) -> None:
    """Make an SQLite database of its text."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(text)
    finally:
        connection.close()


def dump_of_database(url: str) -> str:
    """A PostgreSQL database as text that any later server understands."""
    tool = shutil.which("pg_dump") or "pg_dump"
    command = [tool, f"--dbname={_plain(url)}", *_DUMP.split()]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return _NOISE.sub("", run.stdout)


def load_database(text: str, url: str) -> None:
    """Fill an empty PostgreSQL database with what its text says."""
    with psycopg.connect(_plain(url)) as connection:
        connection.execute(text.encode())


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


def _played_on(url: str) -> None:
    migrate.upgrade(url)
    db = Database(url)
    try:
        played(db)
    finally:
        db.close()


def _dumps(folder: Path) -> Iterator[tuple[str, str]]:
    """By kind what a day leaves in a database."""
    file = folder / "day.db"
    _played_on(f"sqlite:///{file}")
    yield "sqlite", dump_of_file(file)
    with servers.shared_postgres(folder) as admin_url:
        servers.admin(admin_url, "CREATE DATABASE day")
        url = servers.url_of(admin_url, "day")
        _played_on(url)
        yield "postgresql", dump_of_database(url)


def main() -> int:
    """Write the data of the newest migration; returns the exit code."""
    folder = FOLDER / migrate.head()
    if folder.exists():
        sys.stderr.write(f"{folder} is there: what a release left is not written again\n")
        return 1
    with tempfile.TemporaryDirectory() as made:
        dumps = dict(_dumps(Path(made)))
    folder.mkdir(parents=True)
    for kind, text in dumps.items():
        (folder / f"{kind}.sql").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
