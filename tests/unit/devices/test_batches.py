"""Group commit: many callers, few deliveries, nobody answered before the sink has the events."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from devices.batches import BATCH_EVENTS, LINGER_S, Batcher
from devices.driver import Stopping
from devices.events import Presence, Scan
from tests.integration.devices.sinks import NOW, Memory, eventually


def presence() -> Presence:
    return Presence(uuid4(), "box", None, NOW, "online")


@pytest.fixture
def sink() -> Memory:
    return Memory()


@pytest.fixture
def batcher(sink: Memory) -> Iterator[Batcher]:
    made = Batcher(sink)
    made.start()
    yield made
    made.close()


def test_events_of_many_devices_travel_together(batcher: Batcher, sink: Memory) -> None:
    with ThreadPoolExecutor(20) as devices:
        list(devices.map(lambda _: batcher.emit([presence()]), range(200)))
    assert len(sink.events) == 200
    assert len(sink.batches) < 100


def test_a_scan_does_not_wait_for_company(batcher: Batcher, sink: Memory) -> None:
    waits = []
    for _ in range(5):
        started = time.monotonic()
        scan = Scan(uuid4(), "gun", NOW, NOW, "BOX")
        assert batcher.emit([scan])[scan.id].tone == "ok"
        waits.append(time.monotonic() - started)
    assert min(waits) < LINGER_S


def test_a_full_batch_does_not_wait_for_the_clock(batcher: Batcher, sink: Memory) -> None:
    batcher.emit([presence() for _ in range(BATCH_EVENTS)])
    assert sink.batches == [BATCH_EVENTS]


def test_emit_returns_only_when_the_sink_has_the_events(batcher: Batcher, sink: Memory) -> None:
    sink.away.set()
    returned = threading.Event()

    def emit() -> None:
        batcher.emit([presence()])
        returned.set()

    threading.Thread(target=emit, daemon=True).start()
    assert not returned.wait(0.3)
    sink.away.clear()
    assert returned.wait(10)
    assert len(sink.events) == 1


def test_closing_refuses_what_the_sink_did_not_take(sink: Memory) -> None:
    batcher = Batcher(sink)
    batcher.start()
    sink.away.set()
    caught: list[BaseException] = []

    def emit() -> None:
        try:
            batcher.emit([presence()])
        except Stopping as stopping:
            caught.append(stopping)

    thread = threading.Thread(target=emit)
    thread.start()
    batcher.close()
    thread.join(10)
    eventually(lambda: len(caught) == 1)
    with pytest.raises(Stopping):
        batcher.emit([presence()])
    assert not batcher.offer([presence()])
