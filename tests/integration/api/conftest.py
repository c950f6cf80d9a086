"""The application over a small world or a town of tenants, on each database where it matters."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.builders import World, world
from tests.integration.api.house import House, a_house
from tests.integration.api.tenants import Town, a_town
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
    shutil.copyfile(sqlite_template, path)
    db = Database(f"sqlite:///{path}")
    try:
        return path, a_town(db)
    finally:
        db.close()


@pytest.fixture
def sqlite_house(
    town_in_a_file: tuple[Path, Town], tmp_path: Path, open_db: Callable[[str], Database]
) -> Iterator[House]:
    path = tmp_path / "house.db"
    shutil.copyfile(town_in_a_file[0], path)
    with a_house(open_db(f"sqlite:///{path}"), town_in_a_file[1], tmp_path) as house:
        yield house


@pytest.fixture(params=["sqlite_house", "postgres_house"])
def house(request: pytest.FixtureRequest) -> House:
    """On each database."""
    made: House = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def postgres_house(postgres_db: Database, tmp_path: Path) -> Iterator[House]:
    with a_house(postgres_db, a_town(postgres_db), tmp_path) as house:
        yield house
