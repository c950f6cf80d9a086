"""Public instances: every plan is verified, and its length recomputed from the coordinates."""

import math
from pathlib import Path

import pytest

from bench.routing import INSTANCES, best_known
from routing.check import check
from routing.formats import problem_of, read_instance
from routing.model import Limits, Plan, Problem
from routing.solving import construct
from routing.solving.solver import solve

pytestmark = pytest.mark.skipif(
    not INSTANCES.is_dir(), reason="the public instances lie outside the repository"
)


def path(name: str) -> Path:
    return INSTANCES / "instances" / f"{name}.txt"


def asked_of(name: str) -> Problem:
    return problem_of(read_instance(path(name).read_text()))


def length(name: str, plan: Plan) -> float:
    """Drive the plan on the instance's own coordinates, each way truncated to one decimal."""
    rows = [line.split() for line in path(name).read_text().splitlines()]
    places = {row[0]: (float(row[1]), float(row[2])) for row in rows if len(row) == 7}
    total = 0
    for trip in plan.trips:
        way = ["0", *(each.stop_id for each in trip.stops), "0"]
        total += sum(
            math.floor(10 * math.dist(places[way[i]], places[way[i + 1]]))
            for i in range(len(way) - 1)
        )
    return total / 10


@pytest.mark.parametrize("name", ["C101", "R101", "R104", "R201", "RC103", "RC207", "R1_2_5"])
def test_a_first_plan_serves_every_customer_of_an_instance(name: str) -> None:
    problem = asked_of(name)
    plan = construct(problem)
    assert check(problem, plan) == []
    assert plan.unserved == ()
    assert plan.cost == round(10 * length(name, plan))


@pytest.mark.parametrize(("name", "gap_max"), [("C101", 0.0), ("R101", 0.06), ("R104", 0.10)])
def test_a_short_search_comes_near_the_best_known(name: str, gap_max: float) -> None:
    problem = asked_of(name)
    plan = solve(problem, Limits(time_ms=600_000, solution_limit=80))
    assert check(problem, plan) == []
    assert plan.unserved == ()
    assert best_known(INSTANCES)[name][1] <= length(name, plan)
    assert length(name, plan) <= best_known(INSTANCES)[name][1] * (1 + gap_max) + 0.05
