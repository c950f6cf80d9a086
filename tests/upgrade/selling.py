"""From the shops' orders to their doors: every state of an order, a wave, a trip and a stop."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from routing.solving import heuristic
from tests.builders import KG
from tests.upgrade.day import Day
from tests.upgrade.goods import the_freezer_fails
from wms import inbox, ordering
from wms.db import Tx
from wms.db.partitions import ensure_partitions
from wms.facts import Task, jobs, notices, outbox, rulebook
from wms.masterdata import policies
from wms.ordering import NewOrder, approval
from wms.outbound import loading, packing, picking, waves
from wms.printing import NewDocument, documents
from wms.stock import HoldReason, NewHold, block
from wms.tables.access import Role
from wms.tables.ordering import Order, OrderKind
from wms.tables.outbound import Wave
from wms.tables.stock import Lot, LotLink
from wms.tables.transport import Stop, Trip
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, DriverStop, NewProof

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(32)
SIGNATURE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1,1 L2,2"/></svg>'
WARM_AT_THE_DOOR_C = 11.0


def orders_that_go_no_further(day: Day) -> None:
    """Cancelled, sent back, sent back and changed, waiting for the approver, approved with less."""
    w = day.w
    cancelled = _order(day, 0, {w.rice: 10 * KG})
    day.does(ordering.cancel, cancelled, version=1, reason="打错了 a slip", by=w.keeper)
    sent_back, changed = (_order(day, 0, {w.eggs: 30, w.rice: 20 * KG}) for _ in range(2))
    for order in (sent_back, changed):
        day.does(approval.send_back, order, "没有鸡蛋了 no eggs left", version=1, by=w.approver)
    changes = ordering.Changes(2, ((w.rice, 10 * KG),), "少一点 a little less")
    day.does(ordering.change, changed, changes, by=w.keeper)
    _order(day, 1, {w.eggs: 60})
    cut = approval.Cuts(1, {w.rice: 10 * KG}, "今天不多 little of it today")
    day.does(approval.cut, _order(day, 1, {w.rice: 20 * KG, w.eggs: 30}), cut, by=w.approver)


def a_wave_is_delivered(day: Day) -> None:
    """One shop misses some, another refuses everything; the van comes home."""
    w = day.w
    orders = [
        _approved(day, 0, {w.rice: 20 * KG, w.eggs: 60}),
        _approved(day, 1, {w.rice: 30 * KG, w.eggs: 30}),
    ]
    [trip] = _planned(day, _released(day, orders))
    _picked_and_packed(day, orders)
    _loaded(day, trip)
    driver = _departed(day, trip)
    _delivered(day, trip, stop=0, at_the_door=_misses_some)
    _delivered(day, trip, stop=1, at_the_door=_refuses_everything)
    day.does(dispatch.return_, trip, by=driver)


def a_wave_is_on_the_road(day: Day) -> None:
    """Three stops: done, arrived, to come. The phone's clock is an hour fast."""
    orders = [_approved(day, shop, {day.w.rice: 10 * KG}) for shop in (0, 1, 2)]
    [trip] = _planned(day, _released(day, orders))
    _picked_and_packed(day, orders)
    _loaded(day, trip)
    _departed(day, trip)
    _delivered(day, trip, stop=0, fast=timedelta(hours=1))
    _arrived(day, trip, stop=1)


def a_wave_is_being_loaded(day: Day) -> None:
    """Short of what the freezer spoilt, too much for any van, and each order a step further."""
    w = day.w
    loaded, packed, picked, released = (
        _approved(day, shop, {w.rice: 10 * KG, w.eggs: 30}) for shop in range(4)
    )
    short = _approved(day, 1, {w.rice: 10 * KG, w.dumplings: 4 * KG})
    nothing_left = _approved(day, 2, {w.dumplings: 2 * KG})
    too_much = _approved(day, 3, {w.rice: 700 * KG})
    gone = _approved(day, 0, {w.rice: 10 * KG})
    the_freezer_fails(day)
    wave = _released(day, [loaded, packed, picked, released, short, nothing_left, too_much, gone])
    day.does(ordering.cancel, gone, version=4, reason=None, by=w.approver)
    _planned(day, wave)
    _picked_and_packed(day, [loaded, packed])
    _picked(day, picked)
    _loaded(day, day.read(lambda tx: _trip_of(tx, loaded)), order=loaded)
    day.beeps(day.spare, "CMD-PICK", day.read(lambda tx: tx.find(Order, released).number))


def a_wave_waits(day: Day) -> None:
    """One is planned twice and stands packed; one is frozen, and no plan could be made for it."""
    w = day.w
    orders = [_approved(day, shop, {w.rice: 10 * KG}) for shop in (0, 3)]
    wave = _released(day, orders)
    _planned(day, wave)
    _planned(day, wave)
    _picked_and_packed(day, orders[:1])
    frozen = _frozen(day, [_approved(day, 2, {w.eggs: 30})])
    day.does(dispatch.plan_failed, frozen, "no street leads there")
    soon = NewOrder(uuid4(), day.shops[0], ((w.eggs, 30),), OrderKind.EXPRESS)
    placed = day.does(ordering.place, soon, by=w.keeper)
    day.does(approval.approve, placed.id, version=1, by=w.approver)


def a_lot_is_recalled(day: Day) -> None:
    """And what was made of it."""
    packed = select(LotLink.parent_id).order_by(LotLink.parent_id)
    recall = NewHold(HoldReason.RECALL, "recall:1", "农残复检 tested again")
    lot = day.read(lambda tx: tx.scalars(packed).first())
    day.does(block, [lot], recall, by=day.w.quality)


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
    day.does(jobs.due)
    for name in (jobs.EXPRESS, jobs.CLEAN_UP):
        day.does(jobs.finished, name, error="disk full" if name == jobs.CLEAN_UP else None)


