"""What the router answers, and problems and plans as files."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

import msgspec

from routing.model.flaws import Flaw
from routing.model.problem import Problem
from routing.model.values import Loads, ProblemError

JSON_BYTES_MAX = 256 * 1024 * 1024
_Document = TypeVar("_Document", Problem, "Plan")


class Reason(StrEnum):
    """Why a stop is not in the plan; the first rule that binds, tightest first."""

    COMPATIBILITY = "vehicle.not_compatible"
    TEMPERATURE = "temperature.no_vehicle"
    GOODS = "goods.no_depot"
    WEIGHT = "capacity.weight"
    CRATES = "capacity.crates"
    VOLUME = "capacity.volume"
    LOAD = "capacity.load"
    UNREACHABLE = "place.unreachable"
    WINDOW = "window.unreachable"
    SHIFT = "shift.too_short"
    ABOARD = "aboard.too_long"
    FLEET_FULL = "fleet.full"
    FLEET_TIME = "fleet.no_time"
    PRIZE = "prize.not_worth"


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A stop with its times, and what is aboard, in all, when the vehicle leaves it."""

    stop_id: str
    arrive_s: int
    start_s: int
    leave_s: int
    load_after: Loads


@dataclass(frozen=True, slots=True)
class Trip:
    """One departure of one vehicle; `number` counts its trips from 1.

    Its goods come from the depot at `start_location`, or were aboard already. A trip without stops
    only brings the vehicle from where it is to a depot.
    """

    vehicle_id: str
    number: int
    start_location: int
    end_location: int
    depart_s: int
    return_s: int
    stops: tuple[PlannedStop, ...]
    distance_m: int
    load: Loads
    """What leaves the depot, in every dimension."""


@dataclass(frozen=True, slots=True)
class PlannedBreak:
    """A driver's pause, both ends within one wait at a stop or between two trips."""

    vehicle_id: str
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True)
class ClassReason:
    """The rule that binds for one type of vehicle, and the smallest change that would help."""

    vehicle_type: str
    reason: Reason
    details: dict[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unserved:
    """A stop no trip serves: the rule that binds and the smallest change that would help.

    Details may hold minutes (`window_later_min`, `window_earlier_min`, `others_later_min`,
    `shift_longer_min`), amounts (`over_…` a dimension, `over_stops`), and of the change proposed
    `added_cost` in cents, `start_s` of service, `vehicle_id` and `trip`.
    """

    stop_id: str
    reason: Reason
    details: dict[str, int | str] = field(default_factory=dict)
    by_class: tuple[ClassReason, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer: every stop is in exactly one trip or in `unserved`.

    `cost` is in cents. For each vehicle used: fixed cost, metres x cost_per_km / 1000, seconds on
    the road x cost_per_hour / 3600, seconds of overtime x overtime_cost_per_hour / 3600, each
    rounded down. On top: service outside soft windows, promises moved, the imbalance, and the
    prizes of the stops left out.
    """

    trips: tuple[Trip, ...]
    unserved: tuple[Unserved, ...]
    cost: int
    engine: str
    seconds: float
    matrix_version: str
    breaks: tuple[PlannedBreak, ...] = ()


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
        raise ProblemError(Flaw.JSON_TOO_LONG, f"{len(data)} bytes")
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemError(Flaw.JSON_INVALID, str(error)) from error
