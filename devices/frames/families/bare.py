"""Families that publish one bare value per topic: ESPHome and Homie 3/4.

Source: esphome.io, MQTT client component; homieiot.github.io, convention 4.0.
"""

from collections.abc import Iterator, Mapping

from devices.errors import Garbled
from devices.events import Metric, State
from devices.frames.telemetry import (
    ONLINE_OFFLINE,
    UNITS,
    Clock,
    Finding,
    Message,
    Noticed,
    Profile,
    measured,
    state,
    text_of,
)

_HOMIE_STATES: Mapping[str, State] = {
    "ready": "online",
    "alert": "online",
    "lost": "offline",
    "disconnected": "offline",
    "sleeping": "sleeping",
}


def esphome(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "empty_payload" | "wrong_type")."""
    device, *levels = message.topic.split("/")
    if not device or not levels:
        raise Garbled("bad_topic", message.payload, message.topic)
    if levels == ["status"]:
        yield Noticed(device, state(text_of(message.payload), ONLINE_OFFLINE, message.payload))
    elif len(levels) == 3 and levels[0] in ("sensor", "binary_sensor") and levels[2] == "state":
        yield _value(f"{device}/{levels[1]}", levels[1], message, profile)
    else:
        raise Garbled("not_telemetry", message.payload)


def homie(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "empty_payload" | "wrong_type")."""
    _, *levels = message.topic.split("/")
    if len(levels) < 2 or not levels[0]:
        raise Garbled("bad_topic", message.payload, message.topic)
    if levels[1:] == ["$state"]:
        word = text_of(message.payload)
        if word == "init":
            raise Garbled("not_telemetry", message.payload)
        yield Noticed(levels[0], state(word, _HOMIE_STATES, message.payload))
    elif len(levels) == 3 and not any(level.startswith("$") for level in levels):
        yield _value(f"{levels[0]}/{levels[1]}", levels[2], message, profile)
    else:
        raise Garbled("not_telemetry", message.payload)


def _value(sensor: str, name: str, message: Message, profile: Profile) -> Finding:
    metric = profile.fields.get(name) or profile.metric or _named(name)
    if metric is None:
        raise Garbled("not_telemetry", message.payload)
    return measured(sensor, metric, text_of(message.payload), Clock(None), profile.unit)


def _named(name: str) -> Metric | None:
    return next((metric for metric in UNITS if name.endswith(metric)), None)
