"""What the router is asked about a wave: a stop per order, the warehouse's vehicles, the roads."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from routing.model import HORIZON_S, Matrices, Point, Problem, straight_line
from routing.model import problem as routing
from wms.db import Tx, among
from wms.masterdata import policies
from wms.rules.promise_times import at
from wms.tables.access import User
from wms.tables.masterdata import Item, Shop, Warehouse
from wms.tables.ordering import Order, OrderKind, OrderLine, OrderState
from wms.tables.outbound import Wave
from wms.tables.transport import RoutePlan, Stop, Trip, TripState, Vehicle
from wms.units import TemperatureClass

CRATE_G = 10_000
"""Weight of goods in one crate; goods of two temperature classes never share one."""
CRATE_ML = 30_000
RELOAD_S = 900
GOING = frozenset({OrderState.RELEASED, OrderState.PICKED, OrderState.PACKED})
"""States of orders that a plan is made for."""
BEGUN = frozenset({TripState.LOADING, TripState.DEPARTED, TripState.RETURNED})
UNDER_WAY = frozenset({TripState.LOADING, TripState.DEPARTED})


@dataclass(frozen=True, slots=True)
class Question:
    """A problem whose seconds count from the local midnight of `day`, and what it rests on."""

    problem: Problem
    basis: str
    """Digest of the orders and vehicles; a plan is stored only while it is still the same."""
    day: date


@dataclass(frozen=True, slots=True)
class _Going:
    """An order that goes somewhere, and the weight of its goods per temperature class."""

    order: Order
    shop: Shop
    grams: Mapping[TemperatureClass, int]

    @property
    def goods(self) -> tuple[routing.Goods, ...]:
        """Grams, crates and millilitres of each temperature class."""
        crates = {name: -(-weight_g // CRATE_G) for name, weight_g in self.grams.items()}
        return tuple(
            routing.Goods(str(name), (weight_g, crates[name], crates[name] * CRATE_ML))
            for name, weight_g in sorted(self.grams.items())
        )


@dataclass(frozen=True, slots=True)
class _Day:
    """The day of planning, and when its goods are ready."""

    date: date
    zone: ZoneInfo
    now: datetime
    frozen_at: datetime
    ready_after: Mapping[OrderKind, timedelta]

    def second(self, moment: datetime) -> int:
        """Seconds since the day's midnight, within the router's horizon."""
        passed = moment - at(self.date, 0, self.zone)
        return min(max(passed // timedelta(seconds=1), 0), HORIZON_S - 1)

    def ready_s(self, kind: OrderKind) -> int:
        return self.second(max(self.frozen_at + self.ready_after[kind], self.now))

    def window_s(self, order: Order, shop: Shop) -> tuple[int, int]:
        """The promise within the shop's hours; where these exclude each other, the promise."""
        on = order.deliver_until.astimezone(self.zone).date()
        begin = max(order.deliver_from, at(on, shop.open_minute, self.zone))
        end = min(order.deliver_until, at(on, shop.close_minute, self.zone))
        if begin > end:
            begin, end = order.deliver_from, order.deliver_until
        return self.second(begin), self.second(end)


def read_problem(
    tx: Tx,
    wave_id: int,
    *,
    travel: Callable[[Sequence[Point]], Matrices] = straight_line,
    now: datetime,
) -> Question:
    """Freeze what a wave's orders and the warehouse's vehicles ask of the router.

    `travel` says how far it is between points: a road graph's matrix, else an estimate.

    Orders on a trip that has begun to load stay there; planned trips are planned anew.
    Raises: NotFound.
    """
    wave = tx.find(Wave, wave_id)
    going = _going(tx, wave_id)
    vehicles = _vehicles(tx, wave.warehouse_id)
    day = _day(tx, wave, going, now)
    depot = tx.find(Warehouse, wave.warehouse_id)
    shops = {each.shop.id: each.shop for each in going}
    location = {shop_id: number for number, shop_id in enumerate(shops, 1)}
    points = [(depot.latitude, depot.longitude)]
    points += [(shop.latitude, shop.longitude) for shop in shops.values()]
    between = travel(points)
    problem = Problem(
        depots=(routing.Depot(depot.code, 0),),
        stops=tuple(_stop(each, location[each.shop.id], day) for each in going),
        vehicles=_offered(tx, vehicles, wave_id, day),
        travel_s=between.travel_s,
        distance_m=between.distance_m,
        matrix_version=between.version,
    )
    return Question(problem, _basis(going, vehicles), day.date)


def _going(tx: Tx, wave_id: int) -> list[_Going]:
    """The wave's orders that have goods, allocated or picked, and are on no trip that has begun."""
    begun = select(Stop.order_id).join(Trip, Stop.trip_id == Trip.id).where(Trip.state.in_(BEGUN))
    weight_g = func.sum((OrderLine.allocated + OrderLine.picked) * Item.piece_g)
    rows = (
        select(Order.id, Item.temperature_class, weight_g)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Item, OrderLine.item_id == Item.id)
        .where(Order.wave_id == wave_id, Order.state.in_(GOING))
        .where(OrderLine.allocated + OrderLine.picked > 0, Order.id.not_in(begun))
        .group_by(Order.id, Item.temperature_class)
    )
    grams: dict[int, dict[TemperatureClass, int]] = defaultdict(dict)
    for order_id, temperature_class, total_g in tx.execute(rows):
        grams[order_id][temperature_class] = int(total_g)
    orders = (
        select(Order, Shop)
        .join(Shop, Order.shop_id == Shop.id)
        .where(among(Order.id, grams))
        .order_by(Order.id)
    )
    return [_Going(order, shop, grams[order.id]) for order, shop in tx.execute(orders)]


