"""Whether goods may still go on: one rule for every step between the shelf and the shop's door."""

from datetime import datetime, timedelta


def needed_until(arrives_at: datetime, now: datetime, margin: timedelta = timedelta()) -> datetime:
    """What goods for an arrival must outlive: the promised arrival, or now when that is late."""
    return max(arrives_at, now) + margin


def is_over(sell_until: datetime, arrives_at: datetime, now: datetime) -> bool:
    """Whether goods would reach their customer dead, or are so already."""
    return sell_until <= needed_until(arrives_at, now)
