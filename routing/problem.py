"""What the router is asked and what it answers: frozen integers, nothing else.

Seconds count from the planning day's local midnight and may run into the next day. A problem
that exists is a valid problem; one that nobody can serve is still valid, its plan says why.
This module must never know a solver, a clock or a database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

Matrix = tuple[tuple[int, ...], ...]
_Document = TypeVar("_Document", "Problem", "Plan")

HORIZON_S = 48 * 3600
"""The end of time: every window and shift closes before. A travel time this long: no way."""
LOCATIONS_MAX = 2_500
STOPS_MAX = 2_000
VEHICLES_MAX = 500
JSON_BYTES_MAX = 256 * 1024 * 1024

_DISTANCE_M_MAX = 10_000_000
_GRAMS_MAX = 100_000_000
_CRATES_MAX = 100_000
_MILLILITRES_MAX = 1_000_000_000
_COST_MAX = 100_000_000
_ID_LENGTH_MAX = 80
_NAME_LENGTH_MAX = 200
_CLASSES_MAX = 16
PRIORITY_MAX = 9
TRIPS_MAX = 10


class ProblemError(Exception):
    """A problem, plan or file that cannot be meant. `code` is stable, `detail` names the spot."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Reason(StrEnum):
    """Why a stop is not in the plan; the first rule that binds, tightest first."""

    TEMPERATURE = "temperature.no_vehicle"
    WEIGHT = "capacity.weight"
    CRATES = "capacity.crates"
    VOLUME = "capacity.volume"
    UNREACHABLE = "place.unreachable"
    WINDOW = "window.unreachable"
    SHIFT = "shift.too_short"
    FLEET_FULL = "fleet.full"
    FLEET_TIME = "fleet.no_time"


