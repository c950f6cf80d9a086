"""What several office pages share: which warehouse they are about, and whose a lot is."""

from api.web.security import Caller
from wms.db import Tx
from wms.errors import NotFound
from wms.masterdata import Site, sites
from wms.stock import lots
from wms.tables.stock import Lot


def chosen_site(tx: Tx, caller: Caller, wanted: int | None) -> tuple[Site, list[Site]]:
    """The warehouse a page is about, and those the caller may choose from.

    Without a choice it is the caller's own, else the first one.

    Raises: NotFound when the choice is not the caller's, or there is no warehouse yet.
    """
    allowed = sites.sites(tx, caller.warehouse_id)
    for site in allowed:
        if wanted in (None, site.id):
            return site, allowed
    raise NotFound("warehouse", id=str(wanted))


def own_lot(tx: Tx, caller: Caller, code: str) -> Lot:
    """A lot that is or was in a warehouse of the caller's. Raises: NotFound."""
    found = lots.by_code(tx, code)
    if not may_see_lot(tx, caller, found.id):
        raise NotFound("lot", code=code)
    return found


def may_see_lot(tx: Tx, caller: Caller, lot_id: int) -> bool:
    """Whether a lot is or was in a warehouse of the caller's."""
    if caller.warehouse_id is None:
        return caller.may_see_warehouse(None)
    return lots.is_known_at(tx, lot_id, caller.warehouse_id)
