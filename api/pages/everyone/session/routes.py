"""Coming and going: login, logout, language."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.web.deps import Caller, Db, Now, page, see_other
from api.web.errors import retry_after, status_of
from api.web.pages import render
from api.web.security import COOKIE, public, signed_in
from wms.access import people
from wms.errors import Refused

COOKIE_S = 30 * 24 * 3600

router = APIRouter(include_in_schema=False)


@router.get("/login", dependencies=[public()])
def login_page(request: Request, next: str = "/") -> HTMLResponse:
    """The login form."""
    return page(request, "everyone/session/page.html", next=_local(next), login="", fault=None)


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
    attempt = people.Attempt(login, password, request.client.host if request.client else "")
    try:
        opened = people.authenticate(db, attempt, now=now)
    except Refused as refusal:
        shown = {"next": _local(next), "login": login, "fault": refusal.code}
        status = status_of(refusal)
        return render(
            request, "everyone/session/page.html", shown, status=status, headers=retry_after(status)
        )
    answer = see_other(_local(next))
    public_url: str = request.app.state.settings.public_url
    is_https = request.url.scheme == "https" or public_url.lower().startswith("https:")
    # How long it is good for, the server decides; the cookie only has to outlive a closed browser.
    answer.set_cookie(
        COOKIE, opened.token, COOKIE_S, httponly=True, samesite="lax", secure=is_https
    )
    return answer


@router.post("/logout", dependencies=[signed_in()])
def logout(request: Request, db: Db) -> RedirectResponse:
    """End this browser's session."""
    token = request.cookies.get(COOKIE, "")
    db.write(lambda tx: people.log_out(tx, token))
    answer = see_other("/")
    answer.delete_cookie(COOKIE)
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


def _local(address: str) -> str:
    """An address on this site, so that a link cannot lead a fresh login elsewhere."""
    is_local = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_local and address.isprintable() else "/"
