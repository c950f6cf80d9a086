"""An MT-SICS scale: the load is set in kg through the control socket and settles within a second.

It answers `S` (when stable), `SI` (at once) and `SIR` (continuously until another command), or
sends continuously from the start. Source: Mettler-Toledo MT-SICS, levels 0 and 1.
"""

import argparse
import random
import time
from pathlib import Path

from devices.simulator.lifetime import until_stopped
from devices.simulator.pty_port import TICK_S, PtyPort
from devices.simulator.scanner import GARBAGE, rubbish

SETTLES_S = 0.8
CAPACITY_KG = 300.0
EVERY_S = 0.5


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this simulator."""
    parser.add_argument("--link", type=Path, required=True, help="where the port appears")
    parser.add_argument("--control", type=Path, required=True, help="Unix socket for loads in kg")
    parser.add_argument("--continuous", action="store_true", help="send without being asked")
    parser.add_argument("--garbage", action="store_true", help="rubbish before every weight")
    parser.add_argument("--seed", type=int, default=1)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    stop = until_stopped()
    scale = SimulatedScale(PtyPort(options.link, options.control), options)
    scale.port.serve(stop, scale.asked, scale.load, scale.tick)
    return 0


class SimulatedScale:
    """A platform, its load, and the line to the host."""

    def __init__(self, port: PtyPort, options: argparse.Namespace) -> None:
        self.port = port
        self._garbage = bool(options.garbage)
        self._dice = random.Random(options.seed)
        self._load_kg = 0.0
        self._before_kg = 0.0
        self._changed_at = -SETTLES_S
        self._continuous = bool(options.continuous)
        self._wants_stable = False
        self._next_at = 0.0
        self._held = b""

    def load(self, line: str) -> str:
        """Put this many kg on the platform."""
        if line == GARBAGE:
            self.port.write(rubbish(self._dice) + b"\r\n")
            return "sent"
        try:
            load_kg = float(line)
        except ValueError:
            return "expected a number of kg"
        self._before_kg, self._load_kg = self._load_kg, load_kg
        self._changed_at = time.monotonic()
        return "ok"

    def asked(self, data: bytes) -> None:
        """Answer the commands of the host."""
        *lines, self._held = (self._held + data).split(b"\r\n")
        self._held = self._held[-64:]
        for command in lines:
            self._continuous = command == b"SIR"
            if command in (b"SI", b"SIR"):
                self._send(self._frame())
            elif command == b"S":
                self._wants_stable = True
            else:
                self._send("ES")

    def tick(self) -> float:
        """Send what is due and say in how many seconds to come back."""
        now = time.monotonic()
        if self._wants_stable and self._is_stable(now):
            self._wants_stable = False
            self._send(self._frame())
        if self._continuous and now >= self._next_at:
            self._next_at = now + EVERY_S
            self._send(self._frame())
        if self._wants_stable:
            return 0.05
        return max(0.0, self._next_at - now) if self._continuous else TICK_S

    def _is_stable(self, now: float) -> bool:
        return now - self._changed_at >= SETTLES_S

    def _frame(self) -> str:
        now = time.monotonic()
        if self._load_kg > CAPACITY_KG:
            return "S +"
        if self._load_kg < -1:
            return "S -"
        settled = min(1.0, (now - self._changed_at) / SETTLES_S)
        shown_kg = self._before_kg + (self._load_kg - self._before_kg) * settled
        if not self._is_stable(now):
            shown_kg += self._dice.uniform(-0.02, 0.02)
        return f"S {'S' if self._is_stable(now) else 'D'} {shown_kg:10.3f} kg"

    def _send(self, text: str) -> None:
        if self._garbage:
            self.port.write(rubbish(self._dice) + b"\r\n")
        self.port.write(text.encode() + b"\r\n")
