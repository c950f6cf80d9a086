"""Goods-in at the dock: a label becomes a lot, a place's label puts it away, and so on."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from labels.gs1 import Elements
from wms import codes
from wms.errors import Refused
from wms.floor import amounts, find, offers, shown
from wms.floor import codes as codes_of
from wms.floor.codes import Amount, Half, ItemCard, Label, ParcelLabel, Plain, SupplierCard
from wms.floor.find import Scanned
from wms.floor.memory import AwaitingAmount, AwaitingLabel, AwaitingPlace, PutAwayDone, Step
from wms.floor.station import ScanReply, Station
from wms.inbound import NewPutAway, NewReceipt, receiving
from wms.masterdata import policies
from wms.rules.date_marks import UNDATED
from wms.tables.masterdata import Item, Place, PlaceKind, Supplier
from wms.tables.stock import Lot, LotStatus
from wms.units import Unit

DOUBTS = frozenset({codes.Receipt.DATE_FAR, codes.Receipt.AMOUNT_TINY, codes.Receipt.AMOUNT_HUGE})
"""What goods-in asks about before it believes it."""
UNTOLD = frozenset({codes.Receipt.AMOUNT_ZERO, codes.Receipt.AMOUNT_UNIT})
"""What goods-in cannot believe: the amount must be typed."""
TOGETHER = timedelta(seconds=15)
"""Two bars of one carton are read within this time."""


def begin(station: Station) -> ScanReply:
    station.go(AwaitingLabel())
    return station.say("ok", codes.Floor.RECEIVE)


def _label(station: Station, seen: Scanned) -> ScanReply:
    """Wait for goods: a supplier's card, a label, an item's card, or a lot of ours on the dock."""
    code = seen.code
    if isinstance(code, SupplierCard):
        return _supplier(station, find.supplier_by(station.tx, code=code.code))
    if isinstance(code, Amount):
        return amounts.note(station, code)
    if isinstance(code, ItemCard):
        return _receive(station, find.item_by_code(station.tx, code.code), None)
    if seen.own_lot is not None:
        return _take_up(station, seen.own_lot)
    if isinstance(code, Half):
        return _half(station, code)
    if isinstance(code, Label):
        item = find.item_by_gtin(station.tx, code.gtin)
        find.must_belong_together(station.tx, item, code)
        return _receive(station, item, _whole(station, code))
    if isinstance(code, ParcelLabel):
        return station.say("warn", codes.Floor.PALLET_NUMBER)
    return station.say("warn", codes.Floor.LABEL_EXPECTED)


def _half(station: Station, half: Half) -> ScanReply:
    """A bar that names no goods: it belongs to the carton read just now, or to the next one."""
    step, tx, now = station.step, station.tx, station.now
    if isinstance(step, AwaitingPlace) and _is_just_now(step.received_at, now) and step.label:
        first = codes_of.read(step.label)
        whole = codes_of.join(first, half) if isinstance(first, Label) else None
        if whole is not None:
            lot = tx.find(Lot, step.lot_id)
            dock = station.place(PlaceKind.DOCK)
            receiving.take_back(tx, lot.id, dock.id, station.beep.id, by=station.by, now=now)
            station.go(AwaitingLabel(step.supplier_id))
            return _joined(station, tx.find(Item, lot.item_id), whole, step.label)
    station.go(AwaitingLabel(card_of(step), half=station.beep.code, half_at=now))
    return station.say("ok", codes.Floor.HALF_LABEL)


def _joined(station: Station, item: Item, whole: Label, first: str) -> ScanReply:
    """What was received of the first bar alone is received anew, with what the second says; where
    that is refused, nothing of it stays."""
    try:
        with station.tx.begin_nested():
            reply = _receive(station, item, whole)
    except Refused as refused:
        return station.say("stop", refused.code, **refused.details)
    if isinstance(station.step, AwaitingPlace):
        station.remember(step=replace(station.step, label=first, received_at=None))
        return replace(reply, code=codes.Floor.JOINED)
    return reply


def _whole(station: Station, label: Label) -> Label:
    """The label, with its other bar where that was read just before."""
    step = station.step
    if not isinstance(step, AwaitingLabel) or not _is_just_now(step.half_at, station.now):
        return label
    half = codes_of.read(step.half or "")
    return (codes_of.join(label, half) if isinstance(half, Half) else None) or label


def _is_just_now(at: datetime | None, now: datetime) -> bool:
    return at is not None and now - at <= TOGETHER


def _place(station: Station, seen: Scanned) -> ScanReply:
    """Wait for where the lot goes. Another label is another lot, the same one asks again."""
    if seen.place is not None:
        return _put_away(station, seen.place.id)
    step = station.at(AwaitingPlace)
    if not isinstance(seen.code, Label | ItemCard | SupplierCard | Half | Amount | ParcelLabel):
        return station.say("warn", codes.Floor.PLACE_EXPECTED, lot=step.lot)
    is_typed = step.amount is not None or station.beep.amount is not None
    if station.beep.code == step.label and not (step.is_asked or is_typed):
        station.remember(step=replace(step, is_asked=True))
        return station.say("warn", codes.Floor.SAME_LABEL, lot=step.lot)
    return _label(station, seen)


def _amount(station: Station, seen: Scanned) -> ScanReply:
    """Wait for how much there is of what was scanned; the same label again says that it is so."""
    step, tx = station.at(AwaitingAmount), station.tx
    again = codes_of.read(step.label, step.aim)
    item = (
        find.item_by_code(tx, again.code)
        if isinstance(again, ItemCard)
        else find.item_by_gtin(tx, again.gtin)
        if isinstance(again, Label)
        else None
    )
    text = seen.code.text if isinstance(seen.code, Amount | Plain) else ""
    is_same = station.beep.code == step.label
    if item is None or not (amounts.looks_typed(text) or (is_same and step.is_doubt)):
        if isinstance(seen.code, Label | ItemCard | SupplierCard) and not is_same:
            station.go(AwaitingLabel(step.supplier_id))
            return _label(station, seen)
        return station.say("warn", codes.Floor.AMOUNT_EXPECTED)
    station.go(AwaitingLabel(step.supplier_id, asked=step.label, amount=text or None))
    label = again if isinstance(again, Label) else None
    bare = "KG" if item.unit is Unit.GRAM and not isinstance(seen.code, Amount) else amounts.PACK
    return _receive(station, item, label, bare=bare, first=step.label)


STEPS: Mapping[type[Step], Callable[[Station, Scanned], ScanReply]] = {
    AwaitingLabel: _label,
    AwaitingPlace: _place,
    AwaitingAmount: _amount,
}


def _supplier(station: Station, supplier: Supplier) -> ScanReply:
    station.go(AwaitingLabel(supplier.id))
    return station.say(
        "ok",
        codes.Floor.SUPPLIER,
        supplier=supplier.code,
        supplier_zh=supplier.name_zh,
        supplier_en=supplier.name_en,
    )


def _receive(
    station: Station,
    item: Item,
    label: Label | None,
    *,
    bare: str = amounts.PACK,
    first: str | None = None,
) -> ScanReply:
    """Take goods in. What cannot be believed is asked: the amount is typed, or the same label once
    more says that it is right. `first` is the label that was asked about."""
    tx, now, read = station.tx, station.now, first or station.beep.code
    supplier = _supplier_of(station, label)
    elements = label.elements if label else None
    zone = policies.time_zone(tx, now)
    is_sure = _was_asked(station, read)
    try:
        new = NewReceipt(
            id=station.beep.id,
            dock_place_id=station.place(PlaceKind.DOCK).id,
            item_id=item.id,
            supplier_id=supplier.id,
            quantity=_quantity(station, item, elements, bare, is_sure),
            supplier_lot=label.lot if label else None,
            dates=offers.dates(elements, zone, now) if elements else UNDATED,
            is_sure=is_sure,
        )
        lot = receiving.receive(tx, new, by=station.by, now=now)
    except Refused as doubt:
        if doubt.code not in DOUBTS | UNTOLD:
            raise
        return _ask(station, doubt, read)
    return _ask_for_place(station, lot, item, codes.Floor.RECEIVED, supplier, new.quantity)


def _quantity(
    station: Station, item: Item, elements: Elements | None, bare: str, is_sure: bool
) -> int:
    """What was typed, else what the label or the scale says, else one pack.

    Raises: Refused("receipt.amount_…" | "floor.amount_unreadable" | "quantity.out_of_range").
    """
    step = station.step
    noted = step.amount if isinstance(step, AwaitingLabel | AwaitingPlace) else None
    said = station.beep.amount or noted
    if said is not None:
        quantity = amounts.typed(said, item, bare=bare)
    else:
        quantity = offers.quantity(elements, item, station.beep.weight_mg)
    if not is_sure:
        amounts.judge(quantity, item)
    return quantity


def _was_asked(station: Station, read: str) -> bool:
    step = station.step
    return isinstance(step, AwaitingLabel | AwaitingPlace) and step.asked == read


def _ask(station: Station, doubt: Refused, read: str) -> ScanReply:
    """What is hard to believe is asked: the same label once more says that it is right. An amount
    may be typed instead, and must be where the label tells none."""
    step = station.step
    if doubt.code is not codes.Receipt.DATE_FAR:
        aim, is_doubt = station.beep.aim, doubt.code in DOUBTS
        station.go(AwaitingAmount(read, aim, card_of(step), is_doubt))
    elif isinstance(step, AwaitingLabel | AwaitingPlace):
        station.remember(step=replace(step, asked=read))
    return station.say("warn", doubt.code, **doubt.details)


def _supplier_of(station: Station, label: Label | None) -> Supplier:
    """Who sent it: the label's own word, else the card that was scanned last."""
    gln = offers.supplier_gln(label.elements) if label else None
    if gln is not None:
        return find.supplier_by(station.tx, gln=gln)
    supplier_id = card_of(station.step)
    if supplier_id is None:
        raise Refused(codes.Floor.SUPPLIER_FIRST)
    return station.tx.find(Supplier, supplier_id)


