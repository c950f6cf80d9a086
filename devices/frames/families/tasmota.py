"""Tasmota: `tele/<device>/SENSOR` with local times and one object per probe.

DS18B20-1, -2 change places between starts, so a probe is known by its Id alone.
Source: tasmota.github.io, JSON status responses; issue 4354.
"""

import re
from collections.abc import Iterator
from typing import Any

from devices.errors import Garbled, Oddity
from devices.events import Metric
from devices.frames.telemetry import (
    ONLINE_OFFLINE,
    Finding,
    Measured,
    Message,
    Noticed,
    Profile,
    judge_clock,
    measured,
    parse_object,
    state,
    text_of,
)

_INDEX = re.compile(r"-\d+$")
_PREFIXES = ("tele", "stat", "cmnd")


def decode(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | the reasons of `parse_object`)."""
    prefix, device, last = _parts(message.topic)
    if prefix is None or not device or not last:
        raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)
    if prefix == "tele" and last == "LWT":
        word = text_of(message.payload)
        yield Noticed(device, state(word, ONLINE_OFFLINE, message.payload))
    elif prefix == "tele" and last == "SENSOR":
        yield from _probes(device, message, profile)
    else:
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)


def _parts(topic: str) -> tuple[str | None, str, str]:
    """Prefix, device and last level of `%prefix%/%topic%/` or `%topic%/%prefix%/`."""
    *levels, last = topic.split("/")
    if not all(levels):
        return None, "", last
    if levels and levels[0] in _PREFIXES:
        return levels[0], "/".join(levels[1:]), last
    if levels and levels[-1] in _PREFIXES:
        return levels[-1], "/".join(levels[:-1]), last
    return None, "", last


def _probes(device: str, message: Message, profile: Profile) -> Iterator[Measured]:
    body = parse_object(message.payload)
    clock = judge_clock(body.get("Time"), message, profile)
    unit = "F" if str(body.get("TempUnit")).upper() == "F" else "C"
    for name, probe in body.items():
        if isinstance(probe, dict):
            sensor = f"{device}/{_identity(name, probe)}"
            for key, metric in _METRICS:
                if key in probe:
                    yield measured(sensor, metric, probe[key], clock, unit)


def _identity(name: str, probe: dict[str, Any]) -> str:
    return f"{_INDEX.sub('', name)}-{probe['Id']}" if isinstance(probe.get("Id"), str) else name


_METRICS: tuple[tuple[str, Metric], ...] = (
    ("Temperature", "temperature"),
    ("Humidity", "humidity"),
)
