"""What the README tells a newcomer to type, typed."""

import io
import json
import shlex
import sys
from pathlib import Path

import pytest

from api import cli

ROOT = Path(__file__).resolve().parents[3]


def commands() -> list[str]:
    """The lines of the README's commands that need nothing to run beside them."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.partition("## Without a warehouse")[2].partition("```sh\n")[2].partition("```")[0]
    return [line.partition("#")[0].strip() for line in block.splitlines() if line.strip()]


def run(words: list[str], typed: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert words[0] == "coldchain"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        assert cli.main(words[1:]) == 0, words
    return capsys.readouterr().out


@pytest.mark.parametrize("command", commands())
def test_every_command_of_the_readme_runs_as_written(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    said = ""
    for stage in command.split("|"):
        said = run(shlex.split(stage), said, capsys)
    assert said or list(tmp_path.glob("*.*"))
    if command.startswith("coldchain decode"):
        assert any(json.loads(line)["got"]["readings"] for line in said.splitlines())


def test_all_five_commands_are_tried() -> None:
    assert len(commands()) == 5


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["simulate", "--help"], "coldchain simulate KIND --help"),
        (["simulate", "press", "--help"], "make a simulated device do something"),
    ],
)
def test_the_simulators_say_what_they_take(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    assert end.value.code == 0
    assert told in capsys.readouterr().out
