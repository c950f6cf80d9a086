"""What the router is asked: frozen integers, nothing else.

Seconds count from the planning day's local midnight and may run into later days. A problem
that exists is a valid problem; one that nobody can serve is still valid, its plan says why.
This module must never know a solver, a clock or a database.
"""

from dataclasses import dataclass, field

from routing.model.flaws import Flaw, ProblemCode
from routing.model.fleet import Break, Compartment, Depot, Vehicle
from routing.model.values import (
    COST_MAX,
    DISTANCE_M_MAX,
    HORIZON_S,
    LOCATIONS_MAX,
    STOPS_MAX,
    VEHICLES_MAX,
    Loads,
    Matrix,
    ProblemError,
    judge_loads,
    judge_name,
    judge_names,
    judge_square,
    judge_unique,
    judge_within,
)

DIMENSIONS = ("g", "crates", "ml")
"""What loads are counted in when a problem does not say otherwise."""
ANY_CLASS = ""
"""Goods that ride at any temperature: they count against the vehicle, not a compartment."""
PRIORITY_MAX = 9

_NAME_LENGTH_MAX = 200
_WINDOWS_MAX = 20
_GOODS_MAX = 16
_DIMENSIONS_MAX = 16
_PERIODS_MAX = 100


@dataclass(frozen=True, slots=True)
class Goods:
    """An amount, in every dimension of the problem, that rides at one temperature class."""

    temperature_class: str
    amount: Loads

    def __post_init__(self) -> None:
        """Raises: ProblemError("goods.…")."""
        if self.temperature_class != ANY_CLASS:
            judge_name(Flaw.GOODS_TEMPERATURE_CLASS, self.temperature_class, self.temperature_class)
        judge_loads(Flaw.GOODS_AMOUNT, self.amount, self.temperature_class)


@dataclass(frozen=True, slots=True)
class Window:
    """When service may start, both ends included.

    It may start up to `early_s` before or `late_s` after as well, at a price for every hour
    (begun minutes count in proportion). Both zero: a hard window.
    """

    start_s: int
    end_s: int
    early_s: int = 0
    early_cost_per_hour: int = 0
    late_s: int = 0
    late_cost_per_hour: int = 0

    @property
    def opens_s(self) -> int:
        """Give the first second at which service may start at all."""
        return max(0, self.start_s - self.early_s)

    @property
    def closes_s(self) -> int:
        """Give the last second at which service may start at all."""
        return min(HORIZON_S - 1, self.end_s + self.late_s)

    def cost(self, start_s: int) -> int:
        """Price a start of service outside the window; cents, rounded down."""
        early, late = max(0, self.start_s - start_s), max(0, start_s - self.end_s)
        return early * self.early_cost_per_hour // 3600 + late * self.late_cost_per_hour // 3600


@dataclass(frozen=True, slots=True)
class Stop:
    """One order at one place: goods brought there, goods taken back, or both.

    Service must start within one of the windows, which do not overlap. `release_s` is when the
    goods are ready: no trip that carries them may leave before. A stop without a `prize` must be
    served whenever that is possible, priority 0 is normal and 9 the highest; one with a prize may
    be left out for the price of it.
    """

    id: str
    location: int
    goods: tuple[Goods, ...]
    windows: tuple[Window, ...]
    service_s: int
    pickup: tuple[Goods, ...] = ()
    """Empties and returns: aboard from here to the end of the trip."""
    service_by_type: dict[str, int] = field(default_factory=dict)
    """Seconds of service by vehicle type, where these differ from `service_s`."""
    priority: int = 0
    prize: int | None = None
    release_s: int = 0
    aboard_max_s: int | None = None
    """The longest goods may be on the road: from the trip's departure to the start of service
    here, and for goods taken back from here to the end of the trip."""
    requires: frozenset[str] = frozenset()
    """What the vehicle must offer: a tail lift, a permit for the old town."""
    only_vehicles: frozenset[str] = frozenset()
    """The vehicles that may come; empty: any."""
    depots: frozenset[str] = frozenset()
    """The depots that have the goods; empty: all."""
    promised_s: int | None = None
    """The start of service that was promised by an earlier plan."""
    place_name: str = ""

    def service_with(self, vehicle: Vehicle) -> int:
        """Give the seconds of service by one vehicle."""
        return self.service_by_type.get(vehicle.type, self.service_s)

    def window_at(self, start_s: int) -> Window | None:
        """Give the window in which a start of service falls."""
        for window in self.windows:
            if window.opens_s <= start_s <= window.closes_s:
                return window
        return None

    def __post_init__(self) -> None:
        """Raises: ProblemError("stop.…")."""
        judge_name(Flaw.STOP_ID, self.id, self.id)
        if len(self.place_name) > _NAME_LENGTH_MAX:
            raise ProblemError(Flaw.STOP_PLACE_NAME, self.id)
        judge_within(Flaw.STOP_LOCATION, self.location, 0, LOCATIONS_MAX - 1, self.id)
        judge_within(Flaw.STOP_GOODS, len(self.goods), 0, _GOODS_MAX, self.id)
        judge_within(Flaw.STOP_PICKUP, len(self.pickup), 0, _GOODS_MAX, self.id)
        judge_unique(Flaw.STOP_GOODS, (each.temperature_class for each in self.goods))
        judge_unique(Flaw.STOP_PICKUP, (each.temperature_class for each in self.pickup))
        self._judge_windows()
        for seconds in (self.service_s, *self.service_by_type.values()):
            judge_within(Flaw.STOP_SERVICE_S, seconds, 0, HORIZON_S, self.id)
        judge_within(Flaw.STOP_PRIORITY, self.priority, 0, PRIORITY_MAX, self.id)
        judge_within(Flaw.STOP_RELEASE_S, self.release_s, 0, HORIZON_S, self.id)
        if self.prize is not None:
            judge_within(Flaw.STOP_PRIZE, self.prize, 0, COST_MAX, self.id)
        if self.aboard_max_s is not None:
            judge_within(Flaw.STOP_ABOARD_MAX_S, self.aboard_max_s, 0, HORIZON_S, self.id)
        if self.promised_s is not None:
            judge_within(Flaw.STOP_PROMISED_S, self.promised_s, 0, HORIZON_S, self.id)
        for names in (self.requires, self.only_vehicles, self.depots):
            judge_names(Flaw.STOP_NAMES, names, self.id)

    def _judge_windows(self) -> None:
        judge_within(Flaw.STOP_WINDOWS, len(self.windows), 1, _WINDOWS_MAX, self.id)
        earlier = -1
        for window in self.windows:
            judge_within(Flaw.STOP_WINDOW, window.start_s, 0, HORIZON_S - 1, self.id)
            judge_within(Flaw.STOP_WINDOW, window.end_s, window.start_s, HORIZON_S - 1, self.id)
            for seconds in (window.early_s, window.late_s):
                judge_within(Flaw.STOP_WINDOW, seconds, 0, HORIZON_S, self.id)
            for cost in (window.early_cost_per_hour, window.late_cost_per_hour):
                judge_within(Flaw.STOP_WINDOW_COST, cost, 0, COST_MAX, self.id)
            if window.opens_s <= earlier:
                raise ProblemError(Flaw.STOP_WINDOWS_OVERLAP, self.id)
            earlier = window.closes_s


