"""The delivery terms in force, and what they promise a shop now."""

from datetime import datetime, time

from wms.db import Tx
from wms.masterdata import policies
from wms.rules import promise_times
from wms.rules.promise_times import ANY_TIME, Hours, Terms, Window, Wish
from wms.tables.masterdata import Shop
from wms.tables.ordering import OrderKind


def terms(tx: Tx, now: datetime) -> Terms:
    """The delivery terms as the policies say now."""

    def minute(key: str) -> int:
        at = time.fromisoformat(policies.get(tx, key, now))
        return at.hour * 60 + at.minute

    return Terms(
        zone=policies.time_zone(tx, now),
        cut_off_minute=minute("cut_off"),
        standard_from_minute=minute("standard_from"),
        standard_until_minute=minute("standard_until"),
        express_from_minute=minute("express_from"),
        express_until_minute=minute("express_until"),
        express_minutes=policies.get(tx, "express_minutes", now),
        night_limit_minute=minute("express_night"),
    )


def promise(tx: Tx, shop: Shop, kind: OrderKind, *, wish: Wish = ANY_TIME, now: datetime) -> Window:
    """When an order placed now would arrive, shown before the shop sends it.

    Raises: Refused("order.closed" | "order.slot" | "order.no_days").
    """
    if kind is OrderKind.EXPRESS:
        return promise_times.express(now, terms(tx, now))
    hours = Hours(shop.open_minute, shop.close_minute, shop.order_days)
    return promise_times.standard(now, hours, terms(tx, now), wish)
