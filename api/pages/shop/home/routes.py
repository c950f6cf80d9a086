"""What is promised today, what is on its way, what the shop must do."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages.shop import MAY, shopfront
from api.pages.shop.frame import shown
from api.web.deps import Caller, Db, Now
from api.web.own import own_shop
from wms import ordering
from wms.db import Tx
from wms.stock import recall_views
from wms.tables.ordering import OrderState

router = APIRouter(prefix="/shop", include_in_schema=False)

LISTED = 60


@router.get("", dependencies=[MAY])
def home(request: Request, db: Db, caller: Caller, now: Now) -> HTMLResponse:
    """What is promised today, what is on its way, what the shop must do."""

    def look(tx: Tx) -> dict[str, Any]:
        shop = own_shop(tx, caller)
        orders = ordering.of_shop(tx, shop.id, limit=LISTED)
        return {
            "shop": shop,
            "unseen": recall_views.unseen(tx, shop.id),
            "today": shopfront.today(tx, shop, orders, now),
            "open_orders": [order for order in orders if order.state in shopfront.OPEN],
            "delivered": [order for order in orders if order.state is OrderState.DELIVERED][:3],
        }

    return shown(request, "shop/home/page.html", now, **db.read(look))
