"""Goods-in: receiving and putting away, testing, repacking."""

from wms.inbound.receiving import NewPutAway, NewReceipt

__all__ = [
    "NewPutAway",
    "NewReceipt",
]
