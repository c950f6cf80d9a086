"""The rest of the day, played by the product of today in what an earlier release left half done."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from devices.events import Scan
from tests.upgrade import steps
from tests.upgrade.day import Day
from wms import codes
from wms.inbound import quality
from wms.ordering import approval
from wms.outbound import packing, waves
from wms.tables.equipment import Device
from wms.tables.floor import StationTask
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Wave, WaveState
from wms.tables.stock import Hold, Lot, LotStatus
from wms.tables.transport import Stop, StopState, Trip, TripState
from wms.transport import dispatch


def stations_go_on(day: Day) -> None:
    """Whatever a station was in the middle of, the next beep is answered and nothing crashes."""
    scanners = select(Device.id).where(Device.kind == "scanner")
    guns = _ids(day, StationTask.station, StationTask.station.in_(scanners))
    for gun in guns:
        for code in (day.place(day.w.ambient_bins[2]), "CMD-STOP", "CMD-RECEIVE", "CMD-STOP"):
            [said] = day.hears(Scan(uuid4(), gun, day.now, day.now, code)).values()
            assert said.code != codes.Scan.CRASHED, (gun, code)


def what_waited_is_decided(day: Day) -> None:
    """Orders are approved, a lot is let go, and what was frozen or approved becomes waves."""
    for order in _ids(day, Order.id, Order.state == OrderState.SUBMITTED):
        version = day.read(lambda tx, id=order: tx.find(Order, id).version)
        day.does(approval.approve, order, version=version, by=day.w.approver)
    by_hand = select(Hold.lot_id).where(Hold.reason == "excursion", Hold.released_at.is_(None))
    held = _ids(day, Lot.id, Lot.status == LotStatus.HELD, Lot.id.in_(by_hand))
    sure = quality.Chosen(is_sure=True)
    day.does(quality.release, held[0], note="looked at again", by=day.w.quality, what=sure)
    for wave in _ids(day, Wave.id, Wave.state == WaveState.FROZEN):
        day.does(waves.release, wave, by=day.w.approver)
    approved = _ids(day, Order.id, Order.state == OrderState.APPROVED)
    steps.freeze_and_release(day, approved)


def everything_is_picked(day: Day) -> None:
    for wave in _ids(day, Wave.id, Wave.state == WaveState.RELEASED):
        steps.plan(day, wave)
    steps.pick_and_pack(day, _ids(day, Order.id, Order.state == OrderState.RELEASED))
    for order in _ids(day, Order.id, Order.state == OrderState.PICKED):
        day.does(packing.pack, order, by=day.w.staff)


def everything_is_delivered(day: Day) -> None:
    """The trips under way first, then one after the other."""
    for trip in _ids(day, Trip.id, Trip.state == TripState.DEPARTED):
        _come_home(day, trip)
    for trip in _ids(day, Trip.id, Trip.state.in_((TripState.LOADING, TripState.PLANNED))):
        steps.load(day, trip)
        steps.depart(day, trip)
        _come_home(day, trip)


def _come_home(day: Day, trip: int) -> None:
    stops = _ids(day, Stop.state, Stop.trip_id == trip, order_by=Stop.position)
    for number, state in enumerate(stops):
        if state is not StopState.DONE:
            steps.deliver(day, trip, stop=number)
    day.does(dispatch.return_, trip, by=day.w.approver)


def _ids(day: Day, column: Any, *where: Any, order_by: Any = None) -> Sequence[Any]:
    rows = select(column).where(*where).order_by(column if order_by is None else order_by)
    return day.read(lambda tx: tx.scalars(rows).all())


EVENING = (
    stations_go_on,
    what_waited_is_decided,
    everything_is_picked,
    everything_is_delivered,
)
"""In this order, after an upgrade."""
