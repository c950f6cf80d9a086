"""The MQTT conversation without a socket: odd packets, hostile bytes, both protocol versions."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.access import Scope
from devices.drivers.mqtt_session import Closed, House, Session
from devices.errors import Garbled
from devices.events import Fault, Reading
from tests.integration.devices.sinks import clock

HELLO = b"\x10\x1d\0\x04MQTT\x04\xc2\0\x3c\0\x05box-1\0\x04user\0\x04word"
HELLO_5 = b"\x10\x1e\0\x04MQTT\x05\xc2\0\x3c\0\0\x05box-1\0\x04user\0\x04word"
VERSIONS = ["3.1.1", "5"]
ODD_PACKETS = {
    "a second CONNECT": HELLO,
    "a server's packet": b"\x20\x02\0\0",
    "QoS 3": b"\x36\x05\0\x01t\0\x01",
    "QoS 2": b"\x34\x06\0\x01t\0\x01x",
    "packet id 0": b"\x32\x05\0\x01t\0\0",
    "a wildcard topic": b"\x30\x03\0\x01#",
    "an empty topic": b"\x30\x02\0\0",
    "a topic beyond the end": b"\x30\x03\0\x09t",
    "a null character": b"\x30\x04\0\x02t\0",
    "no filters": b"\x82\x02\0\x01",
    "a length of five bytes": b"\x30\xff\xff\xff\xff\x01",
    "a packet above the limit": b"\x30\xff\xff\x7f",
}


def session(scope: Scope | None = None) -> Session:
    allowed = scope or Scope("box", "dev", "native")
    return Session(House("listener", lambda *_: allowed, clock, 4_096))


def greeted(hello: bytes = HELLO) -> Session:
    made = session()
    made.feed(hello)
    made.replies.clear()
    return made


def events_of(made: Session) -> list:
    return [event for publication in made.publications for event in publication.events]


@pytest.mark.parametrize(
    ("hello", "answer"), [(HELLO, b"\x20\x02\0\0"), (HELLO_5, b"\x20")], ids=VERSIONS
)
def test_a_device_with_a_key_is_welcomed(hello: bytes, answer: bytes) -> None:
    made = session()
    made.feed(hello)
    assert made.replies.startswith(answer)
    assert made.keep_alive_s == 90


@pytest.mark.parametrize("hello", [HELLO, HELLO_5], ids=VERSIONS)
@pytest.mark.parametrize("packet", ODD_PACKETS.values(), ids=ODD_PACKETS)
def test_an_odd_packet_is_garbled_and_what_came_before_it_counts(
    hello: bytes, packet: bytes
) -> None:
    good = b'{"sensor":"T1","metric":"temperature","value":1}'
    properties = b"\0" if hello is HELLO_5 else b""
    body = b"\0\x03dev" + properties + good
    made = greeted(hello)
    with pytest.raises(Garbled):
        made.feed(b"\x30" + bytes([len(body)]) + body + packet)
    (reading,) = events_of(made)
    assert isinstance(reading, Reading)


def test_a_protocol_nobody_knows_is_refused_in_words() -> None:
    with pytest.raises(Closed) as caught:
        session().feed(HELLO.replace(b"MQTT\x04", b"MQTT\x09"))
    assert caught.value.last_word == b"\x20\x02\0\x01"


def test_a_device_is_refused_while_keys_cannot_be_checked() -> None:
    def broken(*_: str) -> Scope:
        raise OSError("no database")

    made = Session(House("listener", broken, clock, 4_096))
    with pytest.raises(Closed) as caught:
        made.feed(HELLO)
    assert caught.value.last_word == b"\x20\x02\0\x03"


def test_an_acknowledgement_in_mqtt_5_says_when_the_topic_was_not_allowed() -> None:
    made = greeted(HELLO_5)
    made.feed(b"\x32\x07\0\x01x\0\x07\0{")
    (publication,) = made.publications
    assert publication.ack == b"\x40\x03\0\x07\x87"
    assert isinstance(publication.events[0], Fault)


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_are_a_conversation_or_the_end_of_one(reads: list[bytes]) -> None:
    made = greeted()
    with suppress(Garbled, Closed):
        for read in reads:
            made.feed(read)
    assert all(publication.events for publication in made.publications)
