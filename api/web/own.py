"""What is a caller's own: which warehouse a page is about, whose a lot, a shop, an order is."""

from api.web.security import Caller
from wms import ordering
from wms.db import Tx
from wms.errors import NotFound
from wms.masterdata import Site, sites
from wms.stock import lots, recall_views
from wms.tables.masterdata import Shop
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


def own_recall(tx: Tx, caller: Caller, recall_id: int) -> recall_views.RecallView:
    """A recall that began at a lot of the caller's. Raises: NotFound."""
    seen = recall_views.recall(tx, recall_id)
    if not may_see_lot(tx, caller, seen.lot_id):
        raise NotFound("recall", id=str(recall_id))
    return seen


def own_shop(tx: Tx, caller: Caller, shop_id: int | None = None) -> Shop:
    """The shop asked for, or the caller's own. Raises: NotFound unless it is the caller's."""
    wanted = caller.shop_id if shop_id is None else shop_id
    if wanted is None:
        raise NotFound("shop")
    shop = tx.find(Shop, wanted)
    caller.must_see_shop(shop.id, shop.warehouse_id)
    return shop


def own_order(tx: Tx, caller: Caller, order_id: int) -> ordering.OrderView:
    """An order of the caller's shop. Raises: NotFound, also for another shop's order."""
    seen = ordering.view(tx, order_id)
    if not caller.may_see_shop(seen.order.shop_id, seen.order.warehouse_id):
        raise NotFound("sales_order", id=str(order_id))
    return seen
