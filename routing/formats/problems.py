"""Problem files: JSON in which every field is one of the model, each once.

A field that is not known is refused with the nearest right name, as a column of a sheet is: it
would otherwise be a rule that is silently not kept.
"""

import dataclasses
import json
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec

from routing.formats.nearest import nearest
from routing.model import JSON_BYTES_MAX, Flaw, Problem, ProblemError, problem_from_json

_VERY_ALIKE = 0.8
_MATRICES = ("travel_s", "distance_m")
_SAID_OTHERWISE = {
    ("vehicle", "time_window"): "shift_start_s and shift_end_s",
    ("vehicle", "time_windows"): "shift_start_s and shift_end_s",
    ("vehicle", "windows"): "shift_start_s and shift_end_s",
    ("vehicle", "max_tasks"): "max_stops",
    ("vehicle", "skills"): "offers",
    ("vehicle", "location"): "start_location and end_location",
    ("stop", "skills"): "requires",
    ("stop", "amount"): "goods",
    ("stop", "delivery"): "goods",
    ("stop", "time_windows"): "windows",
}
"""What other planners call it."""


def read_problem(data: bytes) -> Problem:
    """Read a problem file.

    Raises: ProblemError("json.invalid" | "json.too_long" | "json.unknown_field" |
    "json.repeated_field" | …).
    """
    if len(data) > JSON_BYTES_MAX:
        raise ProblemError(Flaw.JSON_TOO_LONG, f"{len(data)} bytes")
    _judge_fields(data)
    return problem_from_json(data)


def kinds() -> dict[str, type]:
    """Give every kind of object in a problem file by its name, the problem first."""
    found: dict[str, type] = {}
    _collect(Problem, found)
    return found


def _collect(kind: type, found: dict[str, type]) -> None:
    found[_called(kind)] = kind
    for each in _fields(kind).values():
        if each is not None and _called(each) not in found:
            _collect(each, found)


def _called(kind: type) -> str:
    return kind.__name__.lower()


@cache
def _fields(kind: type) -> dict[str, type | None]:
    """Give the fields of a kind, each with the kind of object that it holds, if any."""
    hints = get_type_hints(kind)
    return {each.name: _held(hints[each.name]) for each in dataclasses.fields(kind)}


def _held(hint: Any) -> type | None:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return hint
    return next((kind for each in get_args(hint) if (kind := _held(each))), None)


def _judge_fields(data: bytes) -> None:
    try:
        parts = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        for name, part in parts.items():
            if name not in _fields(Problem):
                raise _unknown(name, Problem, "the file")
            kind = _fields(Problem)[name]
            if kind is not None and name not in _MATRICES:
                _judge(json.loads(bytes(part), object_pairs_hook=_once), kind, name)
    except (ValueError, RecursionError) as error:
        raise ProblemError(Flaw.JSON_INVALID, str(error)) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says one thing twice."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ProblemError(Flaw.JSON_REPEATED_FIELD, f"{name[:80]} stands there twice")
        found[name] = value
    return found


def _judge(value: Any, kind: type, where: str) -> None:
    if isinstance(value, list):
        for number, each in enumerate(value):
            _judge(each, kind, f"{where}[{number}]")
    elif isinstance(value, dict):
        name = value.get("id")
        where = f"{where} ({name[:80]})" if isinstance(name, str) else where
        known = _fields(kind)
        for field, held in value.items():
            if field not in known:
                raise _unknown(field, kind, where)
            inner = known[field]
            if inner is not None:
                _judge(held, inner, f"{where}.{field}")


def _unknown(field: str, kind: type, where: str) -> ProblemError:
    return ProblemError(Flaw.JSON_UNKNOWN_FIELD, f"{where}: {field[:80]!r} {_advice(field, kind)}")


def _advice(field: str, kind: type) -> str:
    """Say what a wrong field was meant to be, or whose it is, or which there are."""
    name, own = _called(kind), _fields(kind)
    if meant := _SAID_OTHERWISE.get((name, field.lower())):
        return f"is no field of a {name}; it is called {meant}"
    owners = [each for each, other in kinds().items() if field in _fields(other)]
    if owners:
        return f"is a field of a {_listed(owners)}, not of a {name}"
    if meant := nearest(field, own):
        return f"is no field of a {name}; did you mean {meant}?"
    for each, other in kinds().items():
        if meant := nearest(field, _fields(other), _VERY_ALIKE):
            return f"is no field of a {name}; a {each} has {meant}"
    return f"is no field of a {name}; there are {', '.join(own)}"


def _listed(names: list[str]) -> str:
    return " and of a ".join(names)
