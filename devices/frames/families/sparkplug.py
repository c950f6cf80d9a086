"""Sparkplug B: protobuf metrics that speak by alias after a birth, numbered 0..255 per edge node.

The one decoder with a memory: births teach it names, sequence numbers show what was lost. What an
edge node or a device taught is forgotten when it dies or is born again.
Source: Eclipse Sparkplug 3.0, chapters 4 to 6; `sparkplug_b.proto`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from devices.errors import Garbled, Oddity
from devices.frames.protobuf import Fields, fields, floating, integer, text
from devices.frames.telemetry import (
    Clock,
    Finding,
    Message,
    Noticed,
    Profile,
    judge_clock,
    measured,
    rejected,
)

_TIMESTAMP, _METRIC, _SEQ = 1, 2, 3
_NAME, _ALIAS, _METRIC_TIME, _TYPE, _IS_NULL, _PROPERTIES = 1, 2, 3, 4, 7, 9
_GOOD = 192
_INT, _LONG, _FLOAT, _DOUBLE, _BOOLEAN, _STRING = 10, 11, 12, 13, 14, 15
_SIGNED_BITS = {1: 8, 2: 16, 3: 32, 4: 64}  # Int8, Int16, Int32, Int64 by data type
_LIFE = "bdSeq"  # counts the lives of an edge node: a will of an earlier one comes too late
_KINDS = frozenset({"NBIRTH", "NDEATH", "NDATA", "DBIRTH", "DDEATH", "DDATA"})
_TALK = frozenset({"NCMD", "DCMD"})
_NODES_MAX = 1_000
_NAMES_MAX = 5_000  # of one edge node and the devices behind it
_NAMES_TOGETHER_MAX = 200_000


@dataclass(slots=True)
class _Node:
    """What births taught us about an edge node and the devices behind it."""

    seq: int | None = None
    life: int | None = None
    metrics: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    """Name and data type by sensor and alias."""
    types: dict[tuple[str, str], int] = field(default_factory=dict)
    """Data type by sensor and name, for those without an alias."""

    def forget(self, sensor: str) -> None:
        """Unlearn a device."""
        self.metrics = {key: one for key, one in self.metrics.items() if key[0] != sensor}
        self.types = {key: one for key, one in self.types.items() if key[0] != sensor}

    def forget_all(self) -> None:
        """Unlearn the node and all devices behind it."""
        self.seq = None
        self.metrics.clear()
        self.types.clear()

    @property
    def size(self) -> int:
        return len(self.metrics) + len(self.types)


class Decoder:
    """Decodes one broker's Sparkplug messages, in the order they arrive."""

    def __init__(self) -> None:
        self._nodes: dict[str, _Node] = {}

    def __call__(self, message: Message, profile: Profile) -> Iterator[Finding]:
        """Raises: Garbled("bad_topic" | "not_telemetry" | "empty_payload" | "malformed_json" |
        "unknown_alias" | "wrong_type" | "not_a_number").
        """
        kind, node_id, sensor = _address(message)
        if not message.payload:
            raise Garbled(Oddity.EMPTY_PAYLOAD, message.payload)
        body = fields(message.payload)
        entries = [fields(raw) for raw in body.get(_METRIC, [])]
        node = self._node(node_id)
        if kind == "NDEATH":
            yield from _node_death(node, node_id, entries)
            return
        yield from _sequence(node, node_id, kind, body)
        if kind == "DDEATH":
            node.forget(sensor)
            yield Noticed(sensor, "death")
            return
        if kind in ("NBIRTH", "DBIRTH"):
            self._make_room()
            _be_born(node, kind, sensor, entries, message)
            yield Noticed(sensor, "birth")
        for entry in entries:
            try:
                yield from _reading(node, sensor, entry, body, (message, profile))
            except Garbled as error:
                yield rejected(sensor, error)

    def _node(self, node_id: str) -> _Node:
        """What is known of a node; the one heard of last stands last."""
        node = self._nodes.pop(node_id, None) or _Node()
        self._nodes[node_id] = node
        if len(self._nodes) > _NODES_MAX:
            del self._nodes[next(iter(self._nodes))]
        return node

    def _make_room(self) -> None:
        """Forget the nodes not heard of for longest while births taught too many names."""
        size = sum(one.size for one in self._nodes.values())
        while size > _NAMES_TOGETHER_MAX and len(self._nodes) > 1:
            size -= self._nodes.pop(next(iter(self._nodes))).size


def _address(message: Message) -> tuple[str, str, str]:
    """Kind of message, `group/node`, and `group/node[/device]` of a topic."""
    space, *levels = message.topic.split("/")
    if space != "spBv1.0" or not all(levels):
        raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)
    if levels[:1] == ["STATE"] or (len(levels) >= 3 and levels[1] in _TALK):
        raise Garbled(Oddity.NOT_TELEMETRY, message.payload)
    if len(levels) < 3 or levels[1] not in _KINDS or len(levels) != 3 + (levels[1][0] == "D"):
        raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)
    group, kind, node, *device = levels
    return kind, f"{group}/{node}", "/".join([group, node, *device])


