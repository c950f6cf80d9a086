"""VRPLIB instances of all families we plan, as frozen records.

Families told apart by what their sections say, never by the file's name: capacity (CVRP), mixed
fleets (HFVRP), several depots (MDVRPTW), allowed customers per vehicle (SDVRPTW), reloading and
release times (MTVRPTWR), prizes (PCVRPTW), time windows in any of them. Where the fleet is not
counted there is one vehicle per customer; a vehicle's shift is its depot's window.
"""

import math
from collections.abc import Callable
from typing import TypeVar

from routing.formats.edge_weights import edge_weights
from routing.formats.instance import Carrier, Convention, Instance, Node, convention_of
from routing.formats.lines import Line
from routing.formats.vrplib_text import Document, Section, need, rows_of, take_apart

_Value = TypeVar("_Value")
_NODES_MAX = 20_000
_VEHICLES_MAX = 20_000


def read_vrplib(text: str, convention: Convention | None = None) -> Instance:
    """Read an instance; the convention is its TYPE's unless given.

    Raises: ProblemError("file.malformed") naming line and field; ProblemError("file.convention").
    """
    document = take_apart(text)
    size = document.whole("DIMENSION", least=1)
    if size is None or size > _NODES_MAX:
        raise need(document, "DIMENSION").wrong("DIMENSION", f"not within 1..{_NODES_MAX}")
    kind = document.text("TYPE")
    depots = _depots(document, size)
    nodes = _nodes(document, size, depots)
    return Instance(
        name=document.text("NAME"),
        kind=kind,
        convention=convention or convention_of(kind),
        nodes=nodes,
        depots=depots,
        carriers=_carriers(document, nodes, depots),
        weights=edge_weights(document, size),
        notes=tuple(document.notes),
    )


def _depots(document: Document, size: int) -> tuple[int, ...]:
    section = document.sections.get("DEPOT")
    if section is None:
        return (1,)
    found: list[int] = []
    for line in section.rows:
        for word in line.words:
            number = line.whole(word, section.name, least=-1)
            if number == -1:
                continue
            if not 1 <= number <= size or number in found:
                raise line.wrong(section.name, f"{number} is no node of 1..{size}, or comes twice")
            found.append(number)
    if not found:
        raise section.head.wrong(section.name, "names no depot")
    return tuple(found)


def _nodes(document: Document, size: int, depots: tuple[int, ...]) -> tuple[Node, ...]:
    numbers = range(1, size + 1)
    places = _column(document, "NODE_COORD", size, _place)
    demand = _column(document, "DEMAND", size, _amounts)
    linehaul = _column(document, "LINEHAUL", size, _amounts)
    backhaul = _column(document, "BACKHAUL", size, _amounts)
    window = _column(document, "TIME_WINDOW", size, _window)
    release = _column(document, "RELEASE_TIME", size, _one)
    prize = _column(document, "PRIZE", size, _one)
    service = _service(document, size, depots)
    demand = demand or linehaul
    for node in depots:
        _no_goods(document, "DEMAND", demand.get(node, (0,)), node)
    return tuple(
        Node(
            number=number,
            x=places.get(number, (0.0, 0.0))[0],
            y=places.get(number, (0.0, 0.0))[1],
            demand=demand.get(number, (0,)),
            backhaul=backhaul.get(number, (0,)),
            service=service.get(number, 0.0),
            opens=window.get(number, (0.0, math.inf))[0],
            closes=window.get(number, (0.0, math.inf))[1],
            release=release.get(number, 0.0),
            prize=prize.get(number, 0.0),
        )
        for number in numbers
    )


def _no_goods(document: Document, name: str, demand: tuple[int, ...], depot: int) -> None:
    if any(demand) and name in document.sections:
        head = document.sections[name].head
        raise head.wrong(f"{name}_SECTION", f"depot {depot} has a demand")


def _service(document: Document, size: int, depots: tuple[int, ...]) -> dict[int, float]:
    everywhere = document.decimal("SERVICE_TIME")
    if everywhere is not None:
        return {number: everywhere for number in range(1, size + 1) if number not in depots}
    return _column(document, "SERVICE_TIME", size, _one)


