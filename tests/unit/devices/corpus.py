"""Finds the shared corpus beside the repository, or says it is not there; asks the commands."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from api import cli

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "devices"


def corpus_lines(name: str) -> list:
    """One parameter per line of `<name>.jsonl`, or one that skips and says why."""
    path = CORPUS / f"{name}.jsonl"
    if not path.exists():
        reason = f"the device corpus is not beside the repository ({name}.jsonl)"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    lines = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(line, id=f"{line['id']}-{line['source']}") for line in lines]


def ask(*command: str, lines: list[Any] | bytes) -> list[dict]:
    """What a command answers to these lines (objects, or the bytes as they are)."""
    if not isinstance(lines, bytes):
        lines = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    source, target = io.BytesIO(lines), io.BytesIO()
    before = sys.stdin, sys.stdout
    sys.stdin, sys.stdout = io.TextIOWrapper(source), io.TextIOWrapper(target)
    try:
        assert cli.main(command) == 0
        sys.stdout.flush()
        return [json.loads(text) for text in target.getvalue().splitlines()]
    finally:
        sys.stdin, sys.stdout = before


def got(*command: str, lines: list[Any]) -> list[Any]:
    """What the answers to these lines say; none of the lines is bad."""
    answers = ask(*command, lines=[{"id": at, **line} for at, line in enumerate(lines)])
    assert [one.get("error") for one in answers] == [None] * len(lines)
    assert [one["id"] for one in answers] == list(range(len(lines)))
    return [one["got"] for one in answers]


def alike(found: Any, wanted: Any, within: float = 1e-6) -> bool:
    """Whether two answers say the same; readings may come in any order."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return found.keys() == wanted.keys() and all(
            alike(_sorted(key, found[key]), _sorted(key, wanted[key]), within) for key in wanted
        )
    if isinstance(wanted, list) and isinstance(found, list):
        return len(found) == len(wanted) and all(
            alike(one, other, within) for one, other in zip(found, wanted, strict=True)
        )
    if isinstance(wanted, bool) or isinstance(found, bool) or not isinstance(wanted, int | float):
        return bool(found == wanted)
    return isinstance(found, int | float) and abs(found - wanted) <= within


def _sorted(key: str, value: Any) -> Any:
    if key != "readings":
        return value
    return sorted(value, key=lambda one: (one["device"], one["metric"], str(one["ts"])))
