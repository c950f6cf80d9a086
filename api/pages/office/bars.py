"""The stretch of the day that bars of trips are drawn over."""

from datetime import datetime, timedelta

from api.pictures.drawn import Hours
from wms.transport.dispatch import TripView

AROUND = timedelta(minutes=20)
"""Air left and right of the bars."""


def hours(trips: list[TripView]) -> Hours | None:
    """The stretch of the day that all trips fit in; None without a trip."""
    if not trips:
        return None
    begins: datetime = min(trip.departs_at for trip in trips)
    ends: datetime = max(trip.returns_at for trip in trips)
    return Hours(begins - AROUND, ends + AROUND)
