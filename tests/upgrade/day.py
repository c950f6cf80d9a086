"""The middle of a working day: a small business with a row in every table and a fact of every kind.

Played through the use cases, so that what it leaves behind is what the product of this version
writes. Nothing in it is left to chance: the same version plays the same day, to the byte.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from unittest import mock
from uuid import UUID, uuid4

from devices.events import Event, Scan
from tests import builders
from tests.builders import NOW, World
from wms import inbox
from wms.db import Database, Tx
from wms.tables.access import Role
from wms.tables.masterdata import Item, Place, Supplier, SupplierKind, WarehouseKind
from wms.tables.transport import Vehicle

SEED = 20261121
NUMBERED_FROM = 1
PASSWORD = "five green cabbages"  # of a person in a test, who never lived
KEY = "a key that opens nothing but a test's database"
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

    def hears(self, *events: Event) -> dict[UUID, inbox.Answer]:
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
    """Ids, salts and secrets come from a seed, and numbers of test objects begin anew."""
    dice = random.Random(seed)
    builders.number_from(first)
    with (
        mock.patch.object(os, "urandom", dice.randbytes),
        mock.patch.object(random, "_urandom", dice.randbytes),
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
