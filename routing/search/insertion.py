"""What it costs to put stops into gaps, many at once. It measures and never decides."""

import numpy as np

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
    ROOM,
    SECONDS,
    TRIP,
    VEHICLE,
    Arrays,
    Costs,
    Day,
    Numbers,
    day_of,
)


def score(arrays: Arrays, gaps: Numbers, stops: Numbers | int) -> Costs:
    """Give the cents each stop adds in each gap; infinite where impossible.

    One stop gives one row, several give a row each. Waiting is not priced here, only metres,
    seconds driven and served, and the fixed cost. Of rules that look at more than the gap only
    what the gap alone forbids is seen: a finite price may still be refused by `inserted`.
    """
    before, after, vehicle = gaps[PREVIOUS], gaps[NEXT], gaps[VEHICLE]
    into = arrays.seconds_to[stops].take(before, axis=-1)
    onward = arrays.seconds_from[stops].take(after, axis=-1)
    service = arrays.service[stops].take(arrays.types[vehicle], axis=-1)
    release = arrays.release[stops][..., None]
    start = np.maximum(gaps[LEAVE], release + gaps[DRIVEN]) + into
    start = np.maximum(start, arrays.opens[stops][..., None])
    fits = start <= arrays.closes[stops][..., None]
    fits &= start + (service + onward) <= gaps[LATEST]
    fits &= release <= gaps[LATEST_DEPART]
    fits &= arrays.servable[stops].take(vehicle, axis=-1)
    fits &= (arrays.loads[stops][..., None] <= gaps[ROOM:]).all(axis=-2)
    metres = arrays.metres_to[stops].take(before, axis=-1)
    metres += arrays.metres_from[stops].take(after, axis=-1)
    cents: Costs = (metres - gaps[METRES]) * arrays.cents_per_m.take(vehicle)
    cents += (into + onward + service - gaps[SECONDS]) * arrays.cents_per_s.take(vehicle)
    cents += gaps[OPENING]
    cents[~fits] = np.inf
    return cents


def inserted(arrays: Arrays, day: Day, stop: int, gap: int) -> Day | None:
    """Put a stop into a gap; None when a rule that `score` does not see forbids it."""
    row = day.gaps[:, gap]
    trip, index = int(row[TRIP]), int(row[INDEX])
    trips = [list(each) for each in day.trips]
    if row[IS_NEW]:
        trips += [[]] * (trip - len(trips))
        trips.insert(trip, [stop])
    else:
        trips[trip].insert(index, stop)
    return day_of(arrays, day.vehicle, trips)
