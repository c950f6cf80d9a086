"""More than can be answered in time is refused at once, so that the rest is answered in time.

Work waits for a thread in the order it came. When as many wait as there are threads, and answers
take longer than anybody should wait, whoever comes now would wait longer still.
"""

import time

from fastapi import Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.ground import metrics
from api.web.envelope import HEADERS
from api.web.errors import problem
from api.web.middleware import AroundRequests
from wms import codes

AT_ONCE = 40
"""So many are worked at together; below that nobody is refused."""
PATIENCE_S = 0.8
"""How long answers may take on the average while all are busy."""
RECENT = 0.1
"""The share of the latest answer in that average."""


class Overload(AroundRequests):
    """Sheds what would wait too long. Health and what only lies there are always answered."""

    def __init__(self, app: ASGIApp, *, always: tuple[str, ...]) -> None:
        super().__init__(app)
        self._always = always
        self._waiting = 0
        self._average_s = 0.0
        self._answered_at = time.monotonic()

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or answer and see how long it took until the answer began."""
        if scope["path"].startswith(self._always):
            await self.app(scope, receive, send)
            return
        if self._is_too_much():
            metrics.shed()
            await _refusal(Request(scope))(scope, receive, send)
            return
        began, is_waiting = time.monotonic(), True
        self._waiting += 1

        def answered() -> None:
            nonlocal is_waiting
            if is_waiting:
                is_waiting = False
                self._waiting -= 1
                self._answered_at = time.monotonic()
                took = self._answered_at - began
                self._average_s += RECENT * (took - self._average_s)

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered()
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            answered()

    def _is_too_much(self) -> bool:
        if self._waiting < AT_ONCE:
            return False
        since_s = time.monotonic() - self._answered_at
        return max(self._average_s, since_s) > PATIENCE_S


def _refusal(request: Request) -> Response:
    answer = problem(request, 503, codes.Storage.BUSY, {})
    answer.headers.update(HEADERS)
    return answer
