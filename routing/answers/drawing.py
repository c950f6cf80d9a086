"""A plan's map as a picture: one SVG that any browser opens, without tiles and without scripts.

Places are latitude and longitude, or the plain coordinates of a benchmark instance. One colour for
each vehicle; a legend names it with its trips and stops; what is not served is a red cross.
"""

import html
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from routing.model import EARTH_RADIUS_M, Point

_WIDTH, _HEIGHT_MAX, _MARGIN = 1200.0, 1400.0, 30.0
_LEGEND_WIDTH, _LEGEND_STEP = 250.0, 20.0
_LABELS_MAX = 120
"""More stops than this are dots without their numbers: the words would cover the map."""
_GOLDEN_ANGLE = 137.508
"""Neighbouring vehicles' hues are this far apart, so that no two of a few look alike."""
_STYLE = (
    "text{font-family:'Noto Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;"
    "font-size:12px;fill:#222}.street{fill:none;stroke:#d8dde3;stroke-width:1}"
    ".way{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-opacity:.85}"
    ".first{stroke-dasharray:none}.label{font-size:9px}.title{font-size:16px;font-weight:bold}"
    ".lost{stroke:#c00;stroke-width:2.5}.quiet{fill:#667}"
)


@dataclass(frozen=True, slots=True)
class DrawnTrip:
    """One trip: who drives it, the line it follows, and its stops in order with their labels."""

    vehicle: str
    line: Sequence[Point]
    stops: Sequence[tuple[Point, str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything on the map."""

    title: str
    trips: Sequence[DrawnTrip]
    depots: Sequence[tuple[Point, str]]
    unserved: Sequence[tuple[Point, str]] = ()
    streets: Sequence[Sequence[Point]] = ()
    is_geographic: bool = True
    """Places are degrees; else a plane's coordinates."""
    notes: Sequence[str] = field(default=())


def as_svg(picture: Picture) -> str:
    """Draw a plan."""
    frame = _Frame.around(picture)
    vehicles = list(dict.fromkeys(trip.vehicle for trip in picture.trips))
    colour = {vehicle: _colour(number) for number, vehicle in enumerate(vehicles)}
    height = max(frame.height, _MARGIN * 3 + _LEGEND_STEP * (len(vehicles) + 6))
    width = _WIDTH + _LEGEND_WIDTH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}">',
        f"<title>{_shown(picture.title)}</title><style>{_STYLE}</style>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        *(frame.line(street, "street") for street in picture.streets),
        *(frame.line(trip.line, "way", colour[trip.vehicle]) for trip in picture.trips),
        *_stops(picture, frame, colour),
        *(_cross(frame, place, label) for place, label in picture.unserved),
        *(_depot(frame, place, label) for place, label in picture.depots),
        *_legend(picture, colour),
        *(_scale(frame, height) if picture.is_geographic else ()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns places into points of the picture, north up."""

    west: float
    north: float
    widening: float
    """How much narrower a degree of longitude is than one of latitude."""
    scale: float
    height: float

    @classmethod
    def around(cls, picture: Picture) -> "_Frame":
        """Fit everything that matters; the streets may run out of the picture."""
        places = [place for trip in picture.trips for place in trip.line]
        places += [place for place, _ in (*picture.depots, *picture.unserved)]
        places = places or [(0.0, 0.0)]
        north, south = max(p[0] for p in places), min(p[0] for p in places)
        middle = math.radians((north + south) / 2)
        widening = max(0.05, math.cos(middle)) if picture.is_geographic else 1.0
        west, east = min(p[1] for p in places), max(p[1] for p in places)
        wide, high = max((east - west) * widening, 1e-9), max(north - south, 1e-9)
        scale = min((_WIDTH - 2 * _MARGIN) / wide, (_HEIGHT_MAX - 2 * _MARGIN) / high)
        return cls(west, north, widening, scale, high * scale + 2 * _MARGIN)

    def at(self, place: Point) -> tuple[float, float]:
        """Give a place's x and y in the picture."""
        x = _MARGIN + (place[1] - self.west) * self.widening * self.scale
        return x, _MARGIN + (self.north - place[0]) * self.scale

    def line(self, places: Iterable[Point], kind: str, colour: str = "") -> str:
        """Draw a line through places."""
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self.at, places))
        stroke = f' stroke="{colour}"' if colour else ""
        return f'<polyline class="{kind}"{stroke} points="{points}"/>'


