"""Plans for a hundred stops: how long they take, what they cost, how far from the best known.

`python -m bench.routing [--seconds 7] [--instances folder]`. The instances are Solomon's, in
their text format, beside a `bks.csv` with the best known values; distance and time are truncated
to one decimal and the fleet is not minimised (the convention of the DIMACS 2022 challenge).
"""

import argparse
import csv
import math
import random
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from routing.check import check
from routing.heuristic import construct
from routing.plan import Plan
from routing.problem import Depot, Goods, Limits, Problem, Stop, Vehicle, Window
from routing.process import solve_in_process
from routing.travel import straight_line
from routing.values import matrix

INSTANCES = Path(__file__).resolve().parents[2] / "shared" / "bench" / "routing"
SOLOMON = ("C101", "R101", "R104", "RC103", "R208", "RC207")
_SCALE = 10
"""Tenths: the convention's one decimal as whole numbers."""


def read_solomon(path: Path) -> Problem:
    """Read an instance so that a metre costs a cent and a plan's cost is its length in tenths."""
    rows = [line.split() for line in path.read_text().splitlines()]
    figures = [[float(word) for word in row] for row in rows if row and _is_number(row[0])]
    (vehicles, capacity), depot, *customers = figures
    places = [(row[1], row[2]) for row in (depot, *customers)]
    tenths = matrix([[int(_SCALE * math.dist(a, b)) for b in places] for a in places])
    stops = [
        Stop(
            id=f"{row[0]:.0f}",
            location=number,
            goods=(Goods("any", (int(row[3]),)),),
            windows=(Window(int(row[4]) * _SCALE, int(row[5]) * _SCALE),),
            service_s=int(row[6]) * _SCALE,
        )
        for number, row in enumerate(customers, start=1)
    ]
    fleet = [
        Vehicle(
            id=f"vehicle-{number}",
            start_location=0,
            end_location=0,
            capacity=(int(capacity),),
            temperature_classes=frozenset({"any"}),
            shift_start_s=int(depot[4]) * _SCALE,
            shift_end_s=int(depot[5]) * _SCALE,
            fixed_cost=0,
            cost_per_km=1_000,
            cost_per_hour=0,
        )
        for number in range(int(vehicles))
    ]
    depots = (Depot("depot", 0),)
    return Problem(
        depots, tuple(stops), tuple(fleet), tenths, tenths, path.stem, dimensions=("units",)
    )


def best_known(folder: Path) -> dict[str, float]:
    """Read the best known value of every instance."""
    with (folder / "bks.csv").open(newline="") as lines:
        return {row["instance"]: float(row["bks"]) for row in csv.DictReader(lines)}


def city(shops: int, *, vans: int, trips: int, seed: int = 1) -> Problem:
    """Shops in a square of 30 km, one- and two-hour windows, vans and trucks that reload."""
    dice = random.Random(seed)
    points = [(28.2, 112.97)]
    for _ in range(shops):
        points.append((28.2 + dice.uniform(-0.13, 0.13), 112.97 + dice.uniform(-0.15, 0.15)))
    travel = straight_line(points)
    return Problem(
        depots=(Depot("depot", 0),),
        stops=tuple(_shop(dice, number) for number in range(1, shops + 1)),
        vehicles=tuple(_fleet(vans, trips)),
        travel_s=travel.travel_s,
        distance_m=travel.distance_m,
        matrix_version=travel.version,
    )


def _shop(dice: random.Random, number: int) -> Stop:
    opens, crates = dice.randint(12, 26) * 1_800, dice.randint(2, 16)
    return Stop(
        id=f"shop-{number}",
        location=number,
        goods=(
            Goods(
                dice.choices(("chilled", "ambient", "frozen"), (6, 3, 1))[0],
                (crates * 10_000, crates, crates * 30_000),
            ),
        ),
        windows=(Window(opens, opens + dice.choice((3_600, 3_600, 7_200))),),
        service_s=dice.randint(240, 420),
    )


def _fleet(vans: int, trips: int) -> Iterator[Vehicle]:
    day = {"start_location": 0, "end_location": 0, "shift_start_s": 18_000, "shift_end_s": 54_000}
    van = {"capacity": (900_000, 90, 5_000_000)}
    truck = {"capacity": (2_600_000, 250, 16_000_000)}
    cold = frozenset({"chilled", "ambient"})
    for number in range(vans):
        cost = {"fixed_cost": 12_000, "cost_per_km": 220, "cost_per_hour": 3_000}
        yield Vehicle(
            f"van-{number}", temperature_classes=cold, max_trips=trips, **day, **van, **cost
        )
    for number in range(max(2, vans // 2)):
        cost = {"fixed_cost": 30_000, "cost_per_km": 380, "cost_per_hour": 3_500}
        classes = cold | {"frozen"}
        yield Vehicle(
            f"truck-{number}", temperature_classes=classes, max_trips=trips, **day, **truck, **cost
        )


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdigit()


def _line(name: str, problem: Problem, plan: Plan, cpu_s: float, best: float | None) -> str:
    wrong = check(problem, plan)
    gap = "" if best is None else f"{plan.cost / (best * _SCALE) - 1:8.2%}"
    return (
        f"{name:16}{len(problem.stops):6}{plan.engine:>18}{plan.seconds:9.2f}{cpu_s:7.2f}"
        f"{plan.cost:10}{len(plan.trips):7}{len(plan.unserved):10}{gap:>9}"
        f"  {'ok' if not wrong else wrong[0]}"
    )


def _measure(name: str, problem: Problem, limits: Limits, best: float | None) -> None:
    began, cpu_s = time.perf_counter(), _cpu_s()
    first = construct(problem)
    first = replace(first, seconds=time.perf_counter() - began)
    print(_line(name, problem, first, _cpu_s() - cpu_s, best))
    cpu_s = _cpu_s()
    solved = solve_in_process(problem, limits)
    print(_line(name, problem, solved, _cpu_s() - cpu_s, best), flush=True)


def _cpu_s() -> float:
    """Give the CPU seconds of this process and its children: wall time means little when shared."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Print one line for the first plan and one for the solved plan of every problem."""
    parser = argparse.ArgumentParser(prog="python -m bench.routing", description=__doc__)
    parser.add_argument("--seconds", type=float, default=7.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--instances", type=Path, default=INSTANCES)
    asked = parser.parse_args()
    limits = Limits(int(asked.seconds * 1_000), asked.seed)
    print(
        f"{'problem':16}{'stops':>6}{'engine':>18}{'seconds':>9}{'cpu':>7}{'cost':>10}"
        f"{'trips':>7}{'unserved':>10}{'gap':>9}  check"
    )
    _measure("city, 1 trip", city(100, vans=16, trips=1), limits, None)
    _measure("city, reload", city(100, vans=8, trips=3), limits, None)
    if asked.instances.is_dir():
        best = best_known(asked.instances)
        for name in SOLOMON:
            problem = read_solomon(asked.instances / "instances" / f"{name}.txt")
            _measure(name, problem, limits, best[name])


if __name__ == "__main__":
    main()
