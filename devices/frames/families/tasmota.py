"""Tasmota: `tele/<device>/SENSOR` with local times and one object per probe, or the same as the
answer to a query: `stat/<device>/STATUS8` and `STATUS10` with it under `StatusSNS`.

DS18B20-1, -2 change places between starts, so a probe is known by its Id or Address alone. Several
on one wire may stand one level deeper: `DS18x20.DS1`.
Source: tasmota.github.io, JSON status responses; issue 4354.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from devices.errors import Garbled, Oddity
from devices.events import Metric
from devices.frames.telemetry import (
    ONLINE_OFFLINE,
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

_INDEX = re.compile(r"-\d+$")
_ANSWERS = ("STATUS8", "STATUS10")
_DIGITS = "0123456789"  # `ANALOG` numbers its channels: Temperature1
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
        yield from _probes(device, parse_object(message.payload), message, profile)
    elif prefix == "stat" and last in _ANSWERS:
        body = parse_object(message.payload)
        if "StatusSNS" not in body:
            raise Garbled(Oddity.NOT_TELEMETRY, message.payload)
        values = as_object(body["StatusSNS"], message.payload)
        yield from _probes(device, values, message, profile)
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


def _probes(
    device: str, body: dict[str, Any], message: Message, profile: Profile
) -> Iterator[Finding]:
    clock = judge_clock(body.get("Time"), message, profile)
    unit = "F" if str(body.get("TempUnit")).upper() == "F" else "C"
    is_known = False
    for name, probe in _each_probe(body):
        for key, value in probe.items():
            metric = _METRICS.get(key.rstrip(_DIGITS))
            if metric is not None:
                is_known = True
                sensor = f"{device}/{_identity(name, probe)}{key[len(key.rstrip(_DIGITS)) :]}"
                yield measured(sensor, metric, value, clock, unit, name)
    if not is_known and any(isinstance(one, dict) for one in body.values()):
        raise Garbled(Oddity.MISSING_VALUE, message.payload, "no probe that is known")


def _each_probe(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Objects that may be probes, and those one level deeper."""
    for name, probe in body.items():
        if isinstance(probe, dict):
            yield name, probe
            for inner, deeper in probe.items():
                if isinstance(deeper, dict):
                    yield f"{name}.{inner}", deeper


def _identity(name: str, probe: dict[str, Any]) -> str:
    """What stays the same when probes change places: the maker's number where one is told."""
    number = probe.get("Id") or probe.get("Address") or probe.get("Device")
    if not isinstance(number, str):
        return name
    return f"{_INDEX.sub('', name.partition('.')[0])}-{number}"


_METRICS: Mapping[str, Metric] = {"Temperature": "temperature", "Humidity": "humidity"}
