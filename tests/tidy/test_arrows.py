"""Arrows one way: the import contracts of pyproject.toml hold, and our names are ours."""

import subprocess
import sys
from importlib import metadata, util
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from tests.tidy.source import PACKAGES, ROOT
from wms.db import migrate


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_of_ours_is_found_in_the_repository(name: str) -> None:
    spec = util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).is_relative_to(ROOT)


def test_no_other_distribution_claims_our_names() -> None:
    owners = metadata.packages_distributions()
    others = {
        name: [one for one in owners.get(name, []) if one != "coldchain"] for name in PACKAGES
    }
    assert not any(others.values()), others


def test_migrations_have_one_head() -> None:
    scripts = ScriptDirectory(str(ROOT / "wms" / "db" / "migrations"))
    assert scripts.get_heads() == [migrate.head()]
