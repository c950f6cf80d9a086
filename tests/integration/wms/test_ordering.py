"""Placing, changing and cancelling orders, and what a shop sees."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from tests.builders import (
    KG,
    NOW,
    World,
    a_shop,
    a_stocked_lot,
    a_user,
    an_approved_order,
    demands_of,
    lines_of,
    world,
)
from wms import ordering
from wms.db import Database, Tx
from wms.errors import Conflict, NotFound, Refused
from wms.ordering import Changes, NewOrder
from wms.rules.promise_times import Wish
from wms.stock import ledger
from wms.tables.access import Role
from wms.tables.facts import Fact, Outbox
from wms.tables.masterdata import Item, Shop
from wms.tables.ordering import Order, OrderKind, OrderState
from wms.tables.outbound import Wave, WaveState
from wms.tables.stock import Allocation, Balance, Promised

AFTER_CUT_OFF = NOW + timedelta(hours=2)


@pytest.fixture
def w(db: Database) -> World:
    return world(db)


def an_order(w: World, **changes: object) -> NewOrder:
    new = NewOrder(uuid4(), w.shop, ((w.cabbage, 20 * KG), (w.eggs, 60)), note=" 早点 ")
    return replace(new, **changes)  # type: ignore[arg-type]


def place(db: Database, w: World, new: NewOrder, now: datetime = NOW) -> Order:
    return db.write(lambda tx: ordering.place(tx, new, by=w.keeper, now=now))


def refusal(db: Database, w: World, new: NewOrder) -> Refused:
    with pytest.raises(Refused) as refused:
        place(db, w, new)
    return refused.value


def change(db: Database, w: World, order: Order, changes: Changes, now: datetime = NOW) -> Order:
    return db.write(lambda tx: ordering.change(tx, order.id, changes, by=w.keeper, now=now))


def cancel(db: Database, order_id: int, by: int, version: int = 1) -> Order:
    return db.write(
        lambda tx: ordering.cancel(tx, order_id, version=version, reason="x", by=by, now=NOW)
    )


def test_an_order_before_the_cut_off_is_promised_for_the_same_afternoon(
    db: Database, w: World
) -> None:
    order = place(db, w, an_order(w))
    assert order.number == "SO-20261121-0001"
    assert order.state is OrderState.SUBMITTED
    assert order.deliver_from == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert order.deliver_until == datetime(2026, 11, 21, 13, tzinfo=UTC)
    assert order.total_cents == 20 * 400 + 60 * 90
    assert order.note == "早点"


def test_an_order_after_the_cut_off_is_promised_for_the_next_day(db: Database, w: World) -> None:
    order = place(db, w, an_order(w), AFTER_CUT_OFF)
    assert order.deliver_from == datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_an_express_order_is_promised_within_the_hour(db: Database, w: World) -> None:
    order = place(db, w, an_order(w, kind=OrderKind.EXPRESS))
    assert (order.deliver_from, order.deliver_until) == (NOW, NOW + timedelta(hours=1))


def test_a_slot_can_be_chosen(db: Database, w: World) -> None:
    wish = Wish(date(2026, 11, 23), 17 * 60, 18 * 60)
    order = place(db, w, an_order(w, wish=wish))
    assert order.deliver_from == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert order.deliver_until == datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_a_day_that_is_over_is_refused(db: Database, w: World) -> None:
    assert refusal(db, w, an_order(w, wish=Wish(date(2026, 11, 20)))).code == "order.closed"


def test_the_same_order_sent_twice_is_one_order(db: Database, w: World) -> None:
    new = an_order(w)
    first = place(db, w, new)
    again = replace(new, lines=tuple(reversed(new.lines)))
    second = place(db, w, again, AFTER_CUT_OFF)
    assert first.id == second.id
    assert db.read(lambda tx: tx.scalar(select(func.count(Order.id)))) == 1


def test_a_replay_finds_its_order_even_after_that_was_changed(db: Database, w: World) -> None:
    new = an_order(w)
    order = place(db, w, new)
    change(db, w, order, Changes(1, ((w.rice, 10 * KG),)))
    assert place(db, w, new).id == order.id


def test_another_order_under_the_same_id_is_refused(db: Database, w: World) -> None:
    new = an_order(w)
    place(db, w, new)
    for other in (replace(new, note="other"), replace(new, lines=((w.rice, 10 * KG),))):
        with pytest.raises(Conflict, match=r"order\.other_body"):
            place(db, w, other)


def test_a_double_click_at_the_same_moment_makes_one_order(db: Database, w: World) -> None:
    new = an_order(w)
    with ThreadPoolExecutor(8) as pool:
        orders = list(pool.map(lambda _: place(db, w, new), range(8)))
    assert len({order.id for order in orders}) == 1
    assert db.read(lambda tx: len(lines_of(tx, orders[0].id))) == 2
    placed = select(func.count(Fact.id)).where(Fact.kind == "OrderPlaced")
    assert db.read(lambda tx: tx.scalar(placed)) == 1


def test_a_refusal_lists_every_bad_line_at_once(db: Database, w: World) -> None:
    huge = 20_000_000_000
    refused = refusal(
        db,
        w,
        an_order(
            w,
            lines=(
                (w.cabbage, 15 * KG),
                (w.rice, huge),
                (999_999, 1),
                (w.eggs, 0),
                (w.dumplings, 1000),
                (w.dumplings, 2000),
            ),
        ),
    )
    assert refused.code == "order.lines"
    found = [(each["code"], each["item_id"]) for each in refused.details["findings"]]
    assert sorted(found) == sorted(
        [
            ("order.multiple", w.cabbage),
            ("order.too_much", w.rice),
            ("order.unknown_item", 999_999),
            ("order.multiple", w.eggs),
            ("order.repeated_item", w.dumplings),
            ("order.repeated_item", w.dumplings),
        ]
    )
    assert db.read(lambda tx: tx.scalar(select(func.count(Order.id)))) == 0


def test_bad_lines_of_one_kind_keep_their_own_code(db: Database, w: World) -> None:
    lines = ((w.cabbage, -10 * KG), (w.rice, 1))
    assert refusal(db, w, an_order(w, lines=lines)).code == "order.multiple"


def test_an_empty_an_endless_and_a_talkative_order_are_refused(db: Database, w: World) -> None:
    assert refusal(db, w, an_order(w, lines=())).code == "order.empty"
    endless = tuple((at, 1) for at in range(201))
    assert refusal(db, w, an_order(w, lines=endless)).code == "order.too_many_lines"
    assert refusal(db, w, an_order(w, note="x" * 201)).code == "order.note"


def test_an_item_no_longer_sold_cannot_be_ordered(db: Database, w: World) -> None:
    def withdraw(tx: Tx) -> None:
        tx.find(Item, w.cabbage).is_active = False

    db.write(withdraw)
    assert refusal(db, w, an_order(w)).code == "order.unknown_item"
    codes = [item.item_id for item in db.read(lambda tx: ordering.catalogue(tx, w.shop, NOW))]
    assert w.cabbage not in codes


def test_a_shop_orders_only_for_itself(db: Database, w: World) -> None:
    other = db.write(lambda tx: a_shop(tx, w.warehouse)).id
    with pytest.raises(NotFound):
        place(db, w, an_order(w, shop_id=other))
    mine = place(db, w, an_order(w))
    stranger = db.write(lambda tx: a_user(tx, Role.SHOP, w.warehouse, other)).id
    with pytest.raises(NotFound):
        cancel(db, mine.id, stranger)


def test_a_dispatcher_may_order_for_a_shop(db: Database, w: World) -> None:
    order = db.write(lambda tx: ordering.place(tx, an_order(w), by=w.approver, now=NOW))
    assert order.placed_by == w.approver


def test_prices_are_frozen_when_the_order_is_placed(db: Database, w: World) -> None:
    order = place(db, w, an_order(w))

    def raise_prices(tx: Tx) -> None:
        for item_id in (w.cabbage, w.rice):
            tx.find(Item, item_id).price_cents = 1_000

    db.write(raise_prices)
    lines = ((w.cabbage, 30 * KG), (w.rice, 10 * KG))
    changed = change(db, w, order, Changes(1, lines))
    assert changed.total_cents == 30 * 400 + 10 * 1_000
    assert changed.version == 2
    shown = db.read(lambda tx: ordering.view(tx, order.id))
    assert {line.item_id: line.ordered for line in shown.lines} == dict(lines)


def test_a_changed_order_keeps_its_window_while_that_can_be_kept(db: Database, w: World) -> None:
    wish = Wish(date(2026, 11, 22), 17 * 60, 18 * 60)
    order = place(db, w, an_order(w, wish=wish))
    kept = change(db, w, order, Changes(1, ((w.rice, 10 * KG),)), AFTER_CUT_OFF)
    assert kept.deliver_from == datetime(2026, 11, 22, 9, tzinfo=UTC)
    late = change(db, w, order, Changes(2, ((w.rice, 10 * KG),)), NOW + timedelta(days=1, hours=2))
    assert late.deliver_from == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_a_stale_page_changes_nothing(db: Database, w: World) -> None:
    order = place(db, w, an_order(w))
    change(db, w, order, Changes(1, ((w.rice, 10 * KG),)))
    with pytest.raises(Conflict, match=r"order\.stale"):
        change(db, w, order, Changes(1, ((w.rice, 20 * KG),)))
    with pytest.raises(Conflict, match=r"order\.stale"):
        cancel(db, order.id, w.keeper)


def test_an_approved_order_cannot_be_changed_by_the_shop(db: Database, w: World) -> None:
    order = db.write(lambda tx: _approved(tx, w))
    with pytest.raises(Refused, match=r"order\.wrong_state"):
        change(db, w, order, Changes(1, ((w.rice, 10 * KG),)))


def test_cancelling_gives_back_what_was_promised(db: Database, w: World) -> None:
    order = db.write(lambda tx: _approved(tx, w))
    cancelled = cancel(db, order.id, w.keeper)
    assert cancelled.state is OrderState.CANCELLED
    assert db.read(lambda tx: tx.scalars(select(Promised.quantity)).all()) == [0]
    assert db.read(ledger.check) == []
    with pytest.raises(Refused, match=r"order\.wrong_state"):
        cancel(db, order.id, w.keeper, version=2)


def test_a_frozen_order_is_cancelled_by_staff_only(db: Database, w: World) -> None:
    order = db.write(lambda tx: _released(tx, w))
    with pytest.raises(Refused, match=r"order\.frozen"):
        cancel(db, order.id, w.keeper)
    cancel(db, order.id, w.approver)
    assert db.read(lambda tx: tx.scalars(select(Allocation.state)).all()) == ["void"]
    assert db.read(lambda tx: tx.scalars(select(Wave.state)).all()) == [WaveState.DONE]
    assert db.read(lambda tx: tx.scalars(select(Balance.allocated)).all()) == [0]
    assert db.read(ledger.check) == []


def test_every_step_is_remembered_and_told(db: Database, w: World) -> None:
    order = place(db, w, an_order(w))
    change(db, w, order, Changes(1, ((w.rice, 10 * KG),)))
    cancel(db, order.id, w.keeper, version=2)
    facts = db.read(lambda tx: tx.scalars(select(Fact).order_by(Fact.id)).all())
    assert [fact.kind for fact in facts] == ["OrderPlaced", "OrderChanged", "OrderCancelled"]
    subjects = {(fact.subject_kind, fact.subject_id) for fact in facts}
    assert subjects == {("order", str(order.id))}
    assert "notices" in db.read(lambda tx: tx.scalars(select(Outbox.consumer)).all())


def test_the_catalogue_shows_what_can_still_be_promised_and_where_it_grew(
    db: Database, w: World
) -> None:
    db.write(lambda tx: _approved(tx, w))
    items = {item.item_id: item for item in db.read(lambda tx: ordering.catalogue(tx, w.shop, NOW))}
    assert items[w.rice].sellable == 80 * KG
    assert items[w.rice].origin_en == "Guoyuan"
    assert items[w.cabbage].sellable == 0
    assert items[w.cabbage].origin_zh is None


def test_the_catalogue_offers_nothing_that_ends_when_it_must_still_be_fresh(
    db: Database, w: World
) -> None:
    # The next delivery ends eight hours from now, and the policy wants six more.
    def stock(tx: Tx) -> None:
        a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 50 * KG, life_hours=14)
        a_stocked_lot(tx, w, w.eggs, w.chilled_bins[0], 300, life_hours=15)

    db.write(stock)
    items = {item.item_id: item for item in db.read(lambda tx: ordering.catalogue(tx, w.shop, NOW))}
    assert (items[w.rice].sellable, items[w.eggs].sellable) == (0, 300)


def test_a_shop_sees_its_own_orders_newest_first(db: Database, w: World) -> None:
    first = place(db, w, an_order(w))
    second = place(db, w, an_order(w), NOW + timedelta(minutes=1))
    mine = db.read(lambda tx: ordering.of_shop(tx, w.shop))
    assert [order.id for order in mine] == [second.id, first.id]
    assert (mine[0].lines, mine[0].arrives_at, mine[0].delivered_at) == (2, None, None)
    submitted = db.read(
        lambda tx: ordering.listed(
            tx, warehouse_id=w.warehouse, states=[OrderState.SUBMITTED], limit=1
        )
    )
    assert [order.id for order in submitted] == [second.id]


def test_an_order_that_does_not_exist_is_not_found(db: Database, w: World) -> None:
    with pytest.raises(NotFound):
        db.read(lambda tx: ordering.view(tx, 404))
    with pytest.raises(NotFound):
        cancel(db, 404, w.keeper)


def test_a_promise_is_shown_before_the_order_is_sent(db: Database, w: World) -> None:
    window = db.read(
        lambda tx: ordering.promise(tx, tx.find(Shop, w.shop), OrderKind.STANDARD, now=NOW)
    )
    assert window.deliver_until == datetime(2026, 11, 21, 13, tzinfo=UTC)


def test_digests_differ_whenever_the_content_does() -> None:
    new = NewOrder(UUID(int=1), 1, ((1, 10), (2, 20)))
    assert new.digest() == replace(new, client_id=UUID(int=2)).digest()
    assert new.digest() == replace(new, lines=((2, 20), (1, 10))).digest()
    for other in (
        replace(new, shop_id=2),
        replace(new, lines=((1, 10), (2, 21))),
        replace(new, kind=OrderKind.EXPRESS),
        replace(new, wish=Wish(date(2026, 1, 1))),
        replace(new, note="x"),
    ):
        assert new.digest() != other.digest()


def _approved(tx: Tx, w: World) -> Order:
    a_stocked_lot(tx, w, w.rice, w.ambient_bins[0], 100 * KG)
    return an_approved_order(tx, w, {w.rice: 20 * KG})


def _released(tx: Tx, w: World) -> Order:
    order = _approved(tx, w)
    wave = Wave(
        number=f"W-{order.id}",
        warehouse_id=w.warehouse,
        state=WaveState.RELEASED,
        day=date(2026, 11, 21),
        frozen_at=NOW,
    )
    tx.add(wave)
    tx.flush()
    order.wave_id = wave.id
    order.advance(OrderState.RELEASED)
    ledger.allocate(tx, w.warehouse, demands_of(tx, order.id))
    return order
