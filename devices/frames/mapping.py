"""The mapping language: what a user writes in the devices' TOML for payloads nobody foresaw.

A mapping is a topic pattern and paths into the payload; `docs/devices.md` explains it by examples.
It is compiled once, when the file is read; every mistake in it is found then.
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Words
from dataclasses import dataclass
from typing import Any

from devices.errors import Garbled, Misconfigured, Oddity
from devices.events import Metric
from devices.frames.mapped import Mapped, MappedUnit, MappedValue, Mapping
from devices.frames.telemetry import (
    MISSING,
    Clock,
    Finding,
    Measured,
    Message,
    Noticed,
    Profile,
    Rejected,
    at_path,
    judge_clock,
    measured,
    number,
    parse,
    rejected,
    text_of,
    truth,
)

_UNITS_OF: Words[Metric, tuple[MappedUnit, ...]] = {
    "temperature": ("C", "F", "K"),
    "humidity": ("%",),
    "battery_pct": ("%",),
    "battery_v": ("V", "mV"),
    "door_open": ("bool",),
}
_KELVIN = 273.15
_CAPTURE = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
KEY = "key"
"""In a device's name: the key, or the number, of the entry that `each` is at."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a message one entry stands: the entry, the whole payload, and names for it."""

    entry: Any
    whole: Any
    names: Words[str, str]


def compiled(mappings: tuple[Mapping, ...]) -> tuple[Mapped, ...]:
    """The mappings, ready to use. Raises: Misconfigured, naming the mapping and the mistake."""
    return tuple(_compiled(one, f"map {at} ({one.topic})") for at, one in enumerate(mappings, 1))


def _compiled(mapping: Mapping, where: str) -> Mapped:
    if not mapping.value and not mapping.state:
        raise Misconfigured(f"{where}: needs a value or a state")
    for value in mapping.value:
        if value.unit is not None and value.unit not in _UNITS_OF[value.metric]:
            units = ", ".join(_UNITS_OF[value.metric])
            raise Misconfigured(f"{where}: {value.metric} comes in {units}, not {value.unit}")
        if value.invert and value.metric != "door_open":
            raise Misconfigured(f"{where}: only door_open can be inverted")
    if mapping.format == "text" and _paths(mapping):
        raise Misconfigured(f"{where}: a text has no fields")
    return Mapped(mapping, _pattern(mapping.topic, where), _pieces(mapping.device, where))


def _paths(mapping: Mapping) -> bool:
    fields = [one.field for one in mapping.value] + [one.field for one in mapping.state]
    return any(fields) or mapping.each is not None or mapping.time is not None


def _pattern(topic: str, where: str) -> re.Pattern[str]:
    """`{name}` takes a part of a level, `+` a level, `#` at the end all the rest."""
    levels = topic.split("/")
    if "#" in topic and (levels[-1] != "#" or topic.count("#") > 1):
        raise Misconfigured(f"{where}: # stands alone, at the end")
    names: list[str] = []
    parts = []
    for level in levels[:-1] if levels[-1] == "#" else levels:
        parts.append("[^/]*" if level == "+" else _level(level, names, where))
    if len(set(names)) != len(names):
        raise Misconfigured(f"{where}: a name is captured twice")
    return re.compile("/".join(parts) + ("(?:/.*)?" if levels[-1] == "#" else ""), re.DOTALL)


def _level(level: str, names: list[str], where: str) -> str:
    pieces = _CAPTURE.split(level)
    if "+" in level or any("{" in one or "}" in one for one in pieces[::2]):
        raise Misconfigured(f"{where}: cannot read the level {level!r}")
    if len(pieces) > 3:
        raise Misconfigured(f"{where}: one name a level")
    found = re.escape(pieces[0])
    if len(pieces) == 3:
        if not _NAME.fullmatch(pieces[1]) or pieces[1] == KEY:
            raise Misconfigured(f"{where}: {pieces[1]!r} is no name")
        names.append(pieces[1])
        found += f"(?P<{pieces[1]}>[^/]+)" + re.escape(pieces[2])
    return found


def _pieces(device: str, where: str) -> tuple[tuple[str, bool], ...]:
    pieces = _CAPTURE.split(device)
    if any("{" in one or "}" in one for one in pieces[::2]) or "" in pieces[1::2]:
        raise Misconfigured(f"{where}: cannot read the device {device!r}")
    return tuple((text, at % 2 == 1) for at, text in enumerate(pieces) if text)


def decode(message: Message, profile: Profile) -> Iterator[Finding]:
    """Read a message by the first mapping whose topic fits.

    Raises: Garbled("bad_topic" | "missing_value" | "wrong_type" | the reasons of `parse`).
    """
    for mapped in profile.mapped:
        match = mapped.topic.fullmatch(message.topic)
        if match is not None:
            yield from _read(mapped, match.groupdict(), message, profile)
            return
    raise Garbled(Oddity.BAD_TOPIC, message.payload, message.topic)


