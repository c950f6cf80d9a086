"""A test that hangs fails by its name and holds nobody up."""

import subprocess
import sys
from pathlib import Path

from tests.tidy.source import ROOT

HANGING = """
import signal
import threading


def test_waits_for_what_never_comes():
    threading.Event().wait()


def test_does_not_even_hear_that_it_should_stop():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    threading.Event().wait()


def test_comes_after_them():
    pass
"""


def test_a_test_that_hangs_fails_with_its_stacks_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "test_hanging.py").write_text(HANGING)
    limits = ["-o", "timeout=1", "-o", "faulthandler_timeout=3"]
    words = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), *limits, "-n", "1"]
    command = [sys.executable, "-m", "pytest", *words, "-p", "no:cacheprovider", str(tmp_path)]

    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=100)

    said = run.stdout + run.stderr
    assert "test_waits_for_what_never_comes - Failed: Timeout" in said
    assert "crashed while running" in said
    assert "in test_does_not_even_hear_that_it_should_stop" in said
    assert "2 failed, 1 passed" in said
