"""GS1's own verdicts: every public conformance vector must be judged as the standard's engine does.

The vectors lie beside the repository; where they are absent these tests are skipped.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from labels import gs1
from labels.gs1 import judge
from labels.gs1.identifiers import IDENTIFIERS, Identifier

CORPUS = Path(__file__).resolve().parents[3] / ".." / "shared" / "corpus" / "gs1"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the GS1 conformance vectors (../shared/corpus/gs1) are not here"
)

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text().splitlines()]


def elements_or_none(read: Callable[[], gs1.Elements]) -> list[list[str]] | None:
    """Return what was read as the corpus writes it, None when it was refused."""
    try:
        return [list(pair) for pair in read()]
    except gs1.Gs1Error:
        return None


@pytest.mark.parametrize(
    "name",
    ["element_strings", "raw_strings", "scans", "digital_links", "digital_links_build"],
)
def test_whole_answers_are_those_of_gs1(name: str) -> None:
    fields = ("ok", "elements", "payload", "digital_link", "ignored_query")
    wrong = []
    other_hints = 0
    for row in rows(name):
        told = json.loads(json.dumps(judge(row["kind"], row["input"]).told()))
        wrong += [
            (row["id"], field)
            for field in fields
            if told.get(field) != row.get(field, told.get(field))
        ]
        other_hints += told["error"] != row["error"]
    assert wrong == []
    assert other_hints <= 4, "the first fault named is another one only where several apply"


def test_numbers_are_answered_as_gs1_does() -> None:
    for row in rows("check_digits"):
        told = judge(row["kind"], row["input"], row["scheme"]).told()
        assert (told["ok"], told["expected"]) == (row["ok"], row["expected"]), row["id"]


def expected(row: Row, verdict: str) -> list[list[str]] | None:
    return row["elements"] if row[verdict] else None


@pytest.mark.parametrize(
    ("name", "parse"),
    [
        ("element_strings", gs1.parse_bracketed),
        ("raw_strings", gs1.parse_raw),
        ("digital_links_build", gs1.parse_bracketed),
    ],
)
def test_element_strings_are_judged_and_read_as_gs1_does(
    name: str, parse: Callable[[str, bool], gs1.Elements]
) -> None:
    wrong = [
        row["id"]
        for row in rows(name)
        for companions, verdict in ((True, "ok"), (False, "ok_syntax"))
        if elements_or_none(lambda: parse(row["input"], companions)) != expected(row, verdict)  # noqa: B023
    ]
    assert wrong == []


def test_payloads_of_symbols_are_written_as_gs1_does() -> None:
    for row in rows("element_strings"):
        if row["ok"]:
            elements = gs1.parse_bracketed(row["input"])
            assert gs1.build_element_string(elements) == row["payload"], row["id"]


@pytest.mark.parametrize("name", ["element_strings", "digital_links", "digital_links_build"])
def test_canonical_links_are_written_as_gs1_does(name: str) -> None:
    for row in rows(name):
        if not row["ok"] or not row["elements"]:
            continue
        elements = gs1.checked((ai, value) for ai, value in row["elements"])
        if row["digital_link"] is None:
            with pytest.raises(gs1.Gs1Error, match=r"^dl_"):
                gs1.build_digital_link(elements)
        else:
            assert gs1.build_digital_link(elements) == row["digital_link"], row["id"]


def test_links_are_judged_and_read_as_gs1_does() -> None:
    wrong = []
    for row in rows("digital_links"):
        if not row["input"].startswith(("http://", "https://", "HTTP://", "HTTPS://")):
            continue
        for companions, verdict in ((True, "ok"), (False, "ok_syntax")):
            got = elements_or_none(lambda: gs1.parse_digital_link(row["input"], companions)[0])  # noqa: B023
            if got != expected(row, verdict):
                wrong.append(row["id"])
    assert wrong == []


def test_query_parameters_that_are_not_gs1_are_handed_back() -> None:
    for row in rows("digital_links"):
        if row["ok"] and row["elements"]:
            _, ignored = gs1.parse_digital_link(row["input"])
            assert list(ignored) == row["ignored_query"], row["id"]


def test_a_link_with_a_mixed_case_scheme_is_plain_data_and_no_digital_link() -> None:
    mixed = [row for row in rows("digital_links") if row["input"].startswith("HtTpS")]
    assert mixed
    for row in mixed:
        assert gs1.parse_scan("]Q1" + row["input"]).elements is None
        with pytest.raises(gs1.Gs1Error, match="uri"):
            gs1.parse_digital_link(row["input"])


def test_scans_are_judged_and_read_as_gs1_does() -> None:
    wrong = []
    for row in rows("scans"):
        got = elements_or_none(lambda: gs1.parse_scan(row["input"]).elements or gs1.Elements(()))  # noqa: B023
        if got != expected(row, "ok"):
            wrong.append(row["id"])
    assert wrong == []


def test_the_identifier_table_says_what_gs1_publishes() -> None:
    published = rows("ai_table")
    assert [row["ai"] for row in published] == list(IDENTIFIERS)
    for row in published:
        identifier = IDENTIFIERS[row["ai"]]
        assert identifier.title in (row["title"], "COUPON", row["title"].partition(" #")[0])
        assert [list(group) for group in identifier.companions] == row.get("requires", [[]])[0]
        assert list(identifier.exclusions) == row.get("excludes", [])
        assert identifier.link_attribute == row["dl_attribute"]
        assert identifier.needs_separator == row["separator_needed"]
        assert qualifiers_of(identifier) == row.get("dl_primary_key")
        assert [
            (part.charset, part.length_min, part.length_max, part.optional, list(part.checks))
            for part in identifier.components
        ] == [
            (part["type"], part["min"], part["max"], part.get("optional", False), checks_of(part))
            for part in row["components"]
        ], row["ai"]


def qualifiers_of(identifier: Identifier) -> list[list[str]] | None:
    """Return the orders of qualifiers as the corpus has them: one empty order for none."""
    if identifier.qualifiers is None:
        return None
    return [list(order) for order in identifier.qualifiers] or [[]]


def checks_of(component: Row) -> list[str]:
    """Return the checks without those of coupons, which are outside of what we judge."""
    return [name for name in component.get("checks", []) if not name.startswith("coupon")]
