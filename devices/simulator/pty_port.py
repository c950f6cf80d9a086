"""A pseudo-terminal that looks like a serial port, with a control socket beside it.

One loop serves both: `on_bytes` gets what the host wrote to the port, `on_command` gets each line
that arrives on the control socket and answers with one line.
"""

import os
import pty
import selectors
import socket
import threading
import tty
from collections.abc import Callable
from pathlib import Path

READ_BYTES = 4_096
TICK_S = 1.0
LINE_BYTES_MAX = 65_536


class PtyPort:
    """The device's end of a serial line at `link`."""

    def __init__(self, link: Path, control: Path) -> None:
        self._link = link
        self._master, self._slave = pty.openpty()  # our own slave keeps the line when hosts leave
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        replace_link(link, os.ttyname(self._slave))
        self._control = control_socket(control)
        self._control_path = control
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._master, selectors.EVENT_READ)
        self._selector.register(self._control, selectors.EVENT_READ)
        self._held: dict[socket.socket, bytes] = {}

    def write(self, data: bytes) -> bool:
        """Send bytes to the host; False when it does not read and the line is full."""
        try:
            return os.write(self._master, data) == len(data)
        except BlockingIOError:
            return False

    def tell(self, text: str) -> None:
        """Print a line, and send it to everyone on the control socket."""
        print(text, flush=True)  # noqa: T201 - what a simulator hears is its output
        for client in list(self._held):
            self._send(client, text)

    def serve(
        self,
        stop: threading.Event,
        on_bytes: Callable[[bytes], None],
        on_command: Callable[[str], str],
        on_tick: Callable[[], float] = lambda: TICK_S,
    ) -> None:
        """Run until stopped; `on_tick` runs between events and says in how many seconds again."""
        while not stop.is_set():
            for key, _ in self._selector.select(min(TICK_S, on_tick())):
                if key.fileobj == self._master:
                    on_bytes(self._read_master())
                elif key.fileobj is self._control:
                    self._accept()
                else:
                    self._read_commands(key.fileobj, on_command)  # type: ignore[arg-type]
        self.close()

    def close(self) -> None:
        """Remove the link and the socket: the plug is pulled."""
        for client in list(self._held):
            client.close()
        self._selector.close()
        self._control.close()
        os.close(self._master)
        os.close(self._slave)
        self._link.unlink(missing_ok=True)
        self._control_path.unlink(missing_ok=True)

    def _read_master(self) -> bytes:
        try:
            return os.read(self._master, READ_BYTES)
        except (BlockingIOError, OSError):
            return b""

    def _accept(self) -> None:
        client, _ = self._control.accept()
        client.setblocking(False)
        self._held[client] = b""
        self._selector.register(client, selectors.EVENT_READ)

    def _read_commands(self, client: socket.socket, on_command: Callable[[str], str]) -> None:
        try:
            data = client.recv(READ_BYTES)
        except OSError:
            data = b""
        *lines, rest = (self._held[client] + data).split(b"\n")
        self._held[client] = rest
        for line in lines:
            self._send(client, on_command(line.decode("utf-8", "replace").rstrip("\r")))
        if not data or len(rest) > LINE_BYTES_MAX:
            self._drop(client)

    def _send(self, client: socket.socket, text: str) -> None:
        try:
            client.send(text.encode() + b"\n")
        except OSError:
            self._drop(client)

    def _drop(self, client: socket.socket) -> None:
        if client in self._held:
            del self._held[client]
            self._selector.unregister(client)
            client.close()


def replace_link(link: Path, target: str) -> None:
    """Point `link` at the terminal, whatever an earlier run left there."""
    link.parent.mkdir(parents=True, exist_ok=True)
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)


def control_socket(path: Path) -> socket.socket:
    """A listening Unix socket at `path`, readable by this user alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(path))
    path.chmod(0o600)
    listening.listen(8)
    listening.setblocking(False)
    return listening
