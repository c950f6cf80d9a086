"""Connections that say nothing: how long they may, and how many one address may have of them.

A connection is silent until its first whole request, while a body does not come, and between two
requests. The server looks at all of them every second; beyond a number the oldest silent ones make
room, first those of the address that has most, so that nobody's silence keeps the others out.
"""

import asyncio
import ipaddress
import resource
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS_WITHIN_S = 10.0
BODY_WITHIN_S = 120.0
SILENT_OF_ADDRESS_MAX = 100
"""A trusted proxy may have more: it speaks for many."""
DESCRIPTORS_KEPT = 256
"""For the database, files and devices."""
OPEN_MAX = 5_000
EVERY_S = 1.0


class Silence:
    """All silent connections of one server, the oldest first."""

    def __init__(self, proxies: Sequence[str] = (), open_max: int | None = None) -> None:
        self._proxies = [ipaddress.ip_network(each) for each in proxies]
        self._since: dict[Patient, float] = {}
        self._of_address: Counter[str] = Counter()
        self._open = 0
        self._open_max = open_max or _open_max()
        self._timer: asyncio.TimerHandle | None = None

    def came(self, one: "Patient") -> None:
        """A connection was opened."""
        self._open += 1
        self.begins(one)
        has_many = self._of_address[one.address] > SILENT_OF_ADDRESS_MAX
        if has_many and not self._is_proxy(one.address):
            self._close_oldest(one.address)
        elif self._open > self._open_max:
            [(greediest, _)] = self._of_address.most_common(1)
            self._close_oldest(greediest)
        if self._timer is None:
            self._timer = one.loop.call_later(EVERY_S, self._look, one.loop)

    def begins(self, one: "Patient") -> None:
        """A connection owes us a request, or the rest of one."""
        if one not in self._since:
            self._since[one] = time.monotonic()
            self._of_address[one.address] += 1

    def ends(self, one: "Patient") -> None:
        """A connection has said all it had to."""
        if self._since.pop(one, None) is not None:
            self._of_address[one.address] -= 1
            if not self._of_address[one.address]:
                del self._of_address[one.address]

    def went(self, one: "Patient") -> None:
        """A connection was closed, by whomever."""
        self._open -= 1
        self.ends(one)

    def _close_oldest(self, address: str) -> None:
        oldest = next(one for one in self._since if one.address == address)
        self.ends(oldest)
        oldest.transport.abort()

    def _is_proxy(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._proxies)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = time.monotonic()
        for one, since in list(self._since.items()):
            if one.timeout_keep_alive_task is not None:
                continue  # uvicorn ends what waits between two requests
            patience_s = BODY_WITHIN_S if one.owes_body else HEADERS_WITHIN_S
            if now - since > patience_s:
                self.ends(one)
                one.transport.abort()
        self._timer = loop.call_later(EVERY_S, self._look, loop) if self._open else None


class Patient(H11Protocol):
    """uvicorn's protocol, but silence has an end; a server sets its own `silence`."""

    silence: Silence

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    @property
    def address(self) -> str:
        return self.client[0] if self.client else ""

    @property
    def owes_body(self) -> bool:
        """Whether a request has begun whose body has not ended."""
        return bool(self.conn.their_state is h11.SEND_BODY)

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.silence.came(self)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.silence.went(self)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing() and self.conn.their_state is h11.IDLE:
            self.silence.begins(self)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        state = self.conn.their_state
        if state is h11.SEND_BODY:
            self.silence.begins(self)
        elif state is not h11.IDLE:
            self.silence.ends(self)


def patient(silence: Silence) -> type[Patient]:
    """The protocol of one server."""
    return type("Patient", (Patient,), {"silence": silence})


def _open_max() -> int:
    """As many connections as there are descriptors for, and some left for the rest."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return OPEN_MAX
    return max(64, min(OPEN_MAX, soft - DESCRIPTORS_KEPT))
