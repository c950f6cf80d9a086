"""Goods-in and put-away: from the supplier to the dock, from the dock to a place that suits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from wms import codes, coldroom
from wms.db import Tx
from wms.errors import Refused
from wms.facts import events
from wms.facts.catalogue import LotPutAway, LotReceived
from wms.masterdata import policies
from wms.rules import date_marks
from wms.rules.date_marks import UNDATED, LabelDates, Mark
from wms.stock import holds, ledger, lots
from wms.stock.ledger import NewMove
from wms.tables.masterdata import FieldRecord, Item, Place, PlaceKind, Supplier
from wms.tables.stock import Balance, Lot, LotStatus, Move, MoveReason, Packing
from wms.units import QUANTITY_MAX

STORAGE = frozenset({PlaceKind.ROOM, PlaceKind.BIN})
PAST = {
    Mark.BEST_BEFORE: codes.Receipt.PAST_BEST_BEFORE,
    Mark.SELL_BY: codes.Receipt.PAST_SELL_BY,
    Mark.USE_BY: codes.Receipt.PAST_USE_BY,
    Mark.EXPIRES: codes.Receipt.PAST_EXPIRY,
}
EARLY_MAX = timedelta(hours=24)
"""A harvest later than this from now is a wrong date: labels carry days, not hours."""


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """Goods that stand on the dock. Without a harvest time they are as old as their label says, and
    without any date they count as harvested now."""

    id: UUID
    dock_place_id: int
    item_id: int
    supplier_id: int
    quantity: int
    supplier_lot: str | None = None
    harvested_at: datetime | None = None
    dates: LabelDates = UNDATED
    """What the supplier's label says."""
    is_sure: bool = False
    """Somebody was asked about a date far ahead, and it is right."""


@dataclass(frozen=True, slots=True)
class NewPutAway:
    """So much of a lot is to go from one place to another; None is all that is free there."""

    id: UUID
    lot_id: int
    from_place_id: int
    to_place_id: int
    quantity: int | None = None


def receive(tx: Tx, new: NewReceipt, *, by: int | None, now: datetime) -> Lot:
    """Take goods in as a new lot; the same receipt again gives the same lot. It is sold until the
    earlier of its label's word and our rule.

    Raises: NotFound; Refused("quantity.out_of_range" | "place.not_dock" | "item.inactive" |
    "supplier.inactive" | "receipt.harvest_in_future" | "receipt.past_…" | "receipt.life_over" |
    "receipt.date_far").
    """
    move_id = ledger.move_id("receive", new.id)
    if known := tx.get(Move, move_id):
        return tx.find(Lot, known.lot_id)
    dock = tx.find(Place, new.dock_place_id)
    item = tx.find(Item, new.item_id)
    supplier = tx.find(Supplier, new.supplier_id)
    if not supplier.is_active:
        raise Refused(codes.Supplier.INACTIVE, supplier=supplier.code)
    zone = policies.time_zone(tx, now)
    harvested_at = new.harvested_at or new.dates.began_at(zone) or now
    _judge_receipt(new, dock, item)
    if harvested_at > now + EARLY_MAX:
        day = harvested_at.astimezone(zone).date().isoformat()
        said = harvested_at.isoformat()
        raise Refused(codes.Receipt.HARVEST_IN_FUTURE, harvested_at=said, date=day)
    sell_until = _sell_until(new, item, harvested_at, zone, now)
    is_gated = holds.is_gated(tx, item, now)
    lot = Lot(
        code=lots.new_code(tx, now),
        item_id=item.id,
        supplier_id=supplier.id,
        field_record_id=_field_record(tx, supplier, item, harvested_at),
        supplier_lot=new.supplier_lot,
        packing=Packing.AIR,
        harvested_at=min(harvested_at, now),
        received_at=now,
        sell_until=sell_until,
        status=LotStatus.TESTING if is_gated else LotStatus.RELEASED,
        **lots.label_dates(new.dates),
    )
    tx.add(lot)
    tx.flush()
    place_id, reason = supplier.place_id, MoveReason.RECEIVE
    move = NewMove(move_id, lot.id, place_id, dock.id, new.quantity, reason, now, by)
    ledger.post(tx, [move])
    fact = LotReceived(lot.id, lot.code, item.code, supplier.code, new.quantity, lot.status)
    events.record(tx, fact, at=now, by=by, warehouse_id=dock.warehouse_id)
    return lot


