"""Solve in a process of its own, and let nothing out of it that `check` does not pass.

The solver holds the interpreter for as long as it works and keeps memory until its process
ends, so each solve gets a fresh one: JSON in, JSON out, killed when it is late. A dead child is
an error of that solve, never of the server.

By hand: `python -m routing.process < problem.json > plan.json`, see docs/routing.md.
"""

import argparse
import contextlib
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

from routing.check import Violation, check
from routing.model import (
    Limits,
    Plan,
    Problem,
    ProblemError,
    plan_from_json,
    problem_from_json,
    to_json,
)
from routing.solving.heuristic import construct

_MEMORY_BYTES_MAX = 8 * 1024**3
_GRACE_S = 30
_HOME = Path(__file__).resolve().parents[2]


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


def solve_in_process(
    problem: Problem,
    limits: Limits,
    timeout_s: float | None = None,
    publish: Callable[[Plan], None] | None = None,
) -> Plan:
    """Solve in a fresh process; its last good plan answers when that one is late or wrong.

    `publish` gets plans on the way, the first within a second or two; each passes the check.
    Without a `timeout_s` the process has half a minute more than its search may take. When it
    leaves no plan that passes, the construction heuristic answers.
    Raises: SolverDied when the process ends by itself without a plan; PlanRejected when not even
    the heuristic's plan passes the check.
    """
    began = time.monotonic()
    if timeout_s is None:
        timeout_s = limits.time_ms / 1_000 + _GRACE_S
    plan = _solved_by_child(problem, limits, timeout_s, publish)
    if plan is None:
        plan = construct(problem, seed=limits.seed)
    if violations := check(problem, plan):
        raise PlanRejected(violations)
    return replace(plan, seconds=round(time.monotonic() - began, 3))


def _solved_by_child(
    problem: Problem,
    limits: Limits,
    timeout_s: float,
    publish: Callable[[Plan], None] | None,
) -> Plan | None:
    """Give the child's last good plan; None when it was too late or made no sense."""
    command = [sys.executable, "-m", "routing.solving", f"--time-ms={limits.time_ms}"]
    command += [f"--seed={limits.seed}", f"--cores={limits.cores}"]
    if limits.solution_limit is not None:
        command.append(f"--solution-limit={limits.solution_limit}")
    if publish is not None:
        command.append("--publish")
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, cwd=_HOME
        )
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(timeout_s, stop)
        timer.start()
        try:
            plan = _conversation(child, problem, publish)
        finally:
            timer.cancel()
            child.kill()
            code = child.wait()
        if code and not late.is_set():
            said.seek(max(0, said.seek(0, 2) - 2_000))
            raise SolverDied(code, said.read().decode(errors="replace"))
    return plan


def _conversation(
    child: subprocess.Popen[bytes], problem: Problem, publish: Callable[[Plan], None] | None
) -> Plan | None:
    """Hand over the problem and listen until the child has no more to say."""
    assert child.stdin is not None
    assert child.stdout is not None
    feeder = threading.Thread(target=_feed, args=(child.stdin, to_json(problem)))
    feeder.start()
    last = None
    with child.stdout:
        for line in child.stdout:
            plan = _understood(problem, line)
            if plan is not None:
                last = plan
                if publish is not None:
                    publish(plan)
    feeder.join()
    child.wait()
    return last


def _feed(pipe: IO[bytes], data: bytes) -> None:
    # A child that dies early closes its end; what it said tells the rest.
    with contextlib.suppress(BrokenPipeError), pipe:
        pipe.write(data)


def _understood(problem: Problem, line: bytes) -> Plan | None:
    try:
        plan = plan_from_json(line)
    except ProblemError:
        return None
    return None if check(problem, plan) else plan


def main(arguments: list[str] | None = None) -> int:
    """Read a problem from standard input, write its plan to standard output."""
    parser = argparse.ArgumentParser(prog="python -m routing.process", description=main.__doc__)
    parser.add_argument("--time-ms", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--solution-limit", type=int, default=None)
    parser.add_argument("--cores", type=int, default=1)
    parser.add_argument("--publish", action="store_true", help="write plans on the way, too")
    asked = parser.parse_args(arguments)
    try:
        limits = Limits(asked.time_ms, asked.seed, asked.solution_limit, asked.cores)
        _bound_resources(limits)
        problem = problem_from_json(sys.stdin.buffer.read())
    except ProblemError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    # The solvers are loaded here and nowhere else: a server that never solves never pays for them.
    from routing.solving.solver import solve

    _say(solve(problem, limits, _say if asked.publish else None))
    return 0


def _say(plan: Plan) -> None:
    sys.stdout.buffer.write(to_json(plan) + b"\n")
    sys.stdout.buffer.flush()


def _bound_resources(limits: Limits) -> None:
    """Make sure that a solve gone wrong takes itself down, even when nobody waits for it."""
    _lower(resource.RLIMIT_AS, _MEMORY_BYTES_MAX)
    _lower(resource.RLIMIT_CPU, limits.cores * limits.time_ms // 1_000 + 2 * _GRACE_S)


def _lower(kind: int, bound: int) -> None:
    hard = resource.getrlimit(kind)[1]
    bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    resource.setrlimit(kind, (bound, hard))
