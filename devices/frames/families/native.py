"""Our own format: `{"sensor", "metric", "value", "ts"}`, a list of them, or a short form by topic.

The short form is `wh/<warehouse>/zone/<zone>/sensor/<name>` with `{"ts", "t", "h", ...}`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from devices.errors import Garbled
from devices.events import Metric
from devices.frames.telemetry import (
    UNITS,
    Finding,
    Measured,
    Message,
    Profile,
    as_object,
    judge_clock,
    measured,
    parse,
)

_SHORT: Mapping[str, Metric] = {
    "t": "temperature",
    "h": "humidity",
    "b": "battery_pct",
    "v": "battery_v",
    "door": "door_open",
}


def decode(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "missing_value" | "too_long" | the reasons of `parse`)."""
    body = parse(message.payload)
    if isinstance(body, dict) and "readings" in body:
        body = body["readings"]
    if isinstance(body, list):
        yield from _batch(body, message, profile)
    elif isinstance(body, dict) and "sensor" in body:
        yield _long(body, message, profile)
    else:
        yield from _short(as_object(body, message.payload), message, profile)


def _batch(entries: list[Any], message: Message, profile: Profile) -> Iterator[Finding]:
    for entry in entries:
        yield _long(as_object(entry, message.payload), message, profile)


def _long(entry: dict[str, Any], message: Message, profile: Profile) -> Measured:
    if not {"sensor", "metric", "value"} <= entry.keys():
        raise Garbled("missing_value", message.payload)
    sensor = entry["sensor"]
    metric = next((metric for metric in UNITS if metric == entry["metric"]), None)
    if not isinstance(sensor, str) or metric is None:
        raise Garbled("wrong_type", message.payload, "sensor or metric")
    clock = judge_clock(entry.get("ts"), message, profile)
    return measured(sensor, metric, entry["value"], clock)


def _short(body: dict[str, Any], message: Message, profile: Profile) -> Iterator[Finding]:
    levels = message.topic.split("/")
    if len(levels) != 6 or levels[::2] != ["wh", "zone", "sensor"]:
        raise Garbled("bad_topic", message.payload, message.topic)
    values = {name: metric for name, metric in _SHORT.items() if name in body}
    if not values:
        raise Garbled("missing_value", message.payload)
    sensor = "/".join(levels[1::2])
    clock = judge_clock(body.get("ts"), message, profile)
    for name, metric in values.items():
        yield measured(sensor, metric, body[name], clock)
