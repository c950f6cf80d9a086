"""What happened to rooms and their sensors."""

from dataclasses import dataclass
from datetime import datetime

from wms.facts.catalogue.fact import Happened, Subject, SubjectKind
from wms.tables.coldroom import ExcursionKind


@dataclass(frozen=True, slots=True)
class AboutExcursion(Happened):
    """About an excursion, as the readings say it is by then."""

    excursion_id: int
    place_id: int
    sensor_id: int
    excursion_kind: ExcursionKind
    started_at: datetime
    ended_at: datetime | None
    peak: float | None
    """In the sensor's unit."""

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.EXCURSION, str(self.excursion_id))


@dataclass(frozen=True, slots=True)
class ExcursionOpened(AboutExcursion):
    """A room was outside its band longer than allowed."""

    is_late: bool
    """Found in readings that came when it was over."""


@dataclass(frozen=True, slots=True)
class ExcursionEnded(AboutExcursion):
    """It is back inside."""


@dataclass(frozen=True, slots=True)
class ExcursionClosed(AboutExcursion):
    """A person recorded cause and action."""

    cause: str
    action: str


@dataclass(frozen=True, slots=True)
class SensorSilent(AboutExcursion):
    """A sensor said nothing for too long."""

    is_late: bool
    """Found when it spoke again."""
