"""Travel from a routing engine of its own over HTTP: Valhalla (truck rules) or OSRM (speed).

Both answer `null` for a pair they know no way for. That becomes "no way" here, as on a road graph,
never a zero; a place none of whose pairs has a way is an error with its name.
Sources: valhalla.github.io/valhalla/api/matrix and /api/turn-by-turn, project-osrm.org/docs (v5).
"""

import json
import math
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from api.travel.flaws import TravelFlaw
from routing.model import (
    DISTANCE_M_MAX,
    HORIZON_S,
    LONGEST_S,
    Flaw,
    Matrices,
    Point,
    ProblemError,
    frozen,
    judge_point,
)
from routing.roads import ANY_SIZE, VehicleSize

TIMEOUT_S = 60.0
ANSWER_BYTES_MAX = 256 * 1024 * 1024
BLOCK = 50
"""Sources and targets asked at once: 50 x 50 is Valhalla's default limit of pairs, and 100 places
are OSRM's default limit of a table."""
_POLYLINE_SCALE = 1e6

Block = tuple[list[list[float | None]], list[list[float | None]]]
"""Seconds and metres from each source to each target; None without a way."""


@dataclass(frozen=True, slots=True)
class Valhalla:
    """A Valhalla server; a vehicle with a size is asked for as a truck."""

    url: str
    size: VehicleSize = ANY_SIZE
    block: int = BLOCK
    timeout_s: float = TIMEOUT_S

    def matrix(self, points: Sequence[Point], names: Sequence[str] = ()) -> Matrices:
        """Ask for travel between all points. Raises: ProblemError("engine.…" | "roads.off_graph").

        The version names the engine and the kind of vehicle, not the map's date: Valhalla does
        not say it.
        """
        version = f"valhalla:{self._costing()['costing']}:{self.size}"
        return _matrices(self._block, points, names, block=self.block, version=version)

    def path(self, here: Point, there: Point, *onward: Point) -> list[Point]:
        """Ask for the way through all points; empty without one.

        Raises: ProblemError("engine.…").
        """
        places = [_as_lat_lon(point) for point in (here, there, *onward)]
        answer = _asked(
            f"{self.url}/route", {"locations": places, **self._costing()}, self.timeout_s
        )
        if answer is None:
            return []
        legs = _at(answer, "trip", "legs")
        return [point for leg in legs for point in decoded_polyline(str(leg["shape"]))]

    def _costing(self) -> dict[str, Any]:
        if self.size == ANY_SIZE:
            return {"costing": "auto"}
        truck = {"height": self.size.height_cm / 100, "weight": self.size.weight_kg / 1000}
        return {"costing": "truck", "costing_options": {"truck": truck}}

    def _block(self, sources: Sequence[Point], targets: Sequence[Point]) -> Block:
        asked = {
            "sources": [_as_lat_lon(point) for point in sources],
            "targets": [_as_lat_lon(point) for point in targets],
            "units": "kilometers",
            **self._costing(),
        }
        answer = _asked(f"{self.url}/sources_to_targets", asked, self.timeout_s)
        rows = _at(answer, "sources_to_targets")
        seconds = [[_figure(cell.get("time")) for cell in row] for row in rows]
        metres = [[_figure(cell.get("distance"), 1000) for cell in row] for row in rows]
        return seconds, metres


@dataclass(frozen=True, slots=True)
class Osrm:
    """An OSRM server; height and weight are its profile's affair and cannot be asked for."""

    url: str
    profile: str = "driving"
    block: int = BLOCK
    timeout_s: float = TIMEOUT_S

    def matrix(self, points: Sequence[Point], names: Sequence[str] = ()) -> Matrices:
        """Ask for travel between all points.

        Raises: ProblemError("engine.…" | "roads.off_graph").
        """
        version = f"osrm:{self.profile}"
        return _matrices(self._block, points, names, block=self.block, version=version)

    def path(self, here: Point, there: Point, *onward: Point) -> list[Point]:
        """Ask for the way through all points; empty without one.

        Raises: ProblemError("engine.…").
        """
        places = _as_lon_lat([here, there, *onward])
        where = f"{self.url}/route/v1/{self.profile}/{places}?overview=full&geometries=geojson"
        answer = _asked(where, None, self.timeout_s)
        if answer is None:
            return []
        line = _at(answer, "routes", 0, "geometry", "coordinates")
        return [(float(latitude), float(longitude)) for longitude, latitude in line]

    def _block(self, sources: Sequence[Point], targets: Sequence[Point]) -> Block:
        first = ";".join(str(number) for number in range(len(sources)))
        rest = ";".join(str(len(sources) + number) for number in range(len(targets)))
        where = (
            f"{self.url}/table/v1/{self.profile}/{_as_lon_lat([*sources, *targets])}"
            f"?annotations=duration,distance&sources={first}&destinations={rest}"
        )
        answer = _asked(where, None, self.timeout_s)
        seconds = [[_figure(cell) for cell in row] for row in _at(answer, "durations")]
        metres = [[_figure(cell) for cell in row] for row in _at(answer, "distances")]
        return seconds, metres


