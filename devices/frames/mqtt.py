"""One MQTT message → events, by the family its sender belongs to."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
from devices.frames.telemetry import (
    UNITS,
    Finding,
    Measured,
    Message,
    Noticed,
    Profile,
    Rejected,
)

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
REJECTED_MAX = 20
"""Faults kept of one message: each has all its bytes."""
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
            told = findings(self._decode, message, self._profile)
            events = [self._event(finding, message) for finding in told.found]
        except Exception as error:  # our mistake in a decoder must not stop the other devices
            log.exception("a decoder failed on a message from %s", self._device)
            detail = f"{type(error).__name__}: {error}"
            return [fault(self._device, Garbled(Oddity.DECODER_FAILED, detail=detail), message)]
        if told.refused is not None and told.refused.reason != Oddity.NOT_TELEMETRY:
            events.append(fault(self._device, told.refused, message))
        events += [self._rejected(one, message) for one in told.rejected]
        return events

    def _rejected(self, one: Rejected, message: Message) -> Fault:
        """What was wrong beside readings that were right."""
        detail = f"{one.sensor[:SENSOR_CHARS_MAX]} {one.detail}"
        return fault(self._device, Garbled(Oddity(one.reason), detail=detail), message)

    def _event(self, finding: Measured | Noticed, message: Message) -> Event:
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


@dataclass(frozen=True, slots=True)
class Told:
    """What a message comes to: what it tells, what of it cannot be read, or why it is refused."""

    found: Sequence[Measured | Noticed]
    rejected: Sequence[Rejected] = ()
    """Values that cannot be read beside others that can."""
    refused: Garbled | None = None
    """Why nothing of the message is a reading."""


def findings(decode: Decode, message: Message, profile: Profile) -> Told:
    """All a message tells, each once.

    A value that cannot be read rejects itself; a message without any that can is refused whole,
    with the first reason. What it told of the sender's state (a birth, a gap in its numbers)
    stays true either way.
    """
    told: list[Finding] = []
    try:
        told += decode(message, profile)  # what came before a Garbled is in the list
        if len(told) == 1 and isinstance(told[0], Measured) and _is_name(told[0].sensor):
            return Told([told[0]])  # the usual case, without sorting
        if len(told) > FINDINGS_MAX:
            raise Garbled(Oddity.TOO_LONG, detail=f"{len(told)} readings")
    except Garbled as error:
        states = [one for one in told if isinstance(one, Noticed) and _is_name(one.sensor)]
        return Told(states, refused=_with_bytes(error, message))
    return _sorted(dict.fromkeys(told), message)


def _sorted(told: Iterable[Finding], message: Message) -> Told:
    found: list[Measured | Noticed] = []
    wrong: list[Rejected] = []
    for one in told:
        if isinstance(one, Rejected):
            wrong.append(one)
        elif not _is_name(one.sensor):
            wrong.append(Rejected("", Oddity.WRONG_TYPE, "sensor name"))
        else:
            found.append(one)
    if wrong and not any(isinstance(one, Measured) for one in found):
        first = Garbled(Oddity(wrong[0].reason), detail=wrong[0].detail)
        return Told(found, refused=_with_bytes(first, message))
    return Told(found, wrong[:REJECTED_MAX])


def _with_bytes(error: Garbled, message: Message) -> Garbled:
    return Garbled(error.reason, error.payload or message.payload, error.detail)


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
