"""Where events go, and when a device may forget them."""

import http.client
import logging
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from devices.driver import fault
from devices.errors import Garbled, Misconfigured, Oddity, Unreachable
from devices.events import Answer, Event, Fault, to_wire

log = logging.getLogger(__name__)

PATH = "/v1/device-events"
TIMEOUT_S = 30.0
REPLY_BYTES_MAX = 4_000_000
_REFUSED = (400, 409, 413, 415, 422)  # the events themselves; anything else may heal with time


class Sink(Protocol):
    """Whoever keeps events: the writer's queue in the same box, a spool, or a far server."""

    def deliver(self, events: Sequence[Event]) -> Mapping[UUID, Answer]:
        """Return only when every event is durable; scans are answered, the rest need not be.

        Raises: Unreachable when it cannot promise that; nothing of the batch may then be forgotten.
        """
        ...


def deliver_isolating(sink: Sink, events: Sequence[Event]) -> Mapping[UUID, Answer]:
    """Deliver; an event the sink chokes on is kept as a Fault in its place, the others unharmed.

    Raises: Unreachable, also for a lone fault that fails: then it is the sink that is broken.
    """
    try:
        return sink.deliver(events)
    except Unreachable:
        raise
    except Exception as error:
        if len(events) > 1:
            middle = len(events) // 2
            first = deliver_isolating(sink, events[:middle])
            return {**first, **deliver_isolating(sink, events[middle:])}
        if isinstance(events[0], Fault):
            raise Unreachable(f"the sink fails: {type(error).__name__}: {error}") from error
        return deliver_isolating(sink, [_choked(events[0], error)])


def _choked(event: Event, error: Exception) -> Fault:
    log.error("an event was refused and is kept as a fault: %s", error, exc_info=error)
    garbled = Garbled(Oddity.REFUSED_BY_SINK, to_wire([event]), f"{type(error).__name__}: {error}")
    return fault(event.device, garbled, event.received_at)


class _Reply(msgspec.Struct):
    answers: list[Answer] = []


class HttpSink:
    """A server that keeps events for us, over one kept-alive connection."""

    def __init__(self, url: str, key: str) -> None:
        """Raises: Misconfigured for a URL that is not http or https."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Misconfigured(f"{url!r} must be an http or https address")
        if not key.isascii() or not key.isprintable():
            raise Misconfigured("a key has only printable ASCII characters")
        self._host, self._port = parts.hostname, parts.port
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._path = parts.path.rstrip("/") + PATH
        self._headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None
        self._turn = threading.Lock()

    def deliver(self, events: Sequence[Event]) -> Mapping[UUID, Answer]:
        """Post the events. Raises: Unreachable; Garbled("refused") when the server will not have
        these events however often they are sent."""
        status, reply = self._post(to_wire(events))
        if status in _REFUSED:
            raise Garbled(Oddity.REFUSED, reply, f"status {status}")
        if status != 200:
            raise Unreachable(f"the server answered {status}")
        try:
            answers = msgspec.json.decode(reply, type=_Reply).answers
        except msgspec.DecodeError as error:
            raise Unreachable(f"the server's answer is not understood: {error}") from error
        return {answer.event_id: answer for answer in answers}

    def close(self) -> None:
        """Hang up."""
        with self._turn:
            self._hang_up()

    def _post(self, body: bytes) -> tuple[int, bytes]:
        """Servers drop idle connections, so a kept one gets a second chance on a fresh one; the
        events' ids make the repeat harmless."""
        with self._turn:
            if self._connection is not None:
                with suppress(OSError, http.client.HTTPException):
                    return self._exchange(body)
                self._hang_up()
            try:
                return self._exchange(body)
            except (OSError, http.client.HTTPException) as error:
                self._hang_up()
                raise Unreachable(f"{self._host}: {error or type(error).__name__}") from error

    def _exchange(self, body: bytes) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = self._connect()
        self._connection.request("POST", self._path, body, self._headers)
        response = self._connection.getresponse()
        reply = response.read(REPLY_BYTES_MAX)
        if not response.isclosed():
            self._hang_up()
        return response.status, reply

    def _connect(self) -> http.client.HTTPConnection:
        if self._tls is None:
            return http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT_S)
        return http.client.HTTPSConnection(
            self._host, self._port, timeout=TIMEOUT_S, context=self._tls
        )

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