def put_away(tx: Tx, new: NewPutAway, *, by: int | None, now: datetime) -> int:
    """Store goods where it is as cold as they need; return how much went there.

    Where an excursion is going on they are held on arrival.

    Raises: NotFound; Refused("place.not_storage" | "place.inactive" | "place.other_warehouse" |
    "place.wrong_temperature" | "place.needs_bin" | "place.full" | "place.same" |
    "quantity.out_of_range" | "stock.short").
    """
    lot = tx.find(Lot, new.lot_id)
    item = tx.find(Item, lot.item_id)
    source = tx.find(Place, new.from_place_id)
    target = tx.lock(Place, new.to_place_id)
    _judge_target(item, source, target)
    _judge_label(tx, target)
    quantity = new.quantity or free_at(tx, lot.id, source.id)
    if quantity > QUANTITY_MAX:
        raise Refused(codes.Quantity.OUT_OF_RANGE, quantity=quantity)
    if quantity <= 0:
        missing = {"lot_id": lot.id, "place_id": source.id, "wanted": 1, "free": 0}
        raise Refused(codes.Stock.SHORT, missing=[missing])
    _judge_room(tx, item, target, quantity)
    move_id = ledger.move_id("put_away", new.id)
    if not ledger.post(tx, [_put_away(move_id, new, quantity, by, now)]):
        return tx.find(Move, move_id).quantity
    coldroom.hold_arrivals(tx, target.id, [lot.id], now=now)
    fact = LotPutAway(lot.id, lot.code, target.code, quantity)
    events.record(tx, fact, at=now, by=by, warehouse_id=target.warehouse_id)
    return quantity


def take_back(
    tx: Tx, lot_id: int, dock_place_id: int, id: UUID, *, by: int | None, now: datetime
) -> int:
    """Undo a receipt of which all still stands on the dock: the goods are their supplier's again.

    Raises: NotFound; Refused("stock.short").
    """
    lot = tx.find(Lot, lot_id)
    supplier = tx.find(Supplier, lot.supplier_id)
    quantity = free_at(tx, lot.id, dock_place_id)
    move = NewMove(
        ledger.move_id("take_back", id),
        lot.id,
        dock_place_id,
        supplier.place_id,
        quantity,
        MoveReason.CORRECTION,
        now,
        by,
    )
    ledger.post(tx, [move])
    return quantity


def free_at(tx: Tx, lot_id: int, place_id: int) -> int:
    """How much of a lot is in a place and not allocated to anybody."""
    tx.flush()
    free = select(Balance.on_hand - Balance.allocated).where(
        Balance.lot_id == lot_id, Balance.place_id == place_id
    )
    return int(tx.scalar(free) or 0)


def suggest_place(tx: Tx, warehouse_id: int, item: Item, quantity: int) -> Place | None:
    """The first bin on the walk that is as cold as the item needs and has room for so much, in a
    room within its limits.

    Bins are asked in the order of the walk, and only until one has room.
    """
    used_g = (
        select(func.coalesce(func.sum(Balance.on_hand * Item.piece_g), 0))
        .join(Item, Item.id == Balance.item_id)
        .where(Balance.warehouse_id == warehouse_id, Balance.place_id == Place.id)
        .correlate(Place)
        .scalar_subquery()
    )
    has_room = Place.capacity_g.is_(None) | (Place.capacity_g - used_g >= quantity * item.piece_g)
    return tx.scalar(
        select(Place)
        .where(
            Place.warehouse_id == warehouse_id,
            Place.kind == PlaceKind.BIN,
            Place.is_active,
            Place.temperature_class == item.temperature_class,
            Place.room_id.not_in(coldroom.places_out_of_limits(warehouse_id)),
            has_room,
        )
        .order_by(Place.plan_y_cm, Place.plan_x_cm, Place.code)
        .limit(1)
    )


def _judge_receipt(new: NewReceipt, dock: Place, item: Item) -> None:
    if not 0 < new.quantity <= QUANTITY_MAX:
        raise Refused(codes.Quantity.OUT_OF_RANGE, quantity=new.quantity)
    if dock.kind is not PlaceKind.DOCK:
        raise Refused(codes.Place.NOT_DOCK, place=dock.code)
    if not item.is_active:
        raise Refused(codes.Item.INACTIVE, item=item.code)


