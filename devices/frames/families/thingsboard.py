"""ThingsBoard's device and gateway API: values, `{"ts", "values"}`, or lists of late ones.

Source: thingsboard.io, MQTT device API (with its short topics) and MQTT gateway API.
"""

from collections.abc import Iterator
from typing import Any

from devices.errors import Garbled, Oddity
from devices.frames.telemetry import (
    NO_CLOCK,
    Finding,
    Message,
    Noticed,
    Profile,
    as_object,
    judge_clock,
    measured_fields,
    parse,
    parse_object,
    rejected,
)

_DEVICE = frozenset({"v1/devices/me/telemetry", "v2/t", "v2/t/j"})
_OURS = ("v1/devices/", "v1/gateway/", "v2/")


def decode(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "missing_value" | as `parse`)."""
    topic, payload = message.topic, message.payload
    if topic in _DEVICE:
        if not profile.device:
            raise Garbled(Oddity.BAD_TOPIC, payload, "no device name for this account")
        yield from _entries(profile.device, parse(payload), message, profile)
    elif topic == "v1/gateway/telemetry":
        for device, entries in parse_object(payload).items():
            yield from _entries(device, entries, message, profile)
    elif topic in ("v1/gateway/connect", "v1/gateway/disconnect"):
        name = parse_object(payload).get("device")
        if name is not None and not isinstance(name, str):
            raise Garbled(Oddity.WRONG_TYPE, payload, "device name")
        if not name:
            raise Garbled(Oddity.MISSING_VALUE, payload)
        yield Noticed(name, "online" if topic.endswith("/connect") else "offline")
    else:
        raise Garbled(
            Oddity.NOT_TELEMETRY if topic.startswith(_OURS) else Oddity.BAD_TOPIC, payload, topic
        )


def _entries(device: str, body: Any, message: Message, profile: Profile) -> Iterator[Finding]:
    for entry in body if isinstance(body, list) else [body]:
        try:
            fields = as_object(entry, message.payload)
            if "values" in fields:
                values = as_object(fields["values"], message.payload)
                clock = judge_clock(fields.get("ts"), message, profile)
                yield from measured_fields(device, values, profile, clock)
            else:
                yield from measured_fields(device, fields, profile, NO_CLOCK)
        except Garbled as error:
            yield rejected(device, error)
