"""One Chromium per worker, one played scene per run, one product over it for all who only look."""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e import browser
from tests.e2e.pages import road, scene
from tests.e2e.pages.road import Road
from tests.e2e.pages.scene import Scene
from tests.e2e.pages.site import LONGEST_MS, Site, Visitor, running
from wms.db import Database

Visit = Callable[..., Visitor]
Notes = dict[str, Any]

expect.set_options(timeout=LONGEST_MS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Scene]:
    """A database in which the scene was played, made by the first worker that asks."""
    path, notes = _made_once(
        tmp_path_factory, "scene", sqlite_template, lambda db: asdict(scene.play(db))
    )
    return path, Scene(**notes)


@pytest.fixture(scope="session")
def loaded(
    played: tuple[Path, Scene], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Road]:
    """The scene an hour later: a trip is loaded and about to leave."""
    path, made = played
    later, notes = _made_once(
        tmp_path_factory, "road", path, lambda db: asdict(road.load_a_trip(db, made))
    )
    return later, Road(**notes)


@pytest.fixture(scope="session")
def gallery(played: tuple[Path, Scene], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product over the scene, for tests that only look."""
    yield from _open(played, tmp_path_factory.mktemp("gallery"))


@pytest.fixture
def workshop(played: tuple[Path, Scene], tmp_path: Path) -> Iterator[Site]:
    """The product over a copy of the scene, for a test that changes things."""
    yield from _open(played, tmp_path)


@pytest.fixture
def street(played: tuple[Path, Scene], loaded: tuple[Path, Road], tmp_path: Path) -> Iterator[Site]:
    """The product over a copy of the scene with a loaded trip."""
    yield from _open((loaded[0], played[1]), tmp_path)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Let somebody in: `visit(site, "dispatcher", language="en")`."""
    visitors: list[Visitor] = []

    def let_in(site: Site, login: str | None, **how: object) -> Visitor:
        visitors.append(Visitor(chromium, site, login, **how))  # type: ignore[arg-type]
        return visitors[-1]

    yield let_in
    for visitor in visitors:
        visitor.leave()


def _made_once(
    folders: pytest.TempPathFactory, name: str, base: Path, make: Callable[[Database], Notes]
) -> tuple[Path, Notes]:
    """A copy of a database in which something was done, made by the first worker that asks."""
    own = folders.getbasetemp()
    folder = own.parent if own.name.startswith("popen-") else own
    path, notes = folder / f"{name}.db", folder / f"{name}.json"
    with open(folder / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not notes.exists():
            shutil.copyfile(base, path)
            db = Database(f"sqlite:///{path}")
            made = make(db)
            db.close()
            notes.write_text(json.dumps(made))
    return path, json.loads(notes.read_text())


def _open(played: tuple[Path, Scene], folder: Path) -> Iterator[Site]:
    path, made = played
    shutil.copyfile(path, folder / "coldchain.db")
    db = Database(f"sqlite:///{folder / 'coldchain.db'}")
    with running(db, folder, made) as site:
        yield site
    db.close()
