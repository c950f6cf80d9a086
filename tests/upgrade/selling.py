"""From the shops' orders to their doors: every state of an order, a wave, a trip and a stop."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from tests.builders import KG
from tests.upgrade import steps
from tests.upgrade.day import Day
from tests.upgrade.goods import the_freezer_fails
from wms import ordering
from wms.db import Tx
from wms.db.partitions import ensure_partitions
from wms.facts import Task, jobs, notices, outbox, rulebook, sealing
from wms.ordering import approval
from wms.printing import NewDocument, documents
from wms.stock import NewRecall, recall_views, recalls
from wms.tables.access import Role
from wms.tables.ordering import Order, OrderKind
from wms.tables.outbound import Wave
from wms.tables.stock import Lot, LotLink, Move, MoveReason
from wms.tables.transport import Trip, Vehicle
from wms.transport import dispatch


def orders_that_go_no_further(day: Day) -> None:
    """Cancelled, sent back, sent back and changed, waiting for the approver, approved with less."""
    w = day.w
    cancelled = steps.place(day, 0, {w.rice: 10 * KG})
    day.does(ordering.cancel, cancelled, version=1, reason="打错了 a slip", by=w.keeper)
    back, changed = (steps.place(day, 0, {w.eggs: 30, w.rice: 20 * KG}) for _ in range(2))
    for order in (back, changed):
        day.does(approval.send_back, order, "没有鸡蛋了 no eggs left", version=1, by=w.approver)
    changes = ordering.Changes(2, ((w.rice, 10 * KG),), "少一点 a little less")
    day.does(ordering.change, changed, changes, by=w.keeper)
    steps.place(day, 1, {w.eggs: 60})
    less = steps.place(day, 1, {w.rice: 20 * KG, w.eggs: 30})
    cut = approval.Cuts(1, {w.rice: 10 * KG}, "今天不多 little of it today")
    day.does(approval.cut, less, cut, by=w.approver)


def a_wave_is_delivered(day: Day) -> None:
    """One shop misses some, another refuses everything; the van comes home."""
    w = day.w
    orders = [
        steps.place_and_approve(day, 0, {w.rice: 20 * KG, w.eggs: 60}),
        steps.place_and_approve(day, 1, {w.rice: 30 * KG, w.eggs: 30}),
    ]
    [trip] = steps.plan(day, steps.freeze_and_release(day, orders))
    steps.pick_and_pack(day, orders)
    steps.load(day, trip)
    driver = steps.depart(day, trip)
    steps.deliver(day, trip, stop=0, taken=steps.misses_some)
    steps.deliver(day, trip, stop=1, taken=steps.refuses_it)
    day.does(dispatch.return_, trip, by=driver)


def a_trip_is_closed(day: Day) -> None:
    """A van breaks down on the road; what it carried goes out again with the next trip."""
    order = steps.place_and_approve(day, 1, {day.w.rice: 10 * KG})
    wave = steps.freeze_and_release(day, [order])
    [broken] = steps.plan(day, wave)
    steps.pick_and_pack(day, [order])
    steps.load(day, broken)
    steps.depart(day, broken)
    day.does(dispatch.close, broken, "抛锚 the van broke down", by=day.w.approver)
    [again] = steps.plan(day, wave)
    steps.load(day, again)
    driver = steps.depart(day, again)
    steps.deliver(day, again, stop=0)
    day.does(dispatch.return_, again, by=driver)


def a_wave_is_on_the_road(day: Day) -> None:
    """Three stops: done, arrived, to come. The phone's clock is an hour fast."""
    orders = [steps.place_and_approve(day, shop, {day.w.rice: 10 * KG}) for shop in (0, 1, 2)]
    [trip] = steps.plan(day, steps.freeze_and_release(day, orders))
    steps.pick_and_pack(day, orders)
    steps.load(day, trip)
    steps.depart(day, trip)
    steps.deliver(day, trip, stop=0, fast=timedelta(hours=1))
    steps.arrive(day, trip, stop=1)
    day.write(lambda tx: _takes_no_more(tx, trip))


def _takes_no_more(tx: Tx, trip: int) -> None:
    """What is loaded next goes onto the other van."""
    tx.find(Vehicle, tx.find(Trip, trip).vehicle_id).is_active = False


