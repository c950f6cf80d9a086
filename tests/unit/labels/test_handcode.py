"""Codes typed by hand: right ones are understood, slips are found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labels.codes import handcode

bodies = st.text(handcode.ALPHABET, min_size=1, max_size=handcode.MAX_LENGTH)


@settings(deadline=None)
@given(bodies)
def test_a_printed_code_reads_back(body: str) -> None:
    assert handcode.read(handcode.with_check(body)) == body


def test_case_blanks_and_look_alikes_do_not_matter() -> None:
    printed = handcode.with_check("10B5")
    assert handcode.read(printed.replace("-", " ").lower()) == "10B5"
    assert handcode.read(printed.replace("1", "I", 1).replace("0", "o", 1)) == "10B5"
    assert handcode.read(printed.replace("1", "l", 1)) == "10B5"


@pytest.mark.parametrize("body", ["7K3F9Q2M", "0000000A", "ZZ", "0123456789ABCDEFGHJKMNPQRSTVWX"])
def test_every_single_slip_is_found(body: str) -> None:
    right = handcode.with_check(body).replace("-", "")
    for place in range(len(right)):
        for other in set(handcode.ALPHABET) - {right[place]}:
            with pytest.raises(handcode.HandCodeError, match=r"handcode\.check"):
                handcode.read(right[:place] + other + right[place + 1 :])


@pytest.mark.parametrize("body", ["7K3F9Q2M", "0123456789ABCDEFGHJKMNPQRSTVWX"])
def test_every_swap_of_two_different_characters_is_found(body: str) -> None:
    right = handcode.with_check(body).replace("-", "")
    for first in range(len(right)):
        for second in range(first + 1, len(right)):
            if right[first] == right[second]:
                continue
            swapped = list(right)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            with pytest.raises(handcode.HandCodeError, match=r"handcode\.check"):
                handcode.read("".join(swapped))


@settings(deadline=None)
@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        body = handcode.read(typed)
    except handcode.HandCodeError:
        return
    assert handcode.read(handcode.with_check(body)) == body


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "length"),
        ("7", "length"),
        ("A" * 32, "length"),
        ("7U", "character"),
        ("菠菜", "character"),
    ],
)
def test_what_is_no_code_is_refused_by_name(typed: str, code: str) -> None:
    with pytest.raises(handcode.HandCodeError) as refused:
        handcode.read(typed)
    assert refused.value.code == f"handcode.{code}"


def test_a_number_becomes_a_code_of_fixed_length() -> None:
    assert handcode.encode(0, 4) == "0000"
    assert handcode.encode(32**4 - 1, 4) == "ZZZZ"
    with pytest.raises(handcode.HandCodeError, match=r"handcode\.length"):
        handcode.encode(32**4, 4)
