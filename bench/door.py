"""The product behind its door, for measuring: its web part in a process of its own, and clients.

`python -m bench.door URL DATA_DIR` serves a city from its noon on; what follows facts (labels,
papers, plans) is left out, so that a figure is that of the requests that were made.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench import city
from bench.idle import tree
from wms.access import people
from wms.db import Database, Tx

PATIENCE_S = 60
KEPT_S = 20.0
"""A browser connects anew after so long a silence; the product would end it after 30 s."""


def main() -> None:
    """Serve until somebody asks us to stop."""
    from datetime import UTC, datetime

    from api.ground.settings import Settings
    from api.running import server
    from api.running.supervisor import House, heed_signals

    url, data_dir = sys.argv[1:]
    began = datetime.now(UTC)
    settings = Settings(data_dir=Path(data_dir), database_url=url, log_level="WARNING")
    with (
        server.listen("127.0.0.1", 0) as listening,
        House(settings, clock=lambda: city.NOW + (datetime.now(UTC) - began)) as house,
    ):
        heed_signals(house.stop)
        house.serve(listening, lambda: print(listening.getsockname()[1], flush=True))


@dataclass
class Door:
    """A running product, and whose processor time counts as its own."""

    port: int
    pid: int
    database_pid: int | None
    _ended_s: dict[int, float] = field(default_factory=dict)

    def cpu_s(self) -> float:
        """Processor time of the product and its database until now, to the nanosecond."""
        roots = [self.pid] if self.database_pid is None else [self.pid, self.database_pid]
        for pid in (one for root in roots for one in tree(root)):
            # The clock of another process. Source: clock_getcpuclockid(3), as glibc makes it.
            self._ended_s[pid] = time.clock_gettime((~pid << 3) | 2)
        return sum(self._ended_s.values())

    def peak_mb(self) -> float:
        """The most memory the product has had."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        [line] = [one for one in status.splitlines() if one.startswith("VmHWM")]
        return int(line.split()[1]) / 1024


@contextmanager
def opened(url: str, folder: Path, core: int, database_pid: int | None) -> Iterator[Door]:
    """Start the product on one core."""
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.door", url, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
        )
    finally:
        os.sched_setaffinity(0, mine)
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        assert said.strip().isdecimal(), "the product did not start"
        yield Door(int(said), process.pid, database_pid)
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
        process.stdout.close()


class Client:
    """A browser that stays connected; `None` is a stranger."""

    def __init__(self, door: Door, session: people.Opened | None = None) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", door.port, timeout=PATIENCE_S)
        self._used_at = time.monotonic()
        self._headers = {"Accept-Encoding": "gzip", "Accept-Language": "zh"}
        if session is not None:
            self._headers["Cookie"] = f"coldchain_session={session.token}"
            self._headers["X-CSRF-Token"] = session.session.csrf

    def get(self, path: str, *, accept: str = "text/html") -> bytes:
        """A page as it came over the line."""
        return self._ask("GET", path, None, {"Accept": accept})

    def press(self, path: str, **fields: Any) -> bytes:
        """Send a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields, doseq=True).encode(), kind)

    def send(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Call the interface for programs."""
        kind = {"Content-Type": "application/json"}
        said = self._ask("POST", path, json.dumps(body, default=str).encode(), kind)
        answer: dict[str, Any] = json.loads(said)
        return answer

    def scan(self, code: str, said: str | None = None) -> dict[str, Any]:
        """Beep at the person's own station, and see that it says what it should."""
        answer = self.send("/v1/scans", {"id": uuid4(), "code": code})
        assert answer["tone"] == "ok", answer
        assert said in (None, answer["code"]), answer
        return answer

    def _ask(self, method: str, path: str, body: bytes | None, more: dict[str, str]) -> bytes:
        if time.monotonic() - self._used_at > KEPT_S:
            self._line.close()
        self._used_at = time.monotonic()
        self._line.request(method, path, body, {**self._headers, **more})
        answer = self._line.getresponse()
        said = answer.read()
        assert answer.status < 400, (path, answer.status, said[:500])
        return said


def sessions(url: str) -> dict[str, people.Opened]:
    """Everybody of the city logged in, before the product is there."""
    db = Database(url)

    def open_all(tx: Tx) -> dict[str, people.Opened]:
        users = {user.login: user.id for user in people.everybody(tx)}
        return {name: people.open_session(tx, users[name], now=city.NOW) for name in city.PEOPLE}

    try:
        return db.write(open_all)
    finally:
        db.close()


if __name__ == "__main__":
    main()
