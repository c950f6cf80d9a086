"""Databases for the tests: one migrated template of each kind, copied for every test."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests import servers
from wms import migrate
from wms.db import Database

_numbers = count()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The admin URL of this run's own PostgreSQL; skipped (in CI: failed) without binaries."""
    base = tmp_path_factory.getbasetemp()
    is_worker = base.name.startswith("popen-")
    with servers.shared_postgres(base.parent if is_worker else base) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, worker_name: str) -> str:
    """The name of a migrated, empty database."""
    name = f"template_{worker_name}"
    servers.admin(postgres_server, f"CREATE DATABASE {name}")
    migrate.upgrade(servers.url_of(postgres_server, name))
    return name


@pytest.fixture(scope="session")
def worker_name(request: pytest.FixtureRequest) -> str:
    """What pytest-xdist calls this process, `main` without it."""
    workerinput = getattr(request.config, "workerinput", {"workerid": "main"})
    return str(workerinput["workerid"])


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    """A fresh SQLite database for one test."""
    with tempfile.TemporaryDirectory(prefix="cc-db-", dir=servers.quick_folder()) as folder:
        path = Path(folder) / "coldchain.db"
        shutil.copyfile(sqlite_template, path)
        yield f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str, worker_name: str) -> Iterator[str]:
    """A fresh PostgreSQL database for one test."""
    name = f"test_{worker_name}_{next(_numbers)}"
    servers.admin(
        postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template} STRATEGY FILE_COPY"
    )
    yield servers.url_of(postgres_server, name)
    servers.admin(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of each kind: the test runs twice."""
    kind = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(kind)
    return url


@pytest.fixture
def open_db() -> Iterator[Callable[[str], Database]]:
    """Open databases that are closed after the test."""
    opened: list[Database] = []

    def open_one(url: str) -> Database:
        opened.append(Database(url, pool_size=40))
        return opened[-1]

    yield open_one
    for database in opened:
        database.close()


@pytest.fixture
def db(db_url: str, open_db: Callable[[str], Database]) -> Database:
    """The product's database, on SQLite and on PostgreSQL."""
    return open_db(db_url)


@pytest.fixture
def sqlite_db(sqlite_url: str, open_db: Callable[[str], Database]) -> Database:
    return open_db(sqlite_url)


@pytest.fixture
def postgres_db(postgres_url: str, open_db: Callable[[str], Database]) -> Database:
    return open_db(postgres_url)
