"""Breaks cost no more than they must: every way through small days is tried, second by second."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations_with_replacement, permutations

import pytest

from routing.check import check
from routing.day import Arrays, timed_day
from routing.formats import day_of, places_of, read_orders, read_vehicles
from routing.model import Break, Problem, Window, straight_line
from routing.solving import construct
from tests.unit.routing.test_brute_force import Day, Pause, easy, verdict

END = 11
"""The last second of these days."""

VAN = (
    "id,depot,latitude,longitude,kg,temperature_classes,shift_start,shift_end,fixed_yuan,"
    "yuan_per_km,yuan_per_hour,break_from,break_until,break_min\n"
    "van,main,28.228,112.938,900,ambient,{shift},120,2.2,30,{rest}\n"
)
SIX_SHOPS = (
    (28.1841, 112.9125),
    (28.2292, 112.9478),
    (28.2175, 112.9803),
    (28.2171, 112.9837),
    (28.1916, 112.9741),
    (28.1956, 112.9848),
)


def sheets(places: tuple[tuple[float, float], ...], window: str, shift: str, rest: str) -> Problem:
    lines = [f"J{n},{lat},{lon},30,{window},5" for n, (lat, lon) in enumerate(places)]
    orders = read_orders("\n".join(["id,latitude,longitude,kg,windows,service_min", *lines]))
    vans = read_vehicles(VAN.format(shift=shift, rest=rest))
    return day_of(orders, vans, straight_line(places_of(orders, vans)[0]))


def without_break(asked: Problem) -> Problem:
    return replace(asked, vehicles=tuple(replace(van, breaks=()) for van in asked.vehicles))


@pytest.mark.parametrize(
    ("window", "shift", "rest"),
    [
        ("15:00-17:00", "8:00,18:00", "11:30,13:00,30"),  # lunch, and work in the afternoon
        ("9:00-12:00", "4:00,18:00", "6:00,8:00,30"),  # breakfast, and work from nine
        ("8:31-17:00", "4:00,18:00", "4:30,6:00,30"),  # a rest before anybody is up
        ("8:00-9:00", "6:00,18:00", "11:30,13:00,30"),  # home before lunch
    ],
)
def test_who_may_start_after_the_break_is_not_sent_out_before_it(
    window: str, shift: str, rest: str
) -> None:
    asked = sheets(SIX_SHOPS, window, shift, rest)
    free = construct(without_break(asked), rounds=300)
    plan = construct(asked, rounds=300)
    assert check(asked, free) == [], "the day without a break keeps the rules of the day with one"
    assert check(asked, plan) == []
    assert (plan.cost, plan.breaks) == (free.cost, ())
    assert plan.trips[0].depart_s == free.trips[0].depart_s


def test_the_lunch_case_costs_what_the_day_is_worth() -> None:
    asked = sheets(SIX_SHOPS, "15:00-17:00", "8:00,18:00", "11:30,13:00,30")
    assert construct(asked, rounds=300).cost <= 22374


def rested(seed: int, breaks: int = 1) -> Problem:
    """Two orders with one or two windows, and breaks before, between and after them."""
    dice, asked = random.Random(seed), easy(seed)
    stops = []
    for stop in asked.stops:
        begin = dice.randint(0, 7)
        windows = [Window(begin, begin + dice.randint(0, 3))]
        if dice.random() < 0.4:
            windows.append(Window(windows[0].closes_s + 2, windows[0].closes_s + 3))
        released = dice.choice([0, 0, dice.randint(0, 4)])
        stops.append(replace(stop, windows=tuple(windows), prize=0, release_s=released))
    owed, clock = [], 0
    for _ in range(breaks):
        earliest = clock + dice.randint(0, 5)
        owed.append(Break(earliest, earliest + dice.randint(0, 3), dice.randint(1, 2)))
        clock = owed[-1].latest_s + owed[-1].duration_s
    van = replace(
        asked.vehicles[0],
        shift_end_s=END - dice.randint(0, 3),
        overtime_s=dice.choice([0, 1]),
        breaks=tuple(owed),
        cost_per_hour=3_600,
        fixed_cost=0,
        capacity=(9,),
    )
    return replace(asked, stops=tuple(stops), vehicles=(van,))


def every_time(parts: list[tuple[int, ...]]) -> Iterator[Day]:
    """A day's trips at all times that do not run backwards."""
    count = len(parts) + sum(map(len, parts))
    for times in combinations_with_replacement(range(END + 1), count):
        clock = iter(times)
        yield [(next(clock), [(s, next(clock)) for s in part]) for part in parts]


