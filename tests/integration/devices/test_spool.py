"""The far gateway's promise: on disk before the gun beeps, at the server in the end, once."""

import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from devices.errors import Garbled, Misconfigured, Unreachable
from devices.events import Event, Fault, Scan, from_wire
from devices.sink import HttpSink, deliver_isolating
from devices.spool import Spool, SpooledSink
from tests.crash import power
from tests.integration.devices.simulators import ROOT
from tests.integration.devices.sinks import NOW, Memory, eventually

WRITER = """
import sys, uuid
from datetime import datetime, UTC
from pathlib import Path
from devices.events import Scan
from devices.spool import Spool
spool = Spool(Path(sys.argv[1]))
number = 0
while True:
    batch = [Scan(uuid.uuid4(), "gun", None, datetime.now(UTC), f"{number + n}") for n in range(3)]
    spool.put(batch)
    number += 3
    print(number, flush=True)
"""


def scan(data: str) -> Scan:
    return Scan(uuid4(), "gun", NOW, NOW, data)


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    made = Spool(tmp_path / "spool.db")
    yield made
    made.close()


def test_events_leave_in_the_order_they_came(spool: Spool) -> None:
    for number in range(5):
        spool.put([scan(f"{number}a"), scan(f"{number}b")])
    last, events = spool.head()
    assert [event.data for event in events] == [f"{n}{side}" for n in range(5) for side in "ab"]
    assert len(spool) == 10
    spool.forget(last)
    assert (len(spool), spool.head()) == (0, (0, []))


