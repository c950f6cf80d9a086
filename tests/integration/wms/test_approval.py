"""Approving, cutting and sending back; what needs eyes; people racing for the last stock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tests.builders import (
    KG,
    NOW,
    World,
    a_shop,
    a_stocked_lot,
    an_approved_order,
    an_order,
    facts_of,
    lines_of,
    world,
)
from tests.integration.wms.meeting import met
from wms import ordering
from wms.db import Database, Tx
from wms.errors import ColdchainError, Conflict, NotFound, Refused
from wms.facts.catalogue import OrderApproved
from wms.masterdata import policies
from wms.ordering import approval
from wms.ordering.approval import Cuts
from wms.stock import allocation, ledger
from wms.tables.masterdata import Item, Shop
from wms.tables.ordering import Order, OrderKind, OrderState, Review
from wms.tables.outbound import Wave, WaveState
from wms.tables.stock import Promised
from wms.tables.transport import PlanState, Proof, RoutePlan, Stop, StopState, Trip, TripState


@pytest.fixture
def w(db: Database) -> World:
    built = world(db)
    db.write(lambda tx: a_stocked_lot(tx, built, built.rice, built.ambient_bins[0], 100 * KG))
    return built


def submit(db: Database, w: World, quantity: int = 20 * KG, **more: Any) -> Order:
    return db.write(lambda tx: an_order(tx, w, {w.rice: quantity}, **more))


def approve(db: Database, w: World, order: Order, version: int = 1) -> Order:
    return db.write(
        lambda tx: approval.approve(tx, order.id, version=version, by=w.approver, now=NOW)
    )


def cut(db: Database, w: World, order: Order, quantities: dict[int, int]) -> Order:
    cuts = Cuts(1, quantities, "only so much is left")
    return db.write(lambda tx: approval.cut(tx, order.id, cuts, by=w.approver, now=NOW))


def send_back(
    db: Database, w: World, order: Order, reason: str = "call us", version: int = 1
) -> Order:
    return db.write(
        lambda tx: approval.send_back(tx, order.id, reason, version=version, by=w.approver, now=NOW)
    )


def refusal(action: Callable[..., object], *args: object) -> Refused:
    with pytest.raises(Refused) as refused:
        action(*args)
    return refused.value


def promised(db: Database) -> int:
    return db.read(lambda tx: tx.scalar(select(func.coalesce(func.sum(Promised.quantity), 0)))) or 0


def test_approving_promises_the_stock(db: Database, w: World) -> None:
    order = approve(db, w, submit(db, w))
    assert (order.state, order.version) == (OrderState.APPROVED, 2)
    (line,) = db.read(lambda tx: lines_of(tx, order.id))
    assert (line.approved, line.promised) == (20 * KG, 20 * KG)
    assert promised(db) == 20 * KG
    shown = db.read(lambda tx: ordering.view(tx, order.id))
    assert [(review.decision, review.reason) for review in shown.reviews] == [("approve", None)]
    assert db.read(ledger.check) == []


def test_approving_refuses_with_everything_that_is_wrong(db: Database, w: World) -> None:
    def poor(tx: Tx) -> None:
        tx.find(Shop, w.shop).credit_limit_cents = 100

    db.write(poor)
    refused = refusal(approve, db, w, submit(db, w, 400 * KG))
    assert refused.code == "order.review"
    codes = {finding["code"] for finding in refused.details["findings"]}
    assert codes == {"order.quota", "order.credit", "stock.short"}
    assert promised(db) == 0


def test_goods_that_end_before_the_delivery_are_not_promised(db: Database, w: World) -> None:
    # Delivered within nine hours, and the policy wants six more.
    def stock(tx: Tx) -> None:
        a_stocked_lot(tx, w, w.cabbage, w.chilled_bins[0], 50 * KG, life_hours=14)
        a_stocked_lot(tx, w, w.cabbage, w.chilled_bins[1], 10 * KG, life_hours=16)

    db.write(stock)
    wanted = db.write(lambda tx: an_order(tx, w, {w.cabbage: 20 * KG}))
    refused = refusal(approve, db, w, wanted)
    assert refused.code == "stock.short"
    shown = {
        one.item_id: one.sellable for one in db.read(lambda tx: ordering.catalogue(tx, w.shop, NOW))
    }
    assert shown[w.cabbage] <= 10 * KG
    approve(db, w, db.write(lambda tx: an_order(tx, w, {w.cabbage: 10 * KG})))
    assert db.write(lambda tx: waves_short(tx, w)) == []


def test_goods_that_end_when_they_must_still_be_fresh_are_not_promised(
    db: Database, w: World
) -> None:
    # Delivered within nine hours, and the policy wants six more: fifteen hours are one too few.
    def stock(tx: Tx) -> None:
        a_stocked_lot(tx, w, w.cabbage, w.chilled_bins[0], 50 * KG, life_hours=15)

    db.write(stock)
    wanted = db.write(lambda tx: an_order(tx, w, {w.cabbage: 10 * KG}))
    (judged,) = db.read(lambda tx: approval.queue(tx, w.warehouse, now=NOW))
    assert [finding.code for finding in judged.findings] == ["stock.short"]
    assert refusal(approve, db, w, wanted).code == "stock.short"
    db.write(lambda tx: policies.set(tx, "life_hours_min", 5, valid_from=NOW, by=None))
    assert approve(db, w, wanted).state is OrderState.APPROVED


def waves_short(tx: Tx, w: World) -> list[Any]:
    """What a wave cannot allocate of all that was promised."""
    promised_to = tx.scalars(select(Order).where(Order.state == OrderState.APPROVED)).all()
    return allocation.allocate(tx, w.warehouse, promised_to, now=NOW)


def test_quotas_are_per_class_and_category(db: Database, w: World) -> None:
    quotas = {"community": 300_000, "community/leaf": 10_000, "bulk": 0}
    db.write(lambda tx: policies.set(tx, "quota_g", quotas, valid_from=NOW, by=None))
    assert refusal(approve, db, w, submit(db, w)).code == "order.quota"

    def other_category(tx: Tx) -> None:
        tx.find(Item, w.rice).category = "grain"

    db.write(other_category)
    assert approve(db, w, submit(db, w)).state is OrderState.APPROVED


def test_what_is_approved_for_the_day_already_uses_up_the_quota(db: Database, w: World) -> None:
    limits = {"community": 30_000}
    db.write(lambda tx: policies.set(tx, "quota_g", limits, valid_from=NOW, by=None))
    approve(db, w, submit(db, w))
    assert refusal(approve, db, w, submit(db, w)).code == "order.quota"
    next_day = submit(db, w, placed_at=NOW + timedelta(days=1))
    assert approve(db, w, next_day).state is OrderState.APPROVED


def test_open_orders_use_up_the_credit(db: Database, w: World) -> None:
    def limit(tx: Tx) -> None:
        tx.find(Shop, w.shop).credit_limit_cents = 30_000  # 50 kg of rice

    db.write(limit)
    approve(db, w, submit(db, w, 40 * KG))
    refused = refusal(approve, db, w, submit(db, w, 20 * KG))
    assert refused.code == "order.credit"
    assert refused.details["owed_cents"] == 24_000
    db.write(lambda tx: policies.set(tx, "credit_check", False, valid_from=NOW, by=None))
    assert approve(db, w, submit(db, w, 20 * KG)).state is OrderState.APPROVED


def test_recent_deliveries_use_up_the_credit_until_they_count_as_paid(
    db: Database, w: World
) -> None:
    def limit(tx: Tx) -> None:
        tx.find(Shop, w.shop).credit_limit_cents = 30_000
        _delivered(tx, w, 40 * KG, days_ago=6)

    db.write(limit)
    assert refusal(approve, db, w, submit(db, w)).details["owed_cents"] == 24_000
    db.write(lambda tx: policies.set(tx, "credit_days", 5, valid_from=NOW, by=None))
    assert approve(db, w, submit(db, w)).state is OrderState.APPROVED


def test_three_times_the_usual_needs_eyes_but_may_be_approved(db: Database, w: World) -> None:
    db.write(lambda tx: _delivered(tx, w, 10 * KG, days_ago=2))
    order = submit(db, w, 40 * KG)
    (waiting,) = db.read(lambda tx: approval.queue(tx, w.warehouse, now=NOW))
    assert [finding.code for finding in waiting.findings] == ["order.unusual"]
    assert (waiting.is_blocked, waiting.needs_eyes) == (False, True)
    approve(db, w, order)
    (fact,) = db.read(lambda tx: facts_of(tx, OrderApproved))
    assert [finding.code for finding in fact.findings] == ["order.unusual"]


def test_cutting_approves_less_and_says_why(db: Database, w: World) -> None:
    order = cut(db, w, submit(db, w, 400 * KG), {w.rice: 100 * KG})
    assert (order.state, order.total_cents) == (OrderState.APPROVED, 60_000)
    (line,) = db.read(lambda tx: lines_of(tx, order.id))
    assert (line.ordered, line.approved, line.promised) == (400 * KG, 100 * KG, 100 * KG)
    decided = db.read(lambda tx: tx.scalars(select(Review)).one())
    assert (decided.decision, decided.reason) == ("cut", "only so much is left")


def test_a_cut_is_judged_like_any_quantity(db: Database, w: World) -> None:
    order = submit(db, w, 20 * KG)
    assert refusal(cut, db, w, order, {w.rice: 15 * KG}).code == "order.multiple"
    assert refusal(cut, db, w, order, {w.rice: 30 * KG}).code == "order.cut"
    assert refusal(cut, db, w, order, {w.rice: -10 * KG, w.eggs: 1}).details["cuts"] == [
        {"item_id": w.rice, "quantity": -10 * KG, "ordered": 20 * KG},
        {"item_id": w.eggs, "quantity": 1, "ordered": 0},
    ]
    assert refusal(cut, db, w, order, {w.rice: 0}).code == "order.nothing_left"


def test_a_line_may_be_cut_away_altogether(db: Database, w: World) -> None:
    order = db.write(lambda tx: an_order(tx, w, {w.rice: 20 * KG, w.eggs: 30}))
    assert cut(db, w, order, {w.eggs: 0}).total_cents == 12_000
    approved = db.read(lambda tx: [line.approved for line in lines_of(tx, order.id)])
    assert approved == [20 * KG, 0]
    assert db.read(ledger.check) == []


def test_sending_back_needs_a_reason_and_frees_the_promise(db: Database, w: World) -> None:
    order = submit(db, w)
    assert refusal(send_back, db, w, order, " x ").code == "order.reason"
    approve(db, w, order)
    returned = send_back(db, w, order, " too much ", 2)
    assert (returned.state, returned.return_reason) == (OrderState.RETURNED, "too much")
    assert promised(db) == 0
    assert db.read(lambda tx: [line.approved for line in lines_of(tx, order.id)]) == [0]
    assert db.read(ledger.check) == []


def test_a_returned_order_can_be_changed_and_approved(db: Database, w: World) -> None:
    order = submit(db, w, 400 * KG)
    send_back(db, w, order)
    smaller = ordering.Changes(2, ((w.rice, 50 * KG),))
    db.write(lambda tx: ordering.change(tx, order.id, smaller, by=w.keeper, now=NOW))
    assert approve(db, w, order, 3).state is OrderState.APPROVED


def test_a_frozen_order_is_not_sent_back(db: Database, w: World) -> None:
    def freeze(tx: Tx) -> Order:
        order = an_approved_order(tx, w, {w.rice: 20 * KG})
        order.wave_id = _wave(tx, w).id
        return order

    order = db.write(freeze)
    assert refusal(send_back, db, w, order).code == "order.frozen"


def test_two_approvers_at_one_order_end_with_one_approval(db: Database, w: World) -> None:
    order = submit(db, w)

    def try_it(_: int) -> str:
        try:
            approve(db, w, order)
        except ColdchainError as error:
            return error.code
        return "approved"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(try_it, range(4)))
    assert answers == ["approved", *["order.stale"] * 3]
    assert promised(db) == 20 * KG
    assert db.read(lambda tx: tx.scalar(select(func.count(Review.id)))) == 1


def test_the_last_stock_is_promised_once(db: Database, w: World) -> None:
    shops = [db.write(lambda tx: a_shop(tx, w.warehouse)).id for _ in range(8)]
    orders = [submit(db, w, 30 * KG, shop_id=shop) for shop in shops]

    def try_it(order: Order) -> str:
        try:
            approve(db, w, order)
        except ColdchainError as error:
            return error.code
        return "approved"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(try_it, orders))
    assert answers == [*["approved"] * 3, *["stock.short"] * 5]
    assert promised(db) == 90 * KG
    assert db.read(ledger.check) == []


def test_two_orders_of_one_shop_do_not_both_pass_on_the_same_credit(db: Database, w: World) -> None:
    def limit(tx: Tx) -> None:
        tx.find(Shop, w.shop).credit_limit_cents = 15_000

    db.write(limit)
    first, second = (submit(db, w).id for _ in range(2))

    def approved(tx: Tx, order_id: int) -> OrderState:
        return approval.approve(tx, order_id, version=1, by=w.approver, now=NOW).state

    answers = met(db, partial(approved, order_id=first), partial(approved, order_id=second))
    assert answers == (OrderState.APPROVED, "order.credit")


def test_bulk_approval_answers_for_each_order(db: Database, w: World) -> None:
    good, stale, big, late = (submit(db, w, kg * KG) for kg in (50, 10, 290, 60))
    asked = [(late.id, 1), (good.id, 1), (stale.id, 9), (big.id, 1), (404, 1)]
    answers = db.write(lambda tx: approval.approve_all(tx, asked, by=w.approver, now=NOW))
    assert {answer.order_id: answer.code for answer in answers} == {
        good.id: None,
        stale.id: "order.stale",
        big.id: "order.review",
        late.id: "stock.short",
        404: "not_found",
    }
    assert promised(db) == 50 * KG
    assert db.read(ledger.check) == []


def test_the_queue_shows_what_needs_eyes_first(db: Database, w: World) -> None:
    def build(tx: Tx) -> tuple[int, ...]:
        shops = [a_shop(tx, w.warehouse).id for _ in range(4)]
        plain = an_order(tx, w, {w.rice: 10 * KG}, shop_id=shops[0])
        short = an_order(tx, w, {w.eggs: 30}, shop_id=shops[1])
        noted = an_order(tx, w, {w.rice: 10 * KG}, shop_id=shops[2])
        noted.note = "please call"
        express = an_order(tx, w, {w.rice: 10 * KG}, shop_id=shops[3])
        express.kind = OrderKind.EXPRESS
        an_order(tx, w, {w.rice: 10 * KG}, state=OrderState.CANCELLED)
        return short.id, noted.id, express.id, plain.id

    expected = db.write(build)
    items = db.read(lambda tx: approval.queue(tx, w.warehouse, now=NOW))
    assert tuple(item.order_id for item in items) == expected
    assert items[0].is_blocked
    assert items[0].findings[0].details["free"] == 0
    assert (items[3].weight_g, items[3].lines, items[3].needs_eyes) == (10 * KG, 1, False)
    assert db.read(lambda tx: approval.waiting(tx, w.warehouse)) == 4
    assert db.read(lambda tx: approval.queue(tx, 404, now=NOW)) == []


def test_an_order_changed_since_the_page_was_drawn_is_not_approved(db: Database, w: World) -> None:
    order = submit(db, w)
    larger = ordering.Changes(1, ((w.rice, 30 * KG),))
    db.write(lambda tx: ordering.change(tx, order.id, larger, by=w.keeper, now=NOW))
    for action in (approve, send_back):
        with pytest.raises(Conflict, match=r"order\.stale"):
            action(db, w, order)
    assert approve(db, w, order, 2).state is OrderState.APPROVED


def test_nobody_approves_what_does_not_exist_or_is_stale(db: Database, w: World) -> None:
    order = submit(db, w)
    with pytest.raises(Conflict, match=r"order\.stale"):
        approve(db, w, order, 2)
    with pytest.raises(NotFound):
        db.write(lambda tx: approval.approve(tx, 404, version=1, by=w.approver, now=NOW))
    approve(db, w, order)
    assert refusal(approve, db, w, order, 2).code == "order.wrong_state"


def _wave(tx: Tx, w: World) -> Wave:
    wave = Wave(
        number=f"W-{uuid4().hex[:8]}",
        warehouse_id=w.warehouse,
        state=WaveState.FROZEN,
        day=date(2026, 11, 21),
        frozen_at=NOW,
    )
    tx.add(wave)
    tx.flush()
    return wave


def _delivered(tx: Tx, w: World, quantity: int, *, days_ago: int) -> None:
    """An order that was delivered some days ago, with its proof."""
    at = NOW - timedelta(days=days_ago)
    order = an_order(tx, w, {w.rice: quantity}, state=OrderState.DELIVERED, placed_at=at)
    (line,) = lines_of(tx, order.id)
    line.approved = line.delivered = quantity
    plan = RoutePlan(
        wave_id=_wave(tx, w).id,
        warehouse_id=w.warehouse,
        day=at.date(),
        state=PlanState.STORED,
        basis="",
        problem="",
        created_at=at,
    )
    tx.add(plan)
    tx.flush()
    trip = Trip(
        number=f"TR-{uuid4().hex[:8]}",
        plan_id=plan.id,
        warehouse_id=w.warehouse,
        vehicle_id=w.vehicle,
        day=at.date(),
        state=TripState.RETURNED,
        departs_at=at,
        returns_at=at,
        distance_m=1,
        load_g=quantity,
        load_crates=1,
    )
    tx.add(trip)
    tx.flush()
    stop = Stop(
        trip_id=trip.id,
        position=1,
        order_id=order.id,
        shop_id=w.shop,
        state=StopState.DONE,
        arrives_at=at,
        leaves_at=at,
        done_at=at,
    )
    tx.add(stop)
    tx.flush()
    tx.add(
        Proof(
            id=uuid4(),
            stop_id=stop.id,
            order_id=order.id,
            received_by="Li",
            occurred_at=at,
            received_at=at,
            by=w.driver,
        )
    )
    tx.flush()
