"""What a problem accepts, what it refuses and by which code, and its file."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from routing.model import (
    HORIZON_S,
    Break,
    Compartment,
    Goods,
    Limits,
    Problem,
    ProblemError,
    Stop,
    Vehicle,
    Window,
    plan_from_json,
    problem_from_json,
    to_json,
)
from routing.model.problem import Traffic
from routing.model.values import matrix
from routing.solving import construct
from tests.unit.routing.problems import DEPOT, line, odd_problems, problem, stop, vehicle
from tests.unit.routing.rich import rich_problems


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": ""}, "stop.id"),
        ({"id": "x" * 81}, "stop.id"),
        ({"location": -1}, "stop.location"),
        ({"load_g": -1}, "goods.amount"),
        ({"load_g": 1.5}, "goods.amount"),
        ({"load_g": True}, "goods.amount"),
        ({"crates": 10**10}, "goods.amount"),
        ({"temperature_class": "x" * 81}, "goods.temperature_class"),
        ({"goods": (Goods("ice", (1, 1, 1)),) * 2}, "stop.goods"),
        ({"windows": (Window(0, 9), Window(9, 20))}, "stop.windows_overlap"),
        ({"windows": (Window(0, 9, late_s=5), Window(14, 20))}, "stop.windows_overlap"),
        ({"windows": (Window(0, 9, late_cost_per_hour=-1),)}, "stop.window_cost"),
        ({"prize": -1}, "stop.prize"),
        ({"aboard_max_s": -1}, "stop.aboard_max_s"),
        ({"service_by_type": {"truck": -1}}, "stop.service_s"),
        ({"requires": frozenset({""})}, "stop.names"),
        ({"window_start_s": 13 * 3600}, "stop.window"),
        ({"window_end_s": HORIZON_S}, "stop.window"),
        ({"service_s": -1}, "stop.service_s"),
        ({"priority": 10}, "stop.priority"),
        ({"release_s": -1}, "stop.release_s"),
        ({"place_name": "x" * 201}, "stop.place_name"),
    ],
)
def test_a_stop_out_of_bounds_is_refused_by_name(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        stop(**changes)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": ""}, "vehicle.id"),
        ({"temperature_classes": frozenset()}, "vehicle.temperature_classes"),
        ({"temperature_classes": frozenset({""})}, "vehicle.temperature_classes"),
        ({"capacity_g": -1}, "vehicle.capacity"),
        ({"capacity_crates": -1}, "vehicle.capacity"),
        ({"capacity_ml": 10**10}, "vehicle.capacity"),
        ({"overtime_s": -1}, "vehicle.overtime_s"),
        ({"duration_max_s": -1}, "vehicle.seconds"),
        ({"breaks": (Break(0, 9, 60), Break(60, 90, 60))}, "vehicle.breaks_overlap"),
        ({"compartments": (Compartment(frozenset({"ice"}), (1,)),)}, "vehicle.compartments"),
        (
            {"compartments": (Compartment(frozenset({"chilled"}), (1, 1, 1)),) * 2},
            "vehicle.compartments_overlap",
        ),
        ({"shift_end_s": 3600}, "vehicle.shift"),
        ({"fixed_cost": -1}, "vehicle.cost"),
        ({"max_trips": 0}, "vehicle.max_trips"),
        ({"reload_s": -1}, "vehicle.reload_s"),
        ({"max_stops": 0}, "vehicle.max_stops"),
    ],
)
def test_a_vehicle_out_of_bounds_is_refused_by_name(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        vehicle(**changes)
    assert refused.value.code == code


def test_two_stops_of_one_name_are_refused() -> None:
    with pytest.raises(ProblemError, match=r"stop\.duplicate"):
        problem([stop("a"), stop("a")], [vehicle()])


def test_two_vehicles_of_one_name_are_refused() -> None:
    with pytest.raises(ProblemError, match=r"vehicle\.duplicate"):
        problem([stop()], [vehicle(), vehicle()])


def test_a_stop_off_the_matrix_is_refused() -> None:
    seconds, metres = line(2)
    with pytest.raises(ProblemError, match=r"stop\.location"):
        Problem((DEPOT,), (stop(location=2),), (vehicle(),), seconds, metres, "line:1")


@pytest.mark.parametrize(
    ("stops", "vehicles", "code"),
    [
        ([stop(depots=frozenset({"moon"}))], [], "stop.depot_unknown"),
        ([stop(goods=(Goods("ice", (1,)),))], [], "stop.load"),
        ([stop(pickup=(Goods("", (1,)),))], [], "stop.load"),
        ([], [vehicle(reload_depots=frozenset({"moon"}))], "vehicle.depot_unknown"),
        ([], [vehicle(capacity=(1, 2))], "vehicle.capacity"),
        ([], [vehicle(locked=("ghost",))], "vehicle.locked_unknown"),
        (
            [stop()],
            [vehicle(locked=("s1",)), vehicle("v2", locked=("s1",))],
            "vehicle.locked_twice",
        ),
        (
            [stop()],
            [vehicle(aboard=frozenset({"s1"})), vehicle("v2", aboard=frozenset({"s1"}))],
            "vehicle.aboard_twice",
        ),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(
    stops: list[Stop], vehicles: list[Vehicle], code: str
) -> None:
    with pytest.raises(ProblemError) as refused:
        problem(stops, vehicles)
    assert refused.value.code == code


def test_traffic_must_come_in_order() -> None:
    asked = problem([], [])
    with pytest.raises(ProblemError, match=r"traffic\.not_in_order"):
        replace(asked, traffic=(Traffic(3600, 50), Traffic(0, 100)))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (((0, 1),), "matrix.not_square"),
        (((0, 1), (1,)), "matrix.not_square"),
        ((), "matrix.size"),
        (((0, -1), (1, 0)), "matrix.travel_s"),
        (((0, HORIZON_S + 1), (1, 0)), "matrix.travel_s"),
        (((0, 1.5), (1, 0)), "matrix.not_whole"),
        (((0,),), "matrix.sizes_differ"),
    ],
)
def test_a_crooked_matrix_is_refused(rows: Any, code: str) -> None:
    _, metres = line(2)
    with pytest.raises(ProblemError) as refused:
        Problem((DEPOT,), (), (), rows, metres, "line:1")
    assert refused.value.code == code


def test_an_array_becomes_a_frozen_matrix_of_plain_numbers() -> None:
    rows = matrix(np.array([[0.0, 5.0], [7.0, 0.0]]))
    assert rows == ((0, 5), (7, 0))
    assert type(rows[0][1]) is int


@pytest.mark.parametrize("value", [0.5, "x", None, float("inf"), float("nan")])
def test_what_is_no_whole_number_is_no_distance(value: Any) -> None:
    with pytest.raises(ProblemError, match=r"matrix\.not_whole"):
        matrix([[0, value], [1, 0]])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"time_ms": 0}, "limits.time_ms"),
        ({"seed": -1}, "limits.seed"),
        ({"solution_limit": 0}, "limits.solution_limit"),
    ],
)
def test_limits_out_of_bounds_are_refused(changes: dict[str, int], code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        replace(Limits(1_000), **changes)
    assert refused.value.code == code


@settings(max_examples=40, deadline=None)
@given(odd_problems | rich_problems)
def test_a_problem_and_its_plan_survive_their_files(asked: Problem) -> None:
    plan = construct(asked)
    assert problem_from_json(to_json(asked)) == asked
    assert plan_from_json(to_json(plan)) == plan


def test_the_same_problem_gives_the_same_bytes() -> None:
    classes = [frozenset(order) for order in (["a", "b", "c"], ["c", "b", "a"])]
    files = {to_json(problem([stop()], [vehicle(temperature_classes=each)])) for each in classes}
    assert len(files) == 1


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b'{"depots": 0}', b"null"])
def test_a_file_that_is_no_problem_is_refused(data: bytes) -> None:
    with pytest.raises(ProblemError) as refused:
        problem_from_json(data)
    assert refused.value.code == "json.invalid"


def test_a_file_with_a_figure_out_of_bounds_is_refused_by_its_name() -> None:
    data = to_json(problem([stop()], [vehicle()]))
    with pytest.raises(ProblemError) as refused:
        problem_from_json(data.replace(b'"service_s":300', b'"service_s":-300'))
    assert refused.value.code == "stop.service_s"
