"""What a route may ask for: the database, the caller, the time, ids that fit a column, a page."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from api.web import security
from api.web.pages import render
from wms.db import Database

ID_MAX = 2**53


async def _db(request: Request) -> Database:
    db: Database = request.app.state.db
    return db


async def _now(request: Request) -> datetime:
    now: datetime = request.app.state.clock()
    return now


Db = Annotated[Database, Depends(_db)]
Caller = Annotated[security.Caller, Depends(security.current_caller)]
Now = Annotated[datetime, Depends(_now)]
Id = Annotated[int, Path(ge=1, le=ID_MAX)]
"""An id in the path."""


def _blank_is_none(value: object) -> object:
    """A choice of "all" in a form sends an empty field."""
    return None if value == "" else value


Blankable = BeforeValidator(_blank_is_none)
# The bounds lie within, where they judge a number: an empty field is none.
QueryId = Annotated[Annotated[int, Field(ge=1, le=ID_MAX)] | None, Blankable, Query()]
"""An id after the question mark, for filters; an empty field asks for nothing."""
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _within_reason(moment: datetime) -> datetime:
    if not EARLIEST <= moment <= LATEST:
        raise ValueError("outside this century")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_within_reason)]
"""A time somebody else's clock says; in UTC, too, it has to fit a column."""
FormId = Annotated[int, Form(ge=1, le=ID_MAX)]
"""An id in a form."""


def page(request: Request, template: str, /, **context: Any) -> HTMLResponse:
    """A page in the reader's language; see `api.web.pages.render` for what every template knows."""
    return render(request, template, context)


def see_other(address: str) -> RedirectResponse:
    """After a form was handled: show this page, so that reloading it does nothing twice."""
    return RedirectResponse(address, 303)
