"""The power goes: a program runs beside a disk that keeps only what was flushed to it."""

import os
import shutil
import subprocess
from pathlib import Path

from tests import servers

SOURCE = Path(__file__).with_name("power_cut.c")


def compiled_into(folder: Path) -> Path:
    """The library that keeps what a program flushes; without a C compiler the test is skipped."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        servers.missing("a C compiler")
    library = folder / "power_cut.so"
    command = [str(compiler), "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


def environment(library: Path, folder: Path, disk: Path) -> dict[str, str]:
    """For a program that writes into `folder`: what it flushes is in `disk` when it is killed."""
    flushing = {"POWER_CUT_FROM": str(folder), "POWER_CUT_TO": str(disk)}
    return os.environ | {"LD_PRELOAD": str(library)} | flushing
