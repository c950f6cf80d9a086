"""What drivers do, as their phones report it: at once, or hours later and more than once.

Each act carries an id made on the phone and enters once; a refusal is kept with its reason. The
phone's clock is not trusted: what it claims is stored beside the time of receipt.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from api.web.deps import ID_MAX, Caller, Db, Id, Moment, Now
from api.web.security import needs
from wms import codes, inbox
from wms.db import Tx
from wms.errors import NotFound, Refused
from wms.inbox import Envelope
from wms.tables.access import Role
from wms.transport import delivery, dispatch
from wms.transport.delivery import DoorLine, NewProof
from wms.units import QUANTITY_MAX

router = APIRouter(prefix="/v1", tags=["driver"])

MAY = needs(Role.DRIVER)
LINES_MAX = 500
SIGNATURE_MAX = 65_536

Quantity = Annotated[int, Field(ge=0, le=QUANTITY_MAX)]
RowId = Annotated[int, Field(ge=1, le=ID_MAX)]
Words = Annotated[str, Field(max_length=200)]
Act = Callable[[Tx], object]


class Done(BaseModel):
    """Something the driver did; `occurred_at` by the phone's clock."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    occurred_at: Moment


class Departure(Done):
    reason: Words | None = None
    """Why the trip leaves without what is not aboard."""


class DoorLineBody(BaseModel):
    """One lot of one line, in base units: all that was aboard is in one of the three."""

    model_config = ConfigDict(extra="forbid")

    order_line_id: RowId
    lot_id: RowId
    delivered: Quantity
    short: Quantity = 0
    refused: Quantity = 0
    reason: Annotated[str, Field(max_length=40)] | None = None


class Position(BaseModel):
    model_config = ConfigDict(extra="forbid")

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class ProofBody(Done):
    """A delivery; the photo is JPEG, PNG or WebP in base 64."""

    stop_id: RowId
    received_by: Annotated[str, Field(max_length=200)]
    lines: list[DoorLineBody] = Field(max_length=LINES_MAX)
    signature_svg: Annotated[str, Field(max_length=SIGNATURE_MAX)] | None = None
    photo: Base64Bytes | None = None
    temperature_c: float | None = None
    position: Position | None = None

    def proof(self) -> NewProof:
        return NewProof(
            id=self.id,
            stop_id=self.stop_id,
            received_by=self.received_by,
            occurred_at=self.occurred_at,
            lines=tuple(DoorLine(**line.model_dump()) for line in self.lines),
            signature_svg=self.signature_svg,
            photo=self.photo,
            temperature_c=self.temperature_c,
            position=(self.position.latitude, self.position.longitude) if self.position else None,
        )


class Receipt(BaseModel):
    """The server has it; sent again, the answer is the same."""

    id: UUID
    received_at: datetime
    replayed: bool


@router.post("/trips/{trip_id}/departure", dependencies=[MAY])
def depart(trip_id: Id, body: Departure, db: Db, caller: Caller, now: Now) -> Receipt:
    """The trip leaves the warehouse."""

    def act(tx: Tx) -> object:
        _must_be_own(tx, trip_id, caller.by)
        reason = body.reason
        return dispatch.depart(tx, trip_id, forced_reason=reason, by=caller.by, now=now)

    return _entered(db, _envelope(body, caller, now, "departure", trip=trip_id), act)


@router.post("/trips/{trip_id}/return", dependencies=[MAY])
def come_back(trip_id: Id, body: Done, db: Db, caller: Caller, now: Now) -> Receipt:
    """The vehicle is back and is emptied."""

    def act(tx: Tx) -> object:
        _must_be_own(tx, trip_id, caller.by)
        return dispatch.return_(tx, trip_id, by=caller.by, now=now)

    return _entered(db, _envelope(body, caller, now, "return", trip=trip_id), act)


@router.post("/stops/{stop_id}/arrival", dependencies=[MAY])
def arrive(stop_id: Id, body: Done, db: Db, caller: Caller, now: Now) -> Receipt:
    """The driver is at the door."""

    def act(tx: Tx) -> object:
        return delivery.arrive(tx, stop_id, by=caller.by)

    return _entered(db, _envelope(body, caller, now, "arrival", stop=stop_id), act)


@router.post("/proofs", dependencies=[MAY])
def prove(body: ProofBody, db: Db, caller: Caller, now: Now) -> Receipt:
    """A delivery with its evidence."""

    def act(tx: Tx) -> object:
        return delivery.prove(tx, body.proof(), by=caller.by, now=now)

    return _entered(db, _envelope(body, caller, now, "proof"), act, heard=False)


def _envelope(body: Done, caller: Caller, now: datetime, kind: str, **about: Any) -> Envelope:
    """The act as the inbox keeps it; a photo is kept with its proof, here only its digest."""
    said = body.model_dump(mode="json", exclude={"photo"}) | about
    photo = getattr(body, "photo", None)
    if photo is not None:
        said["photo_sha256"] = hashlib.sha256(photo).hexdigest()
    return Envelope(body.id, f"user:{caller.by}", kind, said, body.occurred_at, now)


def _entered(db: Db, envelope: Envelope, act: Act, *, heard: bool = True) -> Receipt:
    """Enter an act once. `heard` False: what is refused must be looked at in the office too.

    Raises: Refused and NotFound with the reason, now and at every replay; Conflict.
    """

    def handle(tx: Tx, _envelope: Envelope) -> dict[str, Any]:
        act(tx)
        return {"received_at": envelope.received_at.isoformat()}

    answer = db.write(lambda tx: inbox.accept(tx, envelope, handle, heard=heard))
    if answer.refused:
        raise _refusal(**answer.reply)
    return Receipt(id=envelope.id, replayed=answer.replayed, **answer.reply)


def _refusal(code: str, details: dict[str, Any]) -> Refused | NotFound:
    """The refusal as it was stored, which may have been done by an older release."""
    known = codes.stored(code, codes.Inbox.REFUSED_BEFORE)
    if known is codes.Inbox.REFUSED_BEFORE:
        return Refused(known, code=code)
    if known is not codes.General.NOT_FOUND:
        return Refused(known, **details)
    rest = {name: value for name, value in details.items() if name != "what"}
    return NotFound(details.get("what", "thing"), **rest)


def _must_be_own(tx: Tx, trip_id: int, driver_id: int) -> None:
    """Raises: NotFound, also for another driver's trip."""
    if dispatch.trip(tx, trip_id).driver_id != driver_id:
        raise NotFound("trip", id=str(trip_id))
