"""What the demo's guns read: the labels of suppliers, lots and parcels."""

from labels import gs1
from wms.tables.masterdata import Item, Supplier
from wms.units import Unit

NET_WEIGHT_MAX_G = 999_999
"""Six digits of (3103). Source: GS1 General Specifications, 3."""


def supplier_label(item: Item, supplier: Supplier, supplier_lot: str, quantity: int) -> str:
    """What the gun reads off a supplier's crate: GS1-128 with item, lot, origin and quantity."""
    pairs = [("01", item.gtin), ("412", supplier.gln or ""), ("10", supplier_lot)]
    if item.unit is Unit.GRAM:
        pairs.append(("3103", f"{min(quantity, NET_WEIGHT_MAX_G):06d}"))
    else:
        pairs.append(("30", str(quantity)))
    return "]C1" + gs1.build_element_string(gs1.checked([p for p in pairs if p[1]]))


def lot_label(gtin: str, lot: str) -> str:
    """What the gun reads off our own label."""
    return "]C1" + gs1.build_element_string(gs1.checked([("01", gtin), ("10", lot)]))


def parcel_label(sscc: str) -> str:
    """What the gun reads off a parcel."""
    return "]C1" + gs1.build_element_string(gs1.checked([("00", sscc)]))
