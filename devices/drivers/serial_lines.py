"""Barcode guns on a serial line: a frame becomes a Scan, and its answer is written back.

A gun with a buzzer hears one BEL for ok, two for stored or a warning, three for stop, and after a
warning or a stop one line of text for its display. An SSI gun is acknowledged once its label is
durable.
"""

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from devices.config import SerialLines
from devices.driver import Clock, Emit, fault
from devices.drivers.serial_port import QUIET_S, Line, Received, open_line
from devices.errors import Garbled, Oddity
from devices.events import Answer, Event, Fault, Scan, Tone
from devices.frames import framing, scans

BELS: Mapping[Tone, int] = {"ok": 1, "stored": 2, "warn": 2, "stop": 3}
TEXT_CHARS_MAX = 200
UNREADABLE = Answer(UUID(int=0), "stop", "?")


class Gun:
    """One scanner."""

    def __init__(self, device: SerialLines, clock: Clock) -> None:
        self._device = device
        self._clock = clock
        self._decode = scans.ssi_label if device.framing.startswith("ssi") else scans.label
        self._debounce = timedelta(milliseconds=device.debounce_ms)
        self._last: tuple[str, datetime] | None = None

    def run(self, emit: Emit, stop: threading.Event) -> None:
        """Read until `stop`. Raises: Unreachable; Misconfigured."""
        framer = framing.framer(self._device.framing)
        with open_line(self._device.url, framer, self._clock) as line:
            emit.up(self._device.url)
            while not stop.is_set():
                received = line.frames(QUIET_S)
                events = [self._event(one) for one in received]
                answers = emit([event for event in events if event is not None])
                for one, event in zip(received, events, strict=True):
                    self._reply(line, one, event, answers)

    def _event(self, received: Received) -> Event | None:
        """The event of a frame; none for what was already told."""
        at = received.at
        try:
            frame = received.told()
            label = None if frame is None else self._decode(frame)
        except Garbled as error:
            return fault(self._device.id, error, at)
        if label is None or self._is_bounce(label.data, at):
            return None
        return Scan(uuid4(), self._device.id, at, at, label.data, label.aim, label.symbology)

    def _is_bounce(self, data: str, at: datetime) -> bool:
        """True when the trigger gave the same label again within the configured time."""
        last, self._last = self._last, (data, at)
        return last is not None and last[0] == data and at - last[1] < self._debounce

    def _reply(
        self, line: Line, one: Received, event: Event | None, answers: Mapping[UUID, Answer]
    ) -> None:
        broken = isinstance(one.frame, Garbled) and one.frame.reason == Oddity.BAD_CHECKSUM
        line.write(line.framer.nak if broken else line.framer.ack)
        if self._device.answer == "none" or event is None:
            return
        if isinstance(event, Fault):
            line.write(tone_bytes(UNREADABLE))
        else:
            line.write(tone_bytes(answers.get(event.id, Answer(event.id, "stored"))))


def tone_bytes(answer: Answer) -> bytes:
    """What a gun plays and shows for an answer."""
    bels = b"\x07" * BELS[answer.tone]
    if answer.tone not in ("stop", "warn"):
        return bels
    text = "".join(char for char in answer.text[:TEXT_CHARS_MAX] if char.isprintable())
    return bels + text.encode() + b"\r\n"
