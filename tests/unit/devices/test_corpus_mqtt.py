"""Every line of the MQTT corpus, through the decoder a listener uses."""

import base64
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from devices.errors import Garbled
from devices.frames import mqtt
from devices.frames.telemetry import FIELDS, UNITS, Measured, Message, Noticed, Profile
from tests.unit.devices.corpus import corpus_lines

RECEIVED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def message_of(line: dict) -> Message:
    payload = line["payload"].encode()
    if line["encoding"] == "base64":
        payload = base64.b64decode(line["payload"])
    received = line.get("settings", {}).get("received_at")
    received_at = datetime.fromisoformat(received) if received else RECEIVED_AT
    return Message(line["topic"], payload, received_at, line.get("retain", False))


def profile_of(line: dict) -> Profile:
    settings = line.get("settings", {})
    return Profile(
        device=settings.get("username", ""),
        timezone=ZoneInfo(settings.get("device_timezone", "UTC")),
        fields=settings.get("object_map") or settings.get("metric_map") or FIELDS,
        metric=settings.get("metric"),
        unit=settings.get("unit", "C"),
    )


def shape(found: Measured) -> tuple:
    at = None if found.at is None else found.at.isoformat(timespec="milliseconds")
    value = None if found.value is None else round(found.value, 6)
    return (found.sensor, found.metric, value, UNITS[found.metric], at, found.quality)


def wanted_shape(reading: dict) -> tuple:
    at = reading["ts"] and datetime.fromisoformat(reading["ts"]).isoformat(timespec="milliseconds")
    value = None if reading["value"] is None else round(float(reading["value"]), 6)
    return (reading["device"], reading["metric"], value, reading["unit"], at, reading["quality"])


def decoder_for(line: dict) -> mqtt.Decode:
    """A decoder that has heard the lines before this one: Sparkplug builds on its births."""
    decode = mqtt.FAMILIES[line["source"]]()
    if line["source"] == "sparkplug-b":
        for (earlier,) in (param.values for param in corpus_lines("mqtt")):
            if earlier["source"] == line["source"] and earlier["id"] < line["id"]:
                list(decode(message_of(earlier), profile_of(earlier)))
    return decode


@pytest.mark.parametrize("line", corpus_lines("mqtt"))
def test_each_mqtt_line_of_the_corpus_gives_its_readings_events_and_reject(line: dict) -> None:
    decode = decoder_for(line)
    readings, events, reject = [], [], None
    try:
        found = list(decode(message_of(line), profile_of(line)))
        readings = [shape(one) for one in found if isinstance(one, Measured)]
        events = [(one.state, one.sensor) for one in found if isinstance(one, Noticed)]
    except Garbled as error:
        reject = error.reason
    expect = line["expect"]
    assert reject == expect["reject"]
    assert sorted(readings) == sorted(wanted_shape(one) for one in expect["readings"])
    assert events == [(one["type"], one["device"]) for one in expect["events"]]
