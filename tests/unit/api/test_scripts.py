"""The scripts of the pages without a browser: `scripts/test_*.js` under Node's own test runner."""

import re
import subprocess
from pathlib import Path

import pytest

from deploy import node
from tests.servers import IN_CI

FILES = sorted((Path(__file__).parent / "scripts").glob("test_*.js"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem.removeprefix("test_"))
def test_scripts_do_what_their_own_tests_say(file: Path) -> None:
    executable = node.find()
    if executable is None:
        assert not IN_CI, "there is no Node; make setup-dev brings one"
        pytest.skip("there is no Node to run the tests of the scripts (make setup-dev)")
    command = [executable, "--test", "--test-reporter=tap", file]
    done = subprocess.run(command, cwd=node.ROOT, capture_output=True, text=True, check=False)
    said = f"{done.stdout}\n{done.stderr}"
    assert re.findall(r"^\s*not ok \d+ - (.*)$", done.stdout, re.MULTILINE) == [], said
    assert done.returncode == 0, said
    assert re.search(r"^# pass [1-9]", done.stdout, re.MULTILINE), said


def test_there_is_a_test_for_each_part_that_needs_no_browser() -> None:
    names = {file.stem.removeprefix("test_") for file in FILES}
    assert names >= {"ids", "queue", "shop_draft", "station", "wedge"}
