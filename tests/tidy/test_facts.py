"""Facts are told, never read as state: who touches their rows is written here."""

import ast

from tests.tidy.source import modules

ROWS = "wms.tables.facts"
TELLS = {
    "wms/facts/events.py": "writes and reads them",
    "wms/facts/outbox.py": "hands them to consumers",
    "wms/facts/notices.py": "shows them to roles",
    "wms/facts/evidence.py": "seals them like other evidence",
    "wms/facts/sealing.py": "asks whether a sealed thing was spoken of since",
    "api/demo/history.py": "finds what followed yesterday, by its time",
}
"""Modules that may import the table of facts, and what for. Whoever decides by what happened needs
a column of its own."""


def test_nobody_but_who_tells_them_touches_the_rows_of_facts() -> None:
    touching = {
        name
        for name, tree in modules("wms", "api")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == ROWS
        if any(one.name == "Fact" for one in node.names)
    }
    assert touching == set(TELLS)


def test_what_a_fact_holds_is_read_in_one_place() -> None:
    reading = {
        name
        for name, tree in modules("wms", "api")
        if name in TELLS
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "data"
    }
    assert reading == {"wms/facts/events.py"}
