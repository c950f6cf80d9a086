"""What a code stands for in the books."""

import re
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from labels.codes import handcode
from wms import codes
from wms.db import Tx
from wms.errors import NotFound, Refused
from wms.floor.codes import Code, Label, PlaceLabel, Plain
from wms.stock import lots
from wms.tables.masterdata import Item, Place, Supplier
from wms.tables.ordering import Order
from wms.tables.outbound import Wave
from wms.tables.stock import Lot
from wms.tables.transport import Trip, Vehicle

_NUMBER = re.compile("[0-9]{10}")
_NAMED = re.compile(r"([0-9]{10})[\s,:]+([^%_]{2,})")


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


def must_belong_together(tx: Tx, item: Item, label: Label) -> None:
    """A lot of ours is of one item. Raises: Refused("floor.lot_of_other_item")."""
    if label.lot is None:
        return
    row = tx.execute(
        select(Lot, Item).join(Item, Item.id == Lot.item_id).where(Lot.code == label.lot)
    ).first()
    if row is not None and row.Item.id != item.id:
        names = {"item_zh": row.Item.name_zh, "item_en": row.Item.name_en}
        raise Refused(codes.Floor.LOT_OF_OTHER_ITEM, lot=label.lot, code=item.code, **names)


@dataclass(frozen=True)
class Scanned:
    """A code and what it stands for in a warehouse: each thing is looked up once, when asked for.

    What decides where a scan belongs and the step that acts on it see the same.
    """

    tx: Tx
    code: Code
    warehouse_id: int

    @cached_property
    def lot_here(self) -> Lot | None:
        """The lot that a label of ours names, if it is or was in this warehouse."""
        lot = self.own_lot
        if lot is None or not lots.is_known_at(self.tx, lot.id, self.warehouse_id):
            return None
        return lot

    @cached_property
    def own_lot(self) -> Lot | None:
        """The lot that a label of ours names: by code and item, or by its code alone when typed."""
        if isinstance(self.code, Label):
            same = (Lot.code == self.code.lot) & (Item.gtin == self.code.gtin)
            return self.tx.scalar(select(Lot).join(Item, Item.id == Lot.item_id).where(same))
        if isinstance(self.code, Plain):
            return self._typed_lot(self.code.text.upper())
        return None

    def _typed_lot(self, text: str) -> Lot | None:
        """A lot whose number somebody typed: with its check character or the goods' name behind it.
        A bare number may be a slip that is another lot.

        Raises: Refused("floor.bare_lot").
        """
        lot = self.tx.scalar(select(Lot).where(Lot.code == text))
        if lot is not None and _NUMBER.fullmatch(text):
            raise Refused(codes.Floor.BARE_LOT, lot=text)
        if lot is not None:
            return lot
        if named := _NAMED.fullmatch(text):
            number, name = named[1], f"%{named[2]}%"
            is_it = Item.name_zh.ilike(name) | Item.name_en.ilike(name) | Item.code.ilike(name)
            rows = select(Lot).join(Item, Item.id == Lot.item_id).where(Lot.code == number)
            return self.tx.scalar(rows.where(is_it))
        try:
            return self.tx.scalar(select(Lot).where(Lot.code == handcode.read(text)))
        except handcode.HandCodeError:
            return None

    @cached_property
    def place(self) -> Place | None:
        """The place that a label names, in this warehouse. Place codes are unique everywhere, but
        the short form without the warehouse's prefix may be printed, too."""
        if isinstance(self.code, PlaceLabel):
            text = self.code.code
        elif isinstance(self.code, Plain):
            text = self.code.text.upper()
        else:
            return None
        place = self.tx.scalar(select(Place).where(Place.code == text))
        if place is not None:
            return place if place.warehouse_id == self.warehouse_id else None
        here = Place.warehouse_id == self.warehouse_id
        short = Place.code.endswith(f"-{text}", autoescape=True)
        found = self.tx.scalars(select(Place).where(here, short).limit(2)).all()
        return found[0] if len(found) == 1 else None

    @cached_property
    def order(self) -> Order | None:
        """The order of that number."""
        if not isinstance(self.code, Plain):
            return None
        same = Order.number == self.code.text.upper()
        return self.tx.scalar(select(Order).where(same, Order.warehouse_id == self.warehouse_id))

    @cached_property
    def wave(self) -> Wave | None:
        """The wave of that number."""
        if not isinstance(self.code, Plain):
            return None
        same = Wave.number == self.code.text.upper()
        return self.tx.scalar(select(Wave).where(same, Wave.warehouse_id == self.warehouse_id))

    @cached_property
    def trip(self) -> Trip | None:
        """The trip of that number."""
        if not isinstance(self.code, Plain):
            return None
        same = Trip.number == self.code.text.upper()
        return self.tx.scalar(select(Trip).where(same, Trip.warehouse_id == self.warehouse_id))

    @cached_property
    def vehicle(self) -> Vehicle | None:
        """The vehicle with that code or plate; its place's label has a prefix."""
        if not isinstance(self.code, Plain):
            return None
        text = self.code.text.upper().removeprefix("VEH-")
        same = (Vehicle.code == text) | (Vehicle.plate == text)
        return self.tx.scalar(
            select(Vehicle).where(same, Vehicle.warehouse_id == self.warehouse_id)
        )
