"""Drive given routes by the clock, whatever rules they break.

For plans that come from elsewhere as an order of stops: the times are found here, what is wrong is
then said by `routing.check`. Every trip is driven as early as its goods and the reload before it
allow, and leaves as late as it can without coming home later.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from routing.formats.answer import Name, Route
from routing.model import (
    Flaw,
    Goods,
    Loads,
    Plan,
    PlannedStop,
    Problem,
    ProblemError,
    Reason,
    Stop,
    Trip,
    Unserved,
    Vehicle,
    latest_leave,
    seconds_of,
)

ENGINE = "file"


def drive_routes(
    problem: Problem, routes: Sequence[Route], unserved: Sequence[Name], cost: int
) -> Plan:
    """Time routes of a file. Raises: ProblemError("plan.unknown_vehicle" | "plan.unknown_stop")."""
    days: defaultdict[str, list[Route]] = defaultdict(list)
    for route in routes:
        days[str(route.vehicle)].append(route)
    vehicles = {vehicle.id: vehicle for vehicle in problem.vehicles}
    driver = _Driver(problem)
    trips: list[Trip] = []
    for name, day in days.items():
        if name not in vehicles:
            raise ProblemError(Flaw.PLAN_UNKNOWN_VEHICLE, name)
        trips += driver.day(vehicles[name], day)
    return Plan(
        trips=tuple(trips),
        unserved=tuple(Unserved(str(name), driver.reason(str(name))) for name in unserved),
        cost=cost,
        engine=ENGINE,
        seconds=0.0,
        matrix_version=problem.matrix_version,
    )


@dataclass(frozen=True, slots=True)
class _Visit:
    """A stop as it is driven past: when it may still be begun without changing its price."""

    stop: Stop
    arrive_s: int
    start_s: int
    leave_s: int
    latest_s: int


class _Driver:
    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._stops = {stop.id: stop for stop in problem.stops}
        self._depots = {depot.id: depot.location for depot in problem.depots}
        self._traffic = [(period.start_s, period.speed_pct) for period in problem.traffic]

    def reason(self, name: str) -> Reason:
        """Give what an unserved stop of a file is put down to; the file does not say."""
        stop = self._stops.get(name)
        if stop is None:
            raise ProblemError(Flaw.PLAN_UNKNOWN_STOP, name)
        return Reason.FLEET_FULL if stop.prize is None else Reason.PRIZE

    def day(self, vehicle: Vehicle, routes: Sequence[Route]) -> list[Trip]:
        """Drive a vehicle's routes one after the other."""
        here, ready_s = vehicle.start_location, vehicle.shift_start_s
        trips: list[Trip] = []
        for number, route in enumerate(routes, start=1):
            stops = [self._stop(name) for name in route.stops]
            start = here if route.start is None or number == 1 else self._depot(route.start)
            is_last = number == len(routes)
            end = self._end(vehicle, route, is_last=is_last)
            trip = self._trip(vehicle, number, (start, end), stops, ready_s)
            trips.append(trip)
            here, ready_s = end, trip.return_s + vehicle.reload_s
        return trips

    def _stop(self, name: Name) -> Stop:
        if str(name) not in self._stops:
            raise ProblemError(Flaw.PLAN_UNKNOWN_STOP, str(name))
        return self._stops[str(name)]

    def _depot(self, name: Name) -> int:
        if str(name) not in self._depots:
            raise ProblemError(Flaw.PLAN_UNKNOWN_DEPOT, str(name))
        return self._depots[str(name)]

    def _end(self, vehicle: Vehicle, route: Route, *, is_last: bool) -> int:
        """Give where a trip ends: as told, else home, else where the vehicle may reload."""
        if route.end is not None:
            return self._depot(route.end)
        open_to_it = [self._depots[each] for each in sorted(vehicle.reload_depots)]
        home = vehicle.end_location
        if is_last or not open_to_it or home in open_to_it:
            return home
        return open_to_it[0]

    def _way(self, here: int, there: int, leave_s: int) -> int:
        return seconds_of(self._problem.travel_s[here][there], leave_s, self._traffic)

    def _trip(
        self,
        vehicle: Vehicle,
        number: int,
        leg: tuple[int, int],
        stops: list[Stop],
        ready_s: int,
    ) -> Trip:
        loaded_here = [stop for stop in stops if stop.id not in vehicle.aboard]
        depart_s = max([ready_s, *(stop.release_s for stop in loaded_here)])
        visits, return_s = self._driven(vehicle, leg, stops, depart_s)
        depart_s = max(depart_s, self._latest_departure(leg, visits, return_s))
        visits, return_s = self._driven(vehicle, leg, stops, depart_s)
        places = [leg[0], *(stop.location for stop in stops), leg[1]]
        metres = self._problem.distance_m
        size = len(self._problem.dimensions)
        return Trip(
            vehicle_id=vehicle.id,
            number=number,
            start_location=leg[0],
            end_location=leg[1],
            depart_s=depart_s,
            return_s=return_s,
            stops=_planned(visits, size),
            distance_m=sum(metres[a][b] for a, b in pairwise(places)),
            load=_sum([_amount(stop.goods, size) for stop in stops], size),
        )

    def _driven(
        self, vehicle: Vehicle, leg: tuple[int, int], stops: list[Stop], depart_s: int
    ) -> tuple[list[_Visit], int]:
        clock, here = depart_s, leg[0]
        visits: list[_Visit] = []
        for stop in stops:
            arrive_s = clock + self._way(here, stop.location, clock)
            start_s, latest_s = _start(stop, arrive_s)
            clock = start_s + stop.service_with(vehicle)
            visits.append(_Visit(stop, arrive_s, start_s, clock, latest_s))
            here = stop.location
        return visits, clock + self._way(here, leg[1], clock)

    def _latest_departure(self, leg: tuple[int, int], visits: list[_Visit], return_s: int) -> int:
        """Go back from the return: the last second to leave without coming home later."""
        by_s, there = return_s, leg[1]
        for visit in reversed(visits):
            way_s = self._problem.travel_s[visit.stop.location][there]
            leave_s = latest_leave(way_s, by_s, self._traffic)
            service_s = visit.leave_s - visit.start_s
            by_s, there = min(leave_s - service_s, visit.latest_s), visit.stop.location
        return latest_leave(self._problem.travel_s[leg[0]][there], by_s, self._traffic)


def _start(stop: Stop, arrive_s: int) -> tuple[int, int]:
    """Give when service starts, and how late it might without costing more; too late: at once."""
    for window in stop.windows:
        if arrive_s <= window.end_s:
            return max(arrive_s, window.start_s), window.end_s
        if arrive_s <= window.closes_s:
            return arrive_s, arrive_s
    return arrive_s, arrive_s


def _planned(visits: list[_Visit], size: int) -> tuple[PlannedStop, ...]:
    aboard = _sum([_amount(visit.stop.goods, size) for visit in visits], size)
    planned = []
    for visit in visits:
        out, back = _amount(visit.stop.goods, size), _amount(visit.stop.pickup, size)
        aboard = tuple(a - b + c for a, b, c in zip(aboard, out, back, strict=True))
        times = (visit.arrive_s, visit.start_s, visit.leave_s)
        planned.append(PlannedStop(visit.stop.id, *times, load_after=aboard))
    return tuple(planned)


def _amount(goods: Sequence[Goods], size: int) -> Loads:
    return _sum([each.amount for each in goods], size)


def _sum(amounts: Sequence[Loads], size: int) -> Loads:
    return tuple(sum(column) for column in zip(*amounts, strict=True)) if amounts else (0,) * size
