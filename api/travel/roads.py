"""Where travel comes from: a site's own streets, a routing engine, or an estimate that says so.

`roads.osm.pbf` or `roads.json` in the data directory are a site's streets, for plans and for lines
on maps. Matrices along streets are kept on disk, one file for each set of places. Without streets
plans estimate travel by straight lines, and say so in the plan's version.
"""

import hashlib
import logging
import os
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from devices.errors import Misconfigured
from routing.model import Matrices, Matrix, Point, ProblemError, StraightLine, straight_line
from routing.model import Roads as AnyRoads
from routing.roads import ANY_SIZE, Street, VehicleSize

if TYPE_CHECKING:
    from routing.roads.graph import RoadGraph

log = logging.getLogger(__name__)

FILE = "roads.json"
EXTRACT = "roads.osm.pbf"
KEPT = "road-matrices"
BYTES_MAX = 64 * 1024 * 1024
SITE_SNAP_M_MAX = 10_000.0
"""`roads.json` may hold main roads only: its places may lie far from them."""
_KEPT_MAX = 50
"""Sets of places on disk; the ones not used for longest go."""
_ENGINE = re.compile(r"(valhalla|osrm)\+(https?://[^\s?#]+)$")

Travel = Callable[[Sequence[Point]], Matrices]


class Roads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: crossings as (latitude, longitude), streets between them by their numbers."""

    crossings: tuple[Point, ...]
    streets: tuple[Street, ...]


def graph(data_dir: Path) -> "RoadGraph | None":
    """The streets of this site, if it has any. Raises: Misconfigured."""
    for name in (EXTRACT, FILE):
        file = data_dir / name
        if file.is_file():
            try:
                return read(file)
            except ProblemError as error:
                raise Misconfigured(f"{file}: {error}") from error
    return None


def travel(data_dir: Path, spec: str = "") -> Travel:
    """How long it takes from place to place: as told, along the site's streets, or estimated.

    Raises: Misconfigured.
    """
    if spec:
        try:
            return chosen(spec, keep=data_dir / KEPT).matrix
        except ProblemError as error:
            raise Misconfigured(f"COLDCHAIN_ROADS: {error}") from error
    streets = graph(data_dir)
    return Kept(streets, data_dir / KEPT).matrix if streets else straight_line


def write(data_dir: Path, roads: Roads) -> None:
    """Put streets into the data directory."""
    (data_dir / FILE).write_bytes(msgspec.json.encode(roads))


def chosen(spec: str, *, size: VehicleSize = ANY_SIZE, keep: Path | None = None) -> AnyRoads:
    """Roads by what a person calls them.

    `straight`, `valhalla+http://…`, `osrm+http://…`, or a file: an OpenStreetMap extract
    (`.osm.pbf`) or a `roads.json`. `keep` is the folder where matrices of files stay.
    Raises: ProblemError("roads.…" | "osm.…" | "json.invalid").
    """
    if spec in ("", "straight"):
        return StraightLine()
    if match := _ENGINE.match(spec):
        from api.travel.road_engines import Osrm, Valhalla

        url = match[2].rstrip("/")
        return Valhalla(url, size) if match[1] == "valhalla" else Osrm(url)
    file = Path(spec)
    if not file.is_file():
        choices = "straight, valhalla+http://…, osrm+http://…, or a file"
        raise ProblemError("roads.unknown", f"{spec}: not {choices}")
    return Kept(read(file), keep, size)


def read(file: Path) -> "RoadGraph":
    """The streets of a file; one that has not changed since is not read again.

    Raises: ProblemError("roads.…" | "osm.…" | "json.invalid").
    """
    return _read(file.resolve(), file.stat().st_mtime_ns)


class Kept:
    """A road graph whose matrices outlive the process: one file for each set of places."""

    def __init__(
        self, streets: "RoadGraph", folder: Path | None, size: VehicleSize = ANY_SIZE
    ) -> None:
        self._streets = streets
        self._folder = folder
        self._size = size

    def matrix(self, points: Sequence[Point], names: Sequence[str] = ()) -> Matrices:
        """Travel between all points, from disk when it was measured before.

        Raises: ProblemError("travel.point" | "roads.…").
        """
        file = self._file(points)
        if (found := _kept(file)) is not None:
            return Matrices(found[0], found[1], self.version, is_estimate=False)
        measured = self._streets.matrix(points, names, size=self._size)
        if file is not None:
            _keep(file, measured)
        return measured

    def path(self, here: Point, there: Point, *onward: Point) -> list[Point]:
        """The way through all points. Raises: ProblemError("travel.point" | "roads.…")."""
        return self._streets.path(here, there, *onward, size=self._size)

    @property
    def version(self) -> str:
        """The name of these roads, as plans carry it."""
        return self._streets.version_for(self._size)

    @property
    def lines(self) -> list[tuple[Point, ...]]:
        """Every street as a line to draw."""
        return self._streets.lines

    def _file(self, points: Sequence[Point]) -> Path | None:
        if self._folder is None:
            return None
        asked = f"{self.version}:{list(points)!r}"
        return self._folder / f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.npy"


def _kept(file: Path | None) -> tuple[Matrix, Matrix] | None:
    if file is None or not file.is_file():
        return None
    import numpy as np

    try:
        with file.open("rb") as opened:
            distance_m, travel_s = np.lib.format.read_array(opened, allow_pickle=False)
        os.utime(file)
    except (OSError, ValueError, EOFError) as error:
        log.warning("%s cannot be read and is measured again: %s", file, error)
        return None
    return tuple(map(tuple, distance_m.tolist())), tuple(map(tuple, travel_s.tolist()))


def _keep(file: Path, matrices: Matrices) -> None:
    """Put matrices on disk. A full or read-only disk costs time tomorrow, not the plan today."""
    import numpy as np

    part = file.with_name(f"{file.stem}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        both = np.array([matrices.distance_m, matrices.travel_s], dtype=np.int32)
        with part.open("wb") as opened:
            np.save(opened, both, allow_pickle=False)
        part.replace(file)
        for old in sorted(file.parent.glob("*.npy"), key=_last_used)[:-_KEPT_MAX]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s cannot be kept: %s", file, error)


def _last_used(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


@lru_cache(maxsize=2)
def _read(file: Path, _changed_ns: int) -> "RoadGraph":
    from routing.roads.graph import RoadGraph

    if file.name.endswith(".osm.pbf"):
        from routing.roads.osm import read_osm

        extract = read_osm(file.read_bytes())
        for note in extract.notes:
            log.warning("%s: %s", file, note)
        return extract.graph
    if file.stat().st_size > BYTES_MAX:
        raise ProblemError("roads.too_long", f"{file}: larger than {BYTES_MAX} bytes")
    try:
        roads = msgspec.json.decode(file.read_bytes(), type=Roads)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemError("json.invalid", f"{file}: {error}") from error
    return RoadGraph(roads.crossings, roads.streets, snap_m_max=SITE_SNAP_M_MAX)
