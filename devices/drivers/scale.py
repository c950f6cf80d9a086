"""Scales: what the indicator shows becomes a Weight when it changes, not each time it is sent.

A stable weight is told at once, and again every `repeat_s` while a load stays on the platform; a
moving one at most every `moving_every_s`. An overload, a busy indicator or line noise is a Fault,
told once until something else comes.
"""

import math
import threading
import time
from datetime import datetime
from uuid import uuid4

from devices.config import Scale
from devices.driver import Clock, Emit, fault
from devices.drivers.serial_port import QUIET_S, Line, Received, open_line
from devices.errors import Garbled, Unreachable
from devices.events import Event, Weight
from devices.frames import framing
from devices.frames.scales import PROTOCOLS, Weighed

ANSWERS_MISSED_MAX = 5
SILENCE_S_MIN = 2.0
ANSWER_S = 1.0


class Indicator:
    """One scale."""

    def __init__(self, device: Scale, clock: Clock) -> None:
        self._device = device
        self._clock = clock
        self._protocol = PROTOCOLS[device.decoder]
        self._shown: Weighed | str | None = None  # the last weight told, or the last refusal
        self._told_at: datetime | None = None

    def run(self, emit: Emit, stop: threading.Event) -> None:
        """Read until `stop`. Raises: Unreachable when the line or a polled scale is silent."""
        framer = framing.framer(self._device.framing or self._protocol.framing)
        pause_s = self._device.poll_s
        wait_s = min(pause_s, ANSWER_S) if pause_s else QUIET_S
        heard_at = time.monotonic()
        with open_line(self._device.url, framer, self._clock) as line:
            if not pause_s:
                emit.up(self._device.url)
            while not stop.is_set():
                started_at = time.monotonic()
                received = self._ask(line, wait_s)
                if received:
                    heard_at = time.monotonic()
                    emit.up(self._device.url)
                    emit(self._events(received))
                self._check_silence(heard_at)
                if pause_s:
                    stop.wait(max(0.0, started_at + pause_s - time.monotonic()))

    def _ask(self, line: Line, wait_s: float) -> list[Received]:
        if self._device.poll_s:
            line.write(self._protocol.ask)
        return line.frames(wait_s)

    def _check_silence(self, heard_at: float) -> None:
        limit_s = max(SILENCE_S_MIN, ANSWERS_MISSED_MAX * self._device.poll_s)
        if self._device.poll_s and time.monotonic() - heard_at > limit_s:
            raise Unreachable("the scale does not answer")

    def _events(self, received: list[Received]) -> list[Event]:
        found = (self._event(one) for one in received)
        return [event for event in found if event is not None]

    def _event(self, received: Received) -> Event | None:
        at = received.at
        try:
            frame = received.told()
            weighed = None if frame is None else self._decode(frame)
        except Garbled as error:
            if self._shown == error.reason:
                return None
            self._shown = error.reason
            return fault(self._device.id, error, at)
        if weighed is None or not self._is_news(weighed, at):
            return None
        self._shown, self._told_at = weighed, at
        return self._weight(weighed, at)

    def _decode(self, frame: bytes) -> Weighed | None:
        if self._protocol.takes_unit:
            return self._protocol.decode(frame, self._device.unit, self._device.decimals)
        return self._protocol.decode(frame)

    def _is_news(self, weighed: Weighed, at: datetime) -> bool:
        if weighed == self._shown:
            pause_s = self._device.repeat_s if weighed.weight_mg else math.inf
        else:
            pause_s = 0.0 if weighed.stable else self._device.moving_every_s
        return self._told_at is None or (at - self._told_at).total_seconds() >= pause_s

    def _weight(self, weighed: Weighed, at: datetime) -> Weight:
        return Weight(
            id=uuid4(),
            device=self._device.id,
            occurred_at=at,
            received_at=at,
            weight_mg=weighed.weight_mg,
            stable=weighed.stable,
            tare_mg=weighed.tare_mg or 0,
            mode=weighed.mode,
            status=weighed.status,
        )
