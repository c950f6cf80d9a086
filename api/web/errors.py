"""What an error looks like outside: a problem document (RFC 9457) or, in a browser, a page.

The codes come from below, the HTTP status and the words are added here. A refusal carries its
details; a fault of ours carries only an id under which the log knows more.
"""

import logging
from typing import Any, ClassVar
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from api.ground.texts import has_text, text
from api.web.pages import language_of, render
from wms.errors import ColdchainError, Conflict, Forbidden, NotFound, Refused, Unavailable

log = logging.getLogger(__name__)

SHOWN_MAX = 20
"""Faults of one request that are listed."""
RETRY_AFTER_S = {429: 60, 503: 2}


class EdgeError(ColdchainError):
    """Something only the edge knows about; each kind has its own status."""

    status: ClassVar[int] = 400


class LoginNeeded(EdgeError):
    """Nobody is logged in, or the key is unknown."""

    status = 401


class CsrfMismatch(EdgeError):
    """A form that was not sent from a page of ours."""

    status = 403


class Malformed(EdgeError):
    """The shape of the request is wrong: JSON, numbers, lengths."""

    status = 422


_STATUS: dict[type[ColdchainError], int] = {
    NotFound: 404,
    Refused: 409,
    Conflict: 409,
    Forbidden: 403,
    Unavailable: 503,
}
_STATUS_OF_CODE = {"login.too_many": 429, "login.wrong": 401}
_CODE_OF_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "body.too_large"}


def status_of(error: ColdchainError) -> int:
    """The HTTP status of an error; the most specific answer wins."""
    if error.code in _STATUS_OF_CODE:
        return _STATUS_OF_CODE[error.code]
    if isinstance(error, EdgeError):
        return error.status
    return next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 400)


def retry_after(status: int) -> dict[str, str]:
    """The header that says when trying again makes sense; empty when it never does."""
    seconds = RETRY_AFTER_S.get(status)
    return {} if seconds is None else {"Retry-After": str(seconds)}


def problem(request: Request, status: int, code: str, details: dict[str, Any]) -> Response:
    """The answer for an error: a page for a browser, a problem document for a program."""
    language = language_of(request)
    todo = f"do.{code}" if has_text(f"do.{code}") else f"do.{status}"
    body = {
        "type": f"urn:coldchain:error:{code}",
        "title": text(code, language, **details),
        "status": status,
        "code": code,
        "details": details,
        "what_to_do": text(todo, language) if has_text(todo) else "",
        "request_id": getattr(request.state, "request_id", None),
    }
    headers = retry_after(status)
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if wants_page(request):
        return render(request, "error.html", {"problem": body}, status=status, headers=headers)
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks, not a program or one of our own scripts."""
    return "text/html" in request.headers.get("accept", "")


def install(app: FastAPI) -> None:
    """Teach the app to answer errors this way."""
    app.add_exception_handler(ColdchainError, _ours)
    app.add_exception_handler(RequestValidationError, _misshapen)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OverflowError, _too_large)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, ColdchainError)
    if isinstance(error, LoginNeeded) and request.method == "GET" and wants_page(request):
        return RedirectResponse(f"/login?next={quote(_address(request), safe='')}", 303)
    if isinstance(error, Unavailable):
        log.error("unavailable: %s", error)
    return problem(request, status_of(error), error.code, error.details)


def _misshapen(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # Where and what, never the input itself: it may be huge, or a password.
    faults = [
        {"where": ".".join(str(part) for part in fault["loc"])[:120], "what": fault["type"]}
        for fault in error.errors()[:SHOWN_MAX]
    ]
    return problem(request, 422, "request.invalid", {"faults": faults})


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _CODE_OF_STATUS.get(error.status_code, "request.malformed")
    return problem(request, error.status_code, code, {})


def _too_large(request: Request, _error: Exception) -> Response:
    return problem(request, 422, "request.number_too_large", {})


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
