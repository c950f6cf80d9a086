"""Sensors behind a broker, through paho: a message is acknowledged only when its events are kept.

The client id is fixed and the session outlives us, so what was not acknowledged comes again. Any
failure ends `run`; the gateway starts a new client, the broker still has the session.
"""

import logging
import queue
import threading
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from devices.batches import BATCH_EVENTS
from devices.config import Mqtt
from devices.driver import Clock, Emit
from devices.errors import DeviceError, Misconfigured, Unreachable
from devices.events import Event
from devices.frames.mqtt import Decoder
from devices.frames.telemetry import Message

log = logging.getLogger(__name__)

PORTS = {"mqtt": 1883, "mqtts": 8883}
KEEP_ALIVE_S = 30
CONNECT_WITHIN_S = 10.0
WATCH_S = 1.0
INBOX_MAX = 20_000
_WRONG_ACCOUNT = ("Bad user name or password", "Not authorized")
_RETAINED_ONLY_WHEN_NEW = 1  # MQTT 5 retain handling: not again on every reconnection


class Subscriber:
    """One subscription to one broker."""

    def __init__(self, device: Mqtt, clock: Clock) -> None:
        self._device = device
        self._clock = clock
        self._decoder = Decoder(device.id, device.decoder, device.telemetry.profile(device.id))
        self._inbox: queue.Queue[paho.MQTTMessage] = queue.Queue(INBOX_MAX)
        self._closing = threading.Event()
        self._connected = threading.Event()
        self._failure: DeviceError | None = None
        self._client_id = device.client_id or f"coldchain-{device.id}"

    def run(self, emit: Emit, stop: threading.Event) -> None:
        """Receive until `stop`. Raises: Unreachable; Misconfigured."""
        client = self._client()
        try:
            self._connect(client)
            emit.up(f"{self._device.url} as {self._client_id}")
            while not stop.is_set():
                self._check()
                batch = self._next_batch()
                emit(self._events(batch))
                for message in batch:  # in the order of arrival, as MQTT wants it
                    client.ack(message.mid, message.qos)
        finally:
            self._closing.set()
            client.disconnect()
            client.loop_stop()

    def _client(self) -> paho.Client:
        client = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=self._client_id,
            protocol=MQTTProtocolVersion.MQTTv5,
            manual_ack=True,
        )
        if self._device.username:
            client.username_pw_set(self._device.username, self._device.password)
        if urlsplit(self._device.url).scheme == "mqtts":
            client.tls_set()
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_subscribe = self._on_subscribe
        return client

    def _connect(self, client: paho.Client) -> None:
        parts = urlsplit(self._device.url)
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = self._device.session_expiry_s
        properties.ReceiveMaximum = self._device.receive_maximum
        try:
            client.connect(
                parts.hostname or "",
                parts.port or PORTS[parts.scheme],
                KEEP_ALIVE_S,
                clean_start=False,
                properties=properties,
            )
        except (OSError, ValueError) as error:
            raise Unreachable(f"{parts.hostname}: {error}") from error
        client.loop_start()
        if not self._connected.wait(CONNECT_WITHIN_S):
            self._check()
            raise Unreachable("the broker did not accept the subscription in time")
        self._check()

    def _check(self) -> None:
        """Raises what a callback met, or Unreachable when paho's thread died silently."""
        if self._failure is not None:
            raise self._failure
        if not any(self._client_id in thread.name for thread in threading.enumerate()):
            raise Unreachable("the network thread of the MQTT client died")

    def _next_batch(self) -> list[paho.MQTTMessage]:
        batch: list[paho.MQTTMessage] = []
        try:
            while len(batch) < BATCH_EVENTS:
                batch.append(self._inbox.get(timeout=0 if batch else WATCH_S))
        except queue.Empty:
            pass
        return batch

    def _events(self, batch: Sequence[paho.MQTTMessage]) -> list[Event]:
        now = self._clock()
        return [
            event
            for one in batch
            for event in self._decoder.events(
                Message(one.topic, bytes(one.payload), now, one.retain)
            )
        ]

    # Called in paho's thread, which an exception would kill without a word: nothing here decodes.

    def _on_connect(
        self, client: paho.Client, data: Any, flags: Any, code: ReasonCode, properties: Any
    ) -> None:
        if code.is_failure:
            wrong = str(code) in _WRONG_ACCOUNT
            self._fail(Misconfigured(str(code)) if wrong else Unreachable(str(code)))
            return
        options = SubscribeOptions(qos=1, retainHandling=_RETAINED_ONLY_WHEN_NEW)
        share = f"$share/{self._device.share}/" if self._device.share else ""
        client.subscribe([(share + topic, options) for topic in self._device.topics])

    def _on_subscribe(
        self, client: paho.Client, data: Any, mid: int, codes: list[ReasonCode], properties: Any
    ) -> None:
        refused = [str(code) for code in codes if code.is_failure]
        if refused:
            self._fail(Misconfigured(f"subscription refused: {', '.join(refused)}"))
        self._connected.set()

    def _on_disconnect(
        self, client: paho.Client, data: Any, flags: Any, code: ReasonCode, properties: Any
    ) -> None:
        self._fail(Unreachable(f"disconnected: {code}"))

    def _on_message(self, client: paho.Client, data: Any, message: paho.MQTTMessage) -> None:
        while not self._closing.is_set():
            try:
                self._inbox.put(message, timeout=WATCH_S)
            except queue.Full:
                continue
            return

    def _fail(self, error: DeviceError) -> None:
        self._failure = self._failure or error
        self._connected.set()
