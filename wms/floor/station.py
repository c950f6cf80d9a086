"""One station: what its people are in the middle of, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from wms import codes
from wms.db import Tx, insert_new
from wms.errors import Refused
from wms.masterdata import place_of
from wms.tables.access import User
from wms.tables.equipment import Device
from wms.tables.floor import StationTask
from wms.tables.masterdata import Place, PlaceKind

Tone = Literal["ok", "warn", "stop"]

IDLE = "idle"
ANYTHING = "anything"

EXPECTS: Mapping[tuple[str, str], str] = {
    (IDLE, IDLE): ANYTHING,
    ("receive", "label"): "label",
    ("receive", "place"): "place",
    ("pick", "order"): "order",
    ("pick", "goods"): "lot",
    ("pick", "weigh"): "weight",
    ("load", "trip"): "trip",
    ("load", "parcel"): "parcel",
    ("look", "look"): ANYTHING,
}
"""Every step there is, and what it waits for."""


@dataclass(frozen=True, slots=True)
class Beep:
    """A scan: its id, where it was made, and what the scale beside shows."""

    id: UUID
    station: str
    code: str
    aim: str | None = None
    weight_mg: int | None = None
    warehouse_id: int | None = None
    """Where a browser works that is no registered device."""


@dataclass(frozen=True, slots=True)
class ScanReply:
    """What the gun sounds and the page shows. Texts belong to the code; `data` fills them."""

    flow: str
    step: str
    tone: Tone
    code: codes.Code
    data: dict[str, Any] = field(default_factory=dict)
    expects: str = ANYTHING
    """What to scan next: label, place, order, lot, weight, trip, parcel, anything."""


@dataclass(slots=True)
class Station:
    """A station's task, locked, with the beep that is being answered."""

    tx: Tx
    task: StationTask
    beep: Beep
    warehouse_id: int
    place_id: int | None
    now: datetime

    @property
    def by(self) -> int | None:
        """Whoever last worked here under a name."""
        return self.task.user_id

    @property
    def data(self) -> dict[str, Any]:
        """What the task remembers. Changed only through `go`."""
        return self.task.data

    def go(self, flow: str, step: str, **data: Any) -> None:
        """Be at another step and remember only this, besides what can be undone."""
        kept = {"undo": self.data["undo"]} if "undo" in self.data else {}
        self.task.flow, self.task.step = flow, step
        self.task.data = kept | data

    def remember(self, **data: Any) -> None:
        """Remember this besides the rest; None forgets."""
        merged = {**self.data, **data}
        self.task.data = {name: value for name, value in merged.items() if value is not None}

    def say(self, tone: Tone, code: codes.Code, /, **data: Any) -> ScanReply:
        """The reply of the step the station is at now."""
        if code.kind is codes.Kind.REPLY:
            codes.must_carry(code, data)
        flow, step = self.task.flow, self.task.step
        return ScanReply(flow, step, tone, code, data, EXPECTS[flow, step])

    def place(self, kind: PlaceKind) -> Place:
        """Where the station works: its own place if it is of this kind, else the first such.

        Raises: NotFound.
        """
        if self.place_id is not None:
            own = self.tx.find(Place, self.place_id)
            if own.kind is kind:
                return own
        return place_of(self.tx, self.warehouse_id, kind)


def open_station(tx: Tx, beep: Beep, *, by: int | None, now: datetime) -> Station:
    """Take up a station's task where it was left. Raises: Refused("floor.station_unknown")."""
    device = tx.get(Device, beep.station)
    warehouse_id = device.warehouse_id if device else beep.warehouse_id or _home(tx, by)
    if warehouse_id is None:
        raise Refused(codes.Floor.STATION_UNKNOWN, station=beep.station)
    idle = {"flow": IDLE, "step": IDLE, "data": {}, "updated_at": now, "user_id": by}
    insert_new(tx, StationTask, [{"station": beep.station[:64], **idle}])
    task = tx.lock(StationTask, beep.station[:64])
    task.user_id = by or task.user_id
    task.updated_at = now
    place_id = device.place_id if device else None
    return Station(tx, task, beep, warehouse_id, place_id, now)


def _home(tx: Tx, user_id: int | None) -> int | None:
    return tx.find(User, user_id).warehouse_id if user_id is not None else None
