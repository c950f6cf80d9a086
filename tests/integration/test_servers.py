"""The tests' own PostgreSQL ends cleanly whatever became of it."""

import os
import signal
from pathlib import Path

from tests import servers


def test_a_server_that_was_killed_leaves_nothing_and_stops_no_run(tmp_path: Path) -> None:
    with servers.shared_postgres(tmp_path) as url:
        home = Path(url.rpartition("host=")[2])
        postmaster = int((home / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
    assert not home.exists()