def _sell_until(
    new: NewReceipt, item: Item, harvested_at: datetime, zone: ZoneInfo, now: datetime
) -> datetime:
    """The end of the lot's life: what the label says or our rule, whichever is earlier.

    Raises: Refused("receipt.past_…" | "receipt.life_over" | "receipt.date_far").
    """
    begun_at, life = min(harvested_at, now), timedelta(hours=item.life_hours)
    told = new.dates.end(zone)
    if told is not None and told[0] <= now:
        end, mark = told
        shown = "%Y-%m-%d %H:%M" if mark is Mark.EXPIRES else "%Y-%m-%d"
        today = now.astimezone(zone).strftime(shown)
        raise Refused(PAST[mark], date=end.astimezone(zone).strftime(shown), today=today)
    ours = begun_at + life
    if ours <= now:
        begun, over = (one.astimezone(zone).strftime("%Y-%m-%d %H:%M") for one in (begun_at, ours))
        raise Refused(codes.Receipt.LIFE_OVER, begun=begun, over=over, life_hours=item.life_hours)
    if told is None:
        return ours
    if date_marks.is_far(told[0], begun_at, life) and not new.is_sure:
        until, usual = (one.astimezone(zone).strftime("%Y-%m-%d") for one in (told[0], ours))
        raise Refused(codes.Receipt.DATE_FAR, date=until, usual=usual)
    return min(told[0], ours)


def _field_record(tx: Tx, supplier: Supplier, item: Item, harvested_at: datetime) -> int | None:
    """The supplier's last sowing of this item before the harvest: the field end of the trace."""
    return tx.scalar(
        select(FieldRecord.id)
        .where(
            FieldRecord.supplier_id == supplier.id,
            FieldRecord.item_id == item.id,
            FieldRecord.sown_on <= harvested_at.date(),
        )
        .order_by(FieldRecord.sown_on.desc(), FieldRecord.id.desc())
        .limit(1)
    )


def judge_shelf(tx: Tx, item: Item, source: Place, target: Place, quantity: int) -> None:
    """Whether so much may go onto a shelf. Raises: Refused("place.…")."""
    _judge_target(item, source, target)
    _judge_room(tx, item, target, quantity)


def _judge_target(item: Item, source: Place, target: Place) -> None:
    if target.kind not in STORAGE:
        raise Refused(codes.Place.NOT_STORAGE, place=target.code)
    if not target.is_active:
        raise Refused(codes.Place.INACTIVE, place=target.code)
    if target.id == source.id:
        raise Refused(codes.Place.SAME, place=target.code)
    if target.warehouse_id != source.warehouse_id:
        raise Refused(codes.Place.OTHER_WAREHOUSE, place=target.code)
    if target.temperature_class is not item.temperature_class:
        raise Refused(
            codes.Place.WRONG_TEMPERATURE,
            place=target.code,
            wanted=str(item.temperature_class),
            offered=str(target.temperature_class or ""),
        )


def _judge_label(tx: Tx, target: Place) -> None:
    """A room's own label says nothing about which of its bins the goods are in."""
    if target.kind is PlaceKind.ROOM:
        bins = (Place.room_id == target.id) & (Place.kind == PlaceKind.BIN)
        if tx.scalar(select(Place.id).where(bins).limit(1)) is not None:
            raise Refused(codes.Place.NEEDS_BIN, place=target.code)


def _judge_room(tx: Tx, item: Item, target: Place, quantity: int) -> None:
    if target.capacity_g is None:
        return
    stored = select(func.sum(Balance.on_hand * Item.piece_g)).join(Item, Item.id == Balance.item_id)
    there = (Balance.warehouse_id == target.warehouse_id) & (Balance.place_id == target.id)
    used_g = int(tx.scalar(stored.where(there)) or 0)
    free_g = max(0, target.capacity_g - used_g)
    if quantity * item.piece_g > free_g:
        raise Refused(
            codes.Place.FULL, place=target.code, free_g=free_g, capacity_g=target.capacity_g
        )


def _put_away(
    move_id: UUID, new: NewPutAway, quantity: int, by: int | None, now: datetime
) -> NewMove:
    source, target = new.from_place_id, new.to_place_id
    return NewMove(move_id, new.lot_id, source, target, quantity, MoveReason.PUT_AWAY, now, by)
