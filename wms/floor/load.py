"""Loading: a trip's or vehicle's code, then every parcel; the wrong vehicle says stop.

trip → parcel … parcel → trip
"""

from collections.abc import Callable, Mapping
from typing import Any

from wms import codes
from wms.errors import NotFound
from wms.floor.codes import ParcelLabel, Plain
from wms.floor.find import Scanned
from wms.floor.memory import AwaitingParcel, AwaitingTrip, Step
from wms.floor.station import ScanReply, Station
from wms.outbound import LoadView, loading
from wms.tables.transport import TripState


def begin(station: Station) -> ScanReply:
    station.go(AwaitingTrip())
    return station.say("ok", codes.Floor.LOAD)


def _trip(station: Station, seen: Scanned) -> ScanReply:
    """Wait for the vehicle to be loaded."""
    if not isinstance(seen.code, Plain):
        return station.say("warn", codes.Floor.TRIP_EXPECTED)
    trip = seen.trip
    if trip is None and seen.vehicle is not None:
        trip = loading.next_trip(station.tx, seen.vehicle)
    if trip is None:
        raise NotFound("trip", code=seen.code.text.upper())
    if trip.state not in (TripState.PLANNED, TripState.LOADING):
        return station.say("warn", codes.Floor.TRIP_GONE, trip=trip.number)
    station.go(AwaitingParcel(trip.id))
    return _said(station, codes.Floor.TRIP, loading.view(station.tx, trip.id))


def _parcel(station: Station, seen: Scanned) -> ScanReply:
    """Wait for a parcel, until the last is aboard."""
    if seen.trip or seen.vehicle:
        return _trip(station, seen)
    trip_id, code = station.at(AwaitingParcel).trip_id, seen.code
    if not isinstance(code, ParcelLabel):
        return station.say("warn", codes.Floor.PARCEL_EXPECTED)
    view = loading.load(station.tx, trip_id, code.sscc, by=station.by, now=station.now)
    return _said(station, codes.Floor.LOADED, view, sscc=code.sscc)


STEPS: Mapping[type[Step], Callable[[Station, Scanned], ScanReply]] = {
    AwaitingTrip: _trip,
    AwaitingParcel: _parcel,
}


def _said(station: Station, going_on: codes.Floor, view: LoadView, **about: str) -> ScanReply:
    """How far a trip is: all aboard, or what is still to be loaded, or still to be packed."""
    if view.is_complete:
        station.go(AwaitingTrip())
        return station.say("ok", codes.Floor.TRIP_LOADED, **about, **_shown(view))
    waits = not view.left and view.waiting_orders
    return station.say("ok", codes.Floor.TRIP_WAITS if waits else going_on, **about, **_shown(view))


def _shown(view: LoadView) -> dict[str, Any]:
    following = next((parcel for parcel in view.parcels if not parcel.is_loaded), None)
    next_one = (
        {
            "next_sscc": following.sscc,
            "next_order": following.order_number,
            "shop": following.shop_code,
            "shop_zh": following.shop_zh,
            "shop_en": following.shop_en,
        }
        if following
        else {}
    )
    return {
        "trip": view.trip_number,
        "vehicle": view.vehicle_code,
        "plate": view.plate,
        "parcels": len(view.parcels),
        "left": view.left,
        "waiting_orders": view.waiting_orders,
        **next_one,
    }
