"""The promises that are no gap to a best known value: every rule at once, and one late order.

`python -m bench.rules [--seconds 30] [--seed 1]` plans a day with every rule of the model and
counts what the check finds; then it plans 500 shops, and again with one order more.
"""

import argparse
import time
from dataclasses import replace

from bench.days import late_order, six_warehouses
from bench.rich import rich_day
from routing.check import check
from routing.model import Limits, Plan, Promises
from routing.solving import solve_in_process
from routing.solving.replan import promised, replan

_REPLAN = Limits(time_ms=1_000)
_TOLERANCE_S = 900


def every_rule(seconds: float, seed: int) -> str:
    """Plan 200 stops in a process of its own, and judge the plan."""
    asked, seen = rich_day(seed=seed), list[Plan]()
    plan = solve_in_process(asked, Limits(round(seconds * 1000), seed), publish=seen.append)
    return (
        f"every rule: {len(check(asked, plan))} rules broken, {len(plan.unserved)} left out, "
        f"cost {plan.cost:,}, {plan.seconds:.1f} s; first plan after {seen[0].seconds:.1f} s, "
        f"cost {seen[0].cost:,}, {len(seen[0].unserved)} left out"
    )


def one_late_order(seconds: float, seed: int) -> str:
    """Plan 500 shops, then again with one order that comes at ten, keeping what was promised."""
    asked = six_warehouses(seed)
    plan = solve_in_process(asked, Limits(round(seconds * 1000), seed))
    kept = promised(asked, plan, Promises(_TOLERANCE_S, cost=2_000, moved_max=3))
    changed = replace(kept, stops=(*kept.stops, late_order(asked, seed)))
    began, used = time.monotonic(), time.process_time()
    again = replan(changed, plan, _REPLAN)
    took_s, used_s = time.monotonic() - began, time.process_time() - used
    before = {each.stop_id: each.start_s for trip in plan.trips for each in trip.stops}
    after = {each.stop_id: each.start_s for trip in again.trips for each in trip.stops}
    moved = sum(
        stop not in after or abs(after[stop] - start) > _TOLERANCE_S
        for stop, start in before.items()
    )
    return (
        f"one late order: new plan after {took_s:.1f} s ({used_s:.1f} s of the processor), "
        f"{moved} other promises moved, {len(again.unserved)} left out, "
        f"{len(check(changed, again))} rules broken, {again.cost - plan.cost:+,} cents"
    )


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(prog="python -m bench.rules", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(every_rule(asked.seconds, asked.seed), flush=True)
    print(one_late_order(asked.seconds / 3, asked.seed), flush=True)


if __name__ == "__main__":
    main()
