"""What happened to orders, from the shop's wish to the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wms.facts.catalogue.fact import Happened, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class AboutOrder(Happened):
    """About an order."""

    order_id: int
    number: str
    shop_id: int

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.ORDER, str(self.order_id))


@dataclass(frozen=True, slots=True)
class OrderPlaced(AboutOrder):
    """A shop ordered."""

    total_cents: int


@dataclass(frozen=True, slots=True)
class OrderChanged(AboutOrder):
    """It changed its order before approval."""

    total_cents: int


@dataclass(frozen=True, slots=True)
class Warned:
    """What an approver was told of an order that was approved all the same."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderApproved(AboutOrder):
    """The order was approved and its goods promised."""

    total_cents: int
    findings: tuple[Warned, ...] = ()
    """What looked unusual, each with a code and its details."""


@dataclass(frozen=True, slots=True)
class OrderReturned(AboutOrder):
    """It went back to the shop with a reason."""

    total_cents: int
    reason: str


@dataclass(frozen=True, slots=True)
class OrderCancelled(AboutOrder):
    """It was cancelled, and what was reserved is free."""

    total_cents: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Missing:
    """So much of an item that an order does not get, in its base unit."""

    item: str
    quantity: int


@dataclass(frozen=True, slots=True)
class OrderShort(AboutOrder):
    """What died or was stopped on the way could not be replaced, and the order goes without it."""

    missing: tuple[Missing, ...]
    """What it will not get, each with an item's code and a quantity in base units."""
    lots: tuple[str, ...] = ()
    """Lots that were taken out."""


@dataclass(frozen=True, slots=True)
class OrderPicked(AboutOrder):
    """The last of an order is on the stage."""


@dataclass(frozen=True, slots=True)
class OrderPacked(AboutOrder):
    """It is in parcels with an SSCC."""

    parcels: tuple[str, ...]
    """Their SSCCs."""
    weight_g: int


@dataclass(frozen=True, slots=True)
class Delivered(AboutOrder):
    """Goods were handed over, with proof."""

    trip: str
    """The trip's number."""
    received_by: str
    is_complete: bool
    """Nothing was short or refused."""
    flags: tuple[str, ...] = ()
    """Codes of what somebody should look at."""


@dataclass(frozen=True, slots=True)
class OrderUndelivered(AboutOrder):
    """It was on the road and came back to the stage; it waits for another trip."""

    trip: str
    """The trip's number."""
    reason: str
