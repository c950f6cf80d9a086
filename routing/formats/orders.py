"""A day's orders and vehicles as two sheets, for planning without any other system.

What the columns mean is in docs/routing.md. Times are times of day, money is yuan, loads are
kilograms, crates and litres; an empty cell is the default, nothing or no limit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from routing.formats.nearest import nearest
from routing.formats.sheet import Row, read_sheet
from routing.model import (
    AMOUNT_MAX,
    ANY_CLASS,
    STOPS_MAX,
    Break,
    Depot,
    Flaw,
    Goods,
    Loads,
    Matrices,
    Point,
    Problem,
    ProblemError,
    Stop,
    Vehicle,
    Window,
    judge_point,
)

ORDER_COLUMNS = frozenset(
    [
        "id",
        "latitude",
        "longitude",
        "place_name",
        "kg",
        "crates",
        "litres",
        "temperature_class",
        "windows",
        "late_min",
        "late_yuan_per_hour",
        "service_min",
        "priority",
        "release",
        "prize_yuan",
        "requires",
        "only_vehicles",
        "depots",
        "aboard_max_min",
        "return_kg",
        "return_crates",
        "return_litres",
    ]
)
VEHICLE_COLUMNS = frozenset(
    [
        "id",
        "count",
        "depot",
        "latitude",
        "longitude",
        "kg",
        "crates",
        "litres",
        "temperature_classes",
        "shift_start",
        "shift_end",
        "overtime_min",
        "overtime_yuan_per_hour",
        "duration_max_min",
        "fixed_yuan",
        "yuan_per_km",
        "yuan_per_hour",
        "trips",
        "reload_min",
        "stops_max",
        "type",
        "offers",
        "break_from",
        "break_until",
        "break_min",
    ]
)
_PLACE = ("id", "latitude", "longitude")
_TO = r"[-\u2013\u2014~\uff5e\u81f3]"
_WINDOW = re.compile(rf"([\d:\uff1a]+){_TO}([\d:\uff1a]+)$")
_SPACED = re.compile(rf"\s*({_TO})\s*")
_COUNT_MAX = 500
_DAY_S = 24 * 3600
_DAY_END_S = _DAY_S - 1
_NIGHT_MAX_S = 14 * 3600
"""The longest that runs past midnight without saying so: 22:00-6:00, 18:00-8:00."""


@dataclass(frozen=True, slots=True)
class Order:
    """A line of the orders' sheet: a stop that does not know its place in a matrix yet."""

    line: int
    point: Point
    stop: Stop
    has_windows: bool


@dataclass(frozen=True, slots=True)
class Van:
    """A line of the vehicles' sheet, once for each vehicle it stands for."""

    line: int
    point: Point
    depot: str
    vehicle: Vehicle
    name: str
    """What the sheet calls it, and all that its line stands for."""


@dataclass(frozen=True, slots=True)
class _Night:
    """Which times of orders are those of the morning after: shifts run past midnight."""

    begins_s: int
    ends_s: int

    @classmethod
    def of(cls, vans: Sequence[Van]) -> "_Night":
        return cls(
            min(van.vehicle.shift_start_s for van in vans),
            max(van.vehicle.latest_return_s for van in vans),
        )

    def read(self, stop: Stop, *, has_windows: bool) -> Stop:
        """Read an order's times as those of the night when they are before every shift."""
        if self.ends_s <= _DAY_END_S:
            return stop
        if not has_windows:
            return replace(stop, windows=(Window(0, self.ends_s),))
        windows = tuple(sorted(map(self._moved, stop.windows), key=lambda each: each.start_s))
        ready_s = stop.release_s + _DAY_S
        if windows != stop.windows and 0 < stop.release_s < self.begins_s:
            ready_s = ready_s if ready_s <= windows[-1].closes_s else stop.release_s
            return replace(stop, windows=windows, release_s=ready_s)
        return replace(stop, windows=windows)

    def _moved(self, window: Window) -> Window:
        begin, end = window.start_s + _DAY_S, window.end_s + _DAY_S
        is_after = window.end_s < self.begins_s and begin <= self.ends_s
        return replace(window, start_s=begin, end_s=end) if is_after else window


def read_orders(text: str) -> tuple[Order, ...]:
    """Read the orders' sheet. Raises: ProblemError("file.malformed") naming line and column."""
    orders = tuple(_order(row) for row in read_sheet(text, ORDER_COLUMNS, _PLACE))
    _judge_unique([(order.line, order.stop.id) for order in orders])
    return orders


def read_vehicles(text: str) -> tuple[Van, ...]:
    """Read the vehicles' sheet. Raises: ProblemError("file.malformed") naming line and column."""
    rows = list(read_sheet(text, VEHICLE_COLUMNS, (*_PLACE, "kg")))
    vans = tuple(van for row in rows for van in _vans(row))
    _judge_unique([(van.line, van.vehicle.id) for van in vans])
    return vans


