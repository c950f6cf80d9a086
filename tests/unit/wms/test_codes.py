"""Codes: what is said carries what its code declares; in the product a slip is logged, not more."""

import logging
from datetime import UTC, datetime

import pytest

from wms import codes
from wms.codes import Code
from wms.errors import ColdchainError, Conflict, Forbidden, NotFound, Refused, Unavailable
from wms.oversight import Kind, OpenItem
from wms.rules.review import Finding


def test_a_code_is_the_word_that_programs_know_it_by() -> None:
    assert codes.Stock.SHORT == "stock.short"
    assert f"{codes.Stock.SHORT}" == "stock.short"


@pytest.mark.parametrize(
    "details", [{}, {"lots": ["A"]}, {"lot": "A", "quantity": 3}], ids=["none", "some", "others"]
)
def test_a_refusal_with_other_details_than_its_code_declares_fails_a_test(
    details: dict[str, object],
) -> None:
    with pytest.raises(AssertionError, match=r"lot\.not_released"):
        Refused(codes.Lot.NOT_RELEASED, **details)


def test_a_detail_that_is_there_only_sometimes_may_be_left_out() -> None:
    assert Refused(codes.Lot.NOT_RELEASED, lot="A").details == {"lot": "A"}
    assert Refused(codes.Lot.NOT_RELEASED, lot="A", lots=["A"], status="held").code == (
        "lot.not_released"
    )


@pytest.mark.usefixtures("as_in_the_product")
def test_in_the_product_a_refusal_stands_whatever_it_says(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(Refused) as refusal:
        raise Refused(codes.Lot.NOT_HELD, place="A1")
    assert refusal.value.code == "lot.not_held"
    assert refusal.value.details == {"place": "A1"}
    assert [(one.levelno, one.message) for one in caplog.records] == [
        (logging.WARNING, "lot.not_held lacks ['lot'] and does not know ['place']")
    ]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused, codes.Order.OTHER_BODY),
        (Conflict, codes.Order.EMPTY),
        (Unavailable, codes.Inbox.OTHER_BODY),
        (Refused, codes.Floor.READY),
        (Refused, codes.Order.UNUSUAL),
    ],
)
def test_an_error_takes_no_code_of_another_kind(error: type[ColdchainError], code: Code) -> None:
    with pytest.raises(AssertionError, match=f"{code} is no code for {error.__name__}"):
        error(code, **dict.fromkeys(code.details, 1))


def test_what_is_missing_and_what_is_forbidden_have_codes_of_their_own() -> None:
    assert NotFound("order", id="7").code is codes.General.NOT_FOUND
    assert Forbidden("approve").code is codes.General.FORBIDDEN


def test_whether_a_finding_stops_an_order_is_said_by_its_code() -> None:
    credit = dict.fromkeys(("total_cents", "owed_cents", "credit_cents"), 1)
    assert Finding(codes.Order.CREDIT, credit).blocks
    assert not Finding(codes.Order.CREDIT_NEAR, credit).blocks


def test_a_finding_without_its_figures_fails_a_test() -> None:
    with pytest.raises(AssertionError, match=r"order\.quota"):
        Finding(codes.Order.QUOTA, {"category": "leaf"})


def test_an_open_item_without_its_details_fails_a_test() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(AssertionError, match=r"exception\.job_failed"):
        OpenItem(Kind.JOB_FAILED, "tidy", "job:tidy", at, codes.OpenItem.JOB_FAILED)


def test_what_was_stored_is_found_again_and_what_has_no_code_any_more_is_something_else() -> None:
    otherwise = codes.Inbox.REFUSED_BEFORE
    assert codes.stored("order.stale", otherwise) is codes.Order.STALE
    assert codes.stored("order.of_yesteryear", otherwise) is otherwise


def test_a_reason_of_another_release_is_not_known() -> None:
    assert codes.Unserved.of("fleet.full") is codes.Unserved.FLEET_FULL
    assert codes.Unserved.of("moon.too_far") is codes.Unserved.REASON_UNKNOWN
