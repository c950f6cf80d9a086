"""Cut-off: approved orders are frozen in one commit, then get their lots in another.

Each step may be repeated: a wave that was frozen and not released is simply released again.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select

from wms import codes
from wms.db import Database, Tx, among
from wms.errors import Refused
from wms.facts import events
from wms.facts.catalogue import Happened, WaveFrozen, WaveReleased, WaveShort
from wms.masterdata import numbers, policies
from wms.stock import Shortage, allocation
from wms.tables.masterdata import Item
from wms.tables.ordering import Order, OrderKind, OrderLine, OrderState
from wms.tables.outbound import Wave, WaveShortage, WaveState
from wms.tables.stock import Allocation, AllocationState
from wms.units import Unit


@dataclass(frozen=True, slots=True)
class ShortView:
    """What an order did not get of an item, in its base unit."""

    order_id: int
    order_number: str
    item_code: str
    name_zh: str
    name_en: str
    unit: Unit
    approved: int
    short: int


@dataclass(frozen=True, slots=True)
class WaveView:
    """A wave and how far it is."""

    id: int
    number: str
    warehouse_id: int
    state: WaveState
    day: date
    frozen_at: datetime
    released_at: datetime | None
    orders: dict[OrderState, int]
    """How many orders are in which state."""
    picks: int
    picks_done: int
    weight_g: int
    shortages: tuple[ShortView, ...]

    @property
    def order_count(self) -> int:
        return sum(self.orders.values())


def run(
    db: Database,
    warehouse_id: int,
    day: date,
    *,
    kind: OrderKind | None = None,
    by: int | None,
    now: Callable[[], datetime],
) -> Wave | None:
    """Freeze what is approved for a day and release it; None when there is nothing to do.

    With a kind only such orders: express ones do not wait for the cut-off. Also releases what an
    interrupted run had frozen.
    """
    at = now()
    for wave_id in db.read(lambda tx: _unreleased(tx, warehouse_id)):
        db.write(partial(release, wave_id=wave_id, by=by, now=at))
    ids = db.read(lambda tx: _due_ids(tx, warehouse_id, day, kind, at))
    if not ids:
        return None
    try:
        wave = db.write(lambda tx: freeze(tx, warehouse_id, day, order_ids=ids, by=by, now=at))
    except Refused:  # somebody else froze them meanwhile
        return None
    return db.write(lambda tx: release(tx, wave.id, by=by, now=now()))


def waiting(tx: Tx, warehouse_id: int, day: date, *, now: datetime) -> int:
    """How many approved orders a wave of this day would freeze."""
    return len(_due_ids(tx, warehouse_id, day, None, now))


def freeze(
    tx: Tx,
    warehouse_id: int,
    day: date,
    *,
    order_ids: Collection[int] | None = None,
    by: int | None,
    now: datetime,
) -> Wave:
    """Put approved orders that must arrive before the next cut-off into a wave; or just these.

    Raises: Refused("wave.empty").
    """
    due = _due(warehouse_id, _next_cut_off(tx, day, now))
    if order_ids is not None:
        due = _approved(warehouse_id).where(among(Order.id, order_ids))
    orders = tx.lock_all(due.order_by(Order.id))
    if not orders:
        raise Refused(codes.Wave.EMPTY, day=day.isoformat())
    wave = Wave(
        number=numbers.next(tx, "W", day),
        warehouse_id=warehouse_id,
        state=WaveState.FROZEN,
        day=day,
        frozen_at=now,
        by=by,
    )
    tx.add(wave)
    tx.flush()
    for order in orders:
        order.wave_id = wave.id
        order.version += 1
    fact = WaveFrozen(wave.id, wave.number, len(orders))
    events.record(tx, fact, at=now, by=by, warehouse_id=warehouse_id)
    return wave


def release(tx: Tx, wave_id: int, *, by: int | None, now: datetime) -> Wave:
    """Choose lots for all orders of a wave at once. What is short is cut and listed.

    An order that would get nothing at all goes back to wait for the next wave. Releasing again
    changes nothing. Raises: NotFound.
    """
    wave = tx.lock(Wave, wave_id)
    if wave.state is not WaveState.FROZEN:
        return wave
    in_wave = (Order.wave_id == wave.id) & (Order.state == OrderState.APPROVED)
    orders = tx.lock_all(select(Order).where(in_wave).order_by(Order.id))
    missing = allocation.allocate(tx, wave.warehouse_id, orders, now=now)
    served = _served(tx, wave.id)
    for order in orders:
        order.version += 1
        if order.id in served:
            order.advance(OrderState.RELEASED)
        else:
            order.wave_id = None
    allocation.cut(tx, wave.warehouse_id, [one for one in missing if one.order_id in served])
    wave.state, wave.released_at = WaveState.RELEASED if served else WaveState.DONE, now
    tx.add_all(_short(wave, one) for one in missing)
    said: list[Happened] = [WaveShort(wave.id, wave.number, len(missing))] if missing else []
    if served:
        said.append(WaveReleased(wave.id, wave.number, len(served)))
    for fact in said:
        events.record(tx, fact, at=now, by=by, warehouse_id=wave.warehouse_id)
    return wave


def view(tx: Tx, wave_id: int) -> WaveView:
    """A wave with its progress. Raises: NotFound."""
    wave = tx.find(Wave, wave_id)
    states = select(Order.state, func.count()).where(Order.wave_id == wave_id)
    picks, done, weight_g = _picks(tx, wave_id)
    return WaveView(
        wave.id,
        wave.number,
        wave.warehouse_id,
        wave.state,
        wave.day,
        wave.frozen_at,
        wave.released_at,
        {state: count for state, count in tx.execute(states.group_by(Order.state))},
        picks,
        done,
        weight_g,
        _shortages(tx, wave_id),
    )


def recent(tx: Tx, warehouse_id: int, *, limit: int = 30) -> list[WaveView]:
    """The newest waves of a warehouse, newest first."""
    ids = select(Wave.id).where(Wave.warehouse_id == warehouse_id).order_by(Wave.id.desc())
    return [view(tx, wave_id) for wave_id in tx.scalars(ids.limit(limit)).all()]


def note_progress(tx: Tx, wave_id: int) -> None:
    """A wave is done when none of its orders waits to be picked or packed."""
    open_states = (OrderState.APPROVED, OrderState.RELEASED, OrderState.PICKED)
    still_open = select(Order.id).where(Order.wave_id == wave_id, Order.state.in_(open_states))
    tx.flush()
    if tx.scalar(still_open.limit(1)) is None:
        wave = tx.lock(Wave, wave_id)
        if wave.state is WaveState.RELEASED:
            wave.state = WaveState.DONE


def _unreleased(tx: Tx, warehouse_id: int) -> Sequence[int]:
    frozen = (Wave.warehouse_id == warehouse_id) & (Wave.state == WaveState.FROZEN)
    return tx.scalars(select(Wave.id).where(frozen).order_by(Wave.id)).all()


def _approved(warehouse_id: int) -> Any:
    return select(Order).where(
        Order.warehouse_id == warehouse_id,
        Order.state == OrderState.APPROVED,
        Order.wave_id.is_(None),
    )


def _due_ids(
    tx: Tx, warehouse_id: int, day: date, kind: OrderKind | None, now: datetime
) -> list[int]:
    due = _due(warehouse_id, _next_cut_off(tx, day, now))
    orders = due if kind is None else due.where(Order.kind == kind)
    return [order.id for order in tx.scalars(orders.order_by(Order.id))]


def _due(warehouse_id: int, before: datetime) -> Any:
    return _approved(warehouse_id).where(Order.deliver_from < before)


def _next_cut_off(tx: Tx, day: date, now: datetime) -> datetime:
    """Until when this day's wave must serve: the next wave comes the day after."""
    at = time.fromisoformat(policies.get(tx, "cut_off", now))
    return datetime.combine(day + timedelta(days=1), at, tzinfo=policies.time_zone(tx, now))