def _read(
    mapped: Mapped, names: dict[str, str], message: Message, profile: Profile
) -> Iterator[Finding]:
    mapping = mapped.mapping
    is_text = mapping.format == "text"
    whole = text_of(message.payload) if is_text else parse(message.payload)
    found = False
    for place in _places(mapping, whole, names):
        try:
            for one in _findings(mapped, place, message, profile):
                found = True
                yield one
        except Garbled as error:
            found = True
            yield rejected("", error, place.names.get(KEY, ""))
    if not found:
        raise Garbled(Oddity.MISSING_VALUE, message.payload)


def _places(mapping: Mapping, whole: Any, names: dict[str, str]) -> Iterator[_Place]:
    if mapping.each is None:
        yield _Place(whole, whole, names)
        return
    entries = at_path(whole, mapping.each)
    if isinstance(entries, list):
        entries = dict(enumerate(entries))
    if not isinstance(entries, dict):
        raise Garbled(Oddity.MISSING_VALUE if entries is MISSING else Oddity.WRONG_TYPE)
    for key, entry in entries.items():
        yield _Place(entry, whole, {**names, KEY: str(key)})


def _findings(
    mapped: Mapped, place: _Place, message: Message, profile: Profile
) -> Iterator[Finding]:
    values = [
        (one, at)
        for one in mapped.mapping.value
        if (at := at_path(place.entry, one.field)) is not MISSING
    ]
    words = [
        (one, at)
        for one in mapped.mapping.state
        if (at := at_path(place.entry, one.field)) is not MISSING
    ]
    if not values and not words:
        return
    device = _device(mapped, place)
    clock = _clock(mapped.mapping, place, message, profile)
    for spec, value in values:
        yield _measured(device, spec, value, clock)
    for state, word in words:
        if isinstance(word, bool):
            word = str(word).lower()
        if str(word) in state.words:
            yield Noticed(device, state.words[str(word)])
        else:
            unknown = Garbled(Oddity.WRONG_TYPE, detail="unknown state")
            yield rejected(device, unknown, state.field)


def _device(mapped: Mapped, place: _Place) -> str:
    return "".join(_filled(piece, place) if is_open else piece for piece, is_open in mapped.device)


def _filled(name: str, place: _Place) -> str:
    """What a name in braces stands for: a part of the topic, else a field of entry or payload."""
    if name in place.names:
        return place.names[name]
    for source in (place.entry, place.whole):
        value = at_path(source, name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)
    raise Garbled(Oddity.MISSING_VALUE, detail=f"no {name}")


def _clock(mapping: Mapping, place: _Place, message: Message, profile: Profile) -> Clock:
    if mapping.time is None:
        return judge_clock(None, message, profile)
    at = at_path(place.entry, mapping.time)
    if at is MISSING:
        at = at_path(place.whole, mapping.time)
    return judge_clock(None if at is MISSING else at, message, profile)


def _measured(device: str, spec: MappedValue, value: Any, clock: Clock) -> Measured | Rejected:
    try:
        return _judged(device, spec, value, clock)
    except Garbled as error:
        return rejected(device, error, spec.field or spec.metric)


def _judged(device: str, spec: MappedValue, value: Any, clock: Clock) -> Measured | Rejected:
    if _is_bad(spec, value):
        clock = Clock(clock.at, "bad")
        if isinstance(value, str):
            return Measured(device, spec.metric, None, "bad", clock.at)
    if spec.metric == "door_open":
        is_open = truth(value)
        return measured(device, "door_open", _inverted(is_open) if spec.invert else is_open, clock)
    amount = number(value)
    if amount is not None:
        amount = amount * spec.scale + spec.offset
        amount = amount - _KELVIN if spec.unit == "K" else amount
        amount = round(amount / 1000 if spec.unit == "mV" else amount, 6)
    return measured(device, spec.metric, amount, clock, spec.unit or "", spec.field)


def _is_bad(spec: MappedValue, value: Any) -> bool:
    """Whether the value, or the number that its text is, stands among those that mean none."""
    if isinstance(value, bool) or not spec.bad:
        return False
    if value in spec.bad:
        return True
    try:
        amount = number(value)
    except Garbled:
        return False
    return amount is not None and any(_same(amount, one) for one in spec.bad)


def _same(amount: float, bad: float | str) -> bool:
    try:
        return number(bad) == amount
    except Garbled:
        return False


def _inverted(is_open: float | None) -> float | None:
    return None if is_open is None else 1.0 - is_open
