"""Shops' orders: placing, changing, cancelling, and looking at them. Approving is not done here."""

from wms.ordering.catalogue import CatalogueItem, catalogue
from wms.ordering.placing import Changes, NewOrder, cancel, change, place
from wms.ordering.terms import promise, terms
from wms.ordering.views import LineView, OrderSummary, OrderView, ReviewView, listed, of_shop, view

__all__ = [
    "CatalogueItem",
    "Changes",
    "LineView",
    "NewOrder",
    "OrderSummary",
    "OrderView",
    "ReviewView",
    "cancel",
    "catalogue",
    "change",
    "listed",
    "of_shop",
    "place",
    "promise",
    "terms",
    "view",
]
