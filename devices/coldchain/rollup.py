"""Roll-ups: readings summed up by the minute, quarter and hour, whatever order they came in.

A wider roll-up is merged from narrower ones, so that raw readings may be dropped by the month.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import fsum

MINUTE, QUARTER, HOUR = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Sample = tuple[datetime, float | None]
"""Time and value of a reading; None where its quality says that there is no usable value."""


@dataclass(frozen=True, slots=True)
class RollUp:
    """What the readings of one stretch of time amount to; `count` are those with a value."""

    since: datetime
    width: timedelta
    count: int
    bad: int
    minimum: float | None
    maximum: float | None
    total: float

    @property
    def mean(self) -> float | None:
        return self.total / self.count if self.count else None


def roll_up(samples: Iterable[Sample], width: timedelta) -> list[RollUp]:
    """One roll-up for each stretch of `width` (UTC, counted from 1970) that has readings.

    A sample given twice counts once.
    """
    parts: dict[datetime, list[float | None]] = defaultdict(list)
    for at, value in dict.fromkeys(samples):
        parts[_beginning(at, width)].append(value)
    return [_of_values(since, width, parts[since]) for since in sorted(parts)]


def merge(narrow: Iterable[RollUp], width: timedelta) -> list[RollUp]:
    """Wider roll-ups from narrower ones that do not overlap.

    Raises: ValueError when a narrow one does not fit into the width.
    """
    parts: dict[datetime, list[RollUp]] = defaultdict(list)
    for one in narrow:
        if width % one.width:
            raise ValueError(f"{one.width} does not go into {width}")
        parts[_beginning(one.since, width)].append(one)
    return [_of_parts(since, width, parts[since]) for since in sorted(parts)]


def _beginning(at: datetime, width: timedelta) -> datetime:
    return at - (at - _EPOCH) % width


def _of_values(since: datetime, width: timedelta, values: list[float | None]) -> RollUp:
    good = [value for value in values if value is not None]
    low, high = (min(good), max(good)) if good else (None, None)
    return RollUp(since, width, len(good), len(values) - len(good), low, high, fsum(good))


def _of_parts(since: datetime, width: timedelta, parts: list[RollUp]) -> RollUp:
    lows = [one.minimum for one in parts if one.minimum is not None]
    highs = [one.maximum for one in parts if one.maximum is not None]
    return RollUp(
        since,
        width,
        sum(one.count for one in parts),
        sum(one.bad for one in parts),
        min(lows, default=None),
        max(highs, default=None),
        fsum(one.total for one in parts),
    )
