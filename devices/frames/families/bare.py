"""Families that publish one bare value per topic: ESPHome and Homie 3, 4 and 5.

Source: esphome.io, MQTT client component; homieiot.github.io, conventions 4.0 and 5.0.
"""

from collections.abc import Iterator, Mapping

from devices.errors import Garbled, Oddity
from devices.events import Metric, State
from devices.frames.telemetry import (
    NO_CLOCK,
    ONLINE_OFFLINE,
    UNITS,
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
_COMPONENTS = ("sensor", "binary_sensor")
_NAMES: Mapping[str, Metric] = {
    **{metric: metric for metric in UNITS},
    "battery": "battery_pct",
    "battery_level": "battery_pct",
    "battery_voltage": "battery_v",
}


def esphome(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "empty_payload" | "wrong_type")."""
    levels = message.topic.split("/")
    if len(levels) < 2 or not all(levels):
        raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)
    if levels[-1] == "status":
        device = "/".join(levels[:-1])
        yield Noticed(device, state(text_of(message.payload), ONLINE_OFFLINE, message.payload))
    elif len(levels) >= 4 and levels[-1] == "state" and levels[-3] in _COMPONENTS:
        sensor = "/".join([*levels[:-3], levels[-2]])
        yield _value(sensor, levels[-2], message, profile)
    else:
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)


def homie(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "empty_payload" | "wrong_type")."""
    _, *levels = message.topic.split("/")
    if levels[:1] == ["5"] and (len(levels) == 4 or levels[-1].startswith("$")):
        del levels[0]  # the convention's version, since Homie 5
    if len(levels) < 2 or not all(levels):
        raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)
    if levels[1:] == ["$state"]:
        word = text_of(message.payload)
        if word == "init":
            raise Garbled(Oddity.NOT_TELEMETRY, message.payload)
        yield Noticed(levels[0], state(word, _HOMIE_STATES, message.payload))
    elif len(levels) == 3 and not any(level.startswith("$") for level in levels):
        yield _value(f"{levels[0]}/{levels[1]}", levels[2], message, profile)
    else:
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)


def _value(sensor: str, name: str, message: Message, profile: Profile) -> Finding:
    metric = profile.fields.get(name) or profile.metric or _named(name)
    if metric is None:
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)
    return measured(sensor, metric, text_of(message.payload), NO_CLOCK, profile.unit)


def _named(name: str) -> Metric | None:
    """The metric a value's own name ends in, such as `coldroom_temperature`."""
    return next((metric for word, metric in _NAMES.items() if name.endswith(word)), None)
