"""MQTT 3.1.1 and 5 control packets, as far as a server that only listens needs them. Pure.

Source: OASIS MQTT 3.1.1 and MQTT 5.0, chapters 2 and 3.
"""

from dataclasses import dataclass
from enum import IntEnum

from devices.errors import Garbled, Oddity

V311, V5 = 4, 5
_PROTOCOLS = {(b"MQTT", 4): V311, (b"MQTT", 5): V5, (b"MQIsdp", 3): V311}


class Kind(IntEnum):
    """Control packet types."""

    CONNECT = 1
    CONNACK = 2
    PUBLISH = 3
    PUBACK = 4
    SUBSCRIBE = 8
    SUBACK = 9
    UNSUBSCRIBE = 10
    UNSUBACK = 11
    PINGREQ = 12
    PINGRESP = 13
    DISCONNECT = 14


class Reason(IntEnum):
    """Reason codes of MQTT 5 that we use."""

    SUCCESS = 0x00
    DISCONNECT_WITH_WILL = 0x04
    MALFORMED = 0x81
    PROTOCOL_ERROR = 0x82
    UNSUPPORTED_VERSION = 0x84
    BAD_CREDENTIALS = 0x86
    NOT_AUTHORIZED = 0x87
    UNAVAILABLE = 0x88
    TAKEN_OVER = 0x8E
    KEEP_ALIVE_TIMEOUT = 0x8D
    PACKET_TOO_LARGE = 0x95
    QOS_NOT_SUPPORTED = 0x9B


_V311_CONNACK = {Reason.UNSUPPORTED_VERSION: 1, Reason.UNAVAILABLE: 3, Reason.BAD_CREDENTIALS: 4}


@dataclass(frozen=True, slots=True)
class Packet:
    """One control packet, its body not yet read."""

    kind: int
    flags: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Will:
    """What to say in a client's name if it vanishes."""

    topic: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Connect:
    """A client's introduction."""

    version: int
    client_id: str
    keep_alive_s: int
    username: str
    password: str
    will: Will | None


@dataclass(frozen=True, slots=True)
class Publish:
    """One publication; `packet_id` is None at QoS 0."""

    topic: str
    payload: bytes
    qos: int
    packet_id: int | None


class PacketReader:
    """Cuts a byte stream into control packets."""

    def __init__(self, bytes_max: int) -> None:
        self._bytes_max = bytes_max
        self._held = bytearray()

    def add(self, data: bytes) -> None:
        """Take the next read."""
        self._held += data

    def starts_with(self, kind: Kind) -> bool:
        """True when the first byte held announces this kind of packet."""
        return self._held[0] == kind << 4

    def next_packet(self) -> Packet | None:
        """The next whole packet, None when there is none yet.

        Raises: Garbled("malformed_packet" | "too_long").
        """
        header = self._header()
        if header is None or header[1] > len(self._held):
            return None
        start, end = header
        first = self._held[0]
        packet = Packet(first >> 4, first & 0x0F, bytes(self._held[start:end]))
        del self._held[:end]
        return packet

    def _header(self) -> tuple[int, int] | None:
        """Where the body starts and ends; None while the length is not all there."""
        length = 0
        for digit in range(4):
            if 1 + digit >= len(self._held):
                return None
            byte = self._held[1 + digit]
            length |= (byte & 0x7F) << (7 * digit)
            if not byte & 0x80:
                if length > self._bytes_max:
                    raise Garbled(Oddity.TOO_LONG, bytes(self._held[:1_000]))
                return 2 + digit, 2 + digit + length
        raise Garbled(Oddity.MALFORMED_PACKET, bytes(self._held[:1_000]), "remaining length")


