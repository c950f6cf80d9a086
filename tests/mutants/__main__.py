"""`python -m tests.mutants [WORD …]`: exit code 1 when a mutant lives or cannot be judged.

First the tests are run on the sound product: a test that is red anyway would kill everything.
"""

import os
import queue
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.catalogue import MUTANTS
from tests.mutants.copies import Copy
from tests.mutants.mutant import Mutant
from tests.mutants.verdicts import PASSED, Fate, Verdict, judge, line, summary

LIMIT_S = 120.0
"""Of one mutant's tests; all of them take a few seconds."""
SOUND_LIMIT_S = 900.0
"""Of all those tests together, on the product as it is."""
SEED = "--hypothesis-seed=1"
"""Of random examples. They still depend on the code they look at: what a mutant needs to die is an
example of its own in its test."""


def main(words: Sequence[str]) -> int:
    """Break what was asked for, one at a time on every processor, and say what became of it."""
    chosen = [one for one in MUTANTS if not words or any(w in one.name + one.file for w in words)]
    if not chosen:
        _say(f"no mutant has {' or '.join(words)} in its name or file")
        return 1
    workers = min(os.cpu_count() or 1, len(chosen))
    with tempfile.TemporaryDirectory(prefix="cc-mutants-") as folder:
        copies: queue.SimpleQueue[Copy] = queue.SimpleQueue()
        for number in range(workers):
            copy = Copy(Path(folder) / str(number))
            copy.make()
            copies.put(copy)
        if not _is_sound(copies, chosen, workers):
            return 1
        with ThreadPoolExecutor(workers) as pool:
            verdicts = list(pool.map(lambda mutant: _tried(mutant, copies), chosen))
    _say(f"\n{summary(verdicts)}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    _say(f"{used.ru_utime + used.ru_stime:.0f} s of processor")
    return int(any(one.fate is not Fate.KILLED for one in verdicts))


def _is_sound(copies: "queue.SimpleQueue[Copy]", chosen: Sequence[Mutant], workers: int) -> bool:
    """Whether all tests are green while nothing is broken."""
    copy = copies.get()
    code, said = PASSED, ""
    for on in sorted({mutant.on for mutant in chosen}):
        tests = dict.fromkeys(test for one in chosen if one.on == on for test in one.tests)
        _say(f"the sound product first: {len(tests)} tests on {on}")
        code, said = copy.run(list(tests), on, SEED, "-n", str(workers), limit_s=SOUND_LIMIT_S)
        if code != PASSED:
            _say(f"{said}\nmutants prove nothing while tests are red")
            break
    copies.put(copy)
    return code == PASSED


def _tried(mutant: Mutant, copies: "queue.SimpleQueue[Copy]") -> Verdict:
    copy = copies.get()
    started = time.monotonic()
    try:
        with copy.with_(mutant):
            code, said = copy.run(mutant.tests, mutant.on, SEED, limit_s=LIMIT_S)
        verdict = judge(mutant, code, said, time.monotonic() - started)
    except (OSError, ValueError) as error:
        verdict = Verdict(mutant, Fate.UNJUDGED, str(error))
    finally:
        copies.put(copy)
    _say(line(verdict))
    return verdict


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
