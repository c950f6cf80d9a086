"""What happens after the scene: one trip is packed, loaded, sent off, and some of it delivered."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from sqlalchemy import select

from tests.builders import NOW
from tests.e2e.pages.scene import Scene
from wms.db import Database, Tx
from wms.inbound import quality
from wms.outbound import loading, packing, picking
from wms.tables.access import User
from wms.tables.masterdata import Place, PlaceKind
from wms.tables.ordering import Order, OrderLine, OrderState
from wms.tables.outbound import Parcel, ParcelState
from wms.tables.stock import Allocation, Lot, LotStatus
from wms.tables.transport import Stop, Trip, TripState
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, NewProof

SPACE = UUID("0b5cf3bd-83ac-4b8e-8f5d-6a43f2a6c0d2")
STOPS = 3
"""Of the trip that is played on."""
SIGNATURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120" width="300" height="120">'
    '<path d="M20,80 C40,10 60,10 70,70 S110,120 130,40 S180,20 200,80 S260,90 280,40" '
    'fill="none" stroke="black" stroke-width="3" stroke-linecap="round"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Road:
    """A loaded trip of the scene with a few stops, and who drives it."""

    trip: int
    driver: str
    stops: tuple[int, ...]
    orders: tuple[int, ...]
    mine: int
    """The place on the trip of the order of the shop that logs in as `shop`."""


def load_a_trip(db: Database, scene: Scene) -> Road:
    """Make a trip ready to leave; the dispatcher took all but its first stops off it."""
    return db.write(lambda tx: _load(tx, scene))


def depart(db: Database, road: Road) -> None:
    db.write(lambda tx: dispatch.depart(tx, road.trip, by=_driver(tx, road.trip), now=NOW))


def deliver(db: Database, road: Road, position: int, *, refused: int = 0) -> None:
    """Prove the stop at this place of the trip, with some of the first line refused."""
    db.write(lambda tx: _deliver(tx, road, position, refused))


def leave_out(tx: Tx, road: Road) -> None:
    """As if the last order's parcels had not been carried to the vehicle."""
    order = tx.lock(Order, road.orders[-1])
    order.state = OrderState.PACKED
    for parcel in tx.scalars(select(Parcel).where(Parcel.order_id == order.id)).all():
        parcel.state = ParcelState.PACKED


def _load(tx: Tx, scene: Scene) -> Road:
    shop_id = tx.find(User, scene.users["shop"]).shop_id
    mine = tx.scalars(select(Stop).where(Stop.shop_id == shop_id).order_by(Stop.id)).first()
    assert mine is not None
    trip = tx.find(Trip, mine.trip_id)
    for stop in _stops(tx, trip.id)[STOPS - 1 :]:
        if stop is not mine:
            tx.delete(stop)
    tx.flush()
    stops = _stops(tx, trip.id)
    _fill(tx, trip, stops, scene)
    return Road(
        trip.id,
        tx.find(User, trip.driver_id).login,
        tuple(stop.id for stop in stops),
        tuple(stop.order_id for stop in stops),
        stops.index(mine),
    )


def _fill(tx: Tx, trip: Trip, stops: list[Stop], scene: Scene) -> None:
    for stop in stops:
        _clear(tx, stop.order_id, scene)
        _pack(tx, stop.order_id, scene)
        for sscc in tx.scalars(select(Parcel.sscc).where(Parcel.order_id == stop.order_id)).all():
            loading.load(tx, trip.id, sscc, by=scene.users["staff"], now=NOW)
    assert trip.state is TripState.LOADING


def _clear(tx: Tx, order_id: int, scene: Scene) -> None:
    """The quality manager has looked at the lots from the warm room and lets them go."""
    lots = (
        select(Lot.id)
        .join(Allocation, Allocation.lot_id == Lot.id)
        .join(OrderLine, OrderLine.id == Allocation.order_line_id)
        .where(OrderLine.order_id == order_id, Lot.status == LotStatus.HELD)
        .distinct()
    )
    for lot_id in tx.scalars(lots.order_by(Lot.id)).all():
        sure = quality.Chosen(is_sure=True)
        quality.release(tx, lot_id, note="未受影响", by=scene.users["quality"], now=NOW, what=sure)


def _pack(tx: Tx, order_id: int, scene: Scene) -> None:
    order = tx.find(Order, order_id)
    by = scene.users["staff"]
    at_stage = (Place.warehouse_id == order.warehouse_id) & (Place.kind == PlaceKind.STAGE)
    stage = tx.scalars(select(Place).where(at_stage)).one()
    for one in picking.open_picks(tx, order_id):
        cause = uuid5(SPACE, f"pick {one.allocation_id}")
        picking.pick(tx, one.allocation_id, cause=cause, to_place_id=stage.id, by=by, now=NOW)
    if tx.find(Order, order_id).state is OrderState.PICKED:
        packing.pack(tx, order_id, by=by, now=NOW)


def _deliver(tx: Tx, road: Road, position: int, refused: int) -> None:
    driver = _driver(tx, road.trip)
    day = delivery.driver_day(tx, driver, tx.find(Trip, road.trip).day)
    stop = next(s for t in day.trips for s in t.stops if s.stop.id == road.stops[position])
    lines = []
    for number, line in enumerate(stop.lines):
        back = refused if number == 0 else 0
        reason = "damaged" if back else None
        lines.append(
            DoorLine(line.order_line_id, line.lot_id, line.quantity - back, 0, back, reason)
        )
    new = NewProof(
        id=uuid5(SPACE, f"proof {stop.stop.id}"),
        stop_id=stop.stop.id,
        received_by="李店长",
        occurred_at=NOW + timedelta(minutes=1),
        lines=tuple(lines),
        signature_svg=SIGNATURE,
        temperature_c=4.5,
    )
    delivery.prove(tx, new, by=driver, now=NOW)


def _driver(tx: Tx, trip_id: int) -> int:
    driver_id = tx.find(Trip, trip_id).driver_id
    assert driver_id is not None
    return driver_id


def _stops(tx: Tx, trip_id: int) -> list[Stop]:
    return list(tx.scalars(select(Stop).where(Stop.trip_id == trip_id).order_by(Stop.position)))
