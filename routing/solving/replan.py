"""Plan again while the day goes on: keep what is committed, move few promises, fit one more in.

A plan in hand becomes a draft of the new problem (a warm start), an order is put where it costs
least, and only a little around it is moved. Promises that may be moved are counted and priced by
the model itself (`Problem.promises`), so a plan that moves too many never passes the check.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from routing.day import Arrays, day_of
from routing.model import Limits, Plan, Problem, Promises, Stop
from routing.search import Draft, Routes, improve, inserted, score
from routing.solving.heuristic import finished

ENGINE = "insertion+rebuild"
_TRIED_MAX = 40
_PROMISE_TOLERANCE_S = 900


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to serve one more order: who, on which trip, from which depot, when, at what cost."""

    vehicle_id: str
    trip: int
    from_location: int
    depart_s: int
    start_s: int
    added_cost: int
    """Cents more than the day costs without the order."""
    moved: int
    """Promises of others that it moves."""


def draft_of(problem: Problem, plan: Plan) -> Draft:
    """Take up a plan for a problem that may have changed since.

    Stops that are gone are dropped, vehicles that are gone leave theirs open; where what is left
    of a day cannot be driven any more, its stops are taken out from the end until it can.
    """
    arrays = Arrays(problem)
    number = {stop.id: rank for rank, stop in enumerate(problem.stops)}
    routes: Routes = [[] for _ in problem.vehicles]
    vehicles = {vehicle.id: rank for rank, vehicle in enumerate(problem.vehicles)}
    for trip in sorted(plan.trips, key=lambda each: each.number):
        if trip.vehicle_id in vehicles:
            kept = [number[each.stop_id] for each in trip.stops if each.stop_id in number]
            routes[vehicles[trip.vehicle_id]].append(kept)
    return Draft.of(arrays, [_drivable(arrays, rank, trips) for rank, trips in enumerate(routes)])


def _drivable(arrays: Arrays, vehicle: int, trips: list[list[int]]) -> list[list[int]]:
    trips = [[n for n in trip if arrays.allowed[n, vehicle]] for trip in trips]
    while any(trips) and day_of(arrays, vehicle, trips) is None:
        last = max(rank for rank, trip in enumerate(trips) if trip)
        trips[last].pop()
    return trips


def promised(problem: Problem, plan: Plan, promises: Promises) -> Problem:
    """Make a plan's times a problem's promises: what a new plan moves is priced and limited."""
    starts = {each.stop_id: each.start_s for trip in plan.trips for each in trip.stops}
    stops = tuple(
        replace(stop, promised_s=starts.get(stop.id, stop.promised_s)) for stop in problem.stops
    )
    return replace(problem, stops=stops, promises=promises)


def offers(
    problem: Problem, plan: Plan, stop: Stop, *, within_s: int | None = None, most: int = 5
) -> list[Offer]:
    """Say how one more order could be served by the plan in hand, cheapest first; [] if it cannot.

    "Can it be there within the hour, from where, at what cost": `within_s` bounds the start of
    service. Nothing but the order is put anywhere; promises of others that move by more than the
    problem's tolerance are counted.
    """
    if within_s is not None:
        stop = _no_later(stop, within_s)
    asked = replace(problem, stops=(*problem.stops, stop))
    draft = draft_of(asked, plan)
    rank = len(asked.stops) - 1
    found = [_offer(draft, rank, *where) for where in _gaps(draft, rank)]
    best: dict[tuple[str, int], Offer] = {}
    for offer in sorted((each for each in found if each), key=lambda each: each.added_cost):
        best.setdefault((offer.vehicle_id, offer.trip), offer)
    return list(best.values())[:most]


def _no_later(stop: Stop, within_s: int) -> Stop:
    windows = [w for w in stop.windows if w.opens_s <= within_s]
    windows = [
        replace(w, end_s=min(w.end_s, max(w.start_s, within_s)), late_s=0)
        if w.closes_s > within_s
        else w
        for w in windows
    ]
    return replace(stop, windows=tuple(windows) or stop.windows[:1])


def _gaps(draft: Draft, rank: int) -> list[tuple[int, int]]:
    """Give vehicles and their gaps for a stop, the cheapest guesses first."""
    ranked: list[tuple[float, int, int]] = []
    for day in draft.open_days():
        if day.gaps.size:
            cost = score(draft.arrays, day.gaps, rank)
            ranked += [(float(cost[g]), day.vehicle, int(g)) for g in np.flatnonzero(cost < np.inf)]
    ranked.sort()
    return [(vehicle, gap) for _, vehicle, gap in ranked[:_TRIED_MAX]]


def _offer(draft: Draft, rank: int, vehicle: int, gap: int) -> Offer | None:
    before = draft.days[vehicle]
    after = inserted(draft.arrays, before, rank, gap)
    if after is None:
        return None
    tolerance = draft.arrays.problem.promises.tolerance_s
    starts = {v.number: v.start_s for trip in before.timed for v in trip.visits}
    moved = 0
    for number, trip in enumerate(after.timed, 1):
        for visit in trip.visits:
            moved += abs(starts.get(visit.number, visit.start_s) - visit.start_s) > tolerance
            if visit.number == rank:
                where = (number, trip.leg[0], trip.depart_s, visit.start_s)
    vehicle_id = draft.arrays.problem.vehicles[vehicle].id
    return Offer(vehicle_id, *where, after.cost - before.cost, moved)


def replan(
    problem: Problem,
    plan: Plan,
    limits: Limits,
    now: Callable[[], float] = time.monotonic,
) -> Plan:
    """Give a new plan for a changed problem, starting from the plan in hand.

    Locked prefixes and vehicles under way are part of the problem. What `promises` allows to be
    moved is moved only when it pays its price; the best plan found in the time is given.
    """
    began = now()
    draft = draft_of(problem, plan)
    draft.fill()
    end_s = 0.9 * limits.time_ms / 1000

    def done(count: int) -> float:
        timed = (now() - began) / end_s
        rounds = limits.solution_limit
        return timed if rounds is None else max(count / rounds, float(timed >= 1))

    draft = improve(draft, limits.seed, done)
    return finished(draft, ENGINE)
