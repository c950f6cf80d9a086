"""What the tags of a way say to a delivery vehicle: may it drive here, how fast, how high.

The speeds are assumptions for a loaded vehicle in town, lights and queues included; a lower
`maxspeed` counts, a higher one does not make anybody faster.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SPEED_KMH = {
    "motorway": 75.0,
    "motorway_link": 40.0,
    "trunk": 55.0,
    "trunk_link": 35.0,
    "primary": 38.0,
    "primary_link": 30.0,
    "secondary": 33.0,
    "secondary_link": 27.0,
    "tertiary": 28.0,
    "tertiary_link": 24.0,
    "unclassified": 24.0,
    "residential": 20.0,
    "living_street": 10.0,
    "service": 12.0,
    "road": 20.0,
}
"""By the value of `highway`; what is not here is not driven."""
HGV_KG = 3_500
"""`hgv=no` closes a street to goods vehicles of more than 3.5 t. Source: Key:hgv."""
_FORBIDS = frozenset(["no", "private", "agricultural", "forestry", "military", "emergency"])
_ACCESS = ("motor_vehicle", "vehicle", "access")
"""The first of these that is tagged decides."""
_NO_LIMIT = frozenset(["none", "default", "unsigned", "no_indications", "no_sign", "no"])
_UNREAD_LIMIT = 0
_NUMBER = r"\d+(?:\.\d+)?"
_METRES = re.compile(rf"({_NUMBER})\s*(m|cm|ft|')?$")
_FEET_INCHES = re.compile(rf"(\d+)\s*'\s*({_NUMBER})\s*(?:\"|''|in)?$")
_TONNES = re.compile(rf"({_NUMBER})\s*(t|kg|st|lbs?)?$")
_SPEED = re.compile(rf"({_NUMBER})\s*(km/h|kmh|kph|mph)?$")
_CM = {"": 100.0, "m": 100.0, "cm": 1.0, "ft": 30.48, "'": 30.48}
_KG = {"": 1_000.0, "t": 1_000.0, "kg": 1.0, "st": 907.18474, "lb": 0.45359237, "lbs": 0.45359237}
_KMH = {"": 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609344}


@dataclass(frozen=True, slots=True)
class Rules:
    """How a way may be driven."""

    speed_kmh: float
    one_way: bool
    backward_only: bool
    """One way against the order of its nodes."""
    height_cm: int | None
    weight_kg: int | None
    unread: tuple[str, ...]
    """Tags that limit something and that we could not read."""


def rules_of(tags: Mapping[str, str]) -> Rules | None:
    """Give how a way may be driven; None when it may not."""
    kind = tags.get("highway", "")
    if kind not in SPEED_KMH or tags.get("area") == "yes" or _is_closed(tags):
        return None
    direction = _direction(tags, kind)
    if direction is None:
        return None
    height_cm, weight_kg, unread = size_limits(tags)
    if tags.get("hgv") in _FORBIDS:
        weight_kg = HGV_KG if weight_kg is None else min(weight_kg, HGV_KG)
    return Rules(
        speed_kmh=_speed(tags.get("maxspeed", ""), SPEED_KMH[kind]),
        one_way=direction != 0,
        backward_only=direction < 0,
        height_cm=height_cm,
        weight_kg=weight_kg,
        unread=unread,
    )


def size_limits(tags: Mapping[str, str]) -> tuple[int | None, int | None, tuple[str, ...]]:
    """Give the height in cm and the weight in kg that may pass, None: anything; and the unread.

    A limit that cannot be read is 0: nobody who has a size passes.
    """
    unread: list[str] = []
    heights = [
        _limit(key, tags, _centimetres, unread) for key in ("maxheight", "maxheight:physical")
    ]
    weights = [_limit(key, tags, _kilograms, unread) for key in ("maxweight", "maxweightrating")]
    return _least(heights), _least(weights), tuple(unread)


def _limit(
    key: str, tags: Mapping[str, str], read: Callable[[str], int | None], unread: list[str]
) -> int | None:
    value = tags.get(key, "").strip().lower()
    if not value or value in _NO_LIMIT:
        return None
    figure = read(value)
    if figure is None:
        unread.append(f"{key}={value[:30]}")
        return _UNREAD_LIMIT
    return figure


def _centimetres(value: str) -> int | None:
    if match := _FEET_INCHES.match(value):
        return int((float(match[1]) * 12 + float(match[2])) * 2.54)
    match = _METRES.match(value.replace(",", "."))
    return int(float(match[1]) * _CM[match[2] or ""]) if match else None


def _kilograms(value: str) -> int | None:
    match = _TONNES.match(value.replace(",", "."))
    return int(float(match[1]) * _KG[match[2] or ""]) if match else None


def _speed(value: str, assumed_kmh: float) -> float:
    match = _SPEED.match(value.strip().lower())
    if not match:
        return assumed_kmh
    return max(1.0, min(assumed_kmh, float(match[1]) * _KMH[match[2] or ""]))


def _is_closed(tags: Mapping[str, str]) -> bool:
    for key in _ACCESS:
        if key in tags:
            return tags[key] in _FORBIDS
    return False


def _direction(tags: Mapping[str, str], kind: str) -> int | None:
    """Give 0 for both ways, 1 for forward, -1 for backward; None where it changes by the hour."""
    value = tags.get("oneway", "")
    if value in ("yes", "true", "1"):
        return 1
    if value in ("-1", "reverse"):
        return -1
    if value in ("reversible", "alternating"):
        return None
    is_implied = tags.get("junction") in ("roundabout", "circular") or kind == "motorway"
    return 1 if is_implied and value not in ("no", "false", "0") else 0


def _least(values: list[int | None]) -> int | None:
    return min((value for value in values if value is not None), default=None)
