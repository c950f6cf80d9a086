"""Findings about an order: what stops it, what only asks for eyes, and that all are named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.errors import Refused
from wms.rules.review import Limits, LineFacts, OrderFacts, findings, judge, line_cents
from wms.units import Unit

SPINACH = LineFacts(1, "SPINACH", "leaf", 20_000, 10_000, 20_000, available=50_000)
PORK = LineFacts(2, "PORK", "meat", 10_000, 10_000, 10_000, available=50_000)
ORDER = OrderFacts((SPINACH, PORK), total_cents=30_000, owed_cents=0)
LIMITS = Limits({"leaf": 100_000}, credit_cents=100_000)


def codes(facts: OrderFacts, limits: Limits = LIMITS) -> list[str]:
    return [finding.code for finding in findings(facts, limits)]


def with_line(line: LineFacts) -> OrderFacts:
    return replace(ORDER, lines=(line, PORK))


def test_a_reasonable_order_passes_without_findings() -> None:
    assert judge(ORDER, LIMITS) == ()


def test_a_broken_pack_is_refused() -> None:
    broken = replace(SPINACH, quantity=15_000, weight_g=15_000)
    with pytest.raises(Refused, match=r"order\.multiple") as refused:
        judge(with_line(broken), LIMITS)
    assert refused.value.details["pack_quantity"] == 10_000


def test_a_line_cut_to_nothing_is_no_broken_pack() -> None:
    assert codes(with_line(replace(SPINACH, quantity=0, weight_g=0))) == []


def test_what_the_shop_already_has_coming_counts_towards_the_quota() -> None:
    assert codes(replace(ORDER, day_weight_g={"leaf": 80_000})) == []
    assert codes(replace(ORDER, day_weight_g={"leaf": 80_001})) == ["order.quota"]


def test_a_category_without_quota_is_unlimited() -> None:
    assert codes(replace(ORDER, day_weight_g={"meat": 10**9})) == []


def test_a_used_up_quota_does_not_touch_an_order_without_that_category() -> None:
    without = replace(ORDER, lines=(PORK,), day_weight_g={"leaf": 10**9})
    assert codes(without) == []


def test_credit_counts_what_is_owed_already() -> None:
    assert codes(replace(ORDER, owed_cents=60_000)) == []
    assert codes(replace(ORDER, owed_cents=70_000)) == ["order.credit_near"]
    assert codes(replace(ORDER, owed_cents=70_001)) == ["order.credit"]


def test_a_nearly_used_credit_is_only_a_warning() -> None:
    (warning,) = judge(replace(ORDER, owed_cents=70_000), LIMITS)
    assert (warning.code, warning.blocks) == ("order.credit_near", False)


def test_shortage_names_what_is_free() -> None:
    with pytest.raises(Refused) as refused:
        judge(with_line(replace(SPINACH, available=-3)), LIMITS)
    assert refused.value.code == "stock.short"
    assert refused.value.details["free"] == 0
    assert refused.value.details["wanted"] == 20_000


def test_three_times_the_usual_is_not_unusual_yet() -> None:
    assert codes(with_line(replace(SPINACH, usual=7_000))) == []
    assert codes(with_line(replace(SPINACH, usual=6_000))) == ["order.unusual"]


def test_a_refusal_lists_everything_and_warnings_come_last() -> None:
    line = replace(SPINACH, quantity=25_000, weight_g=250_000, available=0, usual=1)
    with pytest.raises(Refused) as refused:
        judge(replace(with_line(line), owed_cents=90_000), LIMITS)
    assert refused.value.code == "order.review"
    assert [finding["code"] for finding in refused.value.details["findings"]] == [
        "order.multiple",
        "order.quota",
        "order.credit",
        "stock.short",
        "order.unusual",
    ]


def test_lines_of_one_kind_keep_the_code_of_their_kind() -> None:
    short = tuple(replace(line, available=0) for line in ORDER.lines)
    with pytest.raises(Refused) as refused:
        judge(replace(ORDER, lines=short), LIMITS)
    assert refused.value.code == "stock.short"
    assert [finding["item"] for finding in refused.value.details["findings"]] == [
        "SPINACH",
        "PORK",
    ]


def test_value_is_per_kilogram_for_grams_and_per_piece_for_pieces() -> None:
    assert line_cents(10_000, 450, Unit.GRAM) == 4_500
    assert line_cents(1, 499, Unit.GRAM) == 0
    assert line_cents(1, 500, Unit.GRAM) == 1
    assert line_cents(30, 120, Unit.PIECE) == 3_600


@given(st.integers(0, 10**8), st.integers(0, 10**6))
def test_value_of_grams_is_never_off_by_more_than_half_a_cent(grams: int, price: int) -> None:
    assert abs(line_cents(grams, price, Unit.GRAM) * 1000 - grams * price) <= 500


@given(st.integers(-50, 50), st.integers(0, 120_000), st.integers(0, 60_000))
def test_judging_refuses_exactly_when_a_finding_blocks(
    packs: int, owed_cents: int, available: int
) -> None:
    quantity = packs * 5_000
    line = replace(SPINACH, quantity=quantity, weight_g=max(quantity, 0), available=available)
    facts = replace(with_line(line), owed_cents=owed_cents)
    blocked = any(finding.blocks for finding in findings(facts, LIMITS))
    if blocked:
        with pytest.raises(Refused):
            judge(facts, LIMITS)
    else:
        assert judge(facts, LIMITS) == findings(facts, LIMITS)
