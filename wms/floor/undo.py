"""`CMD-UNDO`: the last put-away or pick at this station, taken back by moves of its own."""

from datetime import datetime, timedelta
from typing import Any

from wms import codes
from wms.errors import Refused
from wms.floor import shown
from wms.floor.pick import next_pick
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
    last = station.data.get("undo")
    if last is None:
        raise Refused(codes.Floor.NOTHING_TO_UNDO)
    allowed = timedelta(seconds=policies.get(station.tx, "undo_s", station.now))
    if station.now - datetime.fromisoformat(last["at"]) > allowed:
        raise Refused(codes.Floor.TOO_LATE, seconds=int(allowed.total_seconds()))
    reply = _PUT_BACK[last["what"]](station, last)
    station.remember(undo=None)
    return reply


def _put_away(station: Station, last: dict[str, Any]) -> ScanReply:
    """Back onto the dock, and wait again for where it goes."""
    tx = station.tx
    lot = tx.find(Lot, last["lot_id"])
    item = tx.find(Item, lot.item_id)
    move = NewMove(
        ledger.move_id("undo", station.beep.id),
        lot.id,
        last["to"],
        last["from"],
        last["quantity"],
        MoveReason.CORRECTION,
        station.now,
        station.by,
    )
    ledger.post(tx, [move])
    supplier_id = station.data.get("supplier_id")
    kept = {"supplier_id": supplier_id} if supplier_id else {}
    station.go("receive", "place", lot_id=lot.id, lot=lot.code, **kept)
    return station.say(
        "ok", codes.Floor.UNDONE_PUT_AWAY, **shown.of_lot(lot, item, last["quantity"])
    )


def _pick(station: Station, last: dict[str, Any]) -> ScanReply:
    """Back onto its shelf, and it is the next to fetch again."""
    for allocation_id, quantity in last["picks"]:
        move_id = ledger.move_id("undo", station.beep.id, allocation_id)
        new = NewReturn(move_id, allocation_id, quantity, last["from"], station.now, station.by)
        order = picking.put_back(station.tx, new)
    left = picking.open_picks(station.tx, order.id)
    kept = {"wave_id": station.data["wave_id"]} if "wave_id" in station.data else {}
    station.go("pick", "goods", order_id=order.id, **kept)
    return station.say("ok", codes.Floor.UNDONE_PICK, **next_pick(order, left[0], ToPick(left)))


_PUT_BACK = {"put_away": _put_away, "pick": _pick}