def places_of(orders: Sequence[Order], vans: Sequence[Van]) -> tuple[list[Point], list[str]]:
    """Give every place once, depots first, with the name an error should call it by."""
    named: dict[Point, str] = {}
    for van in vans:
        named.setdefault(van.point, f"vehicles line {van.line}, depot {van.depot}")
    for order in orders:
        named.setdefault(order.point, f"orders line {order.line}, {order.stop.id}")
    return list(named), list(named.values())


def day_of(orders: Sequence[Order], vans: Sequence[Van], travel: Matrices) -> Problem:
    """State the day as a problem; `travel` is between the places of `places_of`, in that order.

    Raises: ProblemError("orders.no_vehicles" | "stop.…" | "vehicle.…" | "problem.…").
    """
    if not vans:
        raise ProblemError(Flaw.ORDERS_NO_VEHICLES, "the vehicles' sheet names none")
    points, _ = places_of(orders, vans)
    place = {point: number for number, point in enumerate(points)}
    depots: dict[str, int] = {}
    for van in vans:
        if depots.setdefault(van.depot, place[van.point]) != place[van.point]:
            where = f"line {van.line}, depot: {van.depot} stands at two places"
            raise ProblemError(Flaw.FILE_MALFORMED, where)
    night = _Night.of(vans)
    called = _called(vans)
    stops = []
    for order in orders:
        stop = replace(_meant(order, called), location=place[order.point])
        stops.append(night.read(stop, has_windows=order.has_windows))
    return Problem(
        depots=tuple(Depot(name, location) for name, location in depots.items()),
        stops=tuple(stops),
        vehicles=tuple(
            replace(van.vehicle, start_location=place[van.point], end_location=place[van.point])
            for van in vans
        ),
        travel_s=travel.travel_s,
        distance_m=travel.distance_m,
        matrix_version=travel.version,
    )


def _called(vans: Sequence[Van]) -> dict[str, set[str]]:
    """Give the vehicles that a word in the orders' sheet means: one, or all of a line."""
    called: dict[str, set[str]] = {}
    for van in vans:
        for word in (van.name, van.vehicle.id):
            called.setdefault(word, set()).add(van.vehicle.id)
    return called


def _meant(order: Order, called: Mapping[str, set[str]]) -> Stop:
    """Name the vehicles that may come. Raises: ProblemError("file.malformed") for a wrong one."""
    for word in sorted(order.stop.only_vehicles - set(called)):
        meant = nearest(word, called)
        hint = f"did you mean {meant}?" if meant else f"there are {', '.join(sorted(called))}"
        where = f"orders line {order.line}, only_vehicles: there is no vehicle {word!r}; {hint}"
        raise ProblemError(Flaw.FILE_MALFORMED, where)
    allowed = [called[word] for word in order.stop.only_vehicles]
    return replace(order.stop, only_vehicles=frozenset().union(*allowed))


def _order(row: Row) -> Order:
    temperature_class = row.text("temperature_class", ANY_CLASS)
    amount, back = _loads(row, ""), _loads(row, "return_")
    aboard = row.decimal("aboard_max_min", -1, least=0) if "aboard_max_min" in row.cells else None
    with _named(row):
        stop = Stop(
            id=row.text("id"),
            location=0,
            goods=(Goods(temperature_class, amount),) if any(amount) else (),
            windows=_windows(row),
            service_s=row.scaled("service_min", 60, 5),
            pickup=(Goods(ANY_CLASS, back),) if any(back) else (),
            priority=row.whole("priority", 0),
            prize=row.scaled("prize_yuan", 100) if "prize_yuan" in row.cells else None,
            release_s=row.time_s("release", 0),
            aboard_max_s=None if aboard is None else round(aboard * 60),
            requires=row.names("requires"),
            only_vehicles=row.names("only_vehicles"),
            depots=row.names("depots"),
            place_name=row.text("place_name", ""),
        )
        return Order(row.number, _point(row), stop, "windows" in row.cells)


def _windows(row: Row) -> tuple[Window, ...]:
    """Read `8:00-9:30`, several divided by blanks; nothing: the whole day.

    One that ends at an earlier time than it begins ends the morning after.
    """
    cell = row.cells.get("windows", "")
    if not cell:
        return (Window(0, _DAY_END_S),)
    late_s = row.scaled("late_min", 60, 0)
    late_cost = row.scaled("late_yuan_per_hour", 100, 0)
    windows = []
    for part in _SPACED.sub(r"\1", cell).split():
        match = _WINDOW.match(part)
        if not match:
            raise row.wrong("windows", f"{part[:40]!r} is no window (8:00-9:30)")
        begin, end = (row.as_time_s("windows", match[side]) for side in (1, 2))
        end = _overnight(begin, end)
        if begin > end:
            raise row.wrong("windows", f"{part[:40]!r} ends before it begins{_tomorrow(end)}")
        windows.append(Window(begin, end, late_s=late_s, late_cost_per_hour=late_cost))
    return tuple(sorted(windows, key=lambda window: window.start_s))


