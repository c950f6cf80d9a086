"""Below the edge there is no commit, no clock, no environment, and nothing that sleeps."""

import ast
import re

import pytest

from tests.tidy.source import calls, dotted, modules

CLOCKS = re.compile(r"(datetime\.(now|utcnow|today)|date\.today|time\.(time|localtime))$")
ENVIRONMENT = re.compile(r"os\.(environ(\.get)?|getenv)")
COMMITS = re.compile(r"\.(commit|rollback)$")


def _below(*but: str) -> list[tuple[str, ast.Module]]:
    return [
        (name, tree)
        for name, tree in modules("wms", "routing", "labels")
        if not name.startswith(("wms/db/migrations/", *but))
    ]


def test_only_the_database_package_commits() -> None:
    found = [
        f"{name}:{line} {called}"
        for name, tree in _below("wms/db/", "wms/backup/")
        for line, called in calls(tree)
        if COMMITS.search(called)
    ]
    assert not found, found


def test_nothing_below_the_edge_asks_what_time_it_is() -> None:
    found = [
        f"{name}:{line} {called}"
        for name, tree in _below()
        for line, called in calls(tree)
        if CLOCKS.search(called)
    ]
    assert not found, found


def test_nothing_below_the_edge_reads_the_environment() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _below()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ENVIRONMENT.match(dotted(node))
    ]
    assert not found, found


def test_use_cases_do_not_print() -> None:
    found = [
        f"{name}:{line}"
        for name, tree in _below()
        for line, called in calls(tree)
        if called == "print"
    ]
    assert not found, found


@pytest.mark.parametrize("call", ["self.session.commit", "tx.rollback"])
def test_the_rule_sees_a_commit(call: str) -> None:
    assert COMMITS.search(call)
