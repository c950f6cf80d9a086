"""A benchmark instance as a problem of ours, in the whole units of its convention.

A second is a unit of time, a metre a unit of distance, a cent a unit of cost. For heterogeneous
fleets a cent is a hundredth of the file's cost unit, so that rounding per vehicle does not show.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace

from routing.formats.instance import Carrier, Convention, Instance, Node
from routing.model import (
    AMOUNT_MAX,
    ANY_CLASS,
    HORIZON_S,
    STOPS_MAX,
    TRIPS_MAX,
    Depot,
    Flaw,
    Goods,
    Loads,
    Problem,
    ProblemError,
    Stop,
    Vehicle,
    Window,
)

_CLASS = "any"
_HF_CENTS = 100
"""Our cents for one cost unit of the file, where distance is not rounded."""


def problem_of(instance: Instance, named: Collection[int] = ()) -> Problem:
    """State an instance as a problem; stops and vehicles are named by their numbers in the file.

    Of many vehicles alike only as many are kept as a good plan can use, and those `named`.
    Raises: ProblemError("file.…" | "stop.…" | "vehicle.…" | "problem.…").
    """
    judge_count(len(instance.customers))
    place = {node.number: row for row, node in enumerate(instance.nodes)}
    dimensions = _dimensions(instance)
    units = tuple(map(tuple, instance.convention.of(instance.distances()).tolist()))
    carriers = _needed(instance, named)
    groups = _groups(instance, carriers)
    return Problem(
        depots=tuple(Depot(str(number), place[number]) for number in instance.depots),
        stops=tuple(
            _stop(instance, node, place[node.number], groups.get(node.number, frozenset()))
            for node in instance.customers
        ),
        vehicles=tuple(_vehicle(instance, each, place, groups) for each in carriers),
        travel_s=units,
        distance_m=units,
        matrix_version=f"{instance.convention}:{instance.name or 'file'}"[:80],
        dimensions=tuple(f"load{number + 1}" for number in range(dimensions)),
    )


def judge_count(stops: int) -> None:
    """Refuse more stops than can be planned, before a matrix is made for them.

    Raises: ProblemError("problem.stops").
    """
    if stops > STOPS_MAX:
        raise ProblemError(Flaw.PROBLEM_STOPS, f"{stops} stops, at most {STOPS_MAX}")


def _dimensions(instance: Instance) -> int:
    """Give in how many figures loads are counted; every node and vehicle agrees on it."""
    sizes = {len(node.demand) for node in instance.customers if any(node.demand)}
    sizes |= {len(node.backhaul) for node in instance.customers if any(node.backhaul)}
    sizes |= {len(each.capacity) for each in instance.carriers if each.capacity is not None}
    if len(sizes) > 1:
        listed = ", ".join(map(str, sorted(sizes)))
        raise ProblemError(Flaw.FILE_MALFORMED, f"demands and capacities have {listed} figures")
    return sizes.pop() if sizes else 1


def _stop(instance: Instance, node: Node, location: int, groups: frozenset[str]) -> Stop:
    units = instance.convention.units
    return Stop(
        id=str(node.number),
        location=location,
        goods=_goods(node.demand),
        windows=(Window(units(node.opens), _until(units, node.closes)),),
        service_s=units(node.service),
        pickup=_goods(node.backhaul),
        prize=units(node.prize) if node.prize else None,
        release_s=units(node.release),
        requires=groups,
    )


def _goods(amount: Loads) -> tuple[Goods, ...]:
    return (Goods(ANY_CLASS, amount),) if any(amount) else ()


def _until(units: Callable[[float], int], closes: float) -> int:
    return HORIZON_S - 1 if closes >= HORIZON_S else min(HORIZON_S - 1, units(closes))


def _vehicle(
    instance: Instance, carrier: Carrier, place: dict[int, int], groups: dict[int, frozenset[str]]
) -> Vehicle:
    if carrier.max_distance is not None:
        what = f"vehicle {carrier.number}: a longest distance is not planned with"
        raise ProblemError(Flaw.FILE_NOT_SUPPORTED, what)
    units, depot = instance.convention.units, instance.nodes[place[carrier.depot]]
    fixed, per_km = _prices(instance.convention, carrier)
    offers = {group for number, each in groups.items() if _may(carrier, number) for group in each}
    trips = TRIPS_MAX if carrier.max_reloads is None else min(TRIPS_MAX, carrier.max_reloads + 1)
    return Vehicle(
        id=str(carrier.number),
        start_location=place[carrier.depot],
        end_location=place[carrier.depot],
        capacity=carrier.capacity or (AMOUNT_MAX,) * _dimensions(instance),
        temperature_classes=frozenset([_CLASS]),
        shift_start_s=units(depot.opens),
        shift_end_s=_until(units, depot.closes),
        fixed_cost=fixed,
        cost_per_km=per_km,
        cost_per_hour=0,
        offers=frozenset(offers),
        duration_max_s=None if carrier.max_duration is None else units(carrier.max_duration),
        max_trips=trips if carrier.reloads_at else 1,
        reload_s=0,
        reload_depots=frozenset(str(number) for number in carrier.reloads_at),
    )


def _prices(convention: Convention, carrier: Carrier) -> tuple[int, int]:
    """Give cents for using a vehicle, and cents for 1000 units of distance."""
    if convention is Convention.EXACT_HF:
        fixed, per_km = carrier.fixed_cost * _HF_CENTS, carrier.unit_cost * _HF_CENTS
    else:
        fixed, per_km = convention.units(carrier.fixed_cost), carrier.unit_cost * 1000
    if round(fixed) != fixed or round(per_km) != per_km:
        costs = f"{carrier.fixed_cost:g} and {carrier.unit_cost:g}"
        raise ProblemError(Flaw.FILE_NOT_SUPPORTED, f"vehicle {carrier.number}: costs of {costs}")
    return round(fixed), round(per_km)


def _may(carrier: Carrier, number: int) -> bool:
    return carrier.allowed is None or number in carrier.allowed


def _groups(instance: Instance, carriers: tuple[Carrier, ...]) -> dict[int, frozenset[str]]:
    """Name each set of vehicles that may come to some customer: what the stop requires of them."""
    if all(carrier.allowed is None for carrier in carriers):
        return {}
    name: dict[frozenset[int], str] = {}
    groups = {}
    for node in instance.customers:
        able = frozenset(each.number for each in carriers if _may(each, node.number))
        if len(able) < len(carriers):
            groups[node.number] = frozenset([name.setdefault(able, f"group-{len(name) + 1}")])
    return groups


def _needed(instance: Instance, named: Collection[int]) -> tuple[Carrier, ...]:
    """Leave out vehicles no good plan can use.

    Of one kind never more than there are customers. Where nothing but loads binds, two routes that
    together fit one vehicle are never better than one route (the triangle inequality), so that at
    most one of a kind's routes is half empty: twice the whole demand over the capacity, plus one.
    """
    customers = instance.customers
    only_loads = instance.weights is None and all(
        node.closes == float("inf") and not node.release for node in customers
    )
    demand = [sum(column) for column in zip(*(node.demand for node in customers), strict=False)]
    kept: Counter[Carrier] = Counter()
    needed = []
    for carrier in instance.carriers:
        kind = replace(carrier, number=0)
        most = len(customers)
        if only_loads and carrier.max_duration is None and carrier.capacity and len(demand) == 1:
            most = min(most, 2 * demand[0] // max(1, carrier.capacity[0]) + 1)
        if kept[kind] < max(1, most) or carrier.number in named:
            kept[kind] += 1
            needed.append(carrier)
    return tuple(needed)
