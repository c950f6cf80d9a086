"""Where devices and the browsers at stations speak: events in, answers out, replies as a stream."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from api.ground import codes
from api.ground.stations import Board
from api.ground.texts import Language, text
from api.web import security
from api.web.deps import Caller, Db, Moment, Now
from api.web.errors import Malformed
from api.web.pages import language_of
from api.web.security import needs
from api.work import gateway
from devices.errors import Garbled
from devices.events import from_wire
from wms import equipment, inbox
from wms.db import Database
from wms.tables.access import Role

router = APIRouter(prefix="/v1")

PATIENCE_S = 3.0
"""How often a stream asks whether its reader is still let in, when it has nothing to say."""
SILENT_MAX = 7
"""After so many of those it breathes, so that nobody cuts it off."""
BREATHS_MAX = 300
"""A stream ends after a quarter of an hour of breaths; the browser comes back and logs in anew."""

_FLOOR = (Role.STAFF, Role.DISPATCHER, Role.QUALITY, Role.ADMIN)

Station = Annotated[str, Path(min_length=1, max_length=64)]


class ScanIn(BaseModel):
    """A label read in a browser, by a keyboard wedge, a camera, or typed."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    """Made in the browser; sending it again is answered as the first time."""
    code: Annotated[str, Field(min_length=1, max_length=4_000)]
    aim: Annotated[str, Field(max_length=3)] | None = None
    amount: Annotated[str, Field(min_length=1, max_length=24)] | None = None
    """How much there is of what was scanned: `37` packs, `12.5 kg`, `24 pc`."""
    station: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    """The station whose task this is; without one, the person's own."""
    occurred_at: Moment | None = None


class Reply(BaseModel):
    """What the station says: a tone, a code, and its words in the reader's language."""

    model_config = ConfigDict(extra="allow")

    id: UUID
    tone: str
    code: str
    text: str
    replayed: bool = False


async def raw_body(request: Request) -> bytes:
    """The body as it came; `from_wire` bounds and judges it."""
    return await request.body()


@router.post(
    "/device-events", dependencies=[needs(Role.DEVICE, bounds_body=False)], tags=["devices"]
)
def device_events(
    request: Request, db: Db, caller: Caller, now: Now, body: Annotated[bytes, Depends(raw_body)]
) -> dict[str, Any]:
    """Take events of a far gateway; the answer leaves when all of them are durable.

    What the key may not say is kept as a fault and answered with *stop*; the rest is taken.
    """
    try:
        events = from_wire(body)
    except Garbled as error:
        raise Malformed(
            codes.Events.GARBLED, reason=error.reason, detail=error.detail[:200]
        ) from error
    said = gateway.said_under(caller.name, caller.device_prefix or "", events)
    answers = gateway.take(db, request.app.state.board, said.events, now)
    return {"answers": [asdict(one) for one in (*answers.values(), *said.refused)]}


@router.post("/scans", dependencies=[needs(*_FLOOR)], tags=["floor"])
def scan(request: Request, db: Db, caller: Caller, now: Now, scan: ScanIn) -> Reply:
    """Take a scan made in a browser; the reply names the tone and the next step."""
    by, own = caller.by, _own(caller)
    station = scan.station or own
    _judge_station(db, caller, station)
    body: dict[str, Any] = {"data": scan.code, "aim": scan.aim}
    body["warehouse_id"] = caller.warehouse_id
    if scan.amount is not None:
        body["amount"] = scan.amount
    envelope = inbox.Envelope(scan.id, station, "scan", body, scan.occurred_at, now)
    answer = db.write(lambda tx: inbox.scan(tx, envelope, by=by, now=now))
    if station != own and not answer.replayed:
        board: Board = request.app.state.board
        board.post(station, {"id": str(scan.id), **answer.reply})
    said = _spoken({"id": str(scan.id), **answer.reply}, language_of(request))
    return Reply(**{**said, "replayed": answer.replayed})


def seen_station(db: Db, caller: Caller, station: Station) -> str:
    """A station of the caller's warehouse, or their own. Raises: NotFound."""
    _judge_station(db, caller, station)
    return station


@router.get("/stations/{station}/events", dependencies=[needs(*_FLOOR)], tags=["floor"])
async def station_events(
    request: Request, station: Annotated[str, Depends(seen_station)]
) -> StreamingResponse:
    """The replies at a station as server-sent events: the newest, then others as they come."""
    board: Board = request.app.state.board
    stream = _stream(board, station, language_of(request), partial(security.is_still, request))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


def _own(caller: security.Caller) -> str:
    return f"user-{caller.by}"


def _judge_station(db: Database, caller: security.Caller, station: str) -> None:
    """Raises: NotFound unless it is the caller's own or stands in their warehouse."""
    if station != _own(caller):
        at = db.read(lambda tx: equipment.warehouse_of(tx, station))
        caller.must_see("device", station, at)


async def _stream(
    board: Board, station: str, language: Language, is_let_in: Callable[[], Awaitable[bool]]
) -> AsyncIterator[str]:
    breaths, asked_at = 0, time.monotonic()
    yield "retry: 2000\n\n"
    async for reply in board.watch(station, PATIENCE_S):
        if reply is None or time.monotonic() - asked_at >= PATIENCE_S:
            if not await is_let_in():
                return
            asked_at = time.monotonic()
        if reply is not None:
            said = json.dumps(_spoken(reply, language), ensure_ascii=False, default=str)
            yield f"id: {reply['id']}\ndata: {said}\n\n"
            continue
        breaths += 1
        if breaths > BREATHS_MAX:
            return
        if breaths % SILENT_MAX == 0:
            yield ": still here\n\n"


def _spoken(reply: dict[str, Any], language: Language) -> dict[str, Any]:
    """A reply with its words; a refusal, which names no tone, says stop."""
    details = reply.get("data") or reply.get("details") or {}
    return {"tone": "stop", **reply, "text": text(reply["code"], language, **details)}
