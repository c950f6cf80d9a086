"""The web application: routes found, access checked, errors and pages installed."""

import pkgutil
from collections.abc import Sequence
from importlib import import_module

from fastapi import FastAPI

from api import VERSION, routes
from api.ground.clock import DEFAULT_ZONE, Clock, system_clock
from api.ground.settings import Settings
from api.ground.stations import Board
from api.web import errors, security
from api.web.assets import Assets
from api.web.envelope import Envelope
from api.web.limits import BodyLimit
from api.web.menu import Login
from wms.db import Database


def create_app(
    settings: Settings,
    db: Database,
    *,
    clock: Clock = system_clock,
    board: Board | None = None,
    zone: str = DEFAULT_ZONE,
    logins: Sequence[Login] = (),
) -> FastAPI:
    """The application over an open database; every module of `api.routes` brings its `router`.

    Raises: RuntimeError when a route declares no access.
    """
    app = FastAPI(
        title="Coldchain",
        version=VERSION,
        description="Warehouse and cold-chain logistics: from the beep to the consumer's scan.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.state.db = db
    app.state.clock = clock
    app.state.board = board or Board()
    app.state.zone = zone
    app.state.demo_logins = logins
    app.add_middleware(BodyLimit)
    app.add_middleware(Envelope)
    errors.install(app)
    app.mount("/static", Assets(), name="static")
    for module in pkgutil.iter_modules(routes.__path__):
        # Their own routers have given the routes prefix and access; `include_router` would only
        # build each of them a second time.
        app.router.routes.extend(import_module(f"{routes.__name__}.{module.name}").router.routes)
    list(security.declared(app))
    return app
