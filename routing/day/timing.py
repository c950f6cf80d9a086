"""When everything of a vehicle's day happens: every way through it that is worth comparing.

Forward: each trip leaves as soon as it may, each stop begins as soon as a window lets it, breaks
are taken here or there. Of the ways with as many breaks taken those are kept that are earlier, or
let the trip leave later, than every other: how late it may leave is carried along, so that nothing
is driven twice. A trip that would keep goods aboard for too long leaves later, by just what is too
much. Who leaves after a break's latest begin does not owe it, so the day is also begun at each of
these moments. Backward: each trip then leaves as late as it can without coming home later, so that
waiting happens at the depot. Which of the ways is cheapest, `day` decides.
Source of the forward slack: Savelsbergh, The vehicle routing problem with time windows: minimizing
route duration, ORSA Journal on Computing 4(2), 1992.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from routing.day.arrays import Arrays
from routing.day.legs import Leg, Trips, legs_of
from routing.day.ways import State, TimedTrip, Visit, Way, Ways, keep_state, keep_way, unwound
from routing.model import HORIZON_S, Break, Stop, latest_leave, seconds_of

_DELAYS_MAX = 20
"""How often one trip's departure is put off for the sake of time aboard before giving up."""


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

    def days(self, trips: Trips) -> Iterator[list[TimedTrip]]:
        """Time trips that start in this order, in every way worth comparing."""
        legs = legs_of(self._arrays, self._number, trips)
        if legs is None:
            return
        begins = [each.latest_s for each in self._breaks]
        begins = [self._it.shift_start_s, *(s for s in begins if s > self._it.shift_start_s)]
        earliest: tuple[TimedTrip, ...] = ()
        for begin in begins:
            states: dict[int, list[State]] = {0: [State(begin, 0, (), ())]}
            for leg, trip in zip(legs, trips, strict=True):
                states = self._after_trip(states, leg, trip)
            ended = [(b, state) for b, ways in states.items() for state in ways]
            if ended and not earliest:
                earliest = min((state for _, state in ended), key=lambda s: s.ready_s).trips
            for b, state in ended:
                if self._may_end(b, state):
                    timed = self._settled(state.trips, earliest)
                    if timed is not None:
                        yield timed

    def _settled(
        self, trips: Sequence[TimedTrip], earliest: Sequence[TimedTrip]
    ) -> list[TimedTrip] | None:
        """Let every trip leave late; None when the day is too long in any case.

        What could be added to the day is judged by the earliest way through it.
        """
        timed = [
            replace(trip, earliest=first.earliest, earliest_return_s=first.earliest_return_s)
            for trip, first in zip(trips, earliest, strict=True)
        ]
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

    def _may_end(self, breaks: int, state: State) -> bool:
        first_s, last_s = state.trips[0].depart_s, state.trips[-1].return_s
        if last_s > self._it.latest_return_s:
            return False
        return not any(first_s < owed.latest_s < last_s for owed in self._breaks[breaks:])

    def _after_trip(
        self, states: dict[int, list[State]], leg: Leg, trip: Sequence[int]
    ) -> dict[int, list[State]]:
        after: dict[int, list[State]] = {}
        for b, state in self._with_pauses(states, trip):
            for timed in self._trips_from(state, b, leg, trip):
                timed.pauses = state.pauses
                road_s = state.road_s + timed.return_s - max(timed.depart_s, timed.latest_s)
                ready = State(timed.return_s, road_s, (*state.trips, timed), ())
                over = timed.visits[-1].breaks if timed.visits else b
                keep_state(after.setdefault(over, []), ready)
        return after

    def _with_pauses(
        self, states: dict[int, list[State]], trip: Sequence[int]
    ) -> Iterator[tuple[int, State]]:
        """Reload between two trips, with and without taking the next break there."""
        for b, ways in states.items():
            for state in ways:
                if not state.trips:
                    depart = max([state.ready_s, *(int(self._arrays.release[n]) for n in trip)])
                    yield sum(each.latest_s <= depart for each in self._breaks), state
                    continue
                loaded = state.ready_s + self._it.reload_s
                yield b, State(loaded, state.road_s, state.trips, ())
                if b < len(self._breaks):
                    owed = self._breaks[b]
                    begin = max(state.ready_s, owed.earliest_s)
                    if begin <= owed.latest_s:
                        end = begin + owed.duration_s
                        ready = max(end, loaded + owed.duration_s)
                        yield b + 1, State(ready, state.road_s, state.trips, ((begin, end),))

    def _trips_from(
        self, state: State, b: int, leg: Leg, trip: Sequence[int]
    ) -> Iterator[TimedTrip]:
        """Give the ways through a trip for every number of breaks taken on it."""
        ready = max([state.ready_s, *(int(self._arrays.release[number]) for number in trip)])
        is_first = not state.trips
        for over, ways in self._ways(ready, b, leg, trip).items():
            in_time = [way for way in ways if not self._aboard_too_long(way, is_first=is_first)]
            yield from in_time
            if ways[0] not in in_time:
                later = self._put_off(ways[0], b, over, leg, trip, is_first=is_first)
                if later is not None:
                    yield later

    def _put_off(
        self, first: TimedTrip, b: int, over: int, leg: Leg, trip: Sequence[int], *, is_first: bool
    ) -> TimedTrip | None:
        """Let a trip leave later until nothing is aboard for too long."""
        timed, depart = first, first.depart_s
        for _ in range(_DELAYS_MAX):
            late = self._aboard_too_long(timed, is_first=is_first)
            if not late:
                return timed
            depart += late
            ways = self._ways(depart, b, leg, trip).get(over)
            if not ways:
                return None
            timed = ways[0]
        return None

    def _ways(
        self, depart: int, b: int, leg: Leg, trip: Sequence[int]
    ) -> dict[int, list[TimedTrip]]:
        """Drive a trip, by the number of breaks over at its end, the earliest way first."""
        states: Ways = {b: [Way(depart, depart, HORIZON_S, None)]}
        here = leg[0]
        for number in trip:
            stop = self._problem.stops[number]
            states = self._visits(states, here, number, stop)
            if not states:
                return {}
            here = stop.location
        found: dict[int, list[TimedTrip]] = {}
        for over, ways in states.items():
            for way in ways:
                home = self._way(here, leg[1], way.clock)
                if home < HORIZON_S:
                    visits = unwound(way.visit)
                    leaves = [depart, *(each.leave_s for each in visits)]
                    back = way.clock + home
                    timed = TimedTrip(leg, depart, back, visits, back, leaves, (), way.same_s)
                    found.setdefault(over, []).append(timed)
        return found

    def _visits(self, states: Ways, here: int, number: int, stop: Stop) -> Ways:
        service = stop.service_with(self._it)
        after: Ways = {}
        for b, ways in states.items():
            for way in ways:
                road = self._way(here, stop.location, way.clock)
                if road >= HORIZON_S:
                    continue
                there = way._replace(clock=way.clock + road)
                for over, begin, rested in self._pauses_here(b, there):
                    for start, bound in self._openings(number, stop, rested):
                        served = rested.waits(start, bound)
                        leave = start + service
                        visit = Visit(way.visit, number, there.clock, start, leave, begin, over)
                        left = Way(leave, served.same_s, served.last_s, visit)
                        keep_way(after.setdefault(over, []), left)
        return after

    def _pauses_here(self, b: int, there: Way) -> Iterator[tuple[int, int, Way]]:
        """Go on at once, or take the next break first."""
        yield b, -1, there
        if b < len(self._breaks):
            owed = self._breaks[b]
            begin = max(there.clock, owed.earliest_s)
            if begin <= owed.latest_s:
                resting = there.waits(begin, owed.latest_s)
                yield b + 1, begin, resting._replace(clock=begin + owed.duration_s)

    def _openings(self, number: int, stop: Stop, ready: Way) -> Iterator[tuple[int, int]]:
        """Give when service may start, and how late it may be put off: in the first window.

        In a later one, too, where waiting for it lets the trip leave later.
        """
        start = self._opening(number, ready.clock)
        while start is not None:
            yield start, self._bound(stop, start)
            if len(stop.windows) == 1 or ready.same_s >= ready.last_s:
                return
            window = stop.window_at(start)
            start = self._opening(number, window.closes_s + 1) if window else None

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
