"""Coming and going: login, logout, language."""

import logging
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.ground.texts import text
from api.web import forms
from api.web.deps import Caller, Db, Now, page, see_other
from api.web.errors import retry_after, status_of
from api.web.pages import language_of, render
from api.web.security import (
    BROWSER,
    COOKIE,
    address_of,
    cookie_name,
    is_https,
    public,
    signed_in,
)
from wms.access import logins, people
from wms.db import Tx
from wms.errors import Refused

COOKIE_S = 30 * 24 * 3600
BROWSER_S = 365 * 24 * 3600
PAGE = "everyone/session/page.html"

log = logging.getLogger("api.logins")
router = APIRouter(include_in_schema=False)


@router.get("/login", dependencies=[public()])
def login_page(request: Request, next: str = "/") -> HTMLResponse:
    """The login form."""
    return page(request, PAGE, next=_local(next))


@router.post("/login", dependencies=[public()])
def login(
    request: Request,
    db: Db,
    now: Now,
    login: Annotated[str, Form(max_length=40)],
    password: Annotated[str, Form(max_length=200)],
    next: Annotated[str, Form(max_length=500)] = "/",
) -> Response:
    """Open a session; a wrong or too frequent attempt shows the form again."""
    next = _local(next)
    browser = request.cookies.get(cookie_name(request, BROWSER), "")[:100]
    attempt = logins.Attempt(login, password, address_of(request), browser)
    try:
        entered = logins.authenticate(db, attempt, now=now)
    except Refused as refusal:
        _say(request, login, refusal.code)
        fault, typed = text(refusal.code, language_of(request)), {"login": login, "next": next}
        shown = {"next": next, "refused": forms.SentBack("/login", typed, fault)}
        status, headers = status_of(refusal), retry_after(status_of(refusal))
        return render(request, PAGE, shown, status=status, headers=headers)
    _say(request, login, "login.in")
    answer = see_other(next)
    # How long it is good for, the server decides; the cookie only has to outlive a closed browser.
    _set(request, answer, COOKIE, entered.opened.token, COOKIE_S)
    _set(request, answer, BROWSER, entered.browser, BROWSER_S)
    return answer


@router.post("/logout", dependencies=[signed_in()])
def logout(request: Request, db: Db, caller: Caller, now: Now) -> RedirectResponse:
    """End this browser's session; what the browser kept of its pages goes, too."""
    token = request.cookies.get(cookie_name(request), "")

    def leave(tx: Tx) -> None:
        people.log_out(tx, token)
        logins.left(tx, caller.by, address_of(request), now=now)

    db.write(leave)
    _say(request, caller.name, "login.out")
    answer = see_other("/")
    answer.delete_cookie(cookie_name(request), secure=is_https(request), httponly=True)
    # Not "storage": there lies what a driver did and no network has taken yet.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@router.post("/language", dependencies=[public()])
def language(
    db: Db,
    caller: Caller,
    language: Annotated[Literal["zh", "en"], Form()],
    back: Annotated[str, Form(max_length=500)] = "/",
) -> RedirectResponse:
    """Read on in the other language, now and at the next login."""
    if caller.user_id is not None:
        user_id = caller.user_id
        db.write(lambda tx: people.set_language(tx, user_id, language))
    answer = see_other(_local(back))
    answer.set_cookie("lang", language, max_age=31_536_000, samesite="lax")
    return answer


def _set(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(
        cookie_name(request, name),
        value,
        seconds,
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )


def _say(request: Request, login: str, reason: str) -> None:
    """One line of the log for whoever watches it: which account, from where, how it ended."""
    said = {"login": login[:40], "address": address_of(request), "reason": reason}
    log.info("login", extra=said)


def _local(address: str) -> str:
    """An address on this site, so that a link cannot lead a fresh login elsewhere."""
    is_local = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_local and address.isprintable() else "/"