def _claimed(day: Day, consumer: str, *, limit: int) -> list[Task]:
    return day.does(_claim, uuid4(), limit, consumer)


def _claim(tx: Tx, lease: UUID, limit: int, consumer: str, *, now: datetime) -> list[Task]:
    return outbox.claim(tx, lease, now, limit=limit, consumers={consumer})


def _order(day: Day, shop: int, lines: Mapping[int, int]) -> int:
    new = NewOrder(uuid4(), day.shops[shop], tuple(lines.items()), note="后门 back door")
    by = day.w.keeper if shop == 0 else None
    return day.does(ordering.place, new, by=by).id


def _approved(day: Day, shop: int, lines: Mapping[int, int]) -> int:
    return day.does(approval.approve, _order(day, shop, lines), version=1, by=day.w.approver).id


def _frozen(day: Day, orders: Sequence[int]) -> int:
    today = day.read(lambda tx: policies.business_day(tx, day.now))
    at = day.w.warehouse
    return day.does(waves.freeze, at, today, order_ids=orders, by=day.w.approver).id


def _released(day: Day, orders: Sequence[int]) -> int:
    return day.does(waves.release, _frozen(day, orders), by=day.w.approver).id


def _planned(day: Day, wave: int) -> list[int]:
    """The trips of the wave, planned without the solver and its clock."""
    return day.does(_plan, wave)


def _plan(tx: Tx, wave: int, *, now: datetime) -> list[int]:
    question = dispatch.read_problem(tx, wave, now=now)
    found = replace(heuristic.construct(question.problem, rounds=20), seconds=0.0)
    stored = dispatch.store_plan(tx, wave, question, found, now=now)
    return list(tx.scalars(select(Trip.id).where(Trip.plan_id == stored.id).order_by(Trip.id)))


def _picked(day: Day, order: int) -> None:
    to, by = day.w.stage, day.w.staff
    for one in day.read(lambda tx: picking.open_picks(tx, order)):
        day.does(picking.pick, one.allocation_id, cause=uuid4(), to_place_id=to, by=by)


def _picked_and_packed(day: Day, orders: Sequence[int]) -> None:
    for order in orders:
        _picked(day, order)
        day.does(packing.pack, order, by=day.w.staff)


def _loaded(day: Day, trip: int, *, order: int | None = None) -> None:
    """All parcels of a trip, or those of one order."""
    for parcel in day.read(lambda tx: loading.view(tx, trip).parcels):
        if order in (None, parcel.order_id):
            day.does(loading.load, trip, parcel.sscc, by=day.w.staff)


def _departed(day: Day, trip: int) -> int:
    driver = day.read(lambda tx: _driver(tx, trip))
    day.does(dispatch.depart, trip, by=driver)
    return driver


def _driver(tx: Tx, trip: int) -> int:
    driver = tx.find(Trip, trip).driver_id
    assert driver
    return driver


def _trip_of(tx: Tx, order: int) -> int:
    return tx.scalars(select(Stop.trip_id).where(Stop.order_id == order)).one()


def _arrived(day: Day, trip: int, stop: int) -> DriverStop:
    there = day.read(lambda tx: _stop(tx, trip, stop))
    day.write(lambda tx: delivery.arrive(tx, there.stop.id, by=_driver(tx, trip)))
    return there


def _stop(tx: Tx, trip: int, number: int) -> DriverStop:
    today = delivery.driver_day(tx, _driver(tx, trip), tx.find(Trip, trip).day)
    return next(one.stops[number] for one in today.trips if one.trip.id == trip)


def _delivered(
    day: Day,
    trip: int,
    *,
    stop: int,
    at_the_door: Callable[[DoorLine], DoorLine] = lambda line: line,
    fast: timedelta = timedelta(),
) -> None:
    """The phone's report, as it comes in."""
    there = _arrived(day, trip, stop)
    lines = [DoorLine(one.order_line_id, one.lot_id, one.quantity) for one in there.lines]
    new = NewProof(
        id=uuid4(),
        stop_id=there.stop.id,
        received_by="店员 assistant",
        occurred_at=day.now + fast,
        lines=tuple(map(at_the_door, lines)),
        signature_svg=SIGNATURE,
        photo=PHOTO,
        temperature_c=WARM_AT_THE_DOOR_C,
        position=(28.2, 113.0),
    )
    answer = day.does(_report, new, day.read(lambda tx: _driver(tx, trip)))
    assert not answer.refused, answer.reply


def _misses_some(line: DoorLine) -> DoorLine:
    return replace(line, delivered=line.delivered - 10, short=10, reason="short")


def _refuses_everything(line: DoorLine) -> DoorLine:
    return replace(line, delivered=0, refused=line.delivered, reason="not_ordered")


def _report(tx: Tx, new: NewProof, by: int, *, now: datetime) -> inbox.InboxAnswer:
    body = {"stop": new.stop_id, "received_by": new.received_by}
    said = inbox.Envelope(new.id, f"user:{by}", "proof", body, new.occurred_at, now)

    def prove(tx: Tx, _: inbox.Envelope) -> dict[str, Any]:
        delivery.prove(tx, new, by=by, now=now)
        return {"received_at": now.isoformat()}

    return inbox.accept(tx, said, prove)


AFTERNOON = (
    orders_that_go_no_further,
    a_wave_is_delivered,
    a_wave_is_on_the_road,
    a_wave_is_being_loaded,
    a_wave_waits,
    a_lot_is_recalled,
    papers_are_kept,
    what_follows_is_half_done,
)
"""In this order, after the morning."""
