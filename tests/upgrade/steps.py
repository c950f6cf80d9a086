"""What an order goes through, one step at a time, through the use cases that pages and guns use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from routing.solving import heuristic
from tests.upgrade.day import Day
from wms import inbox, ordering
from wms.db import Tx
from wms.masterdata import policies
from wms.ordering import NewOrder, approval
from wms.outbound import loading, packing, picking, waves
from wms.tables.ordering import OrderKind
from wms.tables.transport import Stop, Trip
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, DriverStop, NewProof

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(32)
SIGNATURE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1,1 L2,2"/></svg>'
WARM_AT_THE_DOOR_C = 11.0
NO_TIME = timedelta()


def place(
    day: Day, shop: int, lines: Mapping[int, int], kind: OrderKind = OrderKind.STANDARD
) -> int:
    """An order of the day's first, second, … shop for so much of each item."""
    new = NewOrder(uuid4(), day.shops[shop], tuple(lines.items()), kind, note="后门 back door")
    by = day.w.keeper if shop == 0 else None
    return day.does(ordering.place, new, by=by).id


def place_and_approve(
    day: Day, shop: int, lines: Mapping[int, int], kind: OrderKind = OrderKind.STANDARD
) -> int:
    placed = place(day, shop, lines, kind)
    return day.does(approval.approve, placed, version=1, by=day.w.approver).id


def freeze(day: Day, orders: Sequence[int]) -> int:
    today = day.read(lambda tx: policies.business_day(tx, day.now))
    at, by = day.w.warehouse, day.w.approver
    return day.does(waves.freeze, at, today, order_ids=orders, by=by).id


def freeze_and_release(day: Day, orders: Sequence[int]) -> int:
    return day.does(waves.release, freeze(day, orders), by=day.w.approver).id


def plan(day: Day, wave: int) -> list[int]:
    """The trips of a wave, planned without the solver and its clock."""
    return day.does(_plan, wave)


def _plan(tx: Tx, wave: int, *, now: datetime) -> list[int]:
    question = dispatch.read_problem(tx, wave, now=now)
    found = replace(heuristic.construct(question.problem, rounds=20), seconds=0.0)
    stored = dispatch.store_plan(tx, wave, question, found, now=now)
    return list(tx.scalars(select(Trip.id).where(Trip.plan_id == stored.id).order_by(Trip.id)))


def pick(day: Day, order: int) -> None:
    to, by = day.w.stage, day.w.staff
    for one in day.does(picking.prepare, order).picks:
        day.does(picking.pick, one.allocation_id, cause=uuid4(), to_place_id=to, by=by)


def pick_and_pack(day: Day, orders: Sequence[int]) -> None:
    for order in orders:
        pick(day, order)
        day.does(packing.pack, order, by=day.w.staff)


def load(day: Day, trip: int, *, order: int | None = None) -> None:
    """All parcels of a trip, or those of one order."""
    for parcel in day.read(lambda tx: loading.view(tx, trip).parcels):
        if not parcel.is_loaded and order in (None, parcel.order_id):
            day.does(loading.load, trip, parcel.sscc, by=day.w.staff)


def depart(day: Day, trip: int, *, reason: str | None = None) -> int:
    """Returns the driver; with a reason, what is not aboard stays behind."""
    driver = day.read(lambda tx: _driver(tx, trip))
    day.does(dispatch.depart, trip, forced_reason=reason, by=driver)
    return driver


def _driver(tx: Tx, trip: int) -> int:
    driver = tx.find(Trip, trip).driver_id
    assert driver
    return driver


def trip_of(tx: Tx, order: int) -> int:
    return tx.scalars(select(Stop.trip_id).where(Stop.order_id == order)).one()


def arrive(day: Day, trip: int, stop: int) -> DriverStop:
    """At the first, second, … stop of a trip."""
    there = day.read(lambda tx: _stop(tx, trip, stop))
    day.write(lambda tx: delivery.arrive(tx, there.stop.id, by=_driver(tx, trip)))
    return there


def _stop(tx: Tx, trip: int, number: int) -> DriverStop:
    today = delivery.driver_day(tx, _driver(tx, trip), tx.find(Trip, trip).day)
    return next(one.stops[number] for one in today.trips if one.trip.id == trip)


def everything(line: DoorLine) -> DoorLine:
    return line


def misses_some(line: DoorLine) -> DoorLine:
    return replace(line, delivered=line.delivered - 10, short=10, reason="short")


def refuses_it(line: DoorLine) -> DoorLine:
    return replace(line, delivered=0, refused=line.delivered, reason="not_ordered")


def deliver(
    day: Day,
    trip: int,
    *,
    stop: int,
    taken: Callable[[DoorLine], DoorLine] = everything,
    fast: timedelta = NO_TIME,
) -> None:
    """The report of a driver's phone, as it comes in; its clock may be fast."""
    there = arrive(day, trip, stop)
    lines = [DoorLine(one.order_line_id, one.lot_id, one.quantity) for one in there.lines]
    new = NewProof(
        id=uuid4(),
        stop_id=there.stop.id,
        received_by="店员 assistant",
        occurred_at=day.now + fast,
        lines=tuple(map(taken, lines)),
        signature_svg=SIGNATURE,
        photo=PHOTO,
        temperature_c=WARM_AT_THE_DOOR_C,
        position=(28.2, 113.0),
    )
    answer = day.does(_report, new, day.read(lambda tx: _driver(tx, trip)))
    assert not answer.refused, answer.reply


def _report(tx: Tx, new: NewProof, by: int, *, now: datetime) -> inbox.InboxAnswer:
    body = {"stop": new.stop_id, "received_by": new.received_by}
    said = inbox.Envelope(new.id, f"user:{by}", "proof", body, new.occurred_at, now)

    def prove(tx: Tx, _: inbox.Envelope) -> dict[str, Any]:
        delivery.prove(tx, new, by=by, now=now)
        return {"received_at": now.isoformat()}

    return inbox.accept(tx, said, prove)
