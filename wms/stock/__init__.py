"""Goods in their places: the ledger, promises and lots, holds and losses."""

from wms.stock.allocation import Shortage
from wms.stock.holds import HoldReason, NewHold, block, hold
from wms.stock.losses import LossReason, NewLoss
from wms.stock.recalls import NewRecall

__all__ = [
    "HoldReason",
    "LossReason",
    "NewHold",
    "NewLoss",
    "NewRecall",
    "Shortage",
    "block",
    "hold",
]
