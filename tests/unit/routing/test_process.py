"""A solve in a process of its own: it may die, hang or lie, and no harm is done."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from routing.check import check
from routing.model import Limits, plan_from_json, to_json
from routing.solving import PlanRejected, SolverDied, construct, process, solve_in_process
from tests.unit.routing.problems import town

LIMITS = Limits(time_ms=60_000, seed=1, solution_limit=8)
ROOT = Path(process.__file__).parent.parent


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file whose code is the solving process."""
    code = tmp_path / "child.py"
    interpreter = tmp_path / "python"
    interpreter.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{code}"\n')
    interpreter.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(interpreter))
    return code


def test_a_plan_from_a_process_is_checked_and_timed() -> None:
    asked = town(1, 20)
    plan = solve_in_process(asked, LIMITS)
    assert check(asked, plan) == []
    assert plan.engine == "pyvrp+partition"
    assert plan.seconds > 0


def test_the_asking_process_never_loads_the_solver() -> None:
    code = "import routing.solving.process, sys; print('ortools' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, text=True, check=True
    )
    assert said.stdout.strip() == "False"


def test_a_late_process_is_killed_and_the_heuristic_answers(child: Path, tmp_path: Path) -> None:
    asked, alive = town(1, 20), tmp_path / "alive"
    child.write_text(
        f"import os, time\nopen({str(alive)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n"
    )
    plan = solve_in_process(asked, LIMITS, timeout_s=2)
    assert plan.engine == "insertion"
    assert check(asked, plan) == []
    assert not Path(f"/proc/{alive.read_text()}").exists()


def test_a_process_that_is_killed_is_reported_with_its_signal(child: Path) -> None:
    child.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    with pytest.raises(SolverDied) as died:
        solve_in_process(town(1, 20), LIMITS)
    assert died.value.code == -9


def test_a_process_that_fails_says_what_it_said(child: Path) -> None:
    child.write_text("raise MemoryError('no room for the matrix')\n")
    with pytest.raises(SolverDied, match="no room for the matrix"):
        solve_in_process(town(1, 20), LIMITS)


def test_a_process_that_talks_nonsense_is_not_believed(child: Path) -> None:
    child.write_text("print('{}')\n")
    assert solve_in_process(town(1, 20), LIMITS).engine == "insertion"


def test_a_plan_that_breaks_a_rule_is_replaced_by_the_heuristics(child: Path) -> None:
    asked = town(1, 20)
    lie = to_json(replace(construct(asked), engine="liar", cost=0))
    child.write_text(f"import sys\nsys.stdout.buffer.write({lie!r})\n")
    plan = solve_in_process(asked, LIMITS)
    assert plan.engine == "insertion"
    assert check(asked, plan) == []


def test_a_plan_that_breaks_a_rule_never_gets_out(
    child: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = town(1, 20)
    wrong = replace(construct(asked), cost=0)
    child.write_text(f"import sys\nsys.stdout.buffer.write({to_json(wrong)!r})\n")
    monkeypatch.setattr(process, "construct", lambda *_args, **_more: wrong)
    with pytest.raises(PlanRejected) as rejected:
        solve_in_process(asked, LIMITS)
    assert [each.code for each in rejected.value.violations] == ["plan.cost"]


def test_a_problem_file_reproduces_a_plan_by_hand() -> None:
    asked = town(4, 15)
    command = [sys.executable, "-m", "routing.solving", "--solution-limit=8", "--time-ms=60000"]
    plans = [
        subprocess.run(
            command, input=to_json(asked), capture_output=True, cwd=ROOT, check=True
        ).stdout
        for _ in range(2)
    ]
    assert plans[0] == plans[1]
    assert check(asked, plan_from_json(plans[0])) == []


def test_a_file_that_is_no_problem_is_named_and_refused_by_hand() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "routing.solving"], input=b"{", capture_output=True, cwd=ROOT
    )
    assert done.returncode == 2
    assert b"json.invalid" in done.stderr


def test_plans_on_the_way_are_published_and_each_passes_the_check() -> None:
    asked, seen = town(1, 40), []
    plan = solve_in_process(asked, Limits(1_500), publish=seen.append)
    assert seen[-1].cost == plan.cost
    assert seen[0].engine == "first"
    assert all(check(asked, each) == [] for each in seen)
    assert [each.cost for each in seen] == sorted((each.cost for each in seen), reverse=True)


def test_a_late_process_leaves_its_last_good_plan(child: Path) -> None:
    asked = town(1, 20)
    known = to_json(construct(asked)) + b"\n"
    child.write_text(
        f"import sys, time\nsys.stdout.buffer.write({known!r})\nsys.stdout.flush()\n"
        "time.sleep(600)\n"
    )
    plan = solve_in_process(asked, LIMITS, timeout_s=3)
    assert plan.cost == construct(asked).cost
