"""Cold-room controllers over Modbus TCP or RTU, polled.

Devices with the same URL share one bus and take turns under its lock. A unit that does not answer
costs one timeout and is then left alone by the gateway's growing delay, so the others keep time.
"""

import logging
import threading
import time
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from weakref import WeakValueDictionary, finalize

from pymodbus import FramerType, ModbusException
from pymodbus.client import ModbusSerialClient, ModbusTcpClient

from devices.config import Modbus
from devices.driver import Clock, Emit
from devices.errors import Misconfigured, Refusing, Unreachable
from devices.events import Event, Metric, Reading
from devices.frames import modbus
from devices.frames.telemetry import UNITS, is_plausible

# It reports every missed answer itself; the gateway says once that a device is away.
logging.getLogger("pymodbus.logging").setLevel(logging.CRITICAL)

TCP_PORT = 502
_WILL_NOT = (1, 2, 3)
"""Illegal function, address, value: a wrong map, or a controller that is still starting."""
_ASK = {
    1: "read_coils",
    2: "read_discrete_inputs",
    3: "read_holding_registers",
    4: "read_input_registers",
}
_buses: WeakValueDictionary[str, "Bus"] = WeakValueDictionary()
_buses_lock = threading.Lock()


class Bus:
    """One wire or connection, and the lock that lets its units take turns."""

    def __init__(self, url: str) -> None:
        self._client = _client(url)
        self._turn = threading.Lock()
        finalize(self, self._client.close)  # when its last device let go of it

    def read(self, device: Modbus) -> modbus.Block:
        """The device's registers or bits. Raises: Unreachable; Refusing."""
        with self._turn:
            try:
                return self._read(device)
            except (ModbusException, OSError) as error:
                self._client.close()  # a late answer must not be taken for the next one
                raise Unreachable(f"unit {device.unit} does not answer: {error}") from error

    def _read(self, device: Modbus) -> modbus.Block:
        self._client.comm_params.timeout_connect = device.timeout_s
        if not self._client.connect():
            raise Unreachable(f"no connection to {device.url}")
        response = getattr(self._client, _ASK[device.function])(
            device.address, count=device.register_count, device_id=device.unit
        )
        if not response.isError():
            is_bits = device.function in modbus.READ_BITS
            values = map(int, response.bits) if is_bits else response.registers
            return modbus.Block(device.function, list(values))
        code = response.exception_code
        text = f"unit {device.unit} answers exception {code}"
        raise Refusing(text) if code in _WILL_NOT else Unreachable(text)


def _client(url: str) -> ModbusTcpClient | ModbusSerialClient:
    parts = urlsplit(url)
    if parts.scheme == "modbus+rtu":
        settings = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return ModbusSerialClient(
            parts.path,
            baudrate=int(settings.get("baud", "19200")),
            parity=settings.get("parity", "N"),
            bytesize=int(settings.get("bits", "8")),
            stopbits=int(settings.get("stop", "1")),
            retries=0,
        )
    framer = FramerType.RTU if parts.scheme == "modbus+rtu+tcp" else FramerType.SOCKET
    host, port = parts.hostname or "", parts.port or TCP_PORT
    return ModbusTcpClient(host, port=port, framer=framer, retries=0)


def bus_for(url: str) -> Bus:
    """The bus at this URL, the same one for all its devices. Raises: Misconfigured."""
    with _buses_lock:
        bus = _buses.get(url)
        if bus is None:
            try:
                bus = Bus(url)
            except ValueError as error:
                raise Misconfigured(f"{url}: {error}") from error
            _buses[url] = bus
        return bus


class Controller:
    """One unit on a bus."""

    def __init__(self, device: Modbus, clock: Clock) -> None:
        self._device = device
        self._clock = clock
        self._channels = [
            (entry.metric, entry.decoder()) for entry in device.channel if entry.metric
        ]

    def run(self, emit: Emit, stop: threading.Event) -> None:
        """Poll until `stop`. Raises: Unreachable; Refusing; Misconfigured."""
        bus = bus_for(self._device.url)
        while not stop.is_set():
            started_at = time.monotonic()
            block = bus.read(self._device)
            emit.up(f"{self._device.url} unit {self._device.unit}")
            emit(self._readings(block))
            stop.wait(max(0.0, started_at + self._device.poll_s - time.monotonic()))

    def _readings(self, block: modbus.Block) -> list[Event]:
        now = self._clock()
        return [
            self._reading(metric, block.value(channel), now) for metric, channel in self._channels
        ]

    def _reading(self, metric: Metric, value: modbus.Value, now: datetime) -> Reading:
        known = value.value is None or is_plausible(metric, value.value)
        return Reading(
            id=uuid4(),
            device=self._device.id,
            occurred_at=now,
            received_at=now,
            sensor=f"{self._device.id}/{value.name}",
            metric=metric,
            value=value.value if known else None,
            unit=UNITS[metric],
            quality=value.quality if known else "bad",
        )
