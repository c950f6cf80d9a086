"""Files to plan, of every kind: what they ask, the plan as a document, and what is wrong with one.

A benchmark instance speaks of the numbers of its own file and counts cost by its family's
convention; a problem file and sheets of orders speak of names, cents and yuan.
"""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import msgspec

from api.ground.texts import LANGUAGES
from api.travel.flaws import TravelFlaw
from api.travel.reasons import said
from routing.answers import DrawnTrip, Picture, as_svg
from routing.check import check, cost
from routing.formats import (
    Convention,
    Instance,
    Name,
    Route,
    cost_of,
    day_of,
    drive_routes,
    judge_count,
    numbered_routes,
    places_of,
    problem_of,
    read_answer,
    read_instance,
    read_orders,
    read_problem,
    read_vehicles,
    text_of,
)
from routing.model import (
    JSON_BYTES_MAX,
    Breach,
    Flaw,
    Plan,
    Point,
    Problem,
    ProblemError,
    Roads,
    Unserved,
)
from routing.roads import VehicleSize

VEHICLES = "vehicles.csv"
_COST_TOLERANCE = 0.011
"""A cost with two decimals may be rounded either way."""
_CENTS = 100
_STREETS_DRAWN_MAX = 20_000


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong with a plan, and what it costs when it is driven."""

    faults: list[str]
    cost: float
    unserved: int


class Question(Protocol):
    """A file that asks for a plan."""

    @property
    def kind(self) -> str: ...
    @property
    def problem(self) -> Problem: ...
    @property
    def notes(self) -> Sequence[str]: ...

    def document(self, plan: Plan) -> dict[str, Any]:
        """A plan as a file, in this file's own words."""

    def judged(self, data: bytes) -> Judged:
        """What is wrong with a plan file. Raises: ProblemError("plan.…")."""

    def places(self) -> tuple[list[Point], Roads | None]:
        """Where the locations are, and the roads between them; none: a plane."""


def read_question(path: Path, asked: Namespace) -> Question:
    """Read a file to plan, told by its name's ending and its content.

    Raises: ProblemError naming line, field or order.
    """
    if path.is_dir():
        path = path / "orders.csv"
    data = read_file(path)
    if path.suffix.lower() == ".csv":
        return _read_sheets(path, data, asked)
    if data.lstrip()[:1] == b"{":
        return NamedQuestion("problem file", read_problem(data), (), None, 1)
    convention = _convention(asked.convention)
    instance = read_instance(text_of(data), convention)
    return InstanceQuestion(instance, problem_of(instance))


def read_file(path: Path) -> bytes:
    """Read a file. Raises: ProblemError("file.unreadable" | "file.too_long")."""
    try:
        if path.stat().st_size > JSON_BYTES_MAX:
            raise ProblemError(Flaw.FILE_TOO_LONG, f"{path}: {path.stat().st_size} bytes")
        return path.read_bytes()
    except OSError as error:
        raise ProblemError(TravelFlaw.FILE_UNREADABLE, f"{path}: {error.strerror}") from error


def picture_of(question: Question, plan: Plan) -> str:
    """Draw a plan as SVG. Raises: ProblemError("map.no_places" | "roads.…" | "engine.…")."""
    places, roads = question.places()
    if not places:
        raise ProblemError(
            TravelFlaw.MAP_NO_PLACES, "a problem file does not say where its places are"
        )
    stops = {stop.id: stop for stop in question.problem.stops}

    def spot(stop_id: str) -> tuple[Point, str]:
        return places[stops[stop_id].location], stops[stop_id].place_name or stop_id

    trips = []
    for trip in plan.trips:
        called = [spot(each.stop_id) for each in trip.stops]
        way = [places[trip.start_location], *(at for at, _ in called), places[trip.end_location]]
        line = (roads.path(*way) if roads else way) or way
        trips.append(DrawnTrip(trip.vehicle_id, line, called))
    document = question.document(plan)
    return as_svg(
        Picture(
            title=f"{question.kind}",
            trips=trips,
            depots=[(places[each.location], each.id) for each in question.problem.depots],
            unserved=[spot(each.stop_id) for each in plan.unserved],
            streets=_streets(roads),
            is_geographic=roads is not None,
            notes=[f"cost {document['cost']}", plan.matrix_version, "vehicle · trips / stops"],
        )
    )


def _streets(roads: Roads | None) -> Sequence[Sequence[Point]]:
    """Give the streets to draw under a plan, unless they are a whole country's."""
    from api.travel.roads import Kept

    lines = roads.lines if isinstance(roads, Kept) else []
    return lines if len(lines) <= _STREETS_DRAWN_MAX else ()