def decoded_polyline(text: str) -> list[Point]:
    """Read an encoded line of six decimals.

    Source: developers.google.com/maps/documentation/utilities/polylinealgorithm; Valhalla's six.
    Raises: ProblemError("engine.answer").
    """
    figures = list(_zigzag(text))
    if len(figures) % 2:
        raise ProblemError(TravelFlaw.ENGINE_ANSWER, "a line that ends in the middle of a point")
    latitudes, longitudes = np.cumsum(figures[0::2]), np.cumsum(figures[1::2])
    places = np.stack([latitudes, longitudes], axis=1) / _POLYLINE_SCALE
    return [(float(latitude), float(longitude)) for latitude, longitude in places]


def _zigzag(text: str) -> Iterator[int]:
    value = shift = 0
    for letter in text:
        bits = ord(letter) - 63
        if not 0 <= bits < 64:
            raise ProblemError(TravelFlaw.ENGINE_ANSWER, "a line with letters no line has")
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0


def _matrices(
    ask: Any, points: Sequence[Point], names: Sequence[str], *, block: int, version: str
) -> Matrices:
    """Fill the matrices block by block."""
    for point in points:
        judge_point(point)
    count = len(points)
    seconds, metres = np.full((count, count), np.nan), np.full((count, count), np.nan)
    cuts = [*range(0, count, block), count]
    for top, bottom in pairwise(cuts):
        for left, right in pairwise(cuts):
            block_s, block_m = ask(points[top:bottom], points[left:right])
            seconds[top:bottom, left:right] = _sized(block_s, bottom - top, right - left)
            metres[top:bottom, left:right] = _sized(block_m, bottom - top, right - left)
    np.fill_diagonal(seconds, 0)
    np.fill_diagonal(metres, 0)
    no_way = ~(np.isfinite(seconds) & np.isfinite(metres)) | (seconds > LONGEST_S)
    _judge_reach(no_way, points, names)
    return Matrices(
        distance_m=frozen(np.where(no_way, DISTANCE_M_MAX, metres)),
        travel_s=frozen(np.where(no_way, HORIZON_S, seconds)),
        version=version,
        is_estimate=False,
    )


def _judge_reach(no_way: Any, points: Sequence[Point], names: Sequence[str]) -> None:
    """Refuse places that nothing leads to and from: they are off the engine's map."""
    lost = np.flatnonzero(no_way.sum(axis=0) + no_way.sum(axis=1) == 2 * (len(points) - 1))
    if len(points) > 1 and len(lost):
        listed = "; ".join(
            f"{names[number] if number < len(names) else f'place {number}'} "
            f"({points[number][0]:.5f}, {points[number][1]:.5f}): no way to or from any other"
            for number in lost.tolist()[:5]
        )
        raise ProblemError(Flaw.ROADS_OFF_GRAPH, listed)


def _sized(rows: list[list[float | None]], height: int, width: int) -> Any:
    if len(rows) != height or any(len(row) != width for row in rows):
        raise ProblemError(
            TravelFlaw.ENGINE_ANSWER, f"not the {height} x {width} figures asked for"
        )
    return np.array([[np.nan if cell is None else cell for cell in row] for row in rows])


def _figure(cell: Any, factor: float = 1.0) -> float | None:
    """Read a figure of an answer; null stays null. Raises: ProblemError("engine.answer")."""
    if cell is None:
        return None
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if not is_number or not math.isfinite(cell) or cell < 0:
        raise ProblemError(
            TravelFlaw.ENGINE_ANSWER, f"{str(cell)[:40]!r} is no time and no distance"
        )
    return float(cell) * factor


def _asked(url: str, body: dict[str, Any] | None, timeout_s: float) -> Any:
    """Ask an engine; None when it says that there is no way.

    Raises: ProblemError("engine.unreachable" | "engine.refused" | "engine.answer").
    """
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:
            read = answer.read(ANSWER_BYTES_MAX)
    except urllib.error.HTTPError as error:
        with error:
            return _refused(error.code, error.read(2_000))
    except (OSError, ValueError) as error:
        raise ProblemError(TravelFlaw.ENGINE_UNREACHABLE, f"{url[:80]}: {error}") from error
    try:
        return json.loads(read)
    except ValueError as error:
        raise ProblemError(TravelFlaw.ENGINE_ANSWER, f"not JSON: {read[:80]!r}") from error


def _refused(status: int, said: bytes) -> None:
    """Tell "no way" (Valhalla 442, OSRM NoRoute) from a refusal. Raises: ProblemError."""
    text = said.decode(errors="replace")
    if '"error_code":442' in text.replace(" ", "") or '"NoRoute"' in text:
        return
    raise ProblemError(TravelFlaw.ENGINE_REFUSED, f"HTTP {status}: {text[:300]}")


def _at(answer: Any, *steps: str | int) -> Any:
    """Go down into an answer. Raises: ProblemError("engine.answer") naming the missing part."""
    for step in steps:
        try:
            answer = answer[step]
        except (KeyError, IndexError, TypeError) as error:
            raise ProblemError(TravelFlaw.ENGINE_ANSWER, f"no {step!r} in it") from error
    return answer


def _as_lat_lon(point: Point) -> dict[str, float]:
    return {"lat": point[0], "lon": point[1]}


def _as_lon_lat(points: Sequence[Point]) -> str:
    return ";".join(f"{longitude:.6f},{latitude:.6f}" for latitude, longitude in points)
