"""Solve in a process of its own, and let nothing out of it that `check` does not pass.

The solver holds the interpreter for as long as it works and keeps memory until its process
ends, so each solve gets a fresh one: JSON in, JSON out, killed when it is late. A dead child is
an error of that solve, never of the server.

By hand: `python -m routing.process < problem.json > plan.json`, see docs/routing.md.
"""

import argparse
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from routing.check import Violation, check
from routing.heuristic import construct
from routing.plan import Plan, plan_from_json, problem_from_json, to_json
from routing.problem import Limits, Problem, ProblemError

_MEMORY_BYTES_MAX = 8 * 1024**3
_GRACE_S = 30
_HOME = Path(__file__).resolve().parent.parent


class SolverDied(Exception):
    """The solving process ended without a plan; `code` is its exit code, negative for a signal."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(f"the solving process ended with {code}: {said}")
        self.code = code
        self.said = said


class PlanRejected(Exception):
    """A plan broke a rule of its own problem; it is a bug and must never be driven."""

    def __init__(self, violations: list[Violation]) -> None:
        super().__init__("; ".join(f"{each.code} {each.subject}" for each in violations[:5]))
        self.violations = violations


def solve_in_process(problem: Problem, limits: Limits, timeout_s: float | None = None) -> Plan:
    """Solve in a fresh process; the construction heuristic answers when that one is late or wrong.

    Without a `timeout_s` the process has half a minute more than its search may take.
    Raises: SolverDied when the process ends by itself without a plan; PlanRejected when not even
    the heuristic's plan passes the check.
    """
    began = time.monotonic()
    if timeout_s is None:
        timeout_s = limits.time_ms / 1_000 + _GRACE_S
    plan = _solved_by_child(problem, limits, timeout_s)
    if plan is None or check(problem, plan):
        plan = construct(problem, seed=limits.seed)
    if violations := check(problem, plan):
        raise PlanRejected(violations)
    return replace(plan, seconds=round(time.monotonic() - began, 3))


def _solved_by_child(problem: Problem, limits: Limits, timeout_s: float) -> Plan | None:
    """Give the child's plan; None when it was too late or made no sense."""
    command = [sys.executable, "-m", "routing.process", f"--time-ms={limits.time_ms}"]
    command.append(f"--seed={limits.seed}")
    if limits.solution_limit is not None:
        command.append(f"--solution-limit={limits.solution_limit}")
    try:
        # `run` kills the child when the time is up.
        child = subprocess.run(
            command,
            input=to_json(problem),
            capture_output=True,
            timeout=timeout_s,
            check=False,
            cwd=_HOME,
        )
    except subprocess.TimeoutExpired:
        return None
    if child.returncode:
        raise SolverDied(child.returncode, child.stderr[-2_000:].decode(errors="replace"))
    try:
        return plan_from_json(child.stdout)
    except ProblemError:
        return None


def main(arguments: list[str] | None = None) -> int:
    """Read a problem from standard input, write its plan to standard output."""
    parser = argparse.ArgumentParser(prog="python -m routing.process", description=main.__doc__)
    parser.add_argument("--time-ms", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--solution-limit", type=int, default=None)
    asked = parser.parse_args(arguments)
    try:
        limits = Limits(asked.time_ms, asked.seed, asked.solution_limit)
        _bound_resources(limits)
        problem = problem_from_json(sys.stdin.buffer.read())
    except ProblemError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # OR-Tools is loaded here and nowhere else: a server that never solves never pays for it.
    from routing.solver import solve

    sys.stdout.buffer.write(to_json(solve(problem, limits)))
    return 0


def _bound_resources(limits: Limits) -> None:
    """Make sure that a solve gone wrong takes itself down, even when nobody waits for it."""
    _lower(resource.RLIMIT_AS, _MEMORY_BYTES_MAX)
    _lower(resource.RLIMIT_CPU, limits.time_ms // 1_000 + 2 * _GRACE_S)


def _lower(kind: int, bound: int) -> None:
    hard = resource.getrlimit(kind)[1]
    bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    resource.setrlimit(kind, (bound, hard))


if __name__ == "__main__":
    sys.exit(main())
