"""What carries the goods: depots, vehicles with their compartments, shifts and breaks."""

from dataclasses import dataclass

from routing.model.flaws import Flaw
from routing.model.values import (
    COST_MAX,
    HORIZON_S,
    LOCATIONS_MAX,
    STOPS_MAX,
    Loads,
    ProblemError,
    judge_loads,
    judge_name,
    judge_names,
    judge_unique,
    judge_within,
)

TRIPS_MAX = 100
_CLASSES_MAX = 16
_BREAKS_MAX = 5


@dataclass(frozen=True, slots=True)
class Depot:
    """A place with goods, where vehicles load."""

    id: str
    location: int

    def __post_init__(self) -> None:
        """Raises: ProblemError("depot.…")."""
        judge_name(Flaw.DEPOT_ID, self.id, self.id)
        judge_within(Flaw.DEPOT_LOCATION, self.location, 0, LOCATIONS_MAX - 1, self.id)


@dataclass(frozen=True, slots=True)
class Compartment:
    """A part of the hold at its own temperature: goods of these classes ride here, nowhere else.

    Fixed walls: the compartments' capacities add up to the vehicle's. A movable wall: each has the
    most it can be made, and the vehicle's capacity bounds them together.
    """

    temperature_classes: frozenset[str]
    capacity: Loads

    def __post_init__(self) -> None:
        """Raises: ProblemError("compartment.…")."""
        if not 1 <= len(self.temperature_classes) <= _CLASSES_MAX:
            raise ProblemError(Flaw.COMPARTMENT_TEMPERATURE_CLASSES, str(len(self.capacity)))
        judge_names(Flaw.COMPARTMENT_TEMPERATURE_CLASSES, self.temperature_classes, "compartment")
        judge_loads(Flaw.COMPARTMENT_CAPACITY, self.capacity, "compartment")


