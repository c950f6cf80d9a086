"""Goods in their places: the ledger, promises and lots, holds and losses."""

from wms.stock.allocation import Shortage
from wms.stock.holds import HoldReason, NewHold, block, hold
from wms.stock.losses import LossReason, NewLoss

__all__ = [
    "HoldReason",
    "LossReason",
    "NewHold",
    "NewLoss",
    "Shortage",
    "block",
    "hold",
]
