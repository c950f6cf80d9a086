"""Who is calling, and may they: deny by default.

Every route declares its access with `public()` or `needs(...)`; an app with a route that declares
none refuses to start. A role opens a route; whether this warehouse, shop or device is the
caller's own is asked of the `Caller`, and what is not theirs does not exist for them.
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import Mount

from api.ground import codes
from api.ground.settings import Settings
from api.ground.texts import Language, chosen
from api.web import assets, limits
from api.web.errors import CsrfMismatch, LoginNeeded
from wms.access import people
from wms.db import Database
from wms.errors import Forbidden, NotFound, Unavailable
from wms.tables.access import Role

COOKIE = "coldchain_session"
BROWSER = "coldchain_browser"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Caller:
    """A person with a session, a machine with a key, or (`role` None) anybody."""

    kind: str = "anonymous"
    role: Role | None = None
    user_id: int | None = None
    name: str = ""
    warehouse_id: int | None = None
    """None: every warehouse, but for shops and devices none."""
    shop_id: int | None = None
    device_prefix: str | None = None
    language: Language | None = None
    csrf: str = field(default="", repr=False)

    @property
    def by(self) -> int:
        """The person who acts. Raises: Forbidden for machines and strangers."""
        if self.user_id is None:
            raise Forbidden("person")
        return self.user_id

    def may_see_warehouse(self, warehouse_id: int | None) -> bool:
        """Whether what lives in this warehouse is the caller's business."""
        if self.role in (None, Role.SHOP):
            return False
        if self.role is Role.DEVICE and self.warehouse_id is None:
            return False
        return self.warehouse_id is None or self.warehouse_id == warehouse_id

    def may_see_shop(self, shop_id: int | None, warehouse_id: int | None) -> bool:
        """Whether this shop, served from this warehouse, is the caller's business."""
        if self.role is Role.SHOP:
            return self.shop_id is not None and self.shop_id == shop_id
        return self.may_see_warehouse(warehouse_id)

    def must_see_warehouse(self, warehouse_id: int | None) -> None:
        """Raises: NotFound, the same answer as for a warehouse that does not exist."""
        self.must_see("warehouse", warehouse_id, warehouse_id)

    def must_see(self, what: str, key: object, warehouse_id: int | None) -> None:
        """For a thing that lives in a warehouse, called as its table and asked for by this key.

        Raises: NotFound, to the letter the answer for a thing that does not exist.
        """
        if not self.may_see_warehouse(warehouse_id):
            raise NotFound(what, id=str(key))

    def must_see_shop(self, shop_id: int | None, warehouse_id: int | None) -> None:
        """Raises: NotFound, the same answer as for a shop that does not exist."""
        if not self.may_see_shop(shop_id, warehouse_id):
            raise NotFound("shop", id=str(shop_id))


ANYBODY = Caller()


def is_https(request: Request) -> bool:
    """Whether the person's browser speaks TLS, to us or to the proxy in front."""
    settings: Settings = request.app.state.settings
    return request.url.scheme == "https" or settings.is_https


def cookie_name(request: Request, name: str = COOKIE) -> str:
    """Behind TLS under a name that no other host and no plain HTTP can set."""
    return f"__Host-{name}" if is_https(request) else name


def address_of(request: Request) -> str:
    """The client's address; behind a trusted proxy, what the proxy says it is."""
    return request.client.host if request.client else ""


async def current_caller(request: Request) -> Caller:
    """Who sends this request; kept on it for pages and the access log."""
    caller: Caller | None = getattr(request.state, "caller", None)
    if caller is None:
        caller = await _identified(request)
        request.state.caller = caller
    return caller


async def is_still(request: Request) -> bool:
    """Whether whoever sent this long request would still be let in as the same, asked afresh."""
    try:
        again = await _identified(request)
    except (LoginNeeded, Unavailable):
        return False
    caller: Caller = request.state.caller
    return (again.role, again.user_id, again.name) == (caller.role, caller.user_id, caller.name)


