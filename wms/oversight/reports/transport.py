"""What the road cost: kilometres, money and fill per delivered kilogram."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from wms.db import Tx, among
from wms.oversight.reports.period import share
from wms.tables.masterdata import Item
from wms.tables.ordering import OrderLine
from wms.tables.transport import Stop, Trip, TripState, Vehicle

DRIVEN = (TripState.DEPARTED, TripState.RETURNED)


@dataclass(frozen=True, slots=True)
class VehicleLine:
    """One vehicle's trips. Distance and cost are the plan's, the weight is what was signed for."""

    vehicle_id: int
    code: str
    plate: str
    trips: int
    stops: int
    distance_m: int
    delivered_g: int
    cost_cents: int
    load_g: int
    capacity_g: int
    """Of all its trips together."""

    @property
    def fill(self) -> float | None:
        """Share of the capacity by weight that was used at departure."""
        return share(self.load_g, self.capacity_g)


@dataclass(frozen=True, slots=True)
class TransportReport:
    """All vehicles that drove."""

    vehicles: tuple[VehicleLine, ...]

    @property
    def distance_m(self) -> int:
        return sum(line.distance_m for line in self.vehicles)

    @property
    def delivered_g(self) -> int:
        return sum(line.delivered_g for line in self.vehicles)

    @property
    def cost_cents(self) -> int:
        return sum(line.cost_cents for line in self.vehicles)

    @property
    def metres_per_kg(self) -> float | None:
        return share(self.distance_m * 1000, self.delivered_g)

    @property
    def cents_per_kg(self) -> float | None:
        return share(self.cost_cents * 1000, self.delivered_g)

    @property
    def fill(self) -> float | None:
        return share(
            sum(line.load_g for line in self.vehicles),
            sum(line.capacity_g for line in self.vehicles),
        )


def transport(tx: Tx, first: date, last: date, warehouse_id: int | None = None) -> TransportReport:
    """The trips that left on these days, both included, by vehicle."""
    rows = (
        select(Trip, Vehicle)
        .join(Vehicle, Trip.vehicle_id == Vehicle.id)
        .where(Trip.day.between(first, last), Trip.state.in_(DRIVEN))
        .order_by(Vehicle.code, Trip.id)
    )
    if warehouse_id is not None:
        rows = rows.where(Trip.warehouse_id == warehouse_id)
    by_vehicle: dict[int, list[Trip]] = defaultdict(list)
    vehicles: dict[int, Vehicle] = {}
    for trip, vehicle in tx.execute(rows):
        vehicles[vehicle.id] = vehicle
        by_vehicle[vehicle.id].append(trip)
    trip_ids = [trip.id for trips in by_vehicle.values() for trip in trips]
    unloaded = _unloaded(tx, trip_ids)
    return TransportReport(
        tuple(_line(vehicles[key], trips, unloaded) for key, trips in by_vehicle.items())
    )


def _unloaded(tx: Tx, trip_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Stops and delivered grams by trip."""
    rows = (
        select(
            Stop.trip_id,
            func.count(Stop.id.distinct()),
            func.sum(OrderLine.delivered * Item.piece_g),
        )
        .join(OrderLine, OrderLine.order_id == Stop.order_id)
        .join(Item, OrderLine.item_id == Item.id)
        .where(among(Stop.trip_id, trip_ids))
        .group_by(Stop.trip_id)
    )
    return {trip_id: (stops, int(grams)) for trip_id, stops, grams in tx.execute(rows)}


def _line(
    vehicle: Vehicle, trips: Sequence[Trip], unloaded: dict[int, tuple[int, int]]
) -> VehicleLine:
    stops, grams = zip(*(unloaded.get(trip.id, (0, 0)) for trip in trips), strict=True)
    return VehicleLine(
        vehicle_id=vehicle.id,
        code=vehicle.code,
        plate=vehicle.plate,
        trips=len(trips),
        stops=sum(stops),
        distance_m=sum(trip.distance_m for trip in trips),
        delivered_g=sum(grams),
        cost_cents=_cost_cents(vehicle, trips),
        load_g=sum(trip.load_g for trip in trips),
        capacity_g=vehicle.capacity_g * len(trips),
    )


def _cost_cents(vehicle: Vehicle, trips: Sequence[Trip]) -> int:
    """Fixed cost per day used, then metres and hours on the road, each rounded down."""
    days = len({trip.day for trip in trips})
    metres = sum(trip.distance_m for trip in trips)
    seconds = sum(int((trip.returns_at - trip.departs_at).total_seconds()) for trip in trips)
    return (
        days * vehicle.fixed_cost_cents
        + metres * vehicle.cost_per_km_cents // 1000
        + seconds * vehicle.cost_per_hour_cents // 3600
    )
