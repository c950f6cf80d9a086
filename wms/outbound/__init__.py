"""From a frozen wave to loaded parcels: waves, picking, packing, loading."""

from wms.outbound.loading import LoadView
from wms.outbound.picking import Pick, ToPick

__all__ = [
    "LoadView",
    "Pick",
    "ToPick",
]
