"""The web server: our own socket, our own signals, and streams that end when we stop."""

import socket
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from api.running.patience import Silence, patient

GRACE_S = 2
"""Time for answers that are under way when we are asked to stop."""


class PortTaken(Exception):
    """Somebody else listens there; `free` is the next port nobody uses."""

    def __init__(self, host: str, port: int, free: int) -> None:
        super().__init__(f"{host}:{port}")
        self.port = port
        self.free = free


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to exactly this port (0: to any free one). Raises: PortTaken; OSError."""
    try:
        return _bound(host, port)
    except OSError:
        free = _next_free(host, port)
        if free is None:
            raise
        raise PortTaken(host, port, free) from None


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, or the event loop would not switch off Nagle's wait of 40 ms on answers.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # Without this a port stays taken for a minute after we stopped; it does not steal a port.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    return listening


def _next_free(host: str, port: int) -> int | None:
    for candidate in range(port + 1, min(port + 100, 65_536)):
        try:
            _bound(host, candidate).close()
        except OSError:
            continue
        return candidate
    return None


class Web(uvicorn.Server):
    """Serves until `stop`; signals are the supervisor's business."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=patient(Silence(app.state.settings.proxies)),
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # the application knows which proxies to believe
                timeout_keep_alive=30,
                timeout_graceful_shutdown=GRACE_S,
                log_level="warning",
            )
        )
        self._board = app.state.board

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    def serve_on(self, listening: socket.socket) -> None:
        """Answer requests until `stop`; call it in the main thread or any other."""
        self.run(sockets=[listening])

    def stop(self) -> None:
        """End all streams, finish what is under way, return from `serve_on`."""
        self._board.close()
        self.should_exit = True
