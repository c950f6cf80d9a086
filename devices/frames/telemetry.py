"""What all telemetry payloads share: strict JSON, numbers, sensor clocks, and what was found.

Nothing here or in the families reads a clock or raises anything but `Garbled`.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from devices.errors import Garbled
from devices.events import Metric, Quality, State

UNITS: Mapping[Metric, str] = {
    "temperature": "C",
    "humidity": "%",
    "battery_pct": "%",
    "battery_v": "V",
    "door_open": "bool",
}
FIELDS: Mapping[str, Metric] = {
    "temperature": "temperature",
    "humidity": "humidity",
    "battery": "battery_pct",
    "battery_pct": "battery_pct",
    "battery_v": "battery_v",
    "door_open": "door_open",
}
_NO_PROBE_C = {-127.0, 3276.7, -3276.8, 327.67, -327.68}  # 0x7FFF and 0x8000, scaled
_ABSOLUTE_ZERO_C = -273.15
_POWER_ON_C = 85.0
_VALUE_LIMIT = 1e9
_CLOCK_SET_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
_FUTURE = timedelta(minutes=10)
_SECONDS_BELOW = 10**11
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_LIMIT_MS = 253_402_300_799_000  # the last second a datetime can hold
_TRUTHS = {"true": 1.0, "on": 1.0, "open": 1.0, "false": 0.0, "off": 0.0, "closed": 0.0}


@dataclass(frozen=True, slots=True)
class Message:
    """One MQTT publication, as it arrived."""

    topic: str
    payload: bytes
    received_at: datetime
    retained: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What an operator configured about a device: its name, zone, and what its fields mean."""

    device: str = ""
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    fields: Mapping[str, Metric] = field(default_factory=lambda: FIELDS)
    metric: Metric | None = None
    unit: str = "C"


@dataclass(frozen=True, slots=True)
class Measured:
    """One value of one channel; `at` is the sensor's usable time, in UTC and whole milliseconds."""

    sensor: str
    metric: Metric
    value: float | None
    quality: Quality
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Noticed:
    """A device, or a channel behind it, changed its state."""

    sensor: str
    state: State


Finding = Measured | Noticed


@dataclass(frozen=True, slots=True)
class Clock:
    """A sensor's time, judged once for all values of a message."""

    at: datetime | None
    quality: Quality = "good"


def parse(payload: bytes) -> Any:
    """The JSON value of a payload; duplicate keys, NaN and Infinity are refused.

    Raises: Garbled("empty_payload" | "malformed_json" | "not_a_number" | "duplicate_key").
    """
    if not payload.strip():
        raise Garbled("empty_payload", payload)
    try:
        return _strict.decode(payload.decode())
    except Garbled as error:
        raise Garbled(error.reason, payload, error.detail) from error
    except json.JSONDecodeError as error:
        raise Garbled("malformed_json", payload, str(error)) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise Garbled("malformed_json", payload, type(error).__name__) from error
    except ValueError as error:  # an integer of more digits than Python will convert
        raise Garbled("not_a_number", payload, str(error)) from error


def parse_object(payload: bytes) -> dict[str, Any]:
    """The JSON object of a payload. Raises: as `parse`; Garbled("wrong_type")."""
    return as_object(parse(payload), payload)


def as_object(value: Any, payload: bytes) -> dict[str, Any]:
    """The value, if it is a JSON object. Raises: Garbled("wrong_type")."""
    if not isinstance(value, dict):
        raise Garbled("wrong_type", payload, "expected an object")
    return value


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Garbled("duplicate_key")
    return found


def _not_a_number(text: str) -> NoReturn:
    raise Garbled("not_a_number", detail=text)


_strict = json.JSONDecoder(object_pairs_hook=_unique_keys, parse_constant=_not_a_number)