@dataclass(frozen=True, slots=True)
class Traffic:
    """From this second on, until the next period: speed in percent of what the matrix assumes."""

    start_s: int
    speed_pct: int

    def __post_init__(self) -> None:
        """Raises: ProblemError("traffic.…")."""
        judge_within(Flaw.TRAFFIC_START_S, self.start_s, 0, HORIZON_S, "traffic")
        judge_within(Flaw.TRAFFIC_SPEED_PCT, self.speed_pct, 1, 1_000, "traffic")


@dataclass(frozen=True, slots=True)
class Promises:
    """What it means to move a promise: service more than `tolerance_s` away from `promised_s`."""

    tolerance_s: int = 900
    cost: int = 0
    """Cents for each promise moved."""
    moved_max: int | None = None
    """The most promises that may be moved."""

    def __post_init__(self) -> None:
        """Raises: ProblemError("promises.…")."""
        judge_within(Flaw.PROMISES_TOLERANCE_S, self.tolerance_s, 0, HORIZON_S, "promises")
        judge_within(Flaw.PROMISES_COST, self.cost, 0, COST_MAX, "promises")
        if self.moved_max is not None:
            judge_within(Flaw.PROMISES_MOVED_MAX, self.moved_max, 0, STOPS_MAX, "promises")

    def moved(self, stop: Stop, start_s: int) -> bool:
        """Say whether a start of service breaks the stop's promise."""
        return stop.promised_s is not None and abs(start_s - stop.promised_s) > self.tolerance_s


