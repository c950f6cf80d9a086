"""One station: what its people are in the middle of, and where they stand."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

from wms import codes
from wms.db import Tx, insert_new
from wms.errors import Refused
from wms.floor import memory
from wms.floor.memory import ANYTHING, Idle, Memory, Step
from wms.masterdata import place_of
from wms.tables.access import User
from wms.tables.equipment import Device
from wms.tables.floor import StationTask
from wms.tables.masterdata import Place, PlaceKind

Tone = Literal["ok", "warn", "stop"]

At = TypeVar("At", bound=Step)


@dataclass(frozen=True, slots=True)
class Beep:
    """A scan: its id, where it was made, and what the scale beside shows."""

    id: UUID
    station: str
    code: str
    aim: str | None = None
    weight_mg: int | None = None
    amount: str | None = None
    """How much there is of what was scanned, as somebody typed it: `37`, `12.5 kg`."""
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
    memory: Memory
    is_lost: bool = False
    """What it was in the middle of is not understood."""

    @property
    def by(self) -> int | None:
        """Whoever last worked here under a name."""
        return self.task.user_id

    @property
    def step(self) -> Step:
        """Where the station is."""
        return self.memory.step

    def at(self, kind: type[At]) -> At:
        """The step the station is at, where only one kind can be."""
        assert isinstance(self.step, kind), self.step
        return self.step

    def go(self, step: Step) -> None:
        """Be at another step and remember nothing else but what can be undone."""
        self._keep(Memory(step, self.memory.undo))

    def remember(self, **changes: Any) -> None:
        """Change what is remembered: `step`, `undo` or `following`."""
        self._keep(replace(self.memory, **changes))

    def say(self, tone: Tone, code: codes.Code, /, **data: Any) -> ScanReply:
        """The reply of the step the station is at now."""
        step = self.step
        return ScanReply(step.flow, step.name, tone, code, data, step.expects)

    def _keep(self, kept: Memory) -> None:
        self.memory = kept
        self.task.flow, self.task.step = kept.step.flow, kept.step.name
        self.task.data = memory.written(kept)

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
    idle = {"flow": Idle.flow, "step": Idle.name, "data": {}, "updated_at": now, "user_id": by}
    insert_new(tx, StationTask, [{"station": beep.station[:64], **idle}])
    task = tx.lock(StationTask, beep.station[:64])
    task.user_id = by or task.user_id
    task.updated_at = now
    place_id = device.place_id if device else None
    kept = memory.read(task.flow, task.step, task.data)
    return Station(tx, task, beep, warehouse_id, place_id, now, kept or Memory(), kept is None)


def _home(tx: Tx, user_id: int | None) -> int | None:
    return tx.find(User, user_id).warehouse_id if user_id is not None else None
