"""First expired, first out, on plain values."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wms.rules.fefo import Candidate, Choice, Demand, choose

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def lot(number: int, free: int = 10, *, hours: int = 48, item: int = 1, came: int = 0) -> Candidate:
    """A lot that ends so many hours from now, and came so many before."""
    ends_at, came_at = NOW + timedelta(hours=hours), NOW - timedelta(hours=came)
    return Candidate(item, 100 + number, number, free, ends_at, came_at)


def wish(line: int, quantity: int, *, item: int = 1, hours: int = 0) -> Demand:
    return Demand(line, item, quantity, NOW + timedelta(hours=hours))


def test_the_lot_that_expires_first_goes_first() -> None:
    made = choose([lot(1, hours=72), lot(2, hours=24)], [wish(7, 12)])
    assert [(share.lot_id, share.quantity) for share in made.shares] == [(2, 10), (1, 2)]
    assert made.short == {}


def test_a_lot_that_came_last_goes_first_when_it_ends_first() -> None:
    lots = [lot(1, hours=72, came=30), lot(2, hours=48, came=20), lot(3, hours=24, came=1)]
    made = choose(lots, [wish(7, 25)])
    assert [(share.lot_id, share.quantity) for share in made.shares] == [(3, 10), (2, 10), (1, 5)]


def test_of_lots_that_end_together_the_one_that_came_first_goes_first() -> None:
    made = choose([lot(1, came=1), lot(2, came=9)], [wish(7, 12)])
    assert [(share.lot_id, share.quantity) for share in made.shares] == [(2, 10), (1, 2)]


def test_a_lot_that_ends_when_it_must_still_be_fresh_is_not_fresh_any_more() -> None:
    needed = [wish(7, 3, hours=24), wish(8, 3, hours=23)]
    made = choose([lot(1, hours=24)], needed)
    assert [(share.order_line_id, share.quantity) for share in made.shares] == [(8, 3)]
    assert made.short == {7: 3}


def test_a_lot_that_would_be_dead_at_the_door_is_left_for_others() -> None:
    made = choose([lot(1, hours=5), lot(2, hours=30)], [wish(7, 8, hours=24), wish(8, 3)])
    assert [(share.order_line_id, share.lot_id) for share in made.shares] == [(7, 2), (8, 1)]


def test_what_is_missing_is_said_and_who_came_first_is_served_first() -> None:
    made = choose([lot(1, 10)], [wish(7, 8), wish(8, 8), wish(9, 1, item=2)])
    assert [(share.order_line_id, share.quantity) for share in made.shares] == [(7, 8), (8, 2)]
    assert made.short == {8: 6, 9: 1}


candidates = st.lists(
    st.builds(
        lot,
        st.integers(1, 6),
        st.integers(1, 20),
        hours=st.integers(1, 40),
        came=st.integers(0, 9),
    ),
    max_size=6,
    unique_by=lambda candidate: candidate.lot_id,
)
wishes = st.lists(st.builds(wish, st.just(0), st.integers(1, 30), hours=st.integers(0, 20)))


@given(candidates, wishes)
def test_a_wave_at_once_gets_what_its_lines_would_get_one_by_one(
    lots: list[Candidate], demands: list[Demand]
) -> None:
    lines = [replace(demand, order_line_id=at) for at, demand in enumerate(demands)]
    together = choose(lots, lines)

    alone = Choice([], {})
    left = {candidate.lot_id: candidate for candidate in lots}
    for line in lines:
        made = choose([one for one in left.values() if one.free], [line])
        alone.shares.extend(made.shares)
        alone.short.update(made.short)
        for share in made.shares:
            taken = left[share.lot_id]
            left[share.lot_id] = replace(taken, free=taken.free - share.quantity)
    assert together == alone


@given(candidates, wishes)
def test_nothing_is_given_twice_or_lost(lots: list[Candidate], demands: list[Demand]) -> None:
    lines = [replace(demand, order_line_id=at) for at, demand in enumerate(demands)]
    made = choose(lots, lines)
    from_lots: Counter[int] = Counter()
    to_lines: Counter[int] = Counter(made.short)
    for share in made.shares:
        assert share.quantity > 0
        from_lots[share.lot_id] += share.quantity
        to_lines[share.order_line_id] += share.quantity
    assert all(from_lots[candidate.lot_id] <= candidate.free for candidate in lots)
    assert to_lines == {line.order_line_id: line.quantity for line in lines}


@given(candidates, wishes)
def test_nobody_gets_a_lot_while_one_that_ends_sooner_and_would_do_is_left(
    lots: list[Candidate], demands: list[Demand]
) -> None:
    lines = [replace(demand, order_line_id=at) for at, demand in enumerate(demands)]
    by_id = {candidate.lot_id: candidate for candidate in lots}
    left = {candidate.lot_id: candidate.free for candidate in lots}
    for share in choose(lots, lines).shares:
        taken, fresh_until = by_id[share.lot_id], lines[share.order_line_id].fresh_until
        assert taken.sell_until > fresh_until
        left[share.lot_id] -= share.quantity
        sooner = [
            other.lot_id
            for other in lots
            if fresh_until < other.sell_until < taken.sell_until and left[other.lot_id]
        ]
        assert sooner == []
