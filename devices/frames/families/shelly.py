"""Shelly Gen2 and Gen3: status notifications hold only what changed; their time may be null.

Source: shelly-api-docs, notifications, and the temperature, humidity, device power and system
components. A component that could not read its sensor says so in `errors`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from devices.errors import Garbled, Oddity
from devices.events import State
from devices.frames.telemetry import (
    NO_CLOCK,
    Clock,
    Finding,
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

_STATUS = "/status/"
_NOTIFICATIONS = "/events/rpc"
_PRESENCE = "/online"
_ONLINE: Mapping[str, State] = {"true": "online", "false": "offline"}


def decode(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | the reasons of `parse_object`)."""
    topic = message.topic
    if topic.startswith("/") or "/" not in topic or topic.endswith("/"):
        raise Garbled(Oddity.BAD_TOPIC, message.payload, topic)
    if topic.endswith(_PRESENCE):
        word = text_of(message.payload)
        yield Noticed(topic.removesuffix(_PRESENCE), state(word, _ONLINE, message.payload))
    elif topic.endswith(_NOTIFICATIONS):
        yield from _notification(topic.removesuffix(_NOTIFICATIONS), message, profile)
    elif _STATUS in topic:
        device, _, component = topic.rpartition(_STATUS)
        yield from _component(device, component, parse_object(message.payload), NO_CLOCK)
    else:
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)


def _notification(device: str, message: Message, profile: Profile) -> Iterator[Finding]:
    body = parse_object(message.payload)
    method = body.get("method")
    if method == "NotifyEvent" and _is_falling_asleep(body.get("params")):
        yield Noticed(device, "sleeping")
        return
    if method not in ("NotifyStatus", "NotifyFullStatus"):
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)
    params = as_object(body.get("params"), message.payload)
    clock = judge_clock(params.get("ts"), message, profile)
    for name, component in params.items():
        if isinstance(component, dict):
            yield from _component(device, name, component, clock)


def _is_falling_asleep(params: Any) -> bool:
    events = params.get("events") if isinstance(params, dict) else None
    return any(
        isinstance(one, dict) and one.get("component") == "sys" and one.get("event") == "sleep"
        for one in (events if isinstance(events, list) else ())
    )


def _component(device: str, name: str, body: dict[str, Any], clock: Clock) -> Iterator[Finding]:
    kind, _, number = name.partition(":")
    sensor = device if number in ("", "0") else f"{device}/{name}"
    failed = bool(body.get("errors"))
    if failed:
        clock = Clock(clock.at, "bad")
    if kind == "temperature" and ("tC" in body or failed):
        yield measured(sensor, "temperature", body.get("tC"), clock)
    elif kind == "temperature" and "tF" in body:
        yield measured(sensor, "temperature", body["tF"], clock, "F")
    elif kind == "humidity" and ("rh" in body or failed):
        yield measured(sensor, "humidity", body.get("rh"), clock)
    elif kind == "devicepower" and isinstance(body.get("battery"), dict):
        battery = body["battery"]
        if "percent" in battery:
            yield measured(sensor, "battery_pct", battery["percent"], clock)
        if "V" in battery:
            yield measured(sensor, "battery_v", battery["V"], clock)
