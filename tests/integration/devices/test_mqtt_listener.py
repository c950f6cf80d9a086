"""Real MQTT clients against our listener."""

import socket
import threading
from collections.abc import Iterator

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from devices.access import Scope
from devices.config import Config, Listener
from devices.drivers import mqtt_rights
from devices.events import Fault, Presence, Reading
from devices.gateway import Gateway
from tests.integration.devices.sinks import Memory, clock, eventually

READING = '{"sensor":"T1","metric":"temperature","value":-18.3,"ts":"2026-01-05T08:00:00Z"}'
VERSIONS = [MQTTProtocolVersion.MQTTv311, MQTTProtocolVersion.MQTTv5]


REVOKED: set[str] = set()


def authenticate(client_id: str, username: str, password: str) -> Scope | None:
    if password != "secret":
        return None
    return Scope(username, f"dev/{username}", account=f"key of {username}")


def revoked(accounts: frozenset[str]) -> frozenset[str]:
    return accounts & REVOKED


@pytest.fixture
def sink() -> Memory:
    return Memory()


@pytest.fixture
def port(sink: Memory) -> Iterator[int]:
    config = Config(listener=Listener(port=0, packet_bytes_max=4_096, connections_max=20))
    REVOKED.clear()
    gateway = Gateway(config, sink, clock=clock, authenticate=authenticate, revoked=revoked)
    gateway.start()
    eventually(lambda: gateway.status()[0].state == "up")
    yield int(gateway.status()[0].detail.rpartition(":")[2])
    gateway.stop()


def client(version: MQTTProtocolVersion, name: str = "box1", key: str = "secret") -> paho.Client:
    made = paho.Client(CallbackAPIVersion.VERSION2, client_id=name, protocol=version)
    made.max_inflight_messages_set(1_000)
    made.username_pw_set(name, key)
    return made


@pytest.fixture(params=VERSIONS, ids=["3.1.1", "5"])
def device(request: pytest.FixtureRequest, port: int) -> Iterator[paho.Client]:
    made = client(request.param)
    made.connect("127.0.0.1", port)
    made.loop_start()
    eventually(made.is_connected)
    yield made
    made.disconnect()
    made.loop_stop()


def test_a_reading_published_at_qos_1_is_acknowledged_and_kept(
    device: paho.Client, sink: Memory
) -> None:
    device.publish("dev/box1/readings", READING, qos=1).wait_for_publish(5)
    (reading,) = sink.of(Reading)
    assert (reading.device, reading.sensor, reading.value) == ("box1", "T1", -18.3)


def test_the_acknowledgement_waits_until_the_sink_has_the_reading(
    device: paho.Client, sink: Memory
) -> None:
    sink.away.set()
    sent = device.publish("dev/box1", READING, qos=1)
    sent.wait_for_publish(0.4)
    assert not sent.is_published()
    sink.away.clear()
    sent.wait_for_publish(10)
    assert sent.is_published()
    assert len(sink.of(Reading)) == 1


def test_a_reading_not_acknowledged_before_a_crash_is_sent_again(
    device: paho.Client, sink: Memory, port: int
) -> None:
    sink.away.set()
    sent = device.publish("dev/box1", READING, qos=1)
    sent.wait_for_publish(0.2)
    device.socket().shutdown(socket.SHUT_RDWR)
    eventually(lambda: not device.is_connected())
    sink.away.clear()
    sent.wait_for_publish(10)
    assert sent.is_published()
    assert len({reading.id for reading in sink.of(Reading)}) == 1


def test_a_thousand_readings_travel_in_few_batches(device: paho.Client, sink: Memory) -> None:
    sent = [device.publish("dev/box1", READING.replace("T1", f"T{n}"), qos=1) for n in range(1_000)]
    for one in sent:
        one.wait_for_publish(10)
    assert {reading.sensor for reading in sink.of(Reading)} == {f"T{n}" for n in range(1_000)}
    assert len(sink.batches) < 200


def test_qos_0_is_kept_even_when_the_client_leaves_at_once(port: int, sink: Memory) -> None:
    topic, payload = b"dev/box1", READING.encode()
    body = len(topic).to_bytes(2, "big") + topic + payload
    connect = bytes.fromhex("101f00044d51545404c2003c0003616263") + b"\0\x04box1\0\x06secret"
    connect = b"\x10" + bytes([len(connect) - 2]) + connect[2:]
    publish = b"\x30" + bytes([len(body)]) + body
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(connect + publish + b"\xe0\x00")
    eventually(lambda: len(sink.of(Reading)) == 1)
    assert sink.of(Fault) == []


def test_a_topic_outside_the_devices_own_prefix_is_a_fault(
    device: paho.Client, sink: Memory
) -> None:
    device.publish("dev/box2", READING, qos=1).wait_for_publish(5)
    (fault,) = sink.of(Fault)
    assert (fault.device, fault.reason, fault.detail) == ("box1", "topic_not_allowed", "dev/box2")


def test_garbage_payloads_between_good_ones_never_stop_ingest(
    device: paho.Client, sink: Memory
) -> None:
    for payload in (READING, "{", b"\xff\xfe", "", READING.replace("T1", "T2")):
        device.publish("dev/box1", payload, qos=1).wait_for_publish(5)
    assert [reading.sensor for reading in sink.of(Reading)] == ["T1", "T2"]
    reasons = [fault.reason for fault in sink.of(Fault)]
    assert reasons == ["malformed_json", "malformed_json", "empty_payload"]


