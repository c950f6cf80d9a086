"""The check against a reference that tries every second: tiny days, every order, every time.

The reference knows the rules only as the model's documentation states them and shares no code
with the check. Verdict and cost of the two must agree on every plan there is, good or bad.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations, product

import pytest

from routing.check import check
from routing.model import (
    Break,
    Compartment,
    Depot,
    Goods,
    Plan,
    PlannedBreak,
    PlannedStop,
    Problem,
    Reason,
    Stop,
    Trip,
    Unserved,
    Vehicle,
    Window,
)
from routing.model.values import matrix
from routing.solving import construct

END = 8
"""The last second of these days."""
NO_LIMIT = 10 * END
EVERY_CLASS = {"cold", "frozen", ""}

Served = list[tuple[int, int]]
"""Stops by rank with their start of service; a trip begins with its departure."""
Day = list[tuple[int, Served]]
Pause = tuple[int, int] | None
"""When the driver's break begins and ends."""


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


def easy(seed: int) -> Problem:
    """A tiny day with time for everything, so that other rules decide."""
    asked = tiny(seed)
    near = matrix([[0 if a == b else 1 for b in range(3)] for a in range(3)])
    stops = tuple(
        replace(stop, windows=(Window(0, END),), release_s=0, aboard_max_s=None)
        for stop in asked.stops
    )
    van = replace(asked.vehicles[0], shift_start_s=0, shift_end_s=END, duration_max_s=None)
    return replace(asked, stops=stops, vehicles=(van,), travel_s=near)


def walled(seed: int) -> Problem:
    """Goods of two temperatures, walls between them, and perhaps a locked order."""
    dice, asked = random.Random(seed), easy(seed)
    stops = tuple(replace(stop, goods=mixed(dice), pickup=back(dice)) for stop in asked.stops)
    walls = [Compartment(frozenset({name}), (dice.randint(1, 3),)) for name in ("cold", "frozen")]
    van = replace(
        asked.vehicles[0],
        capacity=(dice.randint(4, 7),),
        temperature_classes=frozenset({"cold", "frozen"}),
        compartments=tuple(walls[: dice.randint(1, 2)]),
        locked=dice.choice([("s0",), ("s1",), ("s1", "s0")]),
    )
    return replace(asked, stops=stops, vehicles=(van,))


def mixed(dice: random.Random) -> tuple[Goods, ...]:
    return tuple(Goods(name, (dice.randint(0, 2),)) for name in ("cold", "frozen", ""))


def back(dice: random.Random) -> tuple[Goods, ...]:
    return (Goods(dice.choice(["cold", "frozen", ""]), (dice.randint(0, 2),)),)


def paused(seed: int) -> Problem:
    """A break that the driver is owed on most days."""
    dice, asked = random.Random(seed), easy(seed)
    earliest = dice.randint(1, 3)
    owed = Break(earliest, earliest + dice.randint(0, 2), dice.randint(1, 2))
    return replace(asked, vehicles=(replace(asked.vehicles[0], breaks=(owed,)),))


def every_day(end: int = END) -> Iterator[Day]:
    """All orders of at most two stops in at most two trips, at all times."""
    seconds = range(end)
    for count in (0, 1, 2):
        for order in permutations((0, 1), count):
            for cut in range(1, count + 1):
                parts = [order] if cut == count else [order[:cut], order[cut:]]
                for times in product(seconds, repeat=len(parts) + count):
                    clock = iter(times)
                    yield [(next(clock), [(s, next(clock)) for s in part]) for part in parts]
    yield []


def verdict(asked: Problem, day: Day, pause: Pause = None) -> int | None:
    """What the day costs by the documented rules; None when it breaks one."""
    (van,) = asked.vehicles
    ready, seconds, cost = van.shift_start_s, 0, 0
    first = back = day[0][0] if day else 0
    if not keeps_locks(asked, day) or not rests(asked, day, pause):
        return None
    for depart, served in day:
        driven = trip_verdict(asked, depart, served)
        if depart < ready or driven is None:
            return None
        back, price = driven
        cost += price
        seconds += back - depart
        ready = back + van.reload_s
    longest = NO_LIMIT if van.duration_max_s is None else van.duration_max_s
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
    for s, start in served:
        stop = asked.stops[s]
        cost += asked.distance_m[here][stop.location]
        fit = [w for w in stop.windows if w.start_s <= start <= w.end_s + w.late_s]
        if start < clock + asked.travel_s[here][stop.location] or not fit:
            return None
        if stop.goods and (stop.release_s > depart or start - depart > longest_aboard(stop)):
            return None
        cost += 2 * max(0, start - fit[0].end_s)
        here, clock = stop.location, start + stop.service_s
    back = clock + asked.travel_s[here][0]
    for s, start in served:
        stop = asked.stops[s]
        if stop.pickup and back - start - stop.service_s > longest_aboard(stop):
            return None
    if not has_room(asked, served):
        return None
    return back, cost + asked.distance_m[here][0]


def has_room(asked: Problem, served: Served) -> bool:
    """There is room at every moment, in all and behind every wall."""
    (van,) = asked.vehicles
    rooms = [(EVERY_CLASS, van.capacity[0])]
    rooms += [(set(each.temperature_classes), each.capacity[0]) for each in van.compartments]
    for classes, room in rooms:
        aboard = [sum(units(asked.stops[s].goods, classes) for s, _ in served)]
        for s, _ in served:
            stop = asked.stops[s]
            aboard.append(aboard[-1] + units(stop.pickup, classes) - units(stop.goods, classes))
        if max(aboard) > room:
            return False
    return True