@dataclass(frozen=True)
class Access:
    """What a route demands of its caller; `roles` None opens it to anybody."""

    roles: frozenset[Role] | None
    bounds_body: bool = True

    async def __call__(
        self, request: Request, caller: Annotated[Caller, Depends(current_caller)]
    ) -> None:
        """Raises: LoginNeeded; Forbidden; CsrfMismatch; Malformed."""
        if self.roles is not None:
            if caller.role is None:
                raise LoginNeeded(codes.Login.NEEDED)
            if caller.role not in self.roles:
                raise Forbidden(request.scope["route"].name)
        if self.bounds_body:
            await limits.bounded(request)
        if request.method not in SAFE and caller.kind != "key":
            await _sent_by_our_page(request, caller)
            request.state.is_ours = True


def public() -> Any:
    """Declare that anybody may call the route."""
    return Depends(Access(None))


def needs(*roles: Role, bounds_body: bool = True) -> Any:
    """Declare the roles that may call the route; no role is implied by another."""
    return Depends(Access(frozenset(roles), bounds_body))


def signed_in() -> Any:
    """Declare that every person may call the route, whatever their role."""
    return needs(*PERSONS)


PERSONS = frozenset(Role) - {Role.INTEGRATOR, Role.DEVICE}


def declared(app: FastAPI) -> Iterator[tuple[RouteContext, Access]]:
    """Every route with its access. Raises: RuntimeError when one declares none, or two."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, Mount) and route.path == assets.PREFIX:
            continue
        if not isinstance(route.original_route, APIRoute):
            raise RuntimeError(f"{route.path} is no route of ours and declares no access")
        asked = _asked(route.dependencies)
        if len(asked) != 1:
            raise RuntimeError(f"{route.path} declares {len(asked)} accesses instead of one")
        yield route, asked[0]


def _asked(dependencies: Sequence[Any]) -> list[Access]:
    return [one.dependency for one in dependencies if isinstance(one.dependency, Access)]


async def _identified(request: Request) -> Caller:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme:
        if scheme.lower() != "bearer":
            raise LoginNeeded(codes.Login.NEEDED)
        return await run_in_threadpool(_by_key, request, secret.strip())
    token = request.cookies.get(cookie_name(request))
    if not token:
        return ANYBODY
    return await run_in_threadpool(_by_session, request, token)


def _by_key(request: Request, secret: str) -> Caller:
    db: Database = request.app.state.db
    key = db.read(lambda tx: people.key_of(tx, secret))
    if key is None:
        raise LoginNeeded(codes.Login.KEY_UNKNOWN)
    return Caller("key", key.role, None, key.name, key.warehouse_id, None, key.device_prefix)


def _by_session(request: Request, token: str) -> Caller:
    db: Database = request.app.state.db
    now: datetime = request.app.state.clock()
    session = db.read(lambda tx: people.session_of(tx, token, now=now))
    if session is None:
        return ANYBODY
    if session.should_renew:
        db.write(lambda tx: people.renew(tx, token, now=now))
    user = session.user
    return Caller(
        kind="person",
        role=user.role,
        user_id=user.id,
        name=user.name,
        warehouse_id=user.warehouse_id,
        shop_id=user.shop_id,
        language=chosen(user.language) if user.language else None,
        csrf=session.csrf,
    )


async def _sent_by_our_page(request: Request, caller: Caller) -> None:
    """Raises: CsrfMismatch unless our own page sent this; a key needs no such proof."""
    origin = request.headers.get("origin")
    public_url = request.app.state.settings.public_url
    ours = {request.headers.get("host"), _site(public_url)} - {""}
    if origin and _site(origin) not in ours:
        raise CsrfMismatch(codes.Csrf.OTHER_SITE)
    if caller.kind != "person":
        return
    sent = request.headers.get("x-csrf-token") or await _form_token(request)
    if not hmac.compare_digest(sent.encode(), caller.csrf.encode()):
        raise CsrfMismatch(codes.Csrf.MISMATCH)


def _site(address: str) -> str:
    """The host and port of an address; empty where it names none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


async def _form_token(request: Request) -> str:
    kind = request.headers.get("content-type", "")
    if not kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        return ""
    token = (await request.form()).get("csrf", "")
    return token if isinstance(token, str) else ""
