"""Starts simulators as the processes they are."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.integration.devices.sinks import eventually

ROOT = Path(__file__).parents[3]


@contextmanager
def simulator(*arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running simulator, stopped at the end."""
    command = [sys.executable, "-m", "devices.simulator", *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()


class Control:
    """The control socket of a simulator."""

    def __init__(self, path: Path) -> None:
        eventually(path.exists)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        eventually(lambda: self._connected(path))
        self._lines = self._socket.makefile("r", encoding="utf-8")

    def _connected(self, path: Path) -> bool:
        try:
            self._socket.connect(str(path))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        return True

    def send(self, line: str) -> str:
        """Send a command and return the next line."""
        self._socket.sendall(line.encode() + b"\n")
        return self.heard()

    def heard(self) -> str:
        """The next line the simulator says."""
        return self._lines.readline().rstrip("\n")

    def close(self) -> None:
        """Hang up."""
        self._lines.close()
        self._socket.close()


@contextmanager
def control(path: Path) -> Iterator[Control]:
    """A connection to a simulator's control socket."""
    opened = Control(path)
    try:
        yield opened
    finally:
        opened.close()
