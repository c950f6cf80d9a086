"""Problem files: a field that nobody knows is refused with the name that was meant."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from api.cli import docs
from routing.formats import MEANINGS, read_problem, schema, tables
from routing.model import Problem, ProblemError, to_json
from tests.unit.routing.problems import problem, stop, vehicle
from tests.unit.routing.rich import rich_problems


def plain() -> dict[str, Any]:
    asked = problem([stop("a"), stop("b", only_vehicles=frozenset({"v1"}))], [vehicle("v1")])
    document: dict[str, Any] = json.loads(to_json(asked))
    return document


def refused(document: dict[str, Any]) -> str:
    with pytest.raises(ProblemError) as caught:
        read_problem(json.dumps(document).encode())
    return str(caught.value)


@settings(max_examples=20, deadline=None)
@given(rich_problems)
def test_whatever_the_model_writes_is_read_as_it_was(asked: Problem) -> None:
    assert read_problem(to_json(asked)) == asked


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("stops", "aboard_max", "stops[0] (a): 'aboard_max' is no field of a stop; did you mean"),
        ("stops", "aboard_max", "aboard_max_s?"),
        ("stops", "aboardMaxS", "did you mean aboard_max_s?"),
        ("stops", "service", "did you mean service_s?"),
        ("stops", "time_windows", "it is called windows"),
        ("stops", "capacity", "is a field of a vehicle and of a compartment, not of a stop"),
        ("vehicles", "time_windows", "it is called shift_start_s and shift_end_s"),
        ("vehicles", "max_tasks", "it is called max_stops"),
        ("vehicles", "max_trip", "did you mean max_trips?"),
        ("vehicles", "shift_end", "did you mean shift_end_s?"),
        ("vehicles", "prize", "is a field of a stop, not of a vehicle"),
        ("depots", "windows", "is a field of a stop, not of a depot"),
        ("depots", "opening_hours", "is no field of a depot; there are id, location"),
    ],
)
def test_a_wrong_field_is_refused_with_the_right_one(kind: str, field: str, said: str) -> None:
    document = plain()
    document[kind][0][field] = 60
    assert said in refused(document)


@pytest.mark.parametrize("held", ["windows", "goods"])
def test_what_a_stop_holds_is_read_as_strictly(held: str) -> None:
    document = plain()
    document["stops"][1][held][0]["late"] = 5
    assert f"stops[1] (b).{held}[0]: 'late'" in refused(document)


def test_a_wrong_field_of_the_whole_is_refused() -> None:
    assert "did you mean vehicles?" in refused(plain() | {"vehicle": []})
    assert "did you mean travel_s?" in refused(plain() | {"travels": []})
    assert "is a field of a" in refused(plain() | {"windows": []})


def test_a_field_that_stands_there_twice_is_refused() -> None:
    text = to_json(problem([stop("a")], [vehicle("v1")])).decode()
    twice = text.replace('"service_s":300', '"service_s":300,"service_s":600')
    with pytest.raises(ProblemError, match=r"json\.repeated_field: service_s"):
        read_problem(twice.encode())


@pytest.mark.parametrize("text", ["[]", "{", '{"stops": 5}', '{"stops": [[[]]]}', "\u00ff"])
def test_what_is_no_problem_file_is_refused(text: str) -> None:
    with pytest.raises(ProblemError, match=r"json\.invalid"):
        read_problem(text.encode("latin-1"))


def test_a_shift_that_ends_before_it_begins_says_how_to_write_the_morning_after() -> None:
    document = plain()
    document["vehicles"][0] |= {"shift_start_s": 79_200, "shift_end_s": 21_600}
    assert "the next day's second is 108000" in refused(document)


DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_page_and_the_schema_are_those_of_the_model() -> None:
    assert (DOCS / "problem-files.md").read_text(encoding="utf-8") == docs.problem_files()
    assert (DOCS / "problem-schema.json").read_text(encoding="utf-8") == docs.problem_schema()


def test_every_field_has_a_meaning_and_no_meaning_is_left_over() -> None:
    told = {name: {row[0] for row in rows} for name, rows in tables()}
    assert told == {name: set(fields) for name, fields in MEANINGS.items()}
    assert all(part["additionalProperties"] is False for part in schema()["$defs"].values())


def test_the_example_of_the_page_is_read() -> None:
    text = (DOCS / "problem-files.md").read_text(encoding="utf-8")
    example = text.partition("```json\n")[2].partition("```")[0]
    assert read_problem(example.encode()).stops[0].id == "A1"
