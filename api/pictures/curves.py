"""A temperature curve as a picture without scripts: where its lines go in an inline SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import ceil, floor

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 34, 6, 8, 26
"""Room for the labels around the plot, in units of the picture: a phone's pixels."""
TICKS_X = 3
STEPS_C = (0.5, 1, 2, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Curve:
    """Everything a template needs to draw; all positions in a box of WIDTH by HEIGHT."""

    lines: tuple[str, ...]
    """One for each stretch without a gap."""
    band_top: float
    band_height: float
    degrees: tuple[tuple[float, float], ...]
    """Height and temperature of each grid line."""
    moments: tuple[tuple[float, datetime], ...]
    """Place and time of each label below."""
    peak: tuple[float, float, float]
    """Where the warmest point is, and its temperature."""


def curve(points: Sequence[tuple[datetime, float | None]], low: float, high: float) -> Curve | None:
    """The curve of these temperatures and the band they should stay in; None below two points.

    A point without a temperature is a gap, and no line is drawn over it.
    """
    seen = [(at, value) for at, value in points if value is not None]
    if len(points) < 2 or not seen:
        return None
    first, last = points[0][0], points[-1][0]
    values = [value for _, value in seen]
    degrees = _degrees(min(*values, low), max(*values, high))
    bottom, top = degrees[0], degrees[-1]

    def x(at: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((at - first) / (last - first)), 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (top - value) / (top - bottom), 1)

    warmest = max(seen, key=lambda point: point[1])
    every = (last - first) / (TICKS_X - 1)
    return Curve(
        lines=tuple(_drawn([(x(at), y(value)) for at, value in one]) for one in _unbroken(points)),
        band_top=y(high),
        band_height=round(y(low) - y(high), 1),
        degrees=tuple((y(value), value) for value in degrees),
        moments=tuple((x(first + every * n), first + every * n) for n in range(TICKS_X)),
        peak=(x(warmest[0]), y(warmest[1]), warmest[1]),
    )


def _unbroken(
    points: Sequence[tuple[datetime, float | None]],
) -> Iterator[list[tuple[datetime, float]]]:
    """The stretches in which every point has a temperature."""
    for is_seen, some in groupby(points, key=lambda point: point[1] is not None):
        if is_seen:
            yield [(at, value) for at, value in some if value is not None]


def _drawn(places: Sequence[tuple[float, float]]) -> str:
    """A lone point is a dot: a line from it to itself, with round ends."""
    both = places if len(places) > 1 else [*places, *places]
    return " ".join(f"{x},{y}" for x, y in both)


def _degrees(low: float, high: float) -> list[float]:
    """Round temperatures from a little below the lowest to a little above the highest."""
    step = next((step for step in STEPS_C if (high - low) / step <= 6), STEPS_C[-1])
    first, last = floor((low - step / 4) / step), ceil((high + step / 4) / step)
    return [step * number for number in range(first, last + 1)]