def _sequence(node: _Node, node_id: str, kind: str, body: Fields) -> Iterator[Finding]:
    if _SEQ not in body:
        return
    seq = integer(body, _SEQ)
    if kind != "NBIRTH" and node.seq is not None and seq != (node.seq + 1) % 256:
        yield Noticed(node_id, "sequence_gap")
    node.seq = seq


def _be_born(node: _Node, kind: str, sensor: str, entries: list[Fields], message: Message) -> None:
    """Learn the metrics of a birth: only there an alias gets its name."""
    if kind == "NBIRTH":
        seq = node.seq
        node.forget_all()
        node.seq, node.life = seq, _life(entries)
    else:
        node.forget(sensor)
    for entry in entries[: _NAMES_MAX - node.size]:
        try:
            name, data_type = _identify(node, sensor, entry, message)
        except Garbled:
            continue  # said of the reading it would have been
        node.types[sensor, name] = data_type
        if _ALIAS in entry:
            node.metrics[sensor, integer(entry, _ALIAS)] = name, data_type


def _node_death(node: _Node, node_id: str, entries: list[Fields]) -> Iterator[Finding]:
    """The end of a node, unless it is the will of a life before the present one."""
    life = _life(entries)
    if life is not None and node.life is not None and life != node.life:
        return
    node.forget_all()
    node.life = None
    yield Noticed(node_id, "death")


def _life(entries: list[Fields]) -> int | None:
    for entry in entries:
        if entry.get(_NAME, [b""])[-1] == _LIFE.encode():
            return integer(entry, _LONG if _LONG in entry else _INT)
    return None


def _reading(
    node: _Node, sensor: str, entry: Fields, body: Fields, heard: tuple[Message, Profile]
) -> Iterator[Finding]:
    message, profile = heard
    name, data_type = _identify(node, sensor, entry, message)
    metric = profile.fields.get(name)
    if metric is not None:
        sent_at = entry.get(_METRIC_TIME) or body.get(_TIMESTAMP) or [None]
        clock = judge_clock(sent_at[-1], message, profile)
        if not _is_good(entry):
            clock = Clock(clock.at, "bad")
        value = None if integer(entry, _IS_NULL) else _value(entry, data_type)
        yield measured(sensor, metric, value, clock, profile.unit, name)


def _is_good(entry: Fields) -> bool:
    """The device's own verdict: the property `Quality` of a metric, if there is one.

    Source: Eclipse Sparkplug 3.0, chapter 6.4.10 (quality codes of OPC DA: 192 is GOOD).
    """
    for raw in entry.get(_PROPERTIES, ()):
        if not isinstance(raw, bytes):
            continue
        properties = fields(raw)
        for key, value in zip(properties.get(1, ()), properties.get(2, ()), strict=False):
            if key == b"Quality" and isinstance(value, bytes):
                told = fields(value)
                return integer(told, 3 if 3 in told else 4) == _GOOD
    return True


def _identify(node: _Node, sensor: str, entry: Fields, message: Message) -> tuple[str, int]:
    """A metric's name and data type, as told or as its birth taught them."""
    data_type = integer(entry, _TYPE)
    if _NAME in entry:
        name = text(entry[_NAME][-1])
        return name, data_type or node.types.get((sensor, name), 0)
    alias = integer(entry, _ALIAS) if _ALIAS in entry else None
    if alias is None or (sensor, alias) not in node.metrics:
        raise Garbled(Oddity.UNKNOWN_ALIAS, message.payload, f"{sensor} alias {alias}")
    name, known_type = node.metrics[sensor, alias]
    return name, data_type or known_type


def _value(entry: Fields, data_type: int) -> float | str | bool | None:
    for number in (_INT, _LONG):
        if number in entry:
            return _signed(integer(entry, number), _SIGNED_BITS.get(data_type, 0))
    if _FLOAT in entry:
        return floating("<f", entry[_FLOAT][-1])
    if _DOUBLE in entry:
        return floating("<d", entry[_DOUBLE][-1])
    if _BOOLEAN in entry:
        return bool(integer(entry, _BOOLEAN))
    return text(entry[_STRING][-1]) if _STRING in entry else None


def _signed(raw: int, bits: int) -> int:
    """A two's complement of the type's own width, or of the field's: encoders do either."""
    lowest = -(1 << (bits - 1)) if bits else 0
    if not bits or raw < -lowest:
        return raw
    for width in (bits, 32, 64):
        value = raw - (1 << width)
        if lowest <= value < 0:
            return value
    raise Garbled(Oddity.NOT_A_NUMBER, detail=f"{raw} does not fit {bits} bits")
