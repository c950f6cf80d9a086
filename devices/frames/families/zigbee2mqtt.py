"""Zigbee2MQTT: one flat JSON object per device; `contact: true` means closed.

Source: zigbee2mqtt.io, MQTT topics and messages.
"""

from collections.abc import Iterator
from typing import Any

from devices.errors import Garbled, Oddity
from devices.events import Metric
from devices.frames.telemetry import (
    ONLINE_OFFLINE,
    Clock,
    Finding,
    Measured,
    Message,
    Noticed,
    Profile,
    judge_clock,
    measured,
    number,
    parse_object,
    state,
    text_of,
    truth,
)

_BATTERY_MV = (500, 20_000)  # a mains plug reports its voltage in the same field, in volts
_AVAILABILITY = "/availability"


def decode(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | the reasons of `parse_object`)."""
    base, _, name = message.topic.partition("/")
    if not base or name == "availability" or not all(name.split("/")):
        raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)
    if name == "bridge/state" or name.endswith(_AVAILABILITY):
        device = "bridge" if name == "bridge/state" else name.removesuffix(_AVAILABILITY)
        yield Noticed(device, state(_word(message.payload), ONLINE_OFFLINE, message.payload))
    elif _is_talk(name):
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)
    else:
        body = parse_object(message.payload)
        clock = judge_clock(body.get("last_seen"), message, profile)
        yield from _values(name, body, clock, profile)


def _is_talk(name: str) -> bool:
    """Whether the topic is the bridge's own, or carries a command or a question."""
    levels = name.split("/")
    return levels[0] == "bridge" or bool({"set", "get"} & set(levels[1:]))


def _word(payload: bytes) -> Any:
    text = text_of(payload)
    return parse_object(payload).get("state") if text.startswith("{") else text.strip('"')


def _values(name: str, body: dict[str, Any], clock: Clock, profile: Profile) -> Iterator[Measured]:
    """A null is a device that never reported that field: no reading, and certainly not zero."""
    for key, metric in _METRICS:
        if body.get(key) is not None:
            yield measured(name, metric, body[key], clock, profile.unit)
    if body.get("contact") is not None:
        closed = truth(body["contact"])
        yield measured(name, "door_open", None if closed is None else not closed, clock)
    millivolts = number(body.get("voltage"))
    if millivolts is not None and _BATTERY_MV[0] <= millivolts <= _BATTERY_MV[1]:
        yield measured(name, "battery_v", millivolts / 1000, clock)


_METRICS: tuple[tuple[str, Metric], ...] = (
    ("temperature", "temperature"),
    ("humidity", "humidity"),
    ("battery", "battery_pct"),
)
