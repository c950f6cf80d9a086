"""A measured figure beside its aim, and the noise of the machine it was measured on."""

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.db import flush_rate


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; `most` or `least` is the aim, None where there is none."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the aim is met; a figure without an aim always is."""
        too_much = self.most is not None and self.value > self.most
        too_little = self.least is not None and self.value < self.least
        return not too_much and not too_little

    @property
    def aim(self) -> str:
        if self.most is not None:
            return f"<= {self.most:,.4g} {self.unit}"
        return "" if self.least is None else f">= {self.least:,.4g} {self.unit}"

    def line(self) -> str:
        """One line of the table."""
        verdict = ("met" if self.is_met else "MISSED") if self.aim else ""
        return f"{self.name:46} {self.value:>12,.2f} {self.unit:10} {self.aim:18} {verdict}"


def noise() -> str:
    """What else goes on here: without it no figure means anything."""
    with tempfile.TemporaryDirectory() as folder:
        flushes = flush_rate(Path(folder), seconds=1.0)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC   {os.cpu_count()} cores   load {load}   "
        f"disk {flushes:,.0f} flushes/s"
    )
