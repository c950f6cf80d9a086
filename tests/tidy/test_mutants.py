"""The list of mutants stays true as the code moves, and a verdict says no more than is known."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutants.catalogue import MUTANTS
from tests.mutants.copies import TIME_OUT, Copy
from tests.mutants.mutant import Mutant
from tests.mutants.verdicts import Fate, Verdict, judge, summary

SAID = "F\nFAILED tests/unit/test_x.py::test_it[sqlite] - assert 1 == 2\n"
TINY = Mutant("tiny", "shop.py", "a < b", "a <= b", "It is open too long.", ("tests/t.py::test_x",))


def test_every_mutant_can_still_be_applied() -> None:
    faults = []
    for mutant in MUTANTS:
        try:
            assert mutant.broken() != "", mutant.name
        except ValueError as error:
            faults.append(str(error))
    assert not faults, "\n".join(faults)


def test_every_mutant_names_tests_that_exist() -> None:
    lost = [f"{one.name}: {test}" for one in MUTANTS for test in one.lost_tests()]
    assert not lost, "\n".join(lost)


def test_every_mutant_has_a_name_a_meaning_and_tests_of_its_own() -> None:
    twice = [name for name, times in Counter(one.name for one in MUTANTS).items() if times > 1]
    assert not twice
    for mutant in MUTANTS:
        assert mutant.old != mutant.new, mutant.name
        assert mutant.means.endswith("."), mutant.name
        assert mutant.tests, mutant.name


@pytest.mark.parametrize(("text", "times"), [("a == b", 0), ("a < b or a < b", 2)])
def test_a_text_that_moved_or_is_ambiguous_is_an_error_that_names_the_mutant(
    tmp_path: Path, text: str, times: int
) -> None:
    (tmp_path / "shop.py").write_text(text)
    with pytest.raises(ValueError, match=f"tiny: its text stands {times} times in shop.py"):
        TINY.broken(tmp_path)
    with pytest.raises(ValueError, match="tiny: there is no file gone"):
        replace(TINY, file="gone").broken(tmp_path)


def test_a_copy_is_sound_again_when_its_mutant_has_gone(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text("if a < b:\n")
    with Copy(tmp_path).with_(TINY):
        assert (tmp_path / "shop.py").read_text() == "if a <= b:\n"
    assert (tmp_path / "shop.py").read_text() == "if a < b:\n"


@pytest.mark.parametrize(
    ("code", "said", "fate", "by"),
    [
        (1, SAID, Fate.KILLED, "tests/unit/test_x.py::test_it[sqlite]"),
        (0, "1 passed", Fate.SURVIVED, "its tests are green"),
        (2, "1 error during collection", Fate.UNJUDGED, "pytest ended with 2: 1 error during"),
        (5, "no tests ran", Fate.UNJUDGED, "pytest ended with 5: no tests ran"),
        (TIME_OUT, "no end within 120 s", Fate.UNJUDGED, "no end within 120 s"),
    ],
)
def test_only_a_failed_test_kills(code: int, said: str, fate: Fate, by: str) -> None:
    verdict = judge(TINY, code, said, 1.0)
    assert verdict.fate is fate
    assert verdict.by.startswith(by)


def test_running_out_of_time_kills_only_where_that_is_declared() -> None:
    hanging = replace(TINY, may_hang=True)
    assert judge(hanging, TIME_OUT, "no end within 120 s", 120.0).fate is Fate.KILLED


def test_the_summary_names_those_that_live() -> None:
    dead = Verdict(TINY, Fate.KILLED, "tests/t.py::test_x")
    alive = Verdict(replace(TINY, name="lively"), Fate.SURVIVED, "its tests are green")
    said = summary([dead, alive])
    assert "lively" in said
    assert "tiny" not in said
    assert said.endswith("2 mutants: 1 killed, 1 survived, 0 unjudged")
