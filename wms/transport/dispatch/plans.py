"""Plans: stored only when independently checked and still true, else the failure is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from routing.check import check
from routing.model import Plan, to_json
from routing.model import plan as routing
from wms import codes
from wms.db import Tx, among
from wms.errors import Refused
from wms.facts import events
from wms.facts.catalogue import PlanFailed, RoutePlanned
from wms.masterdata import numbers, policies
from wms.rules.promise_times import at
from wms.tables.masterdata import Shop
from wms.tables.ordering import Order
from wms.tables.outbound import Wave
from wms.tables.transport import (
    PlanState,
    RoutePlan,
    Stop,
    StopState,
    Trip,
    TripState,
    UnservedOrder,
    Vehicle,
)
from wms.transport.dispatch.question import Question, read_problem

GRAMS, CRATES = 0, 1
"""Where loads hold them: the dimensions of `read_problem`."""
SHOWN_MAX = 20
"""Violations of a wrong plan that are listed."""


@dataclass(frozen=True, slots=True)
class UnservedView:
    """An order no trip serves and the rule that binds."""

    order_id: int
    number: str
    shop_id: int
    shop_zh: str
    shop_en: str
    reason: str
    details: Mapping[str, Any]
    is_settled: bool

    @property
    def code(self) -> codes.Unserved:
        """The reason as a code, which has words."""
        return codes.Unserved.of(self.reason)


@dataclass(frozen=True, slots=True)
class PlanView:
    """The newest plan of a wave."""

    id: int
    wave_id: int
    state: PlanState
    created_at: datetime
    failure: str | None
    unserved: tuple[UnservedView, ...]


def store_plan(
    tx: Tx, wave_id: int, question: Question, plan: Plan, *, by: int | None = None, now: datetime
) -> RoutePlan:
    """Turn a plan into trips and stops; the wave's trips that have not begun give way to it.

    Raises: NotFound; Refused("plan.stale") when orders or vehicles changed since the question;
    Refused("plan.wrong", violations=[…]) for a plan that breaks a rule, which is a fault of ours.
    """
    wave = tx.lock(Wave, wave_id)
    if read_problem(tx, wave_id, now=now).basis != question.basis:
        raise Refused(codes.Plan.STALE, wave=wave.number)
    if wrong := check(question.problem, plan):
        broken = [f"{each.code} {each.subject}" for each in wrong[:SHOWN_MAX]]
        raise Refused(codes.Plan.WRONG, violations=broken)
    _cancel_earlier(tx, wave_id, now)
    stored = RoutePlan(
        wave_id=wave_id,
        warehouse_id=wave.warehouse_id,
        day=question.day,
        state=PlanState.STORED,
        basis=question.basis,
        problem=to_json(question.problem).decode(),
        result=to_json(plan).decode(),
        created_at=now,
    )
    tx.add(stored)
    tx.flush()
    for trip in plan.trips:
        _add_trip(tx, stored, trip, now)
    tx.add_all(
        UnservedOrder(
            plan_id=stored.id,
            order_id=int(each.stop_id),
            reason=str(each.reason),
            details=dict(each.details),
        )
        for each in plan.unserved
    )
    left, engine = len(plan.unserved), plan.engine
    fact = RoutePlanned(wave_id, wave.number, len(plan.trips), left, engine)
    events.record(tx, fact, at=now, by=by, warehouse_id=wave.warehouse_id)
    return stored


def plan_failed(tx: Tx, wave_id: int, failure: str, *, now: datetime) -> RoutePlan:
    """Keep that no plan could be made, for a person to see. Raises: NotFound."""
    wave = tx.lock(Wave, wave_id)
    failed = RoutePlan(
        wave_id=wave_id,
        warehouse_id=wave.warehouse_id,
        day=wave.day,
        state=PlanState.FAILED,
        basis="",
        problem="",
        failure=failure[:400],
        created_at=now,
    )
    tx.add(failed)
    tx.flush()
    fact = PlanFailed(wave_id, wave.number, failure[:400])
    events.record(tx, fact, at=now, warehouse_id=wave.warehouse_id)
    return failed


def plan_of(tx: Tx, wave_id: int) -> PlanView | None:
    """The newest plan of a wave with the orders it could not serve; None before the first."""
    newest = select(RoutePlan).where(RoutePlan.wave_id == wave_id)
    plan = tx.scalars(newest.order_by(RoutePlan.id.desc()).limit(1)).first()
    if plan is None:
        return None
    rows = (
        select(UnservedOrder, Order, Shop)
        .join(Order, UnservedOrder.order_id == Order.id)
        .join(Shop, Order.shop_id == Shop.id)
        .where(UnservedOrder.plan_id == plan.id)
        .order_by(Order.id)
    )
    unserved = tuple(
        UnservedView(
            order_id=order.id,
            number=order.number,
            shop_id=shop.id,
            shop_zh=shop.name_zh,
            shop_en=shop.name_en,
            reason=row.reason,
            details=row.details,
            is_settled=row.settled_at is not None,
        )
        for row, order, shop in tx.execute(rows)
    )
    return PlanView(plan.id, wave_id, plan.state, plan.created_at, plan.failure, unserved)


def _cancel_earlier(tx: Tx, wave_id: int, now: datetime) -> None:
    """Withdraw the wave's planned trips. An order has one stop, so theirs are deleted; the
    earlier plan itself is kept as it was found."""
    plans = select(RoutePlan.id).where(RoutePlan.wave_id == wave_id)
    planned = Trip.plan_id.in_(plans) & (Trip.state == TripState.PLANNED)
    for trip in tx.lock_all(select(Trip).where(planned).order_by(Trip.id)):
        tx.execute(delete(Stop).where(Stop.trip_id == trip.id))
        trip.advance(TripState.CANCELLED)
    still_open = UnservedOrder.plan_id.in_(plans) & UnservedOrder.settled_at.is_(None)
    tx.execute(update(UnservedOrder).where(still_open).values(settled_at=now))
    tx.flush()


def _add_trip(tx: Tx, plan: RoutePlan, planned: routing.Trip, now: datetime) -> None:
    vehicle = tx.find(Vehicle, int(planned.vehicle_id))
    midnight = at(plan.day, 0, policies.time_zone(tx, now))

    def moment(second: int) -> datetime:
        return midnight + timedelta(seconds=second)

    trip = Trip(
        number=numbers.next(tx, "TR", plan.day),
        plan_id=plan.id,
        warehouse_id=plan.warehouse_id,
        vehicle_id=vehicle.id,
        driver_id=vehicle.driver_id,
        day=plan.day,
        state=TripState.PLANNED,
        departs_at=moment(planned.depart_s),
        returns_at=moment(planned.return_s),
        distance_m=planned.distance_m,
        load_g=planned.load[GRAMS],
        load_crates=planned.load[CRATES],
    )
    tx.add(trip)
    tx.flush()
    shops = dict(_shops_of(tx, planned))
    tx.add_all(
        Stop(
            trip_id=trip.id,
            position=position,
            order_id=int(each.stop_id),
            shop_id=shops[int(each.stop_id)],
            state=StopState.PLANNED,
            arrives_at=moment(each.start_s),
            leaves_at=moment(each.leave_s),
        )
        for position, each in enumerate(planned.stops, 1)
    )


def _shops_of(tx: Tx, planned: routing.Trip) -> list[tuple[int, int]]:
    ids = [int(each.stop_id) for each in planned.stops]
    rows = tx.execute(select(Order.id, Order.shop_id).where(among(Order.id, ids)))
    return [(order_id, shop_id) for order_id, shop_id in rows]
