"""Posting: a move takes from one place and gives to another, or nothing happens at all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    delete,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql

from wms import codes
from wms.db import Prepared, Tx, core, insert_new_keys, per_dialect
from wms.errors import Refused
from wms.stock.ledger.entries import Heap, Key, NewMove
from wms.stock.ledger.weights import Weights, weights_for
from wms.tables.masterdata import COUNTED, Item, Place, PlaceKind
from wms.tables.stock import Balance, Lot, Move

_PICKABLE = frozenset({PlaceKind.DOCK, PlaceKind.ROOM, PlaceKind.BIN})
"""On stages and vehicles goods already belong to an order."""

balance = core(Balance)
place = core(Place)
lot = core(Lot)
item = core(Item)
move = core(Move)


def post(tx: Tx, moves: Sequence[NewMove], *, from_allocation: bool = False) -> int:
    """Post moves in the order given; those already posted are skipped. Returns how many were new.

    Goods come out of what is free; with `from_allocation` out of what is allocated, and the
    allocation shrinks with them. Places outside (supplier, customer, loss …) never run out.
    The weight of goods counted and weighed follows as `weights` says and never refuses a move.

    Raises: Refused("stock.short", missing=[{lot_id, place_id, wanted, free}, …]), all of them.
    """
    fresh = record(tx, moves)
    apply(tx, fresh, from_allocation=from_allocation)
    return len(fresh)


def record(tx: Tx, moves: Sequence[NewMove]) -> list[NewMove]:
    """Write those moves that are new and return them; the first half of posting."""
    tx.flush()
    if not moves:
        return []
    if not tx.is_sqlite:  # before the foreign keys of the moves touch the lots
        tx.connection().execute(_HOLD_LOTS, {"lots": sorted({new.lot_id for new in moves})})
    rows = [{name: getattr(new, name) for name in _COLUMNS} for new in moves]
    if len(rows) == 1:
        return list(moves) if _RECORD.run(tx.connection(), rows[0]).rowcount else []
    written = set(insert_new_keys(tx, Move, rows))
    return [new for new in {new.id: new for new in moves}.values() if new.id in written]


def apply(tx: Tx, fresh: Sequence[NewMove], *, from_allocation: bool = False) -> None:
    """Bring the balances up to moves just recorded; the second half of posting.

    Raises: Refused("stock.short").
    """
    if not fresh:
        return
    connection = tx.connection()
    stock = _stock_of(connection, fresh)
    weights = weights_for(connection, fresh, stock)
    touched, missing = _play(fresh, stock, weights, from_allocation)
    if missing:
        raise Refused(codes.Stock.SHORT, missing=missing)
    _keep(connection, {key: stock[key] for key in touched})
    weights.write(connection)
    tx.reload(Balance)


def _stock_of(connection: Connection, moves: Sequence[NewMove]) -> dict[Key, Heap]:
    """Every combination of the places and lots concerned, as it is now, locked."""
    kinds: dict[int, tuple[int, PlaceKind]] = {}
    known: dict[Key, tuple[int, int, int | None]] = {}
    for place_id, warehouse_id, kind, lot_id, *amounts in _found(connection, moves):
        kinds[place_id] = (warehouse_id, kind)
        if lot_id is not None:
            known[place_id, lot_id] = (amounts[0], amounts[1], amounts[2])
    stock = {}
    for new in moves:
        for key in ((new.from_place_id, new.lot_id), (new.to_place_id, new.lot_id)):
            on_hand, allocated, weight_g = known.get(key, (0, 0, None))
            stock[key] = Heap(*kinds[key[0]], on_hand, allocated, weight_g, key in known)
    return stock


def _found(connection: Connection, moves: Sequence[NewMove]) -> Iterator[tuple[Any, ...]]:
    """The places, each with what it has of the lots, or with None where it has nothing."""
    if len(moves) == 1 and connection.dialect.name == "sqlite":
        one = moves[0]
        here = {"lot": one.lot_id, "source": one.from_place_id, "target": one.to_place_id}
        for place_id, warehouse_id, kind, *amounts in _FOUND_OF_ONE.rows(connection, here):
            yield (place_id, warehouse_id, PlaceKind(kind), *amounts)
        return
    targets = {(new.to_place_id, new.lot_id) for new in moves}
    places = {new.from_place_id for new in moves} | {place_id for place_id, _ in targets}
    kinds = connection.execute(_KINDS, {"places": sorted(places)}).all()
    for row in kinds:
        yield (*row, None, 0, 0, None)
    keys = {"lots": sorted({new.lot_id for new in moves}), "places": sorted(places)}
    if connection.dialect.name == "sqlite":
        yield from connection.execute(_LOCKED, keys)
        return
    counted = {place_id for place_id, _, kind in kinds if kind in COUNTED}
    yield from _locked(connection, keys, {key for key in targets if key[0] in counted})


def _locked(connection: Connection, keys: dict[str, list[int]], targets: set[Key]) -> Sequence[Any]:
    """The balances, locked, with one for every target, be it empty.

    A row that may not be there yet is made first and locked in its turn with the others: made last,
    it would be waited for by those who already have it and want what we hold. Read by the statement
    that locks: a row somebody else has emptied meanwhile is not seen, not locked, and made again.
    """
    unseen = targets
    while True:
        if unseen:
            room = [{"p": place_id, "l": lot_id, **_EMPTY} for place_id, lot_id in sorted(unseen)]
            connection.execute(_MAKE_ROOM, room)
        rows = connection.execute(_LOCKED, keys).all()
        unseen = targets - {(row.id, row.lot_id) for row in rows}
        if not unseen:
            return rows


def _play(
    moves: Sequence[NewMove], stock: dict[Key, Heap], weights: Weights, from_allocation: bool
) -> tuple[set[Key], list[dict[str, int]]]:
    """Play the moves through in memory; return the counted keys touched and what is missing."""
    touched: set[Key] = set()
    missing = []
    for new in moves:
        source, target = (new.from_place_id, new.lot_id), (new.to_place_id, new.lot_id)
        weight_g = weights.of(new, stock[source])
        if stock[source].kind in COUNTED:
            touched.add(source)
            shelf = stock[source]
            there = shelf.allocated if from_allocation else shelf.on_hand - shelf.allocated
            if there < new.quantity:
                missing.append(_missing(new, there))
            shelf.on_hand -= new.quantity
            if from_allocation:
                shelf.allocated -= new.quantity
            weights.leave(new, shelf, weight_g)
        if stock[target].kind in COUNTED:
            touched.add(target)
            stock[target].on_hand += new.quantity
            weights.join(new, stock[target], weight_g)
    return touched, missing


def _missing(new: NewMove, free: int) -> dict[str, int]:
    return {
        "lot_id": new.lot_id,
        "place_id": new.from_place_id,
        "wanted": new.quantity,
        "free": max(free, 0),
    }


def _keep(connection: Connection, stock: dict[Key, Heap]) -> None:
    """Write the balances: change what is there, add what is new, delete what came to zero."""
    changed, new, empty = [], [], []
    for (place_id, lot_id), shelf in sorted(stock.items()):
        key = {"w": shelf.warehouse_id, "p": place_id, "l": lot_id}
        if shelf.on_hand and shelf.is_known:
            amounts = {"on_hand": shelf.on_hand, "allocated": shelf.allocated}
            changed.append({**key, **amounts, "weight_g": shelf.weight_g})
        elif shelf.on_hand:
            amounts = {"quantity": shelf.on_hand, "weight_g": shelf.weight_g or 0}
            new.append({"p": place_id, "l": lot_id, **amounts})
        elif shelf.is_known:
            empty.append(key)
    if changed:
        _CHANGE.run(connection, changed)
    if empty:
        _REMOVE.run(connection, empty)
    if new:
        _ADD.run(connection, new)


_ID = BigInteger()
_COLUMNS = tuple(column.name for column in move.columns)
_RECORD = Prepared(per_dialect(lambda insert: insert(move).on_conflict_do_nothing()).__getitem__)
_THIS = and_(
    balance.c.warehouse_id == bindparam("w"),
    balance.c.place_id == bindparam("p"),
    balance.c.lot_id == bindparam("l"),
)
_CHANGE = Prepared(
    lambda _: (
        update(balance)
        .where(_THIS)
        .values(
            on_hand=bindparam("on_hand"),
            allocated=bindparam("allocated"),
            weight_g=bindparam("weight_g"),
        )
    )
)
_REMOVE = Prepared(lambda _: delete(balance).where(_THIS))
_LOTS: Any = bindparam("lots", expanding=True)
_PLACES: Any = bindparam("places", expanding=True)
_HERE = and_(balance.c.warehouse_id == place.c.warehouse_id, balance.c.place_id == place.c.id)
_AMOUNTS = (balance.c.lot_id, balance.c.on_hand, balance.c.allocated, balance.c.weight_g)
_KINDS = select(place.c.id, place.c.warehouse_id, place.c.kind).where(place.c.id.in_(_PLACES))
_LOCKED = (
    _KINDS.add_columns(*_AMOUNTS)
    .join(balance, _HERE)
    .where(balance.c.lot_id.in_(_LOTS))
    .order_by(balance.c.warehouse_id, balance.c.place_id, balance.c.lot_id)
    .with_for_update(of=balance)
)
# Together in one statement for the one move of a scan, where there is nothing to lock.
_FOUND_OF_ONE = Prepared(
    lambda _: (
        select(place.c.id, place.c.warehouse_id, place.c.kind, *_AMOUNTS)
        .select_from(place.outerjoin(balance, and_(_HERE, balance.c.lot_id == bindparam("lot"))))
        .where(or_(place.c.id == bindparam("source"), place.c.id == bindparam("target")))
    )
)
# SHARE keeps status and life of the lots as they are while they are copied into new balances.
_HOLD_LOTS = (
    select(lot.c.id).where(lot.c.id.in_(_LOTS)).order_by(lot.c.id).with_for_update(read=True)
)


def _is_one_of(kinds: Iterable[PlaceKind]) -> ColumnElement[bool]:
    # Spelled out: a list of unknown length cannot be bound for many rows at once.
    return or_(*(place.c.kind == kind for kind in sorted(kinds)))


def _adding(insert: Any) -> Any:
    copied = select(
        place.c.warehouse_id,
        place.c.id,
        lot.c.id,
        bindparam("quantity", type_=_ID),
        literal_column("0"),
        _is_one_of(_PICKABLE),
        lot.c.item_id,
        lot.c.sell_until,
        lot.c.received_at,
        lot.c.status,
        case((item.c.is_weighed, bindparam("weight_g", type_=_ID))),
    )
    wanted = place.join(lot, lot.c.id == bindparam("l")).join(item, item.c.id == lot.c.item_id)
    copied = copied.select_from(wanted).where(place.c.id == bindparam("p"), _is_one_of(COUNTED))
    columns = (
        "warehouse_id place_id lot_id on_hand allocated is_pickable item_id sell_until "
        "received_at status weight_g"
    )
    return insert(balance).from_select(columns.split(), copied, include_defaults=False)


_ADD = Prepared(lambda _: _adding(insert))
_EMPTY = {"quantity": 0, "weight_g": 0}
_MAKE_ROOM = _adding(postgresql.insert).on_conflict_do_nothing()
