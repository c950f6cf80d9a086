"""A span of time that a report is about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_

from wms.rules.promise_times import at


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment on until just before another."""

    since: datetime
    until: datetime

    @classmethod
    def days(cls, first: date, last: date, zone: ZoneInfo) -> Self:
        """Whole local days, the last one included."""
        return cls(at(first, 0, zone), at(last + timedelta(days=1), 0, zone))

    def contains(self, column: Any) -> ColumnElement[bool]:
        """The condition that a column's moment lies in the period."""
        return and_(column >= self.since, column < self.until)


def share(part: int, whole: int) -> float | None:
    """A rate from 0 to 1; None where there is nothing to take a share of."""
    return part / whole if whole else None
