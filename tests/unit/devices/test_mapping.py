"""The mapping language of the devices' TOML: what it reads, what it refuses, and when."""

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from devices.config import Mqtt, load
from devices.errors import Misconfigured
from devices.frames import mqtt
from devices.frames.mapped import Mapping
from devices.frames.mapping import compiled
from devices.frames.telemetry import Measured, Message, Profile
from tests.unit.devices.test_decode_mqtt import AT, decoded, line

HEAD = """
[[device]]
id = "plant"
kind = "mqtt"
url = "mqtt://broker"
topics = ["plant/#"]
decoder = "mapped"
"""
TOML = (
    HEAD
    + """
[[device.telemetry.map]]
topic = "plant/{room}/meter-{number}/data"
device = "{room}/{number}/{probes.id}"
each = "probes.list"
time = "at"
value = [
  { metric = "temperature", field = "raw", unit = "F", scale = 0.1, bad = [32767, "ERR"] },
  { metric = "battery_v", field = "bat", unit = "mV" },
]

[[device.telemetry.map]]
topic = "plant/{room}/door"
device = "{room}/door"
format = "text"
value = [{ metric = "door_open", unit = "bool", invert = true }]

[[device.telemetry.map]]
topic = "plant/#"
device = "{meta.serial}"
value = [{ metric = "temperature", field = "k", unit = "K", offset = -1.5 }]
state = [{ field = "power", words = { up = "online", down = "offline" } }]
"""
)


def device() -> Mqtt:
    (found,) = load(TOML.encode()).devices
    assert isinstance(found, Mqtt)
    return found


def read(topic: str, payload: Any) -> tuple[list, str | None]:
    """What the device of the file above makes of a message, and its reject."""
    text = payload if isinstance(payload, str) else json.dumps(payload)
    told = mqtt.findings(
        mqtt.FAMILIES["mapped"](),
        Message(topic, text.encode(), datetime(2026, 1, 5, 9, tzinfo=UTC)),
        device().telemetry.profile("plant"),
    )
    shapes = [
        (one.sensor, one.metric, one.value, one.quality)
        if isinstance(one, Measured)
        else (one.sensor, one.state)
        for one in told.found
    ]
    return shapes, told.refused.reason if told.refused else None


def test_a_list_of_entries_is_read_one_by_one_with_scale_unit_and_no_probe_values() -> None:
    entries = [{"raw": 392, "bat": 3050}, {"raw": 32767}, {"raw": "ERR"}, {"other": 1}]
    body = {"probes": {"id": 7, "list": entries}, "at": 1767600000}
    assert read("plant/hall/meter-12/data", body) == (
        [
            ("hall/12/7", "temperature", 4.0, "good"),
            ("hall/12/7", "battery_v", 3.05, "good"),
            ("hall/12/7", "temperature", pytest.approx(1802.6111), "bad"),
            ("hall/12/7", "temperature", None, "bad"),
        ],
        None,
    )


@pytest.mark.parametrize(("word", "is_open"), [("closed", 1.0), ("1", 0.0), ("nan", None)])
def test_a_bare_text_can_be_turned_round(word: str, is_open: float | None) -> None:
    quality = "bad" if is_open is None else "good"
    assert read("plant/hall/door", word) == ([("hall/door", "door_open", is_open, quality)], None)


def test_the_first_mapping_that_fits_reads_and_tells_states() -> None:
    body = {"meta": {"serial": "X9"}, "k": 274.65, "power": "down"}
    assert read("plant", body) == ([("X9", "temperature", 0.0, "good"), ("X9", "offline")], None)


