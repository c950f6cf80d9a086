"""Benchmark files: read as they stand, refused by line and field, costed by convention."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.check import check
from routing.formats import (
    Convention,
    Instance,
    Name,
    Route,
    cost_of,
    drive_routes,
    problem_of,
    read_answer,
    read_instance,
    text_of,
)
from routing.formats.instance import convention_of
from routing.model import ProblemError

BENCH = Path(__file__).resolve().parents[4] / "shared" / "bench" / "routing"
public = pytest.mark.skipif(
    not BENCH.is_dir(), reason="the public instances lie outside the repository"
)

SOLOMON = """TINY

VEHICLE
NUMBER     CAPACITY
  2         30

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0       100          0
    1      3         4         10          5        60         10
    2      0         7         20          0        90         10
"""

CVRP = """NAME : tiny
COMMENT : "made by hand"
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 1 1
3 2 2
4 0 3
DEMAND_SECTION
1 0
2 4
3 5
4 6
DEPOT_SECTION
 1
 -1
EOF
"""

RICH = """NAME: rich
TYPE: MDVRPTW
DIMENSION: 5
VEHICLES: 3
EDGE_WEIGHT_TYPE: EUC_2D
VEHICLES_MAX_DURATION: 40
NODE_COORD_SECTION
1\t0\t0
2\t10\t0
3\t3\t4
4\t10\t5
5\t1.5\t0
DEMAND_SECTION
1\t0
2\t0
3\t3
4\t4
5\t5
SERVICE_TIME_SECTION
1\t0
2\t0
3\t2
4\t2
5\t2.5
TIME_WINDOW_SECTION
1\t0\t100
2\t10\t90
3\t0\t50
4\t10\t60
5\t0\t100
CAPACITY_SECTION
1\t10
2\t10
3\t12
VEHICLES_DEPOT_SECTION
1\t1
2\t2
3\t2
VEHICLES_RELOAD_DEPOT_SECTION
1\t1\t2
2\t2
3
VEHICLES_ALLOWED_CLIENTS_SECTION
1\t3\t5
2\t4\t5
3\t3\t4\t5
RELEASE_TIME_SECTION
1\t0
2\t0
3\t5
4\t0
5\t0
PRIZE_SECTION
1\t0
2\t0
3\t0
4\t7
5\t0
DEPOT_SECTION
1
2
EOF
"""


def test_solomons_text_is_read_whole() -> None:
    tiny = read_instance(SOLOMON)
    assert (tiny.name, tiny.kind, tiny.convention) == ("TINY", "VRPTW", Convention.DIMACS)
    assert tiny.depots == (0,)
    assert [carrier.capacity for carrier in tiny.carriers] == [(30,), (30,)]
    one = tiny.customers[0]
    assert (one.number, one.x, one.y, one.demand) == (1, 3, 4, (10,))
    assert (one.opens, one.closes, one.service) == (5, 60, 10)
    assert read_instance(SOLOMON.replace("\n", "\r\n")) == tiny


def test_a_capacity_problem_has_as_many_vehicles_as_customers() -> None:
    tiny = read_instance(CVRP)
    assert (tiny.name, tiny.convention, len(tiny.carriers)) == ("tiny", Convention.ROUND, 3)
    assert [node.number for node in tiny.customers] == [2, 3, 4]


def test_every_section_of_a_rich_instance_says_what_it_says() -> None:
    rich = read_instance(RICH)
    assert rich.depots == (1, 2)
    first, second, third = rich.carriers
    assert (first.depot, first.reloads_at, first.allowed) == (1, (1, 2), frozenset({3, 5}))
    assert (second.depot, second.reloads_at, second.capacity) == (2, (2,), (10,))
    assert (third.reloads_at, third.max_duration) == ((), 40)
    three, four, five = rich.customers
    assert (three.release, four.prize, five.service, five.x) == (5, 7, 2.5, 1.5)


def test_a_rich_instance_becomes_a_problem_in_thousandths() -> None:
    asked = problem_of(read_instance(RICH))
    assert [depot.id for depot in asked.depots] == ["1", "2"]
    three, four, five = asked.stops
    assert (three.release_s, four.prize, five.service_s) == (5_000, 7_000, 2_500)
    assert (four.windows[0].start_s, four.windows[0].end_s) == (10_000, 60_000)
    first, second, third = asked.vehicles
    assert (second.shift_start_s, second.shift_end_s, second.duration_max_s) == (
        10000,
        90000,
        40000,
    )
    assert (first.max_trips, first.reload_depots) == (100, {"1", "2"})
    assert third.max_trips == 1
    for vehicle, able in ((first, {"3", "5"}), (second, {"4", "5"}), (third, {"3", "4", "5"})):
        assert {stop.id for stop in asked.stops if stop.requires <= vehicle.offers} == able
    assert asked.distance_m[0][2] == 5_000


@pytest.mark.parametrize(
    ("convention", "distance", "expected"),
    [
        (Convention.DIMACS, 14.1421356, 141),
        (Convention.DIMACS10, 8.3, 83),
        (Convention.DIMACS, 1.1, 11),
        (Convention.ROUND, 2.5, 3),
        (Convention.ROUND, 2.4999, 2),
        (Convention.EXACT, 14.1421356, 14_142),
        (Convention.EXACT, 0.0005, 1),
    ],
)
def test_each_convention_rounds_its_own_way(
    convention: Convention, distance: float, expected: int
) -> None:
    assert convention.of(np.array([distance])).tolist() == [expected]


def test_costs_follow_the_convention() -> None:
    routes = [Route(1, (1, 2))]
    tiny = read_instance(SOLOMON)
    # 0-1 is 5.0, 1-2 is sqrt(18) = 4.24 cut to 4.2, 2-0 is 7.0
    assert cost_of(tiny, routes, ()) == pytest.approx(16.2)
    assert cost_of(replace(tiny, convention=Convention.DIMACS10), routes, ()) == 162
    assert cost_of(read_instance(CVRP), [Route(1, (2, 3)), Route(2, (4,))], ()) == 1 + 1 + 3 + 6


def test_a_mixed_fleet_costs_its_file_units_over_a_hundred() -> None:
    text = CVRP.replace("CVRP", "HFVRP").replace("CAPACITY : 10", "VEHICLES : 2")
    text = text.replace(
        "DEPOT_SECTION",
        "CAPACITY_SECTION\n1 10\n2 20\nVEHICLES_FIXED_COST_SECTION\n1 1000\n2 2500\n"
        "VEHICLES_UNIT_DISTANCE_COST_SECTION\n1 50\n2 80\nDEPOT_SECTION",
    )
    mixed = read_instance(text)
    way = 2 * np.sqrt(2) * 2
    assert cost_of(mixed, [Route(1, (2, 3))], ()) == pytest.approx(
        (1000 + 50 * way) / 100, abs=0.01
    )
    both = cost_of(mixed, [Route(1, (2, 3)), Route(2, (4,))], ())
    assert both == pytest.approx((1000 + 50 * way + 2500 + 80 * 6) / 100, abs=0.01)
    vehicle = problem_of(mixed).vehicles[1]
    assert (vehicle.fixed_cost, vehicle.cost_per_km) == (250_000, 8_000)


def test_a_missed_prize_is_part_of_the_cost() -> None:
    rich = read_instance(RICH)
    with_all = cost_of(rich, [Route(3, (4, 5, 3))], ())
    without = cost_of(rich, [Route(3, (5, 3))], (4,))
    assert without == cost_of(rich, [Route(3, (5, 3))], ()) + 7_000
    assert with_all != without


def test_a_reload_at_another_depot_is_driven_there() -> None:
    rich = read_instance(RICH)
    ends_there = cost_of(rich, [Route(1, (3,), 1, 2), Route(1, (5,), 2, 1)], ())
    assert ends_there == 5_000 + 8_062 + 8_500 + 1_500


@pytest.mark.parametrize(
    ("matrix_form", "values"),
    [
        ("FULL_MATRIX", "0 1 2\n1 0 3\n2 3 0"),
        ("LOWER_ROW", "1\n2 3"),
        ("LOWER_DIAG_ROW", "0 1 0 2 3 0"),
        ("UPPER_ROW", "1 2\n3"),
        ("UPPER_DIAG_ROW", "0 1 2 0 3 0"),
    ],
)
def test_distances_may_stand_in_the_file(matrix_form: str, values: str) -> None:
    text = (
        "NAME: m\nTYPE: CVRP\nDIMENSION: 3\nEDGE_WEIGHT_TYPE: EXPLICIT\n"
        f"EDGE_WEIGHT_FORMAT: {matrix_form}\nCAPACITY: 5\nEDGE_WEIGHT_SECTION\n{values}\n"
        "DEMAND_SECTION\n1 0\n2 1\n3 1\nDEPOT_SECTION\n1\n-1\nEOF\n"
    )
    assert read_instance(text).distances().tolist() == [[0, 1, 2], [1, 0, 3], [2, 3, 0]]


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (changed(SOLOMON, "10          5", "ten         5"), "line 11, DEMAND: 'ten'"),
        (changed(SOLOMON, "   60   ", "   nan  "), "line 11, DUE DATE"),
        (changed(SOLOMON, "5        60", "5         3"), "line 11, DUE DATE: 3 is before"),
        (
            changed(SOLOMON, "    2      0", "    1      0"),
            "line 12, CUST NO.: 1 stands",
        ),
        (changed(SOLOMON, "90         10", "90"), "line 12, CUSTOMER: 6 values"),
        (changed(SOLOMON, "  2         30", "  0         30"), "line 5, NUMBER"),
        (changed(SOLOMON, "  2         30", "  2"), "line 5, VEHICLE"),
        (SOLOMON[: SOLOMON.index("    0      0")], "line 7, CUSTOMER: no depot"),
        (changed(CVRP, "2 1 1", "2 1 x"), "line 9, NODE_COORD_SECTION: 'x'"),
        (changed(CVRP, "2 1 1", "2 1"), "line 9, NODE_COORD_SECTION: 1 values"),
        (changed(CVRP, "3 2 2\n", ""), "line 7, NODE_COORD_SECTION: nothing for node 3"),
        (changed(CVRP, "4 0 3", "5 0 3"), "line 11, NODE_COORD_SECTION: node 5, there are only 4"),
        (changed(CVRP, "4 0 3", "3 0 3"), "line 11, NODE_COORD_SECTION: node 3 stands there twice"),
        (changed(CVRP, "3 5", "3 -5"), "line 15, DEMAND_SECTION: '-5' is less than 0"),
        (changed(CVRP, "3 5", "3 5.5"), "line 15, DEMAND_SECTION: '5.5' is not a whole number"),
        (changed(CVRP, "1 0\n2 4", "1 3\n2 4"), "line 12, DEMAND_SECTION: depot 1 has a demand"),
        (changed(CVRP, " 1\n -1", " 9\n -1"), "line 18, DEPOT_SECTION: 9 is no node"),
        (changed(CVRP, " 1\n -1", " -1"), "line 17, DEPOT_SECTION: names no depot"),
        (changed(CVRP, "EUC_2D", "GEO"), "line 5, EDGE_WEIGHT_TYPE: GEO"),
        (changed(CVRP, "CAPACITY : 10", "CAPACITY : ten"), "line 6, CAPACITY: 'ten'"),
        (changed(CVRP, "DIMENSION : 4", "DIMENSION : 0"), "line 4, DIMENSION"),
        (
            changed(CVRP, "DEMAND_SECTION", "PICKUP_SECTION"),
            "line 12, PICKUP_SECTION: a sec",
        ),
        (changed(CVRP, "NODE_COORD_SECTION", "2 2\nNODE_COORD_SECTION"), "line 7, header: '2 2'"),
        (changed(CVRP, "CVRP", "VRPPD"), "TYPE VRPPD: not one of"),
        (changed(RICH, "4\t10\t60", "4\t60\t10"), "line 29, TIME_WINDOW_SECTION: the window 60"),
        (
            changed(RICH, "2\t2\n3\t2", "2\t3\n3\t2"),
            "line 37, VEHICLES_DEPOT_SECTION: 3 is no",
        ),
        (changed(RICH, "2\t4\t5\n", "2\t4\t6\n"), "line 45, VEHICLES_ALLOWED_CLIENTS_SECTION: 6"),
        (changed(RICH, "3\t12\n", "3\t12\t5\n"), "demands and capacities have 1, 2 figures"),
    ],
)
def test_a_malformed_file_names_the_line_and_the_field(text: str, said: str) -> None:
    with pytest.raises(ProblemError) as refused:
        problem_of(read_instance(text))
    assert refused.value.code.startswith("file.")
    assert said in refused.value.detail


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b" \n \n", "file.empty"),
        (b"NAME: x\n\xff\xfe", "file.not_text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        text_of(data)
    assert refused.value.code == code


def test_a_line_nobody_knows_is_noted_and_a_longest_distance_is_not_planned_with() -> None:
    text = changed(CVRP, "CAPACITY", "BEST_KNOWN : 5\nCAPACITY")
    assert read_instance(text).notes == ("line 6, BEST_KNOWN: not used",)
    limited = changed(CVRP, "CAPACITY", "VEHICLES_MAX_DISTANCE : 5\nCAPACITY")
    with pytest.raises(ProblemError, match=r"file\.not_supported"):
        problem_of(read_instance(limited))


def test_ten_thousand_stops_are_refused_before_anything_is_computed() -> None:
    size = 10_001
    places = "\n".join(f"{number} {number} 0" for number in range(1, size + 1))
    demand = "\n".join(f"{number} 0" for number in range(1, size + 1))
    text = (
        f"TYPE: CVRP\nDIMENSION: {size}\nEDGE_WEIGHT_TYPE: EUC_2D\nCAPACITY: 5\n"
        f"NODE_COORD_SECTION\n{places}\nDEMAND_SECTION\n{demand}\nEOF\n"
    )
    with pytest.raises(ProblemError, match=r"problem\.stops: 10000 stops, at most 2000"):
        problem_of(read_instance(text))


@given(st.data())
def test_any_damage_to_a_file_is_an_error_of_ours_or_another_instance(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([SOLOMON, CVRP, RICH]))
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin, min(len(text), begin + 30)))
    put = data.draw(st.text(max_size=8))
    try:
        found: Instance | None = read_instance(text[:begin] + put + text[end:])
    except ProblemError as refused:
        found = None
        code = refused.code
    else:
        code = "file.read"
    assert code.startswith("file.")
    assert found is None or len(found.nodes) >= 1


def test_a_plan_file_is_read_and_its_faults_are_named() -> None:
    routes, cost, unserved = read_answer(
        b'{"routes": [{"vehicle": 1, "stops": [2, 3]}], "cost": 7}'
    )
    assert (routes, cost, unserved) == ((Route(1, (2, 3)),), 7, ())
    for data, said in (
        (b'{"routes": [{"vehicle": 1}]}', "stops"),
        (b'{"routes": [{"vehicle": 1, "stops": [2.5]}]}', "$.routes[0].stops[0]"),
        (b'{"routes": 5}', "$.routes"),
        (b"[", "Expected `object`"),
        (b'{"routes": [', "truncated"),
        (b"\xff", ""),
    ):
        with pytest.raises(ProblemError, match=r"plan\.malformed") as refused:
            read_answer(data)
        assert said in refused.value.detail


@pytest.mark.parametrize(
    ("routes", "unserved", "codes"),
    [
        ([Route(1, (2, 3)), Route(2, (4,))], (), set()),
        ([Route(1, (2, 3, 4))], (), {"capacity"}),
        ([Route(1, (2, 3))], (), {"stop.missing"}),
        ([Route(1, (2, 3)), Route(2, (4, 2))], (), {"stop.repeated"}),
        ([Route(1, (2, 3))], (4,), set()),
    ],
)
def test_given_routes_are_driven_and_judged(
    routes: list[Route], unserved: tuple[Name, ...], codes: set[str]
) -> None:
    asked = problem_of(read_instance(CVRP))
    plan = drive_routes(asked, routes, unserved, int(cost_of(read_instance(CVRP), routes, ())))
    found = {violation.code for violation in check(asked, plan)}
    if codes == {"capacity"}:
        assert any("capacity" in code or "load" in code for code in found), found
    else:
        assert found == codes


@pytest.mark.parametrize(
    ("route", "code"),
    [
        (Route(9, (2,)), "plan.unknown_vehicle"),
        (Route(1, (17,)), "plan.unknown_stop"),
        (Route(1, (2,), None, 3), "plan.unknown_depot"),
    ],
)
def test_a_route_of_nobody_or_to_nowhere_is_refused(route: Route, code: str) -> None:
    with pytest.raises(ProblemError) as refused:
        drive_routes(problem_of(read_instance(CVRP)), [route], (), 0)
    assert refused.value.code == code


def public_files() -> list[tuple[str, str, float]]:
    if not BENCH.is_dir():
        return []
    with (BENCH / "bks.csv").open(newline="") as lines:
        return [
            (row["file"], row["convention"], float(row["bks"])) for row in csv.DictReader(lines)
        ]


@public
@pytest.mark.parametrize(("file", "convention", "best"), public_files())
def test_every_public_instance_is_read_by_its_familys_convention(
    file: str, convention: str, best: float
) -> None:
    instance = read_instance((BENCH / file).read_text())
    assert instance.convention == convention
    assert convention_of(instance.kind) == convention
    assert instance.notes == ()
    one_each = [
        Route(instance.carriers[0].number, (node.number,)) for node in instance.customers[:400]
    ]
    assert cost_of(instance, one_each, ()) > best


def solved(text: str, split: Callable[[str], list[str]] = str.split) -> list[Route]:
    """Routes as the collections write them: one vehicle a line, customers from 1, reloads as 0."""
    routes = []
    for vehicle, line in enumerate(text.splitlines(), start=1):
        for trip in f" {line} ".split(" 0 "):
            if words := split(trip):
                routes.append(Route(vehicle, tuple(int(word) + 1 for word in words)))
    return routes


# Best known plans of two public instances (PyVRP/Instances, MIT), as routes of customers.
SITE_DEPENDENT = """37 6

