"""The web application: routes found, access checked, errors and pages installed."""

import pkgutil
from collections.abc import Iterator, Sequence
from importlib import import_module

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import VERSION, pages, routes
from api.ground.clock import DEFAULT_ZONE, Clock, system_clock
from api.ground.settings import Settings
from api.ground.stations import Board
from api.web import assets, errors, security
from api.web.envelope import Envelope
from api.web.limits import BodyLimit
from api.web.menu import Login
from api.web.overload import Overload
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
    """The application over an open database; every module of `api.routes` brings its `router`, and
    every page of `api.pages` has one in its `routes`.

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
    app.add_middleware(Overload, always=("/health", assets.PREFIX))
    # Outermost: whoever asks further in for the client's address gets the client's.
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.proxies)
    errors.install(app)
    app.mount(assets.PREFIX, assets.Assets(), name="assets")
    # Their own routers have given the routes prefix and access; `include_router` would only build
    # each of them a second time.
    found = [route for router in _routers() for route in router.routes]
    app.router.routes.extend(sorted(found, key=_places_to_fill))
    list(security.declared(app))
    return app


def _routers() -> Iterator[APIRouter]:
    for module in pkgutil.iter_modules(routes.__path__, f"{routes.__name__}."):
        yield import_module(module.name).router
    for module in pkgutil.walk_packages(pages.__path__, f"{pages.__name__}."):
        if module.name.endswith(".routes"):
            yield import_module(module.name).router


def _places_to_fill(route: BaseRoute) -> list[bool]:
    """An order in which `/floor/papers` is found before `/floor/{flow}`, whoever brings them."""
    path: str = getattr(route, "path", "")
    return ["{" in part for part in path.split("/")]
