"""The product as a user starts it: `coldchain up` in a process of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

ROOT = Path(__file__).parent.parent
READY_S = 300
_READY = re.compile(
    r"(?:(?:Coldchain is ready: |Serving on) *(\S+)/|Working\.|Listening to devices\.)$"
)


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """Our surroundings without any setting of the product but the data directory."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COLDCHAIN_")}
    return {**kept, "COLDCHAIN_DATA_DIR": str(data_dir), **more}


def coldchain(
    data_dir: Path, *arguments: str, typed: str | None = None, **more: str
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        cwd=ROOT,
        env=environment(data_dir, **more),
        input=typed,
        capture_output=True,
        text=True,
        timeout=READY_S,
        check=False,
    )


class Product:
    """A running `coldchain up`, or another command that stays; what it says is collected."""

    def __init__(self, data_dir: Path, *arguments: str, command: str = "up", **more: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", command, *arguments],
            cwd=ROOT,
            env=environment(data_dir, **more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self.address = ""
        self._is_ready = False
        self._said = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._wait_until_ready()

    @property
    def pid(self) -> int:
        return self._process.pid

    def client(self, secret: str | None = None) -> httpx2.Client:
        """A client of its pages, with a key if one is given."""
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        return httpx2.Client(base_url=self.address, headers=headers, timeout=20)

    def children(self) -> list[int]:
        """Process ids of its children."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def stop(self, number: int = signal.SIGTERM, patience_s: float = 20) -> int:
        """Send a signal, wait for the end, return the exit code."""
        if self._process.poll() is None:
            self._process.send_signal(number)
        code = self._process.wait(patience_s)
        self._reader.join(5)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._said:
                self.lines.append(line.rstrip("\n"))
                if found := _READY.match(line):
                    self.address = found[1] or ""
                    self._is_ready = True
                self._said.notify_all()
        with self._said:
            self._said.notify_all()

    def _wait_until_ready(self) -> None:
        def is_decided() -> bool:
            return self._is_ready or self._process.poll() is not None

        with self._said:
            # The process may end without another line, so its end is looked for now and then.
            for _ in range(READY_S * 4):
                if self._said.wait_for(is_decided, timeout=0.25):
                    break
        if not self._is_ready:
            code = self.stop(signal.SIGKILL)
            raise AssertionError(f"not ready (exit {code}):\n" + "\n".join(self.lines))


@contextmanager
def running(data_dir: Path, *arguments: str, **more: str) -> Iterator[Product]:
    """The product on a free port, stopped afterwards whatever happens."""
    product = Product(data_dir, "--port", "0", *arguments, **more)
    try:
        yield product
    finally:
        product.stop()
