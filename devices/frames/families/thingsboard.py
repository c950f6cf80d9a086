"""ThingsBoard's device and gateway API: values, `{"ts", "values"}`, or lists of late ones.

Source: thingsboard.io, MQTT device API and MQTT gateway API.
"""

from collections.abc import Iterator
from typing import Any

from devices.errors import Garbled
from devices.frames.telemetry import (
    Finding,
    Measured,
    Message,
    Noticed,
    Profile,
    as_object,
    judge_clock,
    measured_fields,
    parse,
    parse_object,
)


def decode(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "missing_value" | as `parse`)."""
    topic, payload = message.topic, message.payload
    if topic == "v1/devices/me/telemetry":
        if not profile.device:
            raise Garbled("bad_topic", payload, "no device name for this account")
        yield from _entries(profile.device, parse(payload), message, profile)
    elif topic == "v1/gateway/telemetry":
        for device, entries in parse_object(payload).items():
            yield from _entries(device, entries, message, profile)
    elif topic in ("v1/gateway/connect", "v1/gateway/disconnect"):
        name = parse_object(payload).get("device")
        if not isinstance(name, str) or not name:
            raise Garbled("missing_value", payload)
        yield Noticed(name, "online" if topic.endswith("/connect") else "offline")
    else:
        is_ours = topic.startswith(("v1/devices/", "v1/gateway/"))
        raise Garbled("not_telemetry" if is_ours else "bad_topic", payload, topic)


def _entries(device: str, body: Any, message: Message, profile: Profile) -> Iterator[Measured]:
    for entry in body if isinstance(body, list) else [body]:
        fields = as_object(entry, message.payload)
        timed = isinstance(fields.get("values"), dict)
        values = fields["values"] if timed else fields
        clock = judge_clock(fields.get("ts") if timed else None, message, profile)
        yield from measured_fields(device, values, profile, clock)