def test_a_full_spool_refuses_and_keeps_what_it_has(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool.db", events_max=3)
    spool.put([scan("1"), scan("2")])
    with pytest.raises(Unreachable, match="the spool is full"):
        spool.put([scan("3"), scan("4")])
    assert len(spool.head()[1]) == 2
    spool.close()


def test_a_file_that_is_no_spool_is_a_misconfiguration(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(Misconfigured, match="cannot be a spool"):
        Spool(path)


def spooled_until_killed(path: Path, env: Mapping[str, str] | None = None) -> int:
    """How many events a program was promised before it was killed."""
    command = [sys.executable, "-c", WRITER, str(path)]
    writer = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    for _ in range(20):
        promised = int(writer.stdout.readline())
    os.kill(writer.pid, signal.SIGKILL)
    promised = max([promised, *map(int, writer.stdout.read().split())])
    writer.wait()
    writer.stdout.close()
    return promised


def emptied(path: Path) -> list[str]:
    """The labels a spool still has, in their order."""
    spool = Spool(path)
    kept: list[Event] = []
    while batch := spool.head()[1]:
        kept += batch
        spool.forget(spool.head()[0])
    spool.close()
    return [event.data for event in kept if isinstance(event, Scan)]


def test_nothing_promised_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    for _ in range(3):
        promised = spooled_until_killed(path)
        assert emptied(path)[:promised] == [str(n) for n in range(promised)]


def test_nothing_promised_is_lost_when_the_power_goes(power_cut: Path, tmp_path: Path) -> None:
    folder, disk = tmp_path / "memory", tmp_path / "disk"
    for one in (folder, disk):
        one.mkdir()
    promised = spooled_until_killed(folder / "spool.db", power.environment(power_cut, folder, disk))
    assert emptied(disk / "spool.db")[:promised] == [str(n) for n in range(promised)]


def test_a_scan_gets_the_servers_answer_when_it_is_there(spool: Spool) -> None:
    sink = SpooledSink(spool, Memory())
    label = scan("BOX")
    assert sink.deliver([label])[label.id].text == "got BOX"
    sink.close()


def test_a_scan_is_stored_while_the_server_is_away_and_arrives_later_in_order(
    spool: Spool,
) -> None:
    far = Memory()
    far.away.set()
    sink = SpooledSink(spool, far, patience_s=0.2)
    labels = [scan(f"BOX-{number}") for number in range(5)]
    tones = [sink.deliver([label])[label.id].tone for label in labels]
    assert tones == ["stored"] * 5
    assert sink.waiting == 5
    far.away.clear()
    eventually(lambda: far.events == labels)
    eventually(lambda: sink.waiting == 0)
    sink.close()


def test_a_spool_goes_on_where_the_last_process_stopped(tmp_path: Path) -> None:
    first = Spool(tmp_path / "spool.db")
    label = scan("BOX")
    first.put([label])
    first.close()
    again = Spool(tmp_path / "spool.db")
    far = Memory()
    sink = SpooledSink(again, far)
    eventually(lambda: far.events == [label])
    sink.close()
    again.close()
    assert far.events == [label]


class Choosy(Memory):
    """A sink that cannot take one kind of label."""

    def deliver(self, events):
        if any(isinstance(event, Scan) and event.data == "POISON" for event in events):
            raise ValueError("cannot store this")
        return super().deliver(events)


def test_an_event_the_sink_chokes_on_is_kept_as_a_fault_and_the_others_pass() -> None:
    sink = Choosy()
    labels = [scan("1"), scan("2"), scan("POISON"), scan("3")]
    answers = deliver_isolating(sink, labels)
    assert [one.data for one in sink.of(Scan)] == ["1", "2", "3"]
    assert set(answers) == {label.id for label in labels if label.data != "POISON"}
    (fault,) = sink.of(Fault)
    assert fault.reason == "refused_by_sink"
    assert from_wire(fault.payload) == [labels[2]]


class Server(http.server.ThreadingHTTPServer):
    """A far end that speaks the wire format; `status` is what it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 200
        self.events: list[Event] = []
        self.connections = 0
        self.open: list[socket.socket] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/base/"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1
        self.server.open.append(self.connection)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        allowed = self.path == "/base/v1/device-events"
        allowed = allowed and self.headers["Authorization"] == "Bearer key-1"
        events = from_wire(body)
        self.server.events += events
        answers = [{"event_id": str(one.id), "tone": "ok", "text": "收到"} for one in events]
        reply = json.dumps({"answers": answers}).encode()
        self.send_response(self.server.status if allowed else 404)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.shutdown()
    made.server_close()


def test_events_are_posted_with_the_key_over_one_connection(server: Server) -> None:
    sink = HttpSink(server.url, "key-1")
    first, second = scan("1"), scan("2")
    assert sink.deliver([first])[first.id].text == "收到"
    assert sink.deliver([second])[second.id].tone == "ok"
    assert server.events == [first, second]
    assert server.connections == 1
    sink.close()


@pytest.mark.parametrize(
    ("status", "error"),
    [(503, Unreachable), (401, Unreachable), (429, Unreachable), (422, Garbled)],
)
def test_only_a_refusal_of_the_events_themselves_is_final(
    server: Server, status: int, error: type[Exception]
) -> None:
    server.status = status
    sink = HttpSink(server.url, "key-1")
    with pytest.raises(error):
        sink.deliver([scan("1")])
    sink.close()


def test_a_connection_the_server_dropped_while_idle_is_made_again(server: Server) -> None:
    sink = HttpSink(server.url, "key-1")
    first, second = scan("1"), scan("2")
    sink.deliver([first])
    for connection in server.open:
        connection.shutdown(socket.SHUT_RDWR)
    sink.deliver([second])
    assert server.events == [first, second]
    sink.close()


def test_a_server_that_went_away_is_unreachable_and_found_again(server: Server) -> None:
    sink = HttpSink(server.url, "key-1")
    sink.deliver([scan("1")])
    server.shutdown()
    server.server_close()
    gone = HttpSink(server.url, "key-1")
    with pytest.raises(Unreachable):
        gone.deliver([scan("2")])
    sink.close()


@pytest.mark.parametrize("url", ["ftp://far", "http://", "nonsense"])
def test_an_address_that_is_not_http_is_a_misconfiguration(url: str) -> None:
    with pytest.raises(Misconfigured):
        HttpSink(url, "key")


def test_ids_survive_the_way_so_that_a_repeat_is_recognised(server: Server, spool: Spool) -> None:
    far = HttpSink(server.url, "key-1")
    sink = SpooledSink(spool, far)
    label = scan("BOX")
    assert set(sink.deliver([label])) == {label.id}
    eventually(lambda: server.events == [label])
    assert isinstance(server.events[0].id, UUID)
    sink.close()
    far.close()