def _overnight(begin: int, end: int) -> int:
    """Read an end before its beginning as the morning after, where that is no longer a night."""
    is_night = end < begin and end + _DAY_S - begin <= _NIGHT_MAX_S
    return end + _DAY_S if is_night else end


def _tomorrow(end: int) -> str:
    hours, rest = divmod(end + _DAY_S, 3600)
    return f"; if the day after is meant, write {hours}:{rest // 60:02}"


def _vans(row: Row) -> list[Van]:
    count = row.whole("count", 1, least=1)
    if count > _COUNT_MAX:
        raise row.wrong("count", f"{count} is more than {_COUNT_MAX}")
    with _named(row):
        vehicle = _vehicle(row)
        names = [vehicle.id] if count == 1 else [f"{vehicle.id}-{n}" for n in range(1, count + 1)]
        point = _point(row)
        depot = row.text("depot", f"{point[0]:g},{point[1]:g}")
        return [
            Van(row.number, point, depot, replace(vehicle, id=name), vehicle.id) for name in names
        ]


def _vehicle(row: Row) -> Vehicle:
    duration = "duration_max_min"
    begin = row.time_s("shift_start", 0)
    end = _overnight(begin, row.time_s("shift_end", _DAY_END_S))
    if begin > end:
        what = f"{row.text('id')}: the shift ends before it begins"
        raise row.wrong(Flaw.VEHICLE_SHIFT, f"{what}{_tomorrow(end)}")
    return Vehicle(
        id=row.text("id"),
        start_location=0,
        end_location=0,
        capacity=(
            row.scaled("kg", 1000),
            row.whole("crates", AMOUNT_MAX),
            row.scaled("litres", 1000, AMOUNT_MAX / 1000),
        ),
        temperature_classes=row.names("temperature_classes") or frozenset(["ambient"]),
        shift_start_s=begin,
        shift_end_s=end,
        fixed_cost=row.scaled("fixed_yuan", 100, 0),
        cost_per_km=row.scaled("yuan_per_km", 100, 0),
        cost_per_hour=row.scaled("yuan_per_hour", 100, 0),
        type=row.text("type", ""),
        offers=row.names("offers"),
        overtime_s=row.scaled("overtime_min", 60, 0),
        overtime_cost_per_hour=row.scaled("overtime_yuan_per_hour", 100, 0),
        duration_max_s=row.scaled(duration, 60) if duration in row.cells else None,
        breaks=_breaks(row, begin, end),
        max_trips=row.whole("trips", 1, least=1),
        reload_s=row.scaled("reload_min", 60, 15),
        max_stops=row.whole("stops_max", STOPS_MAX, least=1),
    )


def _breaks(row: Row, shift_start_s: int, shift_end_s: int) -> tuple[Break, ...]:
    """Read the one pause a sheet can hold: it begins between two times and takes minutes.

    Of a shift past midnight the times before it begins are those of the morning after.
    """
    if not any(column in row.cells for column in ("break_from", "break_until", "break_min")):
        return ()
    begin, end = row.time_s("break_from"), row.time_s("break_until")
    end = _overnight(begin, end)
    if end < shift_start_s and end + _DAY_S <= shift_end_s:
        begin, end = begin + _DAY_S, end + _DAY_S
    return (Break(begin, end, row.scaled("break_min", 60)),)


def _loads(row: Row, what: str) -> Loads:
    return (
        row.scaled(f"{what}kg", 1000, 0),
        row.whole(f"{what}crates", 0),
        row.scaled(f"{what}litres", 1000, 0),
    )


def _point(row: Row) -> Point:
    point = (
        row.decimal("latitude", least=-90),
        row.decimal("longitude", least=-180),
    )
    judge_point(point)
    return point


@contextmanager
def _named(row: Row) -> Iterator[None]:
    """Put the line's number before whatever the model refuses about a record."""
    try:
        yield
    except ProblemError as error:
        if error.detail.startswith("line "):
            raise
        raise row.wrong(error.code, error.detail) from error


def _judge_unique(ids: list[tuple[int, str]]) -> None:
    first: dict[str, int] = {}
    for line, name in ids:
        if name in first:
            raise ProblemError(
                Flaw.FILE_MALFORMED,
                f"line {line}, id: {name} stands there since line {first[name]}",
            )
        first[name] = line
