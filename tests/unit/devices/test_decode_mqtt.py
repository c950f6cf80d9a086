"""What devices of each family send on good days and bad, through `coldchain decode mqtt`."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from devices.frames.mqtt import REJECTED_MAX, Decoder
from devices.frames.telemetry import Message, Profile
from tests.unit.devices.corpus import ask, got

SENSOR = "wh/W/zone/Z/sensor/S"
EUI = "a84041000181c061"
UP = f"application/3c1d/device/{EUI}/event/up"
TTN_UP = "v3/wh@ttn/devices/cold-01/up"
RPC = "shellyhtg3-1/events/rpc"
AT = "2026-01-05T08:00:00Z"

Reading = tuple[str, str, Any, Any, str]
"""Device, metric, value, time, quality."""


def line(source: str, topic: str, payload: Any, **settings: Any) -> dict:
    """A recorded line; what is neither text nor bytes becomes JSON."""
    if isinstance(payload, bytes):
        text, encoding = base64.b64encode(payload).decode(), "base64"
    else:
        text, encoding = payload if isinstance(payload, str) else json.dumps(payload), "utf8"
    made = {"source": source, "topic": topic, "payload": text, "encoding": encoding}
    return {**made, "settings": settings}


def decoded(*lines: dict) -> list[tuple[list[Reading], list[tuple[str, str]], str | None]]:
    """Readings, events and reject of each line, in one stream."""
    return [
        (
            [
                (r["device"], r["metric"], r["value"], r["ts"], r["quality"])
                for r in one["readings"]
            ],
            [(event["type"], event["device"]) for event in one["events"]],
            one["reject"],
        )
        for one in got("decode", "mqtt", lines=list(lines))
    ]


def only(one: dict) -> tuple[list[Reading], list[tuple[str, str]], str | None]:
    (answer,) = decoded(one)
    return answer


def native(payload: Any, **settings: Any) -> dict:
    return line("native", SENSOR, payload, **settings)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ("", "empty_payload"),
        (" \n", "empty_payload"),
        ('{"t":1', "malformed_json"),
        ('{"t":1}}', "malformed_json"),
        ('{"t":01}', "malformed_json"),
        ("{'t':1}", "malformed_json"),
        ('\ufeff{"t":1}', "malformed_json"),
        (b'{"t":1,"x":"\xff"}', "malformed_json"),
        (b'\xff\xfe{\x00"\x00', "malformed_json"),
        ("[" * 100_000, "malformed_json"),
        ('{"t":-Infinity}', "not_a_number"),
        ('{"t":1,"x":NaN}', "not_a_number"),
        ('{"t":1e999}', "not_a_number"),
        ('{"t":"1e999"}', "not_a_number"),
        ('{"t":1' + "0" * 5_000 + "}", "not_a_number"),
        ('{"t":1,"t":2}', "duplicate_key"),
        ('{"t":1,"x":{"a":1,"b":2,"a":3}}', "duplicate_key"),
        ('{"t" : 1, "t" : 1}', "duplicate_key"),
        ('{"t":1,"\\u0074":2}', "duplicate_key"),
        ("5", "wrong_type"),
        ("null", "wrong_type"),
        ('"on"', "wrong_type"),
        ("[1]", "wrong_type"),
        ('{"t":"warm"}', "wrong_type"),
        ('{"t":"-18,3"}', "wrong_type"),
        ('{"t":"1_0"}', "wrong_type"),
        ('{"t":""}', "wrong_type"),
        ('{"t":[1]}', "wrong_type"),
        ('{"ts":1767600000}', "missing_value"),
        ("{}", "missing_value"),
        ('{"sensor":"S","metric":"temperature"}', "missing_value"),
        ('{"sensor":"S","metric":"heat","value":1}', "wrong_type"),
        ('{"sensor":"","metric":"temperature","value":1}', "wrong_type"),
    ],
)
def test_a_payload_that_cannot_be_is_refused_with_its_reason(payload: Any, reason: str) -> None:
    assert only(native(payload)) == ([], [], reason)


@pytest.mark.parametrize(
    ("source", "topic", "reason"),
    [
        ("native", "wh/W/zone/Z/sensor", "bad_topic"),
        ("native", "wh//zone/Z/sensor/S", "bad_topic"),
        ("zigbee2mqtt", "zigbee2mqtt", "bad_topic"),
        ("zigbee2mqtt", "zigbee2mqtt/bridge/logging", "not_telemetry"),
        ("zigbee2mqtt", "zigbee2mqtt/room/set", "not_telemetry"),
        ("tasmota", "coldroom/SENSOR", "bad_topic"),
        ("tasmota", "tele/SENSOR", "bad_topic"),
        ("tasmota", "tele/room/STATE", "not_telemetry"),
        ("tasmota", "stat/room/RESULT", "not_telemetry"),
        ("chirpstack", f"application/3c1d/device/{EUI}/up", "bad_topic"),
        ("chirpstack", f"application/3c1d/device/{EUI}/event/txack", "not_telemetry"),
        ("ttn", "v2/wh@ttn/devices/cold-01/up", "bad_topic"),
        ("ttn", "v3/wh@ttn/devices/cold-01/down/queued", "not_telemetry"),
        ("shelly-gen2", "shelly", "bad_topic"),
        ("shelly-gen2", "shelly/rpc", "not_telemetry"),
        ("esphome", "esp", "bad_topic"),
        ("esphome", "esp/debug", "not_telemetry"),
        ("esphome", "esp/light/lamp/state", "not_telemetry"),
        ("homie", "homie/cold7", "bad_topic"),
        ("homie", "homie/cold7/$name", "not_telemetry"),
        ("homie", "homie/cold7/probe/temperature/$unit", "not_telemetry"),
        ("thingsboard", "v1/telemetry", "bad_topic"),
        ("thingsboard", "v1/devices/me/attributes", "not_telemetry"),
        ("sparkplug-b", "spBv1.0/WH1/DDATA/GW1", "bad_topic"),
        ("sparkplug-b", "spBv1.0/WH1/NDATA/GW1/CR1", "bad_topic"),
        ("sparkplug-b", "spBv1.0/WH1/XDATA/GW1", "bad_topic"),
        ("sparkplug-b", "spAv1.0/WH1/NDATA/GW1", "bad_topic"),
        ("sparkplug-b", "spBv1.0/STATE/host", "not_telemetry"),
        ("sparkplug-b", "spBv1.0/WH1/NCMD/GW1", "not_telemetry"),
    ],
)
def test_a_topic_of_something_else_is_told_apart_from_a_wrong_one(
    source: str, topic: str, reason: str
) -> None:
    assert only(line(source, topic, {"x": 1})) == ([], [], reason)


@pytest.mark.parametrize(
    ("ts", "at", "quality"),
    [
        ("2026-01-05T16:00:00+08:00", AT, "good"),
        ("2026-01-05T08:00:00.999999999Z", "2026-01-05T08:00:00.999Z", "good"),
        ("2026-01-05 08:00:00", "2026-01-05T00:00:00Z", "good"),
        (1767600000, AT, "good"),
        (1767600000.6209, "2026-01-05T08:00:00.620Z", "good"),
        ("1767600000512", "2026-01-05T08:00:00.512Z", "good"),
        (99_999_999_999, None, "clock_future"),
        (100_000_000_000, None, "clock_unset"),
        (0, None, "clock_unset"),
        ("2019-12-31T23:59:59Z", None, "clock_unset"),
        ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "good"),
        ("2026-01-05T09:10:00Z", "2026-01-05T09:10:00Z", "good"),
        ("2026-01-05T09:10:00.001Z", None, "clock_future"),
        (1767600000512000000, None, "clock_future"),
        (10**300, None, "clock_future"),
        ("2026-13-05T08:00:00Z", None, "good"),
        ("soon", None, "good"),
        ("", None, "good"),
        (True, None, "good"),
        (None, None, "good"),
        ({"s": 1}, None, "good"),
    ],
)
def test_a_sensors_clock_is_used_or_judged(ts: Any, at: str | None, quality: str) -> None:
    settings = {"received_at": "2026-01-05T09:00:00Z", "device_timezone": "Asia/Shanghai"}
    expected = ("W/Z/S", "temperature", -18.3, at, quality)
    assert only(native({"ts": ts, "t": -18.3}, **settings)) == ([expected], [], None)


@pytest.mark.parametrize(
    ("value", "shown", "quality"),
    [
        (None, None, "bad"),
        ("NaN", None, "bad"),
        ("-inf", None, "bad"),
        (-127, -127, "bad"),
        (-127.06, -127.06, "good"),
        (327.67, 327.67, "bad"),
        (-3276.8, -3276.8, "bad"),
        (3276.7, 3276.7, "bad"),
        (-300, -300, "bad"),
        (85.0, 85.0, "good"),
        (" 4.5 ", 4.5, "good"),
        (0, 0, "good"),
    ],
)
def test_a_value_that_is_no_measurement_is_kept_as_bad(
    value: Any, shown: float | None, quality: str
) -> None:
    expected = ("W/Z/S", "temperature", shown, None, quality)
    assert only(native({"t": value})) == ([expected], [], None)


def test_a_list_of_late_readings_keeps_its_times_and_a_repeated_one_counts_once() -> None:
    entry = {"sensor": "A", "metric": "humidity", "value": 80, "ts": 1767600000}
    short = {"t": 1.5, "ts": 1767600000}
    found, _, _ = only(native([entry, short, entry]))
    assert found == [("A", "humidity", 80, AT, "good"), ("W/Z/S", "temperature", 1.5, AT, "good")]
    assert only(native({"readings": [entry] * 9}))[0] == [("A", "humidity", 80, AT, "good")]
    assert only(native([])) == ([], [], None)


MIXED = (
    # A family's message with a value that cannot be read, and the readings that can.
    (native({"t": 4.0, "h": True}), [("W/Z/S", 4.0)], ["wrong_type"]),
    (native({"t": -18.3, "door": "ajar"}), [("W/Z/S", -18.3)], ["wrong_type"]),
    (
        native(
            [
                {"sensor": "A", "metric": "humidity", "value": 80},
                {"sensor": "B", "metric": "humidity"},
                7,
                {"sensor": "C", "metric": "pressure", "value": 1},
            ]
        ),
        [("A", 80)],
        ["missing_value", "wrong_type", "wrong_type"],
    ),
    (
        line(
            "thingsboard", "v1/gateway/telemetry", {"A": {"temperature": 4}, "B": "err", "C": [1]}
        ),
        [("A", 4)],
        ["wrong_type", "wrong_type"],
    ),
    (
        line(
            "ttn",
            "v3/app@t/devices/probe/up",
            {"uplink_message": {"decoded_payload": {"temperature": 4.5, "humidity": "n/a"}}},
        ),
        [("probe", 4.5)],
        ["wrong_type"],
    ),
    (
        line("zigbee2mqtt", "zigbee2mqtt/door", {"temperature": 3, "contact": "half"}),
        [("door", 3)],
        ["wrong_type"],
    ),
    (
        line("tasmota", "tele/box/SENSOR", {"SI7021": {"Temperature": 3.5, "Humidity": []}}),
        [("box/SI7021", 3.5)],
        ["wrong_type"],
    ),
    (
        line(
            "shelly-gen2",
            "hut/events/rpc",
            {
                "method": "NotifyStatus",
                "params": {"temperature:0": {"tC": 2.5}, "humidity:0": {"rh": "?"}},
            },
        ),
        [("hut", 2.5)],
        ["wrong_type"],
    ),
)


@pytest.mark.parametrize(
    ("said", "read", "reasons"), MIXED, ids=[one[0]["source"] for one in MIXED]
)
def test_a_value_that_cannot_be_read_rejects_itself_and_not_its_message(
    said: dict, read: list, reasons: list[str]
) -> None:
    [answer] = got("decode", "mqtt", lines=[said])
    assert [(one["device"], one["value"]) for one in answer["readings"]] == read
    assert ([one["reason"] for one in answer["faults"]], answer["reject"]) == (reasons, None)


def test_what_was_wrong_beside_good_readings_is_kept_with_its_bytes() -> None:
    decoder = Decoder("gateway", "native", Profile())
    message = Message(SENSOR, b'{"t": 4, "h": "n/a"}', datetime(2026, 1, 5, tzinfo=UTC))
    reading, fault = decoder.events(message)
    assert (reading.value, fault.reason, fault.payload) == (4, "wrong_type", message.payload)
    assert "humidity" in fault.detail


def test_a_flood_of_wrong_values_in_one_message_keeps_a_few_faults() -> None:
    entries = [
        {"sensor": "A", "metric": "humidity", "value": 1},
        *[{"sensor": f"B{n}"} for n in range(500)],
    ]
    decoder = Decoder("gateway", "native", Profile())
    message = Message("x", json.dumps(entries).encode(), datetime(2026, 1, 5, tzinfo=UTC))
    assert len(decoder.events(message)) == 1 + REJECTED_MAX


@pytest.mark.parametrize(
    ("topic", "body", "read"),
    [
        (
            "tele/wh/SENSOR",
            {
                "DS18x20": {
                    "DS1": {"Type": "DS18B20", "Address": "28FF01", "Temperature": -18.7},
                    "DS2": {"Type": "DS18B20", "Address": "28FF02", "Temperature": 3.9},
                }
            },
            [("wh/DS18x20-28FF01", -18.7), ("wh/DS18x20-28FF02", 3.9)],
        ),
        (
            "stat/wh/STATUS10",
            {"StatusSNS": {"DS18B20": {"Id": "01", "Temperature": 3.9}}},
            [("wh/DS18B20-01", 3.9)],
        ),
        ("stat/wh/STATUS8", {"StatusSNS": {"SI7021": {"Humidity": 80}}}, [("wh/SI7021", 80)]),
        (
            "tele/wh/SENSOR",
            {"ANALOG": {"Temperature1": 3.5, "Temperature2": 4.5}},
            [("wh/ANALOG1", 3.5), ("wh/ANALOG2", 4.5)],
        ),
        (
            "tele/wh/SENSOR",
            {"ZbReceived": {"0x00F1": {"Device": "0x00F1", "Temperature": 5.5}}},
            [("wh/ZbReceived-0x00F1", 5.5)],
        ),
    ],
)
def test_tasmotas_deeper_probes_and_answers_are_read(topic: str, body: dict, read: list) -> None:
    [answer] = got("decode", "mqtt", lines=[line("tasmota", topic, body)])
    assert [(one["device"], one["value"]) for one in answer["readings"]] == read


def test_several_probes_of_one_zigbee_device_are_told_apart() -> None:
    body = {"temperature_l1": 3.5, "temperature_l2": 4.5, "humidity": 80, "temperature_unit": "C"}
    found, _, reject = only(line("zigbee2mqtt", "zigbee2mqtt/box", body))
    assert [one[:3] for one in found] == [
        ("box/l1", "temperature", 3.5),
        ("box/l2", "temperature", 4.5),
        ("box", "humidity", 80),
    ]
    assert reject is None


@pytest.mark.parametrize(
    ("source", "topic", "body"),
    [
        ("tasmota", "tele/plug/SENSOR", {"ENERGY": {"Power": 12}}),
        (
            "ttn",
            "v3/app@t/devices/probe/up",
            {"uplink_message": {"decoded_payload": {"messages": [{"measurementValue": 13.3}]}}},
        ),
        ("chirpstack", "application/1/device/a1/event/up", {"object": {"TempC1": 3.5}}),
    ],
)
def test_values_that_nobody_mapped_are_told_of(source: str, topic: str, body: dict) -> None:
    assert only(line(source, topic, body)) == ([], [], "missing_value")


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("temperature", -3276.8),
        ("temperature", 6552.3),
        ("temperature", 3276.7),
        ("temperature", 327.67),
        ("temperature", 999),
        ("temperature", -274),
        ("humidity", 655.35),
        ("humidity", -127),
        ("humidity", 3276.7),
    ],
)
def test_what_no_probe_can_measure_is_bad_whoever_says_it(metric: str, value: float) -> None:
    [reading], _, _ = only(native({"sensor": "A", "metric": metric, "value": value}))
    assert reading[-1] == "bad"


@pytest.mark.parametrize(
    ("last_seen", "at"),
    [
        (1767600000123, "2026-01-05T08:00:00.123Z"),
        ("2026-01-05T08:00:00.123Z", "2026-01-05T08:00:00.123Z"),
        ("2026-01-05T16:00:00+08:00", AT),
        (None, None),
    ],
)
def test_zigbee2mqtt_tells_when_a_device_was_seen_in_four_ways(last_seen: Any, at: Any) -> None:
    sent = line("zigbee2mqtt", "zigbee2mqtt/a/b", {"temperature": 4, "last_seen": last_seen})
    assert only(sent) == ([("a/b", "temperature", 4, at, "good")], [], None)


@pytest.mark.parametrize("payload", ["offline", '"offline"', '{"state":"offline"}', " Offline "])
def test_zigbee2mqtt_availability_comes_as_text_or_json(payload: str) -> None:
    sent = line("zigbee2mqtt", "zigbee2mqtt/a/b/availability", payload)
    assert only(sent) == ([], [("offline", "a/b")], None)


def test_a_mains_plug_reports_volts_where_a_battery_reports_millivolts() -> None:
    found, _, _ = only(line("zigbee2mqtt", "zigbee2mqtt/plug", {"voltage": 231, "contact": None}))
    assert found == []


def test_tasmota_knows_probes_by_id_and_others_by_name() -> None:
    body = {
        "Time": "2026-01-05T08:00:00",
        "DS18B20-1": {"Id": "01", "Temperature": 185},
        "DS18B20-2": {"Id": "02", "Temperature": -196.6},
        "AM2301-14": {"Temperature": 39.2, "Humidity": None, "DewPoint": 30},
        "SHT3X-0x44": {"Temperature": 39.2, "Humidity": 41.5},
        "BME280": {"Temperature": 32, "Pressure": 1001},
        "ENERGY": {"Power": 3},
        "Switch1": "ON",
        "TempUnit": "F",
    }
    assert only(line("tasmota", "tele/hall/room/SENSOR", body))[0] == [
        ("hall/room/DS18B20-01", "temperature", 85.0, AT, "suspect"),
        ("hall/room/DS18B20-02", "temperature", -127.0, AT, "bad"),
        ("hall/room/AM2301-14", "temperature", 4.0, AT, "good"),
        ("hall/room/AM2301-14", "humidity", None, AT, "bad"),
        ("hall/room/SHT3X-0x44", "temperature", 4.0, AT, "good"),
        ("hall/room/SHT3X-0x44", "humidity", 41.5, AT, "good"),
        ("hall/room/BME280", "temperature", 0.0, AT, "good"),
    ]


def test_tasmota_topics_may_be_turned_round() -> None:
    assert only(line("tasmota", "room/tele/LWT", "Offline"))[1] == [("offline", "room")]


def test_chirpstack_status_tells_the_battery_unless_there_is_none() -> None:
    topic = UP.replace("/up", "/status")
    info = {"deviceInfo": {"devEui": EUI}, "time": "2026-01-05T08:00:00.123456789Z"}
    at = "2026-01-05T08:00:00.123Z"
    known, mains, unknown = decoded(
        line("chirpstack", topic, {**info, "batteryLevel": 75.3}),
        line("chirpstack", topic, {**info, "batteryLevel": 0, "externalPowerSource": True}),
        line("chirpstack", topic, {**info, "batteryLevelUnavailable": True}),
    )
    assert known[0] == [(EUI, "battery_pct", 75.3, at, "good")]
    assert (mains, unknown) == (([], [], None), ([], [], None))


def test_a_codecs_object_is_read_by_the_map_also_inside_of_it() -> None:
    body = {"object": {"probes": [{"c": -18.5}], "TempC_DS": 85.0, "Hum_SHT": 3276.7, "x": "?"}}
    fields = {
        "probes.0.c": "temperature",
        "TempC_DS": "temperature",
        "Hum_SHT": "humidity",
        "probes.7.c": "humidity",
        "x": "pressure",
    }
    assert only(line("chirpstack", UP, body, object_map=fields))[0] == [
        (EUI, "temperature", -18.5, None, "good"),
        (EUI, "temperature", 85.0, None, "suspect"),
        (EUI, "humidity", 3276.7, None, "bad"),
    ]


@pytest.mark.parametrize("body", [{}, {"object": {}}, {"object": None}])
def test_an_uplink_without_a_codec_is_kept_and_never_guessed(body: dict) -> None:
    assert only(line("chirpstack", UP, {**body, "data": "y/YH"})) == (
        [],
        [],
        "no_decoded_payload",
    )


def test_ttn_reads_normalized_payloads_where_no_codec_of_ours_does() -> None:
    normalized = [
        {"air": {"temperature": 4.5, "relativeHumidity": 80}, "battery": 3.1, "time": AT},
        {"action": {"contactState": "open"}},
    ]
    uplink = {"normalized_payload": normalized, "received_at": "2026-01-05T08:00:05Z"}
    body = {"end_device_ids": {"device_id": "cold-01"}, "uplink_message": uplink}
    assert only(line("ttn", TTN_UP, body))[0] == [
        ("cold-01", "temperature", 4.5, AT, "good"),
        ("cold-01", "humidity", 80, AT, "good"),
        ("cold-01", "battery_v", 3.1, AT, "good"),
        ("cold-01", "door_open", True, "2026-01-05T08:00:05Z", "good"),
    ]


def test_a_join_is_an_event_on_both_lorawan_servers() -> None:
    ids = {"end_device_ids": {"device_id": "cold-01", "dev_eui": "A8"}}
    assert [
        answer[1]
        for answer in decoded(
            line("chirpstack", UP.replace("/up", "/join"), {"deviceInfo": {}}),
            line("ttn", TTN_UP.replace("/up", "/join"), {**ids, "join_accept": {}}),
        )
    ] == [[("join", EUI)], [("join", "A8")]]


def test_shelly_tells_what_changed_with_a_clock_or_without() -> None:
    params = {
        "ts": None,
        "temperature:0": {"id": 0, "tC": 4.8, "errors": ["read"]},
        "temperature:100": {"id": 100, "tC": -18.1, "tF": -0.6},
        "humidity:0": {"id": 0, "rh": None},
        "devicepower:0": {"battery": {"V": 5.21, "percent": None}},
        "wifi": {"rssi": -60},
    }
    assert only(line("shelly-gen2", RPC, {"method": "NotifyStatus", "params": params}))[0] == [
        ("shellyhtg3-1", "temperature", 4.8, None, "bad"),
        ("shellyhtg3-1/temperature:100", "temperature", -18.1, None, "good"),
        ("shellyhtg3-1", "humidity", None, None, "bad"),
        ("shellyhtg3-1", "battery_pct", None, None, "bad"),
        ("shellyhtg3-1", "battery_v", 5.21, None, "good"),
    ]


def test_shelly_events_are_no_telemetry_but_falling_asleep_is_an_event() -> None:
    def event(component: str, name: str) -> dict:
        events = [{"component": component, "event": name, "ts": 1767600000.1}]
        return {"method": "NotifyEvent", "params": {"ts": 1767600000.1, "events": events}}

    asleep, pressed = decoded(
        line("shelly-gen2", RPC, event("sys", "sleep")),
        line("shelly-gen2", RPC, event("input:0", "single_push")),
    )
    assert asleep == ([], [("sleeping", "shellyhtg3-1")], None)
    assert pressed == ([], [], "not_telemetry")


@pytest.mark.parametrize(
    ("topic", "payload", "settings", "expected"),
    [
        ("esp/sensor/cold_temperature/state", "nan", {}, ("temperature", None, "bad")),
        ("esp/sensor/probe/state", "-4", {"metric": "temperature", "unit": "F"},
         ("temperature", -20.0, "good")),
        ("esp/sensor/battery_level/state", "97", {}, ("battery_pct", 97.0, "good")),
        ("esp/binary_sensor/door/state", "ON", {"metric": "door_open"},
         ("door_open", True, "good")),
        ("esp/binary_sensor/door/state", "OFF", {"metric": "door_open"},
         ("door_open", False, "good")),
    ],
)  # fmt: skip
def test_esphome_sends_bare_values(
    topic: str, payload: str, settings: dict, expected: tuple
) -> None:
    ((found,), events, reject) = only(line("esphome", topic, payload, **settings))
    assert (found[1], found[2], found[4], events, reject) == (*expected, [], None)
    assert found[0] == f"esp/{topic.split('/')[-2]}"


@pytest.mark.parametrize(("source", "topic"), [
    ("esphome", "esp/sensor/t_temperature/state"), ("homie", "homie/d/n/temperature"),
])  # fmt: skip
@pytest.mark.parametrize(
    ("payload", "reason"),
    [("", "empty_payload"), ("cold", "wrong_type"), (b"\xff", "malformed_json"),
     ("1e999", "not_a_number"), ("true", "wrong_type")],
)  # fmt: skip
def test_a_bare_value_that_cannot_be_is_refused(
    source: str, topic: str, payload: Any, reason: str
) -> None:
    assert only(line(source, topic, payload)) == ([], [], reason)


@pytest.mark.parametrize(
    ("word", "event"),
    [("ready", "online"), ("alert", "online"), ("lost", "offline"), ("disconnected", "offline"),
     ("sleeping", "sleeping")],
)  # fmt: skip
def test_homie_says_how_a_device_is(word: str, event: str) -> None:
    assert only(line("homie", "homie/cold7/$state", word)) == ([], [(event, "cold7")], None)
    assert only(line("homie", "homie/5/cold7/$state", word)) == ([], [(event, "cold7")], None)


def test_thingsboard_takes_values_with_times_and_without() -> None:
    timed = {"ts": 1767600000000, "values": {"temperature": "-18.2", "note": "x"}}
    flat, several, short, nobody, broken = decoded(
        line("thingsboard", "v1/devices/me/telemetry", {"temperature": 4}, username="T"),
        line("thingsboard", "v1/devices/me/telemetry", [timed, {"humidity": 80}], username="T"),
        line("thingsboard", "v2/t", timed, username="T"),
        line("thingsboard", "v1/devices/me/telemetry", timed),
        line("thingsboard", "v1/devices/me/telemetry", {"ts": 1, "values": 5}, username="T"),
    )
    cold = ("T", "temperature", -18.2, AT, "good")
    assert flat[0] == [("T", "temperature", 4, None, "good")]
    assert several[0] == [cold, ("T", "humidity", 80, None, "good")]
    assert short[0] == [cold]
    assert (nobody[2], broken[2]) == ("bad_topic", "wrong_type")


def test_thingsboard_gateways_tell_who_came_and_went() -> None:
    came, went, nobody = decoded(
        line("thingsboard", "v1/gateway/connect", {"device": "Freezer A", "type": "probe"}),
        line("thingsboard", "v1/gateway/disconnect", {"device": "Freezer A"}),
        line("thingsboard", "v1/gateway/connect", {}),
    )
    assert (came[1], went[1]) == ([("online", "Freezer A")], [("offline", "Freezer A")])
    assert nobody == ([], [], "missing_value")


def test_a_bad_line_is_reported_in_its_place_and_the_next_is_read() -> None:
    good = json.dumps({"id": 3, **native({"t": 4})}).encode()
    bad = [b"{", b"5", b'{"id":1}', b'{"id":2,"source":"toaster","topic":"x","payload":""}']
    answers = ask("decode", "mqtt", lines=b"\n".join([*bad, b"", b"\xff", good]))
    assert [answer["id"] for answer in answers] == [None, None, 1, 2, None, 3]
    assert [bool(answer.get("error")) for answer in answers] == [True] * 5 + [False]
    assert answers[3]["error"] == "line 4: unknown source 'toaster'"
    assert answers[-1]["got"]["readings"][0]["value"] == 4
