"""Recorded MQTT messages → readings, events, reject; by the decoders that the drivers run.

Families with a memory (Sparkplug B) remember from line to line.
"""

import base64
import binascii
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from api.cli import Arguments
from api.cli.lines import BadLine, Line, moment
from api.cli.recorded import Answer, utc
from devices.errors import Misconfigured
from devices.events import Metric
from devices.frames import mapped, mapping, mqtt
from devices.frames.telemetry import FIELDS, UNITS, Measured, Message, Profile

NEVER_AHEAD = datetime(9999, 1, 1, tzinfo=UTC)
"""When a line does not say when it was received, no sensor's clock can be ahead of that."""
_UTC = ZoneInfo("UTC")
_METRICS: dict[str, Metric] = {metric: metric for metric in UNITS}
_NO_SETTINGS = Profile(timezone=_UTC)
_encode = msgspec.json.Encoder().encode


def answers(arguments: Arguments) -> Answer:
    """What answers a line: `{"readings", "events", "reject"}`, and `faults` where values that
    cannot be read stand beside others that can.
    """
    decoders: dict[str, mqtt.Decode] = {}

    def answer(line: Line) -> dict[str, Any]:
        family = line.text("source")
        if family not in decoders:
            if family not in mqtt.FAMILIES:
                raise BadLine(f"unknown source {family[:80]!r}")
            decoders[family] = mqtt.FAMILIES[family]()
        return _shape(mqtt.findings(decoders[family], _message(line), _profile(line)))

    return answer


def _shape(told: mqtt.Told) -> dict[str, Any]:
    readings, events = [], []
    for one in told.found:
        if isinstance(one, Measured):
            readings.append(_reading(one))
        else:
            events.append({"type": one.state, "device": one.sensor})
    reject = told.refused.reason if told.refused else None
    answer = {"readings": readings, "events": events, "reject": reject}
    if told.rejected:
        answer["faults"] = [
            {"device": one.sensor, "reason": one.reason, "detail": one.detail}
            for one in told.rejected
        ]
    return answer


def _reading(one: Measured) -> dict[str, Any]:
    value = one.value
    return {
        "device": one.sensor,
        "metric": one.metric,
        "value": bool(value) if one.metric == "door_open" and value is not None else value,
        "unit": UNITS[one.metric],
        "ts": None if one.at is None else utc(one.at),
        "quality": one.quality,
    }


def _message(line: Line) -> Message:
    topic, text = line.text("topic"), line.text("payload")
    encoding = line.text("encoding", "utf8")
    if encoding == "base64":
        try:
            payload = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise BadLine(f"payload is not base64: {error}") from error
    elif encoding == "utf8":
        payload = text.encode("utf-8", "surrogatepass")
    else:
        raise BadLine(f"unknown encoding {encoding[:80]!r}")
    received = line.object("settings").get("received_at") or line.fields.get("received_at")
    received_at = moment(received, "received_at") if received else NEVER_AHEAD
    return Message(topic, payload, received_at, bool(line.fields.get("retain")))


def _profile(line: Line) -> Profile:
    if not line.fields.get("settings"):
        return _NO_SETTINGS
    try:
        return _profile_of(_encode(line.object("settings")))
    except (UnicodeError, OverflowError) as error:
        raise BadLine(f"settings: {error}") from error


@lru_cache(maxsize=500)
def _profile_of(written: bytes) -> Profile:
    """The profile that settings describe; recordings repeat theirs line by line."""
    settings = msgspec.json.decode(written)
    return Profile(
        device=_device(settings),
        timezone=_zone(settings.get("device_timezone") or settings.get("timezone")),
        fields=_fields(settings),
        metric=_METRICS.get(str(settings.get("metric"))),
        unit="F" if str(settings.get("unit")).lstrip("°").upper() == "F" else "C",
        mapped=_mapped(settings.get("map")),
    )


def _device(settings: dict[str, Any]) -> str:
    """The sender's name: of what `device_from` tells, or else the user name."""
    name = settings.get(str(settings.get("device_from", "username"))) or settings.get("username")
    return name if isinstance(name, str) else ""


def _fields(settings: dict[str, Any]) -> dict[str, Metric]:
    given = {}
    for name in ("object_map", "metric_map", "fields"):
        part = settings.get(name) or {}
        if not isinstance(part, dict):
            raise BadLine(f"settings.{name} must be an object")
        given.update(part)
    if not given:
        return dict(FIELDS)
    return {
        name: _METRICS[one]
        for name, one in given.items()
        if isinstance(one, str) and one in _METRICS
    }


@lru_cache(maxsize=200)
def _zone_named(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadLine(f"unknown time zone {name[:80]!r}") from error


def _zone(name: Any) -> ZoneInfo:
    return _zone_named(str(name)) if name else _UTC


def _mapped(given: Any) -> tuple[mapped.Mapped, ...]:
    if not given:
        return ()
    try:
        return mapping.compiled(msgspec.convert(given, tuple[mapped.Mapping, ...]))
    except (msgspec.ValidationError, UnicodeError, Misconfigured) as error:
        raise BadLine(f"settings.map: {error}") from error
