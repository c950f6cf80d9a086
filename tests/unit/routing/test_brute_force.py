"""The check against a reference that tries every second: tiny days, every order, every time.

The reference knows the rules only as the model's documentation states them and shares no code
with the check. Verdict and cost of the two must agree on every plan there is, good or bad.
"""

import random
from collections.abc import Iterator
from itertools import permutations, product

import pytest

from routing.check import check
from routing.heuristic import construct
from routing.plan import Plan, PlannedStop, Reason, Trip, Unserved
from routing.problem import Depot, Goods, Problem, Stop, Vehicle, Window
from routing.values import matrix

END = 8
"""The last second of these days."""

Served = list[tuple[int, int]]
"""Stops by rank with their start of service; a trip begins with its departure."""
Day = list[tuple[int, Served]]


def tiny(seed: int) -> Problem:
    """A van, two orders, a few seconds."""
    dice = random.Random(seed)
    far = matrix([[0 if a == b else dice.randint(1, 3) for b in range(3)] for a in range(3)])

    def stop(rank: int) -> Stop:
        begin = dice.randint(0, 4)
        late = dice.choice([0, 0, 1])
        windows = [Window(begin, begin + dice.randint(0, 2), late_s=late, late_cost_per_hour=7_200)]
        if dice.random() < 0.4:
            windows.append(Window(windows[0].closes_s + 2, windows[0].closes_s + 3))
        kind = dice.random()
        return Stop(
            f"s{rank}",
            rank + 1,
            goods=(Goods("cold", (dice.randint(0, 2),)),) if kind < 0.8 else (),
            windows=tuple(windows),
            service_s=dice.randint(0, 1),
            pickup=(Goods("", (dice.randint(1, 2),)),) if kind > 0.6 else (),
            prize=dice.choice([0, 50, 5_000]),
            release_s=dice.choice([0, 0, dice.randint(0, 4)]),
            aboard_max_s=dice.choice([None, dice.randint(1, 5)]),
        )

    van = Vehicle(
        "van",
        0,
        0,
        capacity=(dice.randint(2, 3),),
        temperature_classes=frozenset({"cold"}),
        shift_start_s=dice.randint(0, 1),
        shift_end_s=dice.randint(5, END),
        fixed_cost=dice.randint(0, 9),
        cost_per_km=1_000,
        cost_per_hour=dice.choice([0, 3_600]),
        max_trips=2,
        reload_s=dice.randint(0, 2),
        overtime_s=dice.choice([0, 1]),
        overtime_cost_per_hour=3_600,
        duration_max_s=dice.choice([None, 6]),
    )
    depots = (Depot("main", 0),)
    stops = (stop(0), stop(1))
    return Problem(depots, stops, (van,), far, far, "tiny", dimensions=("units",))


def every_day() -> Iterator[Day]:
    """All orders of at most two stops in at most two trips, at all times."""
    seconds = range(END)
    for count in (0, 1, 2):
        for order in permutations((0, 1), count):
            for cut in range(1, count + 1):
                parts = [order] if cut == count else [order[:cut], order[cut:]]
                for times in product(seconds, repeat=len(parts) + count):
                    clock = iter(times)
                    yield [(next(clock), [(s, next(clock)) for s in part]) for part in parts]
    yield []


def verdict(asked: Problem, day: Day) -> int | None:
    """What the day costs by the documented rules; None when it breaks one."""
    (van,) = asked.vehicles
    ready, seconds, cost = van.shift_start_s, 0, 0
    first = back = day[0][0] if day else 0
    for depart, served in day:
        driven = trip_verdict(asked, depart, served)
        if depart < ready or driven is None:
            return None
        back, price = driven
        cost += price
        seconds += back - depart
        ready = back + van.reload_s
    longest = END if van.duration_max_s is None else van.duration_max_s
    if back > van.shift_end_s + van.overtime_s or back - first > longest:
        return None
    if day:
        cost += van.fixed_cost + (seconds if van.cost_per_hour else 0)
        cost += max(0, back - van.shift_end_s)
    on_the_way = {s for _, served in day for s, _ in served}
    return cost + sum(asked.stops[s].prize or 0 for s in {0, 1} - on_the_way)


