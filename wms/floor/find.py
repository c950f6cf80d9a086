"""What a code stands for in the books."""

from sqlalchemy import select

from wms.db import Tx
from wms.errors import NotFound
from wms.floor.codes import Code, Label, PlaceLabel, Plain
from wms.stock import lots
from wms.tables.masterdata import Item, Place, Supplier
from wms.tables.ordering import Order
from wms.tables.outbound import Wave
from wms.tables.stock import Lot
from wms.tables.transport import Trip, Vehicle


def item_by_gtin(tx: Tx, gtin: str) -> Item:
    """Raises: NotFound."""
    item = tx.scalar(select(Item).where(Item.gtin == gtin))
    if item is None:
        raise NotFound("item", code=gtin)
    return item


def item_by_code(tx: Tx, code: str) -> Item:
    """Raises: NotFound."""
    item = tx.scalar(select(Item).where(Item.code == code))
    if item is None:
        raise NotFound("item", code=code)
    return item


def supplier_by(tx: Tx, *, code: str | None = None, gln: str | None = None) -> Supplier:
    """Raises: NotFound."""
    same = Supplier.code == code if code is not None else Supplier.gln == gln
    supplier = tx.scalar(select(Supplier).where(same))
    if supplier is None:
        raise NotFound("supplier", code=code or gln)
    return supplier


def lot_here(tx: Tx, code: Code, warehouse_id: int) -> Lot | None:
    """The lot that a label of ours names, if it is or was in this warehouse."""
    lot = own_lot(tx, code)
    return lot if lot is not None and lots.is_known_at(tx, lot.id, warehouse_id) else None


def own_lot(tx: Tx, code: Code) -> Lot | None:
    """The lot that a label of ours names: by code and item, or by its code alone when typed."""
    if isinstance(code, Label):
        same = (Lot.code == code.lot) & (Item.gtin == code.gtin)
        return tx.scalar(select(Lot).join(Item, Item.id == Lot.item_id).where(same))
    if isinstance(code, Plain):
        return tx.scalar(select(Lot).where(Lot.code == code.text.upper()))
    return None


def place_by(tx: Tx, code: Code, warehouse_id: int) -> Place | None:
    """The place that a label names, in this warehouse. Place codes are unique everywhere, but the
    short form without the warehouse's prefix may be printed, too."""
    if isinstance(code, PlaceLabel):
        text = code.code
    elif isinstance(code, Plain):
        text = code.text.upper()
    else:
        return None
    place = tx.scalar(select(Place).where(Place.code == text))
    if place is not None:
        return place if place.warehouse_id == warehouse_id else None
    here = (Place.warehouse_id == warehouse_id) & Place.code.endswith(f"-{text}", autoescape=True)
    found = tx.scalars(select(Place).where(here).limit(2)).all()
    return found[0] if len(found) == 1 else None


def order_by_number(tx: Tx, code: Code, warehouse_id: int) -> Order | None:
    if not isinstance(code, Plain):
        return None
    same = (Order.number == code.text.upper()) & (Order.warehouse_id == warehouse_id)
    return tx.scalar(select(Order).where(same))


def wave_by_number(tx: Tx, code: Code, warehouse_id: int) -> Wave | None:
    if not isinstance(code, Plain):
        return None
    same = (Wave.number == code.text.upper()) & (Wave.warehouse_id == warehouse_id)
    return tx.scalar(select(Wave).where(same))


def is_trip_or_vehicle(tx: Tx, code: Code, warehouse_id: int) -> bool:
    """Whether a code names a trip or a vehicle of a warehouse: that is where loading begins."""
    if not isinstance(code, Plain):
        return False
    text = vehicle_code(code)
    named = (Vehicle.code == text) | (Vehicle.plate == text)
    vehicle = select(Vehicle.id).where(named, Vehicle.warehouse_id == warehouse_id)
    number = Trip.number == code.text.upper()
    trip = select(Trip.id).where(number, Trip.warehouse_id == warehouse_id)
    return tx.scalar(trip) is not None or tx.scalar(vehicle) is not None


def vehicle_code(code: Plain) -> str:
    """A vehicle's code as in the books; its place's label has a prefix."""
    return code.text.upper().removeprefix("VEH-")
