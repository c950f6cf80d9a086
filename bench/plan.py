"""A day's routes: a hundred shops with hours, vans that reload, solved in a process of its own."""

import time

from bench.days import city
from bench.figures import Figure
from routing.check import check
from routing.model import Limits
from routing.solving import solve_in_process

SEARCH_MS = 7_000


def measure() -> list[Figure]:
    """Solve once, as the worker does; the plan must pass the independent check."""
    problem = city(100, vans=8, trips=3)
    began = time.perf_counter()
    plan = solve_in_process(problem, Limits(SEARCH_MS))
    waited_s = time.perf_counter() - began
    assert not check(problem, plan)
    return [
        Figure("plan for 100 stops", waited_s, "s", most=10),
        Figure("stops of 100 that the plan leaves out", len(plan.unserved), ""),
    ]
