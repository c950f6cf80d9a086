"""Wireless sensors and vehicle loggers behind one MQTT connection, each reading in an outbox first.

Every sensor follows a room of its own; rooms given by `--sensor` also report humidity, door and
battery, `--vehicle` loggers temperature and battery. While the server is away readings collect in
the outbox and are sent later with their own times. The control socket takes the rooms' commands.
"""

import argparse
import json
import random
import threading
import time
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode

from devices.simulator.lifetime import until_stopped
from devices.simulator.outbox import Outbox
from devices.simulator.pty_port import control_socket
from devices.simulator.thermal import Room, command, parse_room

IN_FLIGHT_MAX = 200
TICK_S = 1.0
BATTERY_PCT_PER_DAY = 0.15
GARBAGE = ('{"sensor": ', "[]]", "NaN", '{"sensor":1,"metric":"temperature","value":true}')


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this simulator."""
    parser.add_argument("--url", required=True, help="mqtt://user:key@host:port")
    parser.add_argument("--prefix", required=True, help="the topic this account may publish on")
    parser.add_argument("--outbox", type=Path, required=True, help="file of unsent readings")
    for kind in ("--sensor", "--vehicle"):
        parser.add_argument(
            kind, type=parse_room, action="append", default=[], metavar="NAME=CELSIUS"
        )
    parser.add_argument("--control", type=Path, help="Unix socket for commands")
    parser.add_argument("--every", type=float, default=60.0, help="seconds between readings")
    parser.add_argument("--speed", type=float, default=1.0, help="simulated seconds per second")
    parser.add_argument("--garbage", action="store_true", help="odd payloads now and then")
    parser.add_argument("--seed", type=int, default=1)


def run(options: argparse.Namespace) -> int:
    """Measure and publish until stopped."""
    stop = until_stopped()
    outbox = Outbox(options.outbox)
    field = Field(options, outbox)
    publisher = Publisher(options, outbox)
    if options.control is not None:
        listening = (field.rooms, options.control, stop)
        threading.Thread(target=_control, args=listening, daemon=True).start()
    publisher.start()
    while not stop.is_set():
        due_s = field.measure()
        publisher.send()
        publisher.wait(due_s)
    publisher.stop()
    outbox.close()
    return 0


class Field:
    """All sensors and when each measures next."""

    def __init__(self, options: argparse.Namespace, outbox: Outbox) -> None:
        named = [*options.sensor, *options.vehicle]
        self.rooms = {name: Room(name, setpoint_c, options.seed) for name, setpoint_c in named}
        self._vehicles = {name for name, _ in options.vehicle}
        self._options = options
        self._outbox = outbox
        self._dice = random.Random(options.seed)
        self._started_at = time.monotonic()
        self._next_at = {
            name: self._started_at + options.every * number / max(1, len(self.rooms))
            for number, name in enumerate(self.rooms)
        }

    def measure(self) -> float:
        """Let the sensors that are due measure; seconds until the next one is."""
        now = time.monotonic()
        for name, next_at in self._next_at.items():
            if next_at <= now:
                self._next_at[name] = max(now, next_at + self._options.every)
                self._outbox.put(self._payload(self.rooms[name], now - self._started_at))
        due_s = min(self._next_at.values(), default=now + TICK_S) - time.monotonic()
        return min(TICK_S, max(0.01, due_s))

    def _payload(self, room: Room, at_s: float) -> bytes:
        if self._options.garbage and self._dice.random() < 0.1:
            return self._dice.choice(GARBAGE).encode()
        climate = room.climate(at_s * self._options.speed)
        days = at_s * self._options.speed / 86_400
        values: dict[str, Any] = {"temperature": climate.air_c}
        if room.name not in self._vehicles:
            values["humidity"] = climate.humidity_pct
            values["door_open"] = climate.door_open
        values["battery_pct"] = round(max(1.0, 97 - BATTERY_PCT_PER_DAY * days), 1)
        ts = datetime.now(UTC).isoformat(timespec="milliseconds")
        readings = [
            {"sensor": room.name, "metric": metric, "value": value, "ts": ts}
            for metric, value in values.items()
        ]
        return json.dumps(readings, separators=(",", ":")).encode()


class Publisher:
    """Sends the outbox in order; a message leaves it when its PUBACK came."""

    def __init__(self, options: argparse.Namespace, outbox: Outbox) -> None:
        parts = urlsplit(options.url)
        self._topic = f"{options.prefix.rstrip('/')}/readings"
        self._outbox = outbox
        self._sent: dict[int, int] = {}  # packet id → outbox id
        self._last_id = 0
        self._acked: deque[int] = deque()
        self._news = threading.Event()
        self._client = paho.Client(
            CallbackAPIVersion.VERSION2, client_id=f"sim-{unquote(parts.username or 'sensors')}"
        )
        if parts.username:
            self._client.username_pw_set(unquote(parts.username), unquote(parts.password or ""))
        self._client.max_inflight_messages_set(IN_FLIGHT_MAX)
        self._client.reconnect_delay_set(1, 10)
        self._client.on_connect = self._on_connect
        self._client.on_publish = self._on_publish
        self._address = (parts.hostname or "127.0.0.1", parts.port or 1883)

    def start(self) -> None:
        """Connect, and keep trying."""
        self._client.connect_async(*self._address, keepalive=30)
        self._client.loop_start()

    def stop(self) -> None:
        """Leave politely; what is unsent stays in the outbox."""
        self._client.disconnect()
        self._client.loop_stop()

    def send(self) -> None:
        """Forget what was acknowledged and publish what is waiting, as far as the window allows."""
        self._news.clear()
        while self._acked:
            self._outbox.forget(self._sent.pop(self._acked.popleft()))
        if not self._client.is_connected():
            return
        room = IN_FLIGHT_MAX - len(self._sent)
        for id, payload in self._outbox.after(self._last_id, room):
            sent = self._client.publish(self._topic, payload, qos=1)
            if sent.rc == MQTTErrorCode.MQTT_ERR_QUEUE_SIZE:
                return
            self._sent[sent.mid] = id  # sent later by the client if the connection just broke
            self._last_id = id

    def wait(self, timeout_s: float) -> None:
        """Until something was acknowledged, a connection was made, or the time is over."""
        self._news.wait(timeout_s)

    # Called in paho's thread, which holds its own locks: note it and go.

    def _on_connect(self, *_: Any) -> None:
        self._news.set()

    def _on_publish(self, client: paho.Client, data: Any, mid: int, *_: Any) -> None:
        self._acked.append(mid)
        self._news.set()


def _control(rooms: dict[str, Room], path: Path, stop: threading.Event) -> None:
    listening = control_socket(path)
    listening.settimeout(TICK_S)
    while not stop.is_set():
        try:
            client, _ = listening.accept()
        except TimeoutError:
            continue
        with client, client.makefile("rw", encoding="utf-8", errors="replace") as lines:
            client.settimeout(60)
            try:
                for line in lines:
                    lines.write(command(rooms, line) + "\n")
                    lines.flush()
            except OSError:
                continue
    path.unlink(missing_ok=True)
