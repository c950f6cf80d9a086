"""Answering a beep: take up the station's task, run its step, say what is next."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from wms import codes
from wms.db import Tx
from wms.errors import NotFound, Refused
from wms.facts import events
from wms.facts.catalogue import ScanRefused
from wms.floor import load, look, memory, pick, putback, receive, undo
from wms.floor.codes import Amount, Code, Command, Half, ItemCard, Label, SupplierCard, read
from wms.floor.find import Scanned
from wms.floor.memory import (
    AwaitingLabel,
    AwaitingOrder,
    AwaitingPlace,
    AwaitingShelf,
    AwaitingStray,
    AwaitingTrip,
    Idle,
    Step,
)
from wms.floor.station import Beep, ScanReply, Station, open_station
from wms.tables.floor import StationTask
from wms.tables.masterdata import Place, PlaceKind
from wms.tables.ordering import OrderState

STEPS: Mapping[type[Step], Callable[[Station, Scanned], ScanReply]] = {
    **receive.STEPS,
    **pick.STEPS,
    **load.STEPS,
    **putback.STEPS,
    **look.STEPS,
}
"""What each step makes of a scan; every flow has its own table."""

RESTING = (Idle, AwaitingLabel, AwaitingOrder, AwaitingTrip, AwaitingStray)
"""Steps with nothing half done: a code that begins another flow begins it."""


_NO_SUCH = {
    "code": codes.Floor.NO_SUCH_CODE,
    "item": codes.Floor.NO_SUCH_ITEM,
    "lot": codes.Floor.NO_SUCH_LOT,
    "parcel": codes.Floor.NO_SUCH_PARCEL,
    "place": codes.Floor.NO_SUCH_PLACE,
    "supplier": codes.Floor.NO_SUCH_SUPPLIER,
    "trip": codes.Floor.NO_SUCH_TRIP,
}


def scan(tx: Tx, beep: Beep, *, by: int | None = None, now: datetime) -> ScanReply:
    """Answer a beep. What a rule refuses is answered with stop, changes nothing, and is noted.

    Raises: Refused("floor.station_unknown").
    """
    station = open_station(tx, beep, by=by, now=now)
    if station.is_lost:
        station.go(Idle())
        return station.say("warn", codes.Floor.START_OVER)
    before = station.memory
    try:
        with tx.begin_nested():
            return _led_on(station, _run(station, read(beep.code, beep.aim)))
    except (Refused, NotFound) as error:
        tx.refresh(station.task)
        station.memory = before
        reply = _led_on(station, station.say("stop", _code_of(error), **error.details))
    refused = ScanRefused(beep.station[:64], str(reply.code), beep.code[:80])
    events.record(tx, refused, at=now, by=station.by, warehouse_id=station.warehouse_id)
    return reply


def current(tx: Tx, station: str) -> ScanReply:
    """Where a station is, without a scan: for a page that has just been opened."""
    task = tx.get(StationTask, station)
    kept = task and memory.read(task.flow, task.step, task.data)
    if not kept:
        return ScanReply(Idle.flow, Idle.name, "ok", codes.Floor.READY)
    step = kept.step
    shown: dict[str, Any] = (
        {"lot": step.lot} if isinstance(step, AwaitingPlace | AwaitingShelf) else {}
    )
    if kept.following is not None:
        shown["next"] = kept.following
    code = codes.Floor[f"EXPECTS_{step.expects.upper()}"]
    return ScanReply(step.flow, step.name, "ok", code, shown, step.expects)


def _led_on(station: Station, reply: ScanReply) -> ScanReply:
    """What comes next stays in sight: a reply that does not say it repeats what was said last."""
    if reply.tone == "ok" or "left" in reply.data:
        station.remember(following=reply.data.get("next", reply.data))
        return reply
    last = station.memory.following
    return reply if last is None else replace(reply, data={"next": last, **reply.data})


def _code_of(error: Refused | NotFound) -> codes.Code:
    """People at a gun are told what it is that does not exist."""
    if isinstance(error, NotFound):
        return _NO_SUCH.get(error.details["what"], error.code)
    return error.code


def _run(station: Station, code: Code) -> ScanReply:
    if isinstance(code, Command):
        return _command(station, code.name)
    seen = Scanned(station.tx, code, station.warehouse_id)
    if isinstance(station.step, RESTING):
        flow = _flow_for(station, seen)
        if flow != station.step.flow:
            _BEGIN[flow](station)
    return STEPS[type(station.step)](station, seen)


def _command(station: Station, name: str) -> ScanReply:
    if name == "UNDO":
        return undo.undo(station)
    if name == "DONE":
        return pick.done(station)
    if name == "STOP":
        station.go(Idle())
        return station.say("ok", codes.Floor.READY)
    if name.lower() not in _BEGIN:
        raise Refused(codes.Floor.UNKNOWN_COMMAND, command=name[:40])
    return _BEGIN[name.lower()](station)


_BEGIN: Mapping[str, Callable[[Station], ScanReply]] = {
    "receive": receive.begin,
    "pick": pick.begin,
    "load": load.begin,
    "putback": putback.begin,
    "look": look.begin,
}


def _flow_for(station: Station, seen: Scanned) -> str:
    """Which flow a code belongs to where nothing is half done."""
    if seen.order and seen.order.state is OrderState.CANCELLED:
        return "putback"
    if seen.order or seen.wave:
        return "pick"
    if seen.trip or seen.vehicle:
        return "load"
    if not isinstance(station.step, Idle):
        return station.step.flow
    if isinstance(seen.code, SupplierCard | ItemCard) or _stands_on(station, PlaceKind.DOCK):
        return "receive"
    if isinstance(seen.code, Half | Amount):
        return "receive"
    if isinstance(seen.code, Label) and seen.lot_here is None:
        return "receive"
    return "look"


def _stands_on(station: Station, kind: PlaceKind) -> bool:
    if station.place_id is None:
        return False
    return station.tx.find(Place, station.place_id).kind is kind