def number(value: Any) -> float | None:
    """A number or the text of one; None for null and for the text of NaN or infinity.

    Raises: Garbled("wrong_type" | "not_a_number").
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Garbled("wrong_type", detail=f"{type(value).__name__} is not a number")
    try:
        result = float(value)
    except ValueError as error:
        raise Garbled("wrong_type", detail="text is not a number") from error
    except OverflowError as error:
        raise Garbled("not_a_number", detail="overflow") from error
    if isinstance(value, str) and not math.isfinite(result):
        return None
    if not abs(result) <= _VALUE_LIMIT:
        raise Garbled("not_a_number", detail="overflow")
    return result


def truth(value: Any) -> float | None:
    """1 or 0 for a boolean however it is written. Raises: Garbled("wrong_type")."""
    if value is None:
        return None
    if isinstance(value, str) and value.strip().lower() in _TRUTHS:
        return _TRUTHS[value.strip().lower()]
    if value not in (0, 1) or isinstance(value, str):
        raise Garbled("wrong_type", detail="not a boolean")
    return float(value)


def measured(sensor: str, metric: Metric, value: Any, clock: Clock, unit: str = "C") -> Measured:
    """One value judged by number and clock; Fahrenheit becomes Celsius.

    Raises: Garbled("wrong_type" | "not_a_number").
    """
    amount = truth(value) if metric == "door_open" else number(value)
    if metric == "temperature" and unit == "F" and amount is not None:
        amount = round((amount - 32) / 1.8, 4)
    quality = _quality(sensor, metric, amount)
    return Measured(
        sensor, metric, amount, clock.quality if quality == "good" else quality, clock.at
    )


def _quality(sensor: str, metric: Metric, value: float | None) -> Quality:
    if value is None:
        return "bad"
    if metric != "temperature":
        return "good"
    if value < _ABSOLUTE_ZERO_C or round(value, 2) in _NO_PROBE_C:
        return "bad"
    is_ds18b20 = "DS18B20" in sensor
    return "suspect" if is_ds18b20 and abs(value - _POWER_ON_C) < 1e-3 else "good"


def measured_fields(
    sensor: str, values: Mapping[str, Any], profile: Profile, clock: Clock
) -> Iterator[Measured]:
    """The fields of an object that the profile gives a meaning to."""
    for name, value in values.items():
        metric = profile.fields.get(name)
        if metric is not None:
            yield measured(sensor, metric, value, clock, profile.unit)


def judge_clock(value: Any, message: Message, profile: Profile) -> Clock:
    """What a sensor's own time is worth: used, absent, or known to be wrong."""
    at = _moment(value, profile.timezone)
    if at is None:
        return Clock(None)
    if at < _CLOCK_SET_SINCE:
        return Clock(None, "clock_unset")
    if at > message.received_at + _FUTURE:
        return Clock(None, "clock_future")
    return Clock(at.replace(microsecond=at.microsecond // 1000 * 1000))


def _moment(value: Any, zone: ZoneInfo) -> datetime | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        if isinstance(value, int):
            return _from_epoch(value)
        if isinstance(value, float):
            return _from_epoch(Decimal(str(value)))  # as it was written: 0.62 s are 620 ms
        if isinstance(value, str) and value.strip().isdecimal():
            return _from_epoch(int(value))
        at = datetime.fromisoformat(str(value).strip())
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, ArithmeticError):
        return None


def _from_epoch(amount: int | Decimal) -> datetime:
    if -_SECONDS_BELOW < amount < _SECONDS_BELOW:
        amount *= 1000
    milliseconds = max(-_EPOCH_LIMIT_MS // 10, min(_EPOCH_LIMIT_MS, int(amount)))
    return _EPOCH + timedelta(milliseconds=milliseconds)


def state(text: Any, meanings: Mapping[str, State], payload: bytes) -> State:
    """The state a device's word stands for. Raises: Garbled("wrong_type")."""
    if not isinstance(text, str):
        raise Garbled("wrong_type", payload, "expected a word")
    found = meanings.get(text.strip().lower())
    if found is None:
        raise Garbled("wrong_type", payload, "unknown state")
    return found


def text_of(payload: bytes) -> str:
    """The text of a bare value. Raises: Garbled("empty_payload" | "malformed_json")."""
    try:
        text = payload.decode().strip()
    except UnicodeDecodeError as error:
        raise Garbled("malformed_json", payload, "not UTF-8") from error
    if not text:
        raise Garbled("empty_payload", payload)
    return text


ONLINE_OFFLINE: Mapping[str, State] = {"online": "online", "offline": "offline"}


def keep_payload(findings: Iterable[Finding], payload: bytes) -> list[Finding]:
    """All findings at once, so that one wrong value refuses the whole message with its bytes."""
    try:
        return list(findings)
    except Garbled as error:
        raise Garbled(error.reason, error.payload or payload, error.detail) from error
