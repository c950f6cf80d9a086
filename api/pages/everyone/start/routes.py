"""The first page: each role's own, for strangers a word of welcome."""

from fastapi import APIRouter, Request, Response

from api.web.deps import Caller, page, see_other
from api.web.menu import START
from api.web.security import public

router = APIRouter(include_in_schema=False)


@router.get("/", dependencies=[public()])
def start(request: Request, caller: Caller) -> Response:
    """Each role's own first page; for strangers a word of welcome."""
    if caller.role in START:
        return see_other(START[caller.role])
    return page(request, "everyone/start/page.html", logins=request.app.state.demo_logins)
