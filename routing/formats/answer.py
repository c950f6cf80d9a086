"""A plan as a file: who serves which numbers of the file in which order, and what that costs.

One route is one trip: a vehicle that reloads has several, in the order in which it drives them.
The cost of an instance's plan is counted anew from the routes, by the convention of its family.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import numpy as np

from routing.formats.instance import Convention, Decimals, Instance
from routing.model import Flaw, Plan, ProblemError

ANSWER_BYTES_MAX = 64 * 1024 * 1024
Name = int | str
"""A number of the file, or the name of an order or a vehicle in files that have names."""


@dataclass(frozen=True, slots=True)
class Route:
    """One trip: the vehicle, and the stops in order, without the depots at both ends."""

    vehicle: Name
    stops: tuple[Name, ...]
    start: Name | None = None
    """The depot it loads at; None: the vehicle's own."""
    end: Name | None = None


class _RouteFile(msgspec.Struct):
    vehicle: Name
    stops: tuple[Name, ...]
    start: Name | None = None
    end: Name | None = None


class _AnswerFile(msgspec.Struct):
    routes: tuple[_RouteFile, ...]
    cost: float | None = None
    unserved: tuple[Name, ...] = ()


def read_answer(data: bytes) -> tuple[tuple[Route, ...], float | None, tuple[Name, ...]]:
    """Read routes, the claimed cost and the unserved from a plan file.

    Raises: ProblemError("plan.malformed") naming the place in the file.
    """
    if len(data) > ANSWER_BYTES_MAX:
        raise ProblemError(Flaw.PLAN_MALFORMED, f"{len(data)} bytes")
    try:
        file = msgspec.json.decode(data, type=_AnswerFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemError(Flaw.PLAN_MALFORMED, str(error)) from error
    routes = tuple(Route(each.vehicle, each.stops, each.start, each.end) for each in file.routes)
    return routes, file.cost, file.unserved


def cost_of(instance: Instance, routes: Sequence[Route], unserved: Sequence[Name]) -> float:
    """Count what routes cost by the instance's convention: distance, fixed costs, missed prizes.

    Raises: ProblemError("plan.unknown_vehicle" | "plan.unknown_stop").
    """
    row = {node.number: number for number, node in enumerate(instance.nodes)}
    carriers = {carrier.number: carrier for carrier in instance.carriers}
    exact = instance.convention is Convention.EXACT_HF
    distances: Decimals = instance.distances()
    if not exact:
        distances = instance.convention.of(distances).astype(np.float64)
    total, used = 0.0, set()
    for route in routes:
        carrier = carriers.get(_number(route.vehicle))
        if carrier is None:
            raise ProblemError(Flaw.PLAN_UNKNOWN_VEHICLE, str(route.vehicle))
        start = carrier.depot if route.start is None else _number(route.start)
        end = carrier.depot if route.end is None else _number(route.end)
        way = [_row(row, each) for each in (start, *route.stops, end)]
        length = float(sum(distances[here, there] for here, there in pairwise(way)))
        total += carrier.unit_cost * length
        if carrier.number not in used:
            total += carrier.fixed_cost if exact else instance.convention.units(carrier.fixed_cost)
        used.add(carrier.number)
    total += sum(
        instance.convention.units(instance.nodes[_row(row, each)].prize) for each in unserved
    )
    return round(total / 100, 2) if exact else instance.convention.cost(round(total))


def numbered_routes(plan: Plan, depots: dict[int, int]) -> tuple[Route, ...]:
    """Give a plan's trips by the numbers of an instance's file; `depots` by matrix row."""
    return tuple(
        Route(
            int(trip.vehicle_id),
            tuple(int(each.stop_id) for each in trip.stops),
            depots.get(trip.start_location),
            depots.get(trip.end_location),
        )
        for trip in plan.trips
        if trip.stops
    )


def _number(name: Name) -> int:
    try:
        return int(name)
    except ValueError:
        return -1


def _row(rows: dict[int, int], name: Name) -> int:
    row = rows.get(_number(name))
    if row is None:
        raise ProblemError(Flaw.PLAN_UNKNOWN_STOP, str(name))
    return row
