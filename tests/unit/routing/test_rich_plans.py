"""Plans for problems in which every rule of the model is at work."""

import random
from dataclasses import replace

from hypothesis import given, settings

from routing.check import check
from routing.model import Plan, Problem
from routing.solving import construct
from tests.unit.routing.rich import rich_problem, rich_problems


@settings(max_examples=25, deadline=None)
@given(rich_problems)
def test_a_built_plan_keeps_every_rule_of_the_model(asked: Problem) -> None:
    assert check(asked, construct(asked, rounds=3)) == []


@settings(max_examples=25, deadline=None)
@given(rich_problems)
def test_every_order_left_out_has_a_reason_for_each_type_of_vehicle(asked: Problem) -> None:
    types = {vehicle.type for vehicle in asked.vehicles}
    for left_out in construct(asked).unserved:
        assert {each.vehicle_type for each in left_out.by_class} == types
        assert left_out.reason in {each.reason for each in left_out.by_class}


def test_a_stop_moved_by_a_minute_never_passes() -> None:
    dice = random.Random(5)
    moved = 0
    for seed in range(40):
        asked = rich_problem(seed)
        plan = construct(asked)
        for trip in plan.trips:
            if trip.stops:
                moved += 1
                assert check(asked, _with_a_stop_later(plan, trip.number, trip.vehicle_id, dice))
    assert moved > 20


def _with_a_stop_later(plan: Plan, number: int, vehicle_id: str, dice: random.Random) -> Plan:
    trips = []
    for trip in plan.trips:
        if (trip.number, trip.vehicle_id) == (number, vehicle_id):
            stops = list(trip.stops)
            rank = dice.randrange(len(stops))
            stops[rank] = replace(stops[rank], leave_s=stops[rank].leave_s + 60)
            trip = replace(trip, stops=tuple(stops))
        trips.append(trip)
    return replace(plan, trips=tuple(trips))
