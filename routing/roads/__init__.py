"""Travel along real streets: from map extracts to matrices.

`graph` and `osm` are doors of their own: they load numpy, which a product without a map never
needs.
"""

from routing.roads.street import ANY_SIZE, Street, VehicleSize

__all__ = [
    "ANY_SIZE",
    "Street",
    "VehicleSize",
]
