"""One vehicle's day: its trips timed, priced, and every gap in them measured.

A gap lies between two neighbours of a trip, or is a whole trip not yet made. What is known of a
gap (how early the vehicle can be there, how late it may be on, what room it has) is a column of
whole numbers, so that `insertion` judges any number of stops against any number of gaps at once,
without driving the day again. Rules that look at more than the gap are judged by `timing` and
`load` when a stop is really put there.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from routing.day.arrays import Arrays, Numbers
from routing.day.legs import Trips, reload_depots, starts_at_depot
from routing.day.load import fits
from routing.day.timing import Clock
from routing.day.ways import TimedTrip
from routing.model import HORIZON_S, Problem, Vehicle

# What is known of a gap: the rows of a day's `gaps`. The first eight differ within a trip.
(
    PREVIOUS,  # location before the gap
    NEXT,  # location after it
    LEAVE,  # earliest second to leave the location before
    DRIVEN,  # seconds from the trip's departure until then, without any waiting
    LATEST,  # latest second to arrive at the location after
    METRES,  # what the direct way takes as it stands; nothing for a trip not yet made
    SECONDS,
    INDEX,  # where in the trip
    LATEST_DEPART,  # latest departure of the trip as it stands
    OPENING,  # cents for using this vehicle at all, when it is not used yet
    VEHICLE,
    TRIP,
    IS_NEW,
    ROOM,  # the first of the rooms, in the order of `Arrays.rooms`
) = range(14)


@dataclass(frozen=True, slots=True)
class Day:
    """One vehicle's trips, in time, with what they cost and every gap in them."""

    vehicle: int
    trips: Trips
    cost: int
    gaps: Numbers
    """One column per gap, rows as named above."""
    timed: tuple[TimedTrip, ...] = ()

    @property
    def span_s(self) -> int:
        """Give the seconds from the first departure to the last return."""
        return self.timed[-1].return_s - self.timed[0].depart_s if self.timed else 0


def day_of(arrays: Arrays, vehicle: int, trips: Trips) -> Day | None:
    """Time a vehicle's trips as early as possible; None when any rule does not allow them."""
    trips = _tidied(arrays.problem, vehicle, trips)
    if not may_drive(arrays, vehicle, trips):
        return None
    timed, cost = timed_day(arrays, vehicle, trips)
    if timed is None:
        return None
    return _measured(arrays, vehicle, trips, timed, cost)


def timed_day(arrays: Arrays, vehicle: int, trips: Trips) -> tuple[list[TimedTrip] | None, int]:
    """Time trips the cheapest way: never early for a soft window, or as early as they may."""
    if not trips:
        return [], 0
    strict, cost = _cheapest(arrays, vehicle, trips, is_strict=True)
    if not _has_choice(arrays.problem, trips, strict):
        return strict, cost
    loose, other = _cheapest(arrays, vehicle, trips, is_strict=False)
    if loose is None or (strict is not None and cost <= other):
        return strict, cost
    return loose, other


def _cheapest(
    arrays: Arrays, vehicle: int, trips: Trips, *, is_strict: bool
) -> tuple[list[TimedTrip] | None, int]:
    """Give the cheapest way through a day, of equal ones the first home; None: no way at all."""
    ways = list(Clock(arrays, vehicle, is_strict=is_strict).days(trips))
    if not ways:
        return None, 0
    priced = [(cost_of(arrays.problem, vehicle, way), way[-1].return_s) for way in ways]
    best = min(range(len(ways)), key=priced.__getitem__)
    return ways[best], priced[best][0]


def cost_of(problem: Problem, vehicle: int, timed: list[TimedTrip]) -> int:
    """Price a day: vehicle, way, time, overtime, soft windows and promises moved."""
    it = problem.vehicles[vehicle]
    metres = sum(_metres(problem, trip) for trip in timed)
    seconds = sum(trip.return_s - trip.depart_s for trip in timed)
    overtime = max(0, timed[-1].return_s - it.shift_end_s)
    cost = it.fixed_cost + metres * it.cost_per_km // 1000 + seconds * it.cost_per_hour // 3600
    cost += overtime * it.overtime_cost_per_hour // 3600
    for trip in timed:
        for visit in trip.visits:
            stop = problem.stops[visit.number]
            window = stop.window_at(visit.start_s)
            cost += window.cost(visit.start_s) if window else 0
            cost += problem.promises.cost * problem.promises.moved(stop, visit.start_s)
    return cost


def moved_of(problem: Problem, day: Day) -> int:
    """Count the promises a day does not keep."""
    return sum(
        problem.promises.moved(problem.stops[visit.number], visit.start_s)
        for trip in day.timed
        for visit in trip.visits
    )


def _tidied(problem: Problem, vehicle: int, trips: Trips) -> Trips:
    """Drop empty trips, but for the way of an empty vehicle to a depot."""
    it = problem.vehicles[vehicle]
    full = [trip for trip in trips if trip]
    if full and trips and not trips[0] and not starts_at_depot(problem, it):
        return [[], *full]
    return full


def may_drive(arrays: Arrays, vehicle: int, trips: Trips) -> bool:
    """Say whether trips respect everything but time."""
    it = arrays.problem.vehicles[vehicle]
    if len(trips) > it.max_trips:
        return False
    locked = arrays.locked.get(vehicle)
    if locked and not _keeps(locked, trips):
        return False
    return all(fits(arrays, vehicle, trip) for trip in trips)


