"""Plans of the heuristic and of the OR-Tools engine, for odd problems and for a whole town."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.check import check
from routing.day import Arrays, ranked
from routing.model import Limits, Plan, Problem, Reason
from routing.model.problem import PRIORITY_MAX
from routing.search import Draft
from routing.solving import construct
from routing.solving.heuristic import finished
from routing.solving.solver import solve
from tests.unit.routing.problems import odd_problem, odd_problems, problem, stop, town, vehicle

FEW_ROUNDS = Limits(time_ms=600_000, seed=3, solution_limit=8)
"""Ends by its rounds on any machine; the time is only a bound."""


@settings(max_examples=80, deadline=None)
@given(odd_problems)
def test_a_built_plan_always_passes_the_check(asked: Problem) -> None:
    assert check(asked, construct(asked)) == []


@settings(max_examples=20, deadline=None)
@given(odd_problems)
def test_a_rebuilt_plan_always_passes_and_is_never_worse(asked: Problem) -> None:
    built, rebuilt = construct(asked), construct(asked, rounds=30)
    assert check(asked, rebuilt) == []
    assert weight(asked, rebuilt) <= weight(asked, built)


@settings(max_examples=12, deadline=None)
@given(odd_problems)
def test_a_solved_plan_always_passes_and_is_never_worse_than_a_built_one(asked: Problem) -> None:
    plan = solve(asked, replace(FEW_ROUNDS, solution_limit=60))
    assert check(asked, plan) == []
    assert weight(asked, plan) <= weight(asked, construct(asked))


def weight(asked: Problem, plan: Plan) -> tuple[list[int], int]:
    """What a plan is judged by: the stops left out, the most urgent first, and then its cost."""
    priority = {each.id: each.priority for each in asked.stops}
    left = Counter(priority[each.stop_id] for each in plan.unserved)
    return [left[level] for level in range(PRIORITY_MAX, -1, -1)], plan.cost


def test_a_hundred_shops_are_all_served_and_solving_pays() -> None:
    asked = town(1, 100)
    built, solved = construct(asked), solve(asked, Limits(600_000, solution_limit=40))
    assert check(asked, solved) == []
    assert solved.unserved == ()
    assert solved.cost < built.cost


def test_the_same_seed_gives_the_same_plan() -> None:
    asked = town(2, 40)
    assert solve(asked, FEW_ROUNDS) == solve(asked, FEW_ROUNDS)


def test_another_seed_looks_elsewhere() -> None:
    asked = town(3, 60, vans=6)
    plans = {construct(asked, rounds=25, seed=seed).cost for seed in range(4)}
    assert len(plans) > 1


def test_a_vehicle_comes_back_for_a_second_load() -> None:
    stops = [stop("near", load_g=600_000), stop("far", location=2, load_g=600_000)]
    plan = solve(problem(stops, [vehicle(max_trips=2)]), FEW_ROUNDS)
    first, second = plan.trips
    assert plan.unserved == ()
    assert second.depart_s >= first.return_s + 900


def test_goods_that_come_late_leave_on_a_later_trip() -> None:
    early, late = stop("early", window_end_s=7 * 3600), stop("late", release_s=8 * 3600)
    plan = solve(problem([early, late], [vehicle(max_trips=2)]), FEW_ROUNDS)
    assert [[each.stop_id for each in trip.stops] for trip in plan.trips] == [["early"], ["late"]]
    assert plan.trips[1].depart_s >= 8 * 3600


def test_frozen_goods_ride_only_where_it_freezes() -> None:
    stops = [stop("ice", temperature_class="frozen"), stop("leek")]
    fleet = [vehicle("van"), vehicle("freezer", temperature_classes=frozenset({"frozen"}))]
    plan = solve(problem(stops, fleet), FEW_ROUNDS)
    carried = {each.stop_id: trip.vehicle_id for trip in plan.trips for each in trip.stops}
    assert carried == {"ice": "freezer", "leek": "van"}


def test_the_dear_vehicle_stays_at_home_when_the_cheap_one_suffices() -> None:
    fleet = [vehicle("dear", fixed_cost=50_000), vehicle("cheap", fixed_cost=5_000)]
    plan = solve(problem([stop("a"), stop("b", location=2)], fleet), FEW_ROUNDS)
    assert {trip.vehicle_id for trip in plan.trips} == {"cheap"}


def test_when_not_all_fits_the_urgent_stop_is_served() -> None:
    stops = [stop("a", load_g=900_000), stop("b", load_g=900_000, priority=5)]
    plan = solve(problem(stops, [vehicle()]), FEW_ROUNDS)
    assert [each.stop_id for each in plan.unserved] == ["a"]


def test_an_urgent_order_goes_before_any_number_of_others() -> None:
    small = [stop(f"small-{n}", load_g=50_000, crates=1, volume_ml=1_000) for n in range(20)]
    stops = [*small, stop("big", load_g=1_000_000, priority=9)]
    plan = solve(problem(stops, [vehicle()]), FEW_ROUNDS)
    assert [each.stop_id for trip in plan.trips for each in trip.stops] == ["big"]
    rounds = replace(FEW_ROUNDS, solution_limit=200)
    more = [replace(each, priority=9) for each in small]
    crowd = solve(problem([*more, stops[-1]], [vehicle()]), rounds)
    assert [each.stop_id for each in crowd.unserved] == ["big"], "of equals twenty are more"


@given(st.dictionaries(st.integers(0, 9), st.integers(1, 2_000), min_size=1), st.integers(1, 10**7))
def test_a_priority_outweighs_all_below_it_as_far_as_figures_reach(
    counts: dict[int, int], least: int
) -> None:
    weighs = ranked(counts, least)
    levels = sorted(counts)
    total = sum(counts[level] * weighs[level] for level in levels)
    assert weighs[levels[0]] >= least
    assert total <= max(2**44, least * sum(counts.values()))
    for below, level in pairwise(levels):
        assert weighs[level] >= weighs[below]
    if len(levels) <= 2 and least <= 10**6:
        for level in levels:
            lower = sum(counts[each] * weighs[each] for each in levels if each < level)
            assert weighs[level] > lower


def test_work_is_shared_with_vehicles_that_would_stay_at_home() -> None:
    stops = [stop(f"s{number}", service_s=1800) for number in range(8)]
    fleet = [vehicle(f"v{number}", fixed_cost=0) for number in range(4)]
    frozen = vehicle("frozen", temperature_classes=frozenset({"frozen"}))
    asked = replace(problem(stops, [*fleet, frozen]), balance_cost_per_hour=100_000)
    plan = solve(asked, replace(FEW_ROUNDS, solution_limit=80))
    assert check(asked, plan) == []
    shares = Counter(trip.vehicle_id for trip in plan.trips for _ in trip.stops)
    assert shares == {"v0": 2, "v1": 2, "v2": 2, "v3": 2}, "who can serve nobody is not compared"


def test_a_trip_waits_at_the_depot_and_not_at_the_shop() -> None:
    plan = construct(problem([stop(window_start_s=10 * 3600)], [vehicle()]))
    served = plan.trips[0].stops[0]
    assert served.arrive_s == served.start_s == 10 * 3600
    assert plan.trips[0].depart_s == 10 * 3600 - 600


def test_nothing_to_do_is_an_empty_plan() -> None:
    for asked in (problem([], [vehicle()]), problem([], [])):
        plan = solve(asked, FEW_ROUNDS)
        assert (plan.trips, plan.unserved, plan.cost) == ((), (), 0)


def test_without_vehicles_every_stop_is_unserved() -> None:
    plan = solve(problem([stop()], []), FEW_ROUNDS)
    assert [each.reason for each in plan.unserved] == [Reason.TEMPERATURE]


@pytest.mark.parametrize(
    "changes",
    [
        {"window_start_s": 11 * 3600},
        {"load_g": 950_000},
        {"crates": 95},
        {"volume_ml": 4_900_000},
        {"temperature_class": "frozen"},
    ],
)
def test_routes_that_break_a_rule_are_given_up_and_their_stops_placed_again(
    changes: dict[str, Any],
) -> None:
    asked = problem([stop("a", **changes), stop("b", window_end_s=7 * 3600)], [vehicle()])
    plan = finished(Draft.of(Arrays(asked), [[[0, 1]]]), "by hand")
    assert check(asked, plan) == []
    assert plan.trips


def test_a_draft_never_changes_its_copy() -> None:
    draft = Draft.empty(Arrays(odd_problem(7)))
    copy = draft.copy()
    copy.fill()
    assert draft.left_out == list(range(len(draft.arrays.problem.stops)))
