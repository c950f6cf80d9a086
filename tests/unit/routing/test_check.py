"""The verifier catches every broken rule, each one by its own code."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from routing.check import check, cost
from routing.model import Plan, Problem, Reason, Trip, Unserved
from routing.solving import construct
from tests.unit.routing.problems import problem, stop, town, vehicle

Change = Callable[[Plan], Plan]


def two_trips() -> Problem:
    """Two stops that one van can only serve in two trips."""
    near = stop("near", location=1, load_g=600_000, window_end_s=7 * 3600)
    far = stop("far", location=2, load_g=600_000, window_start_s=9 * 3600)
    return problem([near, far], [vehicle(max_trips=2), vehicle("spare", fixed_cost=90_000)])


def codes(asked: Problem, plan: Plan) -> set[str]:
    return {violation.code for violation in check(asked, plan)}


def trip(rank: int, **changes: Any) -> Change:
    """Falsify one trip."""

    def change(plan: Plan) -> Plan:
        trips = list(plan.trips)
        trips[rank] = replace(trips[rank], **changes)
        return replace(plan, trips=tuple(trips))

    return change


def moved(number: int, later_s: int) -> Change:
    """Shift a whole trip in time, consistently."""

    def shifted(each: Trip) -> Trip:
        stops = tuple(
            replace(
                s,
                arrive_s=s.arrive_s + later_s,
                start_s=s.start_s + later_s,
                leave_s=s.leave_s + later_s,
            )
            for s in each.stops
        )
        depart_s, return_s = each.depart_s + later_s, each.return_s + later_s
        return replace(each, stops=stops, depart_s=depart_s, return_s=return_s)

    def change(plan: Plan) -> Plan:
        trips = list(plan.trips)
        trips[number] = shifted(trips[number])
        return replace(plan, trips=tuple(trips))

    return change


def planned(number: int, **changes: Any) -> Change:
    """Falsify the first stop of one trip."""

    def change(plan: Plan) -> Plan:
        first, *rest = plan.trips[number].stops
        return trip(number, stops=(replace(first, **changes), *rest))(plan)

    return change


def back_too_soon(plan: Plan) -> Plan:
    """Say that the first trip is back a second before the way is driven."""
    return trip(0, return_s=plan.trips[0].return_s - 1)(plan)


def unserved(stop_id: str) -> Unserved:
    return Unserved(stop_id, Reason.FLEET_FULL)


def test_an_honest_plan_passes() -> None:
    asked = two_trips()
    plan = construct(asked)
    assert [each.number for each in plan.trips] == [1, 2]
    assert check(asked, plan) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda plan: replace(plan, trips=plan.trips[:1]), "stop.missing"),
        (lambda plan: replace(plan, unserved=(unserved("near"),)), "stop.repeated"),
        (lambda plan: replace(plan, unserved=(unserved("nobody"),)), "stop.unknown"),
        (lambda plan: replace(plan, trips=(*plan.trips, plan.trips[0])), "stop.repeated"),
        (lambda plan: replace(plan, matrix_version="older"), "plan.matrix_version"),
        (lambda plan: replace(plan, cost=plan.cost - 1), "plan.cost"),
        (trip(0, vehicle_id="nobody"), "vehicle.unknown"),
        (trip(0, stops=()), "trip.empty"),
        (trip(0, distance_m=1), "trip.distance"),
        (trip(0, load=(1, 10, 300_000)), "trip.load"),
        (trip(0, load=(600_000, 1, 300_000)), "trip.load"),
        (trip(0, start_location=1), "trip.start"),
        (trip(1, end_location=1), "trip.end"),
        (trip(0, number=3), "trip.numbers"),
        (trip(0, return_s=12 * 3600), "trip.times"),
        (back_too_soon, "trip.times"),
        (planned(0, arrive_s=1), "stop.times"),
        (planned(0, leave_s=8 * 3600), "stop.times"),
        (planned(0, load_after=(7, 0, 0)), "stop.load_after"),
        (moved(0, 2 * 3600), "window.missed"),
        (moved(0, -2 * 3600), "window.missed"),
        (moved(0, -2 * 3600), "shift.exceeded"),
        (moved(1, 6 * 3600), "shift.exceeded"),
        (moved(1, -2 * 3600 - 900), "trip.overlap"),
    ],
)
def test_a_falsified_plan_is_caught(change: Change, code: str) -> None:
    asked = two_trips()
    assert code in codes(asked, change(construct(asked)))


def test_what_a_plan_costs_is_told_whatever_it_says_itself() -> None:
    asked = two_trips()
    plan = construct(asked)
    assert plan.cost > 0
    assert cost(asked, replace(plan, cost=0)) == plan.cost


@pytest.mark.parametrize(
    ("shrunk", "code"),
    [
        ({"capacity_g": 599_999}, "capacity.load"),
        ({"capacity_crates": 9}, "capacity.load"),
        ({"capacity_ml": 299_999}, "capacity.load"),
        ({"temperature_classes": frozenset({"ambient"})}, "temperature.wrong_vehicle"),
        ({"shift_end_s": 8 * 3600}, "shift.exceeded"),
        ({"max_trips": 1}, "vehicle.trips"),
        ({"reload_s": 4 * 3600}, "trip.overlap"),
        ({"fixed_cost": 10_001}, "plan.cost"),
        ({"cost_per_km": 201}, "plan.cost"),
        ({"cost_per_hour": 3_100}, "plan.cost"),
    ],
)
def test_a_plan_for_a_better_vehicle_is_caught(shrunk: dict[str, Any], code: str) -> None:
    asked = two_trips()
    plan = construct(asked)
    lesser = replace(asked, vehicles=(vehicle(**{"max_trips": 2, **shrunk}), asked.vehicles[1]))
    assert code in codes(lesser, plan)


def test_too_many_stops_on_one_trip_are_caught() -> None:
    asked = problem([stop("a"), stop("b")], [vehicle()])
    fewer = replace(asked, vehicles=(vehicle(max_stops=1),))
    assert codes(fewer, construct(asked)) == {"capacity.stops"}


def test_a_trip_before_its_goods_are_ready_is_caught() -> None:
    asked = problem([stop()], [vehicle()])
    plan = construct(asked)
    later = replace(asked, stops=(stop(release_s=plan.trips[0].depart_s + 1),))
    assert codes(later, plan) == {"release.too_early"}


def test_other_roads_make_another_plan_necessary() -> None:
    asked = town(1, 12)
    plan = construct(asked)
    slower = tuple(tuple(value + 60 * (value > 0) for value in row) for row in asked.travel_s)
    assert "stop.times" in codes(replace(asked, travel_s=slower), plan)
