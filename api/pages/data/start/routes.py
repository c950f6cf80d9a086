"""Where master data begin: every noun with how much of it there is."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.data import MAY, shown
from api.web.deps import Caller, Db, Now
from api.web.registers import editor_of
from wms import registers
from wms.db import Tx
from wms.registers import NOUNS, lists

router = APIRouter(include_in_schema=False)


@router.get("/data", dependencies=[MAY])
def start(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """What is there, in the order in which a company enters it."""
    by = editor_of(caller, now)

    def look(tx: Tx) -> list[dict[str, Any]]:
        return [
            {"noun": noun, "count": lists.counted(registers.register(tx, noun, by))}
            for noun in NOUNS.values()
            if by.role in noun.sees
        ]

    return shown(request, "data/start/page.html", by, entries=db.read(look))