class _Body:
    """Reads a packet's body field by field. Raises: Garbled("malformed_packet")."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def take(self, size: int) -> bytes:
        self._at += size
        if self._at > len(self._body):
            raise Garbled(Oddity.MALFORMED_PACKET, self._body, "a field beyond the end")
        return self._body[self._at - size : self._at]

    def integer(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def binary(self) -> bytes:
        return self.take(self.integer(2))

    def text(self) -> str:
        raw = self.binary()
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            raise Garbled(Oddity.MALFORMED_PACKET, self._body, "not UTF-8") from error
        if "\0" in text:
            raise Garbled(Oddity.MALFORMED_PACKET, self._body, "a null character")
        return text

    def skip_properties(self) -> None:
        length = 0
        for digit in range(4):
            byte = self.integer(1)
            length |= (byte & 0x7F) << (7 * digit)
            if not byte & 0x80:
                self.take(length)
                return
        raise Garbled(Oddity.MALFORMED_PACKET, self._body, "property length")

    def rest(self) -> bytes:
        return self._body[self._at :]


def read_connect(packet: Packet) -> Connect:
    """Raises: Garbled("malformed_packet" | "unsupported_version")."""
    body = _Body(packet.body)
    name, level = body.binary(), body.integer(1)
    version = _PROTOCOLS.get((name, level))
    if version is None:
        raise Garbled(Oddity.UNSUPPORTED_VERSION, packet.body, f"{name!r} {level}")
    flags, keep_alive_s = body.integer(1), body.integer(2)
    if version == V5:
        body.skip_properties()
    client_id = body.text()
    will = _read_will(body, version) if flags & 0x04 else None
    username = body.text() if flags & 0x80 else ""
    password = body.binary().decode("utf-8", "replace") if flags & 0x40 else ""
    return Connect(version, client_id, keep_alive_s, username, password, will)


def _read_will(body: _Body, version: int) -> Will:
    if version == V5:
        body.skip_properties()
    return Will(body.text(), body.binary())


def read_publish(packet: Packet, version: int) -> Publish:
    """Raises: Garbled("malformed_packet")."""
    body = _Body(packet.body)
    qos = packet.flags >> 1 & 3
    topic = body.text()
    if qos == 3 or not topic or "+" in topic or "#" in topic:
        raise Garbled(Oddity.MALFORMED_PACKET, packet.body, "topic or QoS")
    packet_id = body.integer(2) if qos else None
    if packet_id == 0:
        raise Garbled(Oddity.MALFORMED_PACKET, packet.body, "packet id 0")
    if version == V5:
        body.skip_properties()
    return Publish(topic, body.rest(), qos, packet_id)


def read_subscribe(packet: Packet, version: int) -> tuple[int, int]:
    """The packet id of a SUBSCRIBE or UNSUBSCRIBE, and how many filters it names.

    Raises: Garbled("malformed_packet").
    """
    body = _Body(packet.body)
    packet_id, count = body.integer(2), 0
    if version == V5:
        body.skip_properties()
    while body.rest():
        body.text()
        if packet.kind == Kind.SUBSCRIBE:
            body.integer(1)
        count += 1
    if packet.flags != 2 or not packet_id or not count:
        raise Garbled(Oddity.MALFORMED_PACKET, packet.body, "subscription")
    return packet_id, count


def _packet(kind: Kind, body: bytes = b"") -> bytes:
    length, digits = len(body), bytearray()
    while True:
        digits.append(length & 0x7F | (0x80 if length > 0x7F else 0))
        length >>= 7
        if not length:
            return bytes([kind << 4]) + digits + body


def connack(version: int, reason: Reason, properties: bytes = b"") -> bytes:
    """The answer to CONNECT; a session is never present, clients send again what was not acked."""
    if version == V5:
        return _packet(Kind.CONNACK, bytes([0, reason, len(properties)]) + properties)
    return _packet(Kind.CONNACK, bytes([0, _V311_CONNACK.get(reason, 5) if reason else 0]))


def limits(bytes_max: int, receive_maximum: int, client_id: str) -> bytes:
    """CONNACK properties of MQTT 5: no QoS 2, our limits, and the id we gave a nameless client."""
    named = client_id.encode()
    assigned = b"\x12" + len(named).to_bytes(2, "big") + named if named else b""
    window = b"\x21" + receive_maximum.to_bytes(2, "big")
    return window + b"\x24\x01" + b"\x27" + bytes_max.to_bytes(4, "big") + b"\x2a\x00" + assigned


def puback(version: int, packet_id: int, reason: Reason = Reason.SUCCESS) -> bytes:
    """The acknowledgement of one publication."""
    number = packet_id.to_bytes(2, "big")
    return _packet(Kind.PUBACK, number + bytes([reason]) if version == V5 and reason else number)


def suback(version: int, packet_id: int, count: int) -> bytes:
    """Refuses every filter: this server only listens."""
    refusal = Reason.NOT_AUTHORIZED if version == V5 else 0x80
    properties = b"\0" if version == V5 else b""
    return _packet(
        Kind.SUBACK, packet_id.to_bytes(2, "big") + properties + bytes([refusal]) * count
    )


def unsuback(version: int, packet_id: int, count: int) -> bytes:
    """Nothing was subscribed, so nothing is left."""
    results = b"\0" + b"\x11" * count if version == V5 else b""  # 0x11: no subscription existed
    return _packet(Kind.UNSUBACK, packet_id.to_bytes(2, "big") + results)


def pingresp() -> bytes:
    """The answer to PINGREQ."""
    return _packet(Kind.PINGRESP)


def disconnect(version: int, reason: Reason) -> bytes:
    """Why the server closes; MQTT 3.1.1 has no word for it."""
    return _packet(Kind.DISCONNECT, bytes([reason])) if version == V5 else b""