def test_a_subscription_is_refused_and_the_connection_stays(
    device: paho.Client, sink: Memory
) -> None:
    refused = threading.Event()
    device.on_subscribe = lambda client, data, mid, codes, properties: (
        refused.set() if codes[0].is_failure else None
    )
    device.subscribe("dev/#", qos=1)
    assert refused.wait(5)
    device.publish("dev/box1", READING, qos=1).wait_for_publish(5)
    assert len(sink.of(Reading)) == 1


def test_the_will_of_a_device_that_vanished_is_heard(port: int, sink: Memory) -> None:
    def scope_of_node(client_id: str, username: str, password: str) -> Scope:
        return Scope("node", "tele", "tasmota")

    config = Config(listener=Listener(port=0))
    gateway = Gateway(config, sink, clock=clock, authenticate=scope_of_node)
    gateway.start()
    eventually(lambda: gateway.status()[0].state == "up")
    node = client(MQTTProtocolVersion.MQTTv311)
    node.will_set("tele/chill1/LWT", "Offline", qos=1, retain=True)
    node.connect("127.0.0.1", int(gateway.status()[0].detail.rpartition(":")[2]))
    node.loop_start()
    eventually(node.is_connected)
    node.loop_stop()
    node.socket().close()
    eventually(lambda: [one for one in sink.of(Presence) if one.device == "node"])
    (presence,) = [one for one in sink.of(Presence) if one.device == "node"]
    assert (presence.subject, presence.state) == ("chill1", "offline")
    gateway.stop()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_wrong_key_is_refused(port: int, version: MQTTProtocolVersion) -> None:
    codes: list[str] = []
    stranger = client(version, key="guess")
    stranger.on_connect = lambda client, data, flags, code, properties: codes.append(str(code))
    stranger.connect("127.0.0.1", port)
    stranger.loop_start()
    eventually(lambda: codes)
    stranger.loop_stop()
    assert codes[0] in ("Bad user name or password", "Unspecified error")


def test_bytes_that_are_not_mqtt_close_that_connection_alone(
    device: paho.Client, sink: Memory, port: int
) -> None:
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert raw.recv(10) == b""
    device.publish("dev/box1", READING, qos=1).wait_for_publish(5)
    assert device.is_connected()
    assert [fault.reason for fault in sink.of(Fault)] == ["malformed_packet"]


def test_a_packet_above_the_limit_closes_the_connection_and_is_a_fault(
    device: paho.Client, sink: Memory
) -> None:
    gone = threading.Event()
    device.on_disconnect = lambda *_: gone.set()
    device.publish("dev/box1", "x" * 5_000, qos=0)
    assert gone.wait(5)
    eventually(lambda: [fault.reason for fault in sink.of(Fault)][:1] == ["too_long"])


def test_the_same_client_id_again_takes_over(device: paho.Client, port: int) -> None:
    gone = threading.Event()
    device.on_disconnect = lambda *_: gone.set()
    twin = client(MQTTProtocolVersion.MQTTv311)
    twin.connect("127.0.0.1", port)
    twin.loop_start()
    assert gone.wait(5)
    device.disconnect()
    eventually(twin.is_connected)
    twin.disconnect()
    twin.loop_stop()


def test_the_same_client_id_of_another_account_takes_nothing_over(
    device: paho.Client, port: int, sink: Memory
) -> None:
    other = client(MQTTProtocolVersion.MQTTv5)
    other.username_pw_set("box9", "secret")
    other.connect("127.0.0.1", port)
    other.loop_start()
    eventually(other.is_connected)
    for one, topic in ((device, "dev/box1"), (other, "dev/box9")):
        one.publish(topic, READING, qos=1).wait_for_publish(5)
    assert device.is_connected()
    other.disconnect()
    other.loop_stop()
    assert {reading.device for reading in sink.of(Reading)} == {"box1", "box9"}


def test_who_lost_the_right_to_connect_is_cut_off_and_the_others_stay(
    device: paho.Client, port: int, sink: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mqtt_rights, "EVERY_S", 0.05)
    stolen = client(MQTTProtocolVersion.MQTTv5, "box7")
    stolen.will_set("dev/box7", READING, qos=1)
    ends: list[object] = []
    stolen.on_disconnect = lambda *said: ends.append(said[3])
    stolen.reconnect_delay_set(60)
    stolen.connect("127.0.0.1", port)
    stolen.loop_start()
    eventually(stolen.is_connected)
    REVOKED.add("key of box7")
    eventually(lambda: bool(ends))
    assert str(ends[0]) == "Not authorized"
    assert device.is_connected()
    device.publish("dev/box1", READING, qos=1).wait_for_publish(5)
    assert [reading.device for reading in sink.of(Reading)] == ["box1"], "its will is not heard"
    stolen.loop_stop()


def test_rights_are_asked_for_often_enough() -> None:
    assert mqtt_rights.EVERY_S <= 3


def test_a_silent_connection_is_closed_after_its_keep_alive(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as raw:
        body = b"\0\x04MQTT\x04\xc2\x00\x01\0\x03abc\0\x04box1\0\x06secret"
        raw.sendall(b"\x10" + bytes([len(body)]) + body)
        assert raw.recv(10) == b"\x20\x02\x00\x00"
        raw.settimeout(5)
        assert raw.recv(10) == b""


def test_mqtt_5_clients_are_told_the_limits(port: int) -> None:
    told: list[Properties] = []
    device = client(MQTTProtocolVersion.MQTTv5)
    device.on_connect = lambda client, data, flags, code, properties: told.append(properties)
    device.connect("127.0.0.1", port)
    device.loop_start()
    eventually(lambda: told)
    device.disconnect()
    device.loop_stop()
    assert told[0].packetType == PacketTypes.CONNACK
    assert (told[0].MaximumQoS, told[0].MaximumPacketSize) == (1, 4_096)
