"""How long a person waits: an empty directory to the first page, the demo city, a second start."""

import os
import tempfile
import time
from pathlib import Path

from bench.figures import Figure
from bench.idle import cpu_s
from bench.product import demo
from tests.product import coldchain, running


def measure() -> list[Figure]:
    """Start three times as people do; processor time, too, for the wall time follows the crowd."""
    return [*_first_start(), *_demo_load(), *_second_start()]


def _first_start() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        waited_s, spent_s = _to_first_page(Path(folder))
    return [
        Figure("first start, empty directory to first page", waited_s, "s"),
        Figure("first start, processor time", spent_s, "s"),
    ]


def _demo_load() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        began, before = time.perf_counter(), os.times()
        loaded = coldchain(Path(folder), "demo")
        waited_s, after = time.perf_counter() - began, os.times()
    assert loaded.returncode == 0, loaded.stderr
    spent_s = after.children_user + after.children_system
    spent_s -= before.children_user + before.children_system
    return [
        Figure("demo city loaded", waited_s, "s", most=30),
        Figure("demo city loaded, processor time", spent_s, "s"),
    ]


def _second_start() -> list[Figure]:
    with demo(speed=1) as (first, data_dir):
        first.stop()
        waited_s, spent_s = _to_first_page(data_dir, "--demo")
    return [
        Figure("second start with the demo to first page", waited_s, "s", most=5),
        Figure("second start, processor time", spent_s, "s"),
    ]


def _to_first_page(data_dir: Path, *arguments: str) -> tuple[float, float]:
    """Seconds on the wall and of processor time from the command to the first page."""
    began = time.perf_counter()
    with running(data_dir, *arguments) as product, product.client() as client:
        assert client.get("/").status_code == 200
        return time.perf_counter() - began, cpu_s(product.pid)
