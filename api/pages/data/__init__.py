"""Master data: what a company enters before anything moves, one page for every noun."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.web.pages import render
from api.web.security import needs
from wms.registers import NOUNS, Editor
from wms.tables.access import Role

MAY = needs(Role.ADMIN, Role.DISPATCHER)


def shown(
    request: Request, template: str, by: Editor, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """A page with the rail of the nouns that the caller may see."""
    rail = [
        (f"/data/{noun.name}", noun.icon, f"noun.{noun.name}")
        for noun in NOUNS.values()
        if by.role in noun.sees
    ]
    return render(request, template, {"nouns": rail, **context}, status=status)
