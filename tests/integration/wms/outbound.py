"""Objects for tests from the wave to the vehicle: orders in a wave, picked, packed, on a trip."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from tests.builders import NOW, World, an_approved_order, number
from wms.db import Database, Tx
from wms.outbound import packing, picking, waves
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel
from wms.tables.transport import PlanState, RoutePlan, Stop, StopState, Trip, TripState, Vehicle

DAY = NOW.date()


def a_released_order(tx: Tx, w: World, lines: dict[int, int]) -> Order:
    """An approved order in a wave of its own, with its lots."""
    order = an_approved_order(tx, w, lines)
    wave = waves.freeze(tx, w.warehouse, DAY, order_ids=[order.id], by=w.approver, now=NOW)
    waves.release(tx, wave.id, by=w.approver, now=NOW)
    assert order.state is OrderState.RELEASED
    return order


def a_packed_order(tx: Tx, w: World, lines: dict[int, int]) -> tuple[Order, list[Parcel]]:
    """An order that stands on the stage in parcels."""
    order = a_released_order(tx, w, lines)
    for one in picking.open_picks(tx, order.id):
        picking.pick(tx, one.allocation_id, cause=uuid4(), to_place_id=w.stage, by=w.staff, now=NOW)
    return order, packing.pack(tx, order.id, by=w.staff, now=NOW)


def a_trip(tx: Tx, w: World, orders: Sequence[Order], *, vehicle_id: int | None = None) -> Trip:
    """A planned trip with a stop for each order."""
    vehicle = tx.find(Vehicle, vehicle_id or w.vehicle)
    wave_id = orders[0].wave_id
    assert wave_id is not None
    plan = RoutePlan(
        wave_id=wave_id,
        warehouse_id=w.warehouse,
        day=DAY,
        state=PlanState.STORED,
        basis="",
        problem="{}",
        created_at=NOW,
    )
    tx.add(plan)
    tx.flush()
    trip = Trip(
        number=f"T-{number()}",
        plan_id=plan.id,
        warehouse_id=w.warehouse,
        vehicle_id=vehicle.id,
        driver_id=vehicle.driver_id,
        day=DAY,
        state=TripState.PLANNED,
        departs_at=NOW + timedelta(hours=3),
        returns_at=NOW + timedelta(hours=6),
        distance_m=12_000,
        load_g=0,
        load_crates=0,
    )
    tx.add(trip)
    tx.flush()
    tx.add_all(
        Stop(
            trip_id=trip.id,
            position=position,
            order_id=order.id,
            shop_id=order.shop_id,
            state=StopState.PLANNED,
            arrives_at=NOW + timedelta(hours=4),
            leaves_at=NOW + timedelta(hours=5),
        )
        for position, order in enumerate(orders, start=1)
    )
    tx.flush()
    return trip


def state_of(db: Database, order_id: int) -> OrderState:
    return db.read(lambda tx: tx.scalars(select(Order.state).where(Order.id == order_id)).one())