def _vehicles(tx: Tx, warehouse_id: int) -> Sequence[Vehicle]:
    """Active vehicles that have a driver."""
    manned = (
        select(Vehicle)
        .join(User, Vehicle.driver_id == User.id)
        .where(Vehicle.warehouse_id == warehouse_id, Vehicle.is_active, User.is_active)
    )
    return tx.scalars(manned.order_by(Vehicle.id)).all()


def _day(tx: Tx, wave: Wave, going: Sequence[_Going], now: datetime) -> _Day:
    """Plan for the first day an order is due, but never for one that is over."""
    zone = policies.time_zone(tx, now)
    due = [each.order.deliver_until.astimezone(zone).date() for each in going]
    ready_after = {
        OrderKind.STANDARD: timedelta(minutes=policies.get(tx, "ready_minutes", now)),
        OrderKind.EXPRESS: timedelta(minutes=policies.get(tx, "express_ready_minutes", now)),
    }
    first = max(min(due, default=wave.day), now.astimezone(zone).date())
    return _Day(first, zone, now, wave.frozen_at, ready_after)


def _stop(going: _Going, location: int, day: _Day) -> routing.Stop:
    order, shop = going.order, going.shop
    begin_s, end_s = day.window_s(order, shop)
    return routing.Stop(
        id=str(order.id),
        location=location,
        goods=going.goods,
        windows=(routing.Window(begin_s, end_s),),
        service_s=shop.service_s,
        priority=1 if order.kind is OrderKind.EXPRESS else 0,
        release_s=day.ready_s(order.kind),
        place_name=shop.code,
    )


def _offered(
    tx: Tx, vehicles: Sequence[Vehicle], wave_id: int, day: _Day
) -> tuple[routing.Vehicle, ...]:
    """The vehicles from when they are back from trips that stay to the end of their shift."""
    trips_max = policies.get(tx, "vehicle_trips", day.now)
    busy_until = _busy_until(tx, vehicles, wave_id)
    offered = []
    for vehicle in vehicles:
        free_at = max(busy_until.get(vehicle.id, day.now), day.now)
        begin_s = max(vehicle.shift_start_minute * 60, day.second(free_at))
        if begin_s < vehicle.shift_end_minute * 60:
            offered.append(_vehicle(vehicle, begin_s, trips_max))
    return tuple(offered)


def _vehicle(vehicle: Vehicle, begin_s: int, trips_max: int) -> routing.Vehicle:
    return routing.Vehicle(
        id=str(vehicle.id),
        start_location=0,
        end_location=0,
        capacity=(vehicle.capacity_g, vehicle.capacity_crates, vehicle.capacity_ml),
        temperature_classes=frozenset(
            each.strip() for each in vehicle.temperature_classes.split(",")
        ),
        shift_start_s=begin_s,
        shift_end_s=vehicle.shift_end_minute * 60,
        fixed_cost=vehicle.fixed_cost_cents,
        cost_per_km=vehicle.cost_per_km_cents,
        cost_per_hour=vehicle.cost_per_hour_cents,
        max_trips=trips_max,
        reload_s=RELOAD_S,
    )


def _busy_until(tx: Tx, vehicles: Sequence[Vehicle], wave_id: int) -> dict[int, datetime]:
    """When vehicles are ready to go again after trips that stay: begun, or of another wave."""
    rows = (
        select(Trip.vehicle_id, func.max(Trip.returns_at))
        .join(RoutePlan, Trip.plan_id == RoutePlan.id)
        .where(Trip.vehicle_id.in_([vehicle.id for vehicle in vehicles]))
        .where(
            Trip.state.in_(UNDER_WAY)
            | ((Trip.state == TripState.PLANNED) & (RoutePlan.wave_id != wave_id))
        )
        .group_by(Trip.vehicle_id)
    )
    reload = timedelta(seconds=RELOAD_S)
    return {vehicle_id: returns_at + reload for vehicle_id, returns_at in tx.execute(rows)}


def _basis(going: Sequence[_Going], vehicles: Sequence[Vehicle]) -> str:
    """Digest of what a plan rests on; picking and packing meanwhile do not change it."""
    orders = [
        [
            each.order.id,
            str(each.order.deliver_from),
            str(each.order.deliver_until),
            sorted(each.grams.items()),
        ]
        for each in going
    ]
    fleet = [
        [
            each.id,
            each.driver_id,
            each.capacity_g,
            each.capacity_crates,
            each.capacity_ml,
            each.temperature_classes,
            each.shift_start_minute,
            each.shift_end_minute,
        ]
        for each in vehicles
    ]
    return hashlib.sha256(json.dumps([orders, fleet]).encode()).hexdigest()
