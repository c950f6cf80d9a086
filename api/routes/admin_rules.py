"""Administration: devices and what they could not say, policies with history, the audit."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.ground import codes
from api.web.deps import Caller, Db, Now, QueryId, page, see_other
from api.web.errors import Malformed
from api.web.security import needs
from wms.db import Tx
from wms.equipment import views as equipment_views
from wms.errors import NotFound
from wms.facts import audit, rulebook
from wms.masterdata import policies, sites
from wms.oversight import Kind, open_items
from wms.tables.access import Role

router = APIRouter(include_in_schema=False)

MAY = needs(Role.ADMIN)
ENTRIES = 100


@router.get("/admin/devices", dependencies=[MAY])
def devices(request: Request, db: Db) -> HTMLResponse:
    """Every device, those that are away first."""

    def look(tx: Tx) -> dict[str, Any]:
        return {
            "devices": equipment_views.devices(tx, None),
            "sites": {site.id: site for site in sites.sites(tx)},
        }

    return page(request, "admin/devices.html", **db.read(look))


@router.get("/admin/devices/{device_id}", dependencies=[MAY])
def device(request: Request, db: Db, device_id: str) -> HTMLResponse:
    """One device, with the bytes that nobody could read."""

    def look(tx: Tx) -> dict[str, Any]:
        found = next(
            (one for one in equipment_views.devices(tx, None) if one.id == device_id), None
        )
        if found is None:
            raise NotFound("device", id=device_id[:80])
        return {"device": found, "faults": equipment_views.faults_of(tx, device_id)}

    return page(request, "admin/device.html", **db.read(look))


@router.post("/admin/devices/{device_id}/settle", dependencies=[MAY])
def settle_fault(
    db: Db, caller: Caller, now: Now, device_id: str, fault: Annotated[str, Form(max_length=40)]
) -> RedirectResponse:
    """Say that somebody has looked at the bytes."""
    by = caller.by

    def write(tx: Tx) -> None:
        if fault not in {str(one.id) for one in equipment_views.faults_of(tx, device_id)}:
            raise NotFound("device_fault", id=fault)
        open_items.settle(tx, Kind.DEVICE_FAULT, fault, by=by, now=now)

    db.write(write)
    return see_other(f"/admin/devices/{device_id}?done=settled")


@router.get("/admin/policies", dependencies=[MAY])
def show_policies(request: Request, db: Db, now: Now) -> HTMLResponse:
    """Every policy with its value in force, its default and its history."""
    return page(request, "admin/policies.html", rules=db.read(lambda tx: rulebook.rules(tx, now)))


@router.post("/admin/policies/{key}", dependencies=[MAY])
def change_policy(
    db: Db, caller: Caller, now: Now, key: str, value: Annotated[str, Form(max_length=4_000)]
) -> RedirectResponse:
    """Put another value in force at once."""
    by, read = caller.by, _value(key, value)
    db.write(lambda tx: rulebook.change(tx, key, read, by=by, now=now))
    return see_other(f"/admin/policies?done=changed#policy-{key}")


@router.get("/admin/audit", dependencies=[MAY])
def show_audit(
    request: Request,
    db: Db,
    action: Annotated[str, Query(max_length=40)] = "",
    before: QueryId = None,
    verify: Annotated[bool, Query()] = False,
) -> HTMLResponse:
    """Privileged changes, newest first; on request with the proof that none was altered."""

    def look(tx: Tx) -> dict[str, Any]:
        found = audit.entries(tx, action=action or None, before_id=before, limit=ENTRIES + 1)
        return {
            "entries": list(found),
            "head": audit.head(tx),
            "faults": audit.verify(tx) if verify else None,
        }

    return page(request, "admin/audit.html", action=action, limit=ENTRIES, **db.read(look))


def _value(key: str, text: str) -> Any:
    """What was typed, in the type this policy has. Raises: Malformed("policy.unreadable")."""
    default = policies.DEFAULTS.get(key)
    if isinstance(default, str) or default is None:
        return text.strip()
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed(codes.Policy.UNREADABLE, key=key[:40]) from error
