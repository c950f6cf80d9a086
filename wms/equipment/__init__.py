"""Devices as the warehouse sees them: who is there, who went away, what the scale shows."""

from wms.equipment.presence import heard, notice, warehouse_of, weigh, weight_near

__all__ = [
    "heard",
    "notice",
    "warehouse_of",
    "weigh",
    "weight_near",
]
