"""No script of the pages talks its checkers out of what they would say."""

import re

from tests.tidy.source import ROOT, tracked

SILENCED = re.compile(r"@ts-(ignore|nocheck|expect-error)")
UNTYPED = re.compile(r"\{[^{}]*\bany\b[^{}]*\}")
EXCUSED = re.compile(r"(oxlint|eslint)-disable(?!.* -- \w)")


def _lines() -> list[tuple[str, str]]:
    return [
        (f"{path.relative_to(ROOT).as_posix()}:{number}", line)
        for path in tracked()
        if path.suffix in (".js", ".ts") and path.is_relative_to(ROOT / "api")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]


def test_no_script_silences_the_type_checker() -> None:
    assert [place for place, line in _lines() if SILENCED.search(line)] == []


def test_no_script_calls_a_type_any() -> None:
    assert [place for place, line in _lines() if "* @" in line and UNTYPED.search(line)] == []


def test_an_exception_from_a_rule_says_why() -> None:
    assert [place for place, line in _lines() if EXCUSED.search(line)] == []
