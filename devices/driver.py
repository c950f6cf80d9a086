"""What a driver is, and what the gateway hands to it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from threading import Event as StopEvent
from typing import Protocol
from uuid import UUID, uuid4

from devices.errors import Garbled
from devices.events import PAYLOAD_BYTES_MAX, Answer, Event, Fault


class Stopping(Exception):
    """The gateway is going down; whatever was not yet durable stays with the device."""


class Clock(Protocol):
    """Now, aware and in UTC."""

    def __call__(self) -> datetime: ...


class Emit(Protocol):
    """The driver's way out: one call per group of events."""

    def __call__(self, events: Sequence[Event]) -> Mapping[UUID, Answer]:
        """Return when the events are durable. Raises: Stopping."""
        ...

    def up(self, detail: str = "") -> None:
        """Say that the device is there."""
        ...


class Driver(Protocol):
    """One device's conversation."""

    def run(self, emit: Emit, stop: StopEvent) -> None:
        """Connect and emit until `stop` is set.

        Raises: Unreachable; Refusing; Misconfigured. Whichever it was, the gateway calls again.
        """
        ...


def fault(device: str, error: Garbled, received_at: datetime) -> Fault:
    """The event that keeps the bytes nobody understood."""
    return Fault(
        id=uuid4(),
        device=device,
        occurred_at=None,
        received_at=received_at,
        reason=str(error.reason),
        payload=error.payload[:PAYLOAD_BYTES_MAX],
        detail=error.detail[:1_000],
    )
