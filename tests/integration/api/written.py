"""docs/access.md, the hand-written table: by route and role, whose things are reached."""

import re
from collections.abc import Iterable, Iterator, Mapping

from tests.integration.api.inputs import RouteInputs
from tests.tidy.source import ROOT
from wms.tables.access import Role

PAGE = "docs/access.md"
WHOSE = frozenset({"everywhere", "warehouse", "shop", "trips", "devices", "self", "public"})
"""What a cell may say."""

Cells = Mapping[Role | None, str]
"""Whose things each role reaches; None: somebody who has not logged in."""


def access() -> dict[str, Cells]:
    """By route what the page says."""
    return read((ROOT / PAGE).read_text(encoding="utf-8"))


def read(text: str) -> dict[str, Cells]:
    """By route what a page of tables says. Raises: ValueError when it cannot be meant."""
    found: dict[str, Cells] = {}
    roles: list[Role | None] = []
    for line in text.splitlines():
        first, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        if first == "Route":
            roles = [None if cell == "anybody" else Role(cell) for cell in cells]
        if match := re.fullmatch(r"`([A-Z]+ /\S*)`", first):
            said = {role: cell for role, cell in zip(roles, cells, strict=True) if cell}
            if match[1] in found or not said or set(said.values()) - WHOSE:
                raise ValueError(f"{PAGE}: {line}")
            found[match[1]] = said
    return found


def differences(table: Mapping[str, Cells], routes: Iterable[RouteInputs]) -> Iterator[str]:
    """Where the page and what the code declares part, each by its route and role."""
    declared = {route.name: route.roles for route in routes}
    for name in sorted(table.keys() - declared.keys()):
        yield f"{name}: {PAGE} has a row, and there is no such route"
    for name, roles in sorted(declared.items()):
        let_in: set[Role | None] = {None} if roles is None else set(roles)
        if name not in table:
            yield f"{name}: no row in {PAGE}; the code lets in {_listed(let_in)}"
            continue
        if more := let_in - table[name].keys():
            yield f"{name}: the code lets in {_listed(more)}, {PAGE} does not"
        if less := table[name].keys() - let_in:
            yield f"{name}: {PAGE} lets in {_listed(less)}, the code does not"


def _listed(roles: Iterable[Role | None]) -> str:
    return ", ".join(sorted(str(role or "anybody") for role in roles))
