"""What a mapping says: the words a user writes for payloads nobody foresaw, as types.

They stand apart from `mapping`, which reads messages by them, because profiles carry them, too.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from devices.events import Metric, State

MappedUnit = Literal["C", "F", "K", "%", "V", "mV", "bool"]

Path = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(max_length=200)]


class MappedValue(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One value: where it stands, what it is, and how its number becomes ours."""

    metric: Metric
    field: Path = ""
    unit: MappedUnit | None = None
    scale: Annotated[float, Meta(ge=-1e6, le=1e6)] = 1.0
    offset: Annotated[float, Meta(ge=-1e6, le=1e6)] = 0.0
    bad: Annotated[tuple[float | str, ...], Meta(max_length=20)] = ()
    invert: bool = False


class MappedState(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A word that tells how the device is."""

    words: Annotated[dict[str, State], Meta(min_length=1, max_length=50)]
    field: Path = ""


class Mapping(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Messages of one kind: their topics, the device they speak of, and what stands where."""

    topic: Annotated[str, Meta(min_length=1, max_length=500)]
    device: Annotated[str, Meta(min_length=1, max_length=200)]
    format: Literal["json", "text"] = "json"
    each: Path | None = None
    time: Path | None = None
    value: Annotated[tuple[MappedValue, ...], Meta(max_length=50)] = ()
    state: Annotated[tuple[MappedState, ...], Meta(max_length=10)] = ()


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping whose pattern and names are understood."""

    mapping: Mapping
    topic: re.Pattern[str]
    device: tuple[tuple[str, bool], ...]
    """Pieces of the device's name: text as it is, or (True) a capture or path to be filled in."""
