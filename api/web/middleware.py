"""What surrounds requests; lifespans and whatever else a server sends pass by untouched."""

from starlette.types import ASGIApp, Receive, Scope, Send


class AroundRequests:
    """A middleware for requests only; `around` is what it does."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        handle = self.around if scope["type"] == "http" else self.app
        await handle(scope, receive, send)

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request, most of the time by `self.app`."""
        raise NotImplementedError