@dataclass(frozen=True, slots=True)
class InstanceQuestion:
    """A benchmark instance."""

    instance: Instance
    problem: Problem

    @property
    def kind(self) -> str:
        return f"{self.instance.name or 'instance'} ({self.instance.kind})"

    @property
    def notes(self) -> Sequence[str]:
        return self.instance.notes

    def document(self, plan: Plan) -> dict[str, Any]:
        """Numbers of the file, and the cost of its family's convention."""
        rows = {
            row: node.number
            for row, node in enumerate(self.instance.nodes)
            if node.number in self.instance.depots
        }
        routes = numbered_routes(plan, rows)
        unserved = [int(each.stop_id) for each in plan.unserved]
        return {
            "routes": [_route(route) for route in routes],
            "cost": _tidy(cost_of(self.instance, routes, unserved)),
            "unserved": unserved,
            "why_not": [msgspec.to_builtins(each) for each in plan.unserved],
            "convention": str(self.instance.convention),
            "engine": plan.engine,
            "seconds": plan.seconds,
        }

    def judged(self, data: bytes) -> Judged:
        """Drive the routes of a plan file; its cost is counted anew."""
        routes, claimed, unserved = read_answer(data)
        routes = _split_at(routes, set(self.instance.depots))
        unserved = unserved or _left_out(self.instance, routes)
        problem = problem_of(self.instance, _numbers(route.vehicle for route in routes))
        plan = drive_routes(problem, routes, unserved, 0)
        # Cents of the problem are not the family's cost: that is compared below.
        faults = [_said(each) for each in check(problem, plan) if each.code != Breach.PLAN_COST]
        required = {node.number for node in self.instance.customers if not node.prize}
        faults += [
            f"{Breach.STOP_REQUIRED} {name}: must be served"
            for name in unserved
            if int(name) in required
        ]
        cost = cost_of(self.instance, routes, unserved)
        return Judged(faults + _cost_fault(claimed, cost), cost, len(unserved))

    def places(self) -> tuple[list[Point], Roads | None]:
        """Its coordinates, north up; none when the file gives distances only."""
        if self.instance.weights is not None and not any(n.x or n.y for n in self.instance.nodes):
            return [], None
        return [(node.y, node.x) for node in self.instance.nodes], None


@dataclass(frozen=True, slots=True)
class NamedQuestion:
    """A problem file, or sheets of orders and vehicles: everything has a name."""

    kind: str
    problem: Problem
    points: Sequence[Point]
    roads: Roads | None
    cents: int
    """Cents for one unit of cost in the plan's document."""
    notes: Sequence[str] = ()

    def document(self, plan: Plan) -> dict[str, Any]:
        """Names of orders and vehicles, with the times of every stop."""
        depots = {depot.location: depot.id for depot in self.problem.depots}
        routes = []
        for trip in plan.trips:
            ends = depots.get(trip.start_location), depots.get(trip.end_location)
            stops = tuple(each.stop_id for each in trip.stops)
            times = [[each.arrive_s, each.start_s, each.leave_s] for each in trip.stops]
            route = _route(Route(trip.vehicle_id, stops, *ends))
            driven = {"depart_s": trip.depart_s, "return_s": trip.return_s, "times_s": times}
            routes.append(route | driven | {"distance_m": trip.distance_m})
        return {
            "routes": routes,
            "cost": _tidy(plan.cost / self.cents),
            "unserved": [each.stop_id for each in plan.unserved],
            "why_not": [_why_not(each) for each in plan.unserved],
            "engine": plan.engine,
            "seconds": plan.seconds,
            "matrix_version": plan.matrix_version,
            "plan": msgspec.to_builtins(plan),
        }

    def judged(self, data: bytes) -> Judged:
        """Judge the full plan in the file when its routes are the file's; else drive the routes."""
        routes, claimed, unserved = read_answer(data)
        plan = _full_plan(data, routes, unserved)
        if plan is None:
            plan = drive_routes(self.problem, routes, unserved, 0)
            plan = replace(plan, cost=cost(self.problem, plan))
        if plan.matrix_version != self.problem.matrix_version:
            versions = f"the plan's {plan.matrix_version}, now {self.problem.matrix_version}"
            fault = f"{Breach.PLAN_MATRIX_VERSION}: other roads, {versions}"
            return Judged([fault], plan.cost / self.cents, len(unserved))
        faults = [_said(each) for each in check(self.problem, plan)]
        if claimed is not None and round(claimed * self.cents) != plan.cost:
            faults.append(
                f"{Breach.PLAN_COST}: says {claimed:.12g}, is {plan.cost / self.cents:.12g}"
            )
        return Judged(faults, plan.cost / self.cents, len(unserved))

    def places(self) -> tuple[list[Point], Roads | None]:
        """Where the sheets say; a problem file does not."""
        return list(self.points), self.roads


