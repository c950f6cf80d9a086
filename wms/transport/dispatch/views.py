"""Trips as the dispatch board, the map and the driver see them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, func, select

from wms.db import Tx, among
from wms.errors import NotFound
from wms.tables.access import User
from wms.tables.masterdata import Shop, Warehouse
from wms.tables.ordering import Order, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.transport import RoutePlan, Stop, StopState, Trip, TripState, Vehicle


@dataclass(frozen=True, slots=True)
class StopView:
    """One order at one customer."""

    id: int
    position: int
    order_id: int
    order_number: str
    order_state: OrderState
    shop_id: int
    shop_code: str
    shop_zh: str
    shop_en: str
    address_zh: str
    address_en: str
    phone: str | None
    latitude: float
    longitude: float
    state: StopState
    arrives_at: datetime
    leaves_at: datetime
    deliver_from: datetime
    deliver_until: datetime
    done_at: datetime | None
    parcels: int
    parcels_loaded: int

    @property
    def is_late(self) -> bool:
        return (self.done_at or self.arrives_at) > self.deliver_until

    @property
    def is_early(self) -> bool:
        """It came before its promised window: nobody may have been there to take it in."""
        return (self.done_at or self.arrives_at) < self.deliver_from


@dataclass(frozen=True, slots=True)
class TripView:
    """One vehicle, one departure, all its stops in order."""

    id: int
    number: str
    state: TripState
    warehouse_id: int
    depot_latitude: float
    depot_longitude: float
    vehicle_id: int
    vehicle_code: str
    plate: str
    driver_id: int | None
    driver: str | None
    day: date
    departs_at: datetime
    returns_at: datetime
    departed_at: datetime | None
    returned_at: datetime | None
    distance_m: int
    load_g: int
    load_crates: int
    capacity_g: int
    capacity_crates: int
    stops: tuple[StopView, ...]


def trips(tx: Tx, warehouse_id: int | None, day: date) -> list[TripView]:
    """A warehouse's trips of a day (None: of all), by departure; cancelled ones are left out."""
    rows = _trips().where(Trip.day == day, Trip.state != TripState.CANCELLED)
    if warehouse_id is not None:
        rows = rows.where(Trip.warehouse_id == warehouse_id)
    return _views(tx, rows)


def trips_of_driver(tx: Tx, driver_id: int, day: date) -> list[TripView]:
    """A driver's trips of a day, by departure."""
    mine = _trips().where(Trip.driver_id == driver_id, Trip.day == day)
    return _views(tx, mine.where(Trip.state != TripState.CANCELLED))


def trips_of_wave(tx: Tx, wave_id: int) -> list[TripView]:
    """The trips that carry a wave, by departure."""
    plans = select(RoutePlan.id).where(RoutePlan.wave_id == wave_id)
    going = _trips().where(Trip.plan_id.in_(plans), Trip.state != TripState.CANCELLED)
    return _views(tx, going)


def trip(tx: Tx, trip_id: int) -> TripView:
    """One trip, whatever became of it. Raises: NotFound."""
    found = _views(tx, _trips().where(Trip.id == trip_id))
    if not found:
        raise NotFound("trip", id=str(trip_id))
    return found[0]


def trip_of_order(tx: Tx, order_id: int) -> TripView | None:
    """The trip that brings an order; None before one is planned."""
    trip_id = tx.scalars(select(Stop.trip_id).where(Stop.order_id == order_id)).first()
    return None if trip_id is None else trip(tx, trip_id)


Rows = Select[Trip, Vehicle, Warehouse, str | None]


def _trips() -> Rows:
    return (
        select(Trip, Vehicle, Warehouse, User.name)
        .join(Vehicle, Trip.vehicle_id == Vehicle.id)
        .join(Warehouse, Trip.warehouse_id == Warehouse.id)
        .outerjoin(User, Trip.driver_id == User.id)
        .order_by(Trip.departs_at, Trip.id)
    )


def _views(tx: Tx, rows: Rows) -> list[TripView]:
    found = tx.execute(rows).all()
    stops = _stops(tx, [row.Trip.id for row in found])
    return [
        TripView(
            id=trip.id,
            number=trip.number,
            state=trip.state,
            warehouse_id=trip.warehouse_id,
            depot_latitude=depot.latitude,
            depot_longitude=depot.longitude,
            vehicle_id=vehicle.id,
            vehicle_code=vehicle.code,
            plate=vehicle.plate,
            driver_id=trip.driver_id,
            driver=driver,
            day=trip.day,
            departs_at=trip.departs_at,
            returns_at=trip.returns_at,
            departed_at=trip.departed_at,
            returned_at=trip.returned_at,
            distance_m=trip.distance_m,
            load_g=trip.load_g,
            load_crates=trip.load_crates,
            capacity_g=vehicle.capacity_g,
            capacity_crates=vehicle.capacity_crates,
            stops=tuple(stops[trip.id]),
        )
        for trip, vehicle, depot, driver in found
    ]


def _stops(tx: Tx, trip_ids: Sequence[int]) -> dict[int, list[StopView]]:
    is_loaded = Parcel.state != ParcelState.PACKED
    parcels = (
        select(
            Parcel.order_id,
            func.count().label("parcels"),
            func.sum(case((is_loaded, 1), else_=0)).label("loaded"),
        )
        .where(Parcel.order_id.in_(select(Stop.order_id).where(among(Stop.trip_id, trip_ids))))
        .group_by(Parcel.order_id)
        .subquery()
    )
    rows = (
        select(Stop, Order, Shop, parcels.c.parcels, parcels.c.loaded)
        .join(Order, Stop.order_id == Order.id)
        .join(Shop, Stop.shop_id == Shop.id)
        .outerjoin(parcels, parcels.c.order_id == Stop.order_id)
        .where(among(Stop.trip_id, trip_ids))
        .order_by(Stop.trip_id, Stop.position)
    )
    by_trip: dict[int, list[StopView]] = defaultdict(list)
    for stop, order, shop, count, loaded in tx.execute(rows):
        by_trip[stop.trip_id].append(_stop(stop, order, shop, count or 0, loaded or 0))
    return by_trip


def _stop(stop: Stop, order: Order, shop: Shop, parcels: int, loaded: int) -> StopView:
    return StopView(
        id=stop.id,
        position=stop.position,
        order_id=order.id,
        order_number=order.number,
        order_state=order.state,
        shop_id=shop.id,
        shop_code=shop.code,
        shop_zh=shop.name_zh,
        shop_en=shop.name_en,
        address_zh=shop.address_zh,
        address_en=shop.address_en,
        phone=shop.phone,
        latitude=shop.latitude,
        longitude=shop.longitude,
        state=stop.state,
        arrives_at=stop.arrives_at,
        leaves_at=stop.leaves_at,
        deliver_from=order.deliver_from,
        deliver_until=order.deliver_until,
        done_at=stop.done_at,
        parcels=parcels,
        parcels_loaded=loaded,
    )
