"""Child processes of our own command line, started and stopped with us.

Each watches for our death by itself, so that nothing is left running even after `kill -9`.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

TERMINATE_S = 1.5
OURS = Path("/proc/self/task")


class Children:
    """Processes that are started one by one and stopped together."""

    def __init__(self) -> None:
        self._processes: list[subprocess.Popen[Any]] = []

    def start(self, *arguments: str) -> None:
        """Run `coldchain <arguments>` until `stop`."""
        command = [sys.executable, "-m", "api.cli", *arguments]
        # A session of its own: Ctrl-C is ours to pass on, in our order.
        # What it says about its work is not for our terminal; what goes wrong is.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._processes.append(process)

    def stop(self) -> None:
        """Ask all to stop, wait a little, then insist."""
        for process in self._processes:
            process.terminate()
        patience_until = time.monotonic() + TERMINATE_S
        for process in self._processes:
            try:
                process.wait(max(0.0, patience_until - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("child %d had to be killed", process.pid)
                process.kill()
                process.wait()
        self._processes.clear()


def end_solves() -> None:
    """End route plans under way in processes of their own; they are made again later.

    Only Linux says who our children are; elsewhere they end by their own time limit.
    """
    for listed in OURS.glob("*/children"):
        for pid in listed.read_text().split():
            with suppress(ProcessLookupError, FileNotFoundError):
                if b"routing.solving" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(int(pid), signal.SIGKILL)