def _why_not(left: Unserved) -> dict[str, Any]:
    """The reason with its details, and in words of both languages."""
    words = {each: said(str(left.reason), left.details, each) for each in LANGUAGES}
    return {**msgspec.to_builtins(left), "said": words}


class _WithPlan(msgspec.Struct):
    plan: Plan | None = None


def _full_plan(data: bytes, routes: Sequence[Route], unserved: Sequence[Name]) -> Plan | None:
    try:
        plan = msgspec.json.decode(data, type=_WithPlan).plan
    except msgspec.DecodeError as error:
        raise ProblemError(Flaw.PLAN_MALFORMED, str(error)) from error
    if plan is None:
        return None
    own = [(trip.vehicle_id, tuple(each.stop_id for each in trip.stops)) for trip in plan.trips]
    told = [(str(route.vehicle), tuple(map(str, route.stops))) for route in routes]
    left = {each.stop_id for each in plan.unserved}
    return plan if sorted(own) == sorted(told) and left == set(map(str, unserved)) else None


def _read_sheets(path: Path, data: bytes, asked: Namespace) -> NamedQuestion:
    from api.travel.roads import chosen

    vehicles = Path(asked.vehicles) if asked.vehicles else path.with_name(VEHICLES)
    orders = _within(path, lambda: read_orders(text_of(data)))
    vans = _within(vehicles, lambda: read_vehicles(text_of(read_file(vehicles))))
    judge_count(len(orders))
    keep = Path(asked.keep) if asked.keep else None
    roads = chosen(asked.roads, size=VehicleSize(asked.height_cm, asked.weight_kg), keep=keep)
    points, names = places_of(orders, vans)
    travel = roads.matrix(points, names)
    problem = day_of(orders, vans, travel)
    notes = ("travel is an estimate by straight lines",) if travel.is_estimate else ()
    return NamedQuestion(path.name, problem, points, roads, _CENTS, notes)


def _within(path: Path, read: Any) -> Any:
    """Name the file in what is wrong with one of the two sheets."""
    try:
        return read()
    except ProblemError as error:
        raise ProblemError(error.code, f"{path.name} {error.detail}") from error


def _convention(name: str | None) -> Convention | None:
    if not name:
        return None
    try:
        return Convention(name)
    except ValueError as error:
        raise ProblemError(
            Flaw.FILE_CONVENTION, f"{name}: not one of {', '.join(Convention)}"
        ) from error


def _route(route: Route) -> dict[str, Any]:
    told = {"vehicle": route.vehicle, "stops": list(route.stops)}
    ends = {"start": route.start, "end": route.end}
    return told | {name: depot for name, depot in ends.items() if depot is not None}


def _numbers(names: Iterable[Name]) -> set[int]:
    return {int(name) for name in names if str(name).isdigit()}


def _split_at(routes: Sequence[Route], depots: set[int]) -> tuple[Route, ...]:
    """Take a depot among the stops for a reload: the route goes on from there as another trip."""
    split: list[Route] = []
    for route in routes:
        start, stops = route.start, list[Name]()
        for stop in route.stops:
            if stop in depots:
                if stops:
                    split.append(Route(route.vehicle, tuple(stops), start, stop))
                start, stops = stop, []
            else:
                stops.append(stop)
        if stops:
            split.append(Route(route.vehicle, tuple(stops), start, route.end))
    return tuple(split)


def _left_out(instance: Instance, routes: Sequence[Route]) -> tuple[Name, ...]:
    """Give the customers with a prize that no route names: left out is what they are."""
    served = {stop for route in routes for stop in route.stops}
    return tuple(n.number for n in instance.customers if n.prize and n.number not in served)


def _cost_fault(claimed: float | None, cost: float) -> list[str]:
    if claimed is None or abs(claimed - cost) <= _COST_TOLERANCE:
        return []
    return [f"{Breach.PLAN_COST}: says {claimed:.12g}, is {cost:.12g}"]


def _tidy(cost: float) -> float | int:
    return int(cost) if cost == int(cost) else round(cost, 2)


def _said(violation: Any) -> str:
    detail = f": {violation.detail}" if violation.detail else ""
    return f"{violation.code} {violation.subject}{detail}"
