"""A driver's day: trips, stops, and what to unload at each, in one read for a whole shift."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from wms.db import Tx
from wms.rules import life
from wms.tables.masterdata import Item
from wms.tables.stock import Lot, LotStatus
from wms.tables.transport import StopState, TripState
from wms.transport.dispatch import StopView, TripView, trips_of_driver
from wms.transport.load import Aboard, aboard
from wms.units import TemperatureClass, Unit


@dataclass(frozen=True, slots=True)
class UnloadLine:
    """So much of one lot to hand over for one line of the order."""

    order_line_id: int
    item_id: int
    code: str
    name_zh: str
    name_en: str
    picture: str
    unit: Unit
    temperature_class: TemperatureClass
    lot_id: int
    lot_code: str
    lot_status: LotStatus
    """A held or blocked lot must not be handed over."""
    sell_until: datetime
    quantity: int

    def is_over(self, now: datetime) -> bool:
        """Past its life: it must not be handed over either."""
        return life.is_over(self.sell_until, now, now)


@dataclass(frozen=True, slots=True)
class DriverStop:
    """A stop and what is aboard for it; nothing any more once it is proved."""

    stop: StopView
    lines: tuple[UnloadLine, ...]


@dataclass(frozen=True, slots=True)
class DriverTrip:
    """A trip and its stops in order."""

    trip: TripView
    stops: tuple[DriverStop, ...]


@dataclass(frozen=True, slots=True)
class DriverDay:
    """All of a driver's trips of a day, by departure."""

    day: date
    trips: tuple[DriverTrip, ...]

    @property
    def next_stop(self) -> DriverStop | None:
        """Where to go now: the first stop without a proof of the trip that is under way."""
        for each in self.trips:
            if each.trip.state is TripState.DEPARTED:
                return next((s for s in each.stops if s.stop.state is not StopState.DONE), None)
        return None


def driver_day(tx: Tx, driver_id: int, day: date) -> DriverDay:
    """Everything a driver needs for a day."""
    trips = trips_of_driver(tx, driver_id, day)
    order_ids = [stop.order_id for trip in trips for stop in trip.stops]
    lines = _unload_lines(tx, aboard(tx, order_ids))
    return DriverDay(
        day,
        tuple(
            DriverTrip(
                trip, tuple(DriverStop(stop, tuple(lines[stop.order_id])) for stop in trip.stops)
            )
            for trip in trips
        ),
    )


def _unload_lines(tx: Tx, cargo: Sequence[Aboard]) -> dict[int, list[UnloadLine]]:
    """By order, coldest goods last: they leave the vehicle after the others."""
    lots = select(Lot, Item).join(Item, Lot.item_id == Item.id)
    mine = lots.where(Lot.id.in_({each.lot_id for each in cargo}))
    known = {lot.id: (lot, item) for lot, item in tx.execute(mine)}
    by_order: dict[int, list[UnloadLine]] = defaultdict(list)
    for each in cargo:
        by_order[each.order_id].append(_line(each, *known[each.lot_id]))
    for lines in by_order.values():
        lines.sort(key=lambda line: (line.temperature_class, line.code, line.lot_code))
    return by_order


def _line(each: Aboard, lot: Lot, item: Item) -> UnloadLine:
    return UnloadLine(
        order_line_id=each.order_line_id,
        item_id=item.id,
        code=item.code,
        name_zh=item.name_zh,
        name_en=item.name_en,
        picture=item.picture,
        unit=item.unit,
        temperature_class=item.temperature_class,
        lot_id=lot.id,
        lot_code=lot.code,
        lot_status=lot.status,
        sell_until=lot.sell_until,
        quantity=each.quantity,
    )
