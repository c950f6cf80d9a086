"""`coldchain plan FILE` and `coldchain plan check FILE PLAN`: route planning without a database."""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.cli import FAILED, Arguments, Stop, say
from routing.model import ProblemError

_SHOWN_MAX = 100
"""Orders left out that the terminal names."""

_Progress = Callable[[str], None]


def plan(arguments: Arguments) -> int:
    """Plan a file, or check a plan of one."""
    words = arguments.arguments
    try:
        if words[0] == "check":
            return _check(arguments, words[1:])
        if len(words) != 1:
            raise Stop("One file to plan, or: coldchain plan check FILE PLAN")
        return _plan(arguments, Path(words[0]))
    except ProblemError as error:
        raise Stop(explained(error)) from error
    except OSError as error:
        raise Stop(f"{error.filename or 'A file'}: {error.strerror or error}") from error


def explained(error: ProblemError) -> str:
    """What a refused file means for the person at the terminal."""
    from api.ground.texts import has_text, text

    code = f"routing.{error.code}"
    said = text(code, "en") if has_text(code) else "This cannot be planned"
    return f"{said}: {error.detail} [{error.code}]"


def _plan(arguments: Arguments, path: Path) -> int:
    from api.travel.planning import Question, read_question
    from routing.check import check

    began = time.monotonic()

    def tell(line: str) -> None:
        sys.stderr.write(f"{time.monotonic() - began:7.1f} s  {line}\n")
        sys.stderr.flush()

    question: Question = read_question(path, arguments)
    problem = question.problem
    for note in question.notes:
        tell(note)
    tell(
        f"{question.kind}: {len(problem.stops)} stops, {len(problem.vehicles)} vehicles, "
        f"{len(problem.depots)} depots; travel {problem.matrix_version}"
    )
    found = _solved(question, arguments, tell)
    if wrong := check(problem, found):
        raise Stop(f"The plan breaks its own rules and is not written: {wrong[0]}")
    document = question.document(found)
    tell(f"done: {_summary(document, found)}")
    for line in _left_out(found):
        tell(line)
    _write(arguments.out, _as_json(document))
    if arguments.map:
        from api.travel.planning import picture_of

        Path(arguments.map).write_text(picture_of(question, found), encoding="utf-8")
        tell(f"map: {arguments.map}")
    return 0


def _solved(question: Any, arguments: Arguments, tell: _Progress) -> Any:
    """Solve in this process: it was started for this solve and ends with it."""
    from routing.check import check
    from routing.model import Limits
    from routing.solving import construct
    from routing.solving.solver import solve

    if not 0.001 <= arguments.seconds <= 3600:
        raise Stop("--seconds: between 0.001 and 3600")
    limits = Limits(round(arguments.seconds * 1000), arguments.seed, cores=arguments.cores)
    tell(f"planning for {arguments.seconds:g} s, seed {limits.seed}, {limits.cores} core(s)")

    published = []

    def better(plan: Any) -> None:
        published.append(plan)
        tell(_summary(question.document(plan), plan))

    began = time.monotonic()
    try:
        published.append(solve(question.problem, limits, better))
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
        # A fault in the search must not cost the plan that it had found before.
        tell(f"the search ended early, {type(error).__name__}: {error}; the best so far stands")
    sound = [plan for plan in published[-2:] if not check(question.problem, plan)]
    plan = sound[-1] if sound else construct(question.problem, seed=limits.seed)
    return replace(plan, seconds=round(time.monotonic() - began, 3))


def _left_out(plan: Any) -> list[str]:
    """Say of every order left out why, and what would help; of very many the first."""
    from api.ground.texts import chosen
    from api.travel.reasons import said

    language = chosen("zh" if os.environ.get("LANG", "").startswith("zh") else "en")
    lines = [
        f"{each.stop_id}: {said(str(each.reason), each.details, language)}"
        for each in plan.unserved[:_SHOWN_MAX]
    ]
    more = len(plan.unserved) - _SHOWN_MAX
    return [*lines, f"… {more} more in the plan"] if more > 0 else lines


def _summary(document: dict[str, Any], plan: Any) -> str:
    vehicles = len({trip.vehicle_id for trip in plan.trips})
    return (
        f"cost {document['cost']}, {vehicles} vehicles, {len(plan.trips)} trips, "
        f"{len(plan.unserved)} unserved"
    )


def _check(arguments: Arguments, words: list[str]) -> int:
    from api.travel.planning import read_file, read_question

    if len(words) != 2:
        raise Stop("Two files: coldchain plan check FILE PLAN")
    question = read_question(Path(words[0]), arguments)
    judged = question.judged(read_file(Path(words[1])))
    for fault in judged.faults:
        say(fault)
    count = f"{len(judged.faults)} faults" if judged.faults else "The plan keeps every rule"
    say(f"{count}; cost {judged.cost:.12g}, {judged.unserved} unserved.")
    return FAILED if judged.faults else 0


def _as_json(document: dict[str, Any]) -> str:
    """Write a document so that people can read it too: one route a line."""
    parts = []
    for name, value in document.items():
        lines = [json.dumps(each, ensure_ascii=False) for each in _lines(name, value)]
        text = "[\n  " + ",\n  ".join(lines) + "\n ]" if lines else _one_line(value)
        parts.append(f" {json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(name: str, value: Any) -> list[Any]:
    return value if name in ("routes", "why_not") else []


def _one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(out: str | None, text: str) -> None:
    if out:
        Path(out).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
