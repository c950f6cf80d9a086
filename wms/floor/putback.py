"""Putting back: goods picked for orders that ended go from the stage to a shelf, free again.

goods → place → goods …; a parcel or an ended order says what is in it
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from wms import codes
from wms.errors import Refused
from wms.floor import amounts, shown
from wms.floor.codes import Amount, ParcelLabel
from wms.floor.find import Scanned
from wms.floor.memory import AwaitingShelf, AwaitingStray, Step
from wms.floor.station import ScanReply, Station
from wms.outbound import ending
from wms.tables.masterdata import Item, Place
from wms.tables.outbound import Parcel
from wms.tables.stock import Lot, LotStatus


def begin(station: Station) -> ScanReply:
    station.go(AwaitingStray())
    found = ending.strays(station.tx, station.warehouse_id)
    if not found:
        return station.say("ok", codes.Floor.PUT_BACK_NONE)
    return station.say("ok", codes.Floor.PUT_BACK, **_next(found))


def _goods(station: Station, seen: Scanned) -> ScanReply:
    """Wait for something to put back: a lot, or the parcel or order it was picked for."""
    found = ending.strays(station.tx, station.warehouse_id)
    order_id = _order_of(station, seen)
    lot = seen.lot_here
    if order_id is not None:
        mine = [one for one in found if one.order_id == order_id]
    elif lot is not None:
        mine = [one for one in found if one.lot_id == lot.id]
        if not mine:
            raise Refused(codes.Stock.NOTHING_TO_PUT_BACK, lot=lot.code)
    else:
        return station.say("warn", codes.Floor.STRAY_EXPECTED)
    if not mine:
        return station.say("ok", codes.Floor.PUT_BACK_NONE)
    return _ask(station, [one for one in found if one.lot_id == mine[0].lot_id])


def _shelf(station: Station, seen: Scanned) -> ScanReply:
    """Wait for where it goes; other goods are taken up instead."""
    step = station.at(AwaitingShelf)
    if isinstance(seen.code, Amount):
        return amounts.note(station, seen.code)
    place = seen.place
    if place is None:
        if seen.lot_here is not None or isinstance(seen.code, ParcelLabel):
            return _goods(station, seen)
        return station.say("warn", codes.Floor.PLACE_EXPECTED, lot=step.lot)
    return _put_back(station, step.lot_id, place)


STEPS: Mapping[type[Step], Callable[[Station, Scanned], ScanReply]] = {
    AwaitingStray: _goods,
    AwaitingShelf: _shelf,
}


def _order_of(station: Station, seen: Scanned) -> int | None:
    if isinstance(seen.code, ParcelLabel):
        same = Parcel.sscc == seen.code.sscc
        return station.tx.scalar(select(Parcel.order_id).where(same))
    return seen.order.id if seen.order is not None else None


def _ask(station: Station, mine: Sequence[ending.Stray]) -> ScanReply:
    first = mine[0]
    lot = station.tx.find(Lot, first.lot_id)
    item = station.tx.find(Item, first.item_id)
    station.go(AwaitingShelf(lot.id, lot.code))
    quantity = sum(one.quantity for one in mine)
    said = shown.of_lot(lot, item, quantity)
    is_fine = lot.status is LotStatus.RELEASED and lot.sell_until > station.now
    return station.say(
        "ok" if is_fine else "warn", codes.Floor.WHERE_BACK, suggested=first.shelf, **said
    )


def _put_back(station: Station, lot_id: int, place: Place) -> ScanReply:
    tx = station.tx
    lot = tx.find(Lot, lot_id)
    item = tx.find(Item, lot.item_id)
    typed = station.beep.amount or station.at(AwaitingShelf).amount
    part = None if typed is None else amounts.typed(typed, item)
    new = ending.NewPutBack(station.beep.id, lot_id, place.id, part)
    quantity = ending.put_back(tx, new, by=station.by, now=station.now)
    station.go(AwaitingStray())
    left = ending.strays(tx, station.warehouse_id)
    said = {**shown.of_lot(lot, item, quantity), **shown.of_place(place)}
    more = {"next": _next(left)} if left else {}
    return station.say(
        "ok", codes.Floor.PUT_BACK_DONE, left=len(ending.by_lot(left)), **said, **more
    )


def _next(found: Sequence[ending.Stray]) -> dict[str, Any]:
    """The next thing to carry back, as the page shows it."""
    first = found[0]
    amounts = ending.by_lot(found)
    return {
        "left": len(amounts),
        "lot": first.lot_code,
        "place": first.shelf,
        "item_zh": first.name_zh,
        "item_en": first.name_en,
        "unit": str(first.unit),
        "amount": shown.amount(amounts[first.lot_id], first.unit),
    }
