"""Finds the shared corpus beside the repository, or says that it is not there."""

import json
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "devices"


def corpus_lines(name: str) -> list:
    """One parameter per line of `<name>.jsonl`, or one that skips and says why."""
    path = CORPUS / f"{name}.jsonl"
    if not path.exists():
        reason = f"the device corpus is not beside the repository ({name}.jsonl)"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    lines = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    return [pytest.param(line, id=f"{line['id']}-{line['source']}") for line in lines]
