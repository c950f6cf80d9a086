"""A station for tests: beep, and see what it says."""

from datetime import datetime
from uuid import UUID, uuid4

from tests.builders import NOW, World, a_device
from wms import floor
from wms.db import Database
from wms.floor import Beep, ScanReply
from wms.tables.masterdata import Item, Place, Supplier

AIMS = {"CMD": "]C0", "SUP": "]C0", "ITE": "]C0", "LOC": "]C0"}


class Gun:
    """A gun at a place of the world's warehouse."""

    def __init__(self, db: Database, w: World, place_id: int | None) -> None:
        self.db, self.world = db, w
        self.device = db.write(lambda tx: a_device(tx, w.warehouse, place_id=place_id).id)

    def beep(
        self,
        code: str,
        *,
        at: datetime = NOW,
        weight_mg: int | None = None,
        id: UUID | None = None,
    ) -> ScanReply:
        beep = Beep(id or uuid4(), self.device, code, weight_mg=weight_mg)
        return self.db.write(lambda tx: floor.scan(tx, beep, now=at))

    def code_of(self, place_id: int) -> str:
        return "LOC-" + self.db.read(lambda tx: tx.find(Place, place_id).code)

    def gtin(self, item_id: int) -> str:
        return self.db.read(lambda tx: tx.find(Item, item_id).gtin)

    def label(self, item_id: int, lot: str, rest: str = "") -> str:
        """A label as a reader without symbology identifiers would send it, brackets and all."""
        return f"(01){self.gtin(item_id)}(10){lot}{rest}"

    def card(self) -> str:
        """The world's farmer's card."""
        return "SUP-" + self.db.read(lambda tx: tx.find(Supplier, self.world.supplier).code)
