"""Where the edge gets its time from: nothing below it has a clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

DEFAULT_ZONE = "Asia/Shanghai"


def system_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime, zone: str = DEFAULT_ZONE) -> datetime:
    """The same moment as the people in the business's time zone read it."""
    return moment.astimezone(ZoneInfo(zone))
