"""Random bytes against every decoder: a Garbled or a value, never anything else."""

import json
from datetime import UTC, datetime
from string import printable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.errors import Garbled
from devices.events import Event, Fault, Reading, from_wire, to_wire
from devices.frames import framing, lines, mapped, mapping, modbus, mqtt, scales, scans, strict_json
from devices.frames.telemetry import Message, Profile
from tests.unit.devices.corpus import ask

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
    "mapped": ["plant/a/b", "plain/a"],
}
MAPPED = mapping.compiled(
    (
        mapped.Mapping(
            topic="plant/{room}/#",
            device="{room}/{key}/{sensor}",
            each="readings",
            time="ts",
            value=(
                mapped.MappedValue(metric="temperature", field="t", unit="K", bad=(0, "nan")),
                mapped.MappedValue(metric="door_open", field="contact", invert=True),
            ),
            state=(mapped.MappedState(field="state", words={"online": "online"}),),
        ),
        mapped.Mapping(
            topic="plain/{room}",
            device="{room}",
            format="text",
            value=(mapped.MappedValue(metric="humidity", scale=1e6),),
        ),
    )
)
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
LINE_KEYS = st.sampled_from(
    [
        *("id", "source", "topic", "payload", "encoding", "settings", "kind", "framing", "hex"),
        *("function", "registers", "rtu_hex", "map", "temps_c", "minutes", "rule", "series"),
    ]
)
LINE_WORDS = st.sampled_from(["native", "ttn", "ssi", "scale", "suffix=CR", "scanner"])


def outcome(decode, data: bytes) -> object:
    try:
        return decode(data)
    except Garbled as error:
        return error


def events_of(family: str, topic: str, payload: bytes) -> list[Event]:
    decoder = mqtt.Decoder("d", family, Profile(device="me", mapped=MAPPED))
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
    assert isinstance(outcome(decode, frame), scans.Label | scales.Weighed | Garbled | None)


def told(frame: lines.Frame) -> tuple[bytes, int]:
    """The bytes of a frame, and how many more of it were counted but not kept."""
    return (frame.payload, frame.lost) if isinstance(frame, Garbled) else (frame, 0)


@given(
    st.lists(st.binary(max_size=60) | st.sampled_from([b"\r", b"\n", b"a" * 90]), max_size=8),
    st.sampled_from(["suffix=CRLF,max=20", "suffix=TAB,max=30", "suffix=LF"]),
)
def test_every_byte_of_a_line_with_suffixes_is_accounted_for(reads: list[bytes], spec: str) -> None:
    framer = framing.framer(spec)
    frames = [frame for read in reads for frame in framer.feed(read)] + framer.drop()
    suffix = framing.SUFFIXES[spec.split(",")[0].removeprefix("suffix=")]
    pieces = [piece for piece in b"".join(reads).split(suffix) if piece]
    assert len(frames) == len(pieces)
    for frame, piece in zip(frames, pieces, strict=True):
        kept, lost = told(frame)
        assert piece.startswith(kept)
        assert len(kept) + lost == len(piece)


@given(
    st.lists(st.binary(max_size=40) | st.sampled_from([b"\2", b"\3", b"\2a\3", b"n" * 90])),
    st.sampled_from(["stx-etx,max=20", "stx-etx"]),
)
def test_every_byte_between_brackets_and_around_them_is_accounted_for(
    reads: list[bytes], spec: str
) -> None:
    framer = framing.framer(spec)
    frames = [frame for read in reads for frame in framer.feed(read)] + framer.drop()
    marks = b"\2\3\r\n"
    unmarked = b"".join(reads).translate(None, marks)
    kept_or_lost = [told(frame) for frame in frames]
    assert sum(len(kept.translate(None, marks)) for kept, _ in kept_or_lost) <= len(unmarked)
    if not any(lost for _, lost in kept_or_lost):
        assert b"".join(kept for kept, _ in kept_or_lost).translate(None, marks) == unmarked
    assert sum(len(kept) + lost for kept, lost in kept_or_lost) >= len(unmarked)


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_every_byte_between_packets_is_noise_kept_in_order(reads: list[bytes]) -> None:
    framer = framing.framer("ssi")
    frames = [frame for read in reads for frame in framer.feed(read)] + framer.drop()
    assert b"".join(told(frame)[0] for frame in frames) == b"".join(reads)


@pytest.mark.parametrize("spec", FRAMINGS)
def test_a_stream_without_an_end_is_told_of_and_held_in_bounds(spec: str) -> None:
    framer = framing.framer(spec)
    frames = [frame for _ in range(80) for frame in framer.feed(b"\2" + b"x" * 999)]
    frames += [frame for _ in range(80) for frame in framer.feed(b"y" * 1_000)]
    assert {frame.reason for frame in frames if isinstance(frame, Garbled)} & {"too_long", "noise"}
    kept = framer.drop()
    assert sum(len(told(frame)[0]) for frame in kept) < 10_000


@given(
    TREES.map(lambda tree: json.dumps(tree).encode())
    | st.recursive(
        st.sampled_from(
            ['"a"', "1", "1e999", '"\\":"', "null", '"x : y"', "-0.0", "NaN", "1" * 400]
        ),
        lambda inner: st.lists(
            st.tuples(st.sampled_from(['"a"', '"b"', '"a" ', '"\\":"']), inner), max_size=4
        ).map(lambda pairs: "{" + ",".join(f"{key}:{value}" for key, value in pairs) + "}"),
        max_leaves=8,
    ).map(str.encode)
)
def test_the_fast_json_reader_says_what_the_strict_one_says(payload: bytes) -> None:
    fast, slow = (outcome(read, payload) for read in (strict_json.parse, strict_json._slowly))
    if isinstance(slow, Garbled):
        assert isinstance(fast, Garbled)
        assert fast.reason == slow.reason
    else:
        assert fast == slow


@given(BYTES)
def test_any_bytes_from_a_modbus_line_are_registers_or_garbled(data: bytes) -> None:
    assert isinstance(outcome(modbus.rtu_block, data), modbus.Block | Garbled)


@given(BYTES | TREES.map(lambda tree: json.dumps(tree).encode()))
def test_any_body_posted_as_events_is_read_or_garbled(body: bytes) -> None:
    assert isinstance(outcome(from_wire, body), list | Garbled)


def test_deeply_nested_json_is_a_fault_not_a_crash() -> None:
    (event,) = events_of("native", "x", b"[" * 100_000)
    assert isinstance(event, Fault)
    assert event.reason == "malformed_json"


@pytest.mark.parametrize(
    "command",
    [
        ("decode", "mqtt"),
        ("decode", "serial"),
        ("decode", "modbus"),
        ("devices", "mkt"),
        ("devices", "excursions"),
    ],
    ids=" ".join,
)
@settings(max_examples=15)
@given(
    st.lists(
        st.dictionaries(LINE_KEYS, TREES | LINE_WORDS).map(lambda line: json.dumps(line).encode())
        | st.binary(max_size=30).map(lambda data: data.translate(None, b"\r\n")),
        max_size=5,
    )
)
def test_any_lines_get_one_answer_each(command: tuple[str, str], given_lines: list[bytes]) -> None:
    answers = ask(*command, lines=b"\n".join(given_lines))
    assert len(answers) == sum(1 for line in given_lines if line.strip())
    assert all({"id", "got"} <= answer.keys() for answer in answers)
