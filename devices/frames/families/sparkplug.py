"""Sparkplug B: protobuf metrics that speak by alias after a birth, numbered 0..255 per edge node.

The one decoder with a memory: births teach it names, sequence numbers show what was lost.
Source: Eclipse Sparkplug 3.0, chapters 4 to 6; `sparkplug_b.proto`; protobuf wire encoding.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from devices.errors import Garbled
from devices.frames.telemetry import (
    Finding,
    Message,
    Noticed,
    Profile,
    judge_clock,
    measured,
)

_TIMESTAMP, _METRIC, _SEQ = 1, 2, 3
_NAME, _ALIAS, _METRIC_TIME, _TYPE, _IS_NULL = 1, 2, 3, 4, 7
_INT, _LONG, _FLOAT, _DOUBLE, _BOOLEAN, _STRING = 10, 11, 12, 13, 14, 15
_SIGNED_BITS = {1: 32, 2: 32, 3: 32, 4: 64}  # Int8, Int16, Int32, Int64 by data type
_STATES = {"BIRTH": "birth", "DEATH": "death", "DATA": None}
_NAMES_MAX = 5_000

Fields = dict[int, list[Any]]


@dataclass(slots=True)
class _Node:
    """What a birth taught us about an edge node and the devices behind it."""

    seq: int | None
    names: dict[tuple[str, int], str]
    types: dict[tuple[str, str], int]


class Decoder:
    """Decodes one broker's Sparkplug messages, in the order they arrive."""

    def __init__(self) -> None:
        self._nodes: dict[str, _Node] = {}

    def __call__(self, message: Message, profile: Profile) -> Iterator[Finding]:
        """Raises: Garbled("bad_topic" | "not_telemetry" | "malformed_json" | "unknown_alias")."""
        _, group, kind, node_name, *device = [*message.topic.split("/"), "", "", ""][:7]
        if not message.topic.startswith("spBv1.0/"):
            raise Garbled("bad_topic", message.payload, message.topic)
        if group == "STATE" or kind[1:] not in _STATES or kind[0] not in "ND":
            raise Garbled("not_telemetry", message.payload)
        node_id = f"{group}/{node_name}"
        sensor = f"{node_id}/{device[0]}" if kind[0] == "D" else node_id
        body = _fields(message.payload)
        yield from self._sequence(node_id, kind, body)
        if kind[1:] == "BIRTH":
            yield Noticed(sensor, "birth")
        if kind[1:] == "DEATH":
            yield Noticed(sensor, "death")
        else:
            yield from self._metrics(node_id, sensor, body, message, profile)

    def _sequence(self, node_id: str, kind: str, body: Fields) -> Iterator[Finding]:
        if kind == "NBIRTH":
            self._nodes[node_id] = _Node(None, {}, {})
        node = self._nodes.setdefault(node_id, _Node(None, {}, {}))
        if kind == "NDEATH" or _SEQ not in body:
            return
        seq = _integer(body, _SEQ)
        if node.seq is not None and seq != (node.seq + 1) % 256:
            yield Noticed(node_id, "sequence_gap")
        node.seq = seq

    def _metrics(
        self, node_id: str, sensor: str, body: Fields, message: Message, profile: Profile
    ) -> Iterator[Finding]:
        for raw in body.get(_METRIC, []):
            entry = _fields(raw)
            name, data_type = self._identify(self._nodes[node_id], sensor, entry, message)
            metric = profile.fields.get(name)
            if metric is not None:
                sent_at = entry.get(_METRIC_TIME) or body.get(_TIMESTAMP) or [None]
                clock = judge_clock(sent_at[0], message, profile)
                value = None if _integer(entry, _IS_NULL) else _value(entry, data_type)
                yield measured(sensor, metric, value, clock, profile.unit)

    def _identify(
        self, node: _Node, sensor: str, entry: Fields, message: Message
    ) -> tuple[str, int]:
        alias = _integer(entry, _ALIAS) if _ALIAS in entry else None
        if _NAME in entry:
            name = _text(entry[_NAME][-1])
            if alias is not None and len(node.names) < _NAMES_MAX:
                node.names[sensor, alias] = name
        elif alias is None or (sensor, alias) not in node.names:
            raise Garbled("unknown_alias", message.payload, f"{sensor} alias {alias}")
        else:
            name = node.names[sensor, alias]
        data_type = _integer(entry, _TYPE) or node.types.get((sensor, name), 0)
        if len(node.types) < _NAMES_MAX:
            node.types[sensor, name] = data_type
        return name, data_type


def _value(entry: Fields, data_type: int) -> float | str | bool | None:
    for number in (_INT, _LONG):
        if number in entry:
            raw, bits = _integer(entry, number), _SIGNED_BITS.get(data_type, 0)
            return raw - (1 << bits) if bits and raw >> (bits - 1) else raw
    if _FLOAT in entry:
        return _unpacked("<f", entry[_FLOAT][-1])
    if _DOUBLE in entry:
        return _unpacked("<d", entry[_DOUBLE][-1])
    if _BOOLEAN in entry:
        return bool(_integer(entry, _BOOLEAN))
    return _text(entry[_STRING][-1]) if _STRING in entry else None


def _unpacked(layout: str, raw: Any) -> float | None:
    if not isinstance(raw, bytes) or len(raw) != struct.calcsize(layout):
        raise Garbled("malformed_json", detail="a float of another width")
    value: float = struct.unpack(layout, raw)[0]
    return value if abs(value) < float("inf") else None


def _integer(fields: Fields, number: int) -> int:
    value = fields.get(number, [0])[-1]
    if not isinstance(value, int):
        raise Garbled("malformed_json", detail=f"field {number} is not an integer")
    return value


def _text(raw: Any) -> str:
    try:
        return str(raw, "utf-8")
    except (TypeError, UnicodeDecodeError) as error:
        raise Garbled("malformed_json", detail="a text that is not UTF-8") from error


def _fields(data: Any) -> Fields:
    """Split one protobuf message: varints as int, everything else as bytes."""
    if not isinstance(data, bytes):
        raise Garbled("malformed_json", detail="a message expected")
    fields: Fields = {}
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        width = {1: 8, 5: 4}.get(key & 7)
        if key & 7 == 0:
            value, at = _varint(data, at)
            fields.setdefault(key >> 3, []).append(value)
            continue
        if key & 7 == 2:
            width, at = _varint(data, at)
        if width is None or at + width > len(data):
            raise Garbled("malformed_json", data, "not protobuf")
        fields.setdefault(key >> 3, []).append(data[at : at + width])
        at += width
    return fields


def _varint(data: bytes, at: int) -> tuple[int, int]:
    result = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            break
        result |= (data[at] & 0x7F) << shift
        at += 1
        if not data[at - 1] & 0x80:
            return result, at
    raise Garbled("malformed_json", data, "not protobuf")
