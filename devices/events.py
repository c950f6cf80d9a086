"""What devices say, as plain values: the only module of `devices` that `wms` may import.

Every event carries an id made where it happened, the device's own time when it has one, and the
gateway's time. The wire form (one JSON document, `{"events": [...]}`) is what a far gateway spools
and posts; it is bounded so that a hostile sender cannot exhaust the reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from devices.errors import Garbled, Oddity

WIRE_BYTES_MAX = 32 * 1024 * 1024
WIRE_EVENTS_MAX = 10_000
PAYLOAD_BYTES_MAX = 8 * 1024
DETAIL_MAX = 200
LISTENER, SPOOL = "mqtt-listener", "spool"
"""What a gateway calls itself when it speaks of its own."""

NAME_MAX = 200

Name = Annotated[str, Meta(min_length=1, max_length=NAME_MAX)]
Text = Annotated[str, Meta(max_length=4_000)]
Milligrams = Annotated[int, Meta(ge=-(10**12), le=10**12)]
Tone = Literal["ok", "stop", "warn", "stored"]
Metric = Literal["temperature", "humidity", "battery_pct", "battery_v", "door_open"]
Quality = Literal["good", "bad", "suspect", "clock_unset", "clock_future", "missing"]
State = Literal[
    "online", "offline", "refused", "sleeping", "birth", "death", "join", "sequence_gap"
]


@dataclass(frozen=True, slots=True)
class Scan:
    """One label read by a gun; GS (0x1D) is kept in `data`, nothing of GS1 is interpreted."""

    id: UUID
    device: Name
    occurred_at: datetime | None
    received_at: datetime
    data: Text
    aim: Annotated[str, Meta(max_length=3)] | None = None
    symbology: Annotated[str, Meta(max_length=40)] | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """What a scale shows. `mode` is gross or net, `status` ok; an overload is never a weight."""

    id: UUID
    device: Name
    occurred_at: datetime | None
    received_at: datetime
    weight_mg: Milligrams
    stable: bool
    tare_mg: Milligrams = 0
    mode: Annotated[str, Meta(max_length=20)] = "gross"
    status: Annotated[str, Meta(max_length=20)] = "ok"


@dataclass(frozen=True, slots=True)
class Reading:
    """One measured value. `sensor` names the channel, `device` what it is connected through.

    Units are normalised: C, %, V, and bool as 0 or 1. A `retained` value is a broker's memory, not
    a fresh measurement, and must not count as a sign of life.
    """

    id: UUID
    device: Name
    occurred_at: datetime | None
    received_at: datetime
    sensor: Name
    metric: Metric
    value: Annotated[float, Meta(ge=-1e9, le=1e9)] | None
    unit: Annotated[str, Meta(max_length=10)]
    quality: Quality
    retained: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """A device (or the channel `subject` behind it) came, went, slept, refused, or lost a message;
    `detail` is what it said.
    """

    id: UUID
    device: Name
    occurred_at: datetime | None
    received_at: datetime
    state: State
    subject: Annotated[str, Meta(max_length=200)] = ""
    detail: Annotated[str, Meta(max_length=DETAIL_MAX)] = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a device sent that could not be understood, kept with its bytes."""

    id: UUID
    device: Name
    occurred_at: datetime | None
    received_at: datetime
    reason: Name
    payload: Annotated[bytes, Meta(max_length=PAYLOAD_BYTES_MAX)]
    detail: Text = ""


Event = Scan | Weight | Reading | Presence | Fault

_KINDS: dict[str, type[Event]] = {
    "scan": Scan,
    "weight": Weight,
    "reading": Reading,
    "presence": Presence,
    "fault": Fault,
}
_NAMES = {cls: name for name, cls in _KINDS.items()}
_DECODERS = {name: msgspec.json.Decoder(cls) for name, cls in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person at the device hears, and the text a display may show."""

    event_id: UUID
    tone: Tone
    text: str = ""


class _Envelope(msgspec.Struct):
    events: Annotated[list[msgspec.Raw], Meta(max_length=WIRE_EVENTS_MAX)]


class _Tagged(msgspec.Struct):
    type: str


_envelope = msgspec.json.Decoder(_Envelope)
_tagged = msgspec.json.Decoder(_Tagged)


def to_wire(events: Iterable[Event]) -> bytes:
    """The JSON document of these events; at most WIRE_EVENTS_MAX of them."""
    return msgspec.json.encode({"events": [_builtins(event) for event in events]})


def _builtins(event: Event) -> dict[str, Any]:
    return {"type": _NAMES[type(event)], **msgspec.to_builtins(event)}


def from_wire(body: bytes) -> list[Event]:
    """The events of a JSON document made by `to_wire`, or by any sender that keeps its shape.

    Raises: Garbled("too_long" | "malformed_json" | "unknown_event" | "naive_time").
    """
    if len(body) > WIRE_BYTES_MAX:
        raise Garbled(Oddity.TOO_LONG, body)
    try:
        return [_event(raw) for raw in _envelope.decode(body).events]
    except (msgspec.DecodeError, RecursionError) as error:
        raise Garbled(Oddity.MALFORMED_JSON, body, str(error)) from error


def _event(raw: msgspec.Raw) -> Event:
    decoder = _DECODERS.get(_tagged.decode(raw).type)
    if decoder is None:
        raise Garbled(Oddity.UNKNOWN_EVENT, bytes(raw))
    return _in_utc(decoder.decode(raw), raw)


def _in_utc(event: Event, raw: msgspec.Raw) -> Event:
    times = [event.received_at] + ([event.occurred_at] if event.occurred_at else [])
    if any(time.tzinfo is None for time in times):
        raise Garbled(Oddity.NAIVE_TIME, bytes(raw))
    if all(time.tzinfo is UTC for time in times):
        return event
    occurred_at = event.occurred_at and event.occurred_at.astimezone(UTC)
    received_at = event.received_at.astimezone(UTC)
    return replace(event, occurred_at=occurred_at, received_at=received_at)
