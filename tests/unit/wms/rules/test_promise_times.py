"""Delivery promises at every edge of the day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.errors import Refused
from wms.rules.promise_times import (
    Hours,
    Terms,
    Window,
    Wish,
    at,
    clock,
    express,
    first_day,
    standard,
)

ZONE = ZoneInfo("Asia/Shanghai")
TERMS = Terms(ZONE)
ALL_DAY = Hours(6 * 60, 21 * 60)
MONDAY = date(2026, 11, 23)


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return at(day, hour * 60 + minute, ZONE)


def window(day: date, begin: int, end: int) -> Window:
    return Window(local(day, begin), local(day, end))


def next_day(days: int = 1) -> date:
    return MONDAY + timedelta(days=days)


def test_what_makes_the_cut_off_arrives_the_same_afternoon() -> None:
    assert standard(local(MONDAY, 13, 59), ALL_DAY, TERMS) == window(MONDAY, 16, 21)


def test_what_misses_the_cut_off_arrives_the_next_day() -> None:
    assert standard(local(MONDAY, 14), ALL_DAY, TERMS) == window(next_day(), 16, 21)


def test_a_shop_that_closes_at_six_gets_its_goods_before_six() -> None:
    assert standard(local(MONDAY, 9), Hours(8 * 60, 18 * 60), TERMS) == window(MONDAY, 16, 18)


def test_a_shop_that_shuts_too_early_gets_its_goods_next_morning() -> None:
    canteen = Hours(5 * 60, 11 * 60)
    assert standard(local(MONDAY, 9), canteen, TERMS) == window(next_day(), 5, 11)
    wish = Wish(next_day(), 6 * 60, 8 * 60)
    assert standard(local(MONDAY, 9), canteen, TERMS, wish) == window(next_day(), 6, 8)


def test_an_order_waits_for_the_shops_next_order_day() -> None:
    wednesdays = Hours(6 * 60, 21 * 60, 0b0000100)
    assert standard(local(MONDAY, 9), wednesdays, TERMS) == window(next_day(2), 16, 21)
    assert first_day(local(next_day(2), 14), wednesdays, TERMS) == next_day(9)


def test_a_shop_without_order_days_is_told_so() -> None:
    with pytest.raises(Refused, match=r"order\.no_days"):
        standard(local(MONDAY, 9), Hours(0, 60, 0), TERMS)


@pytest.mark.parametrize("days", [-1, 0, 16])
def test_a_day_that_cannot_be_served_is_refused_with_the_earliest_one(days: int) -> None:
    with pytest.raises(Refused) as refused:
        standard(local(MONDAY, 15), ALL_DAY, TERMS, Wish(next_day(days)))
    assert refused.value.code == "order.closed"
    assert refused.value.details["earliest"] == "2026-11-24"


def test_a_chosen_slot_is_promised() -> None:
    wish = Wish(next_day(3), 17 * 60, 18 * 60)
    assert standard(local(MONDAY, 9), ALL_DAY, TERMS, wish) == window(next_day(3), 17, 18)


@pytest.mark.parametrize(("begin", "end"), [(15 * 60, 18 * 60), (20 * 60, 1300), (1000, 1020)])
def test_a_slot_outside_the_driven_hours_or_too_narrow_is_refused(begin: int, end: int) -> None:
    with pytest.raises(Refused) as refused:
        standard(local(MONDAY, 9), ALL_DAY, TERMS, Wish(None, begin, end))
    assert refused.value.details == {"first": "16:00", "last": "21:00", "minutes": 30}


def test_express_by_day_arrives_within_the_hour() -> None:
    for now in (local(MONDAY, 7), local(MONDAY, 18, 59)):
        assert express(now, TERMS) == Window(now, now + timedelta(hours=1))


def test_express_by_night_arrives_before_eight() -> None:
    assert express(local(MONDAY, 19), TERMS) == window(next_day(), 7, 8)
    assert express(local(MONDAY, 23, 59), TERMS) == window(next_day(), 7, 8)
    assert express(local(next_day(), 0), TERMS) == window(next_day(), 7, 8)
    assert express(local(next_day(), 6, 59), TERMS) == window(next_day(), 7, 8)


def test_minutes_are_counted_on_the_local_clock() -> None:
    assert at(MONDAY, 1440, ZONE) == at(next_day(), 0, ZONE)
    assert at(date(2026, 3, 29), 180, ZoneInfo("Europe/Berlin")) == datetime(
        2026, 3, 29, 1, 0, tzinfo=UTC
    )
    assert clock(545) == "09:05"


START = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 366 * 24 * 3600).map(lambda s: START + timedelta(seconds=s))
hours = st.builds(
    lambda first, length, days: Hours(first, min(first + length, 1440), days),
    st.integers(0, 1400),
    st.integers(1, 1440),
    st.integers(1, 127),
)


@given(moments, hours)
def test_a_promise_always_lies_ahead_within_the_shops_hours(now: datetime, shop: Hours) -> None:
    promised = standard(now, shop, TERMS)
    assert now < promised.deliver_until
    assert promised.deliver_from < promised.deliver_until
    day = promised.deliver_from.astimezone(ZONE).date()
    assert at(day, shop.open_minute, ZONE) <= promised.deliver_from
    assert promised.deliver_until <= at(day, shop.close_minute, ZONE)


@given(moments)
def test_an_express_promise_is_kept_within_thirteen_hours(now: datetime) -> None:
    promised = express(now, TERMS)
    assert now <= promised.deliver_until <= now + timedelta(hours=13)
    assert promised.deliver_until - promised.deliver_from == timedelta(hours=1)