8 10 9 45 15 11 46
24 21 39 28 36 14 33 23 44
26 41 19 48 2 16
13 27 29 4 1 43 25 32
7 20 38 30 31 22 40 34
47 18 17 42 35 5 12 3"""
RELOADING = """45 51 50 52 47 43 42 41 48
63 62 66 0 68 65 49 55 54 59 44
53 56 58 60 0 57 40 46 87
93 5 75 2 0 1 99 95 98 7 89 0 18 19 16 14 12 0 15 17 13 9 0 8 21
67 74 72 61 64 69 0 91 88 84 83 82 90
32 33 36 34 0 86 85 81 78 77
100 97 92 94 3 4 0 76 71 70 73 80 79 96
20 22 24 27 30 29 6 0 31 35 37 38 39 0 28 26 23 25 11 10"""


@public
@pytest.mark.parametrize(
    ("name", "routes", "cost"),
    [("PR01", SITE_DEPENDENT, 1_655_420), ("C201R0.25", RELOADING, 15_006)],
)
def test_a_best_known_plan_keeps_every_rule_and_costs_what_is_published(
    name: str, routes: str, cost: int
) -> None:
    instance = read_instance((BENCH / "instances" / f"{name}.vrp").read_text())
    asked = problem_of(instance)
    driven = solved(routes)
    assert cost_of(instance, driven, ()) == cost
    assert check(asked, drive_routes(asked, driven, (), cost)) == []
