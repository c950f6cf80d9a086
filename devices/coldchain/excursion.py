"""From readings to excursions: outside the limits, or silent, for longer than allowed.

The answer depends on the readings alone, never on the order in which they arrived, so that what
comes hours late just evaluates the same stretch again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
class Run:
    """Readings outside one limit that have not ended: an excursion once it is opened.

    With the runs of a sensor and the next reading its excursions are judged on, however long the
    stretch before was.
    """

    kind: Kind
    started_at: datetime
    peak: float
    opened_at: datetime | None = None
    """None until it has lasted for the delay."""
    back_at: datetime | None = None
    """Since when the readings are back by the hysteresis, not yet long enough."""

    def found(self, ended_at: datetime | None = None) -> Found | None:
        """The excursion; None before it is one."""
        if self.opened_at is None:
            return None
        return Found(self.kind, self.started_at, self.opened_at, ended_at, self.peak)


@dataclass(frozen=True, slots=True)
class _Side:
    """One limit as the run of readings sees it."""

    kind: Kind
    is_out: Callable[[float], bool]
    is_back: Callable[[float], bool]
    worse: Callable[[float, float], float]

    def step(self, run: Run | None, point: Point, rule: Rule) -> tuple[Run | None, Found | None]:
        """The run after one more reading, and the excursion that ends with it."""
        at, value = point
        if run is None:
            if not self.is_out(value):
                return None, None
            run = Run(self.kind, at, value)
        elif run.opened_at is None and not self.is_out(value):
            return None, None
        run = replace(run, peak=self.worse(run.peak, value))
        if run.opened_at is None:
            is_long = at - run.started_at >= rule.open_delay
            return (replace(run, opened_at=at) if is_long else run), None
        if not self.is_back(value):
            return replace(run, back_at=None), None
        run = replace(run, back_at=run.back_at or at)
        assert run.back_at is not None
        return (None, run.found(at)) if at - run.back_at >= rule.close_delay else (run, None)


def find(readings: Iterable[Point], rule: Rule, *, until: datetime | None = None) -> list[Found]:
    """Return the excursions in readings of any order, by start; `until` is how long we listened.

    It opens at the first reading at least `open_delay` after the first of an unbroken run outside a
    limit, and ends at the first reading at least `close_delay` after the first of an unbroken run
    that is back by `hysteresis`. Silence runs from a reading to the next one.
    """
    points = sorted(set(readings))
    ended, runs = follow(points, rule)
    lasting = [one for run in runs if (one := run.found()) is not None]
    silent = silences([at for at, _ in points], rule, until)
    return sorted([*ended, *lasting, *silent], key=lambda one: (one.started_at, one.kind))


def follow(
    points: Iterable[Point], rule: Rule, runs: Iterable[Run] = ()
) -> tuple[list[Found], list[Run]]:
    """Judge readings in the order of their time, going on from the runs before them.

    Returns the excursions that ended, and the runs that have not.
    """
    sides = list(_sides(rule))
    standing: dict[Kind, Run | None] = {run.kind: run for run in runs}
    ended = []
    for point in points:
        for side in sides:
            run, found = side.step(standing.get(side.kind), point, rule)
            standing[side.kind] = run
            if found is not None:
                ended.append(found)
    watched = {side.kind for side in sides}
    return ended, [run for run in standing.values() if run is not None and run.kind in watched]


def _sides(rule: Rule) -> Iterator[_Side]:
    low, high, back = rule.low, rule.high, rule.hysteresis
    if high is not None:
        yield _Side(Kind.HIGH, lambda v: v > high, lambda v: v <= high - back, max)
    if low is not None:
        yield _Side(Kind.LOW, lambda v: v < low, lambda v: v >= low + back, min)


def silences(
    moments: Sequence[datetime], rule: Rule, until: datetime | None = None
) -> Iterator[Found]:
    """The silences between moments in order, and one that lasts `until` then."""
    if rule.silence is None or not moments:
        return
    for heard, again in pairwise(moments):
        if again - heard > rule.silence:
            yield Found(Kind.SILENCE, heard, heard + rule.silence, again, None)
    if until is not None and until - moments[-1] > rule.silence:
        yield Found(Kind.SILENCE, moments[-1], moments[-1] + rule.silence, None, None)
