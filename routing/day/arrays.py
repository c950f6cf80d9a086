"""A problem laid out for arithmetic on whole arrays, once per problem."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.model import ANY_CLASS, Compartment, Goods, Problem, Stop, Vehicle

Numbers = NDArray[np.int64]
Costs = NDArray[np.float64]
_PLENTY = 10**12
_FULL = 100
_MARKS = 4
_WEIGHT_MAX = 2**44
"""All penalties together, in cents: a thousandth of it is still exact in 64 bits."""


@dataclass(frozen=True)
class Arrays:
    """A problem laid out for arithmetic. Stops and vehicles are known by their position."""

    problem: Problem

    @cached_property
    def _places(self) -> list[int]:
        return [stop.location for stop in self.problem.stops]

    @cached_property
    def seconds(self) -> Numbers:
        """Travel that is never too long, so that it can rule out but not promise."""
        seconds = _column(self.problem.travel_s)
        fastest = max([_FULL, *(period.speed_pct for period in self.problem.traffic)])
        return seconds if fastest == _FULL else seconds * _FULL // fastest

    @cached_property
    def metres(self) -> Numbers:
        """The distances."""
        return _column(self.problem.distance_m)

    @cached_property
    def seconds_to(self) -> Numbers:
        """One row per stop: seconds from every location to it."""
        return np.ascontiguousarray(self.seconds[:, self._places].T)

    @cached_property
    def seconds_from(self) -> Numbers:
        """One row per stop: seconds from it to every location."""
        return self.seconds[self._places]

    @cached_property
    def metres_to(self) -> Numbers:
        """One row per stop: metres from every location to it."""
        return np.ascontiguousarray(self.metres[:, self._places].T)

    @cached_property
    def metres_from(self) -> Numbers:
        """One row per stop: metres from it to every location."""
        return self.metres[self._places]

    @cached_property
    def positions(self) -> Costs:
        """One row per stop: where it lies, told by its distances from a few spread-out places."""
        metres = self.metres + self.metres.T
        marks = [int(metres.sum(axis=0).argmax())]
        while len(marks) < min(_MARKS, len(metres)):
            marks.append(int(metres[marks].min(axis=0).argmax()))
        places: Costs = metres[self._places][:, marks].astype(np.float64)
        return places

    @cached_property
    def opens(self) -> Numbers:
        """For each stop the first second at which service may start at all."""
        return _column([stop.windows[0].opens_s for stop in self.problem.stops])

    @cached_property
    def closes(self) -> Numbers:
        """For each stop the last second at which service may start at all."""
        return _column([stop.windows[-1].closes_s for stop in self.problem.stops])

    @cached_property
    def windows(self) -> list[list[tuple[int, int, int]]]:
        """For each stop its windows: when service should start, may start, and may start last."""
        return [
            [(each.start_s, each.opens_s, each.closes_s) for each in stop.windows]
            for stop in self.problem.stops
        ]

    @cached_property
    def promised(self) -> dict[int, int]:
        """For stops with a promise the first second that keeps it."""
        tolerance_s = self.problem.promises.tolerance_s
        return {
            number: stop.promised_s - tolerance_s
            for number, stop in enumerate(self.problem.stops)
            if stop.promised_s is not None
        }

    @cached_property
    def zone_loads(self) -> dict[tuple[Compartment, int], tuple[list[int], list[int]]]:
        """What a stop brings into a compartment and what is taken back there, as it is asked."""
        return {}

    @cached_property
    def types(self) -> Numbers:
        """For each vehicle the column of `service` that holds for it."""
        names = self._type_names
        return _column([names.index(vehicle.type) for vehicle in self.problem.vehicles])

    @cached_property
    def _type_names(self) -> list[str]:
        return sorted({vehicle.type for vehicle in self.problem.vehicles}) or [""]

    @cached_property
    def service(self) -> Numbers:
        """One row per stop: seconds of service by each type of vehicle."""
        names = self._type_names
        rows = [
            [stop.service_by_type.get(name, stop.service_s) for name in names]
            for stop in self.problem.stops
        ]
        return _column(rows).reshape(len(rows), len(names))

    @cached_property
    def aboard(self) -> dict[int, int]:
        """Stops whose goods are on a vehicle already, and on which."""
        rank = {stop.id: number for number, stop in enumerate(self.problem.stops)}
        return {
            rank[each]: number
            for number, vehicle in enumerate(self.problem.vehicles)
            for each in vehicle.aboard
        }

    @cached_property
    def locked(self) -> dict[int, list[int]]:
        """Vehicles with stops they must serve first, and these stops in their order."""
        rank = {stop.id: number for number, stop in enumerate(self.problem.stops)}
        return {
            number: [rank[each] for each in vehicle.locked]
            for number, vehicle in enumerate(self.problem.vehicles)
            if vehicle.locked
        }

    @cached_property
    def release(self) -> Numbers:
        """For each stop the earliest departure of its goods; those aboard have departed."""
        return _column(
            [
                stop.release_s if stop.goods and number not in self.aboard else 0
                for number, stop in enumerate(self.problem.stops)
            ]
        )

    @cached_property
    def _walled(self) -> list[str]:
        fleet = self.problem.vehicles
        return sorted(
            {name for v in fleet for each in v.compartments for name in each.temperature_classes}
        )

    @cached_property
    def has_pickups(self) -> bool:
        """Say whether anything is taken back anywhere."""
        return any(stop.pickup for stop in self.problem.stops)

    @cached_property
    def delivered(self) -> list[list[int]]:
        """What each stop gets, in every dimension."""
        return [total(stop.goods, len(self.problem.dimensions)) for stop in self.problem.stops]

    @cached_property
    def taken(self) -> list[list[int]]:
        """What is taken back at each stop, in every dimension."""
        return [total(stop.pickup, len(self.problem.dimensions)) for stop in self.problem.stops]

    @cached_property
    def loads(self) -> Numbers:
        """One row per stop: what it takes of every room of a trip, one for the stop itself last.

        Rooms are the dimensions, the dimensions of each class that has walls somewhere, and the
        dimensions of what is taken back. They may rule a stop out; `load` has the last word.
        """
        rows = [self._loads_of(stop) for stop in self.problem.stops]
        return _column(rows).reshape(len(rows), len(self.rooms[0]) if len(self.rooms) else 1)

    def _loads_of(self, stop: Stop) -> list[int]:
        size = len(self.problem.dimensions)
        row = total(stop.goods, size)
        for name in self._walled:
            row += total([each for each in stop.goods if each.temperature_class == name], size)
        if self.has_pickups:
            row += total(stop.pickup, size)
        return [*row, 1]

    @cached_property
    def rooms(self) -> Numbers:
        """One row per vehicle: its rooms, in the order of `loads`."""
        rows = []
        for vehicle in self.problem.vehicles:
            row = list(vehicle.capacity)
            for name in self._walled:
                zone = vehicle.compartment_of(name)
                walls = () if zone is None else vehicle.compartments[zone].capacity
                row += walls or [_PLENTY] * len(self.problem.dimensions)
            if self.has_pickups:
                row += vehicle.capacity
            rows.append([*row, vehicle.max_stops])
        return _column(rows)

    @cached_property
    def allowed(self) -> NDArray[np.bool_]:
        """One row per stop: which vehicles may serve it at all."""
        rows = [
            [
                may_serve(vehicle, stop) and self.aboard.get(number, rank) == rank
                for rank, vehicle in enumerate(self.problem.vehicles)
            ]
            for number, stop in enumerate(self.problem.stops)
        ]
        return np.array(rows, dtype=np.bool_).reshape(len(rows), len(self.problem.vehicles))

    @cached_property
    def servable(self) -> NDArray[np.bool_]:
        """One row per stop: which vehicles may serve it and can get at its goods."""
        columns = [self._loadable(rank) for rank in range(len(self.problem.vehicles))]
        if not columns:
            return self.allowed
        return self.allowed & np.array(columns, dtype=np.bool_).T

    def _loadable(self, vehicle: int) -> list[bool]:
        it, problem = self.problem.vehicles[vehicle], self.problem
        here = {d.id for d in problem.depots if d.location == it.start_location}
        if it.max_trips > 1:
            here |= it.reload_depots or {depot.id for depot in problem.depots}
        return [
            not stop.goods
            or self.aboard.get(number) == vehicle
            or bool(here & stop.depots if stop.depots else here)
            for number, stop in enumerate(problem.stops)
        ]

    @cached_property
    def cents_per_m(self) -> Costs:
        """For each vehicle the cents for a metre."""
        return np.array([each.cost_per_km / 1000 for each in self.problem.vehicles])

    @cached_property
    def cents_per_s(self) -> Costs:
        """For each vehicle the cents for a second on the road."""
        return np.array([each.cost_per_hour / 3600 for each in self.problem.vehicles])

    @cached_property
    def kinds(self) -> tuple[int, ...]:
        """For each vehicle the first that is like it in everything but its id."""
        first: dict[tuple[Vehicle, bytes], int] = {}
        columns = np.ascontiguousarray(self.allowed.T)
        return tuple(
            first.setdefault((replace(vehicle, id="any"), columns[number].tobytes()), number)
            for number, vehicle in enumerate(self.problem.vehicles)
        )

    @cached_property
    def penalty(self) -> Costs:
        """What leaving a stop out weighs: its prize, else more than any vehicle's dearest day and
        all stops of lower priority together."""
        dearest = dearest_day(self.problem)
        weighs = ranked(Counter(s.priority for s in self.problem.stops if s.prize is None), dearest)
        return np.array(
            [
                float(weighs[stop.priority] if stop.prize is None else stop.prize)
                for stop in self.problem.stops
            ]
        )

    @cached_property
    def could_go(self) -> tuple[int, ...]:
        """The vehicles that may serve some stop: those between which work is balanced."""
        return tuple(np.flatnonzero(self.allowed.any(axis=0)).tolist())

    @cached_property
    def is_plain(self) -> bool:
        """Say whether a gap measured possible is possible: no rule looks at more than the gap."""
        stops, fleet = self.problem.stops, self.problem.vehicles
        return not (
            self.problem.traffic
            or self.has_pickups
            or self.problem.promises.cost
            or self.problem.balance_cost_per_hour
            or len(self.problem.depots) > 1
            or any(_is_rich(stop) for stop in stops)
            or any(_is_special(vehicle) for vehicle in fleet)
        )


def _is_rich(stop: Stop) -> bool:
    window = stop.windows[0]
    soft = window.early_s or window.late_s
    return len(stop.windows) > 1 or bool(soft) or stop.aboard_max_s is not None


def _is_special(vehicle: Vehicle) -> bool:
    limits = vehicle.breaks or vehicle.compartments or vehicle.overtime_s or vehicle.aboard
    return bool(limits or vehicle.locked) or vehicle.duration_max_s is not None


def may_serve(vehicle: Vehicle, stop: Stop) -> bool:
    """Say whether a vehicle is fit for a stop, whatever else it does."""
    if stop.only_vehicles and vehicle.id not in stop.only_vehicles:
        return False
    if not stop.requires <= vehicle.offers:
        return False
    classes = {each.temperature_class for each in (*stop.goods, *stop.pickup)}
    return classes - {ANY_CLASS} <= vehicle.temperature_classes


def total(goods: Sequence[Goods], size: int) -> list[int]:
    """Add up goods in every dimension."""
    result = [0] * size
    for each in goods:
        for rank, amount in enumerate(each.amount):
            result[rank] += amount
    return result


def ranked(counts: Mapping[int, int], least: int) -> dict[int, int]:
    """Weigh priorities so that one stop outweighs all those of lower priority together.

    `counts` says how many stops have which priority. The weights begin at `least` and their sum
    stays within what floats hold exactly; where so many priorities have so many stops that this
    cannot be, each priority outweighs as many of the next lower one as there is room for.
    """
    weighs: dict[int, int] = {}
    below = 0
    for priority in sorted(counts):
        weighs[priority] = least + below
        below += counts[priority] * weighs[priority]
    if below > _WEIGHT_MAX:
        room = max(_WEIGHT_MAX / (least * sum(counts.values())), 1.0)
        times = room ** (1 / (len(counts) - 1)) if len(counts) > 1 else 1.0
        weighs = {each: int(least * times**rank) for rank, each in enumerate(sorted(counts))}
    return weighs


def dearest_day(problem: Problem) -> int:
    """Give more cents than serving one more stop can ever cost: the weight of a stop left out."""
    farthest_m = max(max(row) for row in problem.distance_m)
    longest_s = max((v.latest_return_s - v.shift_start_s for v in problem.vehicles), default=0)
    dearest = max(
        (
            each.fixed_cost
            + 3 * farthest_m * each.cost_per_km // 1000
            + longest_s * (each.cost_per_hour + each.overtime_cost_per_hour) // 3600
            for each in problem.vehicles
        ),
        default=0,
    )
    soft = max((_softest(stop) for stop in problem.stops), default=0)
    balance = longest_s * problem.balance_cost_per_hour // 3600
    return 2 * (dearest + soft + balance + 3 * problem.promises.cost) + 1_000


def _softest(stop: Stop) -> int:
    return max(max(w.cost(w.opens_s), w.cost(w.closes_s)) for w in stop.windows)


def _column(values: Sequence[Any]) -> Numbers:
    return np.array(values, dtype=np.int64)
