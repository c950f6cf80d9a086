"""What a station is in the middle of: one dataclass a step, written and read here only.

A memory that is not understood (of an older release, or damaged) is none: the station starts over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, TypeVar

import msgspec

ANYTHING = "anything"

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Step:
    """Where a flow is, and what it needs to go on from there."""

    flow: ClassVar[str]
    name: ClassVar[str]
    expects: ClassVar[str]
    """What to scan: label, place, order, lot, weight, trip, parcel, anything."""


@dataclass(frozen=True, slots=True)
class Idle(Step):
    flow: ClassVar = "idle"
    name: ClassVar = "idle"
    expects: ClassVar = ANYTHING


@dataclass(frozen=True, slots=True)
class AwaitingLabel(Step):
    """Goods-in waits for goods."""

    flow: ClassVar = "receive"
    name: ClassVar = "label"
    expects: ClassVar = "label"

    supplier_id: int | None = None
    """Whose card was scanned last."""
    asked: str | None = None
    """The label that was asked about: the same again says that it is right."""
    amount: str | None = None
    """How much was typed of the goods that come next."""
    half: str | None = None
    """One bar of a label that stands on two, read at `half_at`."""
    half_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AwaitingPlace(Step):
    """A lot on the dock is to be put away."""

    flow: ClassVar = "receive"
    name: ClassVar = "place"
    expects: ClassVar = "place"

    lot_id: int
    lot: str
    """The lot's code."""
    supplier_id: int | None = None
    label: str | None = None
    """What was scanned for it: the same again asks before it makes another lot."""
    is_asked: bool = False
    asked: str | None = None
    """Another label that was asked about."""
    received_at: datetime | None = None
    """When its label was read: the label's other bar may follow within seconds."""
    amount: str | None = None
    """How much was typed: so much goes to the next place, or of the goods that come next."""


@dataclass(frozen=True, slots=True)
class AwaitingAmount(Step):
    """Goods-in was told no amount that can be booked, and asks for it."""

    flow: ClassVar = "receive"
    name: ClassVar = "amount"
    expects: ClassVar = "amount"

    label: str
    """What was scanned."""
    aim: str | None = None
    supplier_id: int | None = None
    is_doubt: bool = False
    """It can be believed when the same label is scanned again."""


@dataclass(frozen=True, slots=True)
class AwaitingOrder(Step):
    """Picking waits for what to pick."""

    flow: ClassVar = "pick"
    name: ClassVar = "order"
    expects: ClassVar = "order"


@dataclass(frozen=True, slots=True)
class OfOrder(Step):
    """An order is in somebody's hands, alone or as one of a wave."""

    order_id: int
    wave_id: int | None = None


@dataclass(frozen=True, slots=True)
class AwaitingGoods(OfOrder):
    flow: ClassVar = "pick"
    name: ClassVar = "goods"
    expects: ClassVar = "lot"

    amount: str | None = None
    """How much was typed: the next reach takes so much."""


@dataclass(frozen=True, slots=True)
class AwaitingWeight(OfOrder):
    """The scale disagreed with the picks."""

    flow: ClassVar = "pick"
    name: ClassVar = "weigh"
    expects: ClassVar = "weight"


@dataclass(frozen=True, slots=True)
class AwaitingTrip(Step):
    flow: ClassVar = "load"
    name: ClassVar = "trip"
    expects: ClassVar = "trip"


@dataclass(frozen=True, slots=True)
class AwaitingParcel(Step):
    flow: ClassVar = "load"
    name: ClassVar = "parcel"
    expects: ClassVar = "parcel"

    trip_id: int


@dataclass(frozen=True, slots=True)
class AwaitingStray(Step):
    """Goods of orders that ended are to be put back."""

    flow: ClassVar = "putback"
    name: ClassVar = "goods"
    expects: ClassVar = "lot"


@dataclass(frozen=True, slots=True)
class AwaitingShelf(Step):
    flow: ClassVar = "putback"
    name: ClassVar = "place"
    expects: ClassVar = "place"

    lot_id: int
    lot: str
    """The lot's code."""
    amount: str | None = None
    """How much was typed: so much goes onto the next shelf."""


@dataclass(frozen=True, slots=True)
class Looking(Step):
    flow: ClassVar = "look"
    name: ClassVar = "look"
    expects: ClassVar = ANYTHING


@dataclass(frozen=True, slots=True)
class PutAwayDone:
    """A put-away that can be taken back."""

    what: ClassVar[str] = "put_away"

    at: datetime
    lot_id: int
    from_place_id: int
    to_place_id: int
    quantity: int
    """In the item's base unit."""


@dataclass(frozen=True, slots=True)
class Taken:
    """So much of an allocation, in the item's base unit."""

    allocation_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class PickDone:
    """A reach that can be put back."""

    what: ClassVar[str] = "pick"

    at: datetime
    from_place_id: int
    """The stage it was taken to."""
    picks: tuple[Taken, ...]


Undo = PutAwayDone | PickDone


@dataclass(frozen=True, slots=True)
class Memory:
    """A station's step, what it can take back, and what its page goes on showing."""

    step: Step = Idle()
    undo: Undo | None = None
    following: dict[str, Any] | None = None
    """Data of the last reply that led on."""


STEPS: Mapping[tuple[str, str], type[Step]] = {
    (step.flow, step.name): step
    for step in (
        Idle,
        AwaitingLabel,
        AwaitingPlace,
        AwaitingAmount,
        AwaitingOrder,
        AwaitingGoods,
        AwaitingWeight,
        AwaitingTrip,
        AwaitingParcel,
        AwaitingStray,
        AwaitingShelf,
        Looking,
    )
}
"""Every step there is, by what its row says."""

_UNDOS: Mapping[str, type[PutAwayDone] | type[PickDone]] = {
    undo.what: undo for undo in (PutAwayDone, PickDone)
}


def written(memory: Memory) -> dict[str, Any]:
    """What a station's row holds besides flow and step."""
    data: dict[str, Any] = {"step": msgspec.to_builtins(memory.step)}
    if memory.undo is not None:
        data["undo"] = {"what": memory.undo.what, **msgspec.to_builtins(memory.undo)}
    if memory.following is not None:
        data["next"] = memory.following
    return data


def read(flow: str, name: str, data: Any) -> Memory | None:
    """What `written` wrote; None for anything else."""
    try:
        rest = dict(msgspec.convert(data, type=dict[str, dict[str, Any]]))
        step = _strictly(STEPS[flow, name], rest.pop("step", {}))
        undo = _undo(rest.pop("undo")) if "undo" in rest else None
        following = rest.pop("next", None)
    except (msgspec.ValidationError, KeyError):
        return None
    return None if rest else Memory(step, undo, following)


def _undo(data: Mapping[str, Any]) -> Undo:
    about = dict(data)
    return _strictly(_UNDOS[about.pop("what")], about)


def _strictly(kind: type[Kept], data: Mapping[str, Any]) -> Kept:
    """Raises: KeyError for a field that there is not; msgspec.ValidationError."""
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    if unknown := data.keys() - known:
        raise KeyError(*sorted(unknown))
    return msgspec.convert(data, type=kind)
