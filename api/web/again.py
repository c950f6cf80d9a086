"""A form that was refused: the page it stood on once more, with what was typed and the fault.

The page is asked for as a browser would ask, by its own route and with its own authorisation, so
that it shows how things are now; only that a form of it was refused is told it. No page needs to
do anything for that beyond drawing its forms with the macros of `ui.html`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.types import Message, Scope

from api.ground.texts import Language, text
from api.web.forms import SentBack
from api.web.pages import language_of
from wms import codes
from wms.codes import Code
from wms.errors import ColdchainError

STATUSES = frozenset({404, 409, 413, 422, 429, 503})
"""Refusals after which somebody sends the form again, mended or later."""
PAGE_FIELD = "page"
"""The field of every form that says on which page it stood."""
ADDRESS_MAX = 2_000
OTHER_ROADS = ("/v1/", "/static/")
"""What lies here is no page."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

FIELD_OF: Mapping[Code, str] = {
    codes.Password.LENGTH: "password",
    codes.Password.TOO_SIMPLE: "password",
    codes.Password.LIKE_LOGIN: "password",
    codes.User.LOGIN: "login",
    codes.User.LOGIN_TAKEN: "login",
    codes.User.NAME: "name",
    codes.User.ROLE: "role",
    codes.User.NEEDS_SHOP: "shop_id",
    codes.User.NEEDS_NO_SHOP: "shop_id",
    codes.Key.ROLE: "role",
    codes.Key.NAME: "name",
    codes.Key.NAME_TAKEN: "name",
    codes.Key.NEEDS_PREFIX: "device_prefix",
    codes.Order.NOTE: "note",
    codes.Order.REASON: "reason",
    codes.Order.CLOSED: "deliver_on",
    codes.Order.SLOT: "not_before",
    codes.Stock.SHORT: "quantity",
    codes.Quantity.OUT_OF_RANGE: "quantity",
    codes.Excursion.CAUSE_MISSING: "cause",
    codes.Release.NOTE_MISSING: "note",
    codes.Trip.NOT_LOADED: "forced_reason",
}
"""Which field of a form a refusal is about; what is not here is about the whole form."""

WORDS_OF: Mapping[str, str] = {
    "missing": "fault.missing",
    "string_too_long": "fault.too_long",
    "too_long": "fault.too_many",
    "greater_than_equal": "fault.least",
    "less_than_equal": "fault.most",
    "int_parsing": "fault.whole",
    "int_from_float": "fault.whole",
    "float_parsing": "fault.number",
    "finite_number": "fault.number",
    "enum": "fault.choice",
    "literal_error": "fault.choice",
    "bool_parsing": "fault.choice",
}
"""The text for a kind of fault in a value, as pydantic calls it."""
BOUNDS = ("max_length", "min_length", "ge", "le")


def faults_of(errors: Sequence[Any], language: Language) -> dict[str, str]:
    """What is wrong with each field of a body, in words; the first thing of each.

    A field that is there several times is called with its place, `quantity.2`.
    """
    found: dict[str, str] = {}
    for error in errors:
        name = ".".join(str(part) for part in error["loc"][1:3])
        if error["loc"][:1] == ("body",) and name:
            found.setdefault(name, _words(error, language))
    return found


def _words(error: Mapping[str, Any], language: Language) -> str:
    bounds = {name: error.get("ctx", {}).get(name) for name in BOUNDS}
    if error["type"] == "string_too_short":
        is_empty = bounds["min_length"] == 1
        return text("fault.missing" if is_empty else "fault.too_short", language, **bounds)
    return text(WORDS_OF.get(error["type"], "fault.unreadable"), language, **bounds)


async def instead(
    request: Request, answer: Response, error: ColdchainError, errors: Sequence[Any] = ()
) -> Response:
    """The page with its form instead of an `answer` that only says what is wrong with the form.

    Where no form of a page was refused, or the page is not there any more, it is the answer.
    `errors` are pydantic's, where the shape of single fields is wrong.
    """
    if answer.status_code not in STATUSES or not _is_our_form(request):
        return answer
    values = _typed(await request.form())
    typed = {name: every[-1] for name, every in values.items()}
    for address in _pages(request, typed.pop(PAGE_FIELD, "")):
        scope = _asking_for(request, address)
        language = language_of(Request(scope))
        fault = text(error.code, language, **error.details)
        faults = faults_of(errors, language)
        if (field := FIELD_OF.get(error.code, "")) in typed:
            faults[field] = fault
        sent = SentBack(request.url.path, typed, fault, faults, values, error.details)
        scope["state"] = {**scope["state"], "refused": sent}
        if page := await _page(request, scope):
            wait = answer.headers.get("retry-after")
            headers = page.headers if wait is None else {**page.headers, "Retry-After": wait}
            return HTMLResponse(page.body, answer.status_code, headers)
    return answer


def _is_our_form(request: Request) -> bool:
    """Whether a page of ours posted this; that it did, the guard of the route has seen."""
    is_form = request.headers.get("content-type", "").startswith(FORMS)
    return request.method == "POST" and is_form and getattr(request.state, "is_ours", False)


def _typed(form: Any) -> dict[str, tuple[str, ...]]:
    """What was sent by name, without files, secrets and characters nobody can see."""
    typed: dict[str, tuple[str, ...]] = {}
    for name, value in form.multi_items():
        is_secret = name == "csrf" or "password" in name
        if isinstance(value, str) and not is_secret:
            seen = "".join(one for one in value if one.isprintable() or one in "\n\t")
            typed[name] = (*typed.get(name, ()), seen)
    return typed


def _pages(request: Request, said: str) -> Iterator[str]:
    """Where the form may have stood: where it says it did, else the nearest page above."""
    is_local = said.startswith("/") and not said.startswith("//") and len(said) <= ADDRESS_MAX
    if is_local and not said.startswith(OTHER_ROADS):
        yield said
    path = request.url.path
    while path:
        yield path
        path = path.rpartition("/")[0]


def _asking_for(request: Request, address: str) -> Scope:
    """The same browser, asking for a page."""
    parts = urlsplit(address)
    return {
        **request.scope,
        "method": "GET",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "path_params": {},
    }


async def _page(request: Request, scope: Scope) -> "_Shown | None":
    """What a browser would see; None when it is no page of the caller's."""
    shown = _Shown()
    try:
        await request.app.router(scope, _nothing_more, shown.take)
    except HTTPException:
        return None
    return shown if shown.is_page else None


async def _nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


class _Shown:
    """A page as it was sent."""

    def __init__(self) -> None:
        self.status = 0
        self.is_html = False
        self.headers: dict[str, str] = {}
        self.body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            said = {name.decode().lower(): value.decode() for name, value in message["headers"]}
            self.headers = {name: said[name] for name in ("cache-control", "vary") if name in said}
            self.is_html = said.get("content-type", "").startswith("text/html")
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.is_html
