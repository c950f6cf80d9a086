"""What is posted, and the heaps it is posted to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from wms.tables.masterdata import PlaceKind
from wms.tables.stock import MoveReason
from wms.units import QUANTITY_MAX

_CAUSES = UUID("6f9f1f0e-7f0b-5c55-9a54-0d2f5b1f7c11")


@dataclass(frozen=True, slots=True)
class NewMove:
    """So much of a lot goes from one place to another. The id comes from the cause: `move_id`."""

    id: UUID
    lot_id: int
    from_place_id: int
    to_place_id: int
    quantity: int
    reason: MoveReason
    at: datetime
    by: int | None = None
    note: str | None = None
    order_line_id: int | None = None
    weight_g: int | None = None
    """What the scale said of these goods, of an item that is counted and weighed. None: they were
    not weighed for this move."""

    def __post_init__(self) -> None:
        assert 0 < self.quantity <= QUANTITY_MAX, self.quantity
        assert self.from_place_id != self.to_place_id, self.from_place_id
        assert self.weight_g is None or 0 < self.weight_g <= QUANTITY_MAX, self.weight_g


@dataclass(slots=True)
class Heap:
    """What is in one place of one lot while moves are played through."""

    warehouse_id: int
    kind: PlaceKind
    on_hand: int
    allocated: int
    weight_g: int | None
    """As in the balance: 0 while not all of it has been weighed, None for one measure."""
    is_known: bool
    """Whether there is a row for it already."""


Key = tuple[int, int]
"""Place and lot."""


def move_id(*cause: object) -> UUID:
    """The id of the move a cause leads to, always the same: `move_id("pick", scan.id)`."""
    return uuid5(_CAUSES, "\x1f".join(str(part) for part in cause))
