"""Maps in numbers: roads, warehouses, trips with their stops. `map.js` draws them as lines."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from api.ground.texts import Language, text
from routing.model import ProblemError
from wms.transport.dispatch import StopView, TripView

if TYPE_CHECKING:
    from routing.roads.graph import RoadGraph

Point = tuple[float, float]
"""Latitude and longitude."""


class Spot(Protocol):
    """Anything with a name and a position: a warehouse, a shop."""

    @property
    def name_zh(self) -> Any: ...
    @property
    def name_en(self) -> Any: ...
    @property
    def latitude(self) -> Any: ...
    @property
    def longitude(self) -> Any: ...


def picture(
    trips: Sequence[TripView],
    depots: Sequence[Spot],
    *,
    unserved: Sequence[tuple[Spot, str]] = (),
    language: Language,
    streets: "RoadGraph | None",
) -> dict[str, Any]:
    """Everything `map.js` needs; `unserved` are shops with the code of the reason.

    Where the site's streets are known, trips are drawn along them.
    """
    return {
        "roads": streets.lines if streets else [],
        "warehouses": [_spot(one, language) for one in depots],
        "trips": [_trip(number, trip, language, streets) for number, trip in enumerate(trips)],
        "unserved": [
            {**_spot(shop, language), "note": text(f"plan.reason.{reason}", language)}
            for shop, reason in unserved
        ],
    }


def _trip(
    number: int, trip: TripView, language: Language, streets: "RoadGraph | None"
) -> dict[str, Any]:
    depot = (trip.depot_latitude, trip.depot_longitude)
    called_at = [depot, *((stop.latitude, stop.longitude) for stop in trip.stops), depot]
    return {
        "colour": number,
        "name": f"{trip.number} · {trip.plate}",
        "path": _along(called_at, streets) if streets else called_at,
        "stops": [_stop(stop, language) for stop in trip.stops],
    }


def _along(points: Sequence[Point], streets: "RoadGraph") -> list[Point]:
    """The way through all points by the streets; straight where none leads."""
    way: list[Point] = []
    for here, there in pairwise(points):
        way += _leg(here, there, streets) or [here, there]
    return way


def _leg(here: Point, there: Point, streets: "RoadGraph") -> list[Point]:
    """One way by the streets; none when a place lies too far from any of them."""
    try:
        return streets.path(here, there)
    except ProblemError:
        return []


def _stop(stop: StopView, language: Language) -> dict[str, Any]:
    return {
        "position": stop.position,
        "name": stop.shop_zh if language == "zh" else stop.shop_en,
        "note": stop.order_number,
        "latitude": stop.latitude,
        "longitude": stop.longitude,
    }


def _spot(spot: Spot, language: Language) -> dict[str, Any]:
    return {
        "name": spot.name_zh if language == "zh" else spot.name_en,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
    }
