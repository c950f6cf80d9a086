"""Publications on their way to the sink, and acknowledgements on their way back.

The thread that speaks with the sockets must answer pings while the sink is slow, so a second one
waits for the sink; this is all that passes between the two.
"""

import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from devices.batches import BATCH_EVENTS
from devices.driver import Emit, Stopping
from devices.drivers.mqtt_session import Publication

Sender = TypeVar("Sender")


class Commits(Generic[Sender]):
    """What waits for the sink, and what the sink has taken, by the connection that sent it."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._inbox: deque[tuple[Sender, Publication]] = deque()
        self._arrived = threading.Condition()
        self._acks: deque[tuple[Sender, int, bytes]] = deque()
        self._closed = False

    def __len__(self) -> int:
        return len(self._inbox)

    def put(self, sender: Sender, publications: Sequence[Publication]) -> None:
        """Hand over what a connection published."""
        with self._arrived:
            self._inbox.extend((sender, publication) for publication in publications)
            self._arrived.notify()

    def acknowledged(self) -> Iterator[tuple[Sender, int, bytes]]:
        """What became durable since the last call: sender, how many, and their PUBACKs in order."""
        while self._acks:
            yield self._acks.popleft()

    def close(self) -> None:
        """Let `run` end; what the sink has not taken stays unacknowledged with its sender."""
        with self._arrived:
            self._closed = True
            self._arrived.notify_all()

    def run(self, emit: Emit) -> None:
        """Carry to the sink until closed: all that arrived while it was busy goes together."""
        while batch := self._next_batch():
            try:
                emit([event for _, publication in batch for event in publication.events])
            except Stopping:
                return
            self._acknowledge(batch)

    def _next_batch(self) -> list[tuple[Sender, Publication]]:
        with self._arrived:
            self._arrived.wait_for(lambda: self._inbox or self._closed)
            batch: list[tuple[Sender, Publication]] = []
            events = 0
            while self._inbox and events < BATCH_EVENTS and not self._closed:
                batch.append(self._inbox.popleft())
                events += len(batch[-1][1].events)
            return batch

    def _acknowledge(self, batch: Sequence[tuple[Sender, Publication]]) -> None:
        """One write for all acknowledgements of a connection, in the order of arrival."""
        owed: dict[Sender, list[bytes]] = {}
        for sender, publication in batch:
            owed.setdefault(sender, []).append(publication.ack)
        for sender, acks in owed.items():
            self._acks.append((sender, len(acks), b"".join(acks)))
        self._wake()


class Waker:
    """Wakes a selector from another thread."""

    def __init__(self) -> None:
        self.reader, self._writer = socket.socketpair()
        self.reader.setblocking(False)
        self._writer.setblocking(False)

    def __enter__(self) -> "Waker":
        return self

    def __exit__(self, *_: object) -> None:
        self.reader.close()
        self._writer.close()

    def wake(self) -> None:
        """Make `reader` readable."""
        try:
            self._writer.send(b"\0")
        except OSError:
            return  # full: it is awake already; closed: nobody is left to wake

    def clear(self) -> None:
        """Forget the wake-ups so far."""
        try:
            self.reader.recv(4_096)
        except BlockingIOError:
            return
