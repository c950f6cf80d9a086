"""What the dates on a supplier's label do to a lot: when its life begins, and when it must end.

A lot is sold until the earlier of what its label says and what our own rule of the item says.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAWN = time(6)
"""Labels tell the day goods were harvested or made, not its hour; vegetables are cut at dawn."""
LAST = time(23, 59, 59)
FAR_LIVES = 3
FAR_BEYOND = timedelta(days=30)
"""A label that ends later than three lives of the item and a month is not believed unasked."""


class Mark(StrEnum):
    """What may not be passed."""

    BEST_BEFORE = "best_before"
    SELL_BY = "sell_by"
    USE_BY = "use_by"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True)
class LabelDates:
    """The dates of a label, as printed. A day that ends a life is lived to its end."""

    harvested_on: date | None = None
    produced_on: date | None = None
    packed_on: date | None = None
    frozen_on: date | None = None
    """The first freezing."""
    best_before_on: date | None = None
    sell_by_on: date | None = None
    use_by_on: date | None = None
    expires_at: datetime | None = None
    """To the minute."""

    def began_on(self) -> date | None:
        """The first day of the goods that the label tells: they are no fresher than that."""
        told = (self.harvested_on, self.produced_on, self.packed_on, self.frozen_on)
        return min((day for day in told if day is not None), default=None)

    def began_at(self, zone: ZoneInfo) -> datetime | None:
        """Dawn of that day at the business."""
        day = self.began_on()
        return None if day is None else datetime.combine(day, DAWN, tzinfo=zone).astimezone(UTC)

    def end(self, zone: ZoneInfo) -> tuple[datetime, Mark] | None:
        """When the label says it is over, by its earliest date; None where it says nothing."""
        days = (
            (self.best_before_on, Mark.BEST_BEFORE),
            (self.sell_by_on, Mark.SELL_BY),
            (self.use_by_on, Mark.USE_BY),
        )
        ends = [(_over(day, zone), mark) for day, mark in days if day is not None]
        if self.expires_at is not None:
            ends.append((self.expires_at, Mark.EXPIRES))
        return min(ends, default=None)


UNDATED = LabelDates()
"""Of goods without a label, or of a label without dates."""


def earliest(told: Iterable[LabelDates]) -> LabelDates:
    """What holds for goods made of several lots: each date is the earliest that any of them has."""
    found = UNDATED
    for dates in told:
        for one in fields(LabelDates):
            mine, theirs = getattr(found, one.name), getattr(dates, one.name)
            if theirs is not None and (mine is None or theirs < mine):
                found = replace(found, **{one.name: theirs})
    return found


def is_far(end: datetime, begun_at: datetime, life: timedelta) -> bool:
    """Whether a label promises a life so long that it is more likely misread or misprinted."""
    return end > begun_at + FAR_LIVES * life + FAR_BEYOND


def _over(day: date, zone: ZoneInfo) -> datetime:
    """The last second of a day at the business: shown as a day, it is that day."""
    return datetime.combine(day, LAST, tzinfo=zone).astimezone(UTC)
