"""What a run of tests says about the mutant that was in the product meanwhile."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from tests.mutants.copies import TIME_OUT
from tests.mutants.mutant import Mutant

PASSED, FAILED = 0, 1
"""Exit codes of pytest. Any other means that the tests were not run at all."""
_FIRST = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


class Fate(StrEnum):
    KILLED = "killed"
    SURVIVED = "survived"
    UNJUDGED = "unjudged"
    """It could not be applied, or its tests could not be run: nobody knows."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant, and by whose hand or why not."""

    mutant: Mutant
    fate: Fate
    by: str
    seconds: float = 0.0


def judge(mutant: Mutant, code: int, said: str, seconds: float) -> Verdict:
    """A failed test kills; tests that were not run, or did not end, prove nothing."""
    if code == FAILED:
        first = _FIRST.search(said)
        return Verdict(mutant, Fate.KILLED, first[1] if first else "a test", seconds)
    if code == PASSED:
        return Verdict(mutant, Fate.SURVIVED, "its tests are green", seconds)
    if code == TIME_OUT:
        fate = Fate.KILLED if mutant.may_hang else Fate.UNJUDGED
        return Verdict(mutant, fate, said, seconds)
    return Verdict(mutant, Fate.UNJUDGED, f"pytest ended with {code}: {_last_line(said)}", seconds)


def summary(verdicts: list[Verdict]) -> str:
    """How many mutants there were, and each that is not dead."""
    counts = Counter(one.fate for one in verdicts)
    alive = [line(one) for one in verdicts if one.fate is not Fate.KILLED]
    said = ", ".join(f"{counts[fate]} {fate}" for fate in Fate)
    return "\n".join([*alive, f"{len(verdicts)} mutants: {said}"])


def line(verdict: Verdict) -> str:
    """One mutant in the table: its fate, and by which test."""
    name, by = verdict.mutant.name, verdict.by.removeprefix("tests/")
    return f"{verdict.fate:9} {verdict.seconds:5.1f} s  {name:50} {by}"


def _last_line(said: str) -> str:
    return next((one for one in reversed(said.splitlines()) if one.strip()), "nothing was said")
