"""Group commit: events of all devices travel to the sink together, and each caller waits for them.

One flush of a disk takes milliseconds whatever it carries, so events wait up to `LINGER_S` for
company; a scan, which a person waits for, sends the batch off at once. While the sink is away the
callers simply wait: that is the back-pressure that keeps events with their devices.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from uuid import UUID

from devices.driver import Stopping
from devices.errors import Unreachable
from devices.events import Answer, Event, Scan
from devices.sink import Sink, deliver_isolating

log = logging.getLogger(__name__)

BATCH_EVENTS = 1_000
LINGER_S = 0.05
QUEUE_EVENTS_MAX = 50_000
RETRY_S_FIRST, RETRY_S_MAX = 0.1, 5.0

Answers = Mapping[UUID, Answer]


@dataclass(frozen=True, slots=True)
class _Ticket:
    """One caller's events and the future it waits on."""

    events: Sequence[Event]
    queued_at: float
    answers: Future[Answers] = field(default_factory=Future)


class Batcher:
    """Collects events from many threads and delivers them from one."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._tickets: deque[_Ticket] = deque()
        self._queued = 0
        self._urgent = False
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="device-batches", daemon=True)

    def start(self) -> None:
        """Start delivering."""
        self._thread.start()

    def close(self, timeout_s: float = 10) -> None:
        """Deliver what is queued if the sink takes it now, refuse the rest with Stopping."""
        with self._changed:
            self._closing.set()
            self._changed.notify_all()
        self._thread.join(timeout_s)

    def emit(self, events: Sequence[Event]) -> Answers:
        """Return the sink's answers once these events are durable. Raises: Stopping."""
        if not events:
            return {}
        with self._changed:
            self._changed.wait_for(self._has_room)
            ticket = self._queue(events)
        return ticket.answers.result()

    def offer(self, events: Sequence[Event]) -> bool:
        """Queue events nobody waits for; False when the queue is full or closing."""
        with self._changed:
            if self._queued >= QUEUE_EVENTS_MAX or self._closing.is_set():
                return False
            self._queue(events)
            return True

    def _has_room(self) -> bool:
        return self._queued < QUEUE_EVENTS_MAX or self._closing.is_set()

    def _queue(self, events: Sequence[Event]) -> _Ticket:
        if self._closing.is_set():
            raise Stopping
        ticket = _Ticket(events, time.monotonic())
        self._tickets.append(ticket)
        self._queued += len(events)
        self._urgent = self._urgent or any(isinstance(event, Scan) for event in events)
        if self._is_due() or len(self._tickets) == 1:
            self._changed.notify_all()
        return ticket

    def _is_due(self) -> bool:
        return self._urgent or self._queued >= BATCH_EVENTS or self._closing.is_set()

    def _run(self) -> None:
        while tickets := self._next_batch():
            events = [event for ticket in tickets for event in ticket.events]
            try:
                answers = self._deliver(events)
            except Stopping as stopping:
                for ticket in tickets:
                    ticket.answers.set_exception(stopping)
            else:
                for ticket in tickets:
                    ticket.answers.set_result(answers)

    def _next_batch(self) -> list[_Ticket]:
        """The tickets of the next delivery; none when closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._tickets or self._closing.is_set())
            if self._tickets:
                company_s = self._tickets[0].queued_at + LINGER_S - time.monotonic()
                self._changed.wait_for(self._is_due, timeout=max(0.0, company_s))
            batch: list[_Ticket] = []
            taken = 0
            while self._tickets and taken < BATCH_EVENTS:
                batch.append(self._tickets.popleft())
                taken += len(batch[-1].events)
            self._queued -= taken
            self._urgent = self._urgent and bool(self._tickets)
            self._changed.notify_all()
            return batch

    def _deliver(self, events: Sequence[Event]) -> Answers:
        """Deliver until the sink is there to take them. Raises: Stopping."""
        retry_s, away = RETRY_S_FIRST, False
        while True:
            try:
                answers = deliver_isolating(self._sink, events)
            except Unreachable as error:
                if not away:
                    log.warning("the sink is away, devices wait: %s", error)
                away = True
            else:
                if away:
                    log.warning("the sink is back")
                return answers
            if self._closing.wait(retry_s):
                raise Stopping
            retry_s = min(RETRY_S_MAX, retry_s * 2)
