"""A serial line by URL, read in chunks by its own thread and cut into frames.

The line is read even while the sink is away, into a bounded queue; only when that is full does the
reader stop, and flow control or the device's own memory must hold the rest.
"""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

import serial

from devices.driver import Clock
from devices.errors import Garbled, Misconfigured, Unreachable
from devices.frames.lines import Frame, Framer, Repeat

QUIET_S = 0.5  # how long a read waits when nothing is expected
QUEUE_FRAMES_MAX = 10_000
TOGETHER_MAX = 200
WRITE_TIMEOUT_S = 2.0
_OPTIONS = {"baud": "baudrate", "bits": "bytesize", "parity": "parity", "stop": "stopbits"}


@dataclass(frozen=True, slots=True)
class Received:
    """A frame, and when its last byte was read."""

    frame: Frame
    at: datetime

    def told(self) -> bytes | None:
        """The bytes of the frame, None of one that was told before. Raises: Garbled."""
        if isinstance(self.frame, Garbled):
            raise self.frame
        return None if isinstance(self.frame, Repeat) else self.frame


def open_port(url: str) -> serial.SerialBase:
    """Open `serial:///dev/ttyUSB0?baud=9600`, or what pyserial knows (`socket://`, `loop://`).

    Raises: Unreachable; Misconfigured for settings that no port can have.
    """
    parts = urlsplit(url)
    is_local = parts.scheme == "serial"
    address = parts.path if is_local else url
    options = {"timeout": QUIET_S, "write_timeout": WRITE_TIMEOUT_S, "exclusive": True}
    try:
        return serial.serial_for_url(
            address, **options, **(_settings(parts.query) if is_local else {})
        )
    except ValueError as error:
        raise Misconfigured(f"{url}: {error}") from error
    except OSError as error:
        raise Unreachable(f"{address}: {error}") from error


def _settings(query: str) -> dict[str, object]:
    settings: dict[str, object] = {}
    for name, value in parse_qsl(query):
        if name not in _OPTIONS:
            raise Misconfigured(f"unknown serial setting {name!r}")
        settings[_OPTIONS[name]] = int(value) if value.isdecimal() else value
    return settings


class Line:
    """An open port being read: frames come out in order, answers go back in."""

    def __init__(self, port: serial.SerialBase, framer: Framer, clock: Clock) -> None:
        self._port = port
        self.framer = framer
        self._clock = clock
        self._frames: queue.Queue[Received | Unreachable] = queue.Queue(QUEUE_FRAMES_MAX)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._read_all, name="serial-read", daemon=True)
        self._thread.start()

    def frames(self, wait_s: float) -> list[Received]:
        """The frames at hand, none after `wait_s` of silence. Raises: Unreachable."""
        together: list[Received] = []
        try:
            while len(together) < TOGETHER_MAX:
                item = self._frames.get(timeout=0 if together else wait_s)
                if isinstance(item, Unreachable):
                    if together:
                        self._frames.put(item)
                        break
                    raise item
                together.append(item)
        except queue.Empty:
            pass
        return together

    def write(self, data: bytes) -> None:
        """Send bytes to the device. Raises: Unreachable."""
        try:
            self._port.write(data)
        except OSError as error:
            raise Unreachable(f"cannot write: {error}") from error

    def close(self) -> None:
        """Stop reading and close the port."""
        self._closing.set()
        if hasattr(self._port, "cancel_read"):  # network ports cannot; their read ends by itself
            self._port.cancel_read()
        self._thread.join()
        self._port.close()

    def _read_all(self) -> None:
        try:
            while not self._closing.is_set():
                for frame in self._read():
                    self._put(Received(frame, self._clock()))
        except Exception as error:  # a pulled plug gives OSError, SerialException, termios.error
            self._put(Unreachable(str(error)))

    def _read(self) -> list[Frame]:
        """One chunk, never one byte at a time; silence ends a half frame."""
        half = self.framer.holding
        self._port.timeout = self.framer.idle_ms / 1000 if half else QUIET_S
        data = self._port.read(max(1, self._port.in_waiting))
        if data:
            return self.framer.feed(data)
        return self.framer.drop() if half else []

    def _put(self, item: Received | Unreachable) -> None:
        while not self._closing.is_set():
            try:
                self._frames.put(item, timeout=QUIET_S)
            except queue.Full:
                continue
            return


@contextmanager
def open_line(url: str, framer: Framer, clock: Clock) -> Iterator[Line]:
    """A line that is closed at the end. Raises: Unreachable; Misconfigured."""
    line = Line(open_port(url), framer, clock)
    try:
        yield line
    finally:
        line.close()
