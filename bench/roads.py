"""Travel along streets: a grid of 20,000 crossings, 500 places, asked for cold and again.

`python -m bench.roads [--side 142] [--places 500]`. Processor seconds of this process.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from api.travel.roads import Kept
from bench.figures import Figure
from routing.model import Point, great_circle_m
from routing.roads import Street
from routing.roads.graph import RoadGraph

_NORTH, _EAST = 0.0015, 0.0017
"""Degrees between two streets: about 165 m."""


def street_grid(side: int, seed: int = 1) -> RoadGraph:
    """Crooked streets of several speeds, a fifth of them one way."""
    dice = random.Random(seed)
    crossings = [
        (
            28.2 + row * _NORTH + dice.uniform(-2e-4, 2e-4),
            112.9 + column * _EAST + dice.uniform(-2e-4, 2e-4),
        )
        for row in range(side)
        for column in range(side)
    ]
    streets = []
    for here in range(side * side):
        for there, is_inside in (
            (here + 1, (here + 1) % side),
            (here + side, here + side < side**2),
        ):
            if is_inside:
                length_m = 1.05 * great_circle_m(crossings[here], crossings[there])
                speed_kmh, one_way = dice.choice([20, 30, 40, 60]), dice.random() < 0.2
                streets.append(Street(here, there, length_m, speed_kmh, one_way=one_way))
    return RoadGraph(crossings, streets)


def places(side: int, count: int, seed: int = 1) -> list[Point]:
    """Places anywhere in the grid."""
    dice = random.Random(seed)
    return [
        (28.2 + dice.random() * side * _NORTH, 112.9 + dice.random() * side * _EAST)
        for _ in range(count)
    ]


def measure(side: int = 142, count: int = 500) -> list[Figure]:
    """Ask for the matrix cold, again from memory, and again from disk in a new graph."""
    roads, asked = street_grid(side), places(side, count)
    with tempfile.TemporaryDirectory() as folder:
        cold_s, first = _timed(Kept(roads, Path(folder)), asked)
        disk_s, second = _timed(Kept(street_grid(side), Path(folder)), asked)
        assert first == second
    memory_s, third = _timed(roads, asked)
    assert third == first
    path_s = time.process_time()
    line = roads.path(*asked[:2])
    path_s = time.process_time() - path_s
    assert len(line) > 2
    name = f"{count} x {count} on {side * side:,} crossings"
    return [
        Figure(f"matrix {name}, cold", cold_s, "s", most=5),
        Figure(f"matrix {name}, from disk", disk_s * 1000, "ms", most=50),
        Figure(f"matrix {name}, remembered", memory_s * 1000, "ms", most=50),
        Figure("line of one way", path_s * 1000, "ms"),
    ]


def _timed(roads: RoadGraph | Kept, asked: list[Point]) -> tuple[float, object]:
    if isinstance(roads, Kept):
        _ = roads.version
    began = time.process_time()
    found = roads.matrix(asked)
    return time.process_time() - began, found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.roads", description=__doc__)
    parser.add_argument("--side", type=int, default=142)
    parser.add_argument("--places", type=int, default=500)
    asked = parser.parse_args()
    for figure in measure(asked.side, asked.places):
        print(figure.line())


if __name__ == "__main__":
    main()
