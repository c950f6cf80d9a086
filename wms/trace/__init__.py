"""One lot: back to the field, on to the shops, and what a consumer may read of it."""

from wms.trace.genealogy import Delivered, Forward, Origin, Source, Spot, back, forward
from wms.trace.public import (
    Application,
    CurvePoint,
    PublicItem,
    PublicTrace,
    ResidueResult,
    Step,
    Temperature,
    public_item,
    public_view,
)

__all__ = [
    "Application",
    "CurvePoint",
    "Delivered",
    "Forward",
    "Origin",
    "PublicItem",
    "PublicTrace",
    "ResidueResult",
    "Source",
    "Spot",
    "Step",
    "Temperature",
    "back",
    "forward",
    "public_item",
    "public_view",
]
