"""Streets between crossings, as columns of figures."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from routing.model import Flaw, Point, ProblemError, judge_point
from routing.roads.street import Street, VehicleSize

Whole = npt.NDArray[np.int64]
Decimals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CROSSINGS_MAX = 2_000_000
LENGTH_M_MAX = 1_000_000
SPEED_KMH_MAX = 200
_NO_LIMIT = 1_000_000


class Streets:
    """Crossings and streets, judged once, as columns of figures."""

    def __init__(self, crossings: Sequence[Point], streets: Sequence[Street]) -> None:
        """Raises: ProblemError("roads.size" | "roads.street" | "travel.point")."""
        if not (1 <= len(crossings) <= CROSSINGS_MAX and streets):
            raise ProblemError(
                Flaw.ROADS_SIZE, f"{len(crossings)} crossings, {len(streets)} streets"
            )
        for crossing in crossings:
            judge_point(crossing)
        for number, street in enumerate(streets):
            _judge(number, street, len(crossings))
        self.crossings: Decimals = np.array(crossings, dtype=np.float64)
        self.start = _whole([street.start for street in streets])
        self.end = _whole([street.end for street in streets])
        self.length_m: Decimals = np.array([street.length_m for street in streets], np.float64)
        self.speed_kmh: Decimals = np.array([street.speed_kmh for street in streets], np.float64)
        self.one_way: Flags = np.array([street.one_way for street in streets], dtype=np.bool_)
        self.height_cm = _whole([_limit(street.height_cm) for street in streets])
        self.weight_kg = _whole([_limit(street.weight_kg) for street in streets])
        lines = [
            (crossings[street.start], *street.line, crossings[street.end]) for street in streets
        ]
        self.points: Decimals = np.array([point for line in lines for point in line], np.float64)
        self.first = _whole([0, *np.cumsum([len(line) for line in lines])])
        """Where in `points` each street's line begins; one more for the end."""

    def __len__(self) -> int:
        return len(self.start)

    def passable(self, size: VehicleSize) -> Flags:
        """Say of every street whether a vehicle may drive it."""
        return (self.height_cm >= size.height_cm) & (self.weight_kg >= size.weight_kg)

    def line(self, street: int) -> Decimals:
        """Give a street's points, both crossings included: rows of latitude, longitude."""
        return self.points[self.first[street] : self.first[street + 1]]

    def digest(self) -> str:
        """Name these streets by everything that matters about them."""
        digest = hashlib.sha256()
        for column in (
            self.points,
            self.first,
            self.start,
            self.end,
            self.length_m,
            self.speed_kmh,
            self.one_way,
            self.height_cm,
            self.weight_kg,
        ):
            digest.update(column.tobytes())
        return digest.hexdigest()[:16]

    def as_lines(self) -> list[tuple[Point, ...]]:
        """Give every street as a line to draw."""
        points = [(latitude, longitude) for latitude, longitude in self.points.tolist()]
        return [tuple(points[begin:end]) for begin, end in pairwise(self.first.tolist())]


def _judge(number: int, street: Street, crossings: int) -> None:
    known = range(crossings)
    if street.start not in known or street.end not in known:
        raise ProblemError(Flaw.ROADS_STREET, f"{number}: {street.start} to {street.end}")
    if not (0 <= street.length_m <= LENGTH_M_MAX and 1 <= street.speed_kmh <= SPEED_KMH_MAX):
        raise ProblemError(
            Flaw.ROADS_STREET, f"{number}: {street.length_m} m, {street.speed_kmh} km/h"
        )
    for limit in (street.height_cm, street.weight_kg):
        if limit is not None and limit < 0:
            raise ProblemError(Flaw.ROADS_STREET, f"{number}: a limit of {limit}")
    for point in street.line:
        judge_point(point)


def _limit(value: int | None) -> int:
    return _NO_LIMIT if value is None else value


def _whole(values: Sequence[int]) -> Whole:
    return np.array(values, dtype=np.int64)
