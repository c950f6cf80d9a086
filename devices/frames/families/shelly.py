"""Shelly Gen2 and Gen3: status notifications hold only what changed; their time may be null.

Source: shelly-api-docs, notifications and the H&T component list.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from devices.errors import Garbled
from devices.events import State
from devices.frames.telemetry import (
    Clock,
    Finding,
    Measured,
    Message,
    Noticed,
    Profile,
    as_object,
    judge_clock,
    measured,
    parse_object,
    state,
    text_of,
)


def decode(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | the reasons of `parse_object`)."""
    device, _, rest = message.topic.partition("/")
    if not device or not rest:
        raise Garbled("bad_topic", message.payload, message.topic)
    if rest == "online":
        word = text_of(message.payload)
        yield Noticed(device, state(word, _ONLINE, message.payload))
    elif rest == "events/rpc":
        yield from _notification(device, message, profile)
    elif rest.startswith("status/"):
        component = rest.removeprefix("status/")
        body = parse_object(message.payload)
        yield from _component(device, component, body, Clock(None))
    else:
        raise Garbled("not_telemetry", message.payload)


def _notification(device: str, message: Message, profile: Profile) -> Iterator[Measured]:
    body = parse_object(message.payload)
    if body.get("method") not in ("NotifyStatus", "NotifyFullStatus"):
        raise Garbled("not_telemetry", message.payload)
    params = as_object(body.get("params"), message.payload)
    clock = judge_clock(params.get("ts"), message, profile)
    for name, component in params.items():
        if isinstance(component, dict):
            yield from _component(device, name, component, clock)


def _component(device: str, name: str, body: dict[str, Any], clock: Clock) -> Iterator[Measured]:
    kind, _, number = name.partition(":")
    sensor = device if number in ("", "0") else f"{device}/{name}"
    if kind == "temperature" and "tC" in body:
        yield measured(sensor, "temperature", body["tC"], clock)
    elif kind == "humidity" and "rh" in body:
        yield measured(sensor, "humidity", body["rh"], clock)
    elif kind == "devicepower" and isinstance(body.get("battery"), dict):
        battery = body["battery"]
        if "percent" in battery:
            yield measured(sensor, "battery_pct", battery["percent"], clock)
        if "V" in battery:
            yield measured(sensor, "battery_v", battery["V"], clock)


_ONLINE: Mapping[str, State] = {"true": "online", "false": "offline"}
