"""The wire form: everything said on one side is heard on the other, and nothing else."""

import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest

from devices.errors import Garbled
from devices.events import (
    WIRE_EVENTS_MAX,
    Event,
    Fault,
    Presence,
    Reading,
    Scan,
    Weight,
    from_wire,
    to_wire,
)

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def one_of_each() -> list[Event]:
    return [
        Scan(uuid4(), "gun", None, NOW, "10LOT\x1d21SN7", "]C1", "gs1-128"),
        Weight(uuid4(), "scale", NOW, NOW, 20_500_000, True, 250_000, "net", "ok"),
        Reading(uuid4(), "cr", NOW, NOW, "cr/air", "temperature", -18.3, "C", "good", True),
        Reading(uuid4(), "cr", None, NOW, "cr/air", "temperature", None, "C", "bad"),
        Presence(uuid4(), "box", None, NOW, "offline", "chill1"),
        Fault(uuid4(), "gun", None, NOW, "noise", b"\x00\xff", "loose plug"),
    ]


def wire_of(**changes: object) -> bytes:
    (scan,) = json.loads(to_wire(one_of_each()[:1]))["events"]
    return json.dumps({"events": [{**scan, **changes}]}).encode()


def test_events_come_back_equal() -> None:
    events = one_of_each()
    assert from_wire(to_wire(events)) == events


def test_times_with_an_offset_are_read_as_utc() -> None:
    local = NOW.astimezone(timezone(timedelta(hours=8))).isoformat()
    (scan,) = from_wire(wire_of(received_at=local, occurred_at=local))
    assert (scan.received_at, scan.occurred_at) == (NOW, NOW)
    assert scan.received_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "malformed_json"),
        (b'{"events": {}}', "malformed_json"),
        (b"[" * 100_000, "malformed_json"),
        (wire_of(type="rumour"), "unknown_event"),
        (wire_of(received_at="2026-01-05T09:00:00"), "naive_time"),
        (wire_of(data="x" * 4_001), "malformed_json"),
        (wire_of(device=""), "malformed_json"),
        (wire_of(id="42"), "malformed_json"),
        (b'{"events":[' + b",".join([b"{}"] * (WIRE_EVENTS_MAX + 1)) + b"]}", "malformed_json"),
    ],
)
def test_a_body_that_is_no_list_of_events_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(Garbled) as caught:
        from_wire(body)
    assert caught.value.reason == reason
