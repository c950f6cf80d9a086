"""The application with a town of tenants in it, and how our people call it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from tests.integration.api.calls import MADE_BY_SENDER, Call, by_place, nested
from tests.integration.api.inputs import RouteInputs
from tests.integration.api.tenants import Tenant, Town
from tests.web import an_app, logged_in, stranger, with_key
from wms.db import Database, Tx
from wms.tables.access import Role
from wms.tables.base import Table

STREAM = "GET /v1/stations/{station}/events"
"""It does not end."""


@dataclass(frozen=True, slots=True)
class House:
    """The application with a town of tenants in it, and our people's browsers and machines."""

    app: FastAPI
    town: Town
    clients: Mapping[Role | None, TestClient]
    """None: somebody who has not logged in."""

    @property
    def ours(self) -> Tenant:
        return self.town.ours

    @property
    def theirs(self) -> Tenant:
        return self.town.theirs

    def others(self, whose: str) -> tuple[Tenant, ...]:
        """Whose things cannot be reached by who reaches these (a cell of docs/access.md)."""
        if whose == "everywhere":
            return ()
        is_of_the_house = whose == "warehouse"
        return (self.theirs,) if is_of_the_house else (self.theirs, self.town.neighbours)

    def reached(self, whose: str) -> tuple[Tenant, ...]:
        """Whose things beside one's own are reached by who reaches these."""
        everybody = (self.theirs, self.town.neighbours)
        return tuple(one for one in everybody if one not in self.others(whose))


@contextmanager
def a_house(db: Database, town: Town, data_dir: Path) -> Iterator[House]:
    """The application; each client keeps its event loop, which makes many calls quick."""
    app = an_app(db, data_dir)
    clients: dict[Role | None, TestClient] = {None: stranger(app)}
    for role, user_id in town.ours.world.users.items():
        clients[role] = logged_in(app, user_id)
    for role, prefix in ((Role.INTEGRATOR, None), (Role.DEVICE, town.ours["gun"])):
        clients[role] = with_key(app, role, prefix=prefix, warehouse_id=town.ours["warehouse"])
    with ExitStack() as open_clients:
        for client in clients.values():
            open_clients.enter_context(client)
        yield House(app, town, clients)


def ask(
    house: House, route: RouteInputs, call: Call, role: Role | None, asked: Mapping[str, Any]
) -> Response:
    """Call a route for our own things, but for those that are `asked` for instead."""
    own = {name: house.ours[thing] for name, thing in call.names.items()}
    own |= {name: uuid4() for name in own.keys() & MADE_BY_SENDER}
    rest = {name: one(house.ours) if callable(one) else one for name, one in call.rest.items()}
    sent = by_place(route, {**rest, **own, **asked})
    address = route.path.format(**sent.pop("path", {}))
    return house.clients[role].request(
        route.method,
        address,
        params=sent.get("query"),
        data=sent.get("form"),
        json=nested(sent["json"]) if "json" in sent else None,
    )


def rows_of(house: House) -> dict[str, Sequence[Any]]:
    """Everything that is kept, by table."""

    def look(tx: Tx) -> dict[str, Sequence[Any]]:
        tables = Table.metadata.sorted_tables
        return {table.name: tx.execute(select(table)).all() for table in tables}

    db: Database = house.app.state.db
    return db.read(look)
