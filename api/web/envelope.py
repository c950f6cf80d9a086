"""What surrounds every request: an id, security headers, a log line, an answer to our faults."""

import logging
import re
import time
import uuid
from typing import Any

from fastapi import Request
from starlette.types import Message, Receive, Scope, Send

from api.ground import codes, metrics
from api.web.errors import problem
from api.web.middleware import AroundRequests
from api.web.security import is_https

log = logging.getLogger("api.access")
faults = logging.getLogger("api.faults")

_CSP = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
HEADERS = {
    # Unless a route says otherwise, what one person was told is kept for nobody.
    "Cache-Control": "no-store",
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}
HSTS = "max-age=31536000"
"""For a year browsers come by TLS only; said only where they came by it."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Made-up ones count together: a metric must not grow with what strangers invent."""
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Envelope(AroundRequests):
    """The outermost middleware; it reads nothing of the body."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, also when our own code fails, and log it."""
        request = Request(scope)
        request.state.request_id = _request_id(request)
        answer = _Answer(request, send)
        started = time.perf_counter()
        try:
            await self.app(scope, receive, answer.send)
        except Exception:
            faults.exception("unhandled", extra={"request_id": request.state.request_id})
            if answer.status:
                raise
            fault = problem(request, 500, codes.Edge.INTERNAL, {})
            await fault(scope, receive, answer.send)
        finally:
            _log(request, answer.status, time.perf_counter() - started)


class _Answer:
    """Remembers the status on its way out and adds the headers that every answer has."""

    def __init__(self, request: Request, send: Send) -> None:
        self._request = request
        self._send = send
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers: list[tuple[bytes, bytes]] = list(message.get("headers", []))
            present = {name.lower() for name, _ in headers}
            added = HEADERS | {"X-Request-ID": self._request.state.request_id}
            if is_https(self._request):
                added["Strict-Transport-Security"] = HSTS
            for name, value in added.items():
                if name.lower().encode() not in present:
                    headers.append((name.encode(), value.encode()))
            message = {**message, "headers": headers}
        await self._send(message)


def _request_id(request: Request) -> str:
    given = request.headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


def _log(request: Request, status: int, seconds: float) -> None:
    route = _route_of(request)
    method = request.method if request.method in METHODS else "other"
    metrics.request_done(method, route, status, seconds)
    caller = getattr(request.state, "caller", None)
    log.info(
        "request",
        extra={
            "request_id": request.state.request_id,
            "method": method,
            "path": request.url.path[:200],
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "role": caller.role if caller else None,
            "user_id": caller.user_id if caller else None,
        },
    )


def _route_of(request: Request) -> str:
    """The route's pattern, so that metrics do not grow with every id."""
    route: Any = request.scope.get("route")
    return str(getattr(route, "path", "none"))
