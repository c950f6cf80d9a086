"""Our own format: `{"sensor", "metric", "value", "ts"}`, a list of them, or a short form by topic.

The short form is `wh/<warehouse>/zone/<zone>/sensor/<name>` with `{"ts", "t", "h", ...}`, or a list
of such objects from a sensor that was out of reach.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from devices.errors import Garbled, Oddity
from devices.events import Metric
from devices.frames.telemetry import (
    UNITS,
    Finding,
    Message,
    Profile,
    as_object,
    judge_clock,
    measured,
    parse,
    rejected,
)

_SHORT: Mapping[str, Metric] = {
    "t": "temperature",
    "temp": "temperature",
    "temperature": "temperature",
    "h": "humidity",
    "rh": "humidity",
    "humidity": "humidity",
    "b": "battery_pct",
    "bat": "battery_pct",
    "battery": "battery_pct",
    "battery_pct": "battery_pct",
    "v": "battery_v",
    "battery_v": "battery_v",
    "door": "door_open",
    "door_open": "door_open",
}
_LONG = frozenset({"sensor", "metric", "value"})
_METRICS: Mapping[str, Metric] = {metric: metric for metric in UNITS}


def decode(message: Message, profile: Profile) -> list[Finding]:
    """Raises: Garbled("bad_topic" | "missing_value" | the reasons of `parse`)."""
    body = parse(message.payload)
    if type(body) is dict:
        if "readings" not in body:
            return _entry(body, message, profile)
        body = body["readings"]
    if not isinstance(body, list):
        raise Garbled(Oddity.WRONG_TYPE, message.payload, "expected an object or a list")
    found: list[Finding] = []
    for entry in body:
        try:
            found += _entry(as_object(entry, message.payload), message, profile)
        except Garbled as error:
            found.append(rejected(_name_of(entry), error))
    return found


def _name_of(entry: Any) -> str:
    """What an entry that cannot be read calls itself."""
    name = entry.get("sensor") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else ""


def _entry(entry: dict[str, Any], message: Message, profile: Profile) -> list[Finding]:
    if "sensor" in entry:
        return [_long(entry, message, profile)]
    sensor = _sensor_of(message.topic)
    if sensor is None:
        raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)
    clock = judge_clock(entry.get("ts"), message, profile)
    found: list[Finding] = [
        measured(sensor, _SHORT[name], value, clock)
        for name, value in entry.items()
        if name in _SHORT
    ]
    if not found:
        raise Garbled(Oddity.MISSING_VALUE, message.payload)
    return found


def _long(entry: dict[str, Any], message: Message, profile: Profile) -> Finding:
    if not entry.keys() >= _LONG:
        raise Garbled(Oddity.MISSING_VALUE, message.payload)
    sensor, name = entry["sensor"], entry["metric"]
    metric = _METRICS.get(name) if isinstance(name, str) else None
    if not isinstance(sensor, str) or metric is None:
        raise Garbled(Oddity.WRONG_TYPE, message.payload, "sensor or metric")
    return measured(sensor, metric, entry["value"], judge_clock(entry.get("ts"), message, profile))


@lru_cache(maxsize=4_096)
def _sensor_of(topic: str) -> str | None:
    """`<warehouse>/<zone>/<name>` of the short form's topic; None for any other."""
    levels = topic.split("/")
    if len(levels) != 6 or levels[::2] != ["wh", "zone", "sensor"] or not all(levels):
        return None
    return "/".join(levels[1::2])
