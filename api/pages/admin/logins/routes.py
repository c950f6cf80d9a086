"""Logins: who came in, who could not, and who is locked out at the moment."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.admin import MAY
from api.web.deps import Caller, Db, Id, Now, QueryId, page, see_other
from wms.access import logins
from wms.db import Tx

router = APIRouter(include_in_schema=False)

ROWS = 100


@router.get("/admin/logins", dependencies=[MAY])
def show_logins(
    request: Request,
    db: Db,
    now: Now,
    login: Annotated[str, Query(max_length=40)] = "",
    before: QueryId = None,
) -> HTMLResponse:
    """Who logged in, failed to, was locked out or left, the newest first."""

    def look(tx: Tx) -> dict[str, Any]:
        found = logins.records(tx, login=login, before_id=before, limit=ROWS + 1)
        return {"records": found, "locked": logins.locked(tx, now=now)}

    return page(request, "admin/logins/page.html", login=login, limit=ROWS, **db.read(look))


@router.post("/admin/logins/{user_id}/unlock", dependencies=[MAY])
def unlock(db: Db, caller: Caller, now: Now, user_id: Id) -> RedirectResponse:
    """Forget the wrong guesses at an account."""
    by = caller.by
    db.write(lambda tx: logins.unlock(tx, user_id, by=by, now=now))
    return see_other("/admin/logins?done=unlocked")
