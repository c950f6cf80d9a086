"""Ways through a vehicle's day, side by side, and which of them need no further look."""

from dataclasses import dataclass
from typing import NamedTuple, Optional

from routing.day.legs import Leg

_WAYS_MAX = 4
"""Ways kept side by side with as many breaks taken: the earliest, and those that may start late."""


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
    latest_s: int = 0
    """The latest departure with the same return, as the way forward knows it."""


@dataclass(slots=True)
class State:
    """A way to be ready for the next trip with so many breaks over."""

    ready_s: int
    road_s: int
    """The least seconds on the road until then."""
    trips: tuple[TimedTrip, ...]
    pauses: tuple[tuple[int, int], ...]


class Way(NamedTuple):
    """A way to leave a stop, and what it means for the trip's departure."""

    clock: int
    same_s: int
    """The latest departure that leaves this stop at the same second."""
    last_s: int
    """The latest departure at all on this way; each second after `same_s` leaves one later."""
    visit: Visit | None

    def waits(self, until: int, bound: int) -> "Way":
        """Wait until a second that may be put off as far as a bound."""
        same = min(self.last_s, self.same_s + until - self.clock)
        return Way(until, same, min(self.last_s, same + bound - until), self.visit)

    def beats(self, other: "Way") -> bool:
        """Say whether it is as early and lets the trip leave as late."""
        return (
            self.clock <= other.clock
            and self.same_s >= other.same_s
            and self.last_s >= other.last_s
        )


Ways = dict[int, list[Way]]
"""Ways by the number of breaks over."""


def keep_way(ways: list[Way], new: Way) -> None:
    """Keep a way unless another is as good in every respect; the earliest stands first."""
    if any(each.beats(new) for each in ways):
        return
    ways[:] = sorted([*(each for each in ways if not new.beats(each)), new], key=_clock)
    if len(ways) > _WAYS_MAX:
        ways.remove(min(ways[1:], key=lambda way: way.same_s - way.clock))


def _clock(way: Way) -> int:
    return way.clock


def keep_state(states: list[State], new: State) -> None:
    """Keep a state unless another is as early with as little time on the road."""
    if any(s.ready_s <= new.ready_s and s.road_s <= new.road_s for s in states):
        return
    kept = [s for s in states if s.ready_s < new.ready_s or s.road_s < new.road_s]
    states[:] = sorted([*kept, new], key=lambda state: state.ready_s)
    if len(states) > _WAYS_MAX:
        states.remove(max(states[1:], key=lambda state: state.road_s))


def unwound(last: Visit | None) -> list[Visit]:
    visits: list[Visit] = []
    while last is not None:
        visits.append(last)
        last = last.earlier
    visits.reverse()
    return visits
