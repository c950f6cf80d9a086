"""Bytes from a serial line → frames, whatever way the reads were cut. Pure: no port, no clock.

A framer never raises on input: what is not a frame comes back as a `Garbled` value in its place, so
that one bad byte cannot cost the good frames around it.
"""

from dataclasses import dataclass
from typing import Protocol

from devices.errors import Garbled

STX = 0x02


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


class SuffixFramer:
    """Frames that end in a suffix; an empty frame is nothing."""

    ack = nak = b""

    def __init__(self, suffix: bytes, *, idle_ms: float, length_max: int) -> None:
        self.idle_ms = idle_ms
        self._suffix = suffix
        self._length_max = length_max
        self._held = b""
        self._overrun = False

    @property
    def holding(self) -> bool:
        return bool(self._held)

    def feed(self, data: bytes) -> list[Frame]:
        *lines, self._held = (self._held + data).split(self._suffix)
        if lines and self._overrun:
            del lines[0]  # the rest of the frame already reported as too long
            self._overrun = False
        frames = [self._checked(line) for line in lines if line]
        if len(self._held) > self._length_max:
            if not self._overrun:
                frames.append(Garbled("too_long", self._held))
            self._overrun = True
            self._held = self._held[1 - len(self._suffix) :] if len(self._suffix) > 1 else b""
        return frames

    def _checked(self, line: bytes) -> Frame:
        return line if len(line) <= self._length_max else Garbled("too_long", line)

    def drop(self) -> list[Frame]:
        half, self._held = self._held, b""
        overrun, self._overrun = self._overrun, False
        return [Garbled("incomplete", half)] if half and not overrun else []


class BracketFramer:
    """STX, a body, an end byte, and where `checked` one checksum byte after it.

    A second STX restarts the frame; what lies between frames is noise. Source of the checksum:
    Toledo continuous output, two's complement of the sum of the low seven bits, STX to CR.
    """

    ack = nak = b""

    def __init__(self, end: int, *, checked: bool, idle_ms: float, length_max: int) -> None:
        self.idle_ms = idle_ms
        self._end = end
        self._checked = checked
        self._length_max = length_max
        self._noise = bytearray()
        self._body: bytearray | None = None  # None: between frames
        self._ended = False

    @property
    def holding(self) -> bool:
        return self._body is not None or bool(self._noise)

    def feed(self, data: bytes) -> list[Frame]:
        frames: list[Frame] = []
        for byte in data:
            if self._body is None:
                self._between(byte, frames)
            elif self._ended:
                frames.append(self._finish(self._body, byte))
            elif byte == STX:
                frames += self.drop()
                self._body = bytearray()
            elif byte == self._end:
                self._end_of_body(self._body, frames)
            else:
                self._grow(self._body, byte, frames)
        return frames

    def _between(self, byte: int, frames: list[Frame]) -> None:
        if byte == STX:
            frames += self.drop()
            self._body = bytearray()
            return
        self._noise.append(byte)
        if len(self._noise) >= self._length_max:
            frames += self.drop()

    def _grow(self, body: bytearray, byte: int, frames: list[Frame]) -> None:
        body.append(byte)
        if len(body) > self._length_max:
            frames.append(Garbled("too_long", bytes(body)))
            self._body = None

    def _end_of_body(self, body: bytearray, frames: list[Frame]) -> None:
        if self._checked:
            self._ended = True
        else:
            frames.append(bytes(body))
            self._body = None

    def _finish(self, body: bytearray, checksum: int) -> Frame:
        self._body, self._ended = None, False
        total = STX + self._end + checksum + sum(byte & 0x7F for byte in body)
        if total & 0x7F:
            return Garbled("bad_checksum", bytes([STX, *body, self._end, checksum]))
        return bytes(body)

    def drop(self) -> list[Frame]:
        frames: list[Frame] = []
        if self._noise:
            frames.append(Garbled("noise", bytes(self._noise)))
            self._noise.clear()
        if self._body:
            frames.append(Garbled("incomplete", bytes(self._body)))
        self._body, self._ended = None, False
        return frames
