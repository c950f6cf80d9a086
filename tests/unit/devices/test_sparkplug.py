"""Sparkplug sessions: births teach, numbers show gaps, deaths forget; every type of value."""

from datetime import UTC, datetime
from typing import Any

import pytest

from devices.events import Fault, Presence
from devices.frames import mqtt
from devices.frames.telemetry import Message, Profile
from tests.unit.devices.sparkplug import (
    BOOLEAN,
    DOUBLE,
    FLOAT,
    INT8,
    INT16,
    INT32,
    INT64,
    STRING,
    UINT8,
    field,
    metric,
    payload,
)
from tests.unit.devices.test_decode_mqtt import AT, decoded, line

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
NODE, DEVICE = "spBv1.0/WH1/{}/GW1", "spBv1.0/WH1/{}/GW1/CR1"
FIELDS = {"temp": "temperature", "door": "door_open"}
BORN = metric("temp", alias=11, type=FLOAT, value=(12, ("<f", -18.5)))
COLD = ("WH1/GW1/CR1", "temperature", -18.5, AT, "good")


def said(kind: str, body: bytes) -> dict:
    topic = (NODE if kind.startswith("N") else DEVICE).format(kind)
    return line("sparkplug-b", topic, body, metric_map=FIELDS)


def life(number: int) -> bytes:
    return metric("bdSeq", type=INT64, value=(11, number))


def data(seq: int, alias: int = 11) -> dict:
    return said("DDATA", payload(metric(alias=alias, value=(12, ("<f", -18.5))), seq=seq))


START = [
    said("NBIRTH", payload(life(3), seq=0)),
    said("DBIRTH", payload(BORN, seq=1)),
]


def test_an_alias_means_what_its_birth_said() -> None:
    birth, device, later = decoded(*START, data(2))
    assert birth == ([], [("birth", "WH1/GW1")], None)
    assert device == ([COLD], [("birth", "WH1/GW1/CR1")], None)
    assert later == ([COLD], [], None)


def test_an_alias_nobody_was_told_of_is_kept() -> None:
    answers = decoded(data(7), *START, data(2, alias=99), data(3))
    assert [answer[2] for answer in answers] == ["unknown_alias", None, None, "unknown_alias", None]
    assert answers[3][1] == []


def test_a_gap_in_the_numbers_is_an_event_and_the_reading_counts() -> None:
    answers = decoded(*START, data(2), data(5), data(6))
    assert answers[3] == ([COLD], [("sequence_gap", "WH1/GW1")], None)
    assert answers[4] == ([COLD], [], None)


def test_numbers_go_round_after_255_and_begin_anew_with_a_birth() -> None:
    answers = decoded(
        *START,
        *(data(seq % 256) for seq in range(2, 258)),
        said("NBIRTH", payload(life(4), seq=0)),
        said("DBIRTH", payload(BORN, seq=1)),
    )
    assert all(("sequence_gap", "WH1/GW1") not in answer[1] for answer in answers)


@pytest.mark.parametrize(
    ("end", "event"),
    [
        (said("DDEATH", payload(seq=2)), ("death", "WH1/GW1/CR1")),
        (said("NDEATH", payload(life(3), seq=None)), ("death", "WH1/GW1")),
        (said("NBIRTH", payload(life(4), seq=0)), ("birth", "WH1/GW1")),
    ],
)
def test_what_a_device_taught_is_forgotten_with_its_life(end: dict, event: tuple) -> None:
    answers = decoded(*START, end, data(3))
    assert answers[2][1] == [event]
    assert answers[3][2] == "unknown_alias"


def test_the_will_of_an_earlier_life_comes_too_late() -> None:
    late = said("NDEATH", payload(life(2), seq=None))
    assert decoded(*START, late, data(2))[2:] == [([], [], None), ([COLD], [], None)]


@pytest.mark.parametrize(
    ("type_", "value", "shown"),
    [
        (INT8, (10, 238), -18),
        (INT8, (10, 2**32 - 18), -18),
        (INT16, (10, 65518), -18),
        (INT16, (10, 2**32 - 18), -18),
        (INT32, (10, 2**32 - 18), -18),
        (INT32, (10, -18), -18),
        (INT64, (11, 2**64 - 18), -18),
        (INT64, (11, -18), -18),
        (UINT8, (10, 200), 200),
        (FLOAT, (12, ("<f", -18.25)), -18.25),
        (DOUBLE, (13, ("<d", -18.3)), -18.3),
        (STRING, (15, b"-18.3"), -18.3),
    ],
)
def test_a_number_is_read_in_every_type(type_: int, value: Any, shown: float) -> None:
    birth = said("DBIRTH", payload(metric("temp", alias=1, type=type_, value=value), seq=1))
    again = said("DDATA", payload(metric(alias=1, value=value), seq=2))
    for readings, _, _ in decoded(birth, again):
        assert [(one[1], one[2], one[4]) for one in readings] == [("temperature", shown, "good")]


@pytest.mark.parametrize(
    ("entry", "shown", "quality"),
    [
        (metric("temp", type=FLOAT, null=True), None, "bad"),
        (metric("temp", type=FLOAT, value=(12, ("<f", float("nan")))), None, "bad"),
        (metric("temp", type=DOUBLE, value=(13, ("<d", float("-inf")))), None, "bad"),
        (metric("temp", type=FLOAT), None, "bad"),
        (metric("door", type=BOOLEAN, value=(14, 1)), True, "good"),
        (metric("door", type=BOOLEAN, value=(14, 0)), False, "good"),
        (metric("door", type=BOOLEAN, null=True), None, "bad"),
    ],
)
def test_null_and_no_number_are_bad_and_truth_is_a_door(
    entry: bytes, shown: Any, quality: str
) -> None:
    ((reading,), _, _) = decoded(said("DDATA", payload(entry, seq=0)))[0]
    assert (reading[2], reading[4]) == (shown, quality)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty_payload"),
        (b"\xff" * 12, "malformed_json"),
        (payload(BORN, seq=0)[:-4], "malformed_json"),
        (field(2, 5), "malformed_json"),
        (payload(metric("temp", type=INT8, value=(10, 300)), seq=0), "not_a_number"),
        (payload(metric("temp", type=STRING, value=(15, b"warm")), seq=0), "wrong_type"),
        (payload(metric("temp", type=STRING, value=(15, b"\xff")), seq=0), "malformed_json"),
    ],
)
def test_a_message_that_cannot_be_read_is_kept(body: bytes, reason: str) -> None:
    assert decoded(said("DDATA", body))[0] == ([], [], reason)


def test_a_metrics_own_time_goes_before_its_messages() -> None:
    old = metric("temp", at=1767599400000, value=(12, ("<f", 1.0))) + field(5, 1)
    none = metric("temp", value=(12, ("<f", 2.0)))
    ((historical, current), _, _) = decoded(said("DDATA", payload(old, none, seq=0)))[0]
    assert (historical[3], current[3]) == ("2026-01-05T07:50:00Z", AT)


def test_a_gap_is_told_even_when_the_message_that_shows_it_is_refused() -> None:
    decoder = mqtt.Decoder("d", "sparkplug-b", Profile())
    sent = [payload(BORN, seq=1), payload(metric(alias=99), seq=5)]
    for body, kind in zip(sent, ("DBIRTH", "DDATA"), strict=True):
        events = decoder.events(Message(DEVICE.format(kind), body, NOW))
    assert [type(event) for event in events] == [Presence, Fault]
