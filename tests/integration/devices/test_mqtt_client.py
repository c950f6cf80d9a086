"""A real Mosquitto, started for each test, with our subscriber behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from devices.config import Config, Mqtt
from devices.events import Fault, Reading
from devices.gateway import Gateway
from tests.integration.devices.broker import Broker, free_port
from tests.integration.devices.sinks import Memory, clock, eventually

READING = '{"sensor":"T1","metric":"temperature","value":-18.3,"ts":"2026-01-05T08:00:00Z"}'


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    made = Broker(tmp_path)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def sensor(broker: Broker) -> Iterator[paho.Client]:
    made = paho.Client(CallbackAPIVersion.VERSION2)
    made.connect("127.0.0.1", broker.port)
    made.loop_start()
    eventually(made.is_connected)
    yield made
    made.disconnect()
    made.loop_stop()


def subscription(broker: Broker, id: str = "site", **options) -> Mqtt:
    return Mqtt(id=id, url=f"mqtt://127.0.0.1:{broker.port}", topics=("wh/#",), **options)


@contextmanager
def gateway(sink: Memory, device: Mqtt) -> Iterator[Gateway]:
    made = Gateway(Config(devices=(device,)), sink, clock=clock)
    made.start()
    try:
        eventually(lambda: made.status()[0].state == "up")
        yield made
    finally:
        made.stop()


def values(sink: Memory) -> list[float]:
    return [reading.value for reading in sink.of(Reading)]


def publish(sensor: paho.Client, value: float, retain: bool = False) -> None:
    text = READING.replace("-18.3", str(value))
    sensor.publish("wh/readings", text, qos=1, retain=retain).wait_for_publish(5)


def test_readings_reach_the_sink_and_garbage_does_not_stop_them(
    broker: Broker, sensor: paho.Client
) -> None:
    sink = Memory()
    with gateway(sink, subscription(broker)):
        publish(sensor, 1)
        sensor.publish("wh/readings", b"\xff{", qos=1).wait_for_publish(5)
        publish(sensor, 2)
        eventually(lambda: values(sink) == [1, 2])
    assert [fault.reason for fault in sink.of(Fault)] == ["malformed_json"]


def test_what_was_not_acknowledged_is_delivered_again_to_the_next_gateway(
    broker: Broker, sensor: paho.Client
) -> None:
    sink = Memory()
    with gateway(sink, subscription(broker)):
        publish(sensor, 1)
        eventually(lambda: values(sink) == [1])
        sink.away.set()
        publish(sensor, 2)
        publish(sensor, 3)
    publish(sensor, 4)
    sink.away.clear()
    with gateway(sink, subscription(broker)):
        eventually(lambda: set(values(sink)) == {1, 2, 3, 4})


def test_a_broker_that_restarts_is_found_again(broker: Broker, sensor: paho.Client) -> None:
    sink = Memory()
    with gateway(sink, subscription(broker)) as running:
        broker.stop()
        eventually(lambda: running.status()[0].state == "away")
        broker.start()
        eventually(lambda: running.status()[0].state == "up", 20)
        eventually(sensor.is_connected)
        publish(sensor, 7)
        eventually(lambda: values(sink) == [7])


def test_two_gateways_of_one_share_split_the_messages(broker: Broker, sensor: paho.Client) -> None:
    left, right = Memory(), Memory()
    with (
        gateway(left, subscription(broker, "left", share="ingest")),
        gateway(right, subscription(broker, "right", share="ingest")),
    ):
        for value in range(20):
            publish(sensor, value)
        eventually(lambda: sorted(values(left) + values(right)) == list(range(20)))
    assert values(left)
    assert values(right)


def test_a_retained_value_is_marked_as_the_brokers_memory(
    broker: Broker, sensor: paho.Client
) -> None:
    sink = Memory()
    publish(sensor, 5, retain=True)
    with gateway(sink, subscription(broker)):
        eventually(lambda: values(sink) == [5])
        publish(sensor, 6)
        eventually(lambda: values(sink) == [5, 6])
    assert [reading.retained for reading in sink.of(Reading)] == [True, False]


def test_a_broker_that_is_not_there_is_away_not_an_error() -> None:
    sink = Memory()
    device = Mqtt(id="site", url=f"mqtt://127.0.0.1:{free_port()}", topics=("wh/#",))
    made = Gateway(Config(devices=(device,)), sink, clock=clock)
    made.start()
    eventually(lambda: made.status()[0].state == "away")
    made.stop()
    assert sink.events == []
