"""Turn routes into a plan: clock times, loads, cost."""

from collections.abc import Sequence

from routing.day import TimedTrip, breaks_of, total
from routing.model import Plan, PlannedBreak, PlannedStop, Problem, Trip, Unserved
from routing.search.draft import Draft


def plan_of(draft: Draft, unserved: Sequence[Unserved], engine: str) -> Plan:
    """Write down a draft; `seconds` is left at zero for who holds the clock."""
    problem = draft.arrays.problem
    trips: list[Trip] = []
    breaks: list[PlannedBreak] = []
    for day in draft.days:
        it = problem.vehicles[day.vehicle]
        trips += [_trip(problem, it.id, rank, timed) for rank, timed in enumerate(day.timed, 1)]
        taken = breaks_of(it.breaks, day.timed)
        breaks += [PlannedBreak(it.id, begin, end) for begin, end in taken]
    return Plan(
        trips=tuple(trips),
        unserved=tuple(unserved),
        cost=_cost(draft),
        engine=engine,
        seconds=0.0,
        matrix_version=problem.matrix_version,
        breaks=tuple(breaks),
    )


def _trip(problem: Problem, vehicle_id: str, number: int, timed: TimedTrip) -> Trip:
    size = len(problem.dimensions)
    stops = [problem.stops[visit.number] for visit in timed.visits]
    load = [0] * size
    for stop in stops:
        load = [a + b for a, b in zip(load, total(stop.goods, size), strict=True)]
    aboard, planned = load, []
    for visit, stop in zip(timed.visits, stops, strict=True):
        change = zip(aboard, total(stop.goods, size), total(stop.pickup, size), strict=True)
        aboard = [here - out + back for here, out, back in change]
        times = (visit.arrive_s, visit.start_s, visit.leave_s)
        planned.append(PlannedStop(stop.id, *times, tuple(aboard)))
    places = [timed.leg[0], *(stop.location for stop in stops), timed.leg[1]]
    metres = sum(problem.distance_m[places[i]][places[i + 1]] for i in range(len(places) - 1))
    return Trip(
        vehicle_id=vehicle_id,
        number=number,
        start_location=timed.leg[0],
        end_location=timed.leg[1],
        depart_s=timed.depart_s,
        return_s=timed.return_s,
        stops=tuple(planned),
        distance_m=metres,
        load=tuple(load),
    )


def _cost(draft: Draft) -> int:
    problem = draft.arrays.problem
    left = [problem.stops[number] for number in draft.left_out]
    cost = sum(day.cost for day in draft.days)
    cost += sum(stop.prize for stop in left if stop.prize is not None)
    cost += problem.promises.cost * sum(stop.promised_s is not None for stop in left)
    spans = [draft.days[vehicle].span_s for vehicle in draft.arrays.could_go]
    if spans:
        cost += (max(spans) - min(spans)) * problem.balance_cost_per_hour // 3600
    return cost
