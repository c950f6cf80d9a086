"""A day of 200 stops with every rule of the model at work at once."""

import random

from routing.model import Break, Compartment, Depot, Goods, Problem, Promises, Stop, Vehicle, Window
from routing.model.problem import Traffic
from routing.model.values import matrix

HOUR = 3600
_SIDE_M = 20_000


def rich_day(stops: int = 200, seed: int = 1) -> Problem:
    """Two depots, three temperature classes, vans under way, breaks, empties, soft windows, ..."""
    dice = random.Random(seed)
    points = [(6_000, 10_000), (14_000, 10_000)]
    points += [(dice.randrange(_SIDE_M), dice.randrange(_SIDE_M)) for _ in range(stops)]
    metres = [
        [int((abs(a - c) + abs(b - d)) * dice.uniform(1.0, 1.15)) for c, d in points]
        for a, b in points
    ]
    seconds = [[value * 10 // 80 for value in row] for row in metres]
    shops = [_shop(dice, number) for number in range(stops)]
    return Problem(
        depots=(Depot("main", 0), Depot("sub", 1)),
        stops=tuple(shops),
        vehicles=tuple(_fleet(shops)),
        travel_s=matrix(seconds),
        distance_m=matrix(metres),
        matrix_version=f"rich:{seed}",
        dimensions=("g", "crates", "ml"),
        traffic=(Traffic(7 * HOUR, 65), Traffic(9 * HOUR, 100), Traffic(11 * HOUR, 80)),
        balance_cost_per_hour=300,
        promises=Promises(1_200, 200),
    )


def _amount(crates: int) -> tuple[int, int, int]:
    return crates * 10_000, crates, crates * 30_000


def _shop(dice: random.Random, number: int) -> Stop:
    opens = dice.randrange(6 * HOUR, 12 * HOUR, 900)
    windows = [Window(opens, opens + 2 * HOUR, 600, 1_000, 1_200, 3_000)]
    if dice.random() < 0.3:
        windows.append(Window(opens + 4 * HOUR, opens + 5 * HOUR))
    classes = dice.sample(("chilled", "ambient", "frozen"), dice.choice((1, 1, 2)))
    return Stop(
        id=f"shop-{number}",
        location=2 + number,
        goods=tuple(Goods(name, _amount(dice.randint(1, 6))) for name in classes),
        windows=tuple(windows),
        service_s=dice.randint(240, 420),
        pickup=(Goods("", _amount(dice.randint(1, 4))),) if dice.random() < 0.3 else (),
        service_by_type={"truck": 600} if dice.random() < 0.3 else {},
        priority=dice.choice((0, 0, 1)),
        prize=3_000 if dice.random() < 0.1 else None,
        release_s=dice.choice((0, 0, 6 * HOUR)),
        aboard_max_s=2 * HOUR if "frozen" in classes else None,
        requires=frozenset({"lift"}) if dice.random() < 0.1 else frozenset(),
        depots=frozenset({"main"}) if dice.random() < 0.2 else frozenset(),
        promised_s=opens + HOUR if dice.random() < 0.1 else None,
    )


def _fleet(shops: list[Stop]) -> list[Vehicle]:
    pause = Break(9 * HOUR, 12 * HOUR, 1_800)
    fleet = []
    for number in range(24):
        is_truck = number % 3 == 0
        size = 150 if is_truck else 70
        part = size // 2 if number % 2 else size * 2 // 3
        rest = size - size // 2 if number % 2 else size
        walls = (
            Compartment(frozenset({"frozen"}), _amount(part)),
            Compartment(frozenset({"chilled", "ambient"}), _amount(rest)),
        )
        fleet.append(
            Vehicle(
                id=f"vehicle-{number}",
                start_location=number % 2,
                end_location=number % 2,
                capacity=_amount(size),
                temperature_classes=frozenset({"chilled", "ambient", "frozen"}),
                shift_start_s=5 * HOUR,
                shift_end_s=13 * HOUR,
                fixed_cost=12_000 + 8_000 * is_truck,
                cost_per_km=220 + 130 * is_truck,
                cost_per_hour=2_500,
                compartments=walls,
                type="truck" if is_truck else "van",
                offers=frozenset({"lift"}) if is_truck else frozenset(),
                overtime_s=HOUR,
                overtime_cost_per_hour=4_000,
                duration_max_s=10 * HOUR,
                breaks=(pause,),
                max_trips=3,
            )
        )
    aboard = [shop.id for shop in shops if not shop.requires and not shop.only_vehicles][:2]
    late = [shop for shop in shops if shop.id in aboard]
    place = late[0].location
    fleet.append(
        Vehicle(
            id="under-way",
            start_location=place,
            end_location=0,
            capacity=_amount(70),
            temperature_classes=frozenset({"chilled", "ambient", "frozen"}),
            shift_start_s=min(shop.windows[0].start_s for shop in late),
            shift_end_s=14 * HOUR,
            fixed_cost=0,
            cost_per_km=220,
            cost_per_hour=2_500,
            type="van",
            max_trips=2,
            locked=(aboard[0],),
            aboard=frozenset(aboard),
        )
    )
    return fleet
