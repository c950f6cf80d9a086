"""What happened to lots."""

from dataclasses import dataclass
from datetime import datetime

from wms.facts.catalogue.fact import Happened, Subject, SubjectKind
from wms.tables.stock import LotStatus


@dataclass(frozen=True, slots=True)
class AboutLot(Happened):
    """About one lot."""

    lot_id: int
    code: str
    """The lot's code, as on its label."""

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.LOT, str(self.lot_id))


@dataclass(frozen=True, slots=True)
class LotReceived(AboutLot):
    """A lot came in from its supplier."""

    item: str
    """The item's code."""
    supplier: str
    """The supplier's code."""
    quantity: int
    """In the item's base unit."""
    status: LotStatus


@dataclass(frozen=True, slots=True)
class LotPutAway(AboutLot):
    """Part of it went from the dock to a shelf."""

    place: str
    """The place's code."""
    quantity: int
    """In the item's base unit."""


@dataclass(frozen=True, slots=True)
class LotTested(AboutLot):
    """Its residue test is back."""

    test_id: int
    passed: bool
    status: LotStatus
    """What the test made of the lot."""


@dataclass(frozen=True, slots=True)
class LotReleased(AboutLot):
    """A person let it go."""

    status: LotStatus
    """Still not released when it also waits for a test."""
    sell_until: datetime
    sell_until_before: datetime
    note: str


@dataclass(frozen=True, slots=True)
class LotRepacked(AboutLot):
    """Nitrogen packing made a new lot."""

    item: str
    """The item's code."""
    parents: tuple[str, ...]
    """Codes of the lots it was made of."""
    quantity: int
    """In the item's base unit."""
    sell_until: datetime


@dataclass(frozen=True, slots=True)
class StockLost(AboutLot):
    """A loss was written off, with its reason."""

    place: str
    """The place's code."""
    quantity: int
    """In the item's base unit."""
    reason: str


@dataclass(frozen=True, slots=True)
class AboutHold(Happened):
    """About one lot, or several that were stopped for one cause."""

    lot_id: int | None
    """Nothing: several lots."""
    reason: str
    cause: str
    """What led to it, as the holds name it."""
    lots: tuple[str, ...]
    """Codes of the lots, the first fifty."""
    lot_count: int
    note: str | None

    @property
    def subject(self) -> Subject:
        if self.lot_id is None:
            return Subject(SubjectKind.HOLD, self.cause)
        return Subject(SubjectKind.LOT, str(self.lot_id))


@dataclass(frozen=True, slots=True)
class LotHeld(AboutHold):
    """Quality or an excursion stopped lots, everywhere at once."""


@dataclass(frozen=True, slots=True)
class LotBlocked(AboutHold):
    """Lots failed or are recalled, and stay stopped."""


@dataclass(frozen=True, slots=True)
class RecallLifted(AboutHold):
    """A recall turned out groundless, and its lots go on."""

    recall_id: int | None = None
    """Nothing in facts of before recalls had rows."""


@dataclass(frozen=True, slots=True)
class AboutRecall(Happened):
    """About goods that were called back."""

    recall_id: int
    code: str
    """The code of the lot it began at."""
    reason: str
    """A person's word or a failed test."""
    note: str | None

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.RECALL, str(self.recall_id))


@dataclass(frozen=True, slots=True)
class LotsRecalled(AboutRecall):
    """A lot and all that was made of it must come back, from everywhere."""

    lot_count: int
    shop_count: int


@dataclass(frozen=True, slots=True)
class RecalledGoodsDelivered(AboutRecall):
    """A shop was given goods of a recall after all, by a driver who had not heard of it."""

    shop_id: int
