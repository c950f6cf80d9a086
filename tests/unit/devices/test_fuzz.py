"""Random bytes against every decoder: a Garbled or a value, never anything else."""

import json
from datetime import UTC, datetime
from string import printable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.errors import Garbled
from devices.events import Event, Fault, Reading, from_wire, to_wire
from devices.frames import framing, lines, modbus, mqtt, scales, scans
from devices.frames.telemetry import Message, Profile

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
FRAMINGS = ["suffix=CR", "suffix=CRLF,max=64", "stx-etx", "stx-cr", "stx-cr-chk,max=20", "ssi"]
TOPICS = {
    "native": ["wh/W/zone/Z/sensor/S", "x"],
    "zigbee2mqtt": ["zigbee2mqtt/a", "zigbee2mqtt/a/availability", "zigbee2mqtt/bridge/state"],
    "tasmota": ["tele/a/SENSOR", "tele/a/LWT"],
    "chirpstack": ["application/1/device/2/event/up", "application/1/device/2/event/status"],
    "ttn": ["v3/a@t/devices/d/up"],
    "shelly-gen2": ["s/events/rpc", "s/online", "s/status/temperature:0"],
    "esphome": ["e/sensor/temperature/state", "e/status"],
    "homie": ["homie/d/n/temperature", "homie/d/$state"],
    "thingsboard": ["v1/devices/me/telemetry", "v1/gateway/telemetry", "v1/gateway/connect"],
    "sparkplug-b": ["spBv1.0/G/DBIRTH/N/D", "spBv1.0/G/NDATA/N"],
}
KEYS = st.sampled_from(
    [
        *("t", "ts", "h", "sensor", "metric", "value", "readings", "temperature", "humidity"),
        *("battery", "voltage", "contact", "last_seen", "state", "Time", "TempUnit", "DS18B20"),
        *("Id", "Temperature", "time", "deviceInfo", "devEui", "object", "batteryLevel"),
        *("uplink_message", "decoded_payload", "received_at", "end_device_ids", "method"),
        *("params", "temperature:0", "tC", "devicepower:0", "percent", "V", "values", "device"),
    ]
)
WORDS = st.sampled_from(["NotifyStatus", "temperature", "online", "-18.3", "nan", "1e999", "F"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=8)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=12,
)
BYTES = st.binary(max_size=200)


def outcome(decode, data: bytes) -> object:
    try:
        return decode(data)
    except Garbled as error:
        return error


def events_of(family: str, topic: str, payload: bytes) -> list[Event]:
    decoder = mqtt.Decoder("d", family, Profile(device="me"))
    return decoder.events(Message(topic, payload, NOW))


@pytest.mark.parametrize("family", mqtt.FAMILIES)
@settings(max_examples=50)
@given(data=st.data(), payload=TREES.map(lambda tree: json.dumps(tree).encode()) | BYTES)
def test_any_payload_gives_events_that_survive_the_wire(
    family: str, data: st.DataObject, payload: bytes
) -> None:
    topic = data.draw(st.sampled_from(TOPICS[family]) | st.text(max_size=30))
    events = events_of(family, topic, payload)
    assert from_wire(to_wire(events)) == events
    assert "decoder_failed" not in {one.reason for one in events if isinstance(one, Fault)}
    assert all(
        event.value is None or abs(event.value) <= 1e9
        for event in events
        if isinstance(event, Reading)
    )


@given(st.lists(BYTES, max_size=8), st.sampled_from(FRAMINGS))
def test_any_bytes_give_frames_or_faults_however_they_are_cut(
    reads: list[bytes], spec: str
) -> None:
    framer = framing.framer(spec)
    frames = [frame for read in reads for frame in framer.feed(read)] + framer.drop()
    assert all(isinstance(frame, bytes | Garbled | lines.Repeat) for frame in frames)
    assert not framer.holding


@given(st.binary(max_size=120), st.integers(1, 20), st.sampled_from(FRAMINGS))
def test_frames_do_not_depend_on_where_the_reads_are_cut(data: bytes, size: int, spec: str) -> None:
    whole, cut = framing.framer(spec), framing.framer(spec)
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    at_once = whole.feed(data) + whole.drop()
    in_pieces = [frame for piece in pieces for frame in cut.feed(piece)] + cut.drop()
    good = [frame for frame in at_once if isinstance(frame, bytes)]
    assert good == [frame for frame in in_pieces if isinstance(frame, bytes)]


@pytest.mark.parametrize(
    "decode",
    [scans.label, *(protocol.decode for protocol in scales.PROTOCOLS.values())],
)
@given(frame=BYTES.filter(bool) | st.text(printable, min_size=1, max_size=40).map(str.encode))
def test_any_frame_is_decoded_or_garbled(decode, frame: bytes) -> None:
    assert isinstance(outcome(decode, frame), scans.Label | scales.Weighed | Garbled)


@given(BYTES)
def test_any_bytes_from_a_modbus_line_are_registers_or_garbled(data: bytes) -> None:
    assert isinstance(outcome(modbus.rtu_registers, data), list | Garbled)


@given(BYTES | TREES.map(lambda tree: json.dumps(tree).encode()))
def test_any_body_posted_as_events_is_read_or_garbled(body: bytes) -> None:
    assert isinstance(outcome(from_wire, body), list | Garbled)


def test_deeply_nested_json_is_a_fault_not_a_crash() -> None:
    (event,) = events_of("native", "x", b"[" * 100_000)
    assert isinstance(event, Fault)
    assert event.reason == "malformed_json"
