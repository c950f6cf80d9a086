"""Problems in which every rule of the model is at work."""

import random

from hypothesis import strategies as st

from routing.model import (
    ANY_CLASS,
    HORIZON_S,
    Break,
    Compartment,
    Depot,
    Goods,
    Matrix,
    Problem,
    Promises,
    Stop,
    Vehicle,
    Window,
)
from routing.model.problem import Traffic
from routing.model.values import matrix

HOUR = 3600
CLASSES = ("frozen", "chilled", "ambient")
DIMENSIONS = ("g", "crates")


def rich_problem(
    seed: int, *, stops_max: int = 14, places_max: int = 9, vehicles_max: int = 4
) -> Problem:
    """Anything the model can say, small."""
    dice = random.Random(seed)
    places = dice.randint(3, places_max)
    depots = (Depot("main", 0), Depot("sub", 1))[: dice.randint(1, 2)]
    stops = tuple(_stop(dice, f"s{n}", places, depots) for n in range(dice.randint(0, stops_max)))
    ids = [stop.id for stop in stops]
    dice.shuffle(ids)
    vehicles = []
    for number in range(dice.randint(1, vehicles_max)):
        aboard = [ids.pop() for _ in range(min(len(ids), dice.choice([0, 0, 0, 1, 3])))]
        vehicles.append(_vehicle(dice, f"v{number}", places, aboard))
    traffic = (Traffic(7 * HOUR, dice.randint(30, 90)), Traffic(9 * HOUR, dice.randint(80, 130)))
    return Problem(
        depots=depots,
        stops=stops,
        vehicles=tuple(vehicles),
        travel_s=_table(dice, places, 60, 2_000, HORIZON_S),
        distance_m=_table(dice, places, 100, 30_000, 0),
        matrix_version=f"rich:{seed}",
        dimensions=DIMENSIONS,
        traffic=traffic if dice.random() < 0.4 else (),
        balance_cost_per_hour=dice.choice([0, 0, 500]),
        promises=Promises(600, dice.choice([0, 300])),
    )


def _table(dice: random.Random, places: int, low: int, high: int, rare: int) -> Matrix:
    def value() -> int:
        return rare if dice.random() < 0.02 else dice.randint(low, high)

    return matrix(
        [[0 if here == there else value() for there in range(places)] for here in range(places)]
    )


def _goods(dice: random.Random, most: int) -> tuple[Goods, ...]:
    classes = dice.sample((*CLASSES, ANY_CLASS), dice.randint(1, most))
    return tuple(Goods(name, (dice.randint(0, 300), dice.randint(0, 20))) for name in classes)


def _stop(dice: random.Random, id: str, places: int, depots: tuple[Depot, ...]) -> Stop:
    kind = dice.random()
    return Stop(
        id=id,
        location=dice.randrange(places),
        goods=_goods(dice, 2) if kind < 0.9 else (),
        windows=_windows(dice),
        service_s=dice.randint(0, 900),
        pickup=_goods(dice, 1) if kind > 0.7 else (),
        service_by_type={"truck": dice.randint(0, 900)} if dice.random() < 0.3 else {},
        priority=dice.randint(0, 2),
        prize=dice.choice([None, None, dice.randint(0, 20_000)]),
        release_s=dice.choice([0, 0, dice.randint(0, 8 * HOUR)]),
        aboard_max_s=dice.choice([None, None, dice.randint(600, 9_000)]),
        requires=frozenset(dice.choice([(), (), (), ("lift",)])),
        only_vehicles=frozenset(dice.choice([(), (), (), ("v0", "v1")])),
        depots=frozenset(dice.choice([(), (), (dice.choice(depots).id,)])),
        promised_s=dice.choice([None, None, dice.randint(5 * HOUR, 12 * HOUR)]),
    )


def _windows(dice: random.Random) -> tuple[Window, ...]:
    windows = []
    clock = dice.randint(0, 8 * HOUR)
    for _ in range(dice.choice([1, 1, 2, 3])):
        soft = dice.random() < 0.4
        early, late = (dice.randint(0, 1_800), dice.randint(0, 1_800)) if soft else (0, 0)
        start = clock + early + 1
        end = start + dice.randint(0, 3 * HOUR)
        windows.append(Window(start, end, early, dice.randint(0, 900), late, dice.randint(0, 900)))
        clock = end + late + dice.randint(1, HOUR)
    return tuple(windows)


def _vehicle(dice: random.Random, id: str, places: int, aboard: list[str]) -> Vehicle:
    begins = dice.randint(4 * HOUR, 7 * HOUR)
    walls = (
        Compartment(frozenset({"frozen"}), (dice.randint(100, 600), 60)),
        Compartment(frozenset({"chilled", "ambient"}), (dice.randint(200, 900), 60)),
    )
    early = dice.randint(begins, begins + 3 * HOUR)
    pause = Break(early, early + dice.randint(0, 2 * HOUR), dice.randint(300, 1_800))
    return Vehicle(
        id=id,
        start_location=dice.choice([0, 0, 1, dice.randrange(places)]),
        end_location=dice.choice([0, 0, 1, dice.randrange(places)]),
        capacity=(dice.randint(300, 1_500), dice.randint(20, 90)),
        temperature_classes=frozenset(CLASSES),
        shift_start_s=begins,
        shift_end_s=begins + dice.randint(HOUR, 9 * HOUR),
        fixed_cost=dice.randint(0, 5_000),
        cost_per_km=dice.randint(0, 500),
        cost_per_hour=dice.randint(0, 3_000),
        compartments=walls if dice.random() < 0.5 else (),
        type=dice.choice(["van", "truck"]),
        offers=frozenset(dice.choice([(), ("lift",)])),
        overtime_s=dice.choice([0, HOUR]),
        overtime_cost_per_hour=dice.randint(0, 5_000),
        duration_max_s=dice.choice([None, None, dice.randint(2 * HOUR, 8 * HOUR)]),
        breaks=(pause,) if dice.random() < 0.5 else (),
        max_trips=dice.randint(1, 3),
        reload_s=dice.randint(0, 1_800),
        max_stops=dice.randint(1, 8),
        locked=tuple(aboard[: dice.randint(0, 2)]),
        aboard=frozenset(aboard),
        aboard_since_s=dice.choice([None, begins - 600]),
    )


rich_problems = st.integers(min_value=0, max_value=10**9).map(rich_problem)
