"""What all telemetry payloads share: messages, profiles, values judged, and what was found.

Nothing here or in the families reads a clock or raises anything but `Garbled`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from devices.errors import Garbled, Oddity
from devices.events import Metric, Quality, State
from devices.frames import clocks
from devices.frames.clocks import NO_CLOCK, Clock
from devices.frames.mapped import Mapped
from devices.frames.strict_json import as_object, parse, parse_object

__all__ = [
    "FIELDS",
    "MISSING",
    "NO_CLOCK",
    "ONLINE_OFFLINE",
    "PLAUSIBLE",
    "UNITS",
    "VALUE_LIMIT",
    "Clock",
    "Finding",
    "Measured",
    "Message",
    "Noticed",
    "Profile",
    "Rejected",
    "as_object",
    "at_path",
    "is_plausible",
    "judge_clock",
    "measured",
    "measured_fields",
    "number",
    "parse",
    "parse_object",
    "rejected",
    "state",
    "text_of",
    "truth",
]

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
DETAIL_CHARS_MAX = 200
VALUE_LIMIT = 1e9
"""No value of ours is larger, whatever the metric."""
_NO_DS18B20_C = -127.0  # a DS18B20 that is gone
_ABSOLUTE_ZERO_C = -273.15
PLAUSIBLE: Mapping[Metric, tuple[float, float]] = {
    "temperature": (_ABSOLUTE_ZERO_C, 320.0),
    "humidity": (-10.0, 120.0),
}
"""What a probe of a cold chain can measure, from absolute zero to beyond any oven or steriliser;
0x7FFF and 0x8000 lie outside as they are, in tenths and in hundredths (327.67)."""
_POWER_ON_C = 85.0
# Dragino's LHT and LSN nodes call the probe at their cable `TempC_DS`.
_DS18B20 = re.compile(r"ds18b20|temp_?c_ds", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)
_NO_NUMBERS = frozenset({"nan", "inf", "infinity"})
_NUMBER_CHARS_MAX = 100
_TRUTHS = {"true": 1.0, "on": 1.0, "open": 1.0, "false": 0.0, "off": 0.0, "closed": 0.0}


class Message(msgspec.Struct, frozen=True):
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
    mapped: tuple[Mapped, ...] = ()


class Measured(msgspec.Struct, frozen=True):
    """One value of one channel; `at` is the sensor's usable time, in UTC and whole milliseconds."""

    sensor: str
    metric: Metric
    value: float | None
    quality: Quality
    at: datetime | None


class Noticed(msgspec.Struct, frozen=True):
    """A device, or a channel behind it, changed its state."""

    sensor: str
    state: State


class Rejected(msgspec.Struct, frozen=True):
    """One value that cannot be read: a fault of its own, whatever is right beside it."""

    sensor: str
    reason: str
    detail: str


Finding = Measured | Noticed | Rejected


def rejected(sensor: str, error: Garbled, what: str = "") -> Rejected:
    """What an entry of a message comes to when it cannot be read; `what` names the field."""
    told = ": ".join(part for part in (what, error.detail) if part)
    return Rejected(sensor, str(error.reason), told[:DETAIL_CHARS_MAX])


def number(value: Any) -> float | None:
    """A number or the text of one; None for null and for the text of NaN or infinity.

    Raises: Garbled("wrong_type" | "not_a_number").
    """
    if type(value) is float or type(value) is int:
        if -VALUE_LIMIT <= value <= VALUE_LIMIT:
            return float(value)
        raise Garbled(Oddity.NOT_A_NUMBER, detail="overflow")
    if value is None:
        return None
    if type(value) is not str:
        raise Garbled(Oddity.WRONG_TYPE, detail=f"{type(value).__name__} is not a number")
    return _number_of_text(value.strip())


def _number_of_text(text: str) -> float | None:
    if text.lstrip("+-").lower() in _NO_NUMBERS:
        return None
    if len(text) > _NUMBER_CHARS_MAX or not _NUMBER.fullmatch(text):
        raise Garbled(Oddity.WRONG_TYPE, detail="text is not a number")
    return number(float(text))


def truth(value: Any) -> float | None:
    """1 or 0 for a boolean however it is written. Raises: Garbled("wrong_type")."""
    if value is None:
        return None
    if isinstance(value, str):
        word = value.strip().lower()
        if word in _NO_NUMBERS:
            return None
        value = _TRUTHS.get(word, {"1": 1, "0": 0}.get(word))
    if isinstance(value, bool | int | float) and value in (0, 1):
        return float(value)
    raise Garbled(Oddity.WRONG_TYPE, detail="not a boolean")