def card_of(step: Step) -> int | None:
    """The supplier whose card was scanned last."""
    kept = AwaitingLabel | AwaitingPlace | AwaitingAmount
    return step.supplier_id if isinstance(step, kept) else None


def _take_up(station: Station, lot: Lot) -> ScanReply:
    """A lot of ours: what of it stands on the dock is to be put away."""
    dock = station.place(PlaceKind.DOCK)
    quantity = receiving.free_at(station.tx, lot.id, dock.id)
    if not quantity:
        raise Refused(codes.Floor.NOT_ON_DOCK, lot=lot.code, place=dock.code)
    item = station.tx.find(Item, lot.item_id)
    supplier = station.tx.find(Supplier, lot.supplier_id)
    return _ask_for_place(station, lot, item, codes.Floor.WHERE_TO, supplier, quantity)


def _ask_for_place(
    station: Station, lot: Lot, item: Item, said: codes.Floor, supplier: Supplier, quantity: int
) -> ScanReply:
    card, label = card_of(station.step), station.beep.code
    read_at = station.now if said is codes.Floor.RECEIVED else None
    station.go(AwaitingPlace(lot.id, lot.code, card, label, received_at=read_at))
    place = receiving.suggest_place(station.tx, station.warehouse_id, item, quantity)
    return station.say(
        "ok",
        said,
        supplier_zh=supplier.name_zh,
        supplier_en=supplier.name_en,
        temperature_class=str(item.temperature_class),
        suggested=place.code if place else "",
        **shown.of_lot(lot, item, quantity),
    )


def _put_away(station: Station, place_id: int) -> ScanReply:
    """Put a lot away, or as much of it as was typed; the rest waits for its own place."""
    tx, step = station.tx, station.at(AwaitingPlace)
    lot = tx.find(Lot, step.lot_id)
    dock = station.place(PlaceKind.DOCK)
    item, place = tx.find(Item, lot.item_id), tx.find(Place, place_id)
    said = station.beep.amount or step.amount
    part = None if said is None else amounts.typed(said, item)
    new = NewPutAway(station.beep.id, lot.id, dock.id, place_id, part)
    quantity = receiving.put_away(tx, new, by=station.by, now=station.now)
    rest = 0 if part is None else receiving.free_at(tx, lot.id, dock.id)
    card = card_of(step)
    station.go(AwaitingPlace(lot.id, lot.code, card) if rest else AwaitingLabel(card))
    station.remember(undo=PutAwayDone(station.now, lot.id, dock.id, place_id, quantity))
    is_held = lot.status is LotStatus.HELD
    return station.say(
        "warn" if is_held else "ok",
        codes.Floor.PUT_AWAY_HELD if is_held else codes.Floor.PUT_AWAY,
        **shown.of_lot(lot, item, quantity),
        **shown.of_place(place),
    )
