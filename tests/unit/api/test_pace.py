"""How often an address may ask."""

from datetime import timedelta

from api.web.pace import Counts
from tests.builders import NOW


def test_so_many_a_minute_and_then_no_more() -> None:
    counts = Counts(per_minute=3)
    assert [counts.allow("a", NOW) for _ in range(4)] == [True, True, True, False]


def test_each_address_has_its_own_count() -> None:
    counts = Counts(per_minute=1)
    assert counts.allow("a", NOW)
    assert counts.allow("b", NOW)
    assert not counts.allow("a", NOW)


def test_a_minute_later_there_is_room_again() -> None:
    counts = Counts(per_minute=1)
    counts.allow("a", NOW)
    assert not counts.allow("a", NOW + timedelta(seconds=59))
    assert counts.allow("a", NOW + timedelta(seconds=60))


def test_a_refused_request_does_not_count() -> None:
    counts = Counts(per_minute=1)
    counts.allow("a", NOW)
    for second in range(1, 60):
        counts.allow("a", NOW + timedelta(seconds=second))
    assert counts.allow("a", NOW + timedelta(seconds=60))


def test_memory_stays_bounded_whoever_asks() -> None:
    counts = Counts(per_minute=1, addresses_max=2)
    for address in ("a", "b", "c"):
        counts.allow(address, NOW)
    assert counts.allow("a", NOW), "the quietest address was forgotten"
    assert not counts.allow("c", NOW)
