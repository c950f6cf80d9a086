"""Nitrogen packing: lots of one origin become a new lot with a new life, gram for gram."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from wms import codes, coldroom
from wms.db import Tx
from wms.errors import Refused
from wms.facts import events
from wms.facts.catalogue import LotRepacked
from wms.masterdata import place_of, policies
from wms.rules import date_marks
from wms.stock import LossReason, ledger, lots
from wms.stock.ledger import NewMove
from wms.tables.masterdata import COUNTED, Item, Place, PlaceKind
from wms.tables.stock import Lot, LotLink, LotStatus, Move, MoveReason, Packing
from wms.units import QUANTITY_MAX

INPUTS_MAX = 50


@dataclass(frozen=True, slots=True)
class Input:
    """So much of a parent lot taken from a place; `waste` of it is trimmed off."""

    lot_id: int
    place_id: int
    quantity: int
    waste: int = 0


@dataclass(frozen=True, slots=True)
class NewRepack:
    """What is packed, what came of it, and where that goes. The scales must agree."""

    id: UUID
    inputs: tuple[Input, ...]
    to_place_id: int
    output: int


def nitrogen(tx: Tx, new: NewRepack, *, by: int | None, now: datetime) -> Lot:
    """Pack into nitrogen; the same packing again gives the same lot.

    Raises: NotFound; Refused("quantity.out_of_range" | "repack.mass_balance" |
    "repack.mixed_origin" | "repack.wrong_packing" | "lot.not_released" | "lot.expired" |
    "place.not_storage" | "place.other_warehouse" | "place.wrong_temperature" | "stock.short").
    """
    made_id = ledger.move_id("repack", new.id, "made")
    if known := tx.get(Move, made_id):
        return tx.find(Lot, known.lot_id)
    _judge_quantities(new)
    parents = _parents(tx, new)
    target = tx.find(Place, new.to_place_id)
    item = tx.find(Item, parents[0].item_id)
    _judge_parents(parents, now)
    _judge_places(tx, new, item, target)
    child = _child(tx, item, parents, now)
    ledger.post(tx, _moves(tx, new, child, target, by=by, now=now))
    _link(tx, new, child, now)
    coldroom.hold_arrivals(tx, target.id, [child.id], now=now)
    codes = tuple(lot.code for lot in parents)
    fact = LotRepacked(child.id, child.code, item.code, codes, new.output, child.sell_until)
    events.record(tx, fact, at=now, by=by, warehouse_id=target.warehouse_id)
    return child


def _judge_quantities(new: NewRepack) -> None:
    total = sum(part.quantity for part in new.inputs)
    waste = sum(part.waste for part in new.inputs)
    amounts = [new.output, *(part.quantity for part in new.inputs)]
    is_sane = 0 < len(new.inputs) <= INPUTS_MAX and all(0 < one <= QUANTITY_MAX for one in amounts)
    if not is_sane or any(not 0 <= part.waste < part.quantity for part in new.inputs):
        raise Refused(codes.Quantity.OUT_OF_RANGE, quantity=total)
    if total != new.output + waste:
        raise Refused(codes.Repack.MASS_BALANCE, input=total, output=new.output, waste=waste)


def _parents(tx: Tx, new: NewRepack) -> list[Lot]:
    """The parent lots, locked in the order of their ids. Raises: NotFound."""
    return [tx.lock(Lot, lot_id) for lot_id in sorted({part.lot_id for part in new.inputs})]


def _judge_parents(parents: Collection[Lot], now: datetime) -> None:
    """One origin behind every label, nothing packed twice, nothing that may not be sold."""
    origins = {(lot.item_id, lot.supplier_id, lot.field_record_id) for lot in parents}
    if len(origins) > 1:
        raise Refused(codes.Repack.MIXED_ORIGIN, lots=sorted(lot.code for lot in parents))
    for lot in parents:
        if lot.packing is not Packing.AIR:
            raise Refused(codes.Repack.WRONG_PACKING, lot=lot.code, packing=str(lot.packing))
        if lot.status is not LotStatus.RELEASED:
            raise Refused(codes.Lot.NOT_RELEASED, lot=lot.code, status=str(lot.status))
        if lot.sell_until <= now:
            raise Refused(codes.Lot.EXPIRED, lot=lot.code, sell_until=lot.sell_until.isoformat())


def _judge_places(tx: Tx, new: NewRepack, item: Item, target: Place) -> None:
    if target.kind not in COUNTED or any(
        tx.find(Place, part.place_id).kind not in COUNTED for part in new.inputs
    ):
        raise Refused(codes.Place.NOT_STORAGE, place=target.code)
    if any(
        tx.find(Place, part.place_id).warehouse_id != target.warehouse_id for part in new.inputs
    ):
        raise Refused(codes.Place.OTHER_WAREHOUSE, place=target.code)
    if target.temperature_class not in (item.temperature_class, None):
        raise Refused(
            codes.Place.WRONG_TEMPERATURE,
            place=target.code,
            wanted=str(item.temperature_class),
            offered=str(target.temperature_class or ""),
        )


def _child(tx: Tx, item: Item, parents: Sequence[Lot], now: datetime) -> Lot:
    supplier_lots = {lot.supplier_lot for lot in parents}
    ours = now + timedelta(days=lots.nitrogen_days(tx, item, now))
    dates = date_marks.earliest(lots.labelled(lot) for lot in parents)
    told = dates.end(policies.time_zone(tx, now))
    child = Lot(
        code=lots.new_code(tx, now),
        item_id=item.id,
        supplier_id=parents[0].supplier_id,
        field_record_id=parents[0].field_record_id,
        supplier_lot=supplier_lots.pop() if len(supplier_lots) == 1 else None,
        packing=Packing.NITROGEN,
        harvested_at=min(lot.harvested_at for lot in parents),
        received_at=now,
        sell_until=ours if told is None else min(ours, told[0]),
        status=LotStatus.RELEASED,
        **lots.label_dates(dates),
    )
    tx.add(child)
    tx.flush()
    return child


def _moves(
    tx: Tx, new: NewRepack, child: Lot, target: Place, *, by: int | None, now: datetime
) -> list[NewMove]:
    """Parents onto the packing line, trimmings off the books, the new lot into its place."""
    line = place_of(tx, target.warehouse_id, PlaceKind.REPACK).id
    loss = place_of(tx, target.warehouse_id, PlaceKind.LOSS).id
    moves = []
    for number, part in enumerate(new.inputs):
        into, off = (ledger.move_id("repack", new.id, way, number) for way in ("in", "waste"))
        source, reason = part.place_id, MoveReason.REPACK
        moves.append(NewMove(into, part.lot_id, source, line, part.quantity, reason, now, by))
        if part.waste:
            lost, note = MoveReason.LOSS, str(LossReason.TRIMMING)
            moves.append(NewMove(off, part.lot_id, line, loss, part.waste, lost, now, by, note))
    made = ledger.move_id("repack", new.id, "made")
    moves.append(NewMove(made, child.id, line, target.id, new.output, MoveReason.REPACK, now, by))
    return moves


def _link(tx: Tx, new: NewRepack, child: Lot, now: datetime) -> None:
    went_in: Counter[int] = Counter()
    for part in new.inputs:
        went_in[part.lot_id] += part.quantity - part.waste
    tx.add_all(
        LotLink(parent_id=lot_id, child_id=child.id, quantity=quantity, at=now)
        for lot_id, quantity in sorted(went_in.items())
    )
