"""Answering a beep: take up the station's task, run its step, say what is next."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from wms import codes
from wms.db import Tx
from wms.errors import NotFound, Refused
from wms.facts import FactKind, events
from wms.floor import find, load, look, pick, receive, undo
from wms.floor.codes import Code, Command, ItemCard, Label, SupplierCard, read
from wms.floor.station import EXPECTS, IDLE, Beep, ScanReply, Station, open_station
from wms.tables.floor import StationTask
from wms.tables.masterdata import Place, PlaceKind

FLOWS: Mapping[str, Mapping[str, Callable[[Station, Code], ScanReply]]] = {
    "receive": receive.STEPS,
    "pick": pick.STEPS,
    "load": load.STEPS,
    "look": look.STEPS,
}
"""Every flow is its table of steps."""

RESTING = {(IDLE, IDLE), ("receive", "label"), ("pick", "order"), ("load", "trip")}
"""Steps with nothing half done: a code that begins another flow begins it."""


_WAITS_FOR = {expects: codes.Floor[f"EXPECTS_{expects.upper()}"] for expects in EXPECTS.values()}
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
    try:
        with tx.begin_nested():
            return _led_on(station, _run(station, read(beep.code, beep.aim)))
    except (Refused, NotFound) as error:
        tx.refresh(station.task)
        reply = _led_on(station, station.say("stop", _code_of(error), **error.details))
    events.record(
        tx,
        FactKind.SCAN_REFUSED,
        f"station:{beep.station}"[:60],
        at=now,
        by=station.by,
        warehouse_id=station.warehouse_id,
        code=reply.code,
        scanned=beep.code[:80],
    )
    return reply


def current(tx: Tx, station: str) -> ScanReply:
    """Where a station is, without a scan: for a page that has just been opened."""
    task = tx.get(StationTask, station)
    if task is None or (task.flow, task.step) not in EXPECTS:
        return ScanReply(IDLE, IDLE, "ok", codes.Floor.READY)
    expects = EXPECTS[task.flow, task.step]
    shown = {name: value for name, value in task.data.items() if name in {"lot", "next"}}
    return ScanReply(task.flow, task.step, "ok", _WAITS_FOR[expects], shown, expects)


def _led_on(station: Station, reply: ScanReply) -> ScanReply:
    """What comes next stays in sight: a reply that does not say it repeats what was said last."""
    if reply.tone == "ok" or "left" in reply.data:
        station.remember(next=reply.data.get("next", reply.data))
        return reply
    last = station.data.get("next")
    return reply if last is None else replace(reply, data={"next": last, **reply.data})


def _code_of(error: Refused | NotFound) -> codes.Code:
    """People at a gun are told what it is that does not exist."""
    if isinstance(error, NotFound):
        return _NO_SUCH.get(error.details["what"], error.code)
    return error.code


def _run(station: Station, code: Code) -> ScanReply:
    if isinstance(code, Command):
        return _command(station, code.name)
    task = station.task
    if (task.flow, task.step) in RESTING:
        flow = _flow_for(station, code)
        if flow != task.flow:
            _BEGIN[flow](station)
    return FLOWS[task.flow][task.step](station, code)


def _command(station: Station, name: str) -> ScanReply:
    if name == "UNDO":
        return undo.undo(station)
    if name == "DONE":
        return pick.done(station)
    if name == "STOP":
        station.go(IDLE, IDLE)
        return station.say("ok", codes.Floor.READY)
    if name.lower() not in FLOWS:
        raise Refused(codes.Floor.UNKNOWN_COMMAND, command=name[:40])
    return _BEGIN[name.lower()](station)


_BEGIN: Mapping[str, Callable[[Station], ScanReply]] = {
    "receive": receive.begin,
    "pick": pick.begin,
    "load": load.begin,
    "look": look.begin,
}


def _flow_for(station: Station, code: Code) -> str:
    """Which flow a code belongs to where nothing is half done."""
    tx, at = station.tx, station.warehouse_id
    if find.order_by_number(tx, code, at) or find.wave_by_number(tx, code, at):
        return "pick"
    if find.is_trip_or_vehicle(tx, code, at):
        return "load"
    if station.task.flow != IDLE:
        return station.task.flow
    if isinstance(code, SupplierCard | ItemCard) or _stands_on(station, PlaceKind.DOCK):
        return "receive"
    if isinstance(code, Label) and find.lot_here(tx, code, at) is None:
        return "receive"
    return "look"


def _stands_on(station: Station, kind: PlaceKind) -> bool:
    if station.place_id is None:
        return False
    return station.tx.find(Place, station.place_id).kind is kind
