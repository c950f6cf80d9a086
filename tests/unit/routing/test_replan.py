"""Planning again while the day goes on, and fitting one more order in."""

from dataclasses import replace

from routing.check import check
from routing.model import Limits, Plan, Problem, Promises
from routing.solving import construct
from routing.solving.replan import draft_of, offers, promised, replan
from tests.unit.routing.problems import HOUR, problem, stop, town, vehicle

LIMITS = Limits(60_000, solution_limit=10)


def starts(plan: Plan) -> dict[str, int]:
    return {each.stop_id: each.start_s for trip in plan.trips for each in trip.stops}


def with_late_order(asked: Problem) -> Problem:
    late = replace(asked.stops[3], id="late", release_s=7 * HOUR)
    return replace(asked, stops=(*asked.stops, late))


def test_a_late_order_is_fitted_in_without_moving_others() -> None:
    asked = town(1, 40)
    plan = construct(asked)
    changed = with_late_order(promised(asked, plan, Promises(900, cost=2_000, moved_max=3)))
    again = replan(changed, plan, LIMITS)
    assert check(changed, again) == []
    assert again.unserved == ()
    before, after = starts(plan), starts(again)
    assert sum(abs(after[id] - start) > 900 for id, start in before.items()) <= 3


def test_an_offer_says_who_brings_it_when_and_from_where() -> None:
    fleet = [vehicle("near"), vehicle("spare", fixed_cost=50_000)]
    asked = problem([stop("a"), stop("c", location=3)], fleet)
    plan = construct(asked)
    best, *others = offers(asked, plan, stop("b", location=2))
    assert (best.vehicle_id, best.trip, best.from_location, best.moved) == ("near", 1, 0, 0)
    assert best.start_s >= 6 * HOUR
    assert all(each.added_cost >= best.added_cost for each in others)


def test_an_offer_that_is_taken_costs_what_it_said() -> None:
    asked = town(2, 20)
    plan = construct(asked)
    late = replace(asked.stops[3], id="late")
    best = offers(asked, plan, late)[0]
    changed = replace(asked, stops=(*asked.stops, late))
    draft = draft_of(changed, plan)
    draft.fill()
    assert sum(day.cost for day in draft.days) - plan.cost == best.added_cost


def test_within_the_hour_there_is_no_offer_when_nobody_can_be_there() -> None:
    stops = [stop("a", window_start_s=10 * HOUR), stop("c", location=5)]
    asked = problem(stops, [vehicle()])
    plan = construct(asked)
    late = stop("b", location=5, release_s=9 * HOUR)
    assert offers(asked, plan, late, within_s=9 * HOUR + 1_200) == []
    assert offers(asked, plan, late, within_s=10 * HOUR) != []


def test_a_van_under_way_first_does_what_is_locked() -> None:
    stops = [stop(name, location=place) for name, place in (("a", 1), ("b", 2), ("c", 3))]
    van = vehicle(
        start_location=2, shift_start_s=6 * HOUR, locked=("c",), aboard=frozenset({"a", "c"})
    )
    asked = problem(stops, [van, vehicle("spare")])
    plan = replan(asked, construct(asked), LIMITS)
    assert check(asked, plan) == []
    under_way = next(trip for trip in plan.trips if trip.vehicle_id == "v1")
    assert [each.stop_id for each in under_way.stops] == ["c", "a"]
    assert plan.unserved == ()


def test_a_plan_is_taken_up_although_an_order_and_a_van_are_gone() -> None:
    asked = town(3, 20)
    plan = construct(asked)
    fewer = replace(asked, stops=asked.stops[1:], vehicles=asked.vehicles[1:])
    again = replan(fewer, plan, LIMITS)
    assert check(fewer, again) == []
