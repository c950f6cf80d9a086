"""Why an order is not served and what would help, in words and in units of people."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.ground.texts import Language, text

_UNITS = {"g": (1000, "kg"), "crates": (1, "crates"), "ml": (1000, "l"), "stops": (1, "stops")}
_MINUTES = (
    "window_later_min",
    "window_earlier_min",
    "release_earlier_min",
    "others_later_min",
    "shift_longer_min",
    "day_longer_min",
    "aboard_longer_min",
)


def helps(details: Mapping[str, Any], language: Language) -> list[str]:
    """Give what would let an order in, a phrase for each change."""
    return list(_helps(details, language))


def _helps(details: Mapping[str, Any], language: Language) -> Iterator[str]:
    for name in _MINUTES:
        if minutes := int(details.get(name, 0)):
            yield text(f"unserved.help.{name}", language, duration=_duration(minutes, language))
    for name, amount in details.items():
        if name.startswith("over_"):
            unit = name.removeprefix("over_")
            scale, word = _UNITS.get(unit, (1, unit))
            shown = f"{amount / scale:.12g} {_unit(word, language)}"
            yield text("unserved.help.lighter", language, amount=shown)
    for name in ("requires", "temperature_class"):
        if details.get(name):
            yield text(f"unserved.help.{name}", language, what=details[name])


def _duration(minutes: int, language: Language) -> str:
    hours, rest = divmod(minutes, 60)
    code = "unserved.help.hours" if hours else "unserved.help.minutes"
    return text(code, language, hours=hours, minutes=rest)


def _unit(word: str, language: Language) -> str:
    code = f"unserved.help.unit.{word}"
    return text(code, language) if word in ("crates", "stops") else word


def said(reason: str, details: Mapping[str, Any], language: Language) -> str:
    """Say the rule that binds, the smallest change, where it would be served and for how much."""
    parts = [text(f"unserved.{reason}", language)]
    if changes := helps(details, language):
        parts.append(text("unserved.help", language, changes=", ".join(changes)))
    if details.get("vehicle_id"):
        parts.append(text("unserved.help.vehicle", language, vehicle=details["vehicle_id"]))
    if details.get("added_cost"):
        cost = f"{int(details['added_cost']) / 100:.2f}"
        parts.append(text("unserved.help.cost", language, cost=cost))
    return "; ".join(parts)