def _carriers(
    document: Document, nodes: tuple[Node, ...], depots: tuple[int, ...]
) -> tuple[Carrier, ...]:
    count = document.whole("VEHICLES", least=1)
    if count is None:
        count = max(1, len(nodes) - len(depots))
    if count > _VEHICLES_MAX:
        raise need(document, "VEHICLES").wrong("VEHICLES", f"more than {_VEHICLES_MAX}")
    capacity = _capacities(document, count)
    home = _column(document, "VEHICLES_DEPOT", count, _depot_of(depots), "vehicle")
    reload = _column(document, "VEHICLES_RELOAD_DEPOT", count, _depots_of(depots), "vehicle")
    allowed = _column(document, "VEHICLES_ALLOWED_CLIENTS", count, _members(len(nodes)), "vehicle")
    fixed = _column(document, "VEHICLES_FIXED_COST", count, _one, "vehicle")
    unit = _column(document, "VEHICLES_UNIT_DISTANCE_COST", count, _one, "vehicle")
    duration = _per_vehicle(document, "VEHICLES_MAX_DURATION", count)
    distance = _per_vehicle(document, "VEHICLES_MAX_DISTANCE", count)
    reloads = _per_vehicle(document, "VEHICLES_MAX_RELOADS", count)
    longest = document.decimal("DISTANCE")
    return tuple(
        Carrier(
            number=number,
            depot=home.get(number, depots[0]),
            capacity=capacity.get(number),
            fixed_cost=fixed.get(number, 0.0),
            unit_cost=unit.get(number, 1.0),
            max_duration=duration.get(number, longest),
            max_distance=distance.get(number),
            allowed=allowed.get(number),
            reloads_at=reload.get(number, ()),
            max_reloads=None if number not in reloads else int(reloads[number]),
        )
        for number in range(1, count + 1)
    )


def _capacities(document: Document, count: int) -> dict[int, tuple[int, ...]]:
    everywhere = document.whole("CAPACITY", least=0)
    if everywhere is not None:
        return dict.fromkeys(range(1, count + 1), (everywhere,))
    return _column(document, "CAPACITY", count, _amounts, "vehicle")


def _per_vehicle(document: Document, name: str, count: int) -> dict[int, float]:
    everywhere = document.decimal(name)
    if everywhere is not None:
        return dict.fromkeys(range(1, count + 1), everywhere)
    return _column(document, name, count, _one, "vehicle")


def _column(
    document: Document,
    name: str,
    count: int,
    read: Callable[[Section, Line, list[str]], _Value],
    what: str = "node",
) -> dict[int, _Value]:
    """Read a section by its numbers; empty without it."""
    section = document.sections.get(name)
    if section is None:
        return {}
    return {
        number: read(section, line, values)
        for number, line, values in rows_of(section, count, what)
    }


def _one(section: Section, line: Line, values: list[str]) -> float:
    if len(values) != 1:
        raise line.wrong(section.name, f"{len(values)} values after the number, there must be 1")
    return line.decimal(values[0], section.name, least=0)


def _place(section: Section, line: Line, values: list[str]) -> tuple[float, float]:
    if len(values) != 2:
        raise line.wrong(section.name, f"{len(values)} values after the number, there must be 2")
    return line.decimal(values[0], section.name), line.decimal(values[1], section.name)


def _window(section: Section, line: Line, values: list[str]) -> tuple[float, float]:
    opens, closes = _place(section, line, values)
    if not 0 <= opens <= closes:
        raise line.wrong(section.name, f"the window {opens:g} to {closes:g} is contradictory")
    return opens, closes


def _amounts(section: Section, line: Line, values: list[str]) -> tuple[int, ...]:
    if not values:
        raise line.wrong(section.name, "no value after the number")
    return tuple(line.whole(value, section.name) for value in values)


def _members(size: int) -> Callable[[Section, Line, list[str]], frozenset[int]]:
    def read(section: Section, line: Line, values: list[str]) -> frozenset[int]:
        members = [line.whole(value, section.name, least=1) for value in values]
        if any(member > size for member in members):
            raise line.wrong(section.name, f"{max(members)} is no node of 1..{size}")
        return frozenset(members)

    return read


def _depots_of(depots: tuple[int, ...]) -> Callable[[Section, Line, list[str]], tuple[int, ...]]:
    def read(section: Section, line: Line, values: list[str]) -> tuple[int, ...]:
        named = tuple(line.whole(value, section.name, least=1) for value in values)
        if strangers := [each for each in named if each not in depots]:
            raise line.wrong(section.name, f"{strangers[0]} is no depot")
        return named

    return read


def _depot_of(depots: tuple[int, ...]) -> Callable[[Section, Line, list[str]], int]:
    read_all = _depots_of(depots)

    def read(section: Section, line: Line, values: list[str]) -> int:
        named = read_all(section, line, values)
        if len(named) != 1:
            raise line.wrong(section.name, f"{len(named)} depots, there must be 1")
        return named[0]

    return read
