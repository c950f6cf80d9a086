"""What every fact is: something that happened, in the past tense, about one subject."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class SubjectKind(StrEnum):
    """What facts and open items are about."""

    LOT = "lot"
    HOLD = "hold"
    """Several lots stopped for one cause, which is the hold's id."""
    RECALL = "recall"
    EXCURSION = "excursion"
    ORDER = "order"
    WAVE = "wave"
    TRIP = "trip"
    DEVICE = "device"
    STATION = "station"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is about: its kind, and its id as text, because devices have names."""

    kind: SubjectKind
    id: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Base of all facts. A fact's fields are what its row holds; nothing is ever read from it that
    decides what happens next, only told to people and programs."""

    kind: ClassVar[str]
    """What the row is called: the name of the class, which therefore never changes."""

    def __init_subclass__(cls) -> None:
        cls.kind = cls.__name__

    @property
    def subject(self) -> Subject:
        """What it is about."""
        raise NotImplementedError(type(self).__name__)
