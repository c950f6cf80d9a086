"""Sinks that remember, and can be away."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from devices.errors import Unreachable
from devices.events import Answer, Event, Presence, Scan

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


class Memory:
    """A sink that keeps what it promised, answers scans, and is away while `away` is set."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.batches: list[int] = []
        self.away = threading.Event()
        self.tone = "ok"

    def deliver(self, events: Sequence[Event]) -> Mapping[UUID, Answer]:
        if self.away.is_set():
            raise Unreachable("switched off")
        self.events += events
        self.batches.append(len(events))
        scans = [event for event in events if isinstance(event, Scan)]
        return {scan.id: Answer(scan.id, self.tone, f"got {scan.data}") for scan in scans}

    def of(self, *kinds: type) -> list:
        return [event for event in self.events if isinstance(event, kinds)]

    @property
    def told(self) -> list[Event]:
        """Everything but comings and goings."""
        return [event for event in self.events if not isinstance(event, Presence)]


def eventually(holds: Callable[[], object], within_s: float = 10) -> None:
    """Wait until it holds, fail when it never does."""
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, "it never became true"
        time.sleep(0.01)