def trip_verdict(asked: Problem, depart: int, served: Served) -> tuple[int, int] | None:
    """When a trip is back and what its way and lateness cost; None when it breaks a rule."""
    here, clock, cost = 0, depart, 0
    aboard = [sum(out(asked, s) for s, _ in served)]
    for s, start in served:
        stop = asked.stops[s]
        cost += asked.distance_m[here][stop.location]
        fit = [w for w in stop.windows if w.start_s <= start <= w.end_s + w.late_s]
        if start < clock + asked.travel_s[here][stop.location] or not fit:
            return None
        if stop.goods and (stop.release_s > depart or start - depart > longest_aboard(stop)):
            return None
        cost += 2 * max(0, start - fit[0].end_s)
        aboard.append(aboard[-1] - out(asked, s) + taken(asked, s))
        here, clock = stop.location, start + stop.service_s
    back = clock + asked.travel_s[here][0]
    for s, start in served:
        stop = asked.stops[s]
        if stop.pickup and back - start - stop.service_s > longest_aboard(stop):
            return None
    if max(aboard) > asked.vehicles[0].capacity[0]:
        return None
    return back, cost + asked.distance_m[here][0]


def out(asked: Problem, s: int) -> int:
    return sum(each.amount[0] for each in asked.stops[s].goods)


def taken(asked: Problem, s: int) -> int:
    return sum(each.amount[0] for each in asked.stops[s].pickup)


def longest_aboard(stop: Stop) -> int:
    return END if stop.aboard_max_s is None else stop.aboard_max_s


def written(asked: Problem, day: Day, cost: int) -> Plan:
    """The day as a plan that says of itself what is true."""
    trips = []
    for number, (depart, served) in enumerate(day, 1):
        here, clock, metres, planned = 0, depart, 0, []
        stops = [asked.stops[s] for s, _ in served]
        full = load = sum(out(asked, s) for s, _ in served)
        for stop, (s, start) in zip(stops, served, strict=True):
            arrive = clock + asked.travel_s[here][stop.location]
            metres += asked.distance_m[here][stop.location]
            load += taken(asked, s) - out(asked, s)
            here, clock = stop.location, start + stop.service_s
            planned.append(PlannedStop(stop.id, arrive, start, clock, (load,)))
        back, metres = clock + asked.travel_s[here][0], metres + asked.distance_m[here][0]
        trips.append(Trip("van", number, 0, 0, depart, back, tuple(planned), metres, (full,)))
    on_the_way = {s for _, served in day for s, _ in served}
    left = tuple(Unserved(f"s{s}", Reason.PRIZE) for s in (0, 1) if s not in on_the_way)
    return Plan(tuple(trips), left, cost, "by hand", 0.0, "tiny")


@pytest.mark.parametrize("seed", range(4))
def test_check_and_reference_agree_on_every_plan_of_a_tiny_day(seed: int) -> None:
    asked = tiny(seed)
    costs = []
    for day in every_day():
        cost = verdict(asked, day)
        found = check(asked, written(asked, day, cost or 0))
        wrong = {each.code for each in found} - {"plan.cost"}
        if cost is None:
            assert wrong, day
        else:
            assert not found, (day, found)
            costs.append(cost)
    plan = construct(asked, rounds=20)
    assert check(asked, plan) == []
    assert plan.cost >= min(costs)


def test_the_search_finds_the_best_plan_of_most_tiny_days() -> None:
    best = 0
    for seed in range(8):
        asked = tiny(seed)
        costs = [cost for day in every_day() if (cost := verdict(asked, day)) is not None]
        best += construct(asked, rounds=30).cost == min(costs)
    assert best >= 7