@dataclass(frozen=True, slots=True)
class Stop:
    """One delivery: goods of one temperature class for one place.

    Service must start within the window (both ends included). `release_s` is when the goods
    are ready: no trip that carries them may leave before. Priority 0 is normal, 9 the highest.
    """

    id: str
    location: int
    load_g: int
    crates: int
    volume_ml: int
    temperature_class: str
    window_start_s: int
    window_end_s: int
    service_s: int
    priority: int = 0
    release_s: int = 0
    place_name: str = ""

    def __post_init__(self) -> None:
        """Raises: ProblemError("stop.…")."""
        _name("stop.id", self.id, self.id)
        _name("stop.temperature_class", self.temperature_class, self.id)
        if len(self.place_name) > _NAME_LENGTH_MAX:
            raise ProblemError("stop.place_name", self.id)
        _within("stop.location", self.location, 0, LOCATIONS_MAX - 1, self.id)
        _within("stop.load_g", self.load_g, 0, _GRAMS_MAX, self.id)
        _within("stop.crates", self.crates, 0, _CRATES_MAX, self.id)
        _within("stop.volume_ml", self.volume_ml, 0, _MILLILITRES_MAX, self.id)
        _within("stop.window", self.window_start_s, 0, HORIZON_S - 1, self.id)
        _within("stop.window", self.window_end_s, self.window_start_s, HORIZON_S - 1, self.id)
        _within("stop.service_s", self.service_s, 0, HORIZON_S, self.id)
        _within("stop.priority", self.priority, 0, PRIORITY_MAX, self.id)
        _within("stop.release_s", self.release_s, 0, HORIZON_S, self.id)


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One vehicle with its driver for the day.

    Money is in cents: `fixed_cost` once when the vehicle is used at all, `cost_per_km` for its
    metres, `cost_per_hour` from each trip's departure to its return (not while it reloads).
    Between two trips it stands `reload_s` at the depot.
    """

    id: str
    start_location: int
    end_location: int
    capacity_g: int
    capacity_crates: int
    capacity_ml: int
    temperature_classes: frozenset[str]
    shift_start_s: int
    shift_end_s: int
    fixed_cost: int
    cost_per_km: int
    cost_per_hour: int
    max_trips: int = 1
    reload_s: int = 900
    max_stops: int = STOPS_MAX
    """The most stops of one trip."""

    def __post_init__(self) -> None:
        """Raises: ProblemError("vehicle.…")."""
        _name("vehicle.id", self.id, self.id)
        if not 1 <= len(self.temperature_classes) <= _CLASSES_MAX:
            raise ProblemError("vehicle.temperature_classes", self.id)
        for temperature_class in self.temperature_classes:
            _name("vehicle.temperature_classes", temperature_class, self.id)
        _within("vehicle.location", self.start_location, 0, LOCATIONS_MAX - 1, self.id)
        _within("vehicle.location", self.end_location, 0, LOCATIONS_MAX - 1, self.id)
        _within("vehicle.capacity_g", self.capacity_g, 0, _GRAMS_MAX, self.id)
        _within("vehicle.capacity_crates", self.capacity_crates, 0, _CRATES_MAX, self.id)
        _within("vehicle.capacity_ml", self.capacity_ml, 0, _MILLILITRES_MAX, self.id)
        _within("vehicle.shift", self.shift_start_s, 0, HORIZON_S - 1, self.id)
        _within("vehicle.shift", self.shift_end_s, self.shift_start_s, HORIZON_S - 1, self.id)
        _within("vehicle.cost", self.fixed_cost, 0, _COST_MAX, self.id)
        _within("vehicle.cost", self.cost_per_km, 0, _COST_MAX, self.id)
        _within("vehicle.cost", self.cost_per_hour, 0, _COST_MAX, self.id)
        _within("vehicle.max_trips", self.max_trips, 1, TRIPS_MAX, self.id)
        _within("vehicle.reload_s", self.reload_s, 0, HORIZON_S, self.id)
        _within("vehicle.max_stops", self.max_stops, 1, STOPS_MAX, self.id)


@dataclass(frozen=True, slots=True)
class Problem:
    """A day's deliveries for a fleet. Locations are row numbers of the two matrices.

    `depot` is where vehicles reload: one that may make several trips starts and ends there.
    """

    depot: int
    stops: tuple[Stop, ...]
    vehicles: tuple[Vehicle, ...]
    travel_s: Matrix = field(repr=False)
    distance_m: Matrix = field(repr=False)
    matrix_version: str

    def __post_init__(self) -> None:
        """Raises: ProblemError("matrix.…" | "problem.…" | "stop.…" | "vehicle.…")."""
        _name("problem.matrix_version", self.matrix_version, self.matrix_version)
        _square("matrix.travel_s", self.travel_s, HORIZON_S)
        _square("matrix.distance_m", self.distance_m, _DISTANCE_M_MAX)
        places = len(self.travel_s)
        if len(self.distance_m) != places:
            raise ProblemError("matrix.sizes_differ", f"{places} and {len(self.distance_m)}")
        _within("problem.depot", self.depot, 0, places - 1, "depot")
        _within("problem.stops", len(self.stops), 0, STOPS_MAX, "stops")
        _within("problem.vehicles", len(self.vehicles), 0, VEHICLES_MAX, "vehicles")
        _unique("stop.duplicate", (stop.id for stop in self.stops))
        _unique("vehicle.duplicate", (vehicle.id for vehicle in self.vehicles))
        for stop in self.stops:
            _within("stop.location", stop.location, 0, places - 1, stop.id)
        for vehicle in self.vehicles:
            self._judge_places(vehicle, places)

    def _judge_places(self, vehicle: Vehicle, places: int) -> None:
        _within("vehicle.location", vehicle.start_location, 0, places - 1, vehicle.id)
        _within("vehicle.location", vehicle.end_location, 0, places - 1, vehicle.id)
        ends = {vehicle.start_location, vehicle.end_location}
        if vehicle.max_trips > 1 and ends != {self.depot}:
            raise ProblemError("vehicle.reloads_away_from_depot", vehicle.id)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to search. The same seed and solution limit give the same plan."""

    time_ms: int
    seed: int = 1
    solution_limit: int | None = None
    """Stop after trying this many plans, on any machine the same; None: only time counts."""

    def __post_init__(self) -> None:
        """Raises: ProblemError("limits.…")."""
        _within("limits.time_ms", self.time_ms, 1, 3_600_000, "time_ms")
        _within("limits.seed", self.seed, 0, 2**31 - 1, "seed")
        if self.solution_limit is not None:
            _within("limits.solution_limit", self.solution_limit, 1, 10**9, "solution_limit")


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A stop with its times, and what is still aboard when the vehicle leaves it."""

    stop_id: str
    arrive_s: int
    start_s: int
    leave_s: int
    load_after_g: int
    crates_after: int


@dataclass(frozen=True, slots=True)
class Trip:
    """One departure of one vehicle; `number` counts its trips from 1."""

    vehicle_id: str
    number: int
    depart_s: int
    return_s: int
    stops: tuple[PlannedStop, ...]
    distance_m: int
    load_g: int
    crates: int
    volume_ml: int


@dataclass(frozen=True, slots=True)
class Unserved:
    """A stop no trip serves: the rule that binds and the smallest change that would help."""

    stop_id: str
    reason: Reason
    details: dict[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer: every stop is in exactly one trip or in `unserved`.

    `cost` is in cents, summed over the vehicles used: fixed cost, metres x cost_per_km / 1000
    and seconds on the road x cost_per_hour / 3600, the latter two rounded down per vehicle.
    """

    trips: tuple[Trip, ...]
    unserved: tuple[Unserved, ...]
    cost: int
    engine: str
    seconds: float
    matrix_version: str


