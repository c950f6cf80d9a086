"""Databases that last for a whole module, for tests that share one running product."""

import shutil
from collections.abc import Iterator
from itertools import count

import pytest

from tests import servers

_numbers = count()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_name: str
) -> Iterator[str]:
    """A fresh database of each kind, dropped after the module."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("lasting") / "coldchain.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server, template = map(request.getfixturevalue, ("postgres_server", "postgres_template"))
    name = f"lasting_{worker_name}_{next(_numbers)}"
    servers.admin(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield servers.url_of(server, name)
    servers.admin(server, f"DROP DATABASE {name} WITH (FORCE)")
