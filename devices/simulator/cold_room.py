"""A Modbus TCP controller: one unit per room, numbered from 1 in the order they are named.

Registers (function 3): 0 air temperature, int16 x 0.1 C; 1 set-point, int16 x 0.1 C; 2 humidity,
x 0.1 %; 3 bits: 0 door open, 1 defrost, 2 compressor, 3 alarm. The control socket takes the
commands of the rooms, `silence ROOM MINUTES` and `garbage ROOM MINUTES`.
"""

import argparse
import asyncio
import logging
import random
import threading
import time
from pathlib import Path

from pymodbus.constants import ExcCodes
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from devices.simulator.lifetime import until_stopped
from devices.simulator.pty_port import control_socket
from devices.simulator.thermal import Room, command, parse_room

log = logging.getLogger(__name__)

REGISTERS = 4
ALARM_ABOVE_C = 6.0
TICK_S = 1.0
_ODD_REGISTERS = (0x7FFF, 0x8000, 0xFFFF, 32_000)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this simulator."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5020)
    parser.add_argument(
        "--room", type=parse_room, action="append", required=True, metavar="NAME=CELSIUS"
    )
    parser.add_argument("--control", type=Path, help="Unix socket for commands")
    parser.add_argument("--speed", type=float, default=1.0, help="simulated seconds per second")
    parser.add_argument("--garbage", action="store_true", help="odd registers now and then")
    parser.add_argument("--seed", type=int, default=1)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    logging.getLogger("pymodbus.logging").setLevel(logging.CRITICAL)
    asyncio.run(_serve(options, until_stopped()))
    return 0


class Unit:
    """The controller of one room."""

    def __init__(self, room: Room, options: argparse.Namespace) -> None:
        self.room = room
        self.silent_until = 0.0
        self.odd_until = 0.0
        self._speed = float(options.speed)
        self._garbage = bool(options.garbage)
        self._dice = random.Random(f"{options.seed}/{room.name}/registers")
        self._started_at = time.monotonic()

    def device(self, number: int) -> SimDevice:
        """This unit as pymodbus serves it."""
        block = SimData(0, count=REGISTERS, values=0, datatype=DataType.REGISTERS)
        return SimDevice(number, simdata=[block], action=self.refresh)

    async def refresh(
        self,
        function_code: int,
        start_address: int,
        address: int,
        count: int,
        current_registers: list[int],
        set_values: list[int] | list[bool] | None,
    ) -> ExcCodes | None:
        """Fill in the registers at the moment somebody reads them."""
        now = time.monotonic()
        if now < self.silent_until:
            return ExcCodes.GATEWAY_NO_RESPONSE
        if now < self.odd_until or (self._garbage and self._dice.random() < 0.1):
            current_registers[:] = [self._dice.choice(_ODD_REGISTERS) for _ in current_registers]
            return None
        current_registers[:] = self._registers((now - self._started_at) * self._speed)
        return None

    def _registers(self, at_s: float) -> list[int]:
        climate = self.room.climate(at_s)
        alarm = climate.air_c > self.room.setpoint_c + ALARM_ABOVE_C
        bits = (climate.door_open, climate.defrosting, climate.cooling, alarm)
        tenths = (climate.air_c * 10, self.room.setpoint_c * 10, climate.humidity_pct * 10)
        return [round(value) & 0xFFFF for value in tenths] + [
            sum(bit << at for at, bit in enumerate(bits))
        ]


async def _serve(options: argparse.Namespace, stop: threading.Event) -> None:
    units = {
        name: Unit(Room(name, setpoint_c, options.seed), options)
        for name, setpoint_c in options.room
    }
    devices = [unit.device(number) for number, unit in enumerate(units.values(), start=1)]
    server = ModbusTcpServer(devices, address=(options.host, options.port))
    control = await _control(options.control, units)
    await server.serve_forever(background=True)
    while not stop.is_set():
        await asyncio.sleep(TICK_S)
    await server.shutdown()
    if control is not None:
        control.close()
        options.control.unlink(missing_ok=True)


async def _control(path: Path | None, units: dict[str, Unit]) -> asyncio.Server | None:
    if path is None:
        return None

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(_command(units, line.decode("utf-8", "replace")).encode() + b"\n")
                await writer.drain()
        except (OSError, ValueError) as error:
            log.debug("the control connection ended: %s", error)
        finally:
            writer.close()

    return await asyncio.start_unix_server(converse, sock=control_socket(path))


def _command(units: dict[str, Unit], line: str) -> str:
    verb, name, minutes = [*line.split(), "", "", ""][:3]
    if verb not in ("silence", "garbage") or name not in units:
        return command({name: unit.room for name, unit in units.items()}, line)
    try:
        until = time.monotonic() + float(minutes) * 60
    except ValueError:
        return "expected a number of minutes"
    if verb == "silence":
        units[name].silent_until = until
    else:
        units[name].odd_until = until
    return "ok"
