"""What it costs to put stops into gaps, many at once. It measures and never decides."""

import numpy as np

from routing.arrays import Arrays, Costs, Numbers
from routing.day import (
    DRIVEN,
    INDEX,
    IS_NEW,
    LATEST,
    LATEST_DEPART,
    LEAVE,
    METRES,
    NEXT,
    OPENING,
    PREVIOUS,
    ROOM_G,
    ROOM_STOPS,
    SECONDS,
    TRIP,
    VEHICLE,
    Day,
    day_of,
)


def score(arrays: Arrays, gaps: Numbers, stops: Numbers | int) -> Costs:
    """Give the cents each stop adds in each gap; infinite where impossible.

    One stop gives one row, several give a row each. Waiting is not priced here, only metres,
    seconds driven and served, and the fixed cost.
    """
    before, after, vehicle = gaps[PREVIOUS], gaps[NEXT], gaps[VEHICLE]
    into = arrays.seconds_to[stops].take(before, axis=-1)
    onward = arrays.seconds_from[stops].take(after, axis=-1)
    service = arrays.service[stops][..., None]
    release = arrays.release[stops][..., None]
    start = np.maximum(gaps[LEAVE], release + gaps[DRIVEN]) + into
    start = np.maximum(start, arrays.opens[stops][..., None])
    fits = start <= arrays.closes[stops][..., None]
    fits &= start + (service + onward) <= gaps[LATEST]
    fits &= release <= gaps[LATEST_DEPART]
    fits &= arrays.allowed[stops].take(vehicle, axis=-1)
    fits &= (arrays.loads[stops][..., None] <= gaps[ROOM_G : ROOM_STOPS + 1]).all(axis=-2)
    metres = arrays.metres_to[stops].take(before, axis=-1)
    metres += arrays.metres_from[stops].take(after, axis=-1)
    cents: Costs = (metres - gaps[METRES]) * arrays.cents_per_m.take(vehicle)
    cents += (into + onward + service - gaps[SECONDS]) * arrays.cents_per_s.take(vehicle)
    cents += gaps[OPENING]
    cents[~fits] = np.inf
    return cents


def inserted(arrays: Arrays, day: Day, stop: int, gap: int) -> Day:
    """Put a stop into a gap that `score` found possible."""
    row = day.gaps[:, gap]
    trip, index = int(row[TRIP]), int(row[INDEX])
    trips = [list(each) for each in day.trips]
    if row[IS_NEW]:
        trips.insert(trip, [stop])
    else:
        trips[trip].insert(index, stop)
    grown = day_of(arrays.problem, day.vehicle, trips)
    assert grown is not None, "a gap was measured wrongly"
    return grown
