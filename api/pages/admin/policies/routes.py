"""Policies with their history."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.admin import MAY
from api.web.deps import Caller, Db, Now, page, see_other
from api.web.errors import Malformed
from wms.facts import rulebook
from wms.masterdata import policies

router = APIRouter(include_in_schema=False)


@router.get("/admin/policies", dependencies=[MAY])
def show_policies(request: Request, db: Db, now: Now) -> HTMLResponse:
    """Every policy with its value in force, its default and its history."""
    return page(
        request, "admin/policies/page.html", rules=db.read(lambda tx: rulebook.rules(tx, now))
    )


@router.post("/admin/policies/{key}", dependencies=[MAY])
def change_policy(
    db: Db, caller: Caller, now: Now, key: str, value: Annotated[str, Form(max_length=4_000)]
) -> RedirectResponse:
    """Put another value in force at once."""
    by, read = caller.by, _value(key, value)
    db.write(lambda tx: rulebook.change(tx, key, read, by=by, now=now))
    return see_other(f"/admin/policies?done=changed#policy-{key}")


def _value(key: str, text: str) -> Any:
    """What was typed, in the type this policy has. Raises: Malformed("policy.unreadable")."""
    default = policies.DEFAULTS.get(key)
    if isinstance(default, str) or default is None:
        return text.strip()
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("policy.unreadable", key=key[:40]) from error
