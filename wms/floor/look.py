"""Looking up: whatever is scanned, what it is and where it is. It changes nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select

from wms import codes
from wms.errors import NotFound, Refused
from wms.floor import find, shown
from wms.floor.codes import Half, ItemCard, Label, ParcelLabel, SupplierCard
from wms.floor.find import Scanned
from wms.floor.memory import Looking, Step
from wms.floor.station import ScanReply, Station
from wms.masterdata import policies
from wms.stock import HoldReason, holds, ledger, lots
from wms.tables.masterdata import Item, Place
from wms.tables.ordering import Order
from wms.tables.outbound import Parcel
from wms.tables.stock import Balance, Lot, LotStatus


def begin(station: Station) -> ScanReply:
    station.go(Looking())
    return station.say("ok", codes.Floor.LOOK)


def look(station: Station, seen: Scanned) -> ScanReply:
    """Say what a code is. Raises: NotFound."""
    code = seen.code
    if isinstance(code, ParcelLabel):
        return _parcel(station, code.sscc)
    if isinstance(code, SupplierCard):
        supplier = find.supplier_by(station.tx, code=code.code)
        names = {"supplier_zh": supplier.name_zh, "supplier_en": supplier.name_en}
        return station.say("ok", codes.Floor.SEEN_SUPPLIER, supplier=supplier.code, **names)
    if seen.lot_here is not None:
        return _lot(station, seen.lot_here)
    if isinstance(code, Label | Half):
        return _label(station, code)
    if isinstance(code, ItemCard):
        return _item(station, find.item_by_code(station.tx, code.code))
    if seen.place is not None:
        return _place(station, seen.place)
    order = seen.order
    if order is not None:
        return station.say("ok", codes.Floor.SEEN_ORDER, order=order.number, state=str(order.state))
    raise NotFound("code", code=station.beep.code[:80])


STEPS: Mapping[type[Step], Callable[[Station, Scanned], ScanReply]] = {Looking: look}


def _label(station: Station, label: Label | Half) -> ScanReply:
    """An item, or the lots that came in under the supplier's own number.

    Raises: NotFound; Refused("floor.lot_of_other_item" | "floor.lot_not_ours").
    """
    if isinstance(label, Half):
        return station.say("warn", codes.Floor.HALF_LABEL)
    item = find.item_by_gtin(station.tx, label.gtin)
    if label.lot is None:
        return _item(station, item)
    find.must_belong_together(station.tx, item, label)
    same = (Lot.item_id == item.id) & (Lot.supplier_lot == label.lot)
    newest = select(Lot).where(same).order_by(Lot.id.desc())
    for lot in station.tx.scalars(newest.limit(8)):
        if lots.is_known_at(station.tx, lot.id, station.warehouse_id):
            return _lot(station, lot)
    names = {"item_zh": item.name_zh, "item_en": item.name_en}
    raise Refused(codes.Floor.LOT_NOT_OURS, code=station.beep.code[:80], **names)


def _lot(station: Station, lot: Lot) -> ScanReply:
    """Where it is, until when it is sold, and what stops it, the worst first."""
    tx = station.tx
    item = tx.find(Item, lot.item_id)
    there = [x for x in ledger.where(tx, lot.id) if x.warehouse_id == station.warehouse_id]
    zone = policies.time_zone(tx, station.now)
    said: dict[str, Any] = {
        "places": [
            {
                "place": one.place_code,
                "on_hand": one.on_hand,
                "amount": shown.amount(one.on_hand, item.unit),
            }
            for one in there
        ],
        "where": ", ".join(one.place_code for one in there),
        "day": f"{lot.sell_until.astimezone(zone):%Y-%m-%d %H:%M}",
        **shown.of_lot(lot, item, sum(one.on_hand for one in there)),
    }
    placed = {row.reason: row for row in reversed(holds.open_holds(tx, [lot.id]))}
    for reason, code in STOPPED.items():
        if row := placed.get(reason):
            since = f"{row.placed_at.astimezone(zone):%m-%d %H:%M}"
            return station.say("stop", code, since=since, note=row.note or "", **said)
    if lot.status is LotStatus.TESTING:
        return station.say("warn", codes.Floor.SEEN_LOT_TESTING, **said)
    return station.say("ok", codes.Floor.SEEN_LOT, **said)


STOPPED = {
    HoldReason.RECALL: codes.Floor.SEEN_LOT_RECALLED,
    HoldReason.RESIDUE: codes.Floor.SEEN_LOT_FAILED,
    HoldReason.QUALITY: codes.Floor.SEEN_LOT_HELD,
    HoldReason.EXCURSION: codes.Floor.SEEN_LOT_WARM,
}


def _item(station: Station, item: Item) -> ScanReply:
    stock = ledger.available(station.tx, station.warehouse_id, [item.id], station.now)[item.id]
    return station.say(
        "ok",
        codes.Floor.SEEN_ITEM,
        on_hand=shown.amount(stock.on_hand, item.unit),
        free=shown.amount(stock.free, item.unit),
        **shown.of_item(item),
    )


def _place(station: Station, place: Place) -> ScanReply:
    rows = station.tx.execute(
        select(func.count(), func.sum(Balance.on_hand * Item.piece_g))
        .join(Item, Item.id == Balance.item_id)
        .where(Balance.warehouse_id == place.warehouse_id, Balance.place_id == place.id)
    ).one()
    count, weight_g = rows
    kg = f"{(weight_g or 0) / 1000:,.1f}"
    return station.say(
        "ok", codes.Floor.SEEN_PLACE, lots=count, weight_kg=kg, **shown.of_place(place)
    )


def _parcel(station: Station, sscc: str) -> ScanReply:
    parcel = station.tx.scalar(select(Parcel).where(Parcel.sscc == sscc))
    order = station.tx.find(Order, parcel.order_id) if parcel else None
    if parcel is None or order is None or order.warehouse_id != station.warehouse_id:
        raise NotFound("parcel", code=sscc)
    place = station.tx.find(Place, parcel.place_id)
    return station.say(
        "ok",
        codes.Floor.SEEN_PARCEL,
        sscc=sscc,
        order=order.number,
        state=str(parcel.state),
        weight_kg=f"{parcel.weight_g / 1000:,.2f}",
        **shown.of_place(place),
    )