def _keeps(locked: list[int], trips: Trips) -> bool:
    """Say whether locked stops come first and in order; any may be missing."""
    first = trips[0] if trips else []
    served = {number for trip in trips for number in trip}
    kept = [number for number in locked if number in served]
    return first[: len(kept)] == kept


def _has_choice(problem: Problem, trips: Trips, strict: list[TimedTrip] | None) -> bool:
    """Say whether coming early somewhere could help: a stop is late, or the day impossible."""
    if strict is not None and not any(
        visit.start_s > problem.stops[visit.number].windows[0].end_s
        or problem.promises.moved(problem.stops[visit.number], visit.start_s)
        for trip in strict
        for visit in trip.visits
    ):
        return False
    return any(
        stop.promised_s is not None or any(window.early_s for window in stop.windows)
        for trip in trips
        for stop in (problem.stops[number] for number in trip)
    )


def _metres(problem: Problem, trip: TimedTrip) -> int:
    places = [problem.stops[visit.number].location for visit in trip.visits]
    way = [trip.leg[0], *places, trip.leg[1]]
    return sum(problem.distance_m[here][there] for here, there in pairwise(way))


def _measured(arrays: Arrays, vehicle: int, trips: Trips, timed: list[TimedTrip], cost: int) -> Day:
    """Walk the day backwards to learn how late everything may be, and collect its gaps."""
    it = arrays.problem.vehicles[vehicle]
    may_add = len(trips) < it.max_trips
    latest = it.latest_return_s
    blocks: list[Numbers] = []
    for rank in range(len(trips) - 1, -1, -1):
        trip = timed[rank]
        if may_add:
            ready = trip.earliest_return_s + it.reload_s
            ends = (trip.leg[1], trip.leg[1])
            blocks.append(_new_trip(arrays, (vehicle, rank + 1), ends, (ready, latest), 0))
        bounds = _bounds(arrays.problem, it, trip, latest)
        blocks.append(_trip_gaps(arrays, (vehicle, rank), trip, bounds))
        latest = bounds[0] - it.reload_s
    if may_add and not (trips and it.aboard):
        span = (it.shift_start_s, latest)
        ends = (it.start_location, timed[0].leg[0] if timed else it.end_location)
        opening = 0 if trips else it.fixed_cost
        blocks.append(_new_trip(arrays, (vehicle, 0), ends, span, opening))
    if may_add and not trips and not starts_at_depot(arrays.problem, it) and it.max_trips > 1:
        depot = reload_depots(arrays.problem, it)[0].location
        span = (it.shift_start_s, it.latest_return_s)
        blocks.append(
            _new_trip(arrays, (vehicle, 1), (depot, it.end_location), span, it.fixed_cost)
        )
    gaps = np.concatenate(blocks, axis=1) if blocks else np.empty((0, 0), dtype=np.int64)
    return Day(vehicle, trips, cost, gaps, tuple(timed))


def _bounds(problem: Problem, it: Vehicle, trip: TimedTrip, latest: int) -> list[int]:
    """Give the latest departure, then the latest arrival at each stop and at the end."""
    bounds, there = [latest], trip.leg[1]
    for visit in reversed(trip.visits):
        stop = problem.stops[visit.number]
        latest -= problem.travel_s[stop.location][there] + stop.service_with(it)
        latest = min(latest, stop.windows[-1].closes_s)
        bounds.append(latest)
        there = stop.location
    bounds.append(latest - problem.travel_s[trip.leg[0]][there])
    bounds.reverse()
    return bounds


def _new_trip(
    arrays: Arrays,
    where: tuple[int, int],
    ends: tuple[int, int],
    span: tuple[int, int],
    opening: int,
) -> Numbers:
    """Measure a trip not yet made that may leave and must be home within a span."""
    ready, latest = span
    gap = (*ends, ready, 0, latest, 0, 0, 0)
    rest = (HORIZON_S, opening, *where, 1)
    return np.concatenate((np.array(gap + rest), arrays.rooms[where[0]]))[:, None]


def _trip_gaps(
    arrays: Arrays, where: tuple[int, int], trip: TimedTrip, bounds: list[int]
) -> Numbers:
    problem = arrays.problem
    it = problem.vehicles[where[0]]
    numbers = [visit.number for visit in trip.visits]
    stops = [problem.stops[number] for number in numbers]
    places = [trip.leg[0], *(stop.location for stop in stops), trip.leg[1]]
    driven = [0]
    for (here, there), stop in zip(pairwise(places), stops, strict=False):
        driven.append(driven[-1] + problem.travel_s[here][there] + stop.service_with(it))
    rooms = arrays.rooms[where[0]] - arrays.loads[numbers].sum(axis=0)
    gaps = np.empty((ROOM + len(rooms), len(places) - 1), dtype=np.int64)
    gaps[:LATEST_DEPART] = (
        places[:-1],
        places[1:],
        trip.earliest,
        driven,
        bounds[1:],
        [problem.distance_m[here][there] for here, there in pairwise(places)],
        [problem.travel_s[here][there] for here, there in pairwise(places)],
        range(len(places) - 1),
    )
    gaps[LATEST_DEPART:ROOM] = np.array((bounds[0], 0, *where, 0), dtype=np.int64)[:, None]
    gaps[ROOM:] = rooms[:, None]
    return gaps
