"""When everything of a vehicle's day happens: the earliest way through it, then the latest start.

Forward: each trip leaves as soon as it may, each stop begins as soon as one of its windows lets
it, breaks are taken where they cost least time (a state per number of breaks taken, earliest time
wins, which is right because whoever leaves later never arrives earlier). A trip that would keep
goods aboard for too long leaves later, by just what is too much. Backward: each trip then leaves
as late as it can without coming home later, so that waiting happens at the depot.
Source of the forward slack: Savelsbergh, The vehicle routing problem with time windows: minimizing
route duration, ORSA Journal on Computing 4(2), 1992.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Optional

from routing.day.arrays import Arrays
from routing.day.legs import Leg, Trips, legs_of
from routing.model import HORIZON_S, Break, Stop, latest_leave, seconds_of

_DELAYS_MAX = 20
"""How often one trip's departure is put off for the sake of time aboard before giving up."""


class Visit(NamedTuple):
    """One stop served: what came before it on the trip, its times, and a break before it."""

    earlier: Optional["Visit"]
    number: int
    arrive_s: int
    start_s: int
    leave_s: int
    break_s: int
    """When a break begins here; negative for none."""
    breaks: int
    """How many of the day's breaks are over when the vehicle leaves."""


@dataclass(slots=True)
class TimedTrip:
    """A trip with all its times. `pauses` are breaks between it and the trip before."""

    leg: Leg
    depart_s: int
    return_s: int
    visits: list[Visit]
    earliest_return_s: int
    """When it could be home, had nothing made it wait."""
    earliest: list[int]
    """When the vehicle can leave each stop at the earliest, the departure first."""
    pauses: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _State:
    """The earliest way to be ready for the next trip with so many breaks over."""

    ready_s: int
    trips: tuple[TimedTrip, ...]
    pauses: tuple[tuple[int, int], ...]


