"""One answer for one input, whatever the input."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labels.gs1 import judge
from labels.gs1.verdict import KINDS

GTIN = "06901234567892"


def test_an_accepted_message_is_told_with_payload_and_link() -> None:
    assert judge("element_string", f"(10)A/1(01){GTIN}(17)270100").told() == {
        "ok": True,
        "error": None,
        "elements": (("10", "A/1"), ("01", GTIN), ("17", "270100")),
        "payload": f"10A/1\x1d01{GTIN}17270100",
        "digital_link": f"https://id.gs1.org/01/{GTIN}/10/A%2F1?17=270100",
    }


def test_a_missing_companion_is_a_fault_but_the_elements_are_told() -> None:
    told = judge("raw", "10LOT").told()
    assert (told["ok"], told["error"], told["elements"]) == (False, "requires", (("10", "LOT"),))
    assert "digital_link" not in told


def test_without_a_primary_key_the_link_is_null() -> None:
    assert judge("element_string", "(99)A").told()["digital_link"] is None
    assert judge("element_string", f"(01){GTIN}(235)T(10)A(17)261121").digital_link is None


@pytest.mark.parametrize(
    ("scan", "ok"),
    [
        ("]Q1shelf 7", True),
        ("]d1", True),
        ("]Q1HtTpS://a/01/1", True),
        ("]C0shelf 7", False),
        ("]XX", False),
        ("]C", False),
        (f"01{GTIN}", False),
        ("]Q1https://a/b", False),
    ],
)
def test_scans_need_a_symbology_identifier_that_gs1_uses(scan: str, ok: bool) -> None:
    verdict = judge("scan", scan)
    assert verdict.ok is ok
    assert (verdict.elements == ()) is ok


def test_a_retail_symbol_may_carry_a_composite_part() -> None:
    verdict = judge("scan", "]E06901234567892|]e010LOT\x1d21S")
    assert verdict.elements == (("01", GTIN), ("10", "LOT"), ("21", "S"))
    assert judge("scan", "]E06901234567892|]e0").error == "length"
    assert judge("scan", "]E0690123456789|]e010LOT").error == "length"


@pytest.mark.parametrize(
    ("scheme", "digits", "error", "expected"),
    [
        ("GTIN-13", "6901234567892", None, "2"),
        ("GTIN-13", "6901234567891", "check_digit", "2"),
        ("GTIN-13", "690123456789X", "charset", "2"),
        ("GTIN-13", "690123456789", "length", None),
        ("GTIN-9", "690123456", "syntax", None),
        ("SSCC", "", "length", None),
    ],
)
def test_numbers_are_told_with_the_right_digit(
    scheme: str, digits: str, error: str | None, expected: str | None
) -> None:
    verdict = judge("check_digit", digits, scheme)
    assert (verdict.error, verdict.expected) == (error, expected)


@settings(deadline=None)
@given(st.sampled_from((*KINDS, "no such kind")), st.text(), st.text(max_size=8))
def test_every_input_gets_a_verdict(kind: str, text: str, scheme: str) -> None:
    verdict = judge(kind, text, scheme)
    assert verdict.ok is (verdict.error is None)
    assert verdict.ok or verdict.detail
