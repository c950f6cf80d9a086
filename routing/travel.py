"""Where travel times and distances come from, and how good they are.

Three sources: supplied by whoever knows better, a road graph (`routing.roads`), or the straight
line made longer. Each carries a version that is stored with the plan, so that a plan can always
be judged by the figures it was made with. A straight line is an estimate and says so.
"""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from routing.values import HORIZON_S, Matrix, ProblemError, matrix

Point = tuple[float, float]
"""Latitude and longitude, WGS 84 degrees."""

EARTH_RADIUS_M = 6_371_008.8
"""Source: mean radius of the WGS 84 ellipsoid, (2a + b) / 3."""
CIRCUITY = 1.35
"""Assumed road metres per straight metre: a square street grid alone makes 4/pi = 1.27 on
average, a river and one-way streets add to it."""
SPEED_KMH = 27.0
"""Assumed for a van between two shops in town, lights and queues included."""


@dataclass(frozen=True, slots=True)
class Matrices:
    """Travel between all points, in the order given, and the name of where it comes from."""

    distance_m: Matrix
    travel_s: Matrix
    version: str
    is_estimate: bool


def straight_line(
    points: Sequence[Point], *, speed_kmh: float = SPEED_KMH, circuity: float = CIRCUITY
) -> Matrices:
    """Estimate travel as the great circle made `circuity` times longer, at one speed.

    Raises: ProblemError("travel.point" | "travel.speed" | "travel.circuity").
    """
    if not 1 <= speed_kmh <= 200:
        raise ProblemError("travel.speed", f"{speed_kmh} km/h")
    if not 1 <= circuity <= 5:
        raise ProblemError("travel.circuity", str(circuity))
    for point in points:
        judge_point(point)
    metres = [[circuity * great_circle_m(here, there) for there in points] for here in points]
    seconds = [[min(m * 3.6 / speed_kmh, HORIZON_S) for m in row] for row in metres]
    return Matrices(
        distance_m=_rounded(metres),
        travel_s=_rounded(seconds),
        version=f"straight-line:{circuity:g}x:{speed_kmh:g}kmh",
        is_estimate=True,
    )


def supplied(
    distance_m: Iterable[Sequence[Any]], travel_s: Iterable[Sequence[Any]], source: str
) -> Matrices:
    """Take matrices somebody else made; the version is their source and a digest of the figures.

    Raises: ProblemError("matrix.not_whole").
    """
    metres, seconds = matrix(distance_m), matrix(travel_s)
    digest = hashlib.sha256(repr((metres, seconds)).encode()).hexdigest()[:16]
    return Matrices(metres, seconds, f"{source}:{digest}", is_estimate=False)


def great_circle_m(here: Point, there: Point) -> float:
    """Give the metres between two points as the crow flies.

    Source: haversine formula, Sinnott, Virtues of the Haversine, Sky and Telescope 68(2), 1984.
    """
    latitude, other = math.radians(here[0]), math.radians(there[0])
    half_north = math.sin((other - latitude) / 2)
    half_east = math.sin(math.radians(there[1] - here[1]) / 2)
    chord = half_north**2 + math.cos(latitude) * math.cos(other) * half_east**2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


def judge_point(point: Point) -> None:
    """Refuse what is no place on earth. Raises: ProblemError("travel.point")."""
    latitude, longitude = point
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ProblemError("travel.point", f"{latitude}, {longitude}")


def _rounded(rows: Sequence[Sequence[float]]) -> Matrix:
    return tuple(tuple(round(value) for value in row) for row in rows)
