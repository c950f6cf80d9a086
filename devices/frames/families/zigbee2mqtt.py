"""Zigbee2MQTT: one flat JSON object per device; `contact: true` means closed.

Source: zigbee2mqtt.io, MQTT topics and messages.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from devices.errors import Garbled, Oddity
from devices.events import Metric
from devices.frames.telemetry import (
    ONLINE_OFFLINE,
    Clock,
    Finding,
    Message,
    Noticed,
    Profile,
    judge_clock,
    measured,
    number,
    parse_object,
    rejected,
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


def _values(name: str, body: dict[str, Any], clock: Clock, profile: Profile) -> Iterator[Finding]:
    """A null is a device that never reported that field: no reading, and certainly not zero."""
    for key, value in body.items():
        metric, instance = _metric_of(key)
        if metric is not None and value is not None:
            yield measured(f"{name}{instance}", metric, value, clock, profile.unit)
    for key, read in (("contact", _door), ("voltage", _battery)):
        if body.get(key) is not None:
            try:
                yield from read(name, body[key], clock)
            except Garbled as error:
                yield rejected(name, error, key)


def _door(name: str, contact: Any, clock: Clock) -> Iterator[Finding]:
    closed = truth(contact)
    yield measured(name, "door_open", None if closed is None else not closed, clock)


def _battery(name: str, voltage: Any, clock: Clock) -> Iterator[Finding]:
    millivolts = number(voltage)
    if millivolts is not None and _BATTERY_MV[0] <= millivolts <= _BATTERY_MV[1]:
        yield measured(name, "battery_v", millivolts / 1000, clock)


_METRICS: Mapping[str, Metric] = {
    "temperature": "temperature",
    "humidity": "humidity",
    "battery": "battery_pct",
}
_INSTANCE = re.compile(r"(.+)_(l\d+|\d+|left|right|center|top|bottom)", re.ASCII)


def _metric_of(key: str) -> tuple[Metric | None, str]:
    """The metric of a field, and what tells several of one device apart: `temperature_l1`."""
    if key in _METRICS:
        return _METRICS[key], ""
    instance = _INSTANCE.fullmatch(key)
    if instance is None or instance[1] not in _METRICS:
        return None, ""
    return _METRICS[instance[1]], f"/{instance[2]}"
