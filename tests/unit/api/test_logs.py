"""Where log lines go: to a person's terminal what went wrong, to a file everything."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.ground import logs


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    kept, level = logging.root.handlers[:], logging.root.level
    yield
    for each in logging.root.handlers:
        if each not in kept and isinstance(each, logging.FileHandler):
            each.close()
    logging.root.handlers[:] = kept
    logging.root.setLevel(level)


def test_a_terminal_shows_what_went_wrong_and_the_file_has_every_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "coldchain.log"
    logs.configure("INFO", file)
    logging.getLogger("api.access").info("request", extra={"path": "/health"})
    logging.getLogger("api").warning("something is wrong")
    assert [json.loads(line)["message"] for line in capsys.readouterr().err.splitlines()] == [
        "something is wrong"
    ]
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["message"] for line in lines] == ["request", "something is wrong"]
    assert file.stat().st_mode & 0o077 == 0


def test_without_a_file_everything_goes_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("INFO")
    logging.getLogger("api.access").info("request")
    assert json.loads(capsys.readouterr().err)["message"] == "request"
