"""What a problem file may say, for people and for programs: every field with its meaning."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import msgspec

from routing.formats.problems import kinds
from routing.model import Problem

MEANINGS: dict[str, dict[str, str]] = {
    "problem": {
        "depots": "where goods are loaded",
        "stops": "the orders",
        "vehicles": "who may drive",
        "travel_s": "seconds from each location (row) to each (column); 10000000: no way",
        "distance_m": "metres, likewise",
        "matrix_version": "where travel comes from; a plan is judged by the figures it was made of",
        "dimensions": "what loads are counted in",
        "traffic": "how fast the roads are, from a second on; none: as the matrix says",
        "balance_cost_per_hour": (
            "cents for an hour between the longest and the shortest day, unused vehicles included"
        ),
        "promises": "what it means to move what an earlier plan promised",
    },
    "depot": {"id": "its name", "location": "its row of the matrix, from 0"},
    "stop": {
        "id": "its name",
        "location": "its row of the matrix, from 0",
        "goods": "what is brought",
        "windows": "when service may start; they must not overlap",
        "service_s": "seconds at the door",
        "pickup": "what is taken back, aboard until the trip ends",
        "service_by_type": "seconds at the door by type of vehicle, where these differ",
        "priority": "who goes first when not all can be served: 0 to 9",
        "prize": "cents it costs to leave the order out; none: it must be served if it can be",
        "release_s": "when the goods are ready: no trip with them leaves earlier",
        "aboard_max_s": "the longest the goods may be on the road",
        "requires": "what the vehicle must offer",
        "only_vehicles": "the vehicles that may come; empty: any",
        "depots": "the depots that have the goods; empty: all",
        "promised_s": "the start of service that an earlier plan promised",
        "place_name": "what maps call the place",
    },
    "goods": {
        "temperature_class": "at which temperature it rides; empty: any",
        "amount": "how much, one figure for each dimension",
    },
    "window": {
        "start_s": "the first second of the window",
        "end_s": "its last second",
        "early_s": "so much earlier service may start, at a price",
        "early_cost_per_hour": "cents for an hour too early",
        "late_s": "so much later service may start, at a price",
        "late_cost_per_hour": "cents for an hour too late",
    },
    "vehicle": {
        "id": "its name",
        "start_location": "the row of the matrix where it starts",
        "end_location": "where its day ends",
        "capacity": "what it takes, one figure for each dimension",
        "temperature_classes": "at which temperatures goods may ride in it",
        "shift_start_s": "when its driver may leave",
        "shift_end_s": "when he is back at the latest",
        "fixed_cost": "cents when it is used at all",
        "cost_per_km": "cents for a kilometre",
        "cost_per_hour": "cents for an hour between departure and return",
        "compartments": "parts of the hold with walls; none: everything rides together",
        "type": "its kind",
        "offers": "what orders may require: a tail lift, a permit",
        "overtime_s": "so much later it may be back, at a price",
        "overtime_cost_per_hour": "cents on top for an hour after the shift",
        "duration_max_s": "the longest from the first departure to the last return",
        "breaks": "pauses that the driver is owed",
        "max_trips": "the most trips of a day",
        "reload_s": "seconds between two trips",
        "max_stops": "the most stops of a trip",
        "reload_depots": "where it may load between trips; empty: at every depot",
        "locked": "the stops it serves next, in this order",
        "aboard": "the stops whose goods it carries already",
        "aboard_since_s": "when these were loaded",
    },
    "compartment": {
        "temperature_classes": "which goods ride here and nowhere else",
        "capacity": "what it takes, one figure for each dimension",
    },
    "break": {
        "earliest_s": "when it may begin",
        "latest_s": "when it must have begun; who leaves later does not owe it",
        "duration_s": "how long it takes",
    },
    "traffic": {
        "start_s": "from this second on, until the next period",
        "speed_pct": "percent of the speed that the matrix assumes",
    },
    "promises": {
        "tolerance_s": "so far a start may move and the promise is kept",
        "cost": "cents for a promise that is moved",
        "moved_max": "the most promises that may be moved",
    },
}


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of problem files."""
    (root,), parts = msgspec.json.schema_components([Problem], ref_template="#/$defs/{name}")
    for name, part in parts.items():
        part["additionalProperties"] = False
        part["description"] = str(part.get("description", "")).partition("\n")[0]
        for field, said in part["properties"].items():
            said["description"] = MEANINGS[name.lower()][field]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A planning problem of Coldchain",
        **root,
        "$defs": {name: _not_negative(part) for name, part in parts.items()},
    }


def _not_negative(part: Any) -> Any:
    """Say of every whole number that it is not negative."""
    if isinstance(part, list):
        return [_not_negative(each) for each in part]
    if isinstance(part, dict):
        least = {"minimum": 0} if part.get("type") == "integer" else {}
        return {name: _not_negative(value) for name, value in part.items()} | least
    return part


def tables() -> Iterator[tuple[str, list[tuple[str, str, str, str]]]]:
    """Give of every kind of object its fields: name, what it is, default, meaning."""
    parts = schema()["$defs"]
    for name, kind in kinds().items():
        part = parts[kind.__name__]
        needed = set(part.get("required", ()))
        rows = []
        for each in dataclasses.fields(kind):
            said = part["properties"][each.name]
            default = "" if each.name in needed else _default(said)
            rows.append((each.name, _type(said), default, MEANINGS[name][each.name]))
        yield name, rows


def _type(said: dict[str, Any]) -> str:
    if "$ref" in said:
        return str(said["$ref"]).rpartition("/")[2].lower()
    if "anyOf" in said:
        return " or ".join(_type(each) for each in said["anyOf"])
    if said.get("type") == "array":
        return f"list of {_type(said['items'])}" if "items" in said else "list"
    if said.get("type") == "object":
        return "object"
    return {"integer": "whole number", "string": "text"}.get(said["type"], str(said["type"]))


def _default(said: dict[str, Any]) -> str:
    value = said.get("default")
    if value is None or value == {}:
        return "none"
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(map(str, value)) or "empty"
    return str(value) or "empty"
