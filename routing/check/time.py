"""The part of the check that holds the watch: ways, windows, shifts, time aboard, breaks."""

from collections.abc import Iterator, Sequence

from routing.model import (
    HORIZON_S,
    Breach,
    Break,
    PlannedBreak,
    PlannedStop,
    Problem,
    Stop,
    Trip,
    Vehicle,
    Violation,
    seconds_of,
)


def judge_times(
    problem: Problem, vehicle: Vehicle, trip: Trip, served: list[Stop], *, is_first: bool
) -> Iterator[Violation]:
    """Drive one trip by the plan's own departure and starts of service."""
    if trip.depart_s < vehicle.shift_start_s or trip.return_s > vehicle.latest_return_s:
        yield Violation(Breach.SHIFT_EXCEEDED, vehicle.id, f"{trip.depart_s}..{trip.return_s}")
    places = range(len(problem.travel_s))
    if trip.start_location not in places or trip.end_location not in places:
        yield Violation(Breach.TRIP_START, vehicle.id, "no such place")
        return
    traffic = [(period.start_s, period.speed_pct) for period in problem.traffic]
    here, clock = trip.start_location, trip.depart_s
    for each, stop in zip(trip.stops, served, strict=True):
        way = problem.travel_s[here][stop.location]
        if way >= HORIZON_S:
            yield Violation(Breach.PLACE_UNREACHABLE, stop.id)
        arrive_s = clock + seconds_of(way, clock, traffic)
        yield from _judge_stop(each, stop, vehicle, arrive_s)
        here, clock = stop.location, each.leave_s
    home = problem.travel_s[here][trip.end_location]
    if home >= HORIZON_S:
        yield Violation(Breach.PLACE_UNREACHABLE, vehicle.id)
    if trip.return_s != (home_s := clock + seconds_of(home, clock, traffic)):
        yield Violation(Breach.TRIP_TIMES, vehicle.id, f"returns {home_s}, says {trip.return_s}")
    yield from _judge_aboard(vehicle, trip, served, is_first=is_first)


def _judge_stop(
    each: PlannedStop, stop: Stop, vehicle: Vehicle, arrive_s: int
) -> Iterator[Violation]:
    if each.arrive_s != arrive_s:
        yield Violation(Breach.STOP_TIMES, stop.id, f"arrives {arrive_s}, says {each.arrive_s}")
    if each.start_s < each.arrive_s or each.leave_s != each.start_s + stop.service_with(vehicle):
        yield Violation(Breach.STOP_TIMES, stop.id, "arrival, start and leaving do not follow")
    if stop.window_at(each.start_s) is None:
        yield Violation(Breach.WINDOW_MISSED, stop.id, f"starts {each.start_s}")


def _judge_aboard(
    vehicle: Vehicle, trip: Trip, served: list[Stop], *, is_first: bool
) -> Iterator[Violation]:
    for each, stop in zip(trip.stops, served, strict=True):
        if stop.aboard_max_s is None:
            continue
        since = trip.depart_s
        if is_first and stop.id in vehicle.aboard and vehicle.aboard_since_s is not None:
            since = vehicle.aboard_since_s
        out = each.start_s - since if stop.goods else 0
        back = trip.return_s - each.leave_s if stop.pickup else 0
        if max(out, back) > stop.aboard_max_s:
            yield Violation(
                Breach.ABOARD_TOO_LONG, stop.id, f"{max(out, back)} > {stop.aboard_max_s} s"
            )


def judge_breaks(
    vehicle: Vehicle, trips: Sequence[Trip], breaks: Sequence[PlannedBreak]
) -> Iterator[Violation]:
    """See that owed breaks are taken while nothing else happens, and reloading has its time."""
    taken = sorted(breaks, key=lambda each: each.start_s)
    waits = [(each.arrive_s, each.start_s) for trip in trips for each in trip.stops]
    pauses = [(trips[i].return_s, trips[i + 1].depart_s) for i in range(len(trips) - 1)]
    earlier_s = 0
    for each in taken:
        if each.start_s < earlier_s or each.end_s < each.start_s:
            yield Violation(Breach.BREAK_OVERLAP, vehicle.id, f"{each.start_s}..{each.end_s}")
        if not any(a <= each.start_s <= each.end_s <= b for a, b in (*waits, *pauses)):
            yield Violation(Breach.BREAK_NOT_IDLE, vehicle.id, f"{each.start_s}..{each.end_s}")
        earlier_s = each.end_s
    yield from _judge_pauses(vehicle, pauses, taken)
    for owed in vehicle.breaks if trips else ():
        at_work = trips[0].depart_s < owed.latest_s < trips[-1].return_s
        if at_work and not _takes(taken, owed):
            yield Violation(Breach.BREAK_MISSING, vehicle.id, f"{owed.earliest_s}..{owed.latest_s}")


def _judge_pauses(
    vehicle: Vehicle, pauses: Sequence[tuple[int, int]], taken: Sequence[PlannedBreak]
) -> Iterator[Violation]:
    for begin, end in pauses:
        spent = sum(each.end_s - each.start_s for each in taken if begin <= each.start_s < end)
        if end - begin < vehicle.reload_s + spent:
            yield Violation(Breach.TRIP_OVERLAP, vehicle.id, f"{begin}..{end}")


def _takes(taken: Sequence[PlannedBreak], owed: Break) -> bool:
    return any(
        owed.earliest_s <= each.start_s <= owed.latest_s
        and each.end_s - each.start_s >= owed.duration_s
        for each in taken
    )
