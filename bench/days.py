"""Days made up by dice: a city with one depot, and a city with six warehouses.

`python -m bench.days --seed 1 > day.json` writes the second as a problem file for `coldchain plan`.
"""

import argparse
import random
import sys
from collections.abc import Iterator

from routing.model import Depot, Goods, Problem, Stop, Vehicle, Window, straight_line, to_json
from routing.model.values import matrix

_HOUR = 3_600
_SQUARE_M = 30_000
_M_PER_S = 7.5
"""27 km/h, lights and queues included."""
_VAN = {"capacity": (900_000, 90, 5_000_000), "fixed_cost": 12_000, "cost_per_km": 220}
_TRUCK = {"capacity": (2_600_000, 250, 16_000_000), "fixed_cost": 26_000, "cost_per_km": 340}


def six_warehouses(seed: int = 1, *, shops: int = 500, warehouses: int = 6) -> Problem:
    """One main and five sub-warehouses, shops with one-hour windows, vans and trucks that reload.

    30 x 30 km of street grid at 27 km/h; 15 to 160 kg an order and 4 to 7 minutes at the door;
    windows begin on the half hour from 06:00 to 13:30; six vans and three trucks a warehouse with
    shifts of nine hours, a fixed cost and one per kilometre; 15 minutes for reloading, at any
    warehouse. The payloads are assumptions for city vans and light trucks.
    """
    dice = random.Random(seed)
    middle = _SQUARE_M // 2
    places = [(middle, middle)]
    places += [_spot(dice) for _ in range(warehouses - 1)]
    places += [_spot(dice) for _ in range(shops)]
    metres = matrix([[abs(a - c) + abs(b - d) for c, d in places] for a, b in places])
    seconds = matrix([[round(way / _M_PER_S) for way in row] for row in metres])
    return Problem(
        depots=tuple(Depot(f"warehouse-{number}", number) for number in range(warehouses)),
        stops=tuple(_order(dice, number, warehouses) for number in range(shops)),
        vehicles=tuple(_warehouse_fleet(warehouses)),
        travel_s=seconds,
        distance_m=metres,
        matrix_version=f"street-grid:{seed}",
    )


def _spot(dice: random.Random) -> tuple[int, int]:
    return dice.randrange(_SQUARE_M), dice.randrange(_SQUARE_M)


def _order(dice: random.Random, number: int, warehouses: int) -> Stop:
    grams, opens = dice.randint(15, 160) * 1_000, dice.randint(12, 27) * 1_800
    crates = -(-grams // 12_000)
    return Stop(
        id=f"shop-{number + 1}",
        location=warehouses + number,
        goods=(Goods("chilled", (grams, crates, crates * 30_000)),),
        windows=(Window(opens, opens + _HOUR),),
        service_s=dice.randint(240, 420),
    )


def late_order(day: Problem, seed: int = 1) -> Stop:
    """Give one more order for one of the day's shops that comes at ten, wanted before noon."""
    known = random.Random(seed).choice(day.stops)
    goods = (Goods("chilled", (40_000, 4, 120_000)),)
    window = Window(11 * _HOUR, 12 * _HOUR)
    return Stop("late-order", known.location, goods, (window,), 300, release_s=10 * _HOUR)


def _warehouse_fleet(warehouses: int) -> Iterator[Vehicle]:
    for home in range(warehouses):
        for kind, count, given in (("van", 6, _VAN), ("truck", 3, _TRUCK)):
            for number in range(1, count + 1):
                yield Vehicle(
                    id=f"{kind}-{home}-{number}",
                    start_location=home,
                    end_location=home,
                    temperature_classes=frozenset(["chilled"]),
                    shift_start_s=5 * _HOUR + 1_800,
                    shift_end_s=14 * _HOUR + 1_800 + _HOUR,
                    duration_max_s=9 * _HOUR,
                    cost_per_hour=0,
                    type=kind,
                    max_trips=10,
                    reload_s=900,
                    **given,  # type: ignore[arg-type]
                )


def city(shops: int, *, vans: int, trips: int, seed: int = 1) -> Problem:
    """Shops in a square of 30 km, one- and two-hour windows, vans and trucks of one depot."""
    dice = random.Random(seed)
    points = [(28.2, 112.97)]
    for _ in range(shops):
        points.append((28.2 + dice.uniform(-0.13, 0.13), 112.97 + dice.uniform(-0.15, 0.15)))
    travel = straight_line(points)
    return Problem(
        depots=(Depot("depot", 0),),
        stops=tuple(_shop(dice, number) for number in range(1, shops + 1)),
        vehicles=tuple(_city_fleet(vans, trips)),
        travel_s=travel.travel_s,
        distance_m=travel.distance_m,
        matrix_version=travel.version,
    )


def _shop(dice: random.Random, number: int) -> Stop:
    opens, crates = dice.randint(12, 26) * 1_800, dice.randint(2, 16)
    amount = (crates * 10_000, crates, crates * 30_000)
    return Stop(
        id=f"shop-{number}",
        location=number,
        goods=(Goods(dice.choices(("chilled", "ambient", "frozen"), (6, 3, 1))[0], amount),),
        windows=(Window(opens, opens + dice.choice((3_600, 3_600, 7_200))),),
        service_s=dice.randint(240, 420),
    )


def _city_fleet(vans: int, trips: int) -> Iterator[Vehicle]:
    day = {"start_location": 0, "end_location": 0, "shift_start_s": 18_000, "shift_end_s": 54_000}
    cold = frozenset({"chilled", "ambient"})
    for number in range(vans):
        yield Vehicle(
            f"van-{number}",
            temperature_classes=cold,
            cost_per_hour=3_000,
            max_trips=trips,
            **day,
            **_VAN,
        )
    for number in range(max(2, vans // 2)):
        yield Vehicle(
            f"truck-{number}",
            temperature_classes=cold | {"frozen"},
            cost_per_hour=3_500,
            max_trips=trips,
            **day,
            **(_TRUCK | {"fixed_cost": 30_000, "cost_per_km": 380}),
        )


def main() -> None:
    """Write the day of six warehouses to standard output."""
    parser = argparse.ArgumentParser(prog="python -m bench.days", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shops", type=int, default=500)
    parser.add_argument("--warehouses", type=int, default=6)
    asked = parser.parse_args()
    day = six_warehouses(asked.seed, shops=asked.shops, warehouses=asked.warehouses)
    sys.stdout.buffer.write(to_json(day))


if __name__ == "__main__":
    main()