def matrix(rows: Iterable[Sequence[Any]]) -> Matrix:
    """Turn any nested sequence of whole numbers, an array too, into a frozen matrix.

    Raises: ProblemError("matrix.not_whole") for a fraction or something that is no number.
    """
    return tuple(tuple(_whole(value) for value in row) for row in rows)


def to_json(value: Problem | Plan) -> bytes:
    """Write a problem or a plan as a file that reproduces it, the same bytes every time."""
    return msgspec.json.encode(value, order="deterministic")


def problem_from_json(data: bytes) -> Problem:
    """Read a problem file. Raises: ProblemError("json.invalid" | "json.too_long" | …)."""
    return _from_json(data, Problem)


def plan_from_json(data: bytes) -> Plan:
    """Read a plan file. Raises: ProblemError("json.invalid" | "json.too_long")."""
    return _from_json(data, Plan)


def _from_json(data: bytes, kind: type[_Document]) -> _Document:
    if len(data) > JSON_BYTES_MAX:
        raise ProblemError("json.too_long", f"{len(data)} bytes")
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemError("json.invalid", str(error)) from error


def _whole(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise ProblemError("matrix.not_whole", repr(value)[:40]) from error
    if number != value:
        raise ProblemError("matrix.not_whole", repr(value)[:40])
    return number


def _name(code: str, text: str, where: str) -> None:
    if not 1 <= len(text) <= _ID_LENGTH_MAX:
        raise ProblemError(code, where[:_ID_LENGTH_MAX])


def _within(code: str, value: int, low: int, high: int, where: str) -> None:
    if type(value) is not int or not low <= value <= high:
        raise ProblemError(code, f"{where}: {value!r} is not within {low}..{high}")


def _unique(code: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise ProblemError(code, each)
        seen.add(each)


def _square(code: str, rows: Matrix, high: int) -> None:
    _within("matrix.size", len(rows), 1, LOCATIONS_MAX, code)
    for number, row in enumerate(rows):
        if len(row) != len(rows):
            raise ProblemError("matrix.not_square", f"{code} row {number}: {len(row)} values")
        if any(type(value) is not int for value in row):
            raise ProblemError("matrix.not_whole", f"{code} row {number}")
        if min(row) < 0 or max(row) > high:
            raise ProblemError(code, f"row {number} is not within 0..{high}")
