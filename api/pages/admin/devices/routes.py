"""Devices, and what they said that nobody could read."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.admin import MAY
from api.web.deps import Caller, Db, Now, page, see_other
from wms.db import Tx
from wms.equipment import views as equipment_views
from wms.errors import NotFound
from wms.masterdata import sites
from wms.oversight import Kind, open_items

router = APIRouter(include_in_schema=False)


@router.get("/admin/devices", dependencies=[MAY])
def devices(request: Request, db: Db) -> HTMLResponse:
    """Every device, those that are away first."""

    def look(tx: Tx) -> dict[str, Any]:
        return {
            "devices": equipment_views.devices(tx, None),
            "sites": {site.id: site for site in sites.sites(tx)},
        }

    return page(request, "admin/devices/page.html", **db.read(look))


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

    return page(request, "admin/devices/one.html", **db.read(look))


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
