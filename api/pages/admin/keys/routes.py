"""Keys of machines."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from api.pages.admin import MAY
from api.web.deps import ID_MAX, Blankable, Caller, Db, Id, Now, page, see_other
from wms.access import MACHINES, NewKey, keys
from wms.db import Tx
from wms.masterdata import sites
from wms.tables.access import Role

router = APIRouter(include_in_schema=False)

Choice = Annotated[Annotated[int, Field(ge=1, le=ID_MAX)] | None, Blankable]


class KeyForm(BaseModel):
    """A machine to be let in."""

    name: Annotated[str, Field(max_length=80)]
    role: Role
    warehouse_id: Choice = None
    device_prefix: Annotated[str | None, Field(max_length=64), Blankable] = None


@router.get("/admin/keys", dependencies=[MAY])
def show_keys(request: Request, db: Db) -> HTMLResponse:
    """The keys of machines, without their secrets."""
    return _keys_page(request, db, secret=None)


@router.post("/admin/keys", dependencies=[MAY])
def add_key(
    request: Request, db: Db, caller: Caller, now: Now, form: Annotated[KeyForm, Form()]
) -> HTMLResponse:
    """Make a key; its secret is on this page and nowhere else."""
    new = NewKey(form.name, form.role, form.warehouse_id, form.device_prefix)
    by = caller.by
    made, secret = db.write(lambda tx: keys.create(tx, new, by=by, now=now))
    return _keys_page(request, db, secret=(made.name, secret))


@router.post("/admin/keys/{key_id}/disable", dependencies=[MAY])
def disable_key(db: Db, caller: Caller, now: Now, key_id: Id) -> RedirectResponse:
    """Shut a machine out for good."""
    by = caller.by
    db.write(lambda tx: keys.disable(tx, key_id, by=by, now=now))
    return see_other("/admin/keys?done=disabled")


def _keys_page(request: Request, db: Db, *, secret: tuple[str, str] | None) -> HTMLResponse:
    def look(tx: Tx) -> dict[str, Any]:
        return {"keys": keys.everything(tx), "sites": sites.sites(tx)}

    roles = sorted(MACHINES)
    return page(request, "admin/keys/page.html", secret=secret, roles=roles, **db.read(look))
