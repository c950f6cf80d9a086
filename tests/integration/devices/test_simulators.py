"""The simulated devices as processes: they buffer, misbehave on request, and leave nothing."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import serial

from devices.access import Scope
from devices.config import Config, Listener
from devices.events import Fault, Reading
from devices.gateway import Gateway
from devices.simulator import main
from tests.integration.devices.simulators import ROOT, control, simulator
from tests.integration.devices.sinks import Memory, eventually

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-m", "devices.simulator", *sys.argv[1:]])
print(child.pid, flush=True)
sys.stdin.read()
"""
MODULES = """
import sys
from importlib import import_module
import_module("devices.simulator." + sys.argv[1])
print([name for name in ("pymodbus", "paho", "serial", "msgspec") if name in sys.modules])
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def scope(client_id: str, username: str, password: str) -> Scope | None:
    return Scope(username, "wh/hub", "native") if password == "key" else None


@contextmanager
def listening(sink: Memory, port: int) -> Iterator[Gateway]:
    made = Gateway(Config(listener=Listener(port=port)), sink, authenticate=scope)
    made.start()
    try:
        eventually(lambda: made.status()[0].state == "up")
        yield made
    finally:
        made.stop()


def sensor_options(port: int, folder: Path) -> list[str]:
    return [
        *("sensors", "--url", f"mqtt://hub:key@127.0.0.1:{port}", "--prefix", "wh/hub"),
        *("--outbox", str(folder / "outbox.db"), "--control", str(folder / "sensors.sock")),
        *("--sensor", "CR-01=2", "--vehicle", "V1=4", "--every", "0.2"),
    ]


def temperatures(sink: Memory, sensor: str) -> list[Reading]:
    found = [one for one in sink.of(Reading) if one.sensor == sensor]
    return [one for one in found if one.metric == "temperature"]


def test_sensors_report_their_rooms_and_vehicles(tmp_path: Path) -> None:
    sink, port = Memory(), free_port()
    with listening(sink, port), simulator(*sensor_options(port, tmp_path)):
        eventually(lambda: temperatures(sink, "CR-01") and temperatures(sink, "V1"))
        with control(tmp_path / "sensors.sock") as hand:
            assert hand.send("warm CR-01 9") == "ok"
        eventually(lambda: any(one.value > 8 for one in temperatures(sink, "CR-01")))
    of_room = {one.metric for one in sink.of(Reading) if one.sensor == "CR-01"}
    assert of_room == {"temperature", "humidity", "door_open", "battery_pct"}
    of_vehicle = {one.metric for one in sink.of(Reading) if one.sensor == "V1"}
    assert of_vehicle == {"temperature", "battery_pct"}
    assert all(one.device == "hub" and one.occurred_at for one in sink.of(Reading))


def test_what_was_measured_while_the_listener_was_away_arrives_with_its_own_time(
    tmp_path: Path,
) -> None:
    sink, port = Memory(), free_port()
    options = sensor_options(port, tmp_path)
    with simulator(*options) as killed, control(tmp_path / "sensors.sock"):
        eventually(lambda: (tmp_path / "outbox.db").exists())
        eventually(lambda: waiting(tmp_path) >= 6)
        killed.kill()
    kept = waiting(tmp_path)
    with simulator(*options), listening(sink, port):
        eventually(lambda: len(temperatures(sink, "CR-01") + temperatures(sink, "V1")) > kept)
        eventually(lambda: waiting(tmp_path) <= 2)
    times = [one.occurred_at for one in temperatures(sink, "CR-01")]
    assert times == sorted(times)
    assert len(set(times)) == len(times)


def waiting(folder: Path) -> int:
    from devices.simulator.outbox import Outbox

    outbox = Outbox(folder / "outbox.db")
    try:
        return len(outbox)
    finally:
        outbox.close()


def test_garbage_from_sensors_is_kept_beside_their_readings(tmp_path: Path) -> None:
    sink, port = Memory(), free_port()
    options = [*sensor_options(port, tmp_path), "--garbage", "--every", "0.02"]
    with listening(sink, port), simulator(*options):
        eventually(lambda: sink.of(Fault) and temperatures(sink, "CR-01"))


@pytest.mark.parametrize("module", ["scanner", "scale"])
def test_a_gun_and_a_scale_load_no_network_libraries(module: str) -> None:
    command = [sys.executable, "-c", MODULES, module]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_a_simulator_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    link = tmp_path / "gun"
    options = ["scanner", "--link", str(link), "--control", str(tmp_path / "gun.sock")]
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, *options],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    eventually(link.is_symlink)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdin.close()
    parent.stdout.close()
    eventually(lambda: not is_running(child))
    assert not link.is_symlink()


def is_running(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status != "Z"


def test_a_simulator_told_to_stop_removes_its_port_and_exits_with_0(tmp_path: Path) -> None:
    link = tmp_path / "gun"
    options = ("scanner", "--link", link, "--control", tmp_path / "gun.sock")
    with simulator(*options) as running:
        eventually(link.is_symlink)
        running.terminate()
        assert running.wait(10) == 0
    assert not link.is_symlink()


def test_an_unknown_kind_is_refused_with_the_kinds_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["toaster"])
    assert caught.value.code == 2
    assert "cold-room" in capsys.readouterr().err


def test_pressing_a_simulated_gun_sends_its_label_down_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--link", tmp_path / "gun", "--control", tmp_path / "gun.sock")
    with simulator("scanner", *options):
        eventually((tmp_path / "gun.sock").exists)
        with serial.Serial(str(tmp_path / "gun"), timeout=5) as line:
            assert main(["press", "gun", "LOC-A-01", "--dir", str(tmp_path)]) == 0
            assert line.read_until(b"\r\n") == b"LOC-A-01\r\n"
    assert capsys.readouterr().out.strip() == "sent"


def test_pressing_a_device_that_is_not_there_names_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "main-scale.sock").touch()
    assert main(["press", "nothing", "1", "--dir", str(tmp_path)]) == 1
    assert "main-scale" in capsys.readouterr().err
