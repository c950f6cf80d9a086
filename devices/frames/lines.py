"""Bytes from a serial line → frames, whatever way the reads were cut. Pure: no port, no clock.

A framer never raises on input: what is not a frame comes back as a `Garbled` value in its place, so
that one bad byte cannot cost the good frames around it. It holds a bounded number of bytes, and
every byte it was given is in a frame, in a `Garbled` (kept or counted as lost), or held.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from devices.errors import Garbled, Oddity

STX = 0x02
REPORT_BYTES = 65_536
"""A frame or noise without an end is told of after so many bytes, and then begins anew."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A frame the device sent again because it missed our acknowledgement."""

    payload: bytes


Frame = bytes | Garbled | Repeat


class Framer(Protocol):
    """Cuts a byte stream into frames; `ack` and `nak` are what the protocol answers, if any."""

    idle_ms: float
    ack: bytes
    nak: bytes

    @property
    def holding(self) -> bool:
        """True while part of a frame is waiting for the rest."""
        ...

    def feed(self, data: bytes) -> list[Frame]:
        """Take the next read and return the frames it completes."""
        ...

    def drop(self) -> list[Frame]:
        """Give up the half frame: the line was silent for `idle_ms`, or was closed."""
        ...


class Collected:
    """Bytes collected up to a limit; those beyond it are counted, not kept."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept = bytearray()
        self.lost = 0

    def __len__(self) -> int:
        return len(self._kept) + self.lost

    def add(self, data: bytes) -> None:
        """Take more bytes."""
        room = self._limit - len(self._kept)
        self._kept += data[:room]
        self.lost += max(0, len(data) - room)

    def take(self) -> bytes:
        """Hand out what was kept and begin anew."""
        kept = bytes(self._kept)
        self._kept.clear()
        self.lost = 0
        return kept

    def garbled(self, reason: Oddity, before: bytes = b"") -> Garbled:
        """The same as a value with its reason."""
        lost = self.lost
        return Garbled(reason, before + self.take(), f"{lost} more bytes" if lost else "", lost)


class SuffixFramer:
    """Frames that end in a suffix; an empty frame is nothing.

    A LF after CR framing belongs to the CR before it: the gun sends both, only CR was configured.
    """

    ack = nak = b""

    def __init__(self, suffix: bytes, *, idle_ms: float, length_max: int) -> None:
        self.idle_ms = idle_ms
        self._suffix = suffix
        self._length_max = length_max
        self._held = b""
        self._skipping = False  # inside a frame that grew too long
        self._long = Collected(length_max)

    @property
    def holding(self) -> bool:
        return bool(self._held or self._skipping)

    def feed(self, data: bytes) -> list[Frame]:
        *lines, self._held = (self._held + data).split(self._suffix)
        frames = [frame for line in lines if (frame := self._frame(line)) is not None]
        # What may be the first half of the suffix is not yet part of the frame.
        half = self._suffix[:-1]
        end = len(self._held) - (len(half) if half and self._held.endswith(half) else 0)
        if self._skipping or end > self._length_max:
            self._skipping = True
            self._long.add(self._held[:end])
            self._held = self._held[end:]
        if len(self._long) >= REPORT_BYTES:
            frames.append(self._long.garbled(Oddity.TOO_LONG))
        return frames

    def _frame(self, line: bytes) -> Frame | None:
        line = self._without_line_feed(line)
        if self._skipping or len(line) > self._length_max:
            self._skipping = False
            self._long.add(line)
            return self._long.garbled(Oddity.TOO_LONG) if self._long else None
        return line or None

    def _without_line_feed(self, line: bytes) -> bytes:
        return line.removeprefix(b"\n") if self._suffix == b"\r" else line

    def drop(self) -> list[Frame]:
        half, self._held = self._without_line_feed(self._held), b""
        if self._skipping:
            self._skipping = False
            self._long.add(half)
            return [self._long.garbled(Oddity.TOO_LONG)] if self._long else []
        return [Garbled(Oddity.INCOMPLETE, half)] if half else []


class BracketFramer:
    """STX, a body, an end byte, and where `checked` one checksum byte after it.

    A second STX restarts the frame; what lies between frames is noise, but for a line end, which
    many devices send after the end byte. Source of the checksum: Toledo continuous output, two's
    complement of the sum of the low seven bits, STX to CR.
    """

    ack = nak = b""

    def __init__(self, end: int, *, checked: bool, idle_ms: float, length_max: int) -> None:
        self.idle_ms = idle_ms
        self._end = end
        self._checked = checked
        self._length_max = length_max
        self._marks = re.compile(b"[%s]" % re.escape(bytes([STX, end])))
        self._inside = False
        self._ended = False  # the checksum byte is still to come
        self._bytes = Collected(length_max)  # the body while inside, noise between frames

    @property
    def holding(self) -> bool:
        return self._inside or bool(self._bytes)

    def feed(self, data: bytes) -> list[Frame]:
        frames: list[Frame] = []
        at = 0
        while at < len(data):
            if self._ended:
                frames.append(self._finish(data[at : at + 1]))
                at += 1
                continue
            mark = self._marks.search(data, at)
            upto = len(data) if mark is None else mark.start()
            self._bytes.add(data[at:upto])
            if mark is not None:
                frames += self._mark(data[upto])
            if len(self._bytes) >= REPORT_BYTES:
                frames.append(
                    self._bytes.garbled(Oddity.TOO_LONG if self._inside else Oddity.NOISE)
                )
                self._inside = False
            at = upto + 1
        return frames

    def _mark(self, byte: int) -> list[Frame]:
        """STX begins a frame, also within another; the end byte ends one, or is noise."""
        if byte == STX:
            frames = self.drop()
            self._inside = True
            return frames
        if not self._inside:
            self._bytes.add(bytes([byte]))
        elif self._checked:
            self._ended = True
        else:
            return [self._finish(b"")]
        return []

    def _finish(self, checksum: bytes) -> Frame:
        self._inside = self._ended = False
        if self._bytes.lost:
            return self._bytes.garbled(Oddity.TOO_LONG)
        body = self._bytes.take()
        if checksum:
            total = STX + self._end + checksum[0] + sum(byte & 0x7F for byte in body)
            if total & 0x7F:
                return Garbled(Oddity.BAD_CHECKSUM, bytes([STX, *body, self._end]) + checksum)
        return body

    def drop(self) -> list[Frame]:
        inside, self._inside, self._ended = self._inside, False, False
        if not self._bytes:
            return []
        if not inside:
            noise = self._bytes.garbled(Oddity.NOISE)
            return [noise] if noise.payload.strip(b"\r\n") else []
        return [self._bytes.garbled(Oddity.TOO_LONG if self._bytes.lost else Oddity.INCOMPLETE)]