def a_wave_is_being_loaded(day: Day) -> None:
    """Short of what the freezer spoilt, too much for any van, and each order a step further."""
    w = day.w
    loaded, packed, picked, released = (
        steps.place_and_approve(day, shop, {w.rice: 10 * KG, w.eggs: 30}) for shop in range(4)
    )
    rest = [
        steps.place_and_approve(day, shop, lines)
        for shop, lines in (
            (1, {w.rice: 10 * KG, w.dumplings: 4 * KG}),
            (2, {w.dumplings: 2 * KG}),
            (3, {w.rice: 700 * KG}),
            (0, {w.rice: 10 * KG}),
        )
    ]
    the_freezer_fails(day)
    wave = steps.freeze_and_release(day, [loaded, packed, picked, released, *rest])
    day.does(ordering.cancel, rest[-1], version=4, reason=None, by=w.approver)
    steps.plan(day, wave)
    steps.pick_and_pack(day, [loaded, packed])
    steps.pick(day, picked)
    steps.load(day, day.read(lambda tx: steps.trip_of(tx, loaded)), order=loaded)
    day.beeps(day.spare, "CMD-PICK", day.read(lambda tx: tx.find(Order, released).number))


def a_wave_waits(day: Day) -> None:
    """One is planned twice and stands packed; one is frozen, and no plan could be made for it."""
    w = day.w
    orders = [steps.place_and_approve(day, shop, {w.rice: 10 * KG}) for shop in (0, 3)]
    wave = steps.freeze_and_release(day, orders)
    steps.plan(day, wave)
    steps.plan(day, wave)
    steps.pick_and_pack(day, orders[:1])
    frozen = steps.freeze(day, [steps.place_and_approve(day, 2, {w.eggs: 30})])
    day.does(dispatch.plan_failed, frozen, "no street leads there")
    steps.place_and_approve(day, 0, {w.eggs: 30}, OrderKind.EXPRESS)


def a_lot_is_recalled(day: Day) -> None:
    """And what was made of it; a shop confirms another one, which is lifted again."""
    packed = select(LotLink.parent_id).order_by(LotLink.parent_id)
    lot = day.read(lambda tx: tx.scalars(packed).first())
    day.does(recalls.recall, NewRecall(uuid4(), lot, "农残复检 tested again"), by=day.w.quality)
    given = select(Move.lot_id).where(Move.reason == MoveReason.DELIVER).order_by(Move.lot_id)
    eaten = day.read(lambda tx: tx.scalars(given).first())
    mistaken = NewRecall(uuid4(), eaten, "另一批 the wrong lot was named")
    made = day.does(recalls.recall, mistaken, by=day.w.quality)
    shop = day.read(lambda tx: recall_views.shops_told(tx, made.id, None))[0].shop_id
    day.does(recalls.handed_over, shop, [eaten], by=day.w.driver)
    day.does(recalls.acknowledge, made.id, shop, by=day.w.keeper)
    day.does(recalls.lift, made.id, note="it was another lot", by=day.w.quality)


def papers_are_kept(day: Day) -> None:
    """A label with bytes of every kind, a pick list that was printed."""
    w, pdf, any_byte = day.w, "application/pdf", bytes(range(256))
    lot, wave = day.read(lambda tx: [tx.scalars(select(one.id)).first() for one in (Lot, Wave)])
    papers = [
        NewDocument("lot_label", f"lot:{lot}", w.warehouse, pdf, "label.pdf", any_byte),
        NewDocument("pick_list", f"wave:{wave}", w.warehouse, pdf, "w.pdf", b"%PDF", wave),
    ]
    day.does(documents.keep, papers)
    [paper] = day.read(lambda tx: documents.of_wave(tx, wave))
    day.does(documents.printed, paper.id)


def what_follows_is_half_done(day: Day) -> None:
    """Notices made and one read, a printer that gave up, work in hand, work that waits; jobs."""
    for task in _claimed(day, "notices", limit=1_000):
        day.write(lambda tx, task=task: notices.tell(tx, task))
        day.does(outbox.done, task)
    day.does(notices.read, 1)
    admin = day.w.users[Role.ADMIN]
    day.does(rulebook.change, "outbox_attempts", 1, by=admin)
    [task] = _claimed(day, "labels", limit=1)
    day.does(outbox.failed, task, "the printer is off")
    day.does(rulebook.change, "outbox_attempts", 8, by=admin)
    _claimed(day, "papers", limit=1)
    day.write(lambda tx: ensure_partitions(tx, day.now))
    sealing.seal(day.db, now=day.now)
    day.does(jobs.due)
    for name in (jobs.EXPRESS, jobs.CLEAN_UP):
        day.does(jobs.finished, name, error="disk full" if name == jobs.CLEAN_UP else None)


def _claimed(day: Day, consumer: str, *, limit: int) -> list[Task]:
    return day.does(_claim, uuid4(), limit, consumer)


def _claim(tx: Tx, lease: UUID, limit: int, consumer: str, *, now: datetime) -> list[Task]:
    return outbox.claim(tx, lease, now, limit=limit, consumers={consumer})


AFTERNOON = (
    orders_that_go_no_further,
    a_wave_is_delivered,
    a_trip_is_closed,
    a_wave_is_on_the_road,
    a_wave_is_being_loaded,
    a_wave_waits,
    a_lot_is_recalled,
    papers_are_kept,
    what_follows_is_half_done,
)
"""In this order, after the morning."""
