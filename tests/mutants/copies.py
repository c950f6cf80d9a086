"""Copies of the repository in which mutants live: the work tree itself is never touched."""

import compileall
import os
import py_compile
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.mutants.mutant import ROOT, Mutant

LEFT_OUT = shutil.ignore_patterns(
    ".*cache", ".git", ".venv", ".hypothesis", ".coldchain", "__pycache__", "node_modules", "build"
)
FETCHED = ("vendor", "api/static/vendor")
"""What set-up brings: large, the same for all copies."""
_STRICT = {"CI": "1"}
"""A server that is missing fails the sound product's tests: one that is skipped proves nothing."""
TIME_OUT = -1
"""Exit code of a run that did not end in its time."""
_OPTIONS = ("-x", "-q", "-rfE", "--tb=no", "--no-header", "-p", "no:cacheprovider")
_CHOICE = {"sqlite": ("-k", "not postgres"), "postgresql": ("-k", "postgres")}


class Copy:
    """One copy of the repository: a mutant lives in it while its tests run."""

    def __init__(self, folder: Path) -> None:
        self._root = folder

    def make(self) -> None:
        """Copy the repository as it is on the disk."""
        shutil.copytree(ROOT, self._root, symlinks=True, ignore=_left_out)
        for name in FETCHED:
            if (ROOT / name).exists():
                (self._root / name).symlink_to((ROOT / name).resolve())
        # By content: a file that is broken and mended within a second has the same time and size.
        mode = py_compile.PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(self._root, quiet=2, invalidation_mode=mode)

    @contextmanager
    def with_(self, mutant: Mutant) -> Iterator[None]:
        """The copy with a mutant in it. Raises: ValueError when the mutant cannot be applied."""
        path = self._root / mutant.file
        sound, broken = path.read_bytes(), mutant.broken(self._root)
        path.write_text(broken, encoding="utf-8")
        try:
            yield
        finally:
            path.write_bytes(sound)

    def run(self, tests: Sequence[str], on: str, *options: str, limit_s: float) -> tuple[int, str]:
        """Run tests until the first fails: pytest's exit code, or TIME_OUT, and what it said."""
        command = [sys.executable, "-m", "pytest", *_OPTIONS, *_CHOICE[on], *options, *tests]
        run = subprocess.Popen(
            command,
            cwd=self._root,
            env=os.environ | {"PYTHONPATH": str(self._root)} | _STRICT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said, _ = run.communicate(timeout=limit_s)
            return run.returncode, said
        except subprocess.TimeoutExpired:
            return TIME_OUT, f"no end within {limit_s:.0f} s"
        finally:
            _end(run)


def _left_out(folder: str, names: list[str]) -> set[str]:
    fetched = {name for name in names if (Path(folder) / name) in {ROOT / one for one in FETCHED}}
    return fetched | LEFT_OUT(folder, names)


def _end(run: "subprocess.Popen[str]") -> None:
    """End whatever the tests left running."""
    try:
        os.killpg(run.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        if run.poll() is None:
            run.communicate()
