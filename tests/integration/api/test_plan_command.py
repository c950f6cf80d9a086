"""`coldchain plan` as a person types it: files in, a plan, a map and a verdict out."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from routing.model import to_json
from tests.unit.routing.osm_city import grid, osm_pbf
from tests.unit.routing.problems import town
from tests.unit.routing.test_formats import CVRP, SOLOMON

ORDERS = """id,latitude,longitude,kg,windows
north,28.2040,112.9020,100,6:00-12:00
south,28.2005,112.9031,200,6:00-12:00
"""
VEHICLES = """id,depot,latitude,longitude,kg,shift_start,shift_end,yuan_per_km
van,main,28.2020,112.9010,900,5:00,14:00,2.2
"""


def planned(path: Path, *options: str) -> dict[str, Any]:
    """Plan a file for half a second and read what was written."""
    out = path.with_name("plan.json")
    assert main(["plan", str(path), "--seconds", "0.5", "--out", str(out), *options]) == 0
    document: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return document


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """Two orders and a van on a street grid that is a real extract."""
    nodes, ways = grid(6)
    (tmp_path / "city.osm.pbf").write_bytes(osm_pbf(nodes, ways))
    (tmp_path / "orders.csv").write_text(ORDERS)
    (tmp_path / "vehicles.csv").write_text(VEHICLES)
    return tmp_path


def test_an_instance_is_planned_by_the_numbers_of_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tiny.vrp"
    file.write_text(CVRP)
    document = planned(file)
    assert sorted(stop for route in document["routes"] for stop in route["stops"]) == [2, 3, 4]
    assert all(1 <= route["vehicle"] <= 3 for route in document["routes"])
    assert document["unserved"] == []
    # Three customers of 4, 5 and 6 for vehicles of 10: the best pairs 2 with 3 or 4 with 2.
    assert document["cost"] == 1 + 1 + 3 + 6
    assert "tiny (CVRP): 3 stops" in capsys.readouterr().err
    assert main(["plan", "check", str(file), str(tmp_path / "plan.json")]) == 0
    assert "keeps every rule; cost 11, 0 unserved" in capsys.readouterr().out


def test_a_plan_without_a_file_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tiny.txt"
    file.write_text(SOLOMON)
    assert main(["plan", str(file), "--seconds", "0.3"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert sorted(stop for route in printed["routes"] for stop in route["stops"]) == [1, 2]
    assert printed["convention"] == "dimacs"


def test_a_falsified_plan_is_judged_with_the_rules_it_breaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, plan = tmp_path / "tiny.vrp", tmp_path / "plan.json"
    file.write_text(CVRP)
    plan.write_text('{"routes": [{"vehicle": 1, "stops": [2, 3, 4]}], "cost": 5, "unserved": []}')
    assert main(["plan", "check", str(file), str(plan)]) == 1
    said = capsys.readouterr().out
    assert "plan.cost: says 5, is 7" in said
    assert "load" in said or "capacity" in said
    plan.write_text('{"routes": [{"vehicle": 1, "stops": [2, 3]}], "unserved": [4]}')
    assert main(["plan", "check", str(file), str(plan)]) == 1
    assert "stop.required 4" in capsys.readouterr().out


def test_sheets_are_planned_along_the_streets_of_an_extract(
    day: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roads = ("--roads", str(day / "city.osm.pbf"))
    document = planned(day / "orders.csv", *roads, "--map", str(day / "map.svg"))
    [route] = document["routes"]
    assert (route["vehicle"], set(route["stops"])) == ("van", {"north", "south"})
    assert document["matrix_version"].startswith("osm:")
    assert document["cost"] == pytest.approx(route["distance_m"] * 2.2 / 1000, abs=0.01)
    drawn = (day / "map.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert drawn.count('class="way"') == 1
    assert main(["plan", "check", str(day), str(day / "plan.json"), *roads]) == 0
    capsys.readouterr()
    assert main(["plan", "check", str(day), str(day / "plan.json")]) == 1
    assert "plan.matrix_version: other roads" in capsys.readouterr().out


def test_an_estimate_says_so(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = planned(day / "orders.csv")
    assert document["matrix_version"].startswith("straight-line:")
    assert "estimate" in capsys.readouterr().err


def test_a_problem_file_is_planned_and_its_plan_judged_in_full(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "town.json"
    file.write_bytes(to_json(town(1, 12)))
    document = planned(file)
    served = {stop for route in document["routes"] for stop in route["stops"]}
    assert served | set(document["unserved"]) == {f"shop-{n}" for n in range(1, 13)}
    assert main(["plan", "check", str(file), str(tmp_path / "plan.json")]) == 0
    document["plan"]["trips"][0]["depart_s"] += 60
    (tmp_path / "plan.json").write_text(json.dumps(document))
    capsys.readouterr()
    assert main(["plan", "check", str(file), str(tmp_path / "plan.json")]) == 1
    assert "stop.times" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.vrp", CVRP.replace("2 1 1", "2 1 x"), "line 9, NODE_COORD_SECTION: 'x'"),
        ("a.txt", "hello", "file.unknown_format"),
        ("a.txt", "", "file.empty"),
        ("a.json", '{"stops": 5}', "json.invalid"),
        ("orders.csv", ORDERS.replace("100", "x"), "orders.csv line 2, kg: 'x'"),
        ("orders.csv", ORDERS, "vehicles.csv: No such file"),
    ],
)
def test_a_file_that_cannot_be_planned_is_refused_by_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, body: str, said: str
) -> None:
    (tmp_path / name).write_text(body)
    assert main(["plan", str(tmp_path / name)]) == 1
    refused = capsys.readouterr()
    assert said in refused.err
    assert refused.out == ""


def test_a_place_off_the_map_names_its_order(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (day / "orders.csv").write_text(ORDERS.replace("28.2040,112.9020", "28.3040,112.9020"))
    roads = ("--roads", str(day / "city.osm.pbf"))
    assert main(["plan", str(day / "orders.csv"), *roads]) == 1
    assert "orders line 2, north (28.30400, 112.90200): the nearest" in capsys.readouterr().err


def test_a_plan_that_cannot_be_written_names_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tiny.vrp").write_text(CVRP)
    out = tmp_path / "nowhere" / "plan.json"
    options = ["--seconds", "0.2", "--out", str(out)]
    assert main(["plan", str(tmp_path / "tiny.vrp"), *options]) == 1
    assert f"{out}: No such file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["check", "a"], ["a", "b"], ["nowhere.vrp"], ["check", "a", "b", "c"]]
)
def test_words_that_are_no_command_are_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", *words]) == 1
    assert capsys.readouterr().err