@pytest.mark.parametrize(
    ("topic", "payload", "reason"),
    [
        ("other/hall", {"k": 1}, "bad_topic"),
        ("plant/a", {"meta": {"serial": "X9"}}, "missing_value"),
        ("plant/a", {"k": 280}, "missing_value"),
        ("plant/a", {"meta": {"serial": "X9"}, "power": "asleep"}, "wrong_type"),
        ("plant/a", {"meta": {"serial": "X9"}, "k": "warm"}, "wrong_type"),
        ("plant/a", "{", "malformed_json"),
        ("plant/a/meter-1/data", {"probes": 5}, "missing_value"),
        ("plant/a/meter-1/data", {"probes": {"id": 1, "list": 5}}, "wrong_type"),
        ("plant/a/meter-1/data", {"probes": {"list": [{"raw": 1}]}}, "missing_value"),
        ("plant/hall/door", "", "empty_payload"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(
    topic: str, payload: Any, reason: str
) -> None:
    assert read(topic, payload) == ([], reason)


def test_a_mapping_can_be_tried_on_recorded_lines() -> None:
    spec = {
        "topic": "x/{name}",
        "device": "{name}.{key}",
        "each": "",
        "time": "t",
        "value": [{"metric": "humidity", "field": "h"}],
    }
    body = {"a": {"h": 80, "t": AT}, "b": {"h": 0}}
    (answer,) = decoded(line("mapped", "x/hall", body, map=[spec]))
    assert answer[0] == [
        ("hall.a", "humidity", 80, AT, "good"),
        ("hall.b", "humidity", 0, None, "good"),
    ]


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ('topic = "a"\ndevice = "d"', "map 1 (a): needs a value or a state"),
        ('topic = "a/#/b"\ndevice = "d"\nvalue = [{ metric = "humidity" }]', "# stands alone"),
        ('topic = "{a}/{a}"\ndevice = "d"\nvalue = [{ metric = "humidity" }]', "captured twice"),
        ('topic = "{a b}"\ndevice = "d"\nvalue = [{ metric = "humidity" }]', "is no name"),
        ('topic = "{a}{b}"\ndevice = "d"\nvalue = [{ metric = "humidity" }]', "one name a level"),
        ('topic = "a{"\ndevice = "d"\nvalue = [{ metric = "humidity" }]', "cannot read the level"),
        ('topic = "a"\ndevice = "{}"\nvalue = [{ metric = "humidity" }]', "cannot read the device"),
        ('topic = "a"\ndevice = "d"\nvalue = [{ metric = "heat" }]', "heat"),
        (
            'topic = "a"\ndevice = "d"\nvalue = [{ metric = "humidity", unit = "C" }]',
            "humidity comes in %, not C",
        ),
        (
            'topic = "a"\ndevice = "d"\nvalue = [{ metric = "humidity", invert = true }]',
            "only door_open can be inverted",
        ),
        (
            'topic = "a"\ndevice = "d"\nformat = "text"\n'
            'value = [{ metric = "humidity", field = "h" }]',
            "a text has no fields",
        ),
        ('topic = "a"\ndevice = "d"\ncolour = 1\nvalue = [{ metric = "humidity" }]', "colour"),
    ],
)
def test_a_mistake_in_a_mapping_stops_the_start_and_is_named(mapping: str, says: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        load(f"{HEAD}\n[[device.telemetry.map]]\n{mapping}\n".encode())
    assert says in str(caught.value)
    assert "plant" in str(caught.value) or "$.device[0]" in str(caught.value)


@pytest.mark.parametrize(
    ("bad", "payload", "format"),
    [
        ([999], "999", "text"),
        ([999], " 999.0", "text"),
        (["999"], "999", "text"),
        ([850], '{"t": "850"}', "json"),
        (["850"], '{"t": 850}', "json"),
        ([850], '{"t": 850}', "json"),
    ],
)
def test_a_value_that_means_none_is_known_however_it_is_written(
    bad: list, payload: str, format: str
) -> None:
    field = "t" if format == "json" else ""
    written = {"topic": "a/b", "device": "d", "format": format}
    value = {"metric": "temperature", "field": field, "bad": bad}
    mapped = compiled(msgspec.convert([{**written, "value": [value]}], tuple[Mapping, ...]))
    profile = Profile("d", mapped=mapped)
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    told = mqtt.findings(mqtt.FAMILIES["mapped"](), Message("a/b", payload.encode(), at), profile)
    assert [one.quality for one in told.found] == ["bad"]
