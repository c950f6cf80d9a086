"""A sensor's own time: read in whatever form it comes, and judged before it is believed."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from devices.events import Quality

CLOCK_SET_SINCE = datetime(2020, 1, 1, tzinfo=UTC)
"""An earlier time is that of a clock nobody ever set."""
AHEAD_MAX = timedelta(minutes=10)
"""A clock further ahead of the receiver than this is wrong."""

_SECONDS_BELOW = 10**11  # a smaller epoch counts seconds, a larger one milliseconds
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_LIMIT_MS = 253_402_300_799_000  # the last second a datetime can hold
_EPOCH_TEXT = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?", re.ASCII)


class Clock(msgspec.Struct, frozen=True):
    """A sensor's time, judged once for all values of a message; None: use the receive time."""

    at: datetime | None
    quality: Quality = "good"


NO_CLOCK = Clock(None)


def judge(value: Any, received_at: datetime, zone: ZoneInfo) -> Clock:
    """What a sensor's own time is worth: used, absent, or known to be wrong.

    `zone` is where a time without an offset was read off. Times are cut to whole milliseconds.
    """
    try:
        at = _from_text(value.strip(), zone) if type(value) is str else _from_number(value)
    except (ValueError, ArithmeticError):
        return NO_CLOCK
    if at is None:
        return NO_CLOCK
    if at < CLOCK_SET_SINCE:
        return Clock(None, "clock_unset")
    if at > received_at and at - received_at > AHEAD_MAX:
        return Clock(None, "clock_future")
    beyond_ms = at.microsecond % 1000
    return Clock(at.replace(microsecond=at.microsecond - beyond_ms) if beyond_ms else at)


def _from_number(value: Any) -> datetime | None:
    if type(value) is int:
        return _from_epoch(value)
    if type(value) is float:
        return _from_epoch(Decimal(str(value)))  # as it was written: 0.62 s are 620 ms
    return None


def _from_text(text: str, zone: ZoneInfo) -> datetime:
    if text[4:5] != "-" and _EPOCH_TEXT.fullmatch(text):
        return _from_epoch(Decimal(text))
    at = datetime.fromisoformat(text)
    if at.tzinfo is UTC:
        return at
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _from_epoch(amount: int | Decimal) -> datetime:
    if -_SECONDS_BELOW < amount < _SECONDS_BELOW:
        amount *= 1000
    milliseconds = max(-_EPOCH_LIMIT_MS // 10, min(_EPOCH_LIMIT_MS, int(amount)))
    return _EPOCH + timedelta(milliseconds=milliseconds)
