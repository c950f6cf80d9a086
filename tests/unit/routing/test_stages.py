"""The stages of a solve, on one core and several; bounds are lowered to fit small problems."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.days import six_warehouses
from routing.check import check
from routing.model import Limits, Plan, Problem
from routing.search import accelerator, cores, engine
from routing.search.cores import side_by_side
from routing.solving.solver import solve
from tests.unit.routing.problems import problem, stop, town, vehicle

ROOT = Path(cores.__file__).parent.parent
ROUNDS = Limits(time_ms=600_000, seed=3, solution_limit=10)
_STAGES: dict[str, dict[str, int]] = {
    "starts": {},
    "fewer starts": {"_FEW_STOPS": 10},
    "one search": {"_STARTS_STOPS_MAX": 10},
    "neighbourhoods": {"_STARTS_STOPS_MAX": 10, "_LARGE": 20, "_NEIGHBOURHOOD": 12},
}


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("stage", _STAGES)
def test_every_stage_keeps_every_rule_and_repeats_itself(
    stage: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in _STAGES[stage].items():
        monkeypatch.setattr(engine, name, value)
    asked, limits = alike(town(5, 40, vans=20, trips=1)), replace(ROUNDS, cores=count)
    plan = solve(asked, limits)
    assert check(asked, plan) == []
    assert plan.unserved == ()
    assert solve(asked, limits) == plan


def alike(asked: Problem) -> Problem:
    """The same town with vehicles that differ only in whether they may bring frozen goods."""
    first, last = asked.vehicles[0], asked.vehicles[-1]
    fleet = (
        replace(first, id=it.id, temperature_classes=it.temperature_classes)
        for it in (*asked.vehicles, *(replace(last, id=f"spare-{n}") for n in range(10)))
    )
    return replace(asked, vehicles=tuple(fleet))


@pytest.mark.parametrize("count", [1, 2])
def test_depots_are_planned_one_by_one_first(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_SPLIT_STOPS", 12)
    asked = six_warehouses(shops=40, warehouses=3)
    plan = solve(asked, replace(ROUNDS, cores=count))
    assert check(asked, plan) == []
    assert plan.unserved == ()


def test_the_day_of_500_shops_has_a_whole_plan_at_first_and_ends_on_time() -> None:
    asked, seen = six_warehouses(), list[Plan]()
    began = time.process_time()
    plan = solve(asked, Limits(time_ms=3_000), seen.append, now=time.process_time)
    assert time.process_time() - began <= 3.15
    assert seen[0].unserved == plan.unserved == ()
    assert plan.cost < seen[0].cost


def test_only_stops_that_one_vehicle_can_serve_are_neighbours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[dict[Any, list[Any]]] = []
    real = accelerator.compute_neighbours

    def spy(data: Any, params: Any) -> Any:
        seen.append(real(data, params))
        return seen[-1]

    monkeypatch.setattr(accelerator, "compute_neighbours", spy)
    monkeypatch.setattr(accelerator, "_PATIENT_TUNING", (300, 3))
    shops = [
        stop(f"s{rank}", location=rank + 1, only_vehicles=frozenset({f"v{rank % 2}"}))
        for rank in range(8)
    ]
    plan = solve(problem(shops, [vehicle("v0"), vehicle("v1")]), ROUNDS)
    assert plan.unserved == ()
    pairs = [
        (here.idx, near.idx)
        for here, others in seen[0].items()
        for near in others
        if here.is_client() and near.is_client()
    ]
    assert pairs
    assert all(one % 2 == other % 2 for one, other in pairs)


def test_tasks_are_done_by_processes_of_their_own_and_answer_in_order() -> None:
    first, second, third = side_by_side([os.getpid, os.getpid, lambda: "third"])
    assert first == os.getpid() != second
    assert third == "third"


def test_a_child_that_dies_gives_nothing_and_does_no_harm() -> None:
    assert side_by_side([lambda: 1, lambda: os._exit(3), lambda: 2]) == [1, None, 2]


def test_children_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    code = (
        "import os, pathlib, time; from routing.search.cores import side_by_side\n"
        "def child():\n"
        f"    pathlib.Path({str(alive)!r}).write_text(str(os.getpid()))\n"
        "    time.sleep(60)\n"
        "side_by_side([lambda: time.sleep(60), child])\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    while not (alive.exists() and alive.read_text()):
        time.sleep(0.05)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    child = Path(f"/proc/{alive.read_text()}")
    end = time.monotonic() + 20
    while child.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not child.exists()
