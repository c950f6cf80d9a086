"""Cold-room controllers: pymodbus's own server and the simulated ones, polled by the gateway."""

import os
import pty
import select
import socket
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.config import Channel, Config, Modbus
from devices.events import Presence, Reading
from devices.frames.modbus import crc16
from devices.gateway import Gateway
from tests.integration.devices.simulators import Control, control, simulator
from tests.integration.devices.sinks import Memory, clock, eventually

CHANNELS = (
    Channel(name="air", metric="temperature", offset=0, scale=0.1, sentinels=(32767, -32768)),
    Channel(name="setpoint", offset=1, scale=0.1),
    Channel(name="rh", metric="humidity", offset=2, type="uint16", scale=0.1, unit="%"),
    Channel(name="door", metric="door_open", offset=3, type="bit", bit=0, unit="bool"),
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def unit(number: int, port: int, **options) -> Modbus:
    settings = {"poll_s": 0.1, "timeout_s": 0.3, "channel": CHANNELS, **options}
    url = f"modbus+tcp://127.0.0.1:{port}"
    return Modbus(id=f"room-{number}", url=url, unit=number, **settings)


@contextmanager
def gateway(sink: Memory, *devices: Modbus) -> Iterator[Gateway]:
    made = Gateway(Config(devices=devices), sink, clock=clock)
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[tuple[int, Control]]:
    """A controller with a chilled room as unit 1 and a freezer as unit 2."""
    port, path = free_port(), tmp_path / "rooms.sock"
    options = ("--port", str(port), "--control", path, "--room", "CR-01=2", "--room", "FZ-01=-18")
    with simulator("cold-room", *options), control(path) as hand:
        yield port, hand


def temperatures(sink: Memory, sensor: str) -> list[Reading]:
    return [one for one in sink.of(Reading) if one.sensor == sensor]


def test_each_room_is_read_in_its_units(rooms: tuple[int, Control]) -> None:
    port, _ = rooms
    sink = Memory()
    with gateway(sink, unit(1, port), unit(2, port)):
        eventually(lambda: temperatures(sink, "room-1/air") and temperatures(sink, "room-2/air"))
    chilled, frozen = temperatures(sink, "room-1/air")[0], temperatures(sink, "room-2/air")[0]
    assert (chilled.quality, frozen.quality) == ("good", "good")
    assert 1 < chilled.value < 3
    assert -19 < frozen.value < -17
    assert {one.metric for one in sink.of(Reading)} == {"temperature", "humidity", "door_open"}


def test_a_room_that_warms_up_is_seen(rooms: tuple[int, Control]) -> None:
    port, hand = rooms
    sink = Memory()
    with gateway(sink, unit(1, port)):
        assert hand.send("warm CR-01 9.5") == "ok"
        assert hand.send("door CR-01 5") == "ok"
        eventually(lambda: any(one.value > 9 for one in temperatures(sink, "room-1/air")))


def test_odd_registers_are_bad_readings_not_temperatures(rooms: tuple[int, Control]) -> None:
    port, hand = rooms
    sink = Memory()
    with gateway(sink, unit(1, port)):
        assert hand.send("garbage CR-01 5") == "ok"
        eventually(lambda: any(one.quality == "bad" for one in temperatures(sink, "room-1/air")))
    bad = [one for one in temperatures(sink, "room-1/air") if one.quality == "bad"]
    assert all(one.value is None for one in bad)


def test_a_silent_unit_is_away_and_the_other_on_its_bus_keeps_time(
    rooms: tuple[int, Control],
) -> None:
    port, hand = rooms
    sink = Memory()
    with gateway(sink, unit(1, port), unit(2, port)) as running:
        eventually(lambda: all(state.state == "up" for state in running.status()))
        assert hand.send("silence CR-01 5") == "ok"
        eventually(lambda: running.status()[0].state == "away")
        before = len(temperatures(sink, "room-2/air"))
        eventually(lambda: len(temperatures(sink, "room-2/air")) > before + 5)
        assert running.status()[1].state == "up"
    offline = [one.device for one in sink.of(Presence) if one.state == "offline"]
    assert offline == ["room-1"]


def test_a_unit_that_does_not_exist_never_stops_the_others(rooms: tuple[int, Control]) -> None:
    port, _ = rooms
    sink = Memory()
    with gateway(sink, unit(1, port), unit(9, port)) as running:
        eventually(lambda: len(temperatures(sink, "room-1/air")) > 5)
        assert running.status()[1].state != "up"


def test_an_address_that_the_unit_refuses_is_told_in_its_words_and_asked_for_again(
    rooms: tuple[int, Control],
) -> None:
    port, _ = rooms
    sink = Memory()
    with gateway(sink, unit(1, port, address=500)) as running:
        eventually(lambda: running.status()[0].state == "refusing")
        assert "exception 2" in running.status()[0].detail
        eventually(lambda: sink.of(Presence))
    told = [(one.state, "exception 2" in one.detail) for one in sink.of(Presence)]
    assert told == [("refused", True)]


class Moody:
    """A controller that refuses its registers until it is told to give them."""

    def __init__(self, exception: int) -> None:
        self.gives = threading.Event()
        self._exception = exception
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            while request := connection.recv(12):
                function, count = request[7], request[11]
                body = bytes([function, 2 * count]) + bytes(2 * count)
                if not self.gives.is_set():
                    body = bytes([function | 0x80, self._exception])
                length = (len(body) + 1).to_bytes(2, "big")
                connection.sendall(request[:4] + length + request[6:7] + body)


@pytest.mark.parametrize("exception", [1, 2, 3, 4, 6, 10, 11])
def test_a_unit_that_answers_an_exception_for_a_while_is_read_again(exception: int) -> None:
    moody = Moody(exception)
    sink = Memory()
    with gateway(sink, unit(1, moody.port)) as running:
        eventually(lambda: f"exception {exception}" in running.status()[0].detail)
        assert not sink.of(Reading)
        moody.gives.set()
        eventually(lambda: sink.of(Reading) and running.status()[0].state == "up")
    moody.close()
    assert [one.state for one in sink.of(Presence)][-1] == "online"


def test_a_controller_that_restarts_is_read_again(tmp_path: Path) -> None:
    port = free_port()
    options = ("cold-room", "--port", str(port), "--room", "CR-01=2")
    sink = Memory()
    with gateway(sink, unit(1, port)) as running:
        with simulator(*options):
            eventually(lambda: running.status()[0].state == "up")
        eventually(lambda: running.status()[0].state == "away")
        before = len(temperatures(sink, "room-1/air"))
        with simulator(*options):
            eventually(lambda: len(temperatures(sink, "room-1/air")) > before)


def test_a_dead_address_costs_nobody_else_anything(rooms: tuple[int, Control]) -> None:
    port, _ = rooms
    sink = Memory()
    dead = [unit(number, free_port()) for number in range(10, 15)]
    with gateway(sink, *dead, unit(1, port)):
        eventually(lambda: len(temperatures(sink, "room-1/air")) >= 1)
        started, before = time.monotonic(), len(temperatures(sink, "room-1/air"))
        eventually(lambda: len(temperatures(sink, "room-1/air")) >= before + 5)
        assert time.monotonic() - started < 5


def answer_rtu(master: int, reply: bytes, stop: threading.Event) -> None:
    """A unit on a two-wire bus: answers each request with the same bytes."""
    while not stop.is_set():
        ready, _, _ = select.select([master], [], [], 0.1)
        if ready and len(os.read(master, 64)) >= 8:
            os.write(master, reply + crc16(reply).to_bytes(2, "little"))


@contextmanager
def two_wires(reply: bytes) -> Iterator[str]:
    """The URL of a bus whose unit 1 answers with this."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    stop = threading.Event()
    unit_thread = threading.Thread(target=answer_rtu, args=(master, reply, stop))
    unit_thread.start()
    try:
        yield f"modbus+rtu://{os.ttyname(slave)}?baud=9600"
    finally:
        stop.set()
        unit_thread.join()
        os.close(master)
        os.close(slave)


def values_on_the_bus(reply: bytes, count: int, **options) -> dict[str, float | None]:
    sink = Memory()
    with two_wires(reply) as url:
        device = Modbus(id="bus-1", url=url, poll_s=0.1, **options)
        with gateway(sink, device):
            eventually(lambda: len(sink.of(Reading)) >= count)
    return {one.sensor: one.value for one in sink.of(Reading)}


def test_a_unit_on_a_serial_bus_is_read_like_one_on_the_network() -> None:
    registers = [0xFF49, 0xFF4C, 850, 1]
    data = b"".join(register.to_bytes(2, "big") for register in registers)
    values = values_on_the_bus(bytes([1, 3, len(data)]) + data, 3, channel=CHANNELS)
    assert values == {"bus-1/air": -18.3, "bus-1/rh": 85.0, "bus-1/door": 1.0}


@pytest.mark.parametrize("function", [1, 2])
def test_coils_and_discrete_inputs_are_read_as_bits(function: int) -> None:
    doors = tuple(
        Channel(name=f"door-{at}", metric="door_open", type="bit", offset=at, unit="bool")
        for at in (0, 1, 9)
    )
    reply = bytes([1, function, 2, 0b0000_0001, 0b0000_0010])
    values = values_on_the_bus(reply, 3, channel=doors, function=function)
    assert values == {"bus-1/door-0": 1.0, "bus-1/door-1": 0.0, "bus-1/door-9": 1.0}
