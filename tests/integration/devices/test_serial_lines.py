"""Real bytes on real pseudo-terminals and sockets, through the gateway."""

import os
import pty
import select
import socket
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from devices.config import Config, Scale, SerialLines
from devices.drivers import serial_port
from devices.events import Fault, Scan, Weight
from devices.frames import framing
from devices.frames.ssi import packet
from devices.gateway import Gateway
from tests.integration.devices.simulators import control, simulator
from tests.integration.devices.sinks import NOW, Memory, clock, eventually

LABEL = "]C10106901234567892172612311" + "0LOT-42\x1d3103001000"


class Plug:
    """A pseudo-terminal whose far end a test holds, at a path that stays the same."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ends: list[int] = []

    def insert(self) -> None:
        self._ends = list(pty.openpty())
        tty.setraw(self._ends[1])
        self.path.symlink_to(os.ttyname(self._ends[1]))

    def pull(self) -> None:
        self.path.unlink()
        for end in self._ends:
            os.close(end)
        self._ends = []

    def write(self, data: bytes) -> None:
        os.write(self._ends[0], data)

    def read(self) -> bytes:
        return os.read(self._ends[0], 1_000)

    def says_something(self, within_s: float) -> bool:
        return bool(select.select([self._ends[0]], [], [], within_s)[0])

    def close(self) -> None:
        if self._ends:
            self.pull()


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    made = Plug(tmp_path / "gun")
    made.insert()
    yield made
    made.close()


@contextmanager
def gateway(sink: Memory, *devices) -> Iterator[Gateway]:
    made = Gateway(Config(devices=devices), sink, clock=clock)
    made.start()
    try:
        eventually(lambda: all(state.state == "up" for state in made.status()))
        yield made
    finally:
        made.stop()


def gun(url: object, **options) -> SerialLines:
    return SerialLines(id="gun-1", url=f"serial://{url}", **options)


def datas(sink: Memory) -> list[str]:
    return [scan.data for scan in sink.of(Scan)]


def test_a_label_on_a_real_line_is_a_scan_and_its_answer_sounds_at_the_gun(plug: Plug) -> None:
    sink = Memory()
    with gateway(sink, gun(plug.path, answer="bel")):
        plug.write(LABEL.encode() + b"\r\n")
        assert plug.read() == b"\x07"
    (scan,) = sink.of(Scan)
    assert (scan.aim, scan.symbology, scan.device) == ("]C1", "gs1-128", "gun-1")
    assert scan.data == LABEL[3:]


def test_a_refusal_sounds_three_times_and_shows_its_text(plug: Plug) -> None:
    sink = Memory()
    sink.tone = "stop"
    with gateway(sink, gun(plug.path, answer="bel")):
        plug.write(b"]C0BOX\r\n")
        heard = b""
        while not heard.endswith(b"\r\n"):
            heard += plug.read()
    assert heard == b"\x07\x07\x07got BOX\r\n"


def test_an_unreadable_label_sounds_like_a_refusal(plug: Plug) -> None:
    with gateway(Memory(), gun(plug.path, answer="bel")):
        plug.write(b"\xff\xfe\r\n")
        assert plug.read().startswith(b"\x07\x07\x07")


def test_garbage_between_labels_is_kept_and_never_stops_the_line(plug: Plug) -> None:
    sink = Memory()
    with gateway(sink, gun(plug.path)):
        plug.write(
            b"]C0ONE\r\n\x00\xff\x80\r\n]C0TWO\r\nNR\r\n" + b"x" * 9_000 + b"\r\n]C0THREE\r\n"
        )
        eventually(lambda: datas(sink) == ["ONE", "TWO", "THREE"])
        eventually(lambda: len(sink.of(Fault)) == 3)
    assert [fault.reason for fault in sink.of(Fault)] == ["noise", "no_read", "too_long"]


def test_half_a_label_is_dropped_after_a_silence_and_the_next_one_is_whole(plug: Plug) -> None:
    sink = Memory()
    with gateway(sink, gun(plug.path, framing="suffix=CRLF,idle=50ms")):
        plug.write(b"]C10106901")
        eventually(lambda: len(sink.of(Fault)) == 1)
        plug.write(b"]C0OK\r\n")
        eventually(lambda: datas(sink) == ["OK"])
    assert sink.of(Fault)[0].reason == "incomplete"


def test_a_gun_that_is_unplugged_and_plugged_in_again_goes_on(
    plug: Plug, caplog: pytest.LogCaptureFixture
) -> None:
    sink = Memory()
    with gateway(sink, gun(plug.path)) as running:
        plug.pull()
        eventually(lambda: running.status()[0].state == "away")
        plug.insert()
        eventually(lambda: running.status()[0].state == "up")
        plug.write(b"]C0AFTER\r\n")
        eventually(lambda: datas(sink) == ["AFTER"])
    said = [record.getMessage() for record in caplog.records if "gun-1" in record.getMessage()]
    assert len([text for text in said if "is away" in text]) == 1
    assert len([text for text in said if "is back" in text]) == 1


def test_a_gun_that_starts_a_moment_after_us_was_never_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    late = Plug(tmp_path / "gun")
    made = Gateway(Config(devices=(gun(late.path),)), Memory(), clock=clock)
    made.start()
    eventually(lambda: made.status()[0].detail)
    late.insert()
    eventually(lambda: made.status()[0].state == "up")
    made.stop()
    late.close()
    assert not [one for one in caplog.records if one.name == "devices.gateway"]


def test_labels_read_while_the_sink_is_away_arrive_in_order_when_it_is_back(plug: Plug) -> None:
    sink = Memory()
    with gateway(sink, gun(plug.path)):
        sink.away.set()
        for number in range(100):
            plug.write(f"]C0BOX-{number:03}\r\n".encode())
        sink.away.clear()
        eventually(lambda: len(datas(sink)) == 100)
    assert datas(sink) == [f"BOX-{number:03}" for number in range(100)]


def test_an_ssi_gun_is_acknowledged_and_its_repeat_is_no_second_scan(plug: Plug) -> None:
    sink = Memory()
    with gateway(sink, gun(plug.path, framing="ssi")):
        plug.write(packet(0xF3, b"\x03PALLET-9", source=0))
        assert plug.read() == packet(0xD0)
        plug.write(packet(0xF3, b"\x03PALLET-9", source=0, status=1))
        assert plug.read() == packet(0xD0)
        plug.write(packet(0xF3, b"\x03PALLET-9", source=0)[:-1] + b"\0")
        assert plug.read() == packet(0xD1, b"\x01")
    assert datas(sink) == ["PALLET-9"]


def test_an_ssi_gun_is_not_acknowledged_before_its_label_is_kept(plug: Plug) -> None:
    sink = Memory()
    with gateway(sink, gun(plug.path, framing="ssi")):
        sink.away.set()
        plug.write(packet(0xF3, b"\x03PALLET-9", source=0))
        assert not plug.says_something(within_s=0.4)
        sink.away.clear()
        assert plug.read() == packet(0xD0)
        assert datas(sink) == ["PALLET-9"]


def test_a_bouncing_trigger_is_one_scan(plug: Plug) -> None:
    sink = Memory()
    with gateway(sink, gun(plug.path, debounce_ms=500)):
        plug.write(b"]C0SAME\r\n]C0SAME\r\n]C0OTHER\r\n")
        eventually(lambda: "OTHER" in datas(sink))
    assert datas(sink) == ["SAME", "OTHER"]


def test_a_serial_server_on_the_network_is_a_line_too() -> None:
    sink = Memory()
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"socket://127.0.0.1:{server.getsockname()[1]}"
        with gateway(sink, SerialLines(id="gun-1", url=url)) as running:
            peer, _ = server.accept()
            peer.sendall(b"]E06901234567892\r\n")
            eventually(lambda: datas(sink) == ["6901234567892"])
            peer.close()
            eventually(lambda: running.status()[0].state == "away")
    assert datas(sink) == ["6901234567892"]


def test_what_is_written_to_a_loop_comes_back_as_frames() -> None:
    with serial_port.open_line("loop://", framing.framer("suffix=CR"), clock) as line:
        line.write(b"]C0LOOP\rrest")
        frames = line.frames(5)
    assert [one.frame for one in frames] == [b"]C0LOOP"]


def test_the_simulated_gun_sends_labels_and_hears_its_tones(tmp_path: Path) -> None:
    link, path = tmp_path / "gun", tmp_path / "gun.sock"
    sink = Memory()
    with (
        simulator("scanner", "--link", link, "--control", path),
        control(path) as hand,
        gateway(sink, gun(link, answer="bel")),
    ):
        assert hand.send("]C110LOT<GS>21SN7") == "sent"
        assert hand.heard() == "heard b'\\x07'"
        assert datas(sink) == ["10LOT\x1d21SN7"]


def test_a_simulator_that_is_killed_and_started_again_is_a_replug(tmp_path: Path) -> None:
    link, path = tmp_path / "gun", tmp_path / "gun.sock"
    options = ("scanner", "--link", link, "--control", path, "--garbage")
    sink = Memory()
    with simulator(*options) as first, gateway(sink, gun(link)) as running:
        first.kill()
        eventually(lambda: running.status()[0].state == "away")
        with simulator(*options), control(path) as hand:
            eventually(lambda: running.status()[0].state == "up")
            assert hand.send("]C0AGAIN") == "sent"
            eventually(lambda: datas(sink) == ["AGAIN"])
    assert sink.of(Fault)


def scale(link: Path, **options) -> Scale:
    return Scale(id="scale-1", url=f"serial://{link}", **options)


@pytest.mark.parametrize(("flags", "poll_s"), [(("--continuous",), 0), ((), 0.1)])
def test_a_scale_tells_a_settled_weight_once(
    tmp_path: Path, flags: tuple[str, ...], poll_s: float
) -> None:
    link, path = tmp_path / "scale", tmp_path / "scale.sock"
    sink = Memory()

    def stable() -> list[int]:
        return [weight.weight_mg for weight in sink.of(Weight) if weight.stable]

    with (
        simulator("scale", "--link", link, "--control", path, *flags),
        control(path) as platform,
        gateway(sink, scale(link, poll_s=poll_s)),
    ):
        eventually(lambda: stable() == [0])
        assert platform.send("20.5") == "ok"
        eventually(lambda: stable() == [0, 20_500_000])
        assert platform.send("400") == "ok"
        eventually(lambda: sink.of(Fault))
    assert [fault.reason for fault in sink.of(Fault)] == ["overload"]
    assert stable() == [0, 20_500_000]


def test_a_load_that_stays_on_the_scale_is_told_again(plug: Plug) -> None:
    now = [NOW]
    sink = Memory()
    config = Config(devices=(scale(plug.path, repeat_s=20),))
    made = Gateway(config, sink, clock=lambda: now[0])
    made.start()
    eventually(lambda: made.status()[0].state == "up")
    for seconds, told in ((0, 1), (10, 1), (20, 2), (39, 2), (40, 3)):
        now[0] = NOW + timedelta(seconds=seconds)
        plug.write(b"S S     20.000 kg\r\n")
        eventually(lambda told=told: len(sink.of(Weight)) == told)
    made.stop()
    assert len(sink.of(Weight)) == 3


def test_a_polled_scale_that_does_not_answer_is_away(plug: Plug) -> None:
    sink = Memory()
    made = Gateway(Config(devices=(scale(plug.path, poll_s=0.05),)), sink, clock=clock)
    made.start()
    eventually(lambda: made.status()[0].state == "away")
    assert made.status()[0].detail == "the scale does not answer"
    made.stop()
