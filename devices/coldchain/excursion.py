"""From readings to excursions: outside the limits, or silent, for longer than allowed.

The answer depends on the readings alone, never on the order in which they arrived, so that what
comes hours late just evaluates the same stretch again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

Point = tuple[datetime, float]

USABLE = frozenset({"good", "clock_unset", "clock_future"})
"""Qualities of a reading whose value may be judged. A probe that sends anything else is silent."""


class Kind(StrEnum):
    HIGH = "high"
    LOW = "low"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Rule:
    """A sensor's limits. A limit or silence of None is not watched."""

    low: float | None
    high: float | None
    hysteresis: float
    open_delay: timedelta
    close_delay: timedelta
    silence: timedelta | None

    def is_within(self, value: float) -> bool:
        """Whether a value is neither above the high nor below the low limit."""
        return (self.high is None or value <= self.high) and (self.low is None or value >= self.low)


@dataclass(frozen=True, slots=True)
class Found:
    """One excursion. `ended_at` is None while it lasts; silence has no peak."""

    kind: Kind
    started_at: datetime
    opened_at: datetime
    ended_at: datetime | None
    peak: float | None


@dataclass(frozen=True, slots=True)
class _Side:
    """One limit as the run of readings sees it."""

    kind: Kind
    is_out: Callable[[float], bool]
    is_back: Callable[[float], bool]
    worse: Callable[[float, float], float]


def find(readings: Iterable[Point], rule: Rule, *, until: datetime | None = None) -> list[Found]:
    """Return the excursions in readings of any order, by start; `until` is how long we listened.

    It opens at the first reading at least `open_delay` after the first of an unbroken run outside a
    limit, and ends at the first reading at least `close_delay` after the first of an unbroken run
    that is back by `hysteresis`. Silence runs from a reading to the next one.
    """
    points = sorted(set(readings))
    found = [one for side in _sides(rule) for one in _outside(points, side, rule)]
    found += _silences([at for at, _ in points], rule, until)
    return sorted(found, key=lambda one: (one.started_at, one.kind))


def _sides(rule: Rule) -> Iterator[_Side]:
    low, high, back = rule.low, rule.high, rule.hysteresis
    if high is not None:
        yield _Side(Kind.HIGH, lambda v: v > high, lambda v: v <= high - back, max)
    if low is not None:
        yield _Side(Kind.LOW, lambda v: v < low, lambda v: v >= low + back, min)


def _outside(points: Sequence[Point], side: _Side, rule: Rule) -> Iterator[Found]:
    at = 0
    while at < len(points):
        if not side.is_out(points[at][1]):
            at += 1
            continue
        opened = _opening(points, at, side, rule.open_delay)
        if opened is None:
            at = _next(points, at, lambda value: not side.is_out(value))
            continue
        ended = _ending(points, opened, side, rule.close_delay)
        last = len(points) if ended is None else ended + 1
        peak = points[at][1]
        for _, value in points[at:last]:
            peak = side.worse(peak, value)
        ended_at = None if ended is None else points[ended][0]
        yield Found(side.kind, points[at][0], points[opened][0], ended_at, peak)
        at = last


def _next(points: Sequence[Point], start: int, wanted: Callable[[float], bool]) -> int:
    """The place of the next reading whose value is wanted, or one past the last."""
    return next((at for at in range(start, len(points)) if wanted(points[at][1])), len(points))


def _opening(points: Sequence[Point], start: int, side: _Side, delay: timedelta) -> int | None:
    for at in range(start, len(points)):
        if not side.is_out(points[at][1]):
            return None
        if points[at][0] - points[start][0] >= delay:
            return at
    return None


def _ending(points: Sequence[Point], opened: int, side: _Side, delay: timedelta) -> int | None:
    back_at: datetime | None = None
    for at in range(opened + 1, len(points)):
        moment, value = points[at]
        if not side.is_back(value):
            back_at = None
            continue
        back_at = back_at or moment
        if moment - back_at >= delay:
            return at
    return None


def _silences(moments: Sequence[datetime], rule: Rule, until: datetime | None) -> Iterator[Found]:
    if rule.silence is None or not moments:
        return
    for heard, again in pairwise(moments):
        if again - heard > rule.silence:
            yield Found(Kind.SILENCE, heard, heard + rule.silence, again, None)
    if until is not None and until - moments[-1] > rule.silence:
        yield Found(Kind.SILENCE, moments[-1], moments[-1] + rule.silence, None, None)