@dataclass(frozen=True, slots=True)
class Break:
    """A pause that begins between two moments.

    It is owed by a driver who has left the depot before `latest_s` and comes home for good after
    it. It is taken at a stop before its service begins, or between two trips, never while the
    vehicle moves, is served or is loaded.
    """

    earliest_s: int
    latest_s: int
    duration_s: int

    def __post_init__(self) -> None:
        """Raises: ProblemError("break.…")."""
        judge_within(Flaw.BREAK_WINDOW, self.earliest_s, 0, HORIZON_S - 1, "break")
        judge_within(Flaw.BREAK_WINDOW, self.latest_s, self.earliest_s, HORIZON_S - 1, "break")
        judge_within(Flaw.BREAK_DURATION_S, self.duration_s, 1, HORIZON_S, "break")


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One vehicle with its driver for the day.

    Money is in cents: `fixed_cost` once when the vehicle is used at all, `cost_per_km` for its
    metres, `cost_per_hour` from each trip's departure to its return (not while it reloads), and
    `overtime_cost_per_hour` on top from `shift_end_s` to its last return, which may be `overtime_s`
    later. Between two trips it stands `reload_s` at a depot.

    A vehicle under way starts where it is now: `shift_start_s` is now, `aboard` are the stops whose
    goods it carries (nobody else can bring them), `locked` the stops it serves next, in this order.
    """

    id: str
    start_location: int
    end_location: int
    capacity: Loads
    temperature_classes: frozenset[str]
    shift_start_s: int
    shift_end_s: int
    fixed_cost: int
    cost_per_km: int
    cost_per_hour: int
    compartments: tuple[Compartment, ...] = ()
    """None: goods of all its temperature classes ride together."""
    type: str = ""
    offers: frozenset[str] = frozenset()
    overtime_s: int = 0
    overtime_cost_per_hour: int = 0
    duration_max_s: int | None = None
    """The longest from its first departure to its last return."""
    breaks: tuple[Break, ...] = ()
    max_trips: int = 1
    reload_s: int = 900
    max_stops: int = STOPS_MAX
    """The most stops of one trip."""
    reload_depots: frozenset[str] = frozenset()
    """Where it may load between trips; empty: at every depot."""
    locked: tuple[str, ...] = ()
    aboard: frozenset[str] = frozenset()
    aboard_since_s: int | None = None
    """When the goods aboard were loaded; None: at the first departure."""

    @property
    def latest_return_s(self) -> int:
        """Give the last second at which it may be home, overtime included."""
        return min(HORIZON_S - 1, self.shift_end_s + self.overtime_s)

    def compartment_of(self, temperature_class: str) -> int | None:
        """Give the number of the compartment where goods ride; None: they have no wall."""
        for number, compartment in enumerate(self.compartments):
            if temperature_class in compartment.temperature_classes:
                return number
        return None

    def __post_init__(self) -> None:
        """Raises: ProblemError("vehicle.…")."""
        judge_name(Flaw.VEHICLE_ID, self.id, self.id)
        if not 1 <= len(self.temperature_classes) <= _CLASSES_MAX:
            raise ProblemError(Flaw.VEHICLE_TEMPERATURE_CLASSES, self.id)
        judge_names(Flaw.VEHICLE_TEMPERATURE_CLASSES, self.temperature_classes, self.id)
        judge_within(Flaw.VEHICLE_LOCATION, self.start_location, 0, LOCATIONS_MAX - 1, self.id)
        judge_within(Flaw.VEHICLE_LOCATION, self.end_location, 0, LOCATIONS_MAX - 1, self.id)
        judge_loads(Flaw.VEHICLE_CAPACITY, self.capacity, self.id)
        self._judge_time()
        for cost in (
            self.fixed_cost,
            self.cost_per_km,
            self.cost_per_hour,
            self.overtime_cost_per_hour,
        ):
            judge_within(Flaw.VEHICLE_COST, cost, 0, COST_MAX, self.id)
        judge_within(Flaw.VEHICLE_MAX_TRIPS, self.max_trips, 1, TRIPS_MAX, self.id)
        judge_within(Flaw.VEHICLE_MAX_STOPS, self.max_stops, 1, STOPS_MAX, self.id)
        judge_names(Flaw.VEHICLE_OFFERS, self.offers, self.id)
        self._judge_compartments()

    def _judge_time(self) -> None:
        judge_within(Flaw.VEHICLE_SHIFT, self.shift_start_s, 0, HORIZON_S - 1, self.id)
        if self.shift_end_s < self.shift_start_s:
            tomorrow = f"{self.id}: ends at {self.shift_end_s}, before it begins; the next day's"
            raise ProblemError(
                Flaw.VEHICLE_SHIFT, f"{tomorrow} second is {self.shift_end_s + 24 * 3600}"
            )
        judge_within(
            Flaw.VEHICLE_SHIFT, self.shift_end_s, self.shift_start_s, HORIZON_S - 1, self.id
        )
        judge_within(Flaw.VEHICLE_OVERTIME_S, self.overtime_s, 0, HORIZON_S, self.id)
        judge_within(Flaw.VEHICLE_RELOAD_S, self.reload_s, 0, HORIZON_S, self.id)
        for seconds in (self.duration_max_s, self.aboard_since_s):
            if seconds is not None:
                judge_within(Flaw.VEHICLE_SECONDS, seconds, 0, HORIZON_S, self.id)
        judge_within(Flaw.VEHICLE_BREAKS, len(self.breaks), 0, _BREAKS_MAX, self.id)
        earlier = -1
        for each in self.breaks:
            if each.earliest_s < earlier:
                raise ProblemError(Flaw.VEHICLE_BREAKS_OVERLAP, self.id)
            earlier = each.latest_s + each.duration_s

    def _judge_compartments(self) -> None:
        judge_within(Flaw.VEHICLE_COMPARTMENTS, len(self.compartments), 0, _CLASSES_MAX, self.id)
        walled = [name for each in self.compartments for name in each.temperature_classes]
        judge_unique(Flaw.VEHICLE_COMPARTMENTS_OVERLAP, walled)
        if not self.temperature_classes.issuperset(walled):
            raise ProblemError(Flaw.VEHICLE_COMPARTMENTS, self.id)