def units(goods: tuple[Goods, ...], classes: set[str]) -> int:
    return sum(each.amount[0] for each in goods if each.temperature_class in classes)


def keeps_locks(asked: Problem, day: Day) -> bool:
    """Locked orders that are served come first of all, in their order."""
    first = [f"s{s}" for s, _ in day[0][1]] if day else []
    served = {f"s{s}" for _, trip in day for s, _ in trip}
    locked = [each for each in asked.vehicles[0].locked if each in served]
    return first[: len(locked)] == locked


def rests(asked: Problem, day: Day, pause: Pause) -> bool:
    """A break falls into one wait, a reload keeps its time beside it, and none is owed still."""
    (van,) = asked.vehicles
    homes = [home(asked, served, depart) for depart, served in day]
    between = [(homes[i], day[i + 1][0]) for i in range(len(day) - 1)]
    if pause is not None:
        begin, end = pause
        waits = [wait for depart, served in day for wait in waits_of(asked, depart, served)]
        if not any(a <= begin and end <= b for a, b in waits + between):
            return False
        if any(a <= begin < b and b - a < van.reload_s + end - begin for a, b in between):
            return False
    for owed in van.breaks if day else ():
        if day[0][0] < owed.latest_s < homes[-1] and not (
            pause is not None
            and owed.earliest_s <= pause[0] <= owed.latest_s
            and pause[1] - pause[0] >= owed.duration_s
        ):
            return False
    return True


def waits_of(asked: Problem, depart: int, served: Served) -> list[tuple[int, int]]:
    """From the arrival at each stop to the start of its service."""
    here, clock, waits = 0, depart, []
    for s, start in served:
        waits.append((clock + asked.travel_s[here][asked.stops[s].location], start))
        here, clock = asked.stops[s].location, start + asked.stops[s].service_s
    return waits


def home(asked: Problem, served: Served, depart: int) -> int:
    if not served:
        return depart
    s, start = served[-1]
    return start + asked.stops[s].service_s + asked.travel_s[asked.stops[s].location][0]


def longest_aboard(stop: Stop) -> int:
    return NO_LIMIT if stop.aboard_max_s is None else stop.aboard_max_s


def written(asked: Problem, day: Day, cost: int, pause: Pause = None) -> Plan:
    """The day as a plan that says of itself what is true."""
    trips = []
    for number, (depart, served) in enumerate(day, 1):
        here, clock, metres, planned = 0, depart, 0, []
        stops = [asked.stops[s] for s, _ in served]
        full = load = sum(units(stop.goods, EVERY_CLASS) for stop in stops)
        for stop, (_, start) in zip(stops, served, strict=True):
            arrive = clock + asked.travel_s[here][stop.location]
            metres += asked.distance_m[here][stop.location]
            load += units(stop.pickup, EVERY_CLASS) - units(stop.goods, EVERY_CLASS)
            here, clock = stop.location, start + stop.service_s
            planned.append(PlannedStop(stop.id, arrive, start, clock, (load,)))
        back, metres = clock + asked.travel_s[here][0], metres + asked.distance_m[here][0]
        trips.append(Trip("van", number, 0, 0, depart, back, tuple(planned), metres, (full,)))
    on_the_way = {s for _, served in day for s, _ in served}
    left = tuple(Unserved(f"s{s}", Reason.PRIZE) for s in (0, 1) if s not in on_the_way)
    breaks = () if pause is None else (PlannedBreak("van", *pause),)
    return Plan(tuple(trips), left, cost, "by hand", 0.0, "tiny", breaks)


def agrees(asked: Problem, day: Day, pause: Pause = None) -> int | None:
    """See that check and reference say the same of a day; give what it costs if it is good."""
    cost = verdict(asked, day, pause)
    found = check(asked, written(asked, day, cost or 0, pause))
    if cost is None:
        assert {each.code for each in found} - {"plan.cost"}, (day, pause)
    else:
        assert not found, (day, pause, found)
    return cost


@pytest.mark.parametrize("make", [tiny, walled])
@pytest.mark.parametrize("seed", range(5))
def test_check_and_reference_agree_on_every_plan_of_a_tiny_day(
    make: Callable[[int], Problem], seed: int
) -> None:
    asked = make(seed)
    costs = [cost for day in every_day() if (cost := agrees(asked, day)) is not None]
    assert searched(asked).cost >= min(costs)


@pytest.mark.parametrize("seed", range(6))
def test_they_agree_on_every_break_of_a_day_that_owes_one(seed: int) -> None:
    asked = paused(seed)
    (owed,) = asked.vehicles[0].breaks
    pauses: list[Pause] = [(begin, begin + owed.duration_s) for begin in range(END)]
    costs = []
    for day in every_day(6):
        for pause in (None, *pauses):
            if (cost := agrees(asked, day, pause)) is not None:
                costs.append(cost)
    assert searched(asked).cost >= min(costs)


def searched(asked: Problem) -> Plan:
    """What the search makes; it keeps the rules."""
    plan = construct(asked, rounds=20)
    assert check(asked, plan) == []
    return plan


def test_the_search_finds_the_best_plan_of_most_tiny_days() -> None:
    best = 0
    for seed in range(8):
        asked = tiny(seed)
        costs = [cost for day in every_day() if (cost := verdict(asked, day)) is not None]
        best += construct(asked, rounds=30).cost == min(costs)
    assert best >= 7