def _served(tx: Tx, wave_id: int) -> set[int]:
    """The orders of a wave that got at least something."""
    tx.flush()
    return set(
        tx.scalars(
            select(Order.id)
            .join(OrderLine, OrderLine.order_id == Order.id)
            .where(Order.wave_id == wave_id, OrderLine.allocated > 0)
        )
    )


def _picks(tx: Tx, wave_id: int) -> tuple[int, int, int]:
    """How many picks a wave has, how many are done, and what it weighs in all."""
    is_done = Allocation.state == AllocationState.PICKED
    row: Any = tx.execute(
        select(
            func.count(),
            func.count().filter(is_done),
            func.sum(Allocation.quantity * Item.piece_g),
        )
        .select_from(Allocation)
        .join(OrderLine, OrderLine.id == Allocation.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Item, Item.id == OrderLine.item_id)
        .where(Order.wave_id == wave_id, Allocation.state != AllocationState.VOID)
    ).one()
    return row[0], row[1], int(row[2] or 0)


def _short(wave: Wave, one: Shortage) -> WaveShortage:
    return WaveShortage(
        wave_id=wave.id,
        order_id=one.order_id,
        item_id=one.item_id,
        approved=one.approved,
        short=one.short,
    )


def _shortages(tx: Tx, wave_id: int) -> tuple[ShortView, ...]:
    rows = (
        select(WaveShortage, Order.number, Item)
        .join(Order, Order.id == WaveShortage.order_id)
        .join(Item, Item.id == WaveShortage.item_id)
        .where(WaveShortage.wave_id == wave_id)
        .order_by(Order.number, Item.code)
    )
    return tuple(
        ShortView(
            row.order_id,
            number,
            item.code,
            item.name_zh,
            item.name_en,
            item.unit,
            row.approved,
            row.short,
        )
        for row, number, item in tx.execute(rows)
    )
