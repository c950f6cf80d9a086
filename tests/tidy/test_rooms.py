"""A room's face is its `__init__`: outside, people import the room, not its furniture."""

import ast
from collections.abc import Iterator

import pytest

from tests.tidy.source import ROOT, modules

OPEN = ("wms.tables", "wms.rules", "wms.db")
"""Rooms whose modules are doors of their own."""
LATE = (
    "routing.solving.solver",
    "routing.search.accelerator",
    "routing.search.descent",
    "routing.search.engine",
    "routing.roads.graph",
    "routing.roads.osm",
)
"""Doors that are reached by themselves because what they load is heavy: OR-Tools, PyVRP, numpy."""


def _rooms() -> frozenset[str]:
    """Packages below a package of ours that have a face."""
    faces = (ROOT / name for name, _ in modules("wms", "routing", "labels"))
    return frozenset(
        ".".join(face.parent.relative_to(ROOT).parts)
        for face in faces
        if face.name == "__init__.py" and len(face.relative_to(ROOT).parts) > 2
    )


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and module of everything a module imports names from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names)


def _furniture(importer: str, imported: str, rooms: frozenset[str]) -> bool:
    """Whether a module reaches past the face of a room it does not live in."""
    room = imported.rpartition(".")[0]
    is_inside = importer.startswith(f"{room}.")
    return room in rooms and imported not in rooms and not is_inside


def test_nobody_reaches_past_the_face_of_a_room() -> None:
    rooms = _rooms()
    reached = [
        f"{name}:{line} {imported}"
        for name, tree in modules("wms", "routing", "labels", "api")
        for line, imported in _imported(tree)
        if not imported.startswith((*OPEN, *LATE))
        and _furniture(name.removesuffix(".py").replace("/", "."), imported, rooms)
    ]
    assert not reached, reached


@pytest.mark.parametrize(
    ("importer", "imported", "is_wrong"),
    [
        ("wms.outbound.picking", "wms.stock.holds", True),
        ("wms.outbound.picking", "wms.stock", False),
        ("wms.stock.losses", "wms.stock.holds", False),
        ("wms.stock.holds", "wms.stock.ledger.moves", True),
        ("wms.stock.holds", "wms.stock.ledger", False),
    ],
)
def test_the_rule_knows_a_face_from_furniture(importer: str, imported: str, is_wrong: bool) -> None:
    rooms = frozenset({"wms.stock", "wms.stock.ledger"})
    assert _furniture(importer, imported, rooms) is is_wrong
