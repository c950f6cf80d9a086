"""A city's day: 500 shops, one main warehouse and five sub-warehouses, one-hour promises, reloads.

Shops lie in 30 x 30 km, ways are street-grid metres at 27 km/h. Each shop takes 15 to 160 kg and
four to seven minutes between 06:00 and 14:30. Every warehouse has six vans of 0.9 t and three
trucks of 2.6 t (assumed payloads) that reload anywhere within 15 minutes, on shifts of nine hours.
"""

import random

from routing.problem import Depot, Goods, Problem, Stop, Vehicle, Window
from routing.values import matrix

_SIDE_M = 30_000
_SPEED_M_S = 7.5
_WAREHOUSES = ((15_000, 15_000), (6_000, 6_000), (24_000, 6_000), (6_000, 24_000), (24_000, 24_000))
_MORE = (15_000, 27_000)


def day(shops: int = 500, seed: int = 1) -> Problem:
    """Make the day; the same seed gives the same day."""
    dice = random.Random(seed)
    warehouses = [*_WAREHOUSES, _MORE]
    points = warehouses + [(dice.randrange(_SIDE_M), dice.randrange(_SIDE_M)) for _ in range(shops)]
    metres = [[abs(a - c) + abs(b - d) for c, d in points] for a, b in points]
    seconds = [[round(value / _SPEED_M_S) for value in row] for row in metres]
    return Problem(
        depots=tuple(Depot(f"wh-{number}", number) for number in range(len(warehouses))),
        stops=tuple(_shop(dice, number, len(warehouses) + number) for number in range(shops)),
        vehicles=tuple(vehicle for number in range(len(warehouses)) for vehicle in _fleet(number)),
        travel_s=matrix(seconds),
        distance_m=matrix(metres),
        matrix_version=f"grid:{seed}",
        dimensions=("g",),
    )


def late_order(problem: Problem, seed: int = 1) -> Stop:
    """Give one more order that comes in the morning, for a place that exists already."""
    dice = random.Random(seed)
    known = dice.choice(problem.stops)
    opens = 11 * 3600
    return Stop(
        "late-order",
        known.location,
        (Goods("chilled", (40_000,)),),
        (Window(opens, opens + 3600),),
        300,
        release_s=10 * 3600,
    )


def _shop(dice: random.Random, number: int, location: int) -> Stop:
    opens = dice.randrange(6 * 3600, 13 * 3600 + 1800, 900)
    return Stop(
        id=f"shop-{number}",
        location=location,
        goods=(Goods("chilled", (dice.randint(15, 160) * 1_000,)),),
        windows=(Window(opens, opens + 3600),),
        service_s=dice.randint(240, 420),
    )


def _fleet(warehouse: int) -> list[Vehicle]:
    shift = {"shift_start_s": int(5.5 * 3600), "shift_end_s": int(14.5 * 3600) + 1800}
    common = {"start_location": warehouse, "end_location": warehouse, "max_trips": 5, **shift}
    cold = frozenset({"chilled"})
    vans = [
        Vehicle(
            f"van-{warehouse}-{number}",
            capacity=(900_000,),
            temperature_classes=cold,
            fixed_cost=12_000,
            cost_per_km=220,
            cost_per_hour=0,
            type="van",
            **common,
        )
        for number in range(6)
    ]
    trucks = [
        Vehicle(
            f"truck-{warehouse}-{number}",
            capacity=(2_600_000,),
            temperature_classes=cold,
            fixed_cost=20_000,
            cost_per_km=350,
            cost_per_hour=0,
            type="truck",
            **common,
        )
        for number in range(3)
    ]
    return vans + trucks
