"""What goods have lived through: stretches of time at one temperature, and what they add up to."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import fsum

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Lived:
    """A stretch of time at one temperature."""

    since: datetime
    until: datetime
    temperature_c: float

    @property
    def hours(self) -> float:
        return (self.until - self.since) / HOUR


@dataclass(frozen=True, slots=True)
class DegreeMinutes:
    """Time outside a band, each minute counted by its distance from the band in °C."""

    above: float
    below: float
    minutes_above: float
    minutes_below: float


def lived_through(
    readings: Iterable[tuple[datetime, float]],
    since: datetime,
    until: datetime,
    trusted: timedelta,
) -> Iterator[Lived]:
    """The curve from `since` to `until`: each reading (time, °C) holds until the next, but no
    longer than `trusted`.

    The readings may come in any order; of several at one moment the warmest counts.
    """
    warmest_at: dict[datetime, float] = {}
    for at, celsius in readings:
        if at < until:
            warmest_at[at] = max(celsius, warmest_at.get(at, celsius))
    moments = sorted(warmest_at)
    for at, again in pairwise([*moments, until]):
        begin, end = max(at, since), min(again, at + trusted)
        if begin < end:
            yield Lived(begin, end, warmest_at[at])


def warmest(curves: Iterable[Lived]) -> Iterator[Lived]:
    """Lay curves over each other and keep the warmest of each moment, without overlaps.

    A lot may stand in two rooms, and a room may have two sensors: the worst of them counts.
    """
    starts = sorted(curves, key=lambda one: one.since)
    moments = sorted({edge for one in starts for edge in (one.since, one.until)})
    active: list[tuple[float, datetime]] = []
    at = 0
    for since, until in pairwise(moments):
        while at < len(starts) and starts[at].since <= since:
            heapq.heappush(active, (-starts[at].temperature_c, starts[at].until))
            at += 1
        while active and active[0][1] <= since:
            heapq.heappop(active)
        if active:
            yield Lived(since, until, -active[0][0])


def degree_minutes(lived: Sequence[Lived], low: float | None, high: float | None) -> DegreeMinutes:
    """How long and how far a curve without overlaps was outside a band; None: no limit there."""
    above = [] if high is None else [(one, one.temperature_c - high) for one in lived]
    below = [] if low is None else [(one, low - one.temperature_c) for one in lived]
    degrees_above, minutes_above = _outside(above)
    degrees_below, minutes_below = _outside(below)
    return DegreeMinutes(degrees_above, degrees_below, minutes_above, minutes_below)


def _outside(distances: Sequence[tuple[Lived, float]]) -> tuple[float, float]:
    """Degree-minutes and minutes of the stretches whose distance is above zero."""
    out = [((one.until - one.since) / MINUTE, far) for one, far in distances if far > 0]
    return fsum(minutes * far for minutes, far in out), fsum(minutes for minutes, _ in out)
