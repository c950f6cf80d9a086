"""Where travel times and distances come from, and how good they are.

Three sources: supplied by whoever knows better, a road graph (`routing.roads`), or the straight
line made longer. Each carries a version that is stored with the plan, so that a plan can always
be judged by the figures it was made with. A straight line is an estimate and says so.
"""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from routing.model.flaws import Flaw
from routing.model.values import DISTANCE_M_MAX, HORIZON_S, Matrix, ProblemError, matrix

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Point = tuple[float, float]
"""Latitude and longitude, WGS 84 degrees."""

EARTH_RADIUS_M = 6_371_008.8
"""Source: mean radius of the WGS 84 ellipsoid, (2a + b) / 3."""
CIRCUITY = 1.35
"""Assumed road metres per straight metre: a square street grid alone makes 4/pi = 1.27 on
average, a river and one-way streets add to it."""
LONGEST_S = 48 * 3600
"""A way of more than two days is no way for goods that are to arrive."""
SPEED_KMH = 27.0
"""Assumed for a van between two shops in town, lights and queues included."""


@dataclass(frozen=True, slots=True)
class Matrices:
    """Travel between all points, in the order given, and the name of where it comes from."""

    distance_m: Matrix
    travel_s: Matrix
    version: str
    is_estimate: bool


class Roads(Protocol):
    """Anything that knows the way: a road graph, a routing engine, a straight line."""

    def matrix(self, points: Sequence[Point], names: Sequence[str] = ()) -> Matrices:
        """Give travel between all points; `names` say in errors which place is meant."""

    def path(self, here: Point, there: Point, *onward: Point) -> list[Point]:
        """Give the way through all points as a line to draw; empty without a way."""


@dataclass(frozen=True, slots=True)
class StraightLine:
    """The estimate where no roads are known; its version says that it is one."""

    speed_kmh: float = SPEED_KMH
    circuity: float = CIRCUITY

    def matrix(self, points: Sequence[Point], names: Sequence[str] = ()) -> Matrices:
        """Estimate travel between all points. Raises: ProblemError("travel.…")."""
        return straight_line(points, speed_kmh=self.speed_kmh, circuity=self.circuity)

    def path(self, here: Point, there: Point, *onward: Point) -> list[Point]:
        """Give the straight lines themselves."""
        return [here, there, *onward]


def straight_line(
    points: Sequence[Point], *, speed_kmh: float = SPEED_KMH, circuity: float = CIRCUITY
) -> Matrices:
    """Estimate travel as the great circle made `circuity` times longer, at one speed.

    An estimate knows no roads, so it never says that there is none: far is only long.

    Raises: ProblemError("travel.point" | "travel.speed" | "travel.circuity").
    """
    if not 1 <= speed_kmh <= 200:
        raise ProblemError(Flaw.TRAVEL_SPEED, f"{speed_kmh} km/h")
    if not 1 <= circuity <= 5:
        raise ProblemError(Flaw.TRAVEL_CIRCUITY, str(circuity))
    for point in points:
        judge_point(point)
    import numpy as np  # a server that plans nothing starts without it

    metres = circuity * _great_circles_m(points)
    seconds = metres * 3.6 / speed_kmh
    return Matrices(
        distance_m=frozen(np.minimum(metres, DISTANCE_M_MAX)),
        travel_s=frozen(np.minimum(seconds, HORIZON_S - 1)),
        version=f"straight-line:{circuity:g}x:{speed_kmh:g}kmh",
        is_estimate=True,
    )


def supplied(
    distance_m: Iterable[Sequence[Any]], travel_s: Iterable[Sequence[Any]], source: str
) -> Matrices:
    """Take matrices somebody else made; the version is their source and a digest of the figures.

    A hole (nothing, or what is no number), a fraction or a negative figure is refused: a way that
    does not exist is said by a travel time of `HORIZON_S`.
    Raises: ProblemError("matrix.hole" | "matrix.negative" | "matrix.not_whole" |
    "matrix.not_square" | "matrix.sizes_differ"), naming row and column from 0.
    """
    metres, seconds = _whole_matrix(distance_m, "distance_m"), _whole_matrix(travel_s, "travel_s")
    if len(metres) != len(seconds):
        raise ProblemError(Flaw.MATRIX_SIZES_DIFFER, f"{len(metres)} and {len(seconds)}")
    digest = hashlib.sha256(repr((metres, seconds)).encode()).hexdigest()[:16]
    return Matrices(metres, seconds, f"{source}:{digest}", is_estimate=False)


def _whole_matrix(rows: Iterable[Sequence[Any]], name: str) -> Matrix:
    table = [list(row) for row in rows]
    for number, row in enumerate(table):
        if len(row) != len(table):
            values = f"{len(row)} values, there must be {len(table)}"
            raise ProblemError(Flaw.MATRIX_NOT_SQUARE, f"{name} row {number}: {values}")
        for column, value in enumerate(row):
            _judge_figure(f"{name} row {number}, column {column}", value)
    return matrix(table)


def _judge_figure(where: str, value: Any) -> None:
    if value is None or value == "" or value != value:
        raise ProblemError(Flaw.MATRIX_HOLE, f"{where} is empty")
    if isinstance(value, str):
        raise ProblemError(Flaw.MATRIX_NOT_WHOLE, f"{where}: {value[:40]!r} is not a number")
    if value < 0:
        raise ProblemError(Flaw.MATRIX_NEGATIVE, f"{where}: {value}")


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
        is_turned = -180 <= latitude <= 180 and -90 <= longitude <= 90
        hint = "; are latitude and longitude exchanged?" if is_turned else ""
        raise ProblemError(Flaw.TRAVEL_POINT, f"{latitude}, {longitude}{hint}")


def frozen(values: "npt.NDArray[np.float64]") -> Matrix:
    """Round an array of figures into a frozen matrix of whole numbers."""
    import numpy as np

    return tuple(map(tuple, np.rint(values).astype(np.int64).tolist()))


def _great_circles_m(points: Sequence[Point]) -> "npt.NDArray[np.float64]":
    """Give the metres between all points, as `great_circle_m` does for two."""
    import numpy as np

    degrees = np.array(points, dtype=np.float64).reshape(len(points), 2)
    latitude, longitude = np.radians(degrees).T
    half_north = np.sin((latitude[:, None] - latitude[None, :]) / 2)
    half_east = np.sin((longitude[:, None] - longitude[None, :]) / 2)
    flat = np.cos(latitude)
    chord = half_north**2 + flat[:, None] * flat[None, :] * half_east**2
    result: npt.NDArray[np.float64] = (
        2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
    )
    return result
