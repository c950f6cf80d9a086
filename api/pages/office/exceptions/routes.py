"""What a person must act on."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.office import MAY_LOOK
from api.web.deps import Caller, Db, Now, page, see_other
from wms.db import Database, Tx
from wms.errors import NotFound, Refused
from wms.masterdata import sites
from wms.oversight import Kind, OpenItem, open_items

router = APIRouter(include_in_schema=False)

SETTLED_HERE = frozenset({Kind.DEVICE_FAULT, Kind.REFUSED_SCAN, Kind.UNSERVED})


@router.get("/office/exceptions", dependencies=[MAY_LOOK])
def to_do(request: Request, db: Db, caller: Caller) -> HTMLResponse:
    """What a person must act on, worst first."""

    def look(tx: Tx) -> dict[str, Any]:
        return {
            "items": open_items.open_items(tx, caller.warehouse_id),
            "sites": {site.id: site for site in sites.sites(tx, caller.warehouse_id)},
        }

    return page(request, "office/exceptions/page.html", settled_here=SETTLED_HERE, **db.read(look))


@router.post("/office/exceptions/settle", dependencies=[MAY_LOOK])
def settle(
    db: Db,
    caller: Caller,
    now: Now,
    kind: Annotated[Kind, Form()],
    key: Annotated[str, Form(max_length=120)],
) -> RedirectResponse:
    """Say that a thing was dealt with."""
    _must_be_open(db, caller, kind, key)
    by = caller.by
    db.write(lambda tx: open_items.settle(tx, kind, key, by=by, now=now))
    return see_other("/office/exceptions?done=settled")


@router.post("/office/exceptions/retry", dependencies=[MAY_LOOK])
def retry(
    db: Db, caller: Caller, now: Now, key: Annotated[str, Form(max_length=20)]
) -> RedirectResponse:
    """Try again what failed too often. Raises: Refused("exception.acts_elsewhere")."""
    _must_be_open(db, caller, Kind.DEAD_LETTER, key)
    if not key.isdecimal():
        raise Refused("exception.acts_elsewhere", kind=key)
    by = caller.by
    db.write(lambda tx: open_items.retry(tx, int(key), by=by, now=now))
    return see_other("/office/exceptions?done=retried")


def _must_be_open(db: Database, caller: Caller, kind: Kind, key: str) -> OpenItem:
    """Raises: NotFound for what is settled already or is another warehouse's."""
    for item in db.read(lambda tx: open_items.open_items(tx, caller.warehouse_id)):
        if item.kind is kind and item.key == key:
            return item
    raise NotFound("exception", key=key[:80])
