"""The product with its demo city loaded, started as people start it, for measuring it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from api.demo.world import PASSWORD
from tests.product import Product, coldchain, running


@contextmanager
def demo(speed: float) -> Iterator[tuple[Product, Path]]:
    """A fresh copy of the loaded demo with people this busy, and its data directory."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "data"
        shutil.copytree(_loaded(), data_dir)
        with running(data_dir, "--demo", COLDCHAIN_DEMO_SPEED=str(speed)) as product:
            yield product, data_dir


@cache
def _loaded() -> Path:
    """A data directory with the demo city, made once; the system clears temporary files."""
    folder = Path(tempfile.mkdtemp(prefix="bench-demo-"))
    made = coldchain(folder, "demo")
    assert made.returncode == 0, made.stderr
    return folder


def forget() -> None:
    """Remove the loaded demo, if it was made."""
    if _loaded.cache_info().currsize:
        shutil.rmtree(_loaded(), ignore_errors=True)
        _loaded.cache_clear()


__all__ = ["PASSWORD", "Product", "demo", "forget"]
