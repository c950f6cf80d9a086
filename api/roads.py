"""A site's own streets: `roads.json` in the data directory, for plans and for lines on maps.

Without the file plans estimate travel by straight lines, and say so in the plan's version.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from devices.errors import Misconfigured
from routing.problem import ProblemError
from routing.roads import RoadGraph, Street
from routing.travel import Matrices, Point, straight_line

FILE = "roads.json"
BYTES_MAX = 64 * 1024 * 1024

Travel = Callable[[Sequence[Point]], Matrices]


class Roads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: crossings as (latitude, longitude), streets between them by their numbers."""

    crossings: tuple[Point, ...]
    streets: tuple[Street, ...]


def graph(data_dir: Path) -> RoadGraph | None:
    """The streets of this site, if it has any. Raises: Misconfigured."""
    file = data_dir / FILE
    try:
        changed_ns = file.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _read(file, changed_ns)


def travel(data_dir: Path) -> Travel:
    """How long it takes from place to place: along the site's streets, else estimated."""
    streets = graph(data_dir)
    return streets.matrix if streets else straight_line


def write(data_dir: Path, roads: Roads) -> None:
    """Put streets into the data directory."""
    (data_dir / FILE).write_bytes(msgspec.json.encode(roads))


@lru_cache(maxsize=2)
def _read(file: Path, _changed_ns: int) -> RoadGraph:
    if file.stat().st_size > BYTES_MAX:
        raise Misconfigured(f"{file}: larger than {BYTES_MAX} bytes")
    try:
        roads = msgspec.json.decode(file.read_bytes(), type=Roads)
        return RoadGraph(roads.crossings, roads.streets)
    except (msgspec.DecodeError, ProblemError) as error:
        raise Misconfigured(f"{file}: {error}") from error
