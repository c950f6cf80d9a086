"""One device's conversation with the listener: bytes in, replies and publications out."""

import logging
from dataclasses import dataclass
from uuid import uuid4

from devices.access import Authenticate, Scope
from devices.driver import Clock, fault
from devices.errors import Garbled, Oddity
from devices.events import Event
from devices.frames import mqtt_packets as packets
from devices.frames.mqtt import Decoder
from devices.frames.mqtt_packets import Kind, Packet, Reason
from devices.frames.telemetry import Message

log = logging.getLogger(__name__)

RECEIVE_MAXIMUM = 1_000
KEEP_ALIVE_GRACE = 1.5


@dataclass(frozen=True, slots=True)
class Publication:
    """Events of one PUBLISH, and the PUBACK it gets once they are durable."""

    events: list[Event]
    ack: bytes = b""


@dataclass(frozen=True, slots=True)
class House:
    """What all sessions of a listener share."""

    name: str
    authenticate: Authenticate
    clock: Clock
    bytes_max: int


class Closed(Exception):
    """The conversation is over; `last_word` is still to be sent."""

    def __init__(self, why: str, last_word: bytes = b"") -> None:
        super().__init__(why)
        self.last_word = last_word


class Session:
    """The state of one connection, without its socket.

    `replies` collects what may be sent at once, `publications` what must become durable first.
    """

    def __init__(self, house: House) -> None:
        self.client_id = ""
        self.keep_alive_s = 0.0
        self.replies = bytearray()
        self.publications: list[Publication] = []
        self.scope: Scope | None = None
        self._house = house
        self._reader = packets.PacketReader(house.bytes_max)
        self._version = packets.V311
        self._will: packets.Will | None = None
        self._decoder: Decoder | None = None

    def feed(self, data: bytes) -> None:
        """Take the next bytes; what came before an error in them still counts.

        Raises: Closed when the client leaves or is refused; Garbled for bytes that are not MQTT.
        """
        self._reader.add(data)
        if self.scope is None and not self._reader.starts_with(Kind.CONNECT):
            raise Garbled(Oddity.MALFORMED_PACKET, data, "CONNECT must come first")
        while (packet := self._reader.next_packet()) is not None:
            self._take(packet)

    def vanished(self) -> None:
        """The connection broke without a word: publish what the device wanted said then."""
        if self._will is not None:
            will, self._will = self._will, None
            events, _ = self._events(will.topic, will.payload)
            self.publications.append(Publication(events))

    def disown(self) -> None:
        """What this device wanted said when it is gone is no longer its to say."""
        self._will = None

    def fault(self, error: Garbled) -> Event:
        """The event that keeps what this connection sent wrongly."""
        device = self.scope.device if self.scope else self._house.name
        return fault(device, error, self._house.clock())

    def last_word(self, reason: Reason) -> bytes:
        """The DISCONNECT for a connection that the server closes."""
        return packets.disconnect(self._version, reason)

    def _take(self, packet: Packet) -> None:
        if self.scope is None:
            self._connect(packet)
        elif packet.kind == Kind.PUBLISH:
            self.publications.append(self._publish(packet))
        else:
            self._answer(packet)

    def _answer(self, packet: Packet) -> None:
        if packet.kind == Kind.PINGREQ:
            self.replies += packets.pingresp()
        elif packet.kind == Kind.SUBSCRIBE:
            self.replies += packets.suback(
                self._version, *packets.read_subscribe(packet, self._version)
            )
        elif packet.kind == Kind.UNSUBSCRIBE:
            self.replies += packets.unsuback(
                self._version, *packets.read_subscribe(packet, self._version)
            )
        elif packet.kind == Kind.DISCONNECT:
            if packet.body[:1] != bytes([Reason.DISCONNECT_WITH_WILL]):
                self._will = None
            raise Closed("the client left")
        else:
            raise Garbled(Oddity.MALFORMED_PACKET, packet.body, f"packet type {packet.kind}")

    def _connect(self, packet: Packet) -> None:
        try:
            hello = packets.read_connect(packet)
        except Garbled as error:
            if error.reason != Oddity.UNSUPPORTED_VERSION:
                raise
            refusal = packets.connack(packets.V311, Reason.UNSUPPORTED_VERSION)
            raise Closed(str(error), refusal) from error
        self._version = hello.version
        scope = self._admit(hello)
        self._will = hello.will
        self.client_id = hello.client_id or f"auto-{uuid4().hex}"
        self.keep_alive_s = hello.keep_alive_s * KEEP_ALIVE_GRACE
        self._decoder = Decoder(scope.device, scope.decoder, scope.profile)
        self.scope = scope
        assigned = "" if hello.client_id else self.client_id
        properties = packets.limits(self._house.bytes_max, RECEIVE_MAXIMUM, assigned)
        self.replies += packets.connack(self._version, Reason.SUCCESS, properties)

    def _admit(self, hello: packets.Connect) -> Scope:
        try:
            scope = self._house.authenticate(hello.client_id, hello.username, hello.password)
        except Exception as error:
            log.exception("devices cannot be authenticated")
            busy = packets.connack(self._version, Reason.UNAVAILABLE)
            raise Closed("authentication is unavailable", busy) from error
        if scope is None:
            refusal = packets.connack(self._version, Reason.BAD_CREDENTIALS)
            raise Closed(f"refused {hello.username!r}", refusal)
        return scope

    def _publish(self, packet: Packet) -> Publication:
        publish = packets.read_publish(packet, self._version)
        if publish.qos == 2:
            raise Garbled(Oddity.QOS_NOT_SUPPORTED, packet.body, publish.topic)
        events, reason = self._events(publish.topic, publish.payload)
        if publish.packet_id is None:
            return Publication(events)
        return Publication(events, packets.puback(self._version, publish.packet_id, reason))

    def _events(self, topic: str, payload: bytes) -> tuple[list[Event], Reason]:
        """A RETAIN flag from a publisher is a wish to a broker; the value itself is fresh."""
        assert self.scope is not None
        assert self._decoder is not None
        if not self.scope.covers(topic):
            error = Garbled(Oddity.TOPIC_NOT_ALLOWED, payload, topic)
            return [self.fault(error)], Reason.NOT_AUTHORIZED
        message = Message(topic, payload, self._house.clock())
        return self._decoder.events(message), Reason.SUCCESS
