"""The application over a small world or a town of tenants, on each database where it matters."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests import lent, servers
from tests.builders import World, world
from tests.integration.api.house import House, a_house
from tests.integration.api.tenants import Town, a_town
from tests.lent import Lent
from tests.web import an_app
from wms.db import Database


@pytest.fixture
def little_world(sqlite_db: Database) -> World:
    return world(sqlite_db)


@pytest.fixture
def app(sqlite_db: Database, little_world: World, tmp_path: Path) -> FastAPI:
    return an_app(sqlite_db, tmp_path)


@pytest.fixture(scope="session")
def town_in_a_file(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Town]:
    """The town in a file, to be copied for each test."""
    path = tmp_path_factory.mktemp("town") / "town.db"
    return lent.file_with(a_town, sqlite_template, path)


@pytest.fixture(scope="session")
def town_in_a_database(
    postgres_server: str, postgres_template: str, worker_name: str
) -> tuple[Lent, Town]:
    """The town in a PostgreSQL database, lent to one test after the other."""
    name = f"town_{worker_name}"
    return lent.database_with(a_town, postgres_server, postgres_template, name)


@pytest.fixture
def sqlite_house(
    town_in_a_file: tuple[Path, Town], tmp_path: Path, open_db: Callable[[str], Database]
) -> Iterator[House]:
    template, town = town_in_a_file
    with servers.file_like(template) as url, a_house(open_db(url), town, tmp_path) as house:
        yield house


@pytest.fixture
def postgres_house(
    town_in_a_database: tuple[Lent, Town], tmp_path: Path, open_db: Callable[[str], Database]
) -> Iterator[House]:
    lender, town = town_in_a_database
    with lender.borrowed() as url, a_house(open_db(url), town, tmp_path) as house:
        yield house


@pytest.fixture(params=["sqlite_house", "postgres_house"])
def house(request: pytest.FixtureRequest) -> House:
    """On each database."""
    made: House = request.getfixturevalue(request.param)
    return made
