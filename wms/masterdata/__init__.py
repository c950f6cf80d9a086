"""What stands before anything moves: warehouses, partners, goods, numbers and policies."""

from wms.masterdata.sites import Site, place_of

__all__ = [
    "Site",
    "place_of",
]
