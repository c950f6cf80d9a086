"""First expired, first out: which lots, in which places, serve which order lines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """Free, released stock of one lot in one place."""

    item_id: int
    place_id: int
    lot_id: int
    free: int
    sell_until: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Demand:
    """So much of an item for one order line, in goods that live beyond `fresh_until`."""

    order_line_id: int
    item_id: int
    quantity: int
    fresh_until: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a demand that one candidate serves."""

    order_line_id: int
    place_id: int
    lot_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What serves whom, and per order line how much nothing was found for."""

    shares: list[Share]
    short: dict[int, int]


def choose(candidates: Iterable[Candidate], demands: Sequence[Demand]) -> Choice:
    """Serve demands in the order given, each from the lots that end first.

    One call for many demands chooses what as many calls for one would have chosen.
    """
    shelves: dict[int, list[_Shelf]] = defaultdict(list)
    for candidate in sorted(candidates, key=_first_expired):
        shelves[candidate.item_id].append(_Shelf(candidate, candidate.free))
    shares: list[Share] = []
    short: dict[int, int] = {}
    for demand in demands:
        missing = _serve(demand, shelves[demand.item_id], shares)
        if missing:
            short[demand.order_line_id] = missing
    return Choice(shares, short)


@dataclass(slots=True)
class _Shelf:
    lot: Candidate
    left: int


def _first_expired(candidate: Candidate) -> tuple[datetime, datetime, int, int]:
    return (candidate.sell_until, candidate.received_at, candidate.lot_id, candidate.place_id)


def _serve(demand: Demand, shelves: list[_Shelf], shares: list[Share]) -> int:
    """Add the shares of one demand; return what is missing. Empty shelves are removed."""
    missing = demand.quantity
    for shelf in shelves:
        if missing == 0:
            break
        if shelf.lot.sell_until <= demand.fresh_until:
            continue
        taken = min(missing, shelf.left)
        shelf.left -= taken
        missing -= taken
        shares.append(Share(demand.order_line_id, shelf.lot.place_id, shelf.lot.lot_id, taken))
    shelves[:] = [shelf for shelf in shelves if shelf.left]
    return missing