def _stops(picture: Picture, frame: _Frame, colour: dict[str, str]) -> Iterable[str]:
    count = sum(len(trip.stops) for trip in picture.trips)
    for trip in picture.trips:
        for number, (place, label) in enumerate(trip.stops, start=1):
            x, y = frame.at(place)
            said = _shown(f"{trip.vehicle}, {number}: {label}")
            yield (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour[trip.vehicle]}"'
                f' stroke="#fff"><title>{said}</title></circle>'
            )
            if count <= _LABELS_MAX:
                yield f'<text class="label" x="{x + 5:.1f}" y="{y - 4:.1f}">{_shown(label)}</text>'


def _cross(frame: _Frame, place: Point, label: str) -> str:
    x, y = frame.at(place)
    strokes = f"M{x - 6:.1f},{y - 6:.1f}l12,12m0,-12l-12,12"
    text = f'<text x="{x + 9:.1f}" y="{y + 4:.1f}" fill="#c00">{_shown(label)}</text>'
    return f'<path class="lost" d="{strokes}"><title>{_shown(label)}</title></path>{text}'


def _depot(frame: _Frame, place: Point, label: str) -> str:
    x, y = frame.at(place)
    return (
        f'<rect x="{x - 7:.1f}" y="{y - 7:.1f}" width="14" height="14" fill="#111" stroke="#fff"/>'
        f'<text x="{x + 10:.1f}" y="{y + 5:.1f}" font-weight="bold">{_shown(label)}</text>'
    )


def _legend(picture: Picture, colour: dict[str, str]) -> Iterable[str]:
    x, y = _WIDTH + 10, _MARGIN + 10
    yield f'<text class="title" x="{x:.0f}" y="{y:.0f}">{_shown(picture.title)}</text>'
    for note in picture.notes:
        y += _LEGEND_STEP
        yield f'<text class="quiet" x="{x:.0f}" y="{y:.0f}">{_shown(note)}</text>'
    for vehicle, hue in colour.items():
        y += _LEGEND_STEP
        trips = [trip for trip in picture.trips if trip.vehicle == vehicle]
        stops = sum(len(trip.stops) for trip in trips)
        said = f"{vehicle} · {len(trips)} / {stops}"
        yield f'<rect x="{x:.0f}" y="{y - 10:.0f}" width="14" height="10" fill="{hue}"/>'
        yield f'<text x="{x + 20:.0f}" y="{y:.0f}">{_shown(said)}</text>'


def _scale(frame: _Frame, height: float) -> Iterable[str]:
    """Draw a bar of a round number of kilometres, about a fifth of the picture wide."""
    metres_per_unit = math.radians(1) * EARTH_RADIUS_M / frame.scale
    wanted = metres_per_unit * _WIDTH / 5
    step = 10.0 ** math.floor(math.log10(wanted))
    length = max(each * step for each in (1, 2, 5) if each * step <= wanted)
    wide, y = length / metres_per_unit, height - 14
    name = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    yield f'<path d="M{_MARGIN:.0f},{y:.0f}h{wide:.1f}" stroke="#222" stroke-width="3"/>'
    yield f'<text x="{_MARGIN + wide + 6:.1f}" y="{y + 4:.0f}">{name}</text>'


def _shown(text: str) -> str:
    """Make any name harmless in a picture: no markup, no control characters."""
    return html.escape("".join(letter for letter in text if letter.isprintable()))


def _colour(number: int) -> str:
    hue = (210 + number * _GOLDEN_ANGLE) % 360
    return f"hsl({hue:.0f},{(70, 85, 55)[number % 3]}%,{(42, 34, 50)[number // 3 % 3]}%)"
