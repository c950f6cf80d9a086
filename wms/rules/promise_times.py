"""When goods ordered now will be at the customer's door.

Standard orders count for the day whose cut-off they make and arrive that afternoon, or next
morning where the shop shuts too early. Express orders arrive within the hour, those of the night
before the morning's limit. Moments are aware; days and minutes are the business's local ones.
Source: the operator's delivery terms.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wms import codes
from wms.errors import Refused

AHEAD_DAYS_MAX = 14
"""How far ahead a day of delivery can be chosen."""
SLOT_MINUTES_MIN = 30
"""The narrowest time slot that is promised."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The business's hours, in minutes of the local day."""

    zone: ZoneInfo
    cut_off_minute: int = 14 * 60
    standard_from_minute: int = 16 * 60
    standard_until_minute: int = 21 * 60
    express_from_minute: int = 7 * 60
    express_until_minute: int = 19 * 60
    express_minutes: int = 60
    night_limit_minute: int = 8 * 60
    """Express orders of the night are delivered before this minute."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a shop takes goods in, and on which weekdays it orders (bit 0 is Monday)."""

    open_minute: int
    close_minute: int
    order_days: int = 0b1111111

    def has_order_day(self, day: date) -> bool:
        return bool(self.order_days >> day.weekday() & 1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the customer would like; nothing means as soon as possible."""

    day: date | None = None
    from_minute: int | None = None
    until_minute: int | None = None


ANY_TIME = Wish()


@dataclass(frozen=True, slots=True)
class Window:
    """The promise: delivery starts no earlier and ends no later."""

    deliver_from: datetime
    deliver_until: datetime


def standard(now: datetime, hours: Hours, terms: Terms, wish: Wish = ANY_TIME) -> Window:
    """Promise a standard order placed now.

    Raises: Refused("order.closed") when nothing can arrive on the wished day;
    Refused("order.slot") when the wished hours are outside what is driven or too narrow;
    Refused("order.no_days").
    """
    first, last, later_days = _arrival(hours, terms)
    later = timedelta(days=later_days)
    earliest = first_day(now, hours, terms)
    day = earliest if wish.day is None else wish.day - later
    if not _is_open(day, earliest, hours):
        raise Refused(codes.Order.CLOSED, earliest=str(earliest + later), wanted=str(wish.day))
    begin = first if wish.from_minute is None else wish.from_minute
    end = last if wish.until_minute is None else wish.until_minute
    if begin < first or end > last or end - begin < min(SLOT_MINUTES_MIN, last - first):
        raise Refused(
            codes.Order.SLOT, first=clock(first), last=clock(last), minutes=SLOT_MINUTES_MIN
        )
    return Window(at(day + later, begin, terms.zone), at(day + later, end, terms.zone))


def express(now: datetime, terms: Terms) -> Window:
    """Promise an express order placed now: within the hour by day, before the limit by night."""
    local = now.astimezone(terms.zone)
    minute = local.hour * 60 + local.minute
    if terms.express_from_minute <= minute < terms.express_until_minute:
        return Window(now, now + timedelta(minutes=terms.express_minutes))
    is_evening = minute >= terms.express_until_minute
    day = local.date() + timedelta(days=1 if is_evening else 0)
    until = at(day, terms.night_limit_minute, terms.zone)
    return Window(until - timedelta(minutes=terms.express_minutes), until)


def first_day(now: datetime, hours: Hours, terms: Terms) -> date:
    """The first order day whose cut-off an order placed now still makes.

    Raises: Refused("order.no_days") when the shop has no order days at all.
    """
    if not hours.order_days & 0b1111111:
        raise Refused(codes.Order.NO_DAYS)
    local = now.astimezone(terms.zone)
    is_late = local.hour * 60 + local.minute >= terms.cut_off_minute
    day = local.date() + timedelta(days=1 if is_late else 0)
    while not hours.has_order_day(day):
        day += timedelta(days=1)
    return day


def order_day(deliver_until: datetime, hours: Hours, terms: Terms) -> date:
    """The day whose cut-off a standard order was made for: that of its delivery, or the day before
    for a shop that closes before the day's deliveries begin."""
    *_, later_days = _arrival(hours, terms)
    return deliver_until.astimezone(terms.zone).date() - timedelta(days=later_days)


def at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The moment of a minute of a local day, in UTC; minute 1440 is the next midnight."""
    wall = datetime.combine(day, time.min) + timedelta(minutes=minute)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def clock(minute: int) -> str:
    """A minute of the day as people write it."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _is_open(day: date, earliest: date, hours: Hours) -> bool:
    last = earliest + timedelta(days=AHEAD_DAYS_MAX)
    return earliest <= day <= last and hours.has_order_day(day)


def _arrival(hours: Hours, terms: Terms) -> tuple[int, int, int]:
    """First and last minute a standard order can arrive, and how many days after its cut-off."""
    first = max(terms.standard_from_minute, hours.open_minute)
    last = min(terms.standard_until_minute, hours.close_minute)
    if last - first >= SLOT_MINUTES_MIN:
        return first, last, 0
    return hours.open_minute, hours.close_minute, 1
