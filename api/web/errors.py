"""What an error looks like outside: a problem document (RFC 9457) or, in a browser, a page.

The codes come from below, the HTTP status and the words are added here. A refusal carries its
details; a fault of ours carries only an id under which the log knows more.
"""

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from api.ground import codes
from api.ground.texts import has_text, text
from api.web import again
from api.web.pages import language_of, render
from wms.codes import Code, General, Kind
from wms.errors import ColdchainError, Unavailable

log = logging.getLogger(__name__)

SHOWN_MAX = 20
"""Faults of one request that are listed."""
RETRY_AFTER_S = {429: 60, 503: 2}


class EdgeError(ColdchainError):
    """Something only the edge knows about."""


class LoginNeeded(EdgeError):
    """Nobody is logged in, or the key is unknown."""

    KINDS = frozenset({Kind.UNKNOWN_CALLER})


class CsrfMismatch(EdgeError):
    """A form that was not sent from a page of ours."""

    KINDS = frozenset({Kind.FORBIDDEN})


class Malformed(EdgeError):
    """The shape of the request is wrong: JSON, numbers, lengths."""

    KINDS = frozenset({Kind.MALFORMED})


STATUS: Mapping[Kind, int] = {
    Kind.UNKNOWN_CALLER: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.WRONG_METHOD: 405,
    Kind.REFUSED: 409,
    Kind.BLOCKS: 409,
    Kind.CONFLICT: 409,
    Kind.TOO_LARGE: 413,
    Kind.MALFORMED: 422,
    Kind.TOO_MANY: 429,
    Kind.INTERNAL: 500,
    Kind.UNAVAILABLE: 503,
}
"""What is refused has a status; findings that only warn, replies and notices have none."""
_CODE_OF_STATUS: Mapping[int, Code] = {
    404: General.NOT_FOUND,
    405: codes.Edge.METHOD_NOT_ALLOWED,
    413: codes.Body.TOO_LARGE,
}


def status_of(error: ColdchainError) -> int:
    """The HTTP status of an error: who must act is said by the kind of its code."""
    return STATUS.get(error.code.kind, 400)


def retry_after(status: int) -> dict[str, str]:
    """The header that says when trying again makes sense; empty when it never does."""
    seconds = RETRY_AFTER_S.get(status)
    return {} if seconds is None else {"Retry-After": str(seconds)}


def problem(request: Request, status: int, code: Code, details: dict[str, Any]) -> Response:
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


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, ColdchainError)
    if isinstance(error, LoginNeeded) and request.method == "GET" and wants_page(request):
        return RedirectResponse(f"/login?next={quote(_address(request), safe='')}", 303)
    if isinstance(error, Unavailable):
        log.error("unavailable: %s", error)
    answer = problem(request, status_of(error), error.code, error.details)
    return await again.instead(request, answer, error) if wants_page(request) else answer


async def _misshapen(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # Where and what, never the input itself: it may be huge, or a password.
    faults = [
        {"where": ".".join(str(part) for part in fault["loc"])[:120], "what": fault["type"]}
        for fault in error.errors()[:SHOWN_MAX]
    ]
    invalid = Malformed(codes.Request.INVALID, faults=faults)
    answer = problem(request, 422, invalid.code, invalid.details)
    if not wants_page(request):
        return answer
    return await again.instead(request, answer, invalid, error.errors())


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _CODE_OF_STATUS.get(error.status_code, codes.Request.MALFORMED)
    details = {"what": "address"} if code is General.NOT_FOUND else {}
    return problem(request, error.status_code, code, details)


async def _too_large(request: Request, _error: Exception) -> Response:
    return await _ours(request, Malformed(codes.Request.NUMBER_TOO_LARGE))


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
