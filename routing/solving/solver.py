"""The solve: a first plan at once, then the engine that fits the problem until the time is over.

Problems that PyVRP can express go to `engine`; all others, and all when it is not installed, are
rebuilt by our own search over every rule of the model, with OR-Tools' descent before and after.
Only a solving process imports this module: it loads the solvers.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from importlib import util

from routing.day import Arrays
from routing.model import Limits, Plan, Problem
from routing.search import Draft, Progress, improve
from routing.search.descent import Descent, is_worth_it
from routing.search.engine import Budget, Engine, Now
from routing.solving.heuristic import finished, unfinished

_DESCENT = 0.15
"""Share of the time OR-Tools may take before rebuilding; a hundred stops need far less."""
_POLISH = 0.05
"""Share of the time kept for OR-Tools to bring the rebuilt routes to their local best."""
_FIRST_S = 1.5
"""Seconds after which the first plan is published, whatever it leaves out yet."""
_TAIL = 0.02
"""Share of the time, and the seconds at most, kept to explain and to write the plan down."""
_TAIL_S = 1.0

Publish = Callable[[Plan], None]


def solve(
    problem: Problem,
    limits: Limits,
    publish: Publish | None = None,
    now: Now = time.monotonic,
) -> Plan:
    """Plan until the time or the rounds are used; `publish` gets the first plan and every better.

    With a solution limit and time to spare the same problem and seed give the same plan.
    """
    began = now()
    tail_s = min(_TAIL_S, _TAIL * limits.time_ms / 1000)
    budget = Budget(limits.time_ms / 1000 - tail_s, now, limits.solution_limit)
    draft = Draft.empty(Arrays(problem))

    def tell(better: Draft) -> None:
        if publish is not None:
            plan = unfinished(better, "first")
            publish(replace(plan, seconds=round(now() - began, 3)))

    if not draft.days or not problem.stops:
        return finished(draft, "insertion")
    if _is_accelerated(draft.arrays):
        engine = Engine(draft, budget, limits.seed, tell, limits.cores)
        return finished(engine.run(), "pyvrp+partition")
    is_timed = limits.solution_limit is None
    draft.fill(lambda: is_timed and now() - began >= _FIRST_S)
    tell(draft)
    draft.fill(lambda: budget.left_s <= 0)
    return finished(_rebuilt(draft, budget, limits, tell), "or-tools+rebuild")


def _is_accelerated(arrays: Arrays) -> bool:
    if util.find_spec("pyvrp") is None:
        return False
    from routing.search.accelerator import can_express

    return can_express(arrays)


def _rebuilt(draft: Draft, budget: Budget, limits: Limits, tell: Callable[[Draft], None]) -> Draft:
    model = Descent(draft.arrays) if is_worth_it(draft.arrays) else None
    if model is not None:
        draft = model.descend(draft, int(budget.left_s * 1000 * _DESCENT))
        tell(draft)
    draft = improve(draft, limits.seed, _progress(budget))
    tell(draft)
    if model is not None:
        draft = model.descend(draft, int(budget.left_s * 1000))
    return draft


def _progress(budget: Budget) -> Progress:
    """Give how much of rebuilding is done, by its time or by its rounds."""
    begin, end = budget.spent_s, budget.total_s * (1 - _POLISH)

    def done(count: int) -> float:
        spent = budget.spent_s
        if spent >= end:
            return 1.0
        timed = (spent - begin) / max(1e-9, end - begin)
        return timed if budget.rounds is None else count / budget.rounds

    return done
