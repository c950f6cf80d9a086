"""One vehicle's day: its trips timed, priced, and every gap in them measured.

A gap lies between two neighbours of a trip, or is a whole trip not yet made. What is known of a
gap (how early the vehicle can be there, how late it may be on, what room it has) is a column of
whole numbers, so that `insertion` judges any number of stops against any number of gaps at once,
without driving the day again.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from routing.arrays import Numbers
from routing.problem import HORIZON_S, Problem, Vehicle

Trips = list[list[int]]
"""Stops by their position in the problem, trip after trip."""

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
    ROOM_G,
    ROOM_CRATES,
    ROOM_ML,
    ROOM_STOPS,
    OPENING,  # cents for using this vehicle at all, when it is not used yet
    VEHICLE,
    TRIP,
    IS_NEW,
) = range(17)
ROWS = IS_NEW + 1


@dataclass(frozen=True, slots=True)
class Day:
    """One vehicle's trips, in time, with what they cost and every gap in them."""

    vehicle: int
    trips: Trips
    cost: int
    gaps: Numbers
    """One column per gap, rows as named above."""


def day_of(problem: Problem, vehicle: int, trips: Trips) -> Day | None:
    """Time a vehicle's trips as early as possible; None when windows or shift do not allow them.

    Loads are not judged here: gaps have negative room when a trip is too full.
    """
    it = problem.vehicles[vehicle]
    ready = it.shift_start_s
    driven: list[_Driven] = []
    for trip in trips:
        drive = _drive(problem, it, trip, ready)
        if drive is None:
            return None
        driven.append(drive)
        ready = drive.returned + it.reload_s
    if driven and driven[-1].returned > it.shift_end_s:
        return None
    return _measured(problem, vehicle, trips, driven)


@dataclass(slots=True)
class _Driven:
    """A trip driven as early as possible, and what it carries."""

    places: list[int]
    leave: list[int]
    driven: list[int]
    returned: int = 0
    driven_home: int = 0
    grams: int = 0
    crates: int = 0
    millilitres: int = 0


def _drive(problem: Problem, it: Vehicle, trip: list[int], ready: int) -> _Driven | None:
    stops, travel = problem.stops, problem.travel_s
    clock = max(ready, *[stops[number].release_s for number in trip])
    here, driven = it.start_location, 0
    done = _Driven([here], [clock], [0])
    for number in trip:
        stop = stops[number]
        way = travel[here][stop.location]
        start = max(clock + way, stop.window_start_s)
        if start > stop.window_end_s:
            return None
        clock = start + stop.service_s
        driven += way + stop.service_s
        here = stop.location
        done.places.append(here)
        done.leave.append(clock)
        done.driven.append(driven)
        done.grams += stop.load_g
        done.crates += stop.crates
        done.millilitres += stop.volume_ml
    home = travel[here][it.end_location]
    done.places.append(it.end_location)
    done.returned = clock + home
    done.driven_home = driven + home
    return done


def _bounds(problem: Problem, it: Vehicle, trip: list[int], latest: int) -> list[int]:
    """Give the latest departure, then the latest arrival at each stop and at the end."""
    bounds, there = [latest], it.end_location
    for number in reversed(trip):
        stop = problem.stops[number]
        latest -= problem.travel_s[stop.location][there] + stop.service_s
        latest = min(latest, stop.window_end_s)
        bounds.append(latest)
        there = stop.location
    bounds.append(latest - problem.travel_s[it.start_location][there])
    bounds.reverse()
    return bounds


def _measured(problem: Problem, vehicle: int, trips: Trips, driven: list[_Driven]) -> Day:
    """Walk the day backwards to learn how late everything may be, and collect its gaps."""
    it = problem.vehicles[vehicle]
    may_add = len(trips) < it.max_trips
    latest = it.shift_end_s
    blocks: list[Numbers] = []
    metres = seconds = 0
    for number in range(len(trips) - 1, -1, -1):
        drive = driven[number]
        if may_add:
            ready = drive.returned + it.reload_s
            blocks.append(_new_trip(it, (vehicle, number + 1), (ready, latest), 0))
        bounds = _bounds(problem, it, trips[number], latest)
        block = _trip_gaps(problem, (vehicle, number), drive, bounds)
        blocks.append(block)
        metres += int(block[METRES].sum())
        seconds += max(drive.returned - bounds[0], drive.driven_home)
        latest = bounds[0] - it.reload_s
    if may_add:
        opening = 0 if trips else it.fixed_cost
        blocks.append(_new_trip(it, (vehicle, 0), (it.shift_start_s, latest), opening))
    cost = it.fixed_cost if trips else 0
    cost += metres * it.cost_per_km // 1000 + seconds * it.cost_per_hour // 3600
    gaps = blocks[0] if len(blocks) == 1 else np.concatenate(blocks, axis=1)
    return Day(vehicle, trips, cost, gaps)


def _new_trip(it: Vehicle, where: tuple[int, int], span: tuple[int, int], opening: int) -> Numbers:
    """Measure a trip not yet made that may leave and must be home within a span."""
    ready, latest = span
    room = (it.capacity_g, it.capacity_crates, it.capacity_ml, it.max_stops)
    gap = (it.start_location, it.end_location, ready, 0, latest, 0, 0, 0)
    rest = (HORIZON_S, *room, opening, *where, 1)
    return np.array([gap + rest], dtype=np.int64).T


def _trip_gaps(
    problem: Problem, where: tuple[int, int], drive: _Driven, bounds: list[int]
) -> Numbers:
    it = problem.vehicles[where[0]]
    places = drive.places
    room = (
        it.capacity_g - drive.grams,
        it.capacity_crates - drive.crates,
        it.capacity_ml - drive.millilitres,
        it.max_stops - len(places) + 2,
    )
    gaps = np.empty((ROWS, len(places) - 1), dtype=np.int64)
    gaps[:LATEST_DEPART] = (
        places[:-1],
        places[1:],
        drive.leave,
        drive.driven,
        bounds[1:],
        [problem.distance_m[here][there] for here, there in pairwise(places)],
        [problem.travel_s[here][there] for here, there in pairwise(places)],
        range(len(places) - 1),
    )
    rest = (bounds[0], *room, 0, *where, 0)
    gaps[LATEST_DEPART:] = np.array(rest, dtype=np.int64)[:, None]
    return gaps
