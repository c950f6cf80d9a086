"""Serials of consumer packs: ours are known again, whatever else is refused."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labels.codes import packcode
from labels.codes.handcode import ALPHABET
from labels.gs1 import Gs1Error, build_digital_link, check_digit, checked, parse_digital_link

GTIN = "06901234567892"
OLD, NEW = packcode.Key(b"old key, old key"), packcode.Key(b"new key, new key!")
RING = packcode.Keyring({3: OLD, 4: NEW}, current=4)

numbers = st.integers(0, packcode.NUMBERS_MAX - 1)


@settings(deadline=None)
@given(numbers)
def test_a_serial_says_its_number_and_key(number: int) -> None:
    serial = packcode.issue(RING, GTIN, number)
    assert len(serial) == packcode.SERIAL_LENGTH
    assert packcode.check(RING, GTIN, serial) == packcode.Pack(4, number)


@settings(deadline=None)
@given(numbers, st.text("0123456789", min_size=13, max_size=13))
def test_a_serial_is_for_one_gtin_only(number: int, digits: str) -> None:
    other = digits + check_digit(digits)
    serial = packcode.issue(RING, GTIN, number)
    if other != GTIN:
        with pytest.raises(packcode.PackCodeError, match=r"packcode\.forged"):
            packcode.check(RING, other, serial)


def test_a_serial_travels_in_a_digital_link_and_is_found_again() -> None:
    serial = packcode.issue(RING, GTIN, 7)
    link = build_digital_link(checked([("01", GTIN), ("21", serial)]), "https://trace.example.cn")
    elements, _ = parse_digital_link(link)
    assert packcode.check(RING, elements.gtin or "", elements.serial or "").number == 7


def test_after_rotation_older_serials_go_on_until_their_key_is_taken_out() -> None:
    before = packcode.issue(packcode.Keyring({3: OLD}, current=3), GTIN, 1)
    assert packcode.check(RING, GTIN, before) == packcode.Pack(3, 1)
    with pytest.raises(packcode.PackCodeError, match="forged"):
        packcode.check(packcode.Keyring({4: NEW}, current=4), GTIN, before)


def test_another_key_under_the_same_number_proves_nothing() -> None:
    serial = packcode.issue(RING, GTIN, 1)
    with pytest.raises(packcode.PackCodeError, match="forged"):
        packcode.check(packcode.Keyring({4: OLD}, current=4), GTIN, serial)


def test_numbers_in_a_row_share_nothing_that_could_be_counted_or_guessed() -> None:
    hidden = [packcode.issue(RING, GTIN, number)[1:8] for number in range(2_000)]
    assert len(set(hidden)) == len(hidden)
    assert hidden != sorted(hidden)
    for place in range(7):
        assert {one[place] for one in hidden} == set(ALPHABET)


def test_every_single_change_is_refused() -> None:
    serial = packcode.issue(RING, GTIN, 123_456)
    for place in range(len(serial)):
        for other in set(ALPHABET + "aOIL批") - {serial[place]}:
            with pytest.raises(packcode.PackCodeError):
                packcode.check(RING, GTIN, serial[:place] + other + serial[place + 1 :])


def test_random_serials_are_refused() -> None:
    dice = random.Random(1)
    for _ in range(5_000):
        with pytest.raises(packcode.PackCodeError, match="forged"):
            packcode.check(RING, GTIN, "".join(dice.choices(ALPHABET, k=16)))


@settings(deadline=None)
@given(st.text(), st.text())
def test_whatever_is_scanned_is_refused_by_name(gtin: str, serial: str) -> None:
    with pytest.raises(packcode.PackCodeError) as refused:
        packcode.check(RING, gtin, serial)
    assert refused.value.code in ("packcode.form", "packcode.forged")


def test_a_surrogate_in_a_gtin_is_refused_and_not_a_crash() -> None:
    with pytest.raises(packcode.PackCodeError):
        packcode.check(RING, "\ud800", packcode.issue(RING, GTIN, 1))


def test_wrong_keys_numbers_and_gtins_are_refused_when_serials_are_made() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        packcode.Key(b"short")
    with pytest.raises(ValueError, match="no key number"):
        packcode.Keyring({1: OLD}, current=2)
    with pytest.raises(ValueError, match="0 to 31"):
        packcode.Keyring({32: OLD}, current=32)
    with pytest.raises(ValueError, match="number"):
        packcode.issue(RING, GTIN, packcode.NUMBERS_MAX)
    with pytest.raises(Gs1Error):
        packcode.issue(RING, "06901234567893", 1)


def test_a_key_is_never_shown() -> None:
    assert "old key" not in repr(RING)
