"""Goods-in at the dock: a label becomes a lot, a place's label puts it away, and so on."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from wms import codes
from wms.errors import Refused
from wms.floor import find, offers, shown
from wms.floor.codes import ItemCard, Label, SupplierCard
from wms.floor.find import Scanned
from wms.floor.memory import AwaitingLabel, AwaitingPlace, PutAwayDone, Step
from wms.floor.station import ScanReply, Station
from wms.inbound import NewPutAway, NewReceipt, receiving
from wms.masterdata import policies
from wms.rules.date_marks import UNDATED
from wms.tables.masterdata import Item, Place, PlaceKind, Supplier
from wms.tables.stock import Lot, LotStatus

DOUBTS = frozenset({codes.Receipt.DATE_FAR})
"""What goods-in asks about before it believes it."""


def begin(station: Station) -> ScanReply:
    station.go(AwaitingLabel())
    return station.say("ok", codes.Floor.RECEIVE)


def _label(station: Station, seen: Scanned) -> ScanReply:
    """Wait for goods: a supplier's card, a label, an item's card, or a lot of ours on the dock."""
    code = seen.code
    if isinstance(code, SupplierCard):
        return _supplier(station, find.supplier_by(station.tx, code=code.code))
    if isinstance(code, ItemCard):
        return _receive(station, find.item_by_code(station.tx, code.code), None)
    if seen.own_lot is not None:
        return _take_up(station, seen.own_lot)
    if isinstance(code, Label):
        return _receive(station, find.item_by_gtin(station.tx, code.gtin), code)
    return station.say("warn", codes.Floor.LABEL_EXPECTED)


def _place(station: Station, seen: Scanned) -> ScanReply:
    """Wait for where the lot goes. Another label is another lot, the same one asks again."""
    if seen.place is not None:
        return _put_away(station, seen.place.id)
    step = station.at(AwaitingPlace)
    if not isinstance(seen.code, Label | ItemCard | SupplierCard):
        return station.say("warn", codes.Floor.PLACE_EXPECTED, lot=step.lot)
    if station.beep.code == step.label and not step.is_asked:
        station.remember(step=replace(step, is_asked=True))
        return station.say("warn", codes.Floor.SAME_LABEL, lot=step.lot)
    return _label(station, seen)


STEPS: Mapping[type[Step], Callable[[Station, Scanned], ScanReply]] = {
    AwaitingLabel: _label,
    AwaitingPlace: _place,
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


def _receive(station: Station, item: Item, label: Label | None) -> ScanReply:
    tx, now = station.tx, station.now
    supplier = _supplier_of(station, label)
    elements = label.elements if label else None
    zone = policies.time_zone(tx, now)
    new = NewReceipt(
        id=station.beep.id,
        dock_place_id=station.place(PlaceKind.DOCK).id,
        item_id=item.id,
        supplier_id=supplier.id,
        quantity=offers.quantity(elements, item, station.beep.weight_mg),
        supplier_lot=label.lot if label else None,
        dates=offers.dates(elements, zone, now) if elements else UNDATED,
        is_sure=_was_asked(station),
    )
    try:
        lot = receiving.receive(tx, new, by=station.by, now=now)
    except Refused as doubt:
        if doubt.code not in DOUBTS:
            raise
        return _ask(station, doubt)
    return _ask_for_place(station, lot, item, codes.Floor.RECEIVED, supplier, new.quantity)


def _was_asked(station: Station) -> bool:
    step = station.step
    return isinstance(step, AwaitingLabel | AwaitingPlace) and step.asked == station.beep.code


def _ask(station: Station, doubt: Refused) -> ScanReply:
    """What is hard to believe is asked: the same label once more says that it is right."""
    step = station.step
    if isinstance(step, AwaitingLabel | AwaitingPlace):
        station.remember(step=replace(step, asked=station.beep.code))
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
    return step.supplier_id if isinstance(step, AwaitingLabel | AwaitingPlace) else None


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
    station.go(AwaitingPlace(lot.id, lot.code, card_of(station.step), station.beep.code))
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
    tx = station.tx
    lot = tx.find(Lot, station.at(AwaitingPlace).lot_id)
    dock = station.place(PlaceKind.DOCK)
    new = NewPutAway(station.beep.id, lot.id, dock.id, place_id)
    quantity = receiving.put_away(tx, new, by=station.by, now=station.now)
    item, place = tx.find(Item, lot.item_id), tx.find(Place, place_id)
    station.go(AwaitingLabel(card_of(station.step)))
    station.remember(undo=PutAwayDone(station.now, lot.id, dock.id, place_id, quantity))
    is_held = lot.status is LotStatus.HELD
    return station.say(
        "warn" if is_held else "ok",
        codes.Floor.PUT_AWAY_HELD if is_held else codes.Floor.PUT_AWAY,
        **shown.of_lot(lot, item, quantity),
        **shown.of_place(place),
    )