class Clock:
    """Times one vehicle's trips."""

    def __init__(self, arrays: Arrays, vehicle: int, *, is_strict: bool) -> None:
        """Strict: nobody comes early to a soft window or before what was promised."""
        self._arrays = arrays
        self._problem = arrays.problem
        self._number = vehicle
        self._it = arrays.problem.vehicles[vehicle]
        self._is_strict = is_strict
        self._travel = self._problem.travel_s
        self._traffic = [(each.start_s, each.speed_pct) for each in self._problem.traffic]
        self._breaks = self._it.breaks

    def day(self, trips: Trips) -> list[TimedTrip] | None:
        """Time trips that start in this order; None when no time is right for them."""
        legs = legs_of(self._arrays, self._number, trips)
        if legs is None:
            return None
        states = {0: _State(self._it.shift_start_s, (), ())}
        for leg, trip in zip(legs, trips, strict=True):
            states = self._after_trip(states, leg, trip)
        ends = [state for b, state in states.items() if self._may_end(b, state)]
        if not ends:
            return None
        timed = list(min(ends, key=lambda state: state.ready_s).trips)
        self._settle(timed)
        limit = self._it.duration_max_s
        if limit is not None and timed[-1].return_s - timed[0].depart_s > limit:
            self._shorten(timed)
            if timed[-1].return_s - timed[0].depart_s > limit:
                return None
        return timed

    def _way(self, here: int, there: int, clock: int) -> int:
        way = self._travel[here][there]
        return seconds_of(way, clock, self._traffic) if self._traffic else way

    def _may_end(self, breaks: int, state: _State) -> bool:
        first_s, last_s = state.trips[0].depart_s, state.trips[-1].return_s
        if last_s > self._it.latest_return_s:
            return False
        return not any(first_s < owed.latest_s < last_s for owed in self._breaks[breaks:])

    def _after_trip(
        self, states: dict[int, _State], leg: Leg, trip: Sequence[int]
    ) -> dict[int, _State]:
        after: dict[int, _State] = {}
        for b, state in self._with_pauses(states, trip):
            for timed in self._trips_from(state, b, leg, trip):
                timed.pauses = state.pauses
                ready = _State(timed.return_s, (*state.trips, timed), ())
                over = timed.visits[-1].breaks if timed.visits else b
                if over not in after or ready.ready_s < after[over].ready_s:
                    after[over] = ready
        return after

    def _with_pauses(
        self, states: dict[int, _State], trip: Sequence[int]
    ) -> Iterator[tuple[int, _State]]:
        """Reload between two trips, with and without taking the next break there."""
        for b, state in states.items():
            if not state.trips:
                depart = max([state.ready_s, *(int(self._arrays.release[n]) for n in trip)])
                yield sum(each.latest_s <= depart for each in self._breaks), state
                continue
            loaded = state.ready_s + self._it.reload_s
            yield b, _State(loaded, state.trips, ())
            if b < len(self._breaks):
                owed = self._breaks[b]
                begin = max(state.ready_s, owed.earliest_s)
                if begin <= owed.latest_s:
                    end = begin + owed.duration_s
                    ready = max(end, loaded + owed.duration_s)
                    yield b + 1, _State(ready, state.trips, ((begin, end),))

    def _trips_from(
        self, state: _State, b: int, leg: Leg, trip: Sequence[int]
    ) -> Iterator[TimedTrip]:
        """Give the earliest way through a trip for every number of breaks taken on it."""
        ready = max([state.ready_s, *(int(self._arrays.release[number]) for number in trip)])
        found = self._ways(ready, b, leg, trip)
        for over, timed in list(found.items()):
            depart = ready
            kept: TimedTrip | None = timed
            for _ in range(_DELAYS_MAX):
                late = self._aboard_too_long(kept, is_first=not state.trips) if kept else 0
                if not late or kept is None:
                    break
                depart += late
                kept = self._ways(depart, b, leg, trip).get(over)
            else:
                kept = None
            if kept is not None:
                yield kept

    def _ways(self, depart: int, b: int, leg: Leg, trip: Sequence[int]) -> dict[int, TimedTrip]:
        states: dict[int, tuple[int, Visit | None]] = {b: (depart, None)}
        here = leg[0]
        for number in trip:
            stop = self._problem.stops[number]
            states = self._visits(states, here, number, stop)
            if not states:
                return {}
            here = stop.location
        found = {}
        for over, (clock, last) in states.items():
            home = self._way(here, leg[1], clock)
            if home < HORIZON_S:
                visits = _unwound(last)
                leaves = [depart, *(each.leave_s for each in visits)]
                back = clock + home
                found[over] = TimedTrip(leg, depart, back, visits, back, leaves)
        return found

    def _visits(
        self, states: dict[int, tuple[int, Visit | None]], here: int, number: int, stop: Stop
    ) -> dict[int, tuple[int, Visit | None]]:
        service = stop.service_with(self._it)
        after: dict[int, tuple[int, Visit | None]] = {}
        for b, (clock, earlier) in states.items():
            way = self._way(here, stop.location, clock)
            if way >= HORIZON_S:
                continue
            arrive = clock + way
            for over, begin, ready in self._pauses_here(b, arrive):
                start = self._opening(number, ready)
                if start is None or (over in after and after[over][0] <= start + service):
                    continue
                visit = Visit(earlier, number, arrive, start, start + service, begin, over)
                after[over] = (start + service, visit)
        return after

    def _pauses_here(self, b: int, arrive: int) -> Iterator[tuple[int, int, int]]:
        """Go on at once, or take the next break first."""
        yield b, -1, arrive
        if b < len(self._breaks):
            owed = self._breaks[b]
            begin = max(arrive, owed.earliest_s)
            if begin <= owed.latest_s:
                yield b + 1, begin, begin + owed.duration_s

    def _opening(self, number: int, ready: int) -> int | None:
        """Give the first second from `ready` on at which service may start."""
        for begin, opens, closes in self._arrays.windows[number]:
            start = max(ready, begin if self._is_strict else opens)
            if self._is_strict and number in self._arrays.promised:
                promised = self._arrays.promised[number]
                start = max(start, promised) if promised <= closes else start
            if start <= closes:
                return start
        return None

    def _aboard_too_long(self, timed: TimedTrip, *, is_first: bool) -> int:
        """Give by how many seconds the worst stop exceeds its time aboard."""
        worst = 0
        for visit in timed.visits:
            stop = self._problem.stops[visit.number]
            if stop.aboard_max_s is None:
                continue
            since, loaded = timed.depart_s, self._it.aboard_since_s
            if is_first and stop.id in self._it.aboard and loaded is not None:
                since = loaded
            out = visit.start_s - since if stop.goods else 0
            back = timed.return_s - visit.leave_s if stop.pickup else 0
            worst = max(worst, out - stop.aboard_max_s, back - stop.aboard_max_s)
        return worst

    def _settle(self, timed: list[TimedTrip]) -> None:
        """Let every trip leave as late as it can for the return it has."""
        for rank, trip in enumerate(timed):
            if trip.visits:
                self._leave_late(trip, trip.return_s, is_first=rank == 0)

    def _shorten(self, timed: list[TimedTrip]) -> None:
        """Let every trip but the last come home as late as the next one allows."""
        for rank in range(len(timed) - 2, -1, -1):
            later = timed[rank + 1]
            spent = sum(end - begin for begin, end in later.pauses)
            deadline = later.depart_s - self._it.reload_s - spent
            if later.pauses:
                continue
            if timed[rank].visits:
                self._leave_late(timed[rank], deadline, is_first=rank == 0)

    def _leave_late(self, trip: TimedTrip, return_s: int, *, is_first: bool) -> None:
        depart = self._latest_departure(trip, return_s)
        if depart <= trip.depart_s:
            return
        visits = self._again(trip, depart)
        if visits is None:
            return
        home = self._way(
            self._problem.stops[visits[-1].number].location, trip.leg[1], visits[-1].leave_s
        )
        later = TimedTrip(
            trip.leg, depart, visits[-1].leave_s + home, visits, trip.return_s, trip.earliest
        )
        if later.return_s <= return_s and not self._aboard_too_long(later, is_first=is_first):
            trip.depart_s, trip.return_s, trip.visits = depart, later.return_s, visits

    def _latest_departure(self, trip: TimedTrip, return_s: int) -> int:
        latest, there = return_s, trip.leg[1]
        for visit in reversed(trip.visits):
            stop = self._problem.stops[visit.number]
            way = self._travel[stop.location][there]
            start = latest_leave(way, latest, self._traffic) - stop.service_with(self._it)
            latest = min(start, self._bound(stop, visit.start_s))
            if visit.break_s >= 0:
                owed = self._breaks[visit.breaks - 1]
                latest = min(latest - owed.duration_s, owed.latest_s)
            there = stop.location
        return latest_leave(self._travel[trip.leg[0]][there], latest, self._traffic)

    def _bound(self, stop: Stop, start_s: int) -> int:
        """Give how late a start may be moved at no price."""
        window = stop.window_at(start_s)
        assert window is not None, "a stop was timed outside its windows"
        bound = max(window.end_s, start_s)
        if stop.promised_s is not None:
            kept = stop.promised_s + self._problem.promises.tolerance_s
            bound = min(bound, max(kept, start_s))
        return bound

    def _again(self, trip: TimedTrip, depart: int) -> list[Visit] | None:
        """Drive a trip from another departure, its breaks at the same stops."""
        here, clock = trip.leg[0], depart
        visits: list[Visit] = []
        for visit in trip.visits:
            stop = self._problem.stops[visit.number]
            arrive = clock + self._way(here, stop.location, clock)
            ready, begin = arrive, -1
            if visit.break_s >= 0:
                owed: Break = self._breaks[visit.breaks - 1]
                begin = max(arrive, owed.earliest_s)
                if begin > owed.latest_s:
                    return None
                ready = begin + owed.duration_s
            start = self._opening(visit.number, ready)
            if start is None:
                return None
            clock = start + stop.service_with(self._it)
            visits.append(Visit(None, visit.number, arrive, start, clock, begin, visit.breaks))
            here = stop.location
        return visits


def _unwound(last: Visit | None) -> list[Visit]:
    visits: list[Visit] = []
    while last is not None:
        visits.append(last)
        last = last.earlier
    visits.reverse()
    return visits


def breaks_of(clock_breaks: Sequence[Break], timed: Iterable[TimedTrip]) -> list[tuple[int, int]]:
    """List the breaks of a day, begin and end."""
    taken: list[tuple[int, int]] = []
    for trip in timed:
        taken += trip.pauses
        for visit in trip.visits:
            if visit.break_s >= 0:
                owed = clock_breaks[visit.breaks - 1]
                taken.append((visit.break_s, visit.break_s + owed.duration_s))
    return taken
