"""What the product costs while nobody uses it: memory and processor of its whole process tree."""

import os
import re
import tempfile
import time
from pathlib import Path

from bench.figures import Figure
from bench.product import demo
from tests.product import running

SETTLE_S = 45.0
"""Start-up work is over by then: what waited to be printed is drawn, the drawing process gone."""
WATCH_S = 120.0
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def measure() -> list[Figure]:
    """Watch it with the demo at its usual pace, with the demo's people asleep, and without."""
    with demo(speed=1) as (product, _):
        figures = _watched(product.pid, "demo")
    with demo(speed=0) as (product, _):
        figures += _watched(product.pid, "demo, people asleep")
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as product:
        return figures + _watched(product.pid, "without demo")


def _watched(pid: int, name: str) -> list[Figure]:
    time.sleep(SETTLE_S)
    before, began = cpu_s(pid), time.monotonic()
    time.sleep(WATCH_S)
    share = (cpu_s(pid) - before) / (time.monotonic() - began)
    return [
        Figure(f"idle memory, {name}", memory_mb(pid), "MB", most=350),
        Figure(f"idle processor, {name}", 100 * share, "% of core", most=2),
    ]


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        for listed in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, listed.read_text().split())
    return found


def memory_mb(pid: int) -> float:
    """Memory of the tree; pages that processes share are counted once."""
    return sum(_share_kb(one) for one in tree(pid)) / 1024


def _share_kb(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)
    assert found is not None
    return int(found[1])


def cpu_s(pid: int) -> float:
    """Processor time of the tree so far, with that of children that have ended."""
    return sum(_ticks(one) for one in tree(pid)) / TICKS_PER_S


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15])  # utime, stime, and both of the dead
