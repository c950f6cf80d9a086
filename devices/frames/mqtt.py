"""One MQTT message → events, by the family its sender belongs to."""

import logging
from collections.abc import Callable, Iterable
from hashlib import sha1
from uuid import UUID, uuid4

from devices.errors import Garbled, Misconfigured, Oddity
from devices.events import PAYLOAD_BYTES_MAX, Event, Fault, Presence, Reading
from devices.frames import mapping
from devices.frames.families import (
    bare,
    lorawan,
    native,
    shelly,
    sparkplug,
    tasmota,
    thingsboard,
    zigbee2mqtt,
)
from devices.frames.telemetry import UNITS, Finding, Measured, Message, Noticed, Profile

log = logging.getLogger(__name__)

Decode = Callable[[Message, Profile], Iterable[Finding]]
FAMILIES: dict[str, Callable[[], Decode]] = {
    "native": lambda: native.decode,
    "zigbee2mqtt": lambda: zigbee2mqtt.decode,
    "tasmota": lambda: tasmota.decode,
    "chirpstack": lambda: lorawan.chirpstack,
    "ttn": lambda: lorawan.ttn,
    "shelly-gen2": lambda: shelly.decode,
    "esphome": lambda: bare.esphome,
    "homie": lambda: bare.homie,
    "thingsboard": lambda: thingsboard.decode,
    "mapped": lambda: mapping.decode,
    "sparkplug-b": sparkplug.Decoder,  # remembers births, so each source has its own
}
SENSOR_CHARS_MAX = 200
FINDINGS_MAX = 5_000
_IDS = UUID("5d0f0f0c-0a6e-5b0e-9a53-6f1f5c0e1f27").bytes  # namespace of ids made from a reading
_UUID5_MASK = ~(0xF000 << 64 | 0xC000 << 48)
_UUID5_MARKS = 0x5000 << 64 | 0x8000 << 48  # version 5, RFC 9562's variant


class Decoder:
    """Turns the messages of one source into events; never raises on what a device sent."""

    def __init__(self, device: str, family: str, profile: Profile) -> None:
        if family not in FAMILIES:
            raise Misconfigured(f"{device}: unknown decoder {family!r}")
        self._device = device
        self._profile = profile
        self._decode = FAMILIES[family]()

    def events(self, message: Message) -> list[Event]:
        """The events in a message; what cannot be understood is a Fault with its bytes."""
        try:
            found, refused = findings(self._decode, message, self._profile)
            events = [self._event(finding, message) for finding in found]
        except Exception as error:  # our mistake in a decoder must not stop the other devices
            log.exception("a decoder failed on a message from %s", self._device)
            detail = f"{type(error).__name__}: {error}"
            return [fault(self._device, Garbled(Oddity.DECODER_FAILED, detail=detail), message)]
        if refused is not None and refused.reason != Oddity.NOT_TELEMETRY:
            events.append(fault(self._device, refused, message))
        return events

    def _event(self, finding: Finding, message: Message) -> Event:
        if isinstance(finding, Measured):
            return self._reading(finding, message)
        return Presence(
            id=uuid4(),
            device=self._device,
            occurred_at=None,
            received_at=message.received_at,
            state=finding.state,
            subject=finding.sensor,
        )

    def _reading(self, found: Measured, message: Message) -> Reading:
        return Reading(
            id=_reading_id(found),
            device=self._device,
            occurred_at=found.at,
            received_at=message.received_at,
            sensor=found.sensor,
            metric=found.metric,
            value=found.value,
            unit=UNITS[found.metric],
            quality=found.quality,
            retained=message.retained,
        )


def findings(
    decode: Decode, message: Message, profile: Profile
) -> tuple[list[Finding], Garbled | None]:
    """All a message tells, each once, or why it is refused.

    One wrong value refuses all readings of its message; what the message told before of the
    sender's state (a birth, a gap in its numbers) stays true.
    """
    found: list[Finding] = []
    try:
        found += decode(message, profile)  # what came before a Garbled is in the list
        if len(found) == 1 and _is_name(found[0].sensor):
            return found, None  # the usual case, without sets
        if not all(_is_name(name) for name in {one.sensor for one in found}):
            raise Garbled(Oddity.WRONG_TYPE, detail="sensor name")
        if len(found) > FINDINGS_MAX:
            raise Garbled(Oddity.TOO_LONG, detail=f"{len(found)} readings")
    except Garbled as error:
        refused = Garbled(error.reason, error.payload or message.payload, error.detail)
        return [one for one in found if isinstance(one, Noticed) and _is_name(one.sensor)], refused
    return list(dict.fromkeys(found)), None


def _is_name(sensor: str) -> bool:
    return 0 < len(sensor) <= SENSOR_CHARS_MAX and sensor.isprintable()


def _reading_id(found: Measured) -> UUID:
    """The same reading sent twice has the same id; without the sensor's own time none can tell."""
    if found.at is None:
        return uuid4()
    name = f"{found.sensor}\n{found.metric}\n{found.at.isoformat()}\n{found.value}"
    digest = int.from_bytes(sha1(_IDS + name.encode()).digest()[:16], "big")
    return UUID(int=digest & _UUID5_MASK | _UUID5_MARKS)  # what uuid5 gives, in a third of the time


def fault(device: str, error: Garbled, message: Message) -> Fault:
    """The bytes of a message that means nothing, with its topic."""
    return Fault(
        id=uuid4(),
        device=device,
        occurred_at=None,
        received_at=message.received_at,
        reason=str(error.reason),
        payload=message.payload[:PAYLOAD_BYTES_MAX],
        detail=f"{message.topic[:500]} {error.detail[:500]}".strip(),
    )
