"""Reading stock: how much of what is where, what may be sold, and what was where when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select

from wms.db import Tx, among
from wms.tables.masterdata import Place, PlaceKind
from wms.tables.stock import Balance, LotStatus, Move, Promised

Free = tuple[int, int, int, int, datetime, datetime]
"""Item, place, lot, free quantity, end of life, arrival."""


@dataclass(frozen=True, slots=True)
class Availability:
    """One item in one warehouse, in base units."""

    on_hand: int = 0
    """Everything there, whatever its state."""
    free: int = 0
    """Released, pickable, keeping long enough and not allocated."""
    promised: int = 0
    """Promised to approved orders, lots not yet chosen."""

    @property
    def sellable(self) -> int:
        """What may still be promised."""
        return max(0, self.free - self.promised)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """So much of a lot in one place."""

    warehouse_id: int
    place_id: int
    place_code: str
    kind: PlaceKind
    on_hand: int
    allocated: int
    weight_g: int | None = None
    """Of goods counted and weighed; 0 while not all of it has been weighed."""


def available(
    tx: Tx, warehouse_id: int, item_ids: Sequence[int] | None, fresh_until: datetime
) -> dict[int, Availability]:
    """What a warehouse has of these items (None: of all it has any of), by item.

    Free is only what keeps beyond `fresh_until`. All promises count against it, also those that
    shorter lives would do for: too little is promised rather than too much.
    """
    tx.flush()
    is_free = (
        (Balance.status == LotStatus.RELEASED)
        & Balance.is_pickable
        & (Balance.sell_until > fresh_until)
    )
    stock = (
        select(
            Balance.item_id,
            func.sum(Balance.on_hand),
            func.sum(case((is_free, Balance.on_hand - Balance.allocated), else_=0)),
        )
        .where(Balance.warehouse_id == warehouse_id)
        .group_by(Balance.item_id)
    )
    promises = select(Promised.item_id, Promised.quantity).where(
        Promised.warehouse_id == warehouse_id
    )
    if item_ids is not None:
        stock = stock.where(Balance.item_id.in_(item_ids))
        promises = promises.where(Promised.item_id.in_(item_ids))
    promised: dict[int, int] = {item: quantity for item, quantity in tx.execute(promises)}
    counted = {item: (int(on_hand), int(free)) for item, on_hand, free in tx.execute(stock)}
    items = counted.keys() | promised.keys() | set(item_ids or ())
    return {item: Availability(*counted.get(item, (0, 0)), promised.get(item, 0)) for item in items}


def sellable(
    tx: Tx, warehouse_id: int, wanted: Mapping[int, int], fresh_until: datetime
) -> dict[int, int]:
    """What may still be promised of these items, counted no further than is wanted of each.

    At least what is wanted where there is enough, else exactly what there is: the cost is that of
    the first lots that suffice, not of all there are.
    """
    tx.flush()
    promises = select(Promised.item_id, Promised.quantity).where(
        Promised.warehouse_id == warehouse_id, Promised.item_id.in_(wanted)
    )
    promised: dict[int, int] = {item: quantity for item, quantity in tx.execute(promises)}
    return {
        item: max(0, _free(tx, warehouse_id, item, quantity + taken, fresh_until) - taken)
        for item, quantity in wanted.items()
        for taken in (promised.get(item, 0),)
    }


FIRST_LOTS = 32
"""Lots of an item that are looked at first; eight times as many when those did not suffice."""


def free_first_expired(warehouse_id: int, item_id: int, soonest: datetime) -> Select[*Free]:
    """Free stock of an item that keeps beyond `soonest`, along the index that FEFO is."""
    return (
        select(
            Balance.item_id,
            Balance.place_id,
            Balance.lot_id,
            Balance.on_hand - Balance.allocated,
            Balance.sell_until,
            Balance.received_at,
        )
        .where(
            Balance.warehouse_id == warehouse_id,
            Balance.item_id == item_id,
            Balance.sell_until > soonest,
            Balance.status == LotStatus.RELEASED,
            Balance.on_hand > Balance.allocated,
            Balance.is_pickable,
        )
        .order_by(Balance.sell_until, Balance.received_at, Balance.lot_id, Balance.place_id)
    )


def _free(tx: Tx, warehouse_id: int, item_id: int, enough: int, fresh_until: datetime) -> int:
    """How much of an item is free, counted until there is enough."""
    first = free_first_expired(warehouse_id, item_id, fresh_until)
    lots = FIRST_LOTS
    while True:
        looked_at = [quantity for _, _, _, quantity, _, _ in tx.execute(first.limit(lots))]
        if sum(looked_at) >= enough or len(looked_at) < lots:
            return sum(looked_at)
        lots *= 8


def where(tx: Tx, lot_id: int) -> list[Whereabouts]:
    """Where a lot is now."""
    rows = tx.execute(
        select(
            Balance.warehouse_id,
            Balance.place_id,
            Place.code,
            Place.kind,
            Balance.on_hand,
            Balance.allocated,
            Balance.weight_g,
        )
        .join(Place, Place.id == Balance.place_id)
        .where(Balance.lot_id == lot_id)
        .order_by(Balance.warehouse_id, Balance.place_id)
    )
    return [Whereabouts(*row) for row in rows]


def lots_in(tx: Tx, place_ids: Sequence[int], since: datetime, until: datetime) -> set[int]:
    """The lots of which something was in these places at any time from `since` to `until`.

    Reckoned back from the balances through the moves after `since`, so the cost is that of the
    recent past, not of the whole history.
    """
    tx.flush()
    places = set(place_ids)
    at_until: dict[tuple[int, int], int] = defaultdict(int)
    for place_id, lot_id, on_hand in tx.execute(
        select(Balance.place_id, Balance.lot_id, Balance.on_hand).where(
            Balance.warehouse_id.in_(select(Place.warehouse_id).where(among(Place.id, places))),
            among(Balance.place_id, places),
        )
    ):
        at_until[place_id, lot_id] = on_hand
    there: set[int] = set()
    for place, sign in ((Move.to_place_id, -1), (Move.from_place_id, +1)):
        for place_id, lot_id, quantity, at in tx.execute(
            select(place, Move.lot_id, Move.quantity, Move.at).where(
                among(place, places), Move.at >= since
            )
        ):
            if at <= until:
                there.add(lot_id)
            else:
                at_until[place_id, lot_id] += sign * quantity
    return there | {lot_id for (_, lot_id), quantity in at_until.items() if quantity > 0}
