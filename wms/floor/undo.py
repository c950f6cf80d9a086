"""`CMD-UNDO`: the last put-away or pick at this station, taken back by moves of its own."""

from datetime import timedelta

from wms import codes
from wms.errors import Refused
from wms.floor import shown
from wms.floor.memory import AwaitingGoods, AwaitingPlace, PickDone, PutAwayDone
from wms.floor.pick import next_pick, wave_of
from wms.floor.receive import card_of
from wms.floor.station import ScanReply, Station
from wms.masterdata import policies
from wms.outbound import ToPick, picking
from wms.stock import ledger
from wms.stock.ledger import NewMove, NewReturn
from wms.tables.masterdata import Item
from wms.tables.stock import Lot, MoveReason


def undo(station: Station) -> ScanReply:
    """Take back the last step while it is fresh.

    Raises: Refused("floor.nothing_to_undo" | "floor.too_late" | "order.wrong_state" |
    "stock.short").
    """
    last = station.memory.undo
    if last is None:
        raise Refused(codes.Floor.NOTHING_TO_UNDO)
    allowed = timedelta(seconds=policies.get(station.tx, "undo_s", station.now))
    if station.now - last.at > allowed:
        raise Refused(codes.Floor.TOO_LATE, seconds=int(allowed.total_seconds()))
    reply = _put_away(station, last) if isinstance(last, PutAwayDone) else _pick(station, last)
    station.remember(undo=None)
    return reply


def _put_away(station: Station, last: PutAwayDone) -> ScanReply:
    """Back onto the dock, and wait again for where it goes."""
    tx = station.tx
    lot = tx.find(Lot, last.lot_id)
    item = tx.find(Item, lot.item_id)
    move = NewMove(
        ledger.move_id("undo", station.beep.id),
        lot.id,
        last.to_place_id,
        last.from_place_id,
        last.quantity,
        MoveReason.CORRECTION,
        station.now,
        station.by,
    )
    ledger.post(tx, [move])
    station.go(AwaitingPlace(lot.id, lot.code, card_of(station.step)))
    return station.say("ok", codes.Floor.UNDONE_PUT_AWAY, **shown.of_lot(lot, item, last.quantity))


def _pick(station: Station, last: PickDone) -> ScanReply:
    """Back onto its shelf, and it is the next to fetch again."""
    for taken in last.picks:
        move_id = ledger.move_id("undo", station.beep.id, taken.allocation_id)
        back = (taken.allocation_id, taken.quantity, last.from_place_id)
        new = NewReturn(move_id, *back, station.now, station.by)
        order = picking.put_back(station.tx, new)
    left = picking.open_picks(station.tx, order.id)
    station.go(AwaitingGoods(order.id, wave_of(station.step)))
    return station.say("ok", codes.Floor.UNDONE_PICK, **next_pick(order, left[0], ToPick(left)))
