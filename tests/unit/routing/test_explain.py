"""Every stop left out has a reason, and the relaxation it names is enough."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from routing.model import HORIZON_S, Problem, Reason, Stop, Unserved
from routing.solving import construct
from tests.unit.routing.problems import odd_problems, problem, stop, vehicle


def only(asked: Problem) -> Unserved:
    (left_out,) = construct(asked).unserved
    return left_out


@pytest.mark.parametrize(
    ("changes", "reason", "details"),
    [
        (
            {"temperature_class": "frozen"},
            Reason.TEMPERATURE,
            {"temperature_class": "frozen"},
        ),
        ({"load_g": 1_000_250}, Reason.WEIGHT, {"over_g": 250, "vehicle_id": "v1"}),
        ({"crates": 103}, Reason.CRATES, {"over_crates": 3, "vehicle_id": "v1"}),
        ({"volume_ml": 5_000_001}, Reason.VOLUME, {"over_ml": 1, "vehicle_id": "v1"}),
        (
            {"window_start_s": 0, "window_end_s": 5 * 3600},
            Reason.WINDOW,
            {"window_later_min": 10, "vehicle_id": "v1"},
        ),
        (
            {"release_s": 12 * 3600},
            Reason.WINDOW,
            {"window_later_min": 10, "release_earlier_min": 10, "vehicle_id": "v1"},
        ),
        (
            {"service_s": 8 * 3600},
            Reason.SHIFT,
            {"shift_longer_min": 10, "vehicle_id": "v1"},
        ),
    ],
)
def test_a_stop_no_vehicle_can_serve_names_the_rule(
    changes: dict[str, Any], reason: Reason, details: dict[str, int | str]
) -> None:
    left_out = only(problem([stop(**changes)], [vehicle()]))
    assert (left_out.reason, left_out.details) == (reason, details)


def test_a_place_without_a_road_is_unreachable() -> None:
    asked = problem([stop()], [vehicle()])
    cut_off = replace(asked, travel_s=((0, HORIZON_S), (600, 0)))
    assert only(cut_off).reason is Reason.UNREACHABLE


def test_the_nearest_vehicle_is_named_when_none_is_big_enough() -> None:
    fleet = [vehicle("small", capacity_g=10_000), vehicle("big", capacity_g=90_000)]
    assert only(problem([stop()], fleet)).details == {"over_g": 10_000, "vehicle_id": "big"}


def test_a_full_fleet_says_how_many_grams_are_too_much() -> None:
    stops = [stop("a", load_g=700_000, priority=1), stop("b", load_g=400_000)]
    left_out = only(problem(stops, [vehicle()]))
    assert left_out.reason is Reason.FLEET_FULL
    assert left_out.details["over_g"] == 100_000
    assert (left_out.details["vehicle_id"], left_out.details["trip"]) == ("v1", 1)


def test_a_fleet_short_of_places_says_so() -> None:
    left_out = only(problem([stop("a"), stop("b")], [vehicle(max_stops=1)]))
    assert left_out.details == {"over_stops": 1, "vehicle_id": "v1", "trip": 1}


def test_a_busy_fleet_says_by_how_many_minutes_the_window_is_missed() -> None:
    here = stop("here", window_start_s=6 * 3600, window_end_s=6 * 3600, priority=1)
    there = stop("there", location=4, window_start_s=6 * 3600, window_end_s=6 * 3600)
    left_out = only(problem([here, there], [vehicle()]))
    assert left_out.reason is Reason.FLEET_TIME
    assert left_out.details == {
        "window_later_min": 35,
        "vehicle_id": "v1",
        "trip": 1,
        "start_s": 6 * 3600 + 300 + 1_800,
        # 15 km and half an hour more each way, and five minutes at the door, at the van's rates
        "added_cost": 15 * 2 * 200 + (2 * 1_800 + 300) * 3_000 // 3_600,
    }


@settings(max_examples=60, deadline=None)
@given(odd_problems)
def test_what_nobody_can_serve_alone_fits_once_relaxed_as_told(asked: Problem) -> None:
    stops = {each.id: each for each in asked.stops}
    for left_out in construct(asked).unserved:
        if left_out.reason in (Reason.WEIGHT, Reason.CRATES, Reason.VOLUME, Reason.WINDOW):
            eased = relaxed(stops[left_out.stop_id], left_out)
            again = construct(replace(asked, stops=(eased,))).unserved
            assert not again or again[0].reason in later(left_out.reason)


def relaxed(it: Stop, left_out: Unserved) -> Stop:
    """Change a stop by what its explanation asks for."""

    def amount(name: str) -> int:
        return int(left_out.details.get(name, 0))

    (goods,), last = it.goods, it.windows[-1]
    over = [amount(name) for name in ("over_g", "over_crates", "over_ml")]
    less = tuple(most - cut for most, cut in zip(goods.amount, over, strict=True))
    later = min(HORIZON_S - 1, last.end_s + 60 * amount("window_later_min"))
    return replace(it, goods=(replace(goods, amount=less),), windows=(replace(last, end_s=later),))


def later(reason: Reason) -> list[Reason]:
    """Rules asked after this one, which a relaxed stop may still break."""
    order = [Reason.VOLUME, Reason.UNREACHABLE, Reason.WINDOW, Reason.SHIFT]
    return order[order.index(reason) + 1 :] if reason is Reason.WINDOW else order[1:]
