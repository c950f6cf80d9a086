"""What happened to waves and to the trips they become."""

from dataclasses import dataclass

from wms.facts.catalogue.fact import Happened, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class AboutWave(Happened):
    """About a wave."""

    wave_id: int
    number: str

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.WAVE, str(self.wave_id))


@dataclass(frozen=True, slots=True)
class WaveFrozen(AboutWave):
    """The orders of a cut-off may no longer change."""

    orders: int
    """How many."""


@dataclass(frozen=True, slots=True)
class WaveReleased(AboutWave):
    """Their lots are chosen."""

    orders: int
    """How many got something."""


@dataclass(frozen=True, slots=True)
class WaveShort(AboutWave):
    """Some of it is not there."""

    lines: int
    """How many lines of orders got less than was approved."""


@dataclass(frozen=True, slots=True)
class RoutePlanned(AboutWave):
    """Trips were stored."""

    trips: int
    """How many."""
    unserved: int
    """How many orders no trip serves."""
    engine: str
    """What found the plan."""


@dataclass(frozen=True, slots=True)
class PlanFailed(AboutWave):
    """No plan could be made, and why."""

    failure: str


@dataclass(frozen=True, slots=True)
class AboutTrip(Happened):
    """About a trip."""

    trip_id: int
    number: str

    @property
    def subject(self) -> Subject:
        return Subject(SubjectKind.TRIP, str(self.trip_id))


@dataclass(frozen=True, slots=True)
class TripLoaded(AboutTrip):
    """Every parcel of a trip is aboard."""

    vehicle: str
    """The vehicle's code."""
    parcels: int
    """How many."""
    weight_g: int


@dataclass(frozen=True, slots=True)
class TripDeparted(AboutTrip):
    """The vehicle left."""

    left_behind: int
    """How many orders it left without."""


@dataclass(frozen=True, slots=True)
class TripReturned(AboutTrip):
    """It is back, with what was not taken."""

    refused_quantity: int
    """In base units of the items, all added up."""


@dataclass(frozen=True, slots=True)
class TripClosed(AboutTrip):
    """The office ended it with a reason, whatever happened on the way."""

    reason: str
    undelivered: tuple[str, ...]
    """Numbers of orders that had no proof."""
