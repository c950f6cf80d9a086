"""A fact is said and read in the room of facts; nobody else takes its row for state."""

import ast

from tests.tidy.source import modules

TABLE = "wms.tables.facts"
READERS = ("wms/facts/", "wms/tables/", "wms/db/migrations/")
NAMING = ("wms/oversight/open_items.py", "api/demo/history.py")
"""They join it to name what a dead letter is about, and to leave the demo's past to itself."""


def _takes_the_row(tree: ast.Module) -> list[int]:
    """Lines that import the row of facts."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == TABLE
        and any(one.name == "Fact" for one in node.names)
    ]


def test_nobody_but_the_room_of_facts_reads_the_row() -> None:
    readers = [
        f"{name}:{line}"
        for name, tree in modules("wms", "api")
        if not name.startswith((*READERS, *NAMING))
        for line in _takes_the_row(tree)
    ]
    assert readers == []


def test_the_rule_sees_whoever_takes_the_row() -> None:
    assert _takes_the_row(ast.parse("from wms.tables.facts import Audit, Fact")) == [1]
    assert _takes_the_row(ast.parse("from wms.tables.facts import Audit")) == []
