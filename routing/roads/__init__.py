"""Travel along real streets: from map extracts to matrices."""

from routing.roads.graph import RoadGraph
from routing.roads.osm import read_osm
from routing.roads.street import ANY_SIZE, Street, VehicleSize

__all__ = [
    "ANY_SIZE",
    "RoadGraph",
    "Street",
    "VehicleSize",
    "read_osm",
]
