"""Problems to plan: small ones by hand, odd ones by dice, a town of any size."""

import random
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from routing.model import HORIZON_S, Depot, Goods, Matrix, Problem, Stop, Vehicle, Window
from routing.model.values import matrix

HOUR = 3600
CLASSES = ("frozen", "chilled", "ambient")


_SIMPLE = {
    "load_g": 100_000,
    "crates": 10,
    "volume_ml": 300_000,
    "temperature_class": "chilled",
    "window_start_s": 6 * HOUR,
    "window_end_s": 12 * HOUR,
}
_CAPACITY = {"capacity_g": 1_000_000, "capacity_crates": 100, "capacity_ml": 5_000_000}


def stop(id: str = "s1", **changes: Any) -> Stop:
    """A stop at location 1 that any vehicle below can serve; one kind of goods, one window."""
    simple = {name: changes.pop(name, value) for name, value in _SIMPLE.items()}
    amount = (simple["load_g"], simple["crates"], simple["volume_ml"])
    plain = Stop(
        id=id,
        location=changes.pop("location", 1),
        goods=changes.pop("goods", None) or (Goods(simple["temperature_class"], amount),),
        windows=changes.pop("windows", None)
        or (Window(simple["window_start_s"], simple["window_end_s"]),),
        service_s=changes.pop("service_s", 300),
    )
    return replace(plain, **changes)


def vehicle(id: str = "v1", **changes: Any) -> Vehicle:
    """A van at the depot, location 0."""
    capacity = tuple(changes.pop(name, value) for name, value in _CAPACITY.items())
    plain = Vehicle(
        id=id,
        start_location=0,
        end_location=0,
        capacity=changes.pop("capacity", capacity),
        temperature_classes=frozenset({"chilled", "ambient"}),
        shift_start_s=5 * HOUR,
        shift_end_s=14 * HOUR,
        fixed_cost=10_000,
        cost_per_km=200,
        cost_per_hour=3_000,
    )
    return replace(plain, **changes)


DEPOT = Depot("main", 0)


def line(places: int, step_s: int = 600, step_m: int = 5_000) -> tuple[Matrix, Matrix]:
    """Seconds and metres between places along a straight road, the depot at one end."""
    far = [[abs(here - there) for there in range(places)] for here in range(places)]
    seconds = matrix([[step_s * steps for steps in row] for row in far])
    return seconds, matrix([[step_m * steps for steps in row] for row in far])


def problem(stops: list[Stop], vehicles: list[Vehicle]) -> Problem:
    """Stops along a straight road."""
    last = max((each.location for each in stops), default=0)
    seconds, metres = line(last + 1)
    return Problem((DEPOT,), tuple(stops), tuple(vehicles), seconds, metres, "line:1")


def town(seed: int, stops: int, *, vans: int = 10, trips: int = 2) -> Problem:
    """Shops in a square of 20 km with street-grid distances, one-hour windows, vans and trucks."""
    dice = random.Random(seed)
    places = [(10_000, 10_000)]
    places += [(dice.randrange(20_000), dice.randrange(20_000)) for _ in range(stops)]
    metres = matrix([[abs(a - c) + abs(b - d) for c, d in places] for a, b in places])
    seconds = matrix([[value * 10 // 75 for value in row] for row in metres])
    shops = []
    for number in range(1, stops + 1):
        opens = dice.randint(12, 20) * 1800
        crates = dice.randint(1, 12)
        shops.append(
            stop(
                f"shop-{number}",
                location=number,
                load_g=crates * 10_000,
                crates=crates,
                volume_ml=crates * 30_000,
                temperature_class=dice.choice(CLASSES),
                window_start_s=opens,
                window_end_s=opens + HOUR,
            )
        )
    big = {"capacity_g": 2_600_000, "capacity_crates": 250, "capacity_ml": 16_000_000}
    fleet = [vehicle(f"van-{n}", max_trips=trips) for n in range(vans)]
    fleet += [
        vehicle(f"truck-{n}", max_trips=trips, temperature_classes=frozenset(CLASSES), **big)
        for n in range(vans // 2)
    ]
    return Problem((DEPOT,), tuple(shops), tuple(fleet), seconds, metres, f"town:{seed}")


def odd_problem(seed: int, *, stops_max: int = 20) -> Problem:
    """Anything that is allowed: one-way roads, no roads, tiny shifts, reloads, late goods."""
    dice = random.Random(seed)
    places = dice.randint(2, 10)

    def table(low: int, high: int, rare: int) -> Matrix:
        def value() -> int:
            return rare if dice.random() < 0.03 else dice.randint(low, high)

        return matrix(
            [[0 if here == there else value() for there in range(places)] for here in range(places)]
        )

    shops = []
    for number in range(dice.randint(0, stops_max)):
        opens = dice.randint(0, 60_000)
        shops.append(
            stop(
                f"s{number}",
                location=dice.randrange(places),
                load_g=dice.randint(0, 400_000),
                crates=dice.randint(0, 40),
                volume_ml=dice.randint(0, 400_000),
                temperature_class=dice.choice(CLASSES),
                window_start_s=opens,
                window_end_s=opens + dice.randint(0, 20_000),
                service_s=dice.randint(0, 900),
                priority=dice.randint(0, 9),
                release_s=dice.choice([0, 0, dice.randint(0, 50_000)]),
            )
        )
    fleet = [_odd_vehicle(dice, f"v{number}", places) for number in range(dice.randint(0, 4))]
    return Problem(
        depots=(DEPOT,),
        stops=tuple(shops),
        vehicles=tuple(fleet),
        travel_s=table(60, 3_000, HORIZON_S),
        distance_m=table(100, 30_000, 0),
        matrix_version=f"odd:{seed}",
    )


def _odd_vehicle(dice: random.Random, id: str, places: int) -> Vehicle:
    begins = dice.randint(0, 30_000)
    return vehicle(
        id,
        start_location=dice.choice([0, 0, 0, dice.randrange(places)]),
        end_location=dice.choice([0, dice.randrange(places)]),
        capacity_g=dice.randint(0, 1_500_000),
        capacity_crates=dice.randint(0, 150),
        capacity_ml=dice.randint(0, 1_500_000),
        temperature_classes=frozenset(dice.sample(CLASSES, dice.randint(1, 3))),
        shift_start_s=begins,
        shift_end_s=begins + dice.randint(0, 50_000),
        fixed_cost=dice.randint(0, 10_000),
        cost_per_km=dice.randint(0, 500),
        cost_per_hour=dice.randint(0, 5_000),
        max_trips=dice.randint(1, 4),
        reload_s=dice.randint(0, 1_800),
        max_stops=dice.randint(1, 8),
    )


odd_problems = st.integers(min_value=0, max_value=10**9).map(odd_problem)
