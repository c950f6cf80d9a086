"""Simulated devices for end-to-end tests: their line in devices.toml, their process, their books.

`{run}` stands for the folder in which their ports and control sockets appear.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.builders import World, a_bin, a_room
from tests.integration.devices.broker import free_port
from wms.db import Tx
from wms.masterdata import setup
from wms.tables.equipment import Device
from wms.units import TemperatureClass

SPEED = 7_200
"""Simulated rooms live two hours in a second, so that a broken cooler shows at once."""
KEY = "a key as long as keys of devices are"


@dataclass(frozen=True)
class Wired:
    """One device, or the box that speaks for several."""

    name: str
    toml: str
    simulator: tuple[str, ...]
    furnish: Callable[[Tx, World], None]


def noisy(wired: Wired) -> Wired:
    """The same device with a loose plug: rubbish between all that it says."""
    return replace(wired, simulator=(*wired.simulator, "--garbage"))


def gun(name: str, at: str = "dock") -> Wired:
    """A gun on a serial line, standing at a place of the world."""
    toml = (
        f'[[device]]\nid = "{name}"\nkind = "serial-lines"\nurl = "serial://{{run}}/{name}"\n'
        'answer = "bel"\n'
    )
    return Wired(
        name,
        toml,
        ("scanner", "--link", f"{{run}}/{name}", *_control(name)),
        lambda tx, w: _known(tx, w, name, "serial-lines", getattr(w, at)),
    )


def scale(name: str, at: str = "dock") -> Wired:
    """A scale that is asked for its weight."""
    toml = (
        f'[[device]]\nid = "{name}"\nkind = "scale"\nurl = "serial://{{run}}/{name}"\n'
        'decoder = "mt-sics"\npoll_s = 0.1\n'
    )
    return Wired(
        name,
        toml,
        ("scale", "--link", f"{{run}}/{name}", *_control(name)),
        lambda tx, w: _known(tx, w, name, "scale", getattr(w, at)),
    )


def controller(name: str, room: str | None = None) -> Wired:
    """The controller of one cold room, on Modbus TCP; of a room of its own unless one is named."""
    port = free_port()
    toml = (
        f'[[device]]\nid = "{name}"\nkind = "modbus"\nurl = "modbus+tcp://127.0.0.1:{port}"\n'
        'poll_s = 0.5\n[[device.channel]]\nname = "air"\nmetric = "temperature"\nscale = 0.1\n'
        "sentinels = [32767, -32768, -1, 32000]\n"
    )

    def furnish(tx: Tx, w: World) -> None:
        place_id = getattr(w, room) if room else a_chilled_room(tx, w)
        _watched(tx, w, name, f"{name}/air", place_id)

    rooms = ("--port", str(port), "--room", f"{name}=4.0", "--speed", str(SPEED))
    return Wired(name, toml, ("cold-room", *rooms, *_control(name)), furnish)


def sensor_over_our_listener(name: str) -> Wired:
    """A wireless sensor in a room of its own, connected to the product's own MQTT listener."""
    port = free_port()
    digest = hashlib.sha256(KEY.encode()).hexdigest()
    toml = (
        f'[listener]\nport = {port}\n[[listener.account]]\nusername = "{name}"\n'
        f'key_sha256 = "{digest}"\nprefix = "devices/{name}"\n'
    )
    url = f"mqtt://{name}:{KEY.replace(' ', '%20')}@127.0.0.1:{port}"
    return _sensor(name, toml, url, name)


def sensor_over_a_broker(name: str, broker_port: int) -> Wired:
    """A wireless sensor in a room of its own; it speaks to a broker, and so does the product."""
    url = f"mqtt://127.0.0.1:{broker_port}"
    toml = (
        f'[[device]]\nid = "site-broker"\nkind = "mqtt"\nurl = "{url}"\n'
        f'topics = ["devices/{name}/#"]\n'
    )
    return _sensor(name, toml, url, "site-broker")


def _sensor(name: str, toml: str, url: str, device: str) -> Wired:
    def furnish(tx: Tx, w: World) -> None:
        known = _watched(tx, w, device, name, a_chilled_room(tx, w))
        setup.add_sensor(tx, known, "battery_pct", "%", channel=name)

    place = ("--url", url, "--prefix", f"devices/{name}", "--outbox", f"{{run}}/{name}.db")
    rhythm = ("--vehicle", f"{name}=4.0", "--every", "0.2", "--speed", str(SPEED))
    return Wired(name, toml, ("sensors", *place, *rhythm, *_control(name)), furnish)


def a_chilled_room(tx: Tx, w: World) -> int:
    """A room with one bin."""
    room = a_room(tx, w.warehouse, TemperatureClass.CHILLED)
    a_bin(tx, room.id)
    return room.id


def _control(name: str) -> tuple[str, str]:
    return "--control", f"{{run}}/{name}.sock"


def _known(tx: Tx, w: World, name: str, kind: str, place_id: int) -> Device:
    device = Device(
        id=name,
        warehouse_id=w.warehouse,
        kind=kind,
        name_zh=name,
        name_en=name,
        place_id=place_id,
    )
    return setup.add_device(tx, device)


def _watched(tx: Tx, w: World, device: str, channel: str, room_id: int) -> Device:
    """A device in a room whose temperature opens an excursion after a second."""
    known = _known(tx, w, device, "controller", room_id)
    sensor = setup.add_sensor(tx, known, "temperature", "C", channel=channel)
    sensor.open_delay_s = sensor.close_delay_s = 1
    return known
