"""LoRaWAN network servers: ChirpStack v4 and The Things Stack v3, decoded by their own codecs.

Source: chirpstack.io, integration events; thethingsindustries.com, data formats.
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
    measured,
    measured_fields,
    parse_object,
)


def chirpstack(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "no_decoded_payload" | as `parse_object`)."""
    levels = message.topic.split("/")
    if len(levels) != 6 or levels[0::2] != ["application", "device", "event"]:
        raise Garbled("bad_topic", message.payload, message.topic)
    event = levels[5]
    if event not in ("up", "join", "status"):
        raise Garbled("not_telemetry", message.payload)
    body = parse_object(message.payload)
    device = _text(as_object(body.get("deviceInfo", {}), message.payload), "devEui") or levels[3]
    clock = judge_clock(body.get("time"), message, profile)
    if event == "join":
        yield Noticed(device, "join")
    elif event == "up":
        yield from measured_fields(device, _decoded(body, "object", message), profile, clock)
    elif not body.get("batteryLevelUnavailable") and "batteryLevel" in body:
        yield measured(device, "battery_pct", body["batteryLevel"], clock)


def ttn(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "no_decoded_payload" | as `parse_object`)."""
    levels = message.topic.split("/")
    if len(levels) < 5 or levels[0] != "v3" or levels[2] != "devices":
        raise Garbled("bad_topic", message.payload, message.topic)
    event = "/".join(levels[4:])
    if event not in ("up", "join"):
        raise Garbled("not_telemetry", message.payload)
    body = parse_object(message.payload)
    names = as_object(body.get("end_device_ids", {}), message.payload)
    device = _text(names, "dev_eui") or _text(names, "device_id") or levels[3]
    if event == "join":
        yield Noticed(device, "join")
    else:
        yield from _ttn_uplink(device, body, message, profile)


def _ttn_uplink(
    device: str, body: dict[str, Any], message: Message, profile: Profile
) -> Iterator[Measured]:
    uplink = as_object(body.get("uplink_message"), message.payload)
    values = _decoded(uplink, "decoded_payload", message)
    received = uplink.get("received_at", body.get("received_at"))
    yield from measured_fields(device, values, profile, judge_clock(received, message, profile))


def _decoded(body: dict[str, Any], name: str, message: Message) -> dict[str, Any]:
    values = body.get(name)
    if not values:
        raise Garbled("no_decoded_payload", message.payload)
    return as_object(values, message.payload)


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