@dataclass(frozen=True, slots=True)
class Problem:
    """A day's orders for a fleet. Locations are row numbers of the two matrices.

    `travel_s` holds at the speed the matrix assumes; with `traffic` a way takes longer or shorter
    depending on when it is driven (`routing.model.drive`).
    """

    depots: tuple[Depot, ...]
    stops: tuple[Stop, ...]
    vehicles: tuple[Vehicle, ...]
    travel_s: Matrix = field(repr=False)
    distance_m: Matrix = field(repr=False)
    matrix_version: str
    dimensions: tuple[str, ...] = DIMENSIONS
    traffic: tuple[Traffic, ...] = ()
    balance_cost_per_hour: int = 0
    """Cents for every hour between the longest and the shortest day of the vehicles used."""
    promises: Promises = Promises()

    def __post_init__(self) -> None:
        """Raises: ProblemError("matrix.…" | "problem.…" | "stop.…" | "vehicle.…" | …)."""
        judge_name(Flaw.PROBLEM_MATRIX_VERSION, self.matrix_version, self.matrix_version)
        judge_square(Flaw.MATRIX_TRAVEL_S, self.travel_s, HORIZON_S)
        if self.distance_m is not self.travel_s:
            judge_square(Flaw.MATRIX_DISTANCE_M, self.distance_m, DISTANCE_M_MAX)
        if len(self.distance_m) != len(self.travel_s):
            sizes = f"{len(self.travel_s)} and {len(self.distance_m)}"
            raise ProblemError(Flaw.MATRIX_SIZES_DIFFER, sizes)
        judge_within(
            Flaw.PROBLEM_DIMENSIONS, len(self.dimensions), 1, _DIMENSIONS_MAX, "dimensions"
        )
        judge_unique(Flaw.PROBLEM_DIMENSIONS, self.dimensions)
        judge_within(Flaw.PROBLEM_BALANCE, self.balance_cost_per_hour, 0, COST_MAX, "balance")
        judge_within(Flaw.PROBLEM_DEPOTS, len(self.depots), 1, LOCATIONS_MAX, "depots")
        judge_within(Flaw.PROBLEM_STOPS, len(self.stops), 0, STOPS_MAX, "stops")
        judge_within(Flaw.PROBLEM_VEHICLES, len(self.vehicles), 0, VEHICLES_MAX, "vehicles")
        judge_unique(Flaw.DEPOT_DUPLICATE, (depot.id for depot in self.depots))
        judge_unique(Flaw.STOP_DUPLICATE, (stop.id for stop in self.stops))
        judge_unique(Flaw.VEHICLE_DUPLICATE, (vehicle.id for vehicle in self.vehicles))
        self._judge_traffic()
        self._judge_stops()
        self._judge_vehicles()

    def _judge_traffic(self) -> None:
        judge_within(Flaw.TRAFFIC_PERIODS, len(self.traffic), 0, _PERIODS_MAX, "traffic")
        starts = [period.start_s for period in self.traffic]
        if starts != sorted(set(starts)):
            raise ProblemError(Flaw.TRAFFIC_NOT_IN_ORDER, str(starts[:10]))

    def _judge_stops(self) -> None:
        last, names = len(self.travel_s) - 1, {depot.id for depot in self.depots}
        for depot in self.depots:
            judge_within(Flaw.DEPOT_LOCATION, depot.location, 0, last, depot.id)
        for stop in self.stops:
            judge_within(Flaw.STOP_LOCATION, stop.location, 0, last, stop.id)
            if not stop.depots <= names:
                raise ProblemError(Flaw.STOP_DEPOT_UNKNOWN, stop.id)
            for goods in (*stop.goods, *stop.pickup):
                self._judge_size(Flaw.STOP_LOAD, goods.amount, stop.id)

    def _judge_vehicles(self) -> None:
        last, names = len(self.travel_s) - 1, {depot.id for depot in self.depots}
        stops = {stop.id for stop in self.stops}
        for vehicle in self.vehicles:
            judge_within(Flaw.VEHICLE_LOCATION, vehicle.start_location, 0, last, vehicle.id)
            judge_within(Flaw.VEHICLE_LOCATION, vehicle.end_location, 0, last, vehicle.id)
            if not vehicle.reload_depots <= names:
                raise ProblemError(Flaw.VEHICLE_DEPOT_UNKNOWN, vehicle.id)
            if not stops.issuperset(vehicle.locked) or not vehicle.aboard <= stops:
                raise ProblemError(Flaw.VEHICLE_LOCKED_UNKNOWN, vehicle.id)
            self._judge_size(Flaw.VEHICLE_CAPACITY, vehicle.capacity, vehicle.id)
            for compartment in vehicle.compartments:
                self._judge_size(Flaw.VEHICLE_COMPARTMENT, compartment.capacity, vehicle.id)
        judge_unique(Flaw.VEHICLE_LOCKED_TWICE, (s for v in self.vehicles for s in v.locked))
        judge_unique(Flaw.VEHICLE_ABOARD_TWICE, (s for v in self.vehicles for s in v.aboard))

    def _judge_size(self, code: ProblemCode, amount: Loads, where: str) -> None:
        if len(amount) != len(self.dimensions):
            raise ProblemError(code, f"{where}: {len(amount)} amounts for {self.dimensions}")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to search. The same seed and solution limit give the same plan."""

    time_ms: int
    seed: int = 1
    solution_limit: int | None = None
    """Stop after trying this many plans, on any machine the same; None: only time counts."""
    cores: int = 1

    def __post_init__(self) -> None:
        """Raises: ProblemError("limits.…")."""
        judge_within(Flaw.LIMITS_TIME_MS, self.time_ms, 1, 3_600_000, "time_ms")
        judge_within(Flaw.LIMITS_SEED, self.seed, 0, 2**31 - 1, "seed")
        judge_within(Flaw.LIMITS_CORES, self.cores, 1, 64, "cores")
        if self.solution_limit is not None:
            judge_within(
                Flaw.LIMITS_SOLUTION_LIMIT, self.solution_limit, 1, 10**9, "solution_limit"
            )


__all__ = [
    "ANY_CLASS",
    "DIMENSIONS",
    "HORIZON_S",
    "Break",
    "Compartment",
    "Depot",
    "Goods",
    "Limits",
    "Loads",
    "Matrix",
    "Problem",
    "ProblemError",
    "Promises",
    "Stop",
    "Traffic",
    "Vehicle",
    "Window",
]
