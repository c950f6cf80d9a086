"""The middle of a working day: a small business with a row in every table and a fact of every kind.

Played through the use cases, so that what it leaves behind is what the product of this version
writes. Nothing in it is left to chance: the same version plays the same day, to the byte.
"""

import random
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypeVar
from unittest import mock
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from sqlalchemy import select

from devices.events import Event, Scan
from tests import builders
from tests.builders import NOW, World
from wms import inbox
from wms.db import Database, Tx
from wms.tables.access import Role, User
from wms.tables.masterdata import (
    Item,
    Place,
    PlaceKind,
    Shop,
    Supplier,
    SupplierKind,
    Warehouse,
    WarehouseKind,
)
from wms.tables.transport import Vehicle
from wms.units import TemperatureClass, Unit

SEED = 20261121
NUMBERED_FROM = 1
PASSWORD = "five green cabbages"  # of a person in a test, who never lived
STEP = timedelta(minutes=1)

Made = TypeVar("Made")


@dataclass
class Day:
    """The world, its clock, and what the stories of the day must know of each other."""

    db: Database
    w: World
    shops: list[int] = field(default_factory=list)
    now: datetime = NOW - timedelta(hours=5)
    """Eight in the morning in Changsha."""
    gun: str = ""
    """At the dock."""
    spare: str = ""
    """Another gun there, in the middle of picking."""

    def does(self, deed: Callable[..., Made], *said: object, **more: object) -> Made:
        """A use case in a transaction of its own, a minute after the last one."""
        self.now += STEP
        return self.db.write(lambda tx: deed(tx, *said, **more, now=self.now))

    def write(self, deed: Callable[[Tx], Made]) -> Made:
        """What is no use case, in a transaction of its own."""
        self.now += STEP
        return self.db.write(deed)

    def read(self, ask: Callable[[Tx], Made]) -> Made:
        return self.db.read(ask)

    def hears(self, *events: Event) -> Mapping[UUID, Any]:
        """What devices say, through the front door."""
        return self.does(inbox.take, events)

    def beeps(self, gun: str, *codes: str) -> None:
        """Scan one code after the other; a story in which one of them is refused is wrong."""
        for code in codes:
            at = self.now + STEP
            [said] = self.hears(Scan(uuid4(), gun, at, at, code)).values()
            assert said.tone in ("ok", "warn"), f"{code}: {said.text}"

    def label(self, item_id: int, lot: str, rest: str = "") -> str:
        """What a supplier has printed on a crate."""
        return f"(01){self.read(lambda tx: tx.find(Item, item_id).gtin)}(10){lot}{rest}"

    def place(self, place_id: int) -> str:
        return "LOC-" + self.read(lambda tx: tx.find(Place, place_id).code)

    def card(self) -> str:
        return "SUP-" + self.read(lambda tx: tx.find(Supplier, self.w.supplier).code)


@contextmanager
def without_chance(seed: int = SEED, first: int = NUMBERED_FROM) -> Iterator[None]:
    """Ids, salts and secrets come from a seed, and numbers of test objects begin anew.

    Only these: what modules draw while they are imported differs from one run to the next.
    """
    dice = random.Random(seed)
    builders.number_from(first)
    salted = PasswordHasher.hash

    def hashed(self: PasswordHasher, password: str) -> str:
        return salted(self, password, salt=dice.randbytes(16))

    with (
        mock.patch.object(uuid, "os", SimpleNamespace(urandom=dice.randbytes)),
        mock.patch.object(secrets, "token_bytes", dice.randbytes),
        mock.patch.object(PasswordHasher, "hash", hashed),
    ):
        yield


def begun(db: Database) -> Day:
    """The small world of the tests with three more shops, other suppliers, a sub-warehouse, and
    two vans for cool goods only."""
    w = db.write(builders.a_world)

    def settle(tx: Tx) -> list[int]:
        tx.find(Vehicle, w.vehicle).temperature_classes = "ambient,chilled"
        builders.a_warehouse(tx, WarehouseKind.SUB)
        for kind in (SupplierKind.BASE, SupplierKind.SUPPLIER):
            builders.a_supplier(tx, w.warehouse, kind)
        driver = builders.a_user(tx, Role.DRIVER, w.warehouse)
        builders.a_vehicle(tx, w.warehouse, driver_id=driver.id)
        bulk = builders.a_shop(tx, w.warehouse, customer_class="bulk").id
        return [w.shop, *(builders.a_shop(tx, w.warehouse).id for _ in range(2)), bulk]

    return Day(db, w, db.write(settle))


def resumed(db: Database, now: datetime) -> Day:
    """The day that an upgraded database was left in the middle of."""
    w = db.read(_world_in)
    shops = db.read(lambda tx: tx.scalars(select(Shop.id).order_by(Shop.id)).all())
    return Day(db, w, list(shops), now)


def _world_in(tx: Tx) -> World:
    """The ids of the first thing of each sort, which is the one that `a_world` made."""

    def first(kind: Any, *where: Any) -> int:
        return tx.scalars(select(kind.id).where(*where).order_by(kind.id)).first()

    def place(kind: PlaceKind) -> int:
        return first(Place, Place.kind == kind)

    def room(kept: TemperatureClass) -> int:
        return first(Place, Place.kind == PlaceKind.ROOM, Place.temperature_class == kept)

    def bins(room_id: int) -> list[int]:
        of_room = select(Place.id).where(Place.kind == PlaceKind.BIN, Place.room_id == room_id)
        return list(tx.scalars(of_room.order_by(Place.id)))

    ambient, chilled, frozen = map(room, TemperatureClass)
    return World(
        warehouse=first(Warehouse),
        dock=place(PlaceKind.DOCK),
        chilled_room=chilled,
        chilled_bins=bins(chilled),
        ambient_room=ambient,
        ambient_bins=bins(ambient),
        frozen_room=frozen,
        frozen_bins=bins(frozen),
        stage=place(PlaceKind.STAGE),
        loss=place(PlaceKind.LOSS),
        repack=place(PlaceKind.REPACK),
        counted=place(PlaceKind.COUNT),
        supplier=first(Supplier),
        supplier_place=place(PlaceKind.SUPPLIER),
        shop=first(Shop),
        shop_place=place(PlaceKind.CUSTOMER),
        vehicle=first(Vehicle),
        vehicle_place=place(PlaceKind.VEHICLE),
        cabbage=first(Item, Item.needs_residue_test),
        rice=first(Item, Item.temperature_class == TemperatureClass.AMBIENT),
        eggs=first(Item, Item.unit == Unit.PIECE),
        dumplings=first(Item, Item.temperature_class == TemperatureClass.FROZEN),
        users={role: id for id, role in tx.execute(select(User.id, User.role).order_by(-User.id))},
    )
