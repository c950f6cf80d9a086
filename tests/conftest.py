"""Databases for the tests: templates made once, copied for every test.

`db` and its kin come with a small world in it, which `builders.world` hands out; `db_url` and its
kin lead to an empty database.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from tests import builders, compiled, lent, servers
from tests.builders import World
from tests.crash import power
from tests.lent import Lent
from wms import codes
from wms.db import Database, migrate

codes.be_strict()
compiled.share_between_engines()
# Machines are noisy; and to search for long is the work of `bench.fuzz`.
settings.register_profile("coldchain", deadline=None, max_examples=50)
settings.load_profile("coldchain")

SLOW_S = 360
"""How long a test marked slow may take; pyproject.toml says how long others may."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let slow tests take longer before they count as hung."""
    for item in items:
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(SLOW_S))


@pytest.fixture
def as_in_the_product() -> Iterator[None]:
    """A code said wrongly is logged, as for users, and fails no test."""
    codes.be_strict(False)
    yield
    codes.be_strict()


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


@pytest.fixture(scope="session")
def settled_sqlite(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, World]:
    """An SQLite file with a small world in it."""
    path = tmp_path_factory.mktemp("settled") / "settled.db"
    return lent.file_with(builders.world, sqlite_template, path)


@pytest.fixture(scope="session")
def settled_postgres(
    postgres_server: str, postgres_template: str, worker_name: str
) -> tuple[Lent, World]:
    """A PostgreSQL database with a small world in it."""
    name = f"settled_{worker_name}"
    return lent.database_with(builders.world, postgres_server, postgres_template, name)


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    """An empty SQLite database for one test."""
    with servers.file_like(sqlite_template) as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str, worker_name: str) -> Iterator[str]:
    """An empty PostgreSQL database for one test."""
    with servers.database_like(postgres_template, postgres_server, worker_name) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind: the test runs twice."""
    kind = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(kind)
    return url


@pytest.fixture(scope="session")
def power_cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled library that keeps only what was flushed."""
    return power.compiled_into(tmp_path_factory.mktemp("power"))


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
def sqlite_db(settled_sqlite: tuple[Path, World]) -> Iterator[Database]:
    template, made = settled_sqlite
    with servers.file_like(template) as url, _opened(url, made) as db:
        yield db


@pytest.fixture
def postgres_db(settled_postgres: tuple[Lent, World]) -> Iterator[Database]:
    lender, made = settled_postgres
    with lender.borrowed() as url, _opened(url, made) as db:
        yield db


@contextmanager
def _opened(url: str, made: World) -> Iterator[Database]:
    db = Database(url, pool_size=40)
    builders.comes_with(db, made)
    yield db
    db.close()


@pytest.fixture(params=["sqlite_db", "postgres_db"], ids=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> Database:
    """The product's database, on SQLite and on PostgreSQL."""
    made: Database = request.getfixturevalue(request.param)
    return made
