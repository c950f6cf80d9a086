"""Runs the devices: one supervised thread each, restarted with a growing delay, one way out.

A device that fails is restarted from 0.5 s up to every 10 s; the log says once that it went and
once that it is back. One that was never there gets a fair chance first, because devices and we
may start together. One that refuses what it is asked is shown as refusing, with its words, and
asked again like the others: controllers refuse while they start, brokers while they load accounts.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID, uuid4

from devices.access import Authenticate, Revoked
from devices.batches import Batcher
from devices.config import Config, Device, Modbus, Mqtt, Scale, SerialLines
from devices.driver import Clock, Driver, Stopping
from devices.errors import Misconfigured, Refusing, Unreachable
from devices.events import DETAIL_MAX, LISTENER, Answer, Event, Presence
from devices.sink import Sink

log = logging.getLogger(__name__)

BACKOFF_S_FIRST, BACKOFF_S_MAX = 0.5, 10.0
FAIR_S = 3.0
"""For so long after the start a device that was not there yet is starting, not away."""


@dataclass(frozen=True, slots=True)
class DeviceState:
    """How one device is doing."""

    id: str
    kind: str
    state: Literal["starting", "up", "away", "refusing", "stopped"]
    since: datetime
    last_event_at: datetime | None = None
    detail: str = ""


def utc_now() -> datetime:
    """The gateway's clock."""
    return datetime.now(UTC)


# Each imports its driver when a device asks for it: a gateway with guns alone loads no MQTT client.
def _serial_lines(device: SerialLines, clock: Clock) -> Driver:
    from devices.drivers.serial_lines import Gun

    return Gun(device, clock)


def _scale(device: Scale, clock: Clock) -> Driver:
    from devices.drivers.scale import Indicator

    return Indicator(device, clock)


def _modbus(device: Modbus, clock: Clock) -> Driver:
    from devices.drivers.modbus import Controller

    return Controller(device, clock)


def _mqtt(device: Mqtt, clock: Clock) -> Driver:
    from devices.drivers.mqtt_client import Subscriber

    return Subscriber(device, clock)


DRIVERS: Mapping[str, Callable[..., Driver]] = {
    "serial-lines": _serial_lines,
    "scale": _scale,
    "modbus": _modbus,
    "mqtt": _mqtt,
}


class Gateway:
    """All devices of a configuration, and the listener that devices connect to."""

    def __init__(
        self,
        config: Config,
        sink: Sink,
        *,
        clock: Clock = utc_now,
        authenticate: Authenticate | None = None,
        revoked: Revoked | None = None,
    ) -> None:
        self._stop = threading.Event()
        self._batcher = Batcher(sink)
        self._devices = [self._supervised(device, clock) for device in config.devices]
        if config.listener is not None:
            self._devices.append(self._listener(config, clock, authenticate, revoked))

    def _supervised(self, device: Device, clock: Clock) -> "_Supervised":
        def make() -> Driver:
            return DRIVERS[device.kind](device, clock)

        return _Supervised(device.id, device.kind, make, self._batcher, clock)

    def _listener(
        self,
        config: Config,
        clock: Clock,
        authenticate: Authenticate | None,
        revoked: Revoked | None,
    ) -> "_Supervised":
        from devices.drivers.mqtt_listener import MqttListener

        assert config.listener is not None
        driver = MqttListener(config.listener, clock, authenticate, revoked)
        return _Supervised(LISTENER, LISTENER, lambda: driver, self._batcher, clock)

    def start(self) -> None:
        """Start all devices and return at once."""
        self._batcher.start()
        for device in self._devices:
            device.start(self._stop)

    def stop(self, timeout_s: float = 10) -> None:
        """Stop all devices; what was not durable stays with them."""
        self._stop.set()
        self._batcher.close(timeout_s)
        for device in self._devices:
            device.join(timeout_s)

    def status(self) -> list[DeviceState]:
        """How each device is doing now."""
        return [device.state for device in self._devices]


class _Supervised:
    """One device's thread; also the `emit` that its driver is given."""

    def __init__(
        self, id: str, kind: str, make: Callable[[], Driver], batcher: Batcher, clock: Clock
    ) -> None:
        self.state = DeviceState(id, kind, "starting", clock())
        self._make = make
        self._batcher = batcher
        self._clock = clock
        self._fair_until_s = 0.0
        self._thread: threading.Thread | None = None

    def start(self, stop: threading.Event) -> None:
        name = f"device-{self.state.id}"
        self._thread = threading.Thread(target=self._run, args=(stop,), name=name, daemon=True)
        self._thread.start()

    def join(self, timeout_s: float) -> None:
        if self._thread is not None:
            self._thread.join(timeout_s)

    def __call__(self, events: Sequence[Event]) -> Mapping[UUID, Answer]:
        answers = self._batcher.emit(events)
        if events:
            self.state = replace(self.state, last_event_at=events[-1].received_at)
        return answers

    def up(self, detail: str = "") -> None:
        if self.state.state == "up":
            return
        if self.state.state in ("away", "refusing"):
            log.warning("device %s is back", self.state.id)
        self._set("up", detail)
        self._tell("online")

    def _run(self, stop: threading.Event) -> None:
        delay_s = BACKOFF_S_FIRST
        self._fair_until_s = time.monotonic() + FAIR_S
        while not stop.is_set():
            if not self._attempt(stop):
                return
            if self.state.state == "up":
                delay_s = BACKOFF_S_FIRST
            self._note(stop)
            stop.wait(delay_s * random.uniform(0.8, 1.0))
            delay_s = min(BACKOFF_S_MAX, delay_s * 2)
        self._set("stopped", "")

    def _attempt(self, stop: threading.Event) -> bool:
        """Run the driver until it fails; False when it must not be run again."""
        self._reason, self._is_refusing = "the connection ended", False
        try:
            self._make().run(self, stop)
        except Stopping:
            self._set("stopped", "")
            return False
        except (Refusing, Misconfigured) as error:
            self._reason, self._is_refusing = str(error), True
        except Unreachable as error:
            self._reason = str(error)
        except Exception as error:
            self._reason = f"{type(error).__name__}: {error}"
            if self.state.state != "away" and self.state.detail != self._reason:
                log.exception("the driver of device %s failed", self.state.id)
        return True

    def _note(self, stop: threading.Event) -> None:
        if stop.is_set():
            return
        if self._is_refusing:
            self._refusing()
        else:
            self._away()

    def _refusing(self) -> None:
        if self.state.state == "refusing" and self.state.detail == self._reason:
            return
        log.error("device %s refuses: %s", self.state.id, self._reason)
        self._set("refusing", self._reason)
        self._tell("refused", self._reason)

    def _away(self) -> None:
        is_starting = self.state.state == "starting" and time.monotonic() < self._fair_until_s
        if is_starting or self.state.state == "away":
            self.state = replace(self.state, detail=self._reason)
            return
        log.warning("device %s is away: %s", self.state.id, self._reason)
        was_known = self.state.state in ("up", "refusing")
        self._set("away", self._reason)
        if was_known:
            self._tell("offline")

    def _tell(self, state: Literal["online", "offline", "refused"], detail: str = "") -> None:
        now = self._clock()
        presence = Presence(uuid4(), self.state.id, None, now, state, detail=detail[:DETAIL_MAX])
        self._batcher.offer([presence])

    def _set(self, state: Literal["up", "away", "refusing", "stopped"], detail: str) -> None:
        self.state = replace(self.state, state=state, since=self._clock(), detail=detail)
