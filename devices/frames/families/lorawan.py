"""LoRaWAN network servers: ChirpStack v4 and The Things Stack v3, decoded by their own codecs.

Source: chirpstack.io, integration events; thethingsindustries.com, data formats and the schema of
normalized payloads. Both leave out fields that are zero.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from devices.errors import Garbled, Oddity
from devices.events import Metric
from devices.frames.telemetry import (
    MISSING,
    Clock,
    Finding,
    Message,
    Noticed,
    Profile,
    as_object,
    at_path,
    judge_clock,
    measured,
    measured_fields,
    parse_object,
    rejected,
)

_NORMALIZED: tuple[tuple[str, Metric], ...] = (
    ("air.temperature", "temperature"),
    ("air.relativeHumidity", "humidity"),
    ("battery", "battery_v"),
)
_CONTACT = "action.contactState"


def chirpstack(message: Message, profile: Profile) -> Iterator[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "no_decoded_payload" | as `parse_object`)."""
    levels = message.topic.split("/")
    ours = len(levels) == 6 and levels[0::2] == ["application", "device", "event"]
    if not ours or not all(levels):
        raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)
    event = levels[5]
    if event not in ("up", "join", "status"):
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)
    body = parse_object(message.payload)
    info = as_object(body.get("deviceInfo") or {}, message.payload)
    device = _text(info, "devEui") or levels[3]
    if event == "join":
        yield Noticed(device, "join")
        return
    clock = judge_clock(body.get("time"), message, profile)
    if event == "up":
        values = _decoded(body, "object", message)
        yield from _known(measured_fields(device, values, profile, clock), message)
    elif "batteryLevel" in body and not _is_without_battery(body):
        yield measured(device, "battery_pct", body["batteryLevel"], clock)


def _is_without_battery(body: dict[str, Any]) -> bool:
    """Whether the level in a status event is no measurement: unknown, or mains power."""
    return bool(body.get("batteryLevelUnavailable") or body.get("externalPowerSource"))


def ttn(message: Message, profile: Profile) -> Sequence[Finding]:
    """Raises: Garbled("bad_topic" | "not_telemetry" | "no_decoded_payload" | as `parse_object`)."""
    device, event = _ttn_address(message.topic)
    if not device:
        raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)
    if event not in ("up", "up/normalized", "join"):
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)
    body = parse_object(message.payload)
    names = as_object(body.get("end_device_ids") or {}, message.payload)
    device = _text(names, "dev_eui") or _text(names, "device_id") or device
    if event == "join":
        return [Noticed(device, "join")]
    return _ttn_uplink(device, body, message, profile)


@lru_cache(maxsize=4_096)
def _ttn_address(topic: str) -> tuple[str, str]:
    """Device and event of a topic; no device where the topic is another's."""
    levels = topic.split("/")
    if len(levels) < 5 or levels[0] != "v3" or levels[2] != "devices" or not all(levels):
        return "", ""
    return levels[3], "/".join(levels[4:])


def _ttn_uplink(
    device: str, body: dict[str, Any], message: Message, profile: Profile
) -> Sequence[Finding]:
    uplink = as_object(
        body.get("uplink_message") or body.get("uplink_normalized") or {}, message.payload
    )
    received = uplink.get("received_at") or body.get("received_at")
    clock = judge_clock(received, message, profile)
    found: list[Finding] = []
    if uplink.get("decoded_payload") or not uplink.get("normalized_payload"):
        values = _decoded(uplink, "decoded_payload", message)
        found += measured_fields(device, values, profile, clock)
    if not found:
        normalized = uplink.get("normalized_payload")
        for one in normalized if isinstance(normalized, list) else [normalized or {}]:
            try:
                entry = as_object(one, message.payload)
                at = judge_clock(entry["time"], message, profile) if entry.get("time") else clock
                found += _normalized(device, entry, at)
            except Garbled as error:
                found.append(rejected(device, error))
    return _known(found, message)


def _known(found: Sequence[Finding], message: Message) -> Sequence[Finding]:
    """What was found; an uplink that has values and none we know is told of, not passed over."""
    if not found:
        raise Garbled(Oddity.MISSING_VALUE, message.payload, "no field that is mapped")
    return found


def _normalized(device: str, entry: dict[str, Any], clock: Clock) -> Iterator[Finding]:
    for path, metric in _NORMALIZED:
        value = at_path(entry, path)
        if value is not MISSING:
            yield measured(device, metric, value, clock)
    contact = at_path(entry, _CONTACT)
    if contact is not MISSING:
        yield measured(device, "door_open", contact, clock)


def _decoded(body: dict[str, Any], name: str, message: Message) -> dict[str, Any]:
    values = body.get(name)
    if values is None or values == {}:
        raise Garbled(Oddity.NO_DECODED_PAYLOAD, message.payload)
    return as_object(values, message.payload)


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""
