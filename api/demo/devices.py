"""The demo's wiring: a devices.toml for the gateway and the simulators that stand for the devices.

Both are written anew at every start, because ports and paths may have changed.
"""

import hashlib
import secrets
import socket
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from wms.db import Tx
from wms.tables.equipment import Device
from wms.tables.masterdata import Place, PlaceKind, Warehouse
from wms.units import TemperatureClass

GUNS = ("main-gun-dock", "main-gun-pick", "main-gun-load")
SCALE = "main-scale"
WIRELESS = "wireless"
FLEET = "fleet"
SETPOINT_C = {
    TemperatureClass.AMBIENT: 18.0,
    TemperatureClass.CHILLED: 4.0,
    TemperatureClass.FROZEN: -20.0,
}
SPEED = 6
"""Simulated rooms live this much faster, so that a failing cooler shows within minutes."""
MODBUS_PORT = 5020
MQTT_PORT = 1884
_SOCKET_PATH_MAX = 90
"""Unix sockets refuse longer paths than some 100 bytes. Source: unix(7)."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What has to run beside us, and where the demo's people find the devices' controls."""

    commands: Sequence[Sequence[str]]
    run_dir: Path

    def control(self, device: str) -> Path:
        """The socket that makes a device do something."""
        return self.run_dir / f"{device}.sock"


@dataclass(frozen=True, slots=True)
class Rooms:
    """Names of simulated rooms with the temperature they are set to."""

    controller: tuple[tuple[str, float], ...]
    wireless: tuple[tuple[str, float], ...]
    vehicles: tuple[tuple[str, float], ...]


def rooms_of(tx: Tx) -> Rooms:
    """What the demo's sensors measure: the main warehouse by wire, the others by radio."""
    rows = tx.execute(
        select(Place.code, Place.temperature_class, Warehouse.code)
        .join(Warehouse, Warehouse.id == Place.warehouse_id)
        .where(Place.kind == PlaceKind.ROOM)
        .order_by(Place.id)
    ).all()
    named = [
        (code.lower(), SETPOINT_C[kind or TemperatureClass.AMBIENT], at) for code, kind, at in rows
    ]
    vans = select(Place.code).where(Place.kind == PlaceKind.VEHICLE).order_by(Place.id)
    return Rooms(
        controller=tuple((name, set_c) for name, set_c, at in named if at == "MAIN"),
        wireless=tuple((name, set_c) for name, set_c, at in named if at != "MAIN"),
        vehicles=tuple((code.lower(), 4.0) for code in tx.scalars(vans)),
    )


def wire(data_dir: Path, rooms: Rooms) -> Wiring:
    """Write devices.toml into the data directory and say which simulators it needs."""
    run_dir = _run_dir(data_dir)
    modbus, mqtt = _free_port(MODBUS_PORT), _free_port(MQTT_PORT)
    keys = {name: secrets.token_urlsafe(24) for name in (WIRELESS, FLEET)}
    file = data_dir / "devices.toml"
    file.write_text(_toml(run_dir, rooms, modbus, mqtt, keys), encoding="utf-8")
    return Wiring(_commands(data_dir, run_dir, rooms, modbus, mqtt, keys), run_dir)


def stations(tx: Tx) -> dict[str, Device]:
    """The demo's guns by id."""
    return {one.id: one for one in tx.scalars(select(Device).where(Device.id.in_(GUNS)))}


def _toml(
    run_dir: Path, rooms: Rooms, modbus_port: int, mqtt_port: int, keys: dict[str, str]
) -> str:
    parts = ["# Written by the demo at every start. A real site writes its own: docs/devices.md\n"]
    parts.append(f'[listener]\nhost = "127.0.0.1"\nport = {mqtt_port}\n')
    for name, key in keys.items():
        digest = hashlib.sha256(key.encode()).hexdigest()
        parts.append(
            f'[[listener.account]]\nusername = "{name}"\nkey_sha256 = "{digest}"\n'
            f'prefix = "devices/{name}"\n'
        )
    for gun in GUNS:
        parts.append(
            f'[[device]]\nid = "{gun}"\nkind = "serial-lines"\nwarehouse = "MAIN"\n'
            f'url = "serial://{run_dir / gun}"\nanswer = "bel"\n'
        )
    parts.append(
        f'[[device]]\nid = "{SCALE}"\nkind = "scale"\nwarehouse = "MAIN"\n'
        f'url = "serial://{run_dir / SCALE}"\ndecoder = "mt-sics"\npoll_s = 2.0\n'
    )
    for unit, (room, _) in enumerate(rooms.controller, 1):
        parts.append(
            f'[[device]]\nid = "{room}"\nkind = "modbus"\nwarehouse = "MAIN"\nunit = {unit}\n'
            f'url = "modbus+tcp://127.0.0.1:{modbus_port}"\npoll_s = 20.0\n'
            '[[device.channel]]\nname = "air"\nmetric = "temperature"\nscale = 0.1\n'
            "sentinels = [32767, -32768]\n"
            '[[device.channel]]\nname = "air"\nmetric = "humidity"\noffset = 2\nscale = 0.1\n'
            'unit = "%"\nsentinels = [32767, -32768]\n'
        )
    return "\n".join(parts)


def _commands(
    data_dir: Path,
    run_dir: Path,
    rooms: Rooms,
    modbus_port: int,
    mqtt_port: int,
    keys: dict[str, str],
) -> list[list[str]]:
    def control(name: str) -> list[str]:
        return ["--control", str(run_dir / f"{name}.sock")]

    commands = [["scanner", "--link", str(run_dir / gun), *control(gun)] for gun in GUNS]
    commands.append(["scale", "--link", str(run_dir / SCALE), *control(SCALE)])
    speed = ["--speed", str(SPEED)]
    port = ["--port", str(modbus_port)]
    rooms_options = _options("--room", rooms.controller)
    commands.append(["cold-room", *port, *speed, *control("cold-room"), *rooms_options])
    for name, kind, named in (
        (WIRELESS, "--sensor", rooms.wireless),
        (FLEET, "--vehicle", rooms.vehicles),
    ):
        url = ["--url", f"mqtt://{name}:{keys[name]}@127.0.0.1:{mqtt_port}"]
        outbox = ["--outbox", str(data_dir / f"{name}-outbox.db"), "--prefix", f"devices/{name}"]
        rhythm = ["--every", "60", *speed, *control(name)]
        commands.append(["sensors", *url, *outbox, *rhythm, *_options(kind, named)])
    return [["simulate", *command] for command in commands]


def _options(option: str, named: Sequence[tuple[str, float]]) -> list[str]:
    return [word for name, set_c in named for word in (option, f"{name}={set_c}")]


def _run_dir(data_dir: Path) -> Path:
    run_dir = (data_dir / "run").resolve()
    if len(str(run_dir)) > _SOCKET_PATH_MAX:
        run_dir = Path(tempfile.mkdtemp(prefix="coldchain-"))
    run_dir.mkdir(exist_ok=True, mode=0o700)
    return run_dir


def _free_port(wanted: int) -> int:
    """The wanted port, or another one that is free."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port on the loopback interface")
