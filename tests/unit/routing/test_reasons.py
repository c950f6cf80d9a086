"""Every order left out names the rule that binds and the least that would help, in words."""

from dataclasses import replace

import pytest

from api.travel.reasons import said
from routing.check import check
from routing.model import Problem, Reason, Unserved
from routing.solving import construct
from tests.unit.routing.problems import HOUR, problem, stop, vehicle


def left_out(asked: Problem) -> Unserved:
    plan = construct(asked)
    assert check(asked, plan) == []
    (left,) = plan.unserved
    return left


def test_a_longest_day_that_binds_is_named_even_where_others_are_served() -> None:
    stops = [stop(f"s{n}", location=n, service_s=HOUR) for n in (1, 2)]
    asked = problem(stops, [vehicle("v1", duration_max_s=2 * HOUR)])
    left = left_out(asked)
    assert left.details["day_longer_min"]
    longer = 2 * HOUR + 60 * int(left.details["day_longer_min"])
    helped = replace(asked, vehicles=(replace(asked.vehicles[0], duration_max_s=longer),))
    assert construct(helped).unserved == ()
    shorter = replace(asked.vehicles[0], duration_max_s=longer - 120)
    assert construct(replace(asked, vehicles=(shorter,))).unserved


def test_a_longest_day_too_short_for_one_order_is_named() -> None:
    asked = problem([stop("a", location=3)], [vehicle("v1", duration_max_s=HOUR)])
    left = left_out(asked)
    assert (left.reason, left.details["day_longer_min"]) == (Reason.SHIFT, 5)
    assert "a longest day 5 min longer" in said(str(left.reason), left.details, "en")
    assert "每日最长出车时间延长 5 分钟" in said(str(left.reason), left.details, "zh")


def test_time_on_the_road_is_named_with_the_minutes_over() -> None:
    asked = problem([stop("a", location=6, aboard_max_s=1_800)], [vehicle("v1")])
    left = left_out(asked)
    assert (left.reason, left.details["aboard_longer_min"]) == (Reason.ABOARD, 30)
    assert "30 min more allowed on the road" in said(str(left.reason), left.details, "en")


def test_goods_that_are_ready_too_late_are_named() -> None:
    asked = problem(
        [stop("a", location=1, release_s=10 * HOUR, window_end_s=9 * HOUR + 1_800)],
        [vehicle("v1")],
    )
    left = left_out(asked)
    assert left.reason is Reason.WINDOW
    assert left.details["release_earlier_min"] == left.details["window_later_min"] == 40
    assert "its goods ready 40 min earlier" in said(str(left.reason), left.details, "en")


def test_a_window_nobody_reaches_does_not_blame_the_goods() -> None:
    asked = problem([stop("a", location=12, window_end_s=6 * HOUR + 60)], [vehicle("v1")])
    details = left_out(asked).details
    assert details["window_later_min"]
    assert "release_earlier_min" not in details


@pytest.mark.parametrize(
    ("details", "en", "zh"),
    [
        ({"over_g": 600_000}, "600 kg less", "减少 600 kg"),
        ({"over_crates": 3}, "3 crates less", "减少 3 箱"),
        ({"shift_longer_min": 125}, "a shift 2 h 5 min longer", "班次延长 2 小时 5 分钟"),
        ({"requires": "lift"}, "a vehicle that offers lift", "有“lift”的车"),
        ({"added_cost": 4_250, "vehicle_id": "van-1"}, "for 42.50 yuan more", "另加 42.50 元"),
    ],
)
def test_changes_are_said_in_units_of_people(
    details: dict[str, int | str], en: str, zh: str
) -> None:
    assert en in said("fleet.full", details, "en")
    assert zh in said("fleet.full", details, "zh")