def cheapest(asked: Problem, parts: list[tuple[int, ...]]) -> int | None:
    """The least such a day can cost by the documented rules, in whatever way it rests."""
    (owed,) = asked.vehicles[0].breaks
    pauses: list[Pause] = [None]
    pauses += [(s, s + owed.duration_s) for s in range(owed.earliest_s, owed.latest_s + 1)]
    costs = [verdict(asked, day, pause) for day in every_time(parts) for pause in pauses]
    return min((each for each in costs if each is not None), default=None)


def every_order() -> Iterator[list[tuple[int, ...]]]:
    for count in (1, 2):
        for order in permutations((0, 1), count):
            yield [order]
    yield [(0,), (1,)]
    yield [(1,), (0,)]


@pytest.mark.parametrize("seed", range(12))
def test_no_way_through_a_day_with_a_break_is_cheaper_than_ours(seed: int) -> None:
    asked = rested(seed)
    arrays = Arrays(asked)
    for parts in every_order():
        timed, ours = timed_day(arrays, 0, [list(part) for part in parts])
        assert (ours if timed else None) == cheapest(asked, parts), parts


@pytest.mark.parametrize("seed", range(30))
def test_a_break_more_never_makes_a_day_cheaper(seed: int) -> None:
    asked = rested(seed, breaks=2)
    (van,) = asked.vehicles
    one = replace(asked, vehicles=(replace(van, breaks=van.breaks[:1]),))
    for parts in every_order():
        trips = [list(part) for part in parts]
        none = timed_day(Arrays(without_break(asked)), 0, trips)
        fewer, more = timed_day(Arrays(one), 0, trips), timed_day(Arrays(asked), 0, trips)
        assert fewer[0] is not None or more[0] is None
        assert none[0] is not None or fewer[0] is None
        if more[0] is not None:
            assert none[1] <= fewer[1] <= more[1]


@pytest.mark.parametrize("seed", range(30))
def test_a_break_before_the_shift_or_after_it_changes_nothing(seed: int) -> None:
    asked = rested(seed)
    (van,) = asked.vehicles
    late = Break(van.latest_return_s, van.latest_return_s + 5, 3)
    beside = replace(
        asked, vehicles=(replace(van, shift_start_s=1, breaks=(Break(0, 1, 1), late)),)
    )
    free = without_break(beside)
    for parts in every_order():
        trips = [list(part) for part in parts]
        assert timed_day(Arrays(beside), 0, trips)[1] == timed_day(Arrays(free), 0, trips)[1]


@pytest.mark.parametrize("seed", range(10))
def test_a_day_an_hour_later_costs_the_same(seed: int) -> None:
    asked = rested(seed, breaks=2)
    (van,) = asked.vehicles
    later = replace(
        asked,
        stops=tuple(
            replace(
                stop,
                windows=tuple(
                    replace(w, start_s=w.start_s + 3600, end_s=w.end_s + 3600) for w in stop.windows
                ),
                release_s=stop.release_s + 3600,
            )
            for stop in asked.stops
        ),
        vehicles=(
            replace(
                van,
                shift_start_s=van.shift_start_s + 3600,
                shift_end_s=van.shift_end_s + 3600,
                breaks=tuple(
                    replace(b, earliest_s=b.earliest_s + 3600, latest_s=b.latest_s + 3600)
                    for b in van.breaks
                ),
            ),
        ),
    )
    for parts in every_order():
        trips = [list(part) for part in parts]
        assert timed_day(Arrays(later), 0, trips)[1] == timed_day(Arrays(asked), 0, trips)[1]