def measured(  # the value's name tells a DS18B20 where the sensor's does not
    sensor: str, metric: Metric, value: Any, clock: Clock, unit: str = "C", name: str = ""
) -> Measured | Rejected:
    """One value judged by number, sense and clock; Fahrenheit becomes Celsius. What is no number,
    or no truth where a door is meant, is rejected by itself.
    """
    if metric != "door_open" and type(value) is float and -VALUE_LIMIT <= value <= VALUE_LIMIT:
        amount: float | None = value  # the usual case, without a call
    else:
        try:
            amount = truth(value) if metric == "door_open" else number(value)
        except Garbled as error:
            return rejected(sensor, error, name or metric)
    if amount is None:
        return Measured(sensor, metric, None, "bad", clock.at)
    quality = clock.quality
    if metric == "temperature":
        if unit == "F":
            amount = round((amount - 32) / 1.8, 4)
        if not _ABSOLUTE_ZERO_C <= amount < 84 or abs(amount - _NO_DS18B20_C) < 0.01:
            quality = _odd_quality(amount, f"{sensor}\n{name}") or quality
    elif metric == "humidity" and not is_plausible(metric, amount):
        quality = "bad"
    return Measured(sensor, metric, amount, quality, clock.at)


def is_plausible(metric: Metric, value: float) -> bool:
    """Whether a value can be what such a probe measured, in its normalised unit."""
    low, high = PLAUSIBLE.get(metric, (-VALUE_LIMIT, VALUE_LIMIT))
    return low <= value <= high


def _odd_quality(celsius: float, names: str) -> Quality | None:
    """What is wrong with a temperature that a cold chain hardly has, if anything."""
    rounded = round(celsius, 2)
    if not is_plausible("temperature", celsius) or rounded == _NO_DS18B20_C:
        return "bad"
    is_power_on = abs(celsius - _POWER_ON_C) < 1e-3
    return "suspect" if is_power_on and _DS18B20.search(names) else None


def measured_fields(
    sensor: str, values: Mapping[str, Any], profile: Profile, clock: Clock
) -> list[Measured | Rejected]:
    """The fields of an object that the profile gives a meaning to.

    A name with dots that is no field of its own leads into objects and lists: `probes.0.temp`.
    """
    unit, found = profile.unit, list[Measured | Rejected]()
    for name, metric in profile.fields.items():
        if name in values:
            found.append(measured(sensor, metric, values[name], clock, unit, name))
        elif "." in name and (value := at_path(values, name)) is not MISSING:
            found.append(measured(sensor, metric, value, clock, unit, name))
    return found


MISSING = object()
"""What `at_path` finds where there is nothing, not even a null."""


def at_path(value: Any, path: str) -> Any:
    """What a dotted path leads to in JSON; the empty path is the value itself."""
    for step in path.split(".") if path else ():
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step[:9]) < len(value):
            value = value[int(step[:9])]
        else:
            return MISSING
    return value


def judge_clock(value: Any, message: Message, profile: Profile) -> Clock:
    """What a sensor's own time is worth in this message."""
    if value is None:
        return NO_CLOCK
    return clocks.judge(value, message.received_at, profile.timezone)


def state(text: Any, meanings: Mapping[str, State], payload: bytes) -> State:
    """The state a device's word stands for. Raises: Garbled("wrong_type")."""
    if not isinstance(text, str):
        raise Garbled(Oddity.WRONG_TYPE, payload, "expected a word")
    found = meanings.get(text.strip().lower())
    if found is None:
        raise Garbled(Oddity.WRONG_TYPE, payload, "unknown state")
    return found


def text_of(payload: bytes) -> str:
    """The text of a bare value. Raises: Garbled("empty_payload" | "malformed_json")."""
    try:
        text = payload.decode().strip()
    except UnicodeDecodeError as error:
        raise Garbled(Oddity.MALFORMED_JSON, payload, "not UTF-8") from error
    if not text:
        raise Garbled(Oddity.EMPTY_PAYLOAD, payload)
    return text


ONLINE_OFFLINE: Mapping[str, State] = {"online": "online", "offline": "offline"}
